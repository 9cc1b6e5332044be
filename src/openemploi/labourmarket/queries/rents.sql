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
rule: >
  Advertised rent with charges, predicted by a model for the commune or for the group of communes around it. Where the
  producer has arrondissements or parts of a commune only: their mean, weighted by their advertisements.
method: >
  Prediction interval of the producer; of several parts, from the lowest end to the highest.
says_not: It is what is advertised, not what tenants pay.
to_know: Import the map of rents.
---*/
SELECT any_value(p.commune) AS code, any_value(p.name) AS label,
       coalesce(sum(r.rent * r.n) / nullif(sum(r.n), 0), avg(r.rent)) AS value,
       min(r.rent_low) AS low, max(r.rent_high) AS high, sum(r.n) AS n, any_value(r.prediction) AS note
FROM (SELECT *, coalesce(nullif(advertisements, 0), advertisements_group) AS n FROM rents.rents
      WHERE insee_code IN (SELECT insee_code FROM house.commune_of WHERE commune = $area UNION ALL SELECT $area)
        AND coalesce(dwelling, 'flat') = 'flat') r
CROSS JOIN (SELECT commune, name FROM house.places WHERE commune = $area) p
HAVING count(*) > 0
