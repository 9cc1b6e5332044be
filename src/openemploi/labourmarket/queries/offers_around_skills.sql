/*---
title: Skills that each offer nearby asks
unit: offers
unit_of_n: offers that name skills
about: [occupation, area]
needs: [france_travail_offers, communes, postcodes, rome]
uses: [employment_areas, basins]
levels: [commune]
shape: table
listed: true
null_means: no_row
interval: none
decimals: 0
rule: >
  Each skill that an offer within 30 km of the commune, as the crow flies, names; offers of the occupation and of those
  to which ROME says one can move. At most 20,000 lines, each offer once.
method: Every line is one skill of one offer.
says_not: A skill that everybody takes for granted is seldom named.
to_know: Import more offers for this area.
---*/
WITH here AS (
  SELECT latitude, longitude FROM house.places WHERE commune = $area AND latitude IS NOT NULL
)
SELECT s.code AS code, any_value(s.label) AS label, 1 AS value, o.id AS note, any_value(o.month) AS period
FROM house.offers o JOIN house.places p ON p.commune = o.commune JOIN house.offer_skills s ON s.offer_id = o.id
CROSS JOIN here h
WHERE o.first AND p.latitude IS NOT NULL
  AND (o.rome_code = $rome OR o.rome_code IN (SELECT target_rome_code FROM rome.mobility WHERE rome_code = $rome))
  AND km(p.latitude, p.longitude, h.latitude, h.longitude) <= 30
GROUP BY o.id, s.code ORDER BY o.id, s.code LIMIT 20000
