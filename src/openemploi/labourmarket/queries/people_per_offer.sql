/*---
title: People looking for each offer of a year
unit: people for an offer
unit_of_n: people looking
about: [occupation, area]
needs: [tension, communes, basins]
uses: [rome]
levels: [basin, department, region, country]
shape: table
null_means: too_few
interval: none
decimals: 2
rule: >
  Jobseekers of categories A, B and C who look for the occupation (mean of the months of the year), divided by the
  offers of the year, for the sheet of ROME 3 from which the occupation descends. Under 11 people looking, or under 1
  offer, it is not shown. A larger area is made of the basins most of whose communes lie in it.
method: Everybody who is registered is counted; the offers are an estimate; there is no interval.
says_not: >
  Under 1 does not mean that everybody finds: people in work apply too, and an offer may ask for what people lack.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT $parent AS code, $parent AS label,
       CASE WHEN sum(jobseekers) >= 11 AND sum(offers) >= 1 THEN sum(jobseekers) / sum(offers) END AS value,
       CASE WHEN sum(jobseekers) >= 11 THEN round(sum(jobseekers)) END AS n, any_value(year) AS period
FROM house.year_tension
WHERE rome_code = $parent AND within($level, $area, NULL, NULL, basin, department, region)
HAVING count(*) > 0
