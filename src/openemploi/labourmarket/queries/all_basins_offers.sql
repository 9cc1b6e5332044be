/*---
title: Offers in a year, basin by basin
unit: offers
unit_of_n: basins
about: [occupation]
needs: [tension, communes, basins]
uses: [rome]
levels: [country]
shape: table
listed: true
null_means: no_row
interval: none
decimals: 0
rule: >
  The offers of the latest year, as the producer estimates them, in every basin of the country where they are published,
  for the sheet of ROME 3 from which the occupation descends.
method: The producer gives an estimate without an interval.
says_not: A basin that is missing has too few offers or jobseekers to be published.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT basin AS code, name AS label, offers AS value, year AS period, count(*) OVER () AS total
FROM house.year_tension WHERE rome_code = $parent AND name IS NOT NULL
ORDER BY basin
