/*---
title: Offers in a year
unit: offers
unit_of_n: basins
about: [occupation, area]
needs: [tension, communes, basins]
uses: [rome]
levels: [basin, department, region, country]
shape: table
null_means: no_row
interval: none
decimals: 0
rule: >
  The offers of the latest year, all publishers together, that the producer estimates to compute the tension of the
  occupation, published for the sheet of ROME 3 from which the occupation descends. A larger area is the sum of the
  basins most of whose communes lie in it.
method: The producer gives an estimate without an interval.
says_not: >
  A basin with too few offers or jobseekers is not published, and is missing from the sum of a larger area; last year's
  offers are not this month's.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT $parent AS code, $parent AS label, round(sum(t.offers)) AS value, count(*) AS n, any_value(t.year) AS period
FROM tension.tension t LEFT JOIN house.areas a ON a.level = 'basin' AND a.code = t.basin_code
WHERE t.rome_code = $parent AND t.year = (SELECT max(year) FROM tension.tension)
  AND within($level, $area, NULL, NULL, t.basin_code, a.department, a.region)
HAVING count(*) > 0
