/*---
title: Offers that name this skill
unit: offers
unit_of_n: offers
about: [skill]
needs: [france_travail_offers]
uses: [rome]
shape: counts
interval: poisson
least: 1
rule: Offers whose list of skills has it, by occupation, each once.
method: >
  The count is exact for the offers imported. The interval (exact Poisson, 95 %) says between which numbers as many
  offers drawn at the same pace would have been.
says_not: Offers that ask for it in other words are not counted.
to_know: Import offers of France Travail.
---*/
SELECT o.rome_code AS code, coalesce(any_value(o.rome_label), o.rome_code) AS label, count(DISTINCT o.id) AS k
FROM house.offers o JOIN house.offer_skills s ON s.offer_id = o.id
WHERE o.first AND s.code = $skill AND o.rome_code IS NOT NULL
GROUP BY o.rome_code ORDER BY k DESC, code
