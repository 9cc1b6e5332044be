/*---
title: Facilities and services
unit: facilities
unit_of_n: facilities
about: [area]
needs: [facilities, communes]
uses: [employment_areas, basins]
shape: counts
rule: Facilities of the permanent database of INSEE in the latest year imported, by domain.
method: Everything is counted; there is no interval.
says_not: How large a facility is, or when it is open, is not in it.
to_know: Import the permanent database of facilities (BPE).
---*/
SELECT 'domain_' || coalesce(f.domain, left(f.type_code, 1)) AS code,
       'domain_' || coalesce(f.domain, left(f.type_code, 1)) AS label, count(*) AS k, any_value(f.year) AS period
FROM facilities.facilities f
LEFT JOIN house.commune_of c USING (insee_code)
LEFT JOIN house.places p ON p.commune = coalesce(c.commune, f.insee_code)
WHERE f.year = (SELECT max(year) FROM facilities.facilities)
  AND within($level, $area, p.commune, p.employment_area, p.basin, p.department, p.region)
GROUP BY 1 ORDER BY 1
