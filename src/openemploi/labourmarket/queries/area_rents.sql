/*---
title: Rents in the communes
unit: € per m² a month
unit_of_n: communes
about: [area]
needs: [rents, communes]
uses: [employment_areas, basins]
levels: [employment_area, basin, department, region]
shape: table
listed: true
null_means: no_row
interval: producer
decimals: 1
rule: Advertised rent with charges of each commune, predicted by a model. The dearest communes are shown first.
method: Prediction interval of the producer, for each commune.
says_not: It is what is advertised, not what tenants pay.
to_know: Import the map of rents.
---*/
SELECT r.insee_code AS code, p.name AS label, r.rent AS value, r.rent_low AS low, r.rent_high AS high,
       coalesce(nullif(r.advertisements, 0), r.advertisements_group) AS n, count(*) OVER () AS total
FROM rents.rents r JOIN house.places p ON p.commune = r.insee_code
WHERE within($level, $area, p.commune, p.employment_area, p.basin, p.department, p.region)
  AND coalesce(r.dwelling, 'flat') = 'flat'
ORDER BY r.rent DESC NULLS LAST, code LIMIT 12
