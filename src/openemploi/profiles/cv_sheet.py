"""A CV being written down from a structured record: text, contact, experiences, education, languages, skills.

The readers of JSON Resume, Reactive Resume and the four Europass layouts only say what they found; how it looks in
the text, and that every passage points into it, is settled here once.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from openemploi.documents.model import MediaType
from openemploi.errors import FormatError, Where
from openemploi.extraction.model import (
    Contact,
    CvStructure,
    Education,
    Experience,
    ExperienceKind,
    LanguageClaim,
    LanguageLevel,
    Level,
    LicenceClaim,
    OccupationClaim,
    Passage,
    RequirementKind,
    Section,
    YearMonth,
)
from openemploi.folding import fold
from openemploi.i18n import _
from openemploi.profiles.model import StatedSkill, StructuredCv
from openemploi.profiles.sheet import Sheet, find, one_line, part, plain_text

_CATEGORY: Final = re.compile(r"^(AM|A[12]?|B[1E]?|B96|C1E|C[1E]?|D1E|D[1E]?)$")
_LEVELS: Final = {
    **dict.fromkeys(("beginner", "novice", "basic", "debutant", "notions"), Level.BEGINNER),
    **dict.fromkeys(("intermediate", "intermediaire", "competent"), Level.INTERMEDIATE),
    **dict.fromkeys(("advanced", "avance", "proficient", "confirme"), Level.ADVANCED),
    **dict.fromkeys(("expert", "master"), Level.EXPERT),
}


class CvSheet:
    """Collects the parts of a CV in the order in which they are to be read."""

    def __init__(self, *, language: str, today: date | None = None) -> None:
        self.language = language
        self.today = today
        self.sheet = Sheet(french=language == "fr")
        self.contact: dict[str, list[Passage]] = {}
        self.headline: Passage | None = None
        self.experiences: list[Experience] = []
        self.education: list[Education] = []
        self.languages: list[LanguageClaim] = []
        self.licences: list[LicenceClaim] = []
        self.skills: list[StatedSkill] = []
        self.sheet.section(Section.HEADER)

    def add_name(self, name: str) -> None:
        """The person's name, on the first line."""
        self.contact.setdefault("name", []).append(self.sheet.block(one_line(name)))

    def add_headline(self, text: str) -> None:
        """The post looked for or the trade, on a line of its own; only the first is the headline."""
        passage = self.sheet.block(one_line(plain_text(text)))
        self.headline = self.headline or passage

    def add_contact(self, kind: str, value: str, *, label: str | None = None) -> None:
        """An ``email``, ``phone``, ``link``, ``address`` or ``protected`` value (birth, gender…)."""
        self.contact.setdefault(kind, []).append(self.sheet.fact(label or kind, value))

    def add_experience(
        self,
        *,
        title: str | None,
        employer: str | None = None,
        place: str | None = None,
        start: YearMonth | None = None,
        end: YearMonth | None = None,
        current: bool = False,
        kind: ExperienceKind = ExperienceKind.JOB,
        text: tuple[str, ...] = (),
        occupation_uri: str | None = None,
    ) -> OccupationClaim | None:
        """One entry of working life; nothing is added when neither a title nor an employer is known."""
        if not (title or employer or text):
            return None
        head = [one_line(part) for part in (title, employer, place) if part]
        whole = self._entry(head, start=start, end=None if current else end, current=current, text=text)
        last = end
        if current:
            last = YearMonth(self.today.year, self.today.month) if self.today else None
        claim = None
        if occupation_uri and title:
            shown = find(one_line(title), within=whole)
            claim = OccupationClaim(
                uri=occupation_uri,
                label=shown.text,
                confidence=1.0,
                evidence=(shown,),
                codes=(("esco", occupation_uri),),
            )
        self.experiences.append(
            Experience(
                title=one_line(title or ""),
                passage=whole,
                employer=one_line(employer or ""),
                place=one_line(place or ""),
                start=start,
                end=None if current else end,
                current=current,
                months=month_count(start, last),
                kind=_kind_of(title, kind=kind),
                occupation=claim,
            )
        )
        return claim

    def add_education(
        self,
        *,
        title: str | None,
        school: str | None = None,
        level: int | None = None,
        field_of_study: str | None = None,
        start: YearMonth | None = None,
        end: YearMonth | None = None,
        current: bool = False,
        text: tuple[str, ...] = (),
    ) -> None:
        """A diploma, a course or a certification."""
        if not (title or school or field_of_study):
            return
        head = [one_line(part) for part in (title, field_of_study, school) if part]
        whole = self._entry(head, start=start, end=None if current else end, current=current, text=text)
        self.education.append(
            Education(
                title=one_line(title or field_of_study or ""),
                passage=whole,
                school=one_line(school or ""),
                level=level,
                field_of_study=one_line(field_of_study or ""),
                start=start,
                end=None if current else end,
                obtained=False if current else None,
            )
        )

    def add_language(
        self, *, code: str | None, label: str, level: LanguageLevel | None, shown: str = ""
    ) -> None:
        """A language on its line; without a known code it is only a line."""
        said = self.sheet.word("mother_tongue") if level is LanguageLevel.NATIVE else (level or "")
        passage = self.sheet.block(
            f"{one_line(label)}{self.sheet.colon}{shown or said}".removesuffix(self.sheet.colon)
        )
        if code:
            self.languages.append(
                LanguageClaim(code=code, label=one_line(label), evidence=(passage,), level=level)
            )

    def add_licence(self, category: str) -> bool:
        """A driving licence by its category; ``False`` when the category is not one."""
        passage = self.sheet.fact("licence", category)
        if not _CATEGORY.match(category.strip().upper()):
            return False
        code = f"driving:{category.strip().upper()}"
        self.licences.append(LicenceClaim(code=code, label=passage.text, evidence=(passage,)))
        return True

    def add_skills(self, *names: str, level: Level | None = None, group: bool = False) -> None:
        """Skills on one line; in a ``group`` the first names the others and alone has the ``level``."""
        names = tuple(one_line(plain_text(name)) for name in names if name.strip())
        if not names:
            return
        line = (
            f"{names[0]}{self.sheet.colon}{', '.join(names[1:])}"
            if group and len(names) > 1
            else ", ".join(names)
        )
        whole = self.sheet.block(line)
        at = 0
        for index, name in enumerate(names):
            at = whole.text.index(name, at)
            passage = part(whole, at=at, length=len(name))
            at += len(name)
            self.skills.append(
                StatedSkill(
                    label=name,
                    passage=passage,
                    code=None,
                    kind=RequirementKind.OPTIONAL,
                    level=level if index == 0 else None,
                )
            )

    def add_text(self, text: str | None) -> None:
        """Free words, tags removed."""
        words = plain_text(text or "")
        if words:
            self.sheet.block(words)

    def finish(
        self,
        *,
        name: str,
        sha256: str,
        media_type: MediaType,
        not_carried: tuple[str, ...],
        occupations: tuple[OccupationClaim, ...] = (),
    ) -> StructuredCv:
        """The record. Raises :class:`FormatError` ``cv_empty`` when nothing at all was found."""
        if self.sheet.is_empty:
            raise FormatError(
                "cv_empty",
                _("This CV file holds nothing that can be read."),
                remedy=_("Check that the export is complete, or give the CV as a PDF."),
                where=Where(file=name),
            )
        some = {kind: tuple(passages) for kind, passages in self.contact.items()}
        structure = CvStructure(
            sections=self.sheet.sections(),
            contact=Contact(
                name=some["name"][0] if "name" in some else None,
                emails=some.get("email", ()),
                phones=some.get("phone", ()),
                address=some["address"][0] if "address" in some else None,
                links=some.get("link", ()),
                protected=(*some.get("protected", ()), *some.get("address", ())[1:]),
            ),
            headline=self.headline,
            experiences=tuple(self.experiences),
            education=tuple(self.education),
            languages=tuple(self.languages),
            licences=tuple(self.licences),
            listed=tuple(skill.passage for skill in self.skills),
        )
        return StructuredCv(
            document=self.sheet.document(name=name, sha256=sha256, media_type=media_type),
            language=self.language,
            structure=structure,
            stated_skills=tuple(self.skills),
            not_carried=not_carried,
            occupations=occupations,
        )

    def _entry(
        self,
        head: list[str],
        *,
        start: YearMonth | None,
        end: YearMonth | None,
        current: bool,
        text: tuple[str, ...],
    ) -> Passage:
        lines = [", ".join(head)] if head else []
        dates = [str(date) for date in (start, end) if date]
        if current:
            dates.append(self.sheet.word("now"))
        if dates:
            lines.append(" – ".join(dates))
        lines.extend(words for words in (plain_text(part) for part in text) if words)
        return self.sheet.block("\n".join(lines))


def month_count(start: YearMonth | None, end: YearMonth | None) -> int | None:
    """Months from ``start`` to ``end``, both included, counted as in :mod:`openemploi.extraction.dates`.

    Two bare years count twelve for each step; a year without its month counts from its middle. ``None`` when an
    end is not known or the order is wrong.

    >>> month_count(YearMonth(2002, 3), YearMonth(2002, 7)), month_count(YearMonth(2002), YearMonth(2004))
    (5, 24)
    """
    if start is None or end is None:
        return None
    if bool(start.month) == bool(end.month):
        months = 12 * (end.year - start.year) + end.month - start.month + bool(start.month)
    else:
        months = round(12 * (end.year - start.year) + (end.month or 6.5) - (start.month or 6.5))
    return months if months > 0 else None


def year_month(written: str | None) -> YearMonth | None:
    """``2013-12-01``, ``2013-12`` or ``2013`` as a month; ``None`` for anything else.

    >>> year_month("2013-12-01"), year_month("2013"), year_month("03/2013")
    (YearMonth(year=2013, month=12), YearMonth(year=2013, month=0), None)
    """
    found = re.match(r"^(\d{4})(?:-(\d{1,2}))?(?:-\d{1,2})?(?:T.*)?$", (written or "").strip())
    if not found:
        return None
    return known_month(int(found.group(1)), int(found.group(2) or 0))


def known_month(year: int | None, month: int | None) -> YearMonth | None:
    """A month of the last or this century; without the month where that makes no sense."""
    if year is None or not 1900 <= year <= 2100:
        return None
    return YearMonth(year=year, month=month if month is not None and 1 <= month <= 12 else 0)


def skill_level(written: str | None) -> Level | None:
    """The level that ``written`` states; ``None`` for other words."""
    return _LEVELS.get(fold(written or "").strip())


def _kind_of(title: str | None, *, kind: ExperienceKind) -> ExperienceKind:
    # Formats have no place for it: an internship is called one in its title.
    if kind is ExperienceKind.JOB and title:
        folded = fold(title)
        if re.search(r"\b(stage|stagiaire|intern|internship|trainee)\b", folded):
            return ExperienceKind.INTERNSHIP
        if re.search(r"\b(apprenti|apprentie|alternant|alternante|apprentice)\b", folded):
            return ExperienceKind.APPRENTICESHIP
    return kind
