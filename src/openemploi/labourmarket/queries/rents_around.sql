/*---
title: Lower rents nearby
unit: € per m² a month
unit_of_n: advertisements
about: [area]
needs: [rents, communes, postcodes]
levels: [commune]
shape: table
listed: true
null_means: no_row
interval: producer
decimals: 1
rule: >
  Communes whose middle lies within 20 km of that of the commune, as the crow flies, with at least 30 advertisements of
  their own or in their group; the twelve with the lowest advertised rent of a flat with charges.
method: Prediction interval of the producer, for each commune.
says_not: How many dwellings are to let there now, and how long the way takes.
to_know: Import the map of rents.
---*/
WITH here AS (
  SELECT latitude, longitude FROM house.places WHERE commune = $area AND latitude IS NOT NULL
)
SELECT r.insee_code AS code, p.name AS label, r.rent AS value, r.rent_low AS low, r.rent_high AS high,
       coalesce(nullif(r.advertisements, 0), r.advertisements_group) AS n
FROM rents.rents r JOIN house.places p ON p.commune = r.insee_code CROSS JOIN here h
WHERE coalesce(r.dwelling, 'flat') = 'flat' AND p.latitude IS NOT NULL AND p.commune <> $area
  AND coalesce(nullif(r.advertisements, 0), r.advertisements_group) >= 30
  AND km(p.latitude, p.longitude, h.latitude, h.longitude) <= 20
ORDER BY r.rent, code LIMIT 12
