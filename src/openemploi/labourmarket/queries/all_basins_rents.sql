/*---
title: Rents, basin by basin
unit: € per m² a month
unit_of_n: communes
about: []
needs: [rents, communes, basins]
levels: [country]
shape: table
listed: true
null_means: no_row
interval: none
decimals: 1
rule: >
  Advertised rent of a flat with charges, predicted by a model for each commune; the middle commune of each basin
  (median, communes not weighted by their size; arrondissements count as communes).
method: The producer's intervals are about communes; none can be made of them for a basin.
says_not: The main town of a basin is often dearer than its middle commune.
to_know: Import the map of rents.
---*/
SELECT p.basin AS code, any_value(p.basin_name) AS label, median(r.rent) AS value, count(r.rent) AS n,
       count(*) OVER () AS total
FROM rents.rents r LEFT JOIN house.commune_of c USING (insee_code)
JOIN house.places p ON p.commune = coalesce(c.commune, r.insee_code)
WHERE p.basin IS NOT NULL AND coalesce(r.dwelling, 'flat') = 'flat'
GROUP BY p.basin ORDER BY p.basin
