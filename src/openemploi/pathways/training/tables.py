"""What is read of the datasets of training: one row a course with its texts, one row a session with what it asks.

Courses are the trainings of LHEO catalogues, and the courses of Onisep that lead to a certification: of these no
session, place or price is published. Each query leaves a dataset out that was not imported.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

import pyarrow as pa

from openemploi.labourmarket.observatory import Observatory

CATALOGUES: Final = ("lheo", "onisep_courses")


def courses(known: Observatory) -> pa.Table:
    """``course, title, programme, organisation, url, level_asked, exit_level`` in the order of ``course``."""
    return known.table(_union(_COURSES, known.datasets, _NO_COURSES) + " ORDER BY course")


def course_codes(known: Observatory) -> pa.Table:
    """``course, scheme, code``: what a course is about (``rome``) and leads to (``rncp``)."""
    return known.table(_union(_CODES, known.datasets, _NO_CODES) + " ORDER BY course, scheme, code")


def sessions(known: Observatory) -> pa.Table:
    """One row a session of LHEO, and one of nulls for a course that has none."""
    return known.table(_union(_SESSIONS, known.datasets, _NO_SESSIONS) + " ORDER BY course, session")


def certifications(known: Observatory) -> pa.Table:
    """``code, title, level, active, ends, competences, by_experience``."""
    have = frozenset(known.datasets)
    return known.table(_CERTIFICATIONS if "rncp" in have else _NO_CERTIFICATIONS)


def certification_occupations(known: Observatory) -> pa.Table:
    """``code, rome_code``: the occupations a certification leads to."""
    return known.table(_CERTIFIED if "rncp" in known.datasets else _NO_CERTIFIED)


def apprenticeship(known: Observatory) -> pa.Table:
    """``code, low, high``: what is paid for a year of apprenticeship, €."""
    return known.table(_NPEC if "npec" in known.datasets else _NO_NPEC)


def places(known: Observatory) -> pa.Table:
    """``commune, name, latitude, longitude`` of communes, by any code they have had."""
    return known.table(_PLACES)


def occupations_using(known: Observatory, codes: list[str]) -> pa.Table:
    """``rome_code, ogr_code``: the occupations that use one of these skills, by their sheet or that of ROME 3."""
    return known.table(_USING if "rome" in known.datasets else _NO_USING, codes=codes)


def _union(parts: dict[str, str], have: Container[str], none: str) -> str:
    return " UNION ALL ".join([none, *(sql for dataset, sql in parts.items() if dataset in have)])


_COURSES: Final = {
    "lheo": r"""
SELECT 'lheo:' || training AS course, coalesce(title, '') AS title,
  concat_ws(E'\n\n', title, objective, expected_results, content) AS programme,
  coalesce(organisation_name, organisation_legal_name, '') AS organisation, coalesce(url, '') AS url,
  entry_level AS level_asked, exit_level
FROM lheo.trainings""",
    "onisep_courses": r"""
SELECT 'onisep:' || onisep_id, any_value(name), any_value(name), '', coalesce(any_value(url), ''), NULL, NULL
FROM onisep_courses.courses
WHERE onisep_id IN (SELECT onisep_id FROM onisep_courses.course_certifications) GROUP BY onisep_id""",
}
_NO_COURSES: Final = """
SELECT '' AS course, '' AS title, '' AS programme, '' AS organisation, '' AS url, NULL::VARCHAR AS level_asked,
  NULL::VARCHAR AS exit_level WHERE FALSE"""
_CODES: Final = {
    "lheo": """
SELECT DISTINCT 'lheo:' || training AS course, scheme, code FROM lheo.training_codes
WHERE scheme IN ('rome', 'rncp')""",
    "onisep_courses": """
SELECT DISTINCT 'onisep:' || onisep_id, 'rncp', rncp_code FROM onisep_courses.course_certifications
WHERE onisep_id IS NOT NULL""",
}
_NO_CODES: Final = "SELECT '' AS course, '' AS scheme, '' AS code WHERE FALSE"
_SESSIONS: Final = {
    "lheo": """
SELECT 'lheo:' || t.training AS course, 'lheo:' || s.session AS session,
  coalesce(a.trainer_name, '') AS trainer, coalesce(a.place_name, '') AS place_name,
  coalesce(a.commune_name, '') AS commune_name, coalesce(a.insee_code, s.insee_code) AS insee_code,
  a.latitude, a.longitude, s.starts, s.ends, s.enrolment_ends, a.entries, s.state,
  coalesce(a.hours_total, a.hours_centre + a.hours_firm, a.hours_centre) AS hours,
  coalesce(a.rhythm, '') AS rhythm, concat_ws(' ', a.rhythm, a.alternation) AS rhythm_words,
  a.teaching, a.total_price, a.hourly_price, coalesce(a.remaining_costs, '') AS other_costs, a.agreed,
  f.places AS funded_places, a.entry_level_required AS level_required, coalesce(a.conditions, '') AS conditions,
  coalesce(a.url, '') AS url
FROM lheo.trainings t
LEFT JOIN lheo.actions a ON a.training = t.training
LEFT JOIN lheo.sessions s ON s.action = a.action
LEFT JOIN (SELECT action, sum(places)::BIGINT AS places FROM lheo.action_funding GROUP BY action) f
  ON f.action = a.action""",
    "onisep_courses": """
SELECT DISTINCT 'onisep:' || onisep_id, NULL, '', '', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '',
  '', NULL, NULL, NULL, '', NULL, NULL, NULL, '', ''
FROM onisep_courses.course_certifications WHERE onisep_id IS NOT NULL""",
}
_NO_SESSIONS: Final = """
SELECT '' AS course, '' AS session, '' AS trainer, '' AS place_name, '' AS commune_name, '' AS insee_code,
  0.0::DOUBLE AS latitude, 0.0::DOUBLE AS longitude, NULL::DATE AS starts, NULL::DATE AS ends,
  NULL::DATE AS enrolment_ends, '' AS entries, '' AS state, 0.0::DOUBLE AS hours, '' AS rhythm, '' AS rhythm_words,
  '' AS teaching, 0.0::DOUBLE AS total_price, 0.0::DOUBLE AS hourly_price, '' AS other_costs, FALSE AS agreed,
  0::BIGINT AS funded_places, FALSE AS level_required, '' AS conditions, '' AS url WHERE FALSE"""
_CERTIFICATIONS: Final = r"""
WITH competences AS (
  SELECT certification_code, string_agg(label, E'\n\n' ORDER BY block_code) AS labels FROM rncp.blocks GROUP BY 1
), routes AS (
  SELECT certification_code, bool_or(strip_accents(lower(route)) LIKE '%experience%') AS experience
  FROM rncp.access_routes GROUP BY 1
)
SELECT c.certification_code AS code, coalesce(c.title, '') AS title,
  TRY_CAST(nullif(regexp_extract(c.level, '[0-9]'), '') AS INTEGER) AS level, c.active, c.ends,
  concat_ws(E'\n\n', c.title, b.labels) AS competences, r.experience AS by_experience
FROM rncp.certifications c
LEFT JOIN competences b USING (certification_code) LEFT JOIN routes r USING (certification_code)
ORDER BY code"""
_NO_CERTIFICATIONS: Final = """
SELECT '' AS code, '' AS title, 0 AS level, FALSE AS active, NULL::DATE AS ends, '' AS competences,
  FALSE AS by_experience WHERE FALSE"""
_CERTIFIED: Final = "SELECT certification_code AS code, rome_code FROM rncp.certification_rome ORDER BY 1, 2"
_NO_CERTIFIED: Final = "SELECT '' AS code, '' AS rome_code WHERE FALSE"
_NPEC: Final = """
SELECT rncp_code AS code, min(amount) AS low, max(amount) AS high FROM npec.levels
WHERE amount IS NOT NULL GROUP BY rncp_code ORDER BY 1"""
_NO_NPEC: Final = "SELECT '' AS code, 0.0::DOUBLE AS low, 0.0::DOUBLE AS high WHERE FALSE"
_PLACES: Final = """
SELECT c.insee_code AS commune, p.commune AS today, p.name, p.latitude, p.longitude
FROM house.commune_of c JOIN house.places p ON p.commune = c.commune ORDER BY 1"""
# A sheet of ROME 3 is published by catalogues for all the sheets that were cut from it: what all of these use.
_USING: Final = """
WITH using_it AS (SELECT DISTINCT rome_code, ogr_code FROM rome.occupation_items WHERE list_contains($codes, ogr_code)),
families AS (
  SELECT parent_rome_code AS parent, count(*) AS sheets FROM rome.occupations
  WHERE parent_rome_code NOT IN (SELECT rome_code FROM rome.occupations) GROUP BY 1
)
SELECT rome_code, ogr_code FROM using_it
UNION ALL
SELECT f.parent, u.ogr_code
FROM using_it u JOIN rome.occupations o USING (rome_code) JOIN families f ON f.parent = o.parent_rome_code
GROUP BY f.parent, u.ogr_code, f.sheets HAVING count(*) = f.sheets
ORDER BY 1, 2"""
_NO_USING: Final = "SELECT '' AS rome_code, '' AS ogr_code WHERE FALSE AND len($codes) > 0"
