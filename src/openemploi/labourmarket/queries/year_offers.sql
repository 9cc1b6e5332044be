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
SELECT $parent AS code, $parent AS label, round(sum(offers)) AS value, count(*) AS n, any_value(year) AS period
FROM house.year_tension
WHERE rome_code = $parent AND within($level, $area, NULL, NULL, basin, department, region)
HAVING count(*) > 0
