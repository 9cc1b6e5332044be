/*---
title: Tension of the professional family
unit: of 5
unit_of_n: people in work
about: [occupation, area]
needs: [dares_tension, crosswalk_rome_fap]
uses: [rome, communes]
levels: [department, region, country]
shape: table
null_means: no_row
rule: >
  The class of tension of the professional family (FAP 2009) to which the occupation belongs, from 1 to 5, with the six
  factors of Dares; several families are shown when the qualification decides.
method: The producer gives no interval.
says_not: A family groups several occupations.
to_know: Import the tensions of Dares by professional family, and the crosswalk from ROME to FAP.
---*/
SELECT fap_code AS code, fap_code AS label, tension_grade AS value, employment AS n, year AS period
FROM dares_tension.dares_tension
WHERE list_contains($families, fap_code) AND year = (SELECT max(year) FROM dares_tension.dares_tension)
  AND CASE $level WHEN 'department' THEN area_kind = 'dep' AND department = $area
                  WHEN 'region' THEN area_kind = 'reg' AND region = $area ELSE area_kind = 'nat' END
ORDER BY fap_code
