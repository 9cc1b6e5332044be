/*---
title: Offers per month
unit: offers
unit_of_n: offers
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: counts
interval: poisson
least: 30
covered: >
  SELECT count(*) AS covered FROM house.offers
  WHERE first AND within($level, $area, commune, employment_area, basin, department, region)
rule: >
  Offers are counted by the month in which they were created, each once: the same employer, title, place and month, or
  the same description for the same place, is one offer. No offer at all is said only where at least 30 offers of any
  occupation are there for the area.
method: >
  The count is exact for the offers imported. The interval (exact Poisson, 95 %) says between which numbers another
  month at the same pace would have been.
says_not: >
  Offers that are published elsewhere, or that are never published, are not counted; a month that was imported in part
  looks like a poor month.
to_know: Import offers of France Travail for this area.
---*/
SELECT month AS code, month AS label, month AS period, count(*) AS k
FROM house.offers
WHERE first AND rome_code = $rome AND within($level, $area, commune, employment_area, basin, department, region)
GROUP BY month ORDER BY month
