/*---
title: Contracts offered
unit: share
unit_of_n: offers
about: [occupation, area]
needs: [france_travail_offers, communes]
uses: [employment_areas, basins]
shape: shares
listed: true
interval: wilson
least: 5
rule: The kind of contract is that of the offer; each offer counts once.
method: Score interval of Wilson, 95 %, for each kind.
says_not: How long fixed-term contracts last is not in it.
to_know: At least 5 offers are needed. Import more offers for this area.
---*/
SELECT coalesce(contract, '?') AS code, coalesce(contract, '?') AS label, count(*) AS k, sum(count(*)) OVER () AS n,
       min(month) AS period
FROM house.offers
WHERE first AND rome_code = $rome AND within($level, $area, commune, employment_area, basin, department, region)
GROUP BY contract ORDER BY k DESC, code
