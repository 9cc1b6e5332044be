/*---
title: Sectors that hire
unit: hires
unit_of_n: hires
about: [occupation]
needs: [crosswalk_rome_naf]
uses: [rome]
shape: table
listed: true
rule: >
  Hires of a year in France by activity of the employer, for the sheet of ROME 3 from which the occupation descends. The
  eight largest are shown.
method: Counted by the producer from declarations of hiring; there is no interval.
says_not: Temporary agencies hide the sector in which people work.
to_know: Import the crosswalk from ROME to NAF.
---*/
SELECT naf_code AS code, any_value(naf_label) AS label, sum(hires) AS value,
       (SELECT sum(hires) FROM crosswalk_rome_naf.rome_naf WHERE rome_code = $parent) AS total
FROM crosswalk_rome_naf.rome_naf WHERE rome_code = $parent
GROUP BY naf_code ORDER BY value DESC NULLS LAST, code LIMIT 8
