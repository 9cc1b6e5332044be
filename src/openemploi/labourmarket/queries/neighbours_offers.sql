/*---
title: Offers in a year of neighbouring occupations
unit: offers
unit_of_n: skills of the occupation
about: [occupation, area]
needs: [tension, rome, communes, basins]
levels: [basin]
shape: table
listed: true
null_means: no_row
interval: none
decimals: 0
rule: >
  The offers of the latest year, as the producer estimates them, of each occupation to which ROME says one can move and
  that descends from another sheet of ROME 3; of the skills and pieces of knowledge of the occupation, so many are also
  in its sheet. Occupations that a law closes to people without a title are marked "regulated".
method: The producer gives an estimate without an interval.
says_not: What is missing may be long to learn; occupations of one sheet of ROME 3 are counted together.
to_know: Import ROME and the indicators of tension by occupation and basin.
---*/
WITH own AS (
  SELECT DISTINCT i.ogr_code FROM rome.occupation_items i
  WHERE i.rome_code = $rome AND (i.ogr_code IN (SELECT ogr_code FROM rome.skills)
    OR i.ogr_code IN (SELECT ogr_code FROM rome.knowledge))
), near AS (
  SELECT DISTINCT m.target_rome_code AS code FROM rome.mobility m WHERE m.rome_code = $rome
), counted AS (
  SELECT rome_code, offers, year FROM house.year_tension WHERE basin = $area
)
SELECT n.code, o.label, round(c.offers) AS value, c.year AS period,
       (SELECT count(DISTINCT s.ogr_code) FROM rome.occupation_items s
        WHERE s.rome_code = n.code AND s.ogr_code IN (SELECT ogr_code FROM own)) AS k,
       (SELECT count(*) FROM own) AS n, CASE WHEN o.regulated THEN 'regulated' END AS note
FROM near n JOIN rome.occupations o ON o.rome_code = n.code
JOIN counted c ON c.rome_code = coalesce(o.parent_rome_code, o.rome_code)
WHERE coalesce(o.parent_rome_code, o.rome_code) <> $parent
ORDER BY value DESC, n.code
