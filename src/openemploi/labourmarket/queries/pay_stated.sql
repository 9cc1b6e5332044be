/*---
title: Offers that state a pay
unit: share
unit_of_n: offers
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: shares
interval: wilson
least: 1
rule: An offer states a pay when a number can be read in it. Each offer counts once.
method: Score interval of Wilson, 95 %.
says_not: A pay that is only in the text of the offer is not read.
to_know: Import offers of France Travail for this area.
---*/
SELECT 'stated' AS code, 'stated' AS label, count(*) FILTER (pay_stated) AS k, count(*) AS n,
       min(month) || CASE WHEN min(month) = max(month) THEN '' ELSE '/' || max(month) END AS period
FROM house.offers
WHERE first AND rome_code = $rome AND within($level, $area, commune, employment_area, basin, department, region)
HAVING count(*) > 0
