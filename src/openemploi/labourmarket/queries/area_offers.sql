/*---
title: Offers per month, all occupations
unit: offers
unit_of_n: offers
about: [area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: counts
interval: poisson
least: 1
covered: >
  SELECT count(*) AS covered FROM house.offers
  WHERE first AND within($level, $area, commune, employment_area, basin, department, region)
rule: >
  Offers are counted by the month in which they were created, each once: the same employer, title, place and month, or
  the same description for the same place, is one offer.
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
WHERE first AND within($level, $area, commune, employment_area, basin, department, region)
GROUP BY month ORDER BY month
