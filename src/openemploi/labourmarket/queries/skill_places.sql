/*---
title: Where offers name this skill
unit: offers
unit_of_n: offers
about: [skill]
needs: [france_travail_offers, communes]
shape: counts
interval: poisson
least: 1
rule: Offers whose list of skills has it, by department, each once.
method: >
  The count is exact for the offers imported. The interval (exact Poisson, 95 %) says between which numbers as many
  offers drawn at the same pace would have been.
says_not: It follows where offers were imported for, not only where the skill is asked.
to_know: Import offers of France Travail.
---*/
SELECT coalesce(o.department, '?') AS code, coalesce(any_value(d.name), '?') AS label, count(DISTINCT o.id) AS k
FROM house.offers o JOIN house.offer_skills s ON s.offer_id = o.id
LEFT JOIN house.divisions d ON d.level = 'department' AND d.code = o.department
WHERE o.first AND s.code = $skill
GROUP BY o.department ORDER BY k DESC, code
