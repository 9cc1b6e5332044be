"""Courses that lead to a family of occupations, with what is published about who is admitted.

From the certification register (RNCP), Onisep's courses and Parcoursup, as far as they are imported. Parcoursup has no
link to occupations: a course there is linked when its title has the words of a certification or of occupations of the
family, and says so. What is not known (travel, what became of former students) is shown as not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from openemploi.datasets.store import Store
from openemploi.folding import fold, words
from openemploi.labourmarket.model import Reason, Unknown
from openemploi.pathways.orientation.catalogue import Catalogue
from openemploi.pathways.orientation.model import Admission, Course, CourseLink
from openemploi.pathways.orientation.signs import compared
from openemploi.territory.places import Point, distance_km

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DATASETS: Final = ("rncp", "onisep_courses", "onisep_occupations", "parcoursup")
_LINKING: Final = ("rncp", "onisep_courses", "parcoursup")

_NOT_COVERED: Final = Unknown(Reason.NOT_COVERED)
#: A title of Parcoursup is that of a certification when this share of its words, and at least two, stand in it.
_SAME_TITLE: Final = 0.8
_TITLE_WORDS: Final = 2
#: It leads to a family by a word, when this share of the names of occupations with that word, and two, are there.
_OWN_WORD: Final = 0.6
_OWN_NAMES: Final = 2
# What a diploma is called says nothing of the trade.
_DIPLOMAS: Final = frozenset(
    """
    bts but dut licence master cap capa bac pro baccalaureat professionnel titre tp diplome etat formation
    mention option specialite parcours ecole certificat brevet technicien superieur bachelor universitaire
    technologie dn made deust cpge cpes classe preparatoire production service services metier metiers bp bma
    dma de mc complementaire ingenieur annee lycee general generale domaine niveau premier premiere cycle las
    las1 portail double national grade
    """.split()
)


@dataclass(frozen=True)
class Courses:
    """The courses of each family, as they were read; ``missing`` lists the datasets that were not there."""

    by_family: Mapping[str, tuple[tuple[Course, Point | None], ...]]
    points: Mapping[str, Point]
    missing: tuple[str, ...]

    def near(self, family: str, *, home: str | None, most: int) -> tuple[tuple[Course, ...] | Unknown, int]:
        """The first ``most`` courses for ``family`` and how many there are; the nearest first when ``home`` is known.

        ``home`` is an INSEE code. Unknown when no dataset of courses is imported, or none of their courses leads there.
        """
        found = self.by_family.get(family, ())
        if not found:
            if len(self.missing) == len(_LINKING):
                return Unknown(Reason.NOT_IMPORTED, datasets=self.missing), 0
            return Unknown(Reason.NO_ROW, datasets=self.missing), 0
        start = self.points.get(home) if home else None
        placed = [_placed(course, point, start) for course, point in found]
        if start is not None:
            # A stable sort: courses without a place stay in their order, after those that have one.
            placed.sort(key=lambda course: float("inf") if course.distance is None else course.distance)
        return tuple(_spread(placed, most)), len(placed)


def read_courses(store: Store, catalogue: Catalogue) -> Courses:
    """All courses that lead to families of ``catalogue``, from what is imported in ``store``."""
    have = set(store.datasets())
    connection = store.connect()
    found: dict[str, dict[tuple[str, str], tuple[Course, Point | None]]] = defaultdict(dict)

    def add(families: Iterable[str], course: Course, point: Point | None = None) -> None:
        for family in families:
            if family in catalogue.families:
                found[family].setdefault((course.kind, course.source), (course, point))

    certified = _certified(connection) if "rncp" in have else {}
    titles = _Titles(catalogue)
    for code, row in certified.items():
        titles.add(row["title"], row["families"], code)
        add(
            row["families"],
            Course("rncp", code, row["title"], CourseLink.CERTIFICATION, code, level=row["level"],
                   travel=_NOT_COVERED, former=_NOT_COVERED),
        )  # fmt: skip
    if "onisep_courses" in have:
        _onisep(connection, have, certified, titles, add)
    if "parcoursup" in have:
        _parcoursup(connection, titles, add)
    return Courses(
        by_family={
            family: tuple(sorted(rows.values(), key=lambda row: _order(row[0])))
            for family, rows in found.items()
        },
        points=_points(connection) if "postcodes" in have else {},
        missing=tuple(name for name in _LINKING if name not in have),
    )


def _order(course: Course) -> tuple[int, int, str, str]:
    kinds = ("parcoursup", "onisep_courses", "rncp")
    return (list(CourseLink).index(course.link), kinds.index(course.kind), fold(course.title), course.source)


def _spread(courses: Sequence[Course], most: int) -> list[Course]:
    """The first of each dataset, then the others in their order: certifications must not hide where one applies."""
    firsts = {course.kind: place for place, course in reversed(list(enumerate(courses)))}
    chosen = sorted(firsts.values())[:most]
    rest = [place for place in range(len(courses)) if place not in chosen]
    return [courses[place] for place in sorted([*chosen, *rest[: max(0, most - len(chosen))]])]


def _placed(course: Course, point: Point | None, start: Point | None) -> Course:
    if point is None or start is None:
        return course
    return replace(course, distance=round(distance_km(start, point), 1))


def _certified(connection: DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    rows = connection.execute(
        "SELECT c.certification_code, coalesce(nullif(concat_ws(' ', c.diploma, c.title), ''), c.certification_code),"
        " coalesce(c.level_label, c.level, ''), list(DISTINCT r.rome_code[1:3])"
        " FROM rncp.certifications c JOIN rncp.certification_rome r USING (certification_code)"
        " WHERE coalesce(c.active, true) AND r.rome_code IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1"
    ).fetchall()
    return {
        code: {"title": title, "level": level, "families": sorted(families)}
        for code, title, level, families in rows
    }


def _onisep(
    connection: DuckDBPyConnection,
    have: set[str],
    certified: Mapping[str, dict[str, Any]],
    titles: _Titles,
    add: Any,
) -> None:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for course, code in connection.execute(
        "SELECT onisep_id, rncp_code FROM onisep_courses.course_certifications"
        " WHERE onisep_id IS NOT NULL ORDER BY 1, 2"
    ).fetchall():
        codes[course].append(code)
    domains = _onisep_domains(connection) if "onisep_occupations" in have else {}
    for number, name, level, duration, url, filed in connection.execute(
        "SELECT onisep_id, name, coalesce(exit_level, ''), coalesce(duration, ''), coalesce(url, ''),"
        " coalesce(domains, '') FROM onisep_courses.courses ORDER BY onisep_id, name"
    ).fetchall():
        made = Course("onisep_courses", number or name, name, CourseLink.CERTIFICATION, "", level=level,
                      duration=duration, url=url, travel=_NOT_COVERED, former=_NOT_COVERED)  # fmt: skip
        for code in codes.get(number, ()):
            if code in certified:
                families = certified[code]["families"]
                titles.add(name, families, code)
                add(families, replace(made, by=code))
        for domain in _parts(filed):
            for family, occupation in domains.get(domain, {}).items():
                add([family], replace(made, link=CourseLink.DOMAIN, by=occupation))


def _onisep_domains(connection: DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """For each domain of Onisep the families of its occupations, each with one occupation that shows it."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, filed, code in connection.execute(
        "SELECT o.name, coalesce(o.domains, ''), r.rome_code FROM onisep_occupations.occupations o"
        " JOIN onisep_occupations.occupation_rome r USING (onisep_id) ORDER BY 1, 3"
    ).fetchall():
        for domain in _parts(filed):
            found[domain].setdefault(code[:3], name)
    return found


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _parcoursup(connection: DuckDBPyConnection, titles: _Titles, add: Any) -> None:
    rows = connection.execute(
        "SELECT year, coalesce(course_code, uai || ' ' || course), institution, coalesce(commune_name, ''), course,"
        " coalesce(url, ''), capacity, candidates, admitted, access_rate, selective, latitude, longitude"
        " FROM parcoursup.courses"
        " QUALIFY row_number() OVER (PARTITION BY coalesce(course_code, uai || ' ' || course) ORDER BY year DESC) = 1"
        " ORDER BY 2"
    ).fetchall()
    known: dict[str, dict[str, str]] = {}
    for (
        year,
        number,
        institution,
        place,
        title,
        url,
        capacity,
        candidates,
        admitted,
        rate,
        selective,
        *at,
    ) in rows:
        if title not in known:
            known[title] = titles.families(title)
        point = Point(place, at[0], at[1]) if None not in at else None
        for family, by in known[title].items():
            course = Course(
                "parcoursup", number, title, CourseLink.NAME, by, institution=institution, place=place, url=url,
                admission=Admission(year, candidates, admitted, capacity, rate, selective),
                travel=_NOT_COVERED, former=_NOT_COVERED,
            )  # fmt: skip
            add([family], course, point)


class _Titles:
    """Titles of certifications and names of occupations, by their words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._titles: list[tuple[frozenset[str], tuple[str, ...], str]] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, title: str, families: Sequence[str], code: str) -> None:
        said = _subject(title)
        if len(said) >= _TITLE_WORDS:
            for stem in said:
                self._holding[stem].append(len(self._titles))
            self._titles.append((said, tuple(families), code))

    def families(self, title: str) -> dict[str, str]:
        """The families that ``title`` leads to, each with the certification or the word that says so."""
        said = _subject(title)
        found: dict[str, str] = {}
        if len(said) >= _TITLE_WORDS:
            shared: defaultdict[int, int] = defaultdict(int)
            for stem in said:
                for place in self._holding[stem]:
                    shared[place] += 1
            for place, count in shared.items():
                own, families, code = self._titles[place]
                if count >= _TITLE_WORDS and count >= _SAME_TITLE * max(len(said), len(own)):
                    for family in families:
                        found[family] = min(found.get(family, code), code)
        for stem in sorted(said):
            counts = self._catalogue.names.get(stem, {})
            total = sum(counts.values())
            for family, count in counts.items():
                if count >= _OWN_NAMES and count / total >= _OWN_WORD:
                    found.setdefault(family, self._catalogue.families.get(family, family))
        return found


def _subject(title: str) -> frozenset[str]:
    return frozenset(
        compared([word for word in words(title) if word not in _DIPLOMAS and not word.isdigit()])
    )


def _points(connection: DuckDBPyConnection) -> dict[str, Point]:
    rows = connection.execute(
        "SELECT insee_code, any_value(label), avg(latitude), avg(longitude) FROM postcodes.postcodes"
        " WHERE latitude IS NOT NULL AND longitude IS NOT NULL GROUP BY 1"
    ).fetchall()
    return {code: Point(label or code, latitude, longitude) for code, label, latitude, longitude in rows}
