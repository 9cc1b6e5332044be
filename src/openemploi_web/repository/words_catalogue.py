"""What a page says for the addresses of DCAT-AP: themes, frequencies, licences, file types, languages, quality."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openemploi.catalogue import vocabularies
from openemploi.catalogue.vocabularies import AUTHORITY
from openemploi_web.repository.models import AssetTerm, DataAsset, QualityFigure
from openemploi_web.ui import words

Text = str | Promise

THEMES: Final[dict[str, Text]] = {
    f"{AUTHORITY}data-theme/{code}": name
    for code, name in {
        "SOCI": gettext_lazy("Population and society"),
        "EDUC": gettext_lazy("Education, culture and sport"),
        "ECON": gettext_lazy("Economy and finance"),
        "REGI": gettext_lazy("Regions and cities"),
        "GOVE": gettext_lazy("Government and public sector"),
        "TRAN": gettext_lazy("Transport"),
        "HEAL": gettext_lazy("Health"),
        "JUST": gettext_lazy("Justice and public safety"),
        "ENVI": gettext_lazy("Environment"),
        "ENER": gettext_lazy("Energy"),
        "AGRI": gettext_lazy("Agriculture, fisheries and food"),
        "TECH": gettext_lazy("Science and technology"),
        "INTR": gettext_lazy("International issues"),
    }.items()
}
FREQUENCIES: Final[dict[str, Text]] = {
    f"{AUTHORITY}frequency/{code}": name
    for code, name in {
        "UPDATE_CONT": gettext_lazy("continuously"),
        "DAILY": gettext_lazy("each day"),
        "WEEKLY": gettext_lazy("each week"),
        "BIWEEKLY": gettext_lazy("every two weeks"),
        "MONTHLY": gettext_lazy("each month"),
        "BIMONTHLY": gettext_lazy("every two months"),
        "QUARTERLY": gettext_lazy("each quarter"),
        "ANNUAL_2": gettext_lazy("twice a year"),
        "ANNUAL": gettext_lazy("each year"),
        "BIENNIAL": gettext_lazy("every two years"),
        "IRREG": gettext_lazy("from time to time"),
        "NEVER": gettext_lazy("never again"),
    }.items()
}
#: How long after its last change a set is not late, with a margin.
_EXPECTED_DAYS: Final = {
    "UPDATE_CONT": 2, "DAILY": 3, "WEEKLY": 10, "BIWEEKLY": 20, "MONTHLY": 45, "BIMONTHLY": 75, "QUARTERLY": 120,
    "ANNUAL_2": 220, "ANNUAL": 430, "BIENNIAL": 800,
}  # fmt: skip
LANGUAGES: Final[dict[str, Text]] = {
    "fr": gettext_lazy("French"),
    "en": gettext_lazy("English"),
    "ko": gettext_lazy("Korean"),
}
_FRENCH_PLACES: Final[dict[str, Text]] = {
    "region": gettext_lazy("Region"),
    "departement": gettext_lazy("Département"),
    "commune": gettext_lazy("Commune"),
    "intercommunalite": gettext_lazy("Group of communes"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words for a value, and the address that they stand for when it is one."""

    words: str
    href: str = ""


def theme(value: str) -> str:
    """The name of a theme; the end of its address when it is another catalogue's."""
    return str(THEMES.get(value) or _end(value))


def place(value: str, label: str = "") -> str:
    """The name of a place: its label, else what its address says."""
    if label:
        return label
    if value == f"{AUTHORITY}country/FRA":
        return _("France")
    if value.startswith("http://id.insee.fr/geo/"):
        level, _slash, code = value.removeprefix("http://id.insee.fr/geo/").partition("/")
        return f"{_FRENCH_PLACES.get(level, level)} {code}"
    return _end(value) if vocabularies.is_address(value) else value


def term(one: AssetTerm) -> str:
    """A theme, place or key word in words."""
    if one.kind == AssetTerm.Kind.THEME:
        return theme(one.value)
    return place(one.value, one.label) if one.kind == AssetTerm.Kind.PLACE else one.value


def licence(value: str) -> Said | None:
    """A licence; ``None`` when none was said."""
    if not value:
        return None
    name = vocabularies.LICENCES.get(value)
    is_page = value.startswith(("http://", "https://"))
    return Said(name or (_end(value) if is_page else value), value if is_page else "")


def frequency(value: str) -> str:
    """How often a set is renewed; empty when that is not said."""
    known = FREQUENCIES.get(value)
    if known:
        return str(known)
    return "" if value.endswith("/UNKNOWN") else (_end(value) if vocabularies.is_address(value) else value)


def file_type(value: str) -> str:
    """``…/file-type/CSV`` → ``CSV``."""
    return _end(value) if vocabularies.is_address(value) else value


def languages(codes: str) -> str:
    """``fr en`` → ``French, English``."""
    return ", ".join(str(LANGUAGES.get(code) or _end(code)) for code in codes.split())


def coverage(asset: DataAsset) -> str:
    """From when to when; empty when nobody said."""
    start, end = asset.covers_from, asset.covers_to
    if start and end:
        return _("from %(start)s to %(end)s") % {"start": words.day(start), "end": words.day(end)}
    if start:
        return _("since %(start)s") % {"start": words.day(start)}
    return _("until %(end)s") % {"end": words.day(end)} if end else ""


def freshness(asset: DataAsset) -> tuple[str, str]:
    """How fresh a set is, in words and a tone: whether it is late is known only when its frequency is."""
    if asset.modified is None:
        return _("It is not known when the data was last changed."), "unknown"
    since = words.since(asset.modified)
    expected = _EXPECTED_DAYS.get(asset.frequency.rsplit("/", 1)[-1])
    if expected is None:
        return _("Last changed %(since)s.") % {"since": since}, "plain"
    late = timezone.localdate() - asset.modified > timedelta(days=expected)
    said = {"since": since, "frequency": frequency(asset.frequency)}
    if late:
        return _(
            "Last changed %(since)s. It should be renewed %(frequency)s: it is late."
        ) % said, "attention"
    return _("Last changed %(since)s. It is renewed %(frequency)s: it is on time.") % said, "met"


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a set is in one respect; ``value`` is ``None`` when unknown, with the reason."""

    name: str
    about: str
    value: str | None
    n: int | None
    measured: object
    reason: str


_ABOUT: Final[dict[str, Text]] = {
    "freshness": gettext_lazy("days since the data was last changed, when it was measured"),
    "completeness": gettext_lazy("share of cells that are filled"),
    "validity": gettext_lazy("share of rows that are as their schema says"),
    "representativeness": gettext_lazy("share of a group in the data, by its share in the population"),
}
_REASONS: Final[dict[str, Text]] = {
    "no_table": gettext_lazy("the data is not kept here, so it could not be measured"),
    "no_date": gettext_lazy("the day of the last change is not known"),
    "no_reference": gettext_lazy("there is no population to compare with"),
}


def quality(asset: DataAsset) -> list[Quality]:
    """The four respects, each with its figure or with why it is not known."""
    rows: list[Quality] = []
    measured = list(asset.quality.all())
    for dimension in QualityFigure.Dimension:
        own = [one for one in measured if one.dimension == dimension]
        about = str(_ABOUT[dimension.value])
        if not own:
            reason = _("nobody has measured it")
            rows.append(Quality(str(dimension.label), about, None, None, None, reason))
        for one in own:
            name = f"{dimension.label}, {one.group}" if one.group else str(dimension.label)
            reason = str(
                _REASONS.get(one.unknown_because) or one.unknown_because or _("nobody has measured it")
            )
            rows.append(Quality(name, about, _figure(one), one.n, one.measured_at.date(), reason))
    return rows


def _figure(one: QualityFigure) -> str | None:
    if one.value is None:
        return None
    if one.dimension == QualityFigure.Dimension.FRESHNESS:
        return _("%(days)s days") % {"days": words.number(round(one.value))}
    if one.dimension == QualityFigure.Dimension.REPRESENTATIVENESS:
        return words.number(round(one.value, 2))
    # Never rounded up to the whole: 99.97 % is not complete.
    share = one.value * 100
    shown = 100.0 if share == 100 else min(round(share, 1), 99.9)
    return f"{words.number(shown)} %"


def _end(address: str) -> str:
    return address.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]


#: What a reader sees of who wrote a message: never a person's name.
SOMEBODY: Final = pgettext_lazy("author of a message", "Somebody with an account")
