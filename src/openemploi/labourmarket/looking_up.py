"""Occupations, areas and skills by name or code, and the larger areas in which an area lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from openemploi.folding import fold
from openemploi.labourmarket.model import FRANCE, Area, Level, Occupation, Skill
from openemploi.taxonomy.gender import one_gender

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROME: Final = re.compile(r"[A-N]\d{4}")
_COMMUNE: Final = re.compile(r"\d[0-9AB]\d{3}")
_TOKEN: Final = re.compile(r"([a-z-]+)-([0-9A-Z]{2,5})")
_LETTERS: Final = re.compile(r"[^a-z0-9가-힣]+")
_LARGER: Final = {
    Level.COMMUNE: (Level.EMPLOYMENT_AREA, Level.BASIN, Level.DEPARTMENT, Level.REGION),
    Level.EMPLOYMENT_AREA: (Level.DEPARTMENT, Level.REGION),
    Level.BASIN: (Level.DEPARTMENT, Level.REGION),
    Level.DEPARTMENT: (Level.REGION,),
    Level.REGION: (),
    Level.COUNTRY: (),
}


class LookUp:
    """What can be named. Nothing is guessed: what is not found is ``None``, or an empty list."""

    def __init__(self, connection: DuckDBPyConnection, *, datasets: Sequence[str]) -> None:
        self._connection = connection
        self._have = frozenset(datasets)
        self._larger: dict[Area, tuple[Area, ...]] = {}
        self._points: dict[Level, dict[str, tuple[float, float]]] = {}

    def occupation(self, code: str) -> Occupation | None:
        """The occupation of a ROME code. Without the ROME dataset its label is the code."""
        if not _ROME.fullmatch(code):
            return None
        if "rome" not in self._have:
            return Occupation(code, code, code, self._families(code))
        found = self._rows(
            "SELECT label, coalesce(parent_rome_code, rome_code) FROM rome.occupations WHERE rome_code = ?",
            code,
        )
        if not found:
            return None
        label, parent = found[0]
        return Occupation(code, label, parent, self._families(parent))

    def occupations(self, text: str, *, limit: int = 12) -> list[Occupation]:
        """Those that bear a name with all the words of ``text``: that very name first, then their own starting with it.

        "Caissière" and "caissier" find the same: names of ROME have both forms, and the masculine is looked for.
        Where no sheet of ROME bears such a name, those of our own occupations count; in English and Korean, that very
        name always does.
        """
        words = _words(one_gender(text))
        if code := self.occupation(text.strip().upper()):
            return [code]
        if not words or "rome" not in self._have:
            return []
        named = f"""(starts_with(folded, ?) AND len(string_split(folded, ' ')) =
            CASE WHEN contains(name, '/') THEN {2 * len(words)} ELSE {len(words)} END)"""
        whole = " ".join(words)
        theirs = f"bool_or({named} AND NOT (ours AND language = 'fr'))"
        found = self._rows(
            f"""
            SELECT rome_code, bool_and(ours) AND NOT {theirs} FROM house.occupation_names
            WHERE {_all_words("folded", words)}
            GROUP BY rome_code, own
            ORDER BY {theirs} DESC, bool_or({named}) DESC,
              starts_with(own, ?) DESC, bool_or(starts_with(folded, ?)) DESC, min(length(name)), rome_code
            """,  # noqa: S608
            whole,
            *words,
            *[whole] * 4,
        )
        finer = [code for code, less_fine in found if not less_fine]
        codes = finer or [code for code, _less_fine in found]
        return [one for code in codes[:limit] if (one := self.occupation(code))]

    def occupation_names(self, language: str = "fr", *, ours: bool = False) -> list[tuple[str, str]]:
        """Every name that an occupation bears in ``language``, with its code: as ROME writes it, or ``ours``."""
        if "rome" not in self._have:
            return []
        return self._rows(
            "SELECT DISTINCT rome_code, name FROM house.occupation_names WHERE language = ? AND ours = ? ORDER BY 1, 2",
            language,
            ours,
        )

    def area_names(self) -> list[tuple[str, Area]]:
        """Every area with its name without case, accents and punctuation, the smaller kinds first."""
        found = self._rows(
            "SELECT folded, level, code, name FROM house.areas WHERE folded <> ''"
            " ORDER BY list_position(['commune', 'employment_area', 'basin', 'department', 'region'], level), code"
        )
        return [(folded, Area(Level(level), code, name)) for folded, level, code, name in found]

    def point(self, area: Area) -> tuple[float, float] | None:
        """Latitude and longitude of the middle of ``area``, in degrees; ``None`` when it is not known."""
        if area.level not in self._points:
            rows = self._rows(
                "SELECT code, latitude, longitude FROM house.areas"
                " WHERE level = ? AND latitude IS NOT NULL AND longitude IS NOT NULL",
                area.level.value,
            )
            self._points[area.level] = {code: (float(north), float(east)) for code, north, east in rows}
        return self._points[area.level].get(area.code)

    def regulated(self, occupation: Occupation) -> bool | None:
        """Whether ROME says that a qualification is required by law; ``None`` when it does not say."""
        if "rome" not in self._have:
            return None
        found = self._rows("SELECT regulated FROM rome.occupations WHERE rome_code = ?", occupation.code)
        return found[0][0] if found else None

    def area(self, token: str) -> Area | None:
        """The area of ``commune-06088``, ``region-93``, ``country-FR``; or of an INSEE code of a commune."""
        if _COMMUNE.fullmatch(token):
            token = f"commune-{token}"
        parts = _TOKEN.fullmatch(token)
        level = parts and parts[1].replace("-", "_")
        if parts is None or level not in set(Level):
            return None
        if level == Level.COUNTRY:
            return FRANCE if parts[2] == FRANCE.code else None
        code = parts[2]
        if level == Level.COMMUNE:
            known = self._rows("SELECT commune FROM house.commune_of WHERE insee_code = ?", code)
            code = known[0][0] if known else code
        found = self._rows("SELECT name FROM house.areas WHERE level = ? AND code = ?", level, code)
        return Area(Level(level), code, found[0][0]) if found else None

    def areas(self, text: str, *, limit: int = 12) -> list[Area]:
        """Areas whose name or postcode is ``text``, or has all its words; exact names first, then smaller areas."""
        words = _words(text)
        if one := self.area(text.strip()):
            return [one]
        if not words:
            return []
        whole = " ".join(words)
        found = self._rows(
            f"""
            SELECT level, code, name FROM house.areas
            WHERE ({_all_words("folded", words)}) OR list_contains(string_split(postcodes, ' '), ?)
            ORDER BY folded <> ?, NOT starts_with(folded, ?),
              list_position(['commune', 'employment_area', 'basin', 'department', 'region'], level), length(name), code
            LIMIT {int(limit)}
            """,  # noqa: S608
            *words,
            text.strip(),
            whole,
            whole,
        )
        areas = [Area(Level(level), code, name) for level, code, name in found]
        return areas if "france" not in words else [FRANCE, *areas]

    def larger(self, area: Area) -> tuple[Area, ...]:
        """The areas in which ``area`` lies, or most of it does, the smallest first; the country last."""
        if area not in self._larger:
            self._larger[area] = self._areas_around(area)
        return self._larger[area]

    def containing(self, area: Area, level: Level) -> Area | None:
        """The area of ``level`` in which ``area`` lies, or most of it does."""
        return next((one for one in self.larger(area) if one.level is level), None)

    def inside(self, area: Area, level: Level) -> list[Area]:
        """The areas of ``level`` that have a commune in ``area``, by name."""
        found = self._rows(
            f"""
            SELECT a.code, a.name FROM house.areas a WHERE a.level = ? AND a.code IN (
              SELECT DISTINCT {level.value} FROM house.places
              WHERE within(?, ?, commune, employment_area, basin, department, region))
            ORDER BY a.folded
            """,  # noqa: S608
            level.value,
            area.level.value,
            area.code,
        )
        return [Area(level, code, name) for code, name in found]

    def skill(self, code: str) -> Skill | None:
        """The skill or the piece of knowledge with an OGR code."""
        if "rome" not in self._have or not code.isdecimal():
            return None
        found = self._rows(
            "SELECT label FROM rome.skills WHERE ogr_code = $1"
            " UNION ALL SELECT label FROM rome.knowledge WHERE ogr_code = $1",
            code,
        )
        return Skill(code, found[0][0]) if found else None

    def skills(self, text: str, *, limit: int = 12) -> list[Skill]:
        """Skills and knowledge whose name has all the words of ``text``, the shortest first."""
        words = _words(text)
        if not words or "rome" not in self._have:
            return []
        found = self._rows(
            f"""
            SELECT ogr_code, label FROM house.skill_names WHERE {_all_words("folded", words)}
            ORDER BY NOT starts_with(folded, ?), length(label), ogr_code LIMIT {int(limit)}
            """,  # noqa: S608
            *words,
            " ".join(words),
        )
        return [Skill(code, label) for code, label in found]

    def parent_label(self, occupation: Occupation) -> str:
        """What the sheet of ROME 3 from which ``occupation`` descends was called; its code when that is not known."""
        found = self._rows("SELECT label FROM house.rome3 WHERE rome_code = ?", occupation.parent)
        return str(found[0][0]) if found else occupation.parent

    def _areas_around(self, area: Area) -> tuple[Area, ...]:
        if area.level is Level.COUNTRY:
            return ()
        levels = _LARGER[area.level]
        columns = ", ".join(level.value for level in levels)
        found: list[Area] = []
        if levels:
            rows = self._rows(
                f"SELECT {columns} FROM house.areas WHERE level = ? AND code = ?",  # noqa: S608
                area.level.value,
                area.code,
            )
            for level, code in zip(levels, rows[0] if rows else (), strict=False):
                if code and (one := self._named(level, code)):
                    found.append(one)
        return (*found, FRANCE)

    def _named(self, level: Level, code: str) -> Area | None:
        rows = self._rows("SELECT name FROM house.areas WHERE level = ? AND code = ?", level.value, code)
        return Area(level, code, rows[0][0]) if rows else None

    def _families(self, parent: str) -> tuple[str, ...]:
        if "crosswalk_rome_fap" not in self._have:
            return ()
        found = self._rows(
            "SELECT DISTINCT fap_code FROM crosswalk_rome_fap.rome_fap WHERE rome_code = ? ORDER BY 1", parent
        )
        return tuple(code for (code,) in found)

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._connection.cursor().execute(sql, list(values)).fetchall()


def _words(text: str) -> list[str]:
    folded = _LETTERS.sub(" ", fold(text[:100])).split()
    return [{"st": "saint", "ste": "sainte"}.get(word, word) for word in folded][:8]


def _all_words(column: str, words: Sequence[str]) -> str:
    """Each word begins a word of ``column``."""
    return " AND ".join([f"(' ' || {column}) LIKE '% ' || ? || '%'"] * len(words)) or "FALSE"
