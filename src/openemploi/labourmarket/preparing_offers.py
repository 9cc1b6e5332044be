"""Offers as figures count them: one line for one job, its month, its place at every level, its pay made comparable.

**Duplicates.** Two offers are one when the same employer published the same title for the same place in the same
month, or when the same long description stands for the same place. The first is kept. Offers without employer are
compared by their description only; the same text for another place is another job.

**Pay** is made gross pay a month, full time: an hourly pay times 151.67 (35 hours a week, 52 weeks, 12 months), a
yearly pay divided by 12, a monthly pay times the months it is paid for, divided by 12. A part-time pay by month or
year is brought to 35 hours where the hours are stated, and is left out where they are not. Of a range, the middle.
What comes out under 1,000 € or over 20,000 € was misread or mistyped and is left out. Under 200 letters, two
descriptions may be equal by accident.
"""

from __future__ import annotations

from typing import Final

OFFERS: Final = """
CREATE TABLE house.offers AS
WITH stated AS (
  SELECT o.offer_id AS id, o.rome_code, o.rome_label, o.title, o.contract, o.employer, o.naf_code,
         CAST(o.created AS DATE) AS day,
         coalesce(c.commune, o.insee_code) AS commune, o.department AS department_stated,
         folded(o.title) AS title_folded, folded(o.employer) AS employer_folded,
         CASE WHEN length(folded(o.description)) >= 200 THEN md5(folded(o.description)) END AS fingerprint,
         CASE WHEN o.pay_low IS NULL AND o.pay_high IS NULL THEN NULL
              ELSE (coalesce(o.pay_low, o.pay_high) + coalesce(o.pay_high, o.pay_low)) / 2 END AS middle,
         o.pay_period, o.pay_months, o.weekly_hours, o.full_time
  FROM france_travail_offers.offers o LEFT JOIN house.commune_of c USING (insee_code)
), placed AS (
  SELECT s.*, strftime(s.day, '%Y-%m') AS month, p.employment_area, p.basin,
         coalesce(p.department, s.department_stated) AS department, coalesce(p.region, r.region) AS region,
         CASE s.pay_period
           WHEN 'hour' THEN middle * 151.67
           WHEN 'month' THEN middle * coalesce(s.pay_months, 12) / 12
           WHEN 'year' THEN middle / 12 END
         * CASE WHEN s.pay_period = 'hour' OR s.full_time IS NOT FALSE THEN 1 ELSE 35 / s.weekly_hours END AS pay
  FROM stated s
  LEFT JOIN house.places p ON p.commune = s.commune
  LEFT JOIN (SELECT department, any_value(region) AS region FROM house.places GROUP BY department) r
         ON r.department = s.department_stated
)
SELECT id, rome_code, rome_label, title, contract, employer, naf_code, day, month, commune, employment_area, basin,
       department, region,
       CASE WHEN pay BETWEEN 1000 AND 20000 THEN pay END AS pay, pay_period IS NOT NULL AS pay_stated,
       (employer_folded IS NULL OR employer_folded = ''
         OR row_number() OVER (PARTITION BY employer_folded, title_folded, coalesce(commune, department), month
                               ORDER BY day, id) = 1)
       AND (fingerprint IS NULL
         OR row_number() OVER (PARTITION BY fingerprint, coalesce(commune, department) ORDER BY day, id) = 1) AS first
FROM placed
"""
NO_OFFERS: Final = """
CREATE TABLE house.offers (id VARCHAR, rome_code VARCHAR, rome_label VARCHAR, title VARCHAR, contract VARCHAR,
  employer VARCHAR,
  naf_code VARCHAR, day DATE, month VARCHAR, commune VARCHAR, employment_area VARCHAR, basin VARCHAR,
  department VARCHAR, region VARCHAR, pay DOUBLE, pay_stated BOOLEAN, first BOOLEAN)
"""
OFFER_SKILLS: Final = """
CREATE VIEW house.offer_skills AS
SELECT offer_id, coalesce(code, label) AS code, label, required FROM france_travail_offers.offer_skills
WHERE kind = 'skill'
"""
NO_OFFER_SKILLS: Final = """
CREATE TABLE house.offer_skills (offer_id VARCHAR, code VARCHAR, label VARCHAR, required BOOLEAN)
"""
