/*---
title: Why recruiting is hard
unit: of 5
unit_of_n: offers of the year
about: [occupation, area]
needs: [tension, communes, basins]
uses: [rome]
levels: [basin]
shape: table
listed: true
null_means: no_row
rule: >
  Six causes of tension, each from 1 (hardly a cause) to 5 (a strong cause), as published for the sheet of ROME 3 from
  which the occupation descends.
method: The producer gives no interval.
says_not: A cause that is strong everywhere is no fault of one employer.
to_know: Import the indicators of tension by occupation and basin.
---*/
SELECT cause AS code, cause AS label, value, round(offers) AS total, year AS period
FROM (SELECT * FROM tension.tension WHERE rome_code = $parent AND basin_code = $area
        AND year = (SELECT max(year) FROM tension.tension)) t
UNPIVOT INCLUDE NULLS (value FOR cause IN (hiring_intensity, workforce_shortage, non_durable_jobs, working_conditions,
                                           geographic_mismatch, training_link))
ORDER BY list_position(['hiring_intensity', 'workforce_shortage', 'training_link', 'working_conditions',
                        'non_durable_jobs', 'geographic_mismatch'], cause)
