"""What the declared queries share: each commune with all the areas it lies in, and offers counted once.

Made once for a state of the store, in the memory of the process, as schema ``house`` of DuckDB; the tables of the
datasets themselves stay where they are and are read as they are needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import yaml

from openemploi.datasets.succession import succession_in
from openemploi.labourmarket.model import Level
from openemploi.labourmarket.other_names import other_names
from openemploi.labourmarket.preparing_offers import NO_OFFER_SKILLS, NO_OFFERS, OFFER_SKILLS, OFFERS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY: Final = "1GB"
_WITHOUT_LABEL: Final = "{name} ({code})"  # an employment area of an edition without labels


def prepare(connection: DuckDBPyConnection, *, datasets: Sequence[str]) -> None:
    """Make schema ``house`` from the datasets that are there; what needs another is made empty."""
    have = frozenset(datasets)
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute("SET threads = 2")
    connection.execute("CREATE SCHEMA house")
    connection.execute(_WITHIN)
    connection.execute(_KM)
    connection.execute(_FOLD)
    _divisions(connection)
    connection.execute(_COMMUNE_OF if "communes" in have else _NO_COMMUNE_OF)
    if {"communes", "commune_changes"} <= have:
        _communes_of_the_past(connection)
    for name, sql, empty in _BY_COMMUNE:
        connection.execute(f"CREATE TABLE house.{name} AS {sql if name in have else empty}")
    connection.execute(_PLACES if "communes" in have else _NO_PLACES)
    connection.execute(_AREAS)
    _name_areas(connection)
    if "rome" in have:
        connection.execute(_NAMES)
        _other_names(connection)
        connection.execute(_SKILLS)
    if "tension" in have:
        connection.execute(_TENSION)
    connection.execute(_SESSIONS if "lheo" in have else _NO_SESSIONS)
    connection.execute(_ROME3 if "crosswalk_rome_naf" in have else _NO_ROME3)
    connection.execute(OFFERS if "france_travail_offers" in have else NO_OFFERS)
    connection.execute(OFFER_SKILLS if "france_travail_offers" in have else NO_OFFER_SKILLS)


def _divisions(connection: DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE house.divisions (level VARCHAR, code VARCHAR, name VARCHAR)")
    rows = [
        (level.value, code, name)
        for level, part in ((Level.REGION, "regions"), (Level.DEPARTMENT, "departments"))
        for code, name in divisions()[part].items()
    ]
    connection.execute(_INSERT.format(table="house.divisions"), _columns(rows))


def _communes_of_the_past(connection: DuckDBPyConnection) -> None:
    """Figures of a commune that has merged since count for the one it is in today."""
    followed = succession_in(connection, movements=True)
    there = {code for (code,) in connection.execute("SELECT insee_code FROM house.commune_of").fetchall()}
    heirs = [(code, followed.now(code).code) for code in sorted(followed.past() - there)]
    rows = [(code, heir) for code, heir in heirs if heir is not None]
    if rows:
        connection.execute(
            "INSERT INTO house.commune_of SELECT unnest(?), unnest(?)",
            [[code for code, _heir in rows], [heir for _code, heir in rows]],
        )


@cache
def divisions() -> dict[str, dict[str, str]]:
    """Names of regions and departments by code."""
    text = resources.files(__package__).joinpath("divisions.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def _name_areas(connection: DuckDBPyConnection) -> None:
    """Basins come in capitals, and some editions of the employment areas without labels."""
    rows: list[Any] = connection.execute(
        "SELECT level, code, name, around FROM house.areas WHERE level IN ('basin', 'employment_area')"
    ).fetchall()
    named = [
        (
            _in_words(name) if name else _WITHOUT_LABEL.format(name=_in_words(around or "–"), code=code),
            level,
            code,
        )
        for level, code, name, around in rows
    ]
    connection.execute("CREATE TEMP TABLE named (name VARCHAR, level VARCHAR, code VARCHAR)")
    if named:
        connection.execute(_INSERT.format(table="named"), _columns(named))
    connection.execute(
        "UPDATE house.areas a SET name = n.name FROM named n WHERE n.level = a.level AND n.code = a.code"
    )


def _other_names(connection: DuckDBPyConnection) -> None:
    """The names of our own occupations, for the sheets that are there."""
    connection.execute("CREATE TEMP TABLE ours (rome_code VARCHAR, language VARCHAR, name VARCHAR)")
    connection.execute(_INSERT.format(table="ours"), _columns(list(other_names())))
    connection.execute(_OTHER_NAMES)


def _columns(rows: Sequence[tuple[str, str, str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _in_words(name: str) -> str:
    """``AIX EN PROVENCE`` → ``Aix en Provence``; a name that has small letters is left as it is."""
    if name != name.upper():
        return name
    text = _WORD.sub(lambda found: found[0] if found[0] in _SMALL else found[0].capitalize(), name.lower())
    return text[:1].upper() + text[1:]


_INSERT: Final = "INSERT INTO {table} SELECT unnest(?), unnest(?), unnest(?)"
_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset("de du des la le les en sur sous et aux au d l".split())

_WITHIN: Final = """
CREATE MACRO within(level, code, commune, employment_area, basin, department, region) AS
CASE level
  WHEN 'commune' THEN commune = code
  WHEN 'employment_area' THEN employment_area = code
  WHEN 'basin' THEN basin = code
  WHEN 'department' THEN department = code
  WHEN 'region' THEN region = code
  ELSE TRUE
END
"""
# As the crow flies, on a sphere: what openemploi.territory.places.distance_km computes.
_KM: Final = """
CREATE MACRO km(latitude, longitude, other_latitude, other_longitude) AS
2 * 6371 * asin(sqrt(pow(sin(radians(latitude - other_latitude) / 2), 2)
  + cos(radians(other_latitude)) * cos(radians(latitude)) * pow(sin(radians(longitude - other_longitude) / 2), 2)))
"""
_FOLD: Final = r"""
CREATE MACRO folded(words) AS trim(regexp_replace(regexp_replace(regexp_replace(
  lower(strip_accents(replace(replace(words, 'œ', 'oe'), 'Œ', 'oe'))), '[^a-z0-9가-힣]+', ' ', 'g'),
  '\bste\b', 'sainte', 'g'), '\bst\b', 'saint', 'g'))
"""
# An arrondissement of Paris, Lyon or Marseille, and a delegated commune, count for the commune they are part of.
_COMMUNE_OF: Final = """
CREATE TABLE house.commune_of AS
SELECT insee_code, commune FROM (
  SELECT insee_code, CASE kind WHEN 'COM' THEN insee_code ELSE parent_code END AS commune,
         row_number() OVER (PARTITION BY insee_code ORDER BY kind <> 'COM') AS place
  FROM communes.communes)
WHERE place = 1 AND commune IS NOT NULL
"""
_NO_COMMUNE_OF: Final = "CREATE TABLE house.commune_of (insee_code VARCHAR, commune VARCHAR)"
_BY_COMMUNE: Final = (
    (
        "employment_areas",
        """SELECT coalesce(c.commune, a.insee_code) AS insee_code, any_value(a.employment_area_code) AS code,
                  any_value(a.employment_area_name) AS name
           FROM employment_areas.employment_areas a LEFT JOIN house.commune_of c USING (insee_code) GROUP BY 1""",
        "SELECT '' AS insee_code, '' AS code, '' AS name WHERE FALSE",
    ),
    (
        "basins",
        """SELECT coalesce(c.commune, b.insee_code) AS insee_code, any_value(b.basin_code) AS code,
                  any_value(b.basin_name) AS name
           FROM basins.basins b LEFT JOIN house.commune_of c USING (insee_code) GROUP BY 1""",
        "SELECT '' AS insee_code, '' AS code, '' AS name WHERE FALSE",
    ),
    (
        "postcodes",
        """SELECT coalesce(c.commune, p.insee_code) AS insee_code, avg(p.latitude) AS latitude,
                  avg(p.longitude) AS longitude, string_agg(DISTINCT p.postcode, ' ' ORDER BY p.postcode) AS postcodes
           FROM postcodes.postcodes p LEFT JOIN house.commune_of c USING (insee_code) GROUP BY 1""",
        "SELECT '' AS insee_code, 0.0 AS latitude, 0.0 AS longitude, '' AS postcodes WHERE FALSE",
    ),
)
_PLACES: Final = """
CREATE TABLE house.places AS
SELECT c.insee_code AS commune, c.name, c.department, c.region,
       z.code AS employment_area, z.name AS employment_area_name,
       b.code AS basin, b.name AS basin_name, p.latitude, p.longitude, p.postcodes
FROM communes.communes c
LEFT JOIN house.employment_areas z USING (insee_code)
LEFT JOIN house.basins b USING (insee_code)
LEFT JOIN house.postcodes p USING (insee_code)
WHERE c.kind = 'COM'
"""
_NO_PLACES: Final = """
CREATE TABLE house.places (commune VARCHAR, name VARCHAR, department VARCHAR, region VARCHAR, employment_area VARCHAR,
  employment_area_name VARCHAR, basin VARCHAR, basin_name VARCHAR, latitude DOUBLE, longitude DOUBLE, postcodes VARCHAR)
"""
# Each area once, with the larger areas in which most of its communes lie.
_AREAS: Final = """
CREATE TABLE house.areas AS
SELECT 'commune' AS level, commune AS code, name, employment_area, basin, department, region, latitude, longitude,
       NULL AS around, 1 AS communes, folded(name) AS folded, postcodes FROM house.places
UNION ALL
SELECT 'employment_area', employment_area, mode(employment_area_name), employment_area, NULL, mode(department),
       mode(region), avg(latitude), avg(longitude), mode(basin_name), count(*),
       folded(coalesce(mode(employment_area_name), mode(basin_name))), NULL
FROM house.places WHERE employment_area IS NOT NULL GROUP BY employment_area
UNION ALL
SELECT 'basin', basin, mode(basin_name), NULL, basin, mode(department), mode(region), avg(latitude), avg(longitude),
       NULL, count(*), folded(mode(basin_name)), NULL
FROM house.places WHERE basin IS NOT NULL GROUP BY basin
UNION ALL
SELECT 'department', department, any_value(d.name), NULL, NULL, department, mode(region), avg(latitude), avg(longitude),
       NULL, count(*), folded(any_value(d.name)), NULL
FROM house.places p JOIN house.divisions d ON d.level = 'department' AND d.code = p.department GROUP BY department
UNION ALL
SELECT 'region', region, any_value(d.name), NULL, NULL, NULL, region, avg(latitude), avg(longitude), NULL, count(*),
       folded(any_value(d.name)), NULL
FROM house.places p JOIN house.divisions d ON d.level = 'region' AND d.code = p.region GROUP BY region
"""
# Tension of the latest year, with the larger areas of each basin: asked for several occupations and places at once.
_TENSION: Final = """
CREATE TABLE house.year_tension AS
SELECT t.rome_code, t.basin_code AS basin, a.name, a.department, a.region, t.offers, t.jobseekers, t.tension, t.year
FROM tension.tension t LEFT JOIN house.areas a ON a.level = 'basin' AND a.code = t.basin_code
WHERE t.year = (SELECT max(year) FROM tension.tension)
ORDER BY t.rome_code, t.basin_code
"""
# The sheets of ROME 3 as they were called: today's sheet of the same code may be a part of it only.
_ROME3: Final = """
CREATE TABLE house.rome3 AS
SELECT rome_code, any_value(rome_label) AS label FROM crosswalk_rome_naf.rome_naf GROUP BY rome_code
"""
_NO_ROME3: Final = "CREATE TABLE house.rome3 (rome_code VARCHAR, label VARCHAR)"
_SESSIONS: Final = """
CREATE TABLE house.training_sessions AS
SELECT s.session, s.training, t.title, s.starts, p.commune, p.employment_area, p.basin,
       coalesce(p.department, a.department) AS department, coalesce(p.region, a.region) AS region
FROM lheo.sessions s
JOIN lheo.trainings t USING (training)
LEFT JOIN lheo.actions a ON a.action = s.action
LEFT JOIN house.commune_of c ON c.insee_code = coalesce(s.insee_code, a.insee_code)
LEFT JOIN house.places p ON p.commune = c.commune
"""
_NO_SESSIONS: Final = """
CREATE TABLE house.training_sessions (session BIGINT, training BIGINT, title VARCHAR, starts DATE, commune VARCHAR,
  employment_area VARCHAR, basin VARCHAR, department VARCHAR, region VARCHAR)
"""
# What people type is compared with these: letters without case, accents and punctuation.
_NAMES: Final = """
CREATE TABLE house.occupation_names AS
SELECT o.rome_code, folded(o.label) AS own, a.label AS name, folded(a.label) AS folded, 'fr' AS language, FALSE AS ours
FROM rome.appellations a JOIN rome.occupations o USING (rome_code)
UNION ALL SELECT rome_code, folded(label), label, folded(label), 'fr', FALSE FROM rome.occupations
"""
_OTHER_NAMES: Final = """
INSERT INTO house.occupation_names
SELECT o.rome_code, folded(o.label), n.name, folded(n.name), n.language, TRUE
FROM ours n JOIN rome.occupations o USING (rome_code)
"""
_SKILLS: Final = """
CREATE TABLE house.skill_names AS
SELECT ogr_code, label, folded(label) AS folded
FROM (SELECT ogr_code, label FROM rome.skills UNION ALL SELECT ogr_code, label FROM rome.knowledge)
"""
