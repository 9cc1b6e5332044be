/*---
title: Training sessions of the area
unit: sessions
unit_of_n: sessions
about: [area]
needs: [lheo, communes]
uses: [employment_areas, basins]
shape: counts
least: 1
covered: >
  SELECT count(*) AS covered FROM house.training_sessions
  WHERE within($level, $area, commune, employment_area, basin, department, region)
rule: Sessions by training, by the place of the session or else of the training.
method: All sessions imported are counted; there is no interval.
says_not: How many places are left is not published; a session may be over.
to_know: Import the training offers of the region (LHEO).
---*/
SELECT title AS code, title AS label, count(*) AS k, min(strftime(starts, '%Y-%m')) AS period
FROM house.training_sessions s
WHERE within($level, $area, commune, employment_area, basin, department, region)
GROUP BY title ORDER BY k DESC, title
