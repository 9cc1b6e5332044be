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
SELECT basin AS code, name AS label, tension AS value, year AS period, count(*) OVER () AS total
FROM house.year_tension WHERE rome_code = $parent AND name IS NOT NULL
ORDER BY basin
