/*---
title: Pay in the offers, basin by basin
unit: € a month
unit_of_n: offers that state a pay
about: [occupation]
needs: [france_travail_offers, communes, basins]
levels: [country]
shape: table
listed: true
null_means: too_few
interval: none
least: 5
decimals: 0
rule: >
  The middle gross pay a month, full time, of the offers of the occupation in each basin that has at least 5 offers with
  a pay; pays are made comparable as in the figure of pay in the offers. Each offer counts once.
method: Median of the offers; the figure of pay in the offers has its interval for one area.
says_not: It is what employers offer, not what people are paid.
to_know: At least 5 offers with a pay are needed in a basin. Import more offers.
---*/
SELECT basin AS code, any_value(p.basin_name) AS label, CASE WHEN count(pay) >= 5 THEN median(pay) END AS value,
       count(pay) AS n, min(month) AS period, count(*) OVER () AS total
FROM house.offers o JOIN (SELECT DISTINCT basin, basin_name FROM house.places WHERE basin IS NOT NULL) p USING (basin)
WHERE o.first AND o.rome_code = $rome
GROUP BY basin ORDER BY basin
