/*---
title: Skills that are asked more than before
unit: points
unit_of_n: offers of the later half that name skills
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins, rome]
shape: shares
interval: newcombe
least: 20
rule: >
  The months for which there are offers are cut in two halves. A skill rises when the share of offers that ask it is
  larger in the later half, by more than chance explains.
method: Interval of a difference of shares (Newcombe, 95 %); only skills whose interval leaves out 0 are shown.
says_not: It does not say why; another mix of employers is enough.
to_know: At least two months are needed, and 20 offers that name skills in each half. Import offers of more months.
---*/
WITH mine AS (
  SELECT DISTINCT o.id, o.month FROM house.offers o JOIN house.offer_skills s ON s.offer_id = o.id
  WHERE o.first AND o.rome_code = $rome
    AND within($level, $area, commune, employment_area, basin, department, region)
), months AS (
  SELECT month, ntile(2) OVER (ORDER BY month) AS half, count(*) OVER () AS periods FROM (SELECT DISTINCT month FROM mine)
), halves AS (SELECT m.id, h.half, h.periods FROM mine m JOIN months h USING (month)),
totals AS (
  SELECT count(*) FILTER (half = 1) AS n_before, count(*) FILTER (half = 2) AS n, any_value(periods) AS periods FROM halves
), counted AS (
  SELECT coalesce(s.code, s.label) AS code, any_value(s.label) AS label, count(DISTINCT id) FILTER (half = 1) AS k_before,
         count(DISTINCT id) FILTER (half = 2) AS k
  FROM halves h JOIN house.offer_skills s ON s.offer_id = h.id GROUP BY 1
)
SELECT code, label, k, k_before, t.n, t.n_before, t.periods FROM counted, totals t ORDER BY code
