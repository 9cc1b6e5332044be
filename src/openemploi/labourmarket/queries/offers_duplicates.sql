/*---
title: Offers that were published more than once
unit: share
unit_of_n: offers before duplicates were taken out
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: shares
least: 1
rule: >
  An offer is a duplicate when an earlier one has the same employer, title, place and month, or the same description
  (of 200 letters and more) for the same place.
method: All offers imported were compared; there is no interval.
says_not: An employer who writes the same offer in other words is not found.
to_know: Import offers of France Travail for this area.
---*/
SELECT 'duplicates' AS code, 'duplicates' AS label, count(*) FILTER (NOT first) AS k, count(*) AS n
FROM house.offers
WHERE rome_code = $rome AND within($level, $area, commune, employment_area, basin, department, region)
HAVING count(*) > 0
