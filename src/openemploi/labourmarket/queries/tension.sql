/*---
title: How hard recruiting is
unit: of 5
unit_of_n: offers of the year
about: [occupation, area]
needs: [tension, communes, basins]
uses: [rome]
levels: [basin]
shape: table
null_means: no_row
interval: none
rule: >
  The indicator of tension of the occupation in the basin, from 1 (very easy) to 5 (very hard), as published for the
  sheet of ROME 3 from which the occupation descends.
method: The producer gives no interval.
says_not: It is about recruiting in general, not about one employer or one person.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT t.rome_code AS code, t.rome_code AS label, t.tension AS value, t.offers AS n, t.year AS period
FROM tension.tension t
WHERE t.rome_code = $parent AND t.basin_code = $area
  AND t.year = (SELECT max(year) FROM tension.tension)
