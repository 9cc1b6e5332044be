/*---
title: Occupations that offers ask most
unit: offers
unit_of_n: offers
about: [area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins, rome]
shape: shares
listed: true
interval: wilson
least: 5
rule: Offers by their occupation, each once. The ten most asked are shown.
method: Score interval of Wilson, 95 %, of the share of all offers of the area.
says_not: Offers that are published elsewhere are not counted.
to_know: At least 5 offers are needed. Import more offers for this area.
---*/
SELECT o.rome_code AS code, coalesce(any_value(o.rome_label), o.rome_code) AS label, count(*) AS k,
       sum(count(*)) OVER () AS n
FROM house.offers o
WHERE first AND rome_code IS NOT NULL
  AND within($level, $area, commune, employment_area, basin, department, region)
GROUP BY o.rome_code ORDER BY k DESC, code LIMIT 10
