/*---
title: Training sessions
unit: sessions
unit_of_n: sessions
about: [occupation, area]
needs: [lheo, communes]
uses: [rome, employment_areas, basins]
shape: counts
least: 1
covered: >
  SELECT count(*) AS covered FROM house.training_sessions
  WHERE within($level, $area, commune, employment_area, basin, department, region)
rule: >
  Sessions of trainings that name the ROME code of the occupation, or that of the sheet it descends from, by the place of
  the session or else of the training.
method: All sessions imported are counted; there is no interval.
says_not: How many places are left is not published; a session may be over.
to_know: Import the training offers of the region (LHEO).
---*/
SELECT title AS code, title AS label, count(*) AS k,
       min(strftime(starts, '%Y-%m')) AS period
FROM house.training_sessions s
WHERE within($level, $area, commune, employment_area, basin, department, region)
  AND training IN (SELECT training FROM lheo.training_codes WHERE scheme = 'rome' AND code IN ($rome, $parent))
GROUP BY title ORDER BY k DESC, title
