/*---
title: Offers by distance
unit: offers
unit_of_n: offers
about: [occupation, area]
needs: [france_travail_offers, communes, postcodes]
uses: [employment_areas, basins]
levels: [commune]
shape: table
listed: true
null_means: not_covered
interval: none
decimals: 0
rule: >
  Offers of the occupation, each once, whose commune lies within 10, 20, 30, 50 or 100 km of the commune, as the crow
  flies between the middles of the communes.
method: The count is exact for the offers imported.
says_not: How long the way takes; offers that name a département only are not counted.
to_know: Import offers of France Travail for this area.
---*/
WITH here AS (
  SELECT latitude, longitude FROM house.places WHERE commune = $area AND latitude IS NOT NULL
), far AS (
  SELECT km(p.latitude, p.longitude, h.latitude, h.longitude) AS km,
         o.rome_code
  FROM house.offers o JOIN house.places p ON p.commune = o.commune CROSS JOIN here h
  WHERE o.first AND p.latitude IS NOT NULL
)
SELECT CAST(r.km AS VARCHAR) AS code, r.km || ' km' AS label,
       CASE WHEN count(f.km) >= 30 THEN count(*) FILTER (f.rome_code = $rome) END AS value,
       count(f.km) AS n
FROM (SELECT unnest([10, 20, 30, 50, 100]) AS km) r LEFT JOIN far f ON f.km <= r.km
WHERE EXISTS (FROM here)
GROUP BY r.km ORDER BY r.km
