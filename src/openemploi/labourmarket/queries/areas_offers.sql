/*---
title: Offers, employment area by employment area
unit: offers
unit_of_n: employment areas
about: [occupation, area]
needs: [france_travail_offers, communes, employment_areas]
uses: [postcodes, basins]
levels: [region]
shape: table
listed: true
null_means: not_covered
rule: >
  Offers of the occupation, each once, by the employment area of their commune. An area of which fewer than 30 offers of
  any occupation were imported is unknown.
method: The count is exact for the offers imported.
says_not: Offers that name a department only are in no employment area.
to_know: Import offers of France Travail for this region.
---*/
WITH counted AS (
  SELECT employment_area, count(*) FILTER (rome_code = $rome) AS k, count(*) AS n FROM house.offers
  WHERE first AND employment_area IS NOT NULL GROUP BY 1
)
SELECT a.code, a.name AS label, CASE WHEN c.n >= 30 THEN c.k END AS value, c.n, count(*) OVER () AS total
FROM house.areas a LEFT JOIN counted c ON c.employment_area = a.code
WHERE a.level = 'employment_area' AND a.code IN (SELECT employment_area FROM house.places WHERE region = $area)
ORDER BY a.folded
