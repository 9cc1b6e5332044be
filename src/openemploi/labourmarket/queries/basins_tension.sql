/*---
title: How hard recruiting is, basin by basin
unit: of 5
unit_of_n: basins
about: [occupation, area]
needs: [tension, communes, basins]
uses: [postcodes]
levels: [region]
shape: table
listed: true
null_means: no_row
rule: >
  The indicator of tension of the occupation in each basin that has a commune in the region, from 1 (very easy) to 5
  (very hard), as published for the sheet of ROME 3 from which the occupation descends.
method: The producer gives no interval.
says_not: A basin without a number has too few offers or jobseekers for the producer to compute one.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT a.code, a.name AS label, t.tension AS value, t.year AS period, round(t.offers) AS n, count(*) OVER () AS total
FROM house.areas a
LEFT JOIN (SELECT * FROM tension.tension WHERE rome_code = $parent AND year = (SELECT max(year) FROM tension.tension)) t
  ON t.basin_code = a.code
WHERE a.level = 'basin' AND a.code IN (SELECT basin FROM house.places WHERE region = $area)
ORDER BY a.folded
