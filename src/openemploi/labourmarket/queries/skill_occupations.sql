/*---
title: Occupations that ask for this skill
unit: skills
unit_of_n: occupations
about: [skill]
needs: [rome]
shape: table
listed: true
rule: >
  Sheets of ROME that name the skill, with the number of skills that the sheet names. Those at whose heart it is come
  first.
method: Everything in ROME is counted; there is no interval.
says_not: An employer may ask for it in an occupation whose sheet does not name it.
to_know: Import ROME.
---*/
WITH wide AS (SELECT rome_code, count(*) AS items FROM rome.occupation_items GROUP BY rome_code)
SELECT i.rome_code AS code, o.label, w.items AS value, count(*) OVER () AS total, coalesce(i.heart, '') AS note
FROM rome.occupation_items i JOIN rome.occupations o USING (rome_code) JOIN wide w USING (rome_code)
WHERE i.ogr_code = $skill
ORDER BY i.heart IS DISTINCT FROM 'Principale', i.heart IS NULL, w.items, code LIMIT 30
