/*---
title: Skills that offers ask most
unit: share
unit_of_n: offers that name skills
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins, rome]
shape: shares
listed: true
interval: wilson
least: 5
rule: >
  A skill is asked when the offer names it in its list of skills. Only offers that name at least one skill are counted,
  each once. The ten most asked are shown.
method: Score interval of Wilson, 95 %, for each skill.
says_not: A skill that everybody takes for granted is seldom named.
to_know: At least 5 offers that name skills are needed. Import more offers for this area.
---*/
WITH asked AS (
  SELECT DISTINCT o.id, o.month, s.code, s.label FROM house.offers o JOIN house.offer_skills s ON s.offer_id = o.id
  WHERE o.first AND o.rome_code = $rome
    AND within($level, $area, commune, employment_area, basin, department, region)
)
SELECT coalesce(code, label) AS code, any_value(label) AS label, count(DISTINCT id) AS k,
       (SELECT count(DISTINCT id) FROM asked) AS n
FROM asked GROUP BY 1 ORDER BY k DESC, label LIMIT 10
