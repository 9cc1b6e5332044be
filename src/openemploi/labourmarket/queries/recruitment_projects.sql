/*---
title: Hiring projects of employers
unit: projects
unit_of_n: projects
about: [occupation, area]
needs: [bmo, crosswalk_rome_fap, communes, basins]
uses: [rome]
levels: [basin, department, region, country]
shape: table
rule: >
  Projects that employers told the yearly survey, for the professional family of the occupation. Basins whose number the
  producer keeps secret are left out and counted.
method: A weighted survey of employers; the producer gives no interval.
says_not: A project is an intention, not a job.
to_know: Import the survey "Besoins en main-d'œuvre" of the year.
---*/
SELECT fap_code AS code, any_value(fap_label) AS label, sum(projects) AS value, max(year) AS period,
       count(*) FILTER (projects IS NULL) AS fact_withheld, sum(sum(projects)) OVER () AS total
FROM bmo.projects b
WHERE list_contains($families, fap_code) AND year = (SELECT max(year) FROM bmo.projects)
  AND CASE $level
        WHEN 'basin' THEN b.basin_code = $area AND folded(b.basin_name) = (
          SELECT any_value(folded(p.basin_name)) FROM house.places p WHERE p.basin = $area)
        WHEN 'department' THEN b.department = $area WHEN 'region' THEN b.region = $area ELSE TRUE END
GROUP BY fap_code ORDER BY fap_code
