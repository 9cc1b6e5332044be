/*---
title: People looking for this work
unit: people
unit_of_n: people
about: [occupation, area]
needs: [tension, communes, basins]
uses: [rome]
levels: [basin]
shape: table
null_means: no_row
mask_under: 11
rule: >
  Jobseekers of categories A, B and C who look for the occupation, the mean of the months of the year. Fewer than 11
  people are not shown.
method: Everybody who is registered is counted; there is no interval.
says_not: People who are not registered, or who look for a neighbouring occupation, are not counted.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT rome_code AS code, rome_code AS label, round(jobseekers) AS value, year AS period
FROM tension.tension
WHERE rome_code = $parent AND basin_code = $area AND year = (SELECT max(year) FROM tension.tension)
