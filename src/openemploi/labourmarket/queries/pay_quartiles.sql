/*---
title: Pay in the offers
unit: € a month
unit_of_n: offers that state a pay
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: quartiles
interval: order
least: 5
decimals: 0
rule: >
  Gross pay a month, full time. A pay by the hour is taken 151.67 times, a pay by the year is divided by 12, a part-time
  pay is brought to 35 hours where the hours are stated; of a range, the middle is taken. Amounts under 1,000 € or over
  20,000 € are left out as misread. Each offer counts once.
method: >
  Half of the offers lie between the first and the third quartile. The intervals (95 %) are made from order statistics;
  an end is unknown where there are too few offers for one.
says_not: It is what employers offer, not what people are paid; bonuses are not in it.
to_know: At least 5 offers with a pay are needed. Import more offers for this area.
---*/
SELECT pay AS value, month AS period
FROM house.offers
WHERE first AND pay IS NOT NULL AND rome_code = $rome
  AND within($level, $area, commune, employment_area, basin, department, region)
