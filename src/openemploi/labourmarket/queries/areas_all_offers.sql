/*---
title: Offers of all occupations, employment area by employment area
unit: offers
unit_of_n: employment areas
about: [area]
needs: [france_travail_offers, communes, employment_areas]
uses: [postcodes, basins]
levels: [region]
shape: table
listed: true
null_means: not_covered
rule: Offers, each once, by the employment area of their commune. An area without any imported offer is unknown.
method: The count is exact for the offers imported.
says_not: Offers that name a department only are in no employment area.
to_know: Import offers of France Travail for this region.
---*/
WITH counted AS (
  SELECT employment_area, count(*) AS n FROM house.offers WHERE first AND employment_area IS NOT NULL GROUP BY 1
)
SELECT a.code, a.name AS label, c.n AS value, c.n, count(*) OVER () AS total
FROM house.areas a LEFT JOIN counted c ON c.employment_area = a.code
WHERE a.level = 'employment_area' AND a.code IN (SELECT employment_area FROM house.places WHERE region = $area)
ORDER BY a.folded
