/*---
title: Rent of a flat
unit: € per m² a month
unit_of_n: advertisements
about: [area]
needs: [rents, communes]
levels: [commune]
shape: table
null_means: no_row
interval: producer
decimals: 1
rule: Advertised rent with charges, predicted by a model for the commune or for the group of communes around it.
method: Prediction interval of the producer.
says_not: It is what is advertised, not what tenants pay.
to_know: Import the map of rents.
---*/
SELECT insee_code AS code, name AS label, rent AS value, rent_low AS low, rent_high AS high,
       coalesce(nullif(advertisements, 0), advertisements_group) AS n, prediction AS note
FROM rents.rents WHERE insee_code = $area AND coalesce(dwelling, 'flat') = 'flat'
