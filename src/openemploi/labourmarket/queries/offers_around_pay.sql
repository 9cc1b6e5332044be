/*---
title: Pay of the offers nearby
unit: € a month
unit_of_n: offers that state a pay
about: [occupation, area]
needs: [france_travail_offers, communes, postcodes]
uses: [employment_areas, basins]
levels: [commune]
shape: table
listed: true
null_means: too_few
interval: none
decimals: 0
rule: >
  Gross pay a month, full time, of each offer of the occupation within 30 km of the commune, as the crow flies; pays are
  made comparable as in the figure of pay in the offers. At most 2,000 offers, each once.
method: Every pay is one offer.
says_not: Offers without a pay are not in it.
to_know: Import more offers for this area.
---*/
WITH here AS (
  SELECT latitude, longitude FROM house.places WHERE commune = $area AND latitude IS NOT NULL
)
SELECT o.id AS code, o.title AS label, o.pay AS value, o.month AS period, count(*) OVER () AS total
FROM house.offers o JOIN house.places p ON p.commune = o.commune CROSS JOIN here h
WHERE o.first AND o.rome_code = $rome AND o.pay IS NOT NULL AND p.latitude IS NOT NULL
  AND km(p.latitude, p.longitude, h.latitude, h.longitude) <= 30
ORDER BY o.id LIMIT 2000
