/*---
title: Facilities and services, basin by basin
unit: facilities
unit_of_n: facilities
about: []
needs: [facilities, communes, basins]
levels: [country]
shape: table
listed: true
null_means: no_row
interval: none
decimals: 0
rule: Facilities of the permanent database of INSEE in the latest year imported, in each basin.
method: Everything is counted; there is no interval.
says_not: A basin with more people has more of them; how large a facility is, or when it is open, is not in it.
to_know: Import the permanent database of facilities (BPE).
---*/
SELECT p.basin AS code, any_value(p.basin_name) AS label, count(*) AS value, any_value(f.year) AS period,
       count(*) OVER () AS total
FROM facilities.facilities f
LEFT JOIN house.commune_of c USING (insee_code)
JOIN house.places p ON p.commune = coalesce(c.commune, f.insee_code)
WHERE p.basin IS NOT NULL AND f.year = (SELECT max(year) FROM facilities.facilities)
GROUP BY p.basin ORDER BY p.basin
