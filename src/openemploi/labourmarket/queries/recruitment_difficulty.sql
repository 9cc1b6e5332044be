/*---
title: Projects that employers expect to be hard
unit: share
unit_of_n: projects
about: [occupation, area]
needs: [bmo, crosswalk_rome_fap, communes, basins]
uses: [rome]
levels: [basin, department, region, country]
shape: shares
least: 5
rule: >
  Hard projects of all projects, over the basins for which the producer publishes both. Basins whose numbers are kept
  secret are left out and counted.
method: A weighted survey of employers; the producer gives no interval.
says_not: It is what employers expect, not what happened.
to_know: Import the survey "Besoins en main-d'œuvre" of the year.
---*/
SELECT fap_code AS code, any_value(fap_label) AS label,
       sum(hard_projects) FILTER (projects IS NOT NULL) AS k, sum(projects) FILTER (hard_projects IS NOT NULL) AS n,
       max(year) AS period, count(*) FILTER (projects IS NULL OR hard_projects IS NULL) AS fact_withheld
FROM bmo.projects b
WHERE list_contains($families, fap_code) AND year = (SELECT max(year) FROM bmo.projects)
  AND CASE $level
        WHEN 'basin' THEN b.basin_code = $area AND folded(b.basin_name) = (
          SELECT any_value(folded(p.basin_name)) FROM house.places p WHERE p.basin = $area)
        WHEN 'department' THEN b.department = $area WHEN 'region' THEN b.region = $area ELSE TRUE END
GROUP BY fap_code HAVING sum(projects) FILTER (hard_projects IS NOT NULL) > 0 ORDER BY fap_code
