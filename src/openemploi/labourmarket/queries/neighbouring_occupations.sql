/*---
title: Neighbouring occupations
unit: shared skills
unit_of_n: skills of the occupation
about: [occupation]
needs: [rome]
shape: table
listed: true
rule: >
  Occupations to which ROME says one can move, with the number of skills and pieces of knowledge that both sheets name.
method: Everything in ROME is counted; there is no interval.
says_not: What is missing may be long to learn, or may be required by law.
to_know: Import ROME.
---*/
WITH own AS (
  SELECT DISTINCT i.ogr_code FROM rome.occupation_items i
  WHERE i.rome_code = $rome AND (i.ogr_code IN (SELECT ogr_code FROM rome.skills)
    OR i.ogr_code IN (SELECT ogr_code FROM rome.knowledge))
)
SELECT m.target_rome_code AS code, o.label, count(DISTINCT s.ogr_code) AS value, count(DISTINCT s.ogr_code) AS k,
       (SELECT count(*) FROM own) AS n, (SELECT count(*) FROM own) AS total
FROM rome.mobility m
JOIN rome.occupations o ON o.rome_code = m.target_rome_code
LEFT JOIN rome.occupation_items s ON s.rome_code = m.target_rome_code AND s.ogr_code IN (SELECT ogr_code FROM own)
WHERE m.rome_code = $rome
GROUP BY m.target_rome_code, o.label, m.rank ORDER BY value DESC, m.rank, code LIMIT 12
