/*---
title: Occupations for which recruiting is hardest
unit: of 5
unit_of_n: offers of the year
about: [area]
needs: [tension, rome, communes, basins]
uses: [crosswalk_rome_naf]
levels: [basin]
shape: table
listed: true
null_means: no_row
rule: >
  Sheets of ROME 3 with the highest indicator of tension in the basin; among equals, those with the most offers in the
  year.
method: The producer gives no interval.
says_not: Occupations with few offers have no indicator.
to_know: Import the indicators of tension by occupation and basin, and ROME.
---*/
SELECT t.rome_code AS code, coalesce(r.label, o.label, t.rome_code) AS label, t.tension AS value, round(t.offers) AS n,
       t.year AS period
FROM tension.tension t LEFT JOIN rome.occupations o USING (rome_code) LEFT JOIN house.rome3 r USING (rome_code)
WHERE t.basin_code = $area AND t.tension IS NOT NULL AND t.year = (SELECT max(year) FROM tension.tension)
ORDER BY t.tension DESC, t.offers DESC NULLS LAST, code LIMIT 10
