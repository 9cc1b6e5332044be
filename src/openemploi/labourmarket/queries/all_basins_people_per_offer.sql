/*---
title: People looking for each offer of a year, basin by basin
unit: people for an offer
unit_of_n: people looking
about: [occupation]
needs: [tension, communes, basins]
uses: [rome]
levels: [country]
shape: table
listed: true
null_means: too_few
interval: none
decimals: 2
rule: >
  Jobseekers of categories A, B and C who look for the occupation (mean of the months of the year), divided by the
  offers of the year, in every basin of the country where both are published. Under 11 people looking, or under 1 offer,
  it is not shown.
method: Everybody who is registered is counted; the offers are an estimate; there is no interval.
says_not: People in work apply too, and an offer may ask for what people lack.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT basin AS code, name AS label,
       CASE WHEN jobseekers >= 11 AND offers >= 1 THEN jobseekers / offers END AS value,
       CASE WHEN jobseekers >= 11 THEN round(jobseekers) END AS n, year AS period, count(*) OVER () AS total
FROM house.year_tension WHERE rome_code = $parent AND name IS NOT NULL
ORDER BY basin
