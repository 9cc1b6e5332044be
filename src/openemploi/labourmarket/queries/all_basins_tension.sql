/*---
title: How hard recruiting is, in every basin
unit: of 5
unit_of_n: basins
about: [occupation]
needs: [tension, communes, basins]
uses: [rome]
levels: [country]
shape: table
listed: true
null_means: no_row
interval: none
rule: >
  The indicator of tension of the occupation in every basin of the country where it is published, from 1 (very easy) to
  5 (very hard), for the sheet of ROME 3 from which the occupation descends.
method: The producer gives no interval.
says_not: It is about recruiting in general, not about one employer or one person.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT t.basin_code AS code, a.name AS label, t.tension AS value, t.year AS period, count(*) OVER () AS total
FROM tension.tension t JOIN house.areas a ON a.level = 'basin' AND a.code = t.basin_code
WHERE t.rome_code = $parent AND t.year = (SELECT max(year) FROM tension.tension)
ORDER BY t.basin_code
