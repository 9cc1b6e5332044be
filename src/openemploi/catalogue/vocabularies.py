"""The addresses by which DCAT-AP names themes, frequencies, rights, licences, languages and file types.

They are those of the EU's Publications Office (http://publications.europa.eu/resource/authority/), as DCAT-AP 3 asks.
The words that CKAN and udata use for the same are listed beside them; a word that is in no list is kept as it is.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from openemploi.catalogue.records import Access

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"

#: The data themes that DCAT-AP asks for.
THEMES: Final = tuple(
    f"{AUTHORITY}data-theme/{code}"
    for code in "AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST REGI SOCI TECH TRAN".split()
)

ACCESS: Final = MappingProxyType(
    {
        Access.OPEN: f"{AUTHORITY}access-right/PUBLIC",
        Access.RESTRICTED: f"{AUTHORITY}access-right/RESTRICTED",
        Access.NON_PUBLIC: f"{AUTHORITY}access-right/NON_PUBLIC",
    }
)

FREQUENCIES: Final = tuple(
    f"{AUTHORITY}frequency/{code}"
    for code in (
        "CONT UPDATE_CONT HOURLY DAILY DAILY_2 WEEKLY WEEKLY_2 WEEKLY_3 BIWEEKLY MONTHLY MONTHLY_2 MONTHLY_3 "
        "BIMONTHLY QUARTERLY ANNUAL_2 ANNUAL_3 ANNUAL BIENNIAL TRIENNIAL QUADRENNIAL QUINQUENNIAL DECENNIAL "
        "IRREG NEVER UNKNOWN OTHER"
    ).split()
)
#: udata's words (those of Dublin Core's collection frequencies) and CKAN's usual ones.
FREQUENCY_WORDS: Final = MappingProxyType(
    {
        "continuous": "UPDATE_CONT", "hourly": "HOURLY", "daily": "DAILY", "weekly": "WEEKLY",
        "biweekly": "BIWEEKLY", "fortnighly": "BIWEEKLY", "fortnightly": "BIWEEKLY",
        "semiweekly": "WEEKLY_2", "threetimesaweek": "WEEKLY_3", "semidaily": "DAILY_2",
        "monthly": "MONTHLY", "semimonthly": "MONTHLY_2", "threetimesamonth": "MONTHLY_3",
        "bimonthly": "BIMONTHLY", "quarterly": "QUARTERLY", "semiannual": "ANNUAL_2", "biannual": "ANNUAL_2",
        "threetimesayear": "ANNUAL_3", "annual": "ANNUAL", "annually": "ANNUAL", "yearly": "ANNUAL",
        "biennial": "BIENNIAL", "triennial": "TRIENNIAL", "quinquennial": "QUINQUENNIAL",
        "irregular": "IRREG", "punctual": "NEVER", "never": "NEVER",
    }
)  # fmt: skip

#: The licence of the French State's open data; SPDX names it, for the EU's list is of other countries' licences too.
_OUVERTE: Final = "https://spdx.org/licenses/etalab-2.0"
LICENCES: Final = MappingProxyType(
    {
        _OUVERTE: "Licence Ouverte 2.0",
        f"{AUTHORITY}licence/CC_BY_4_0": "CC BY 4.0",
        f"{AUTHORITY}licence/CC_BYSA_4_0": "CC BY-SA 4.0",
        f"{AUTHORITY}licence/CC0": "CC0 1.0",
        f"{AUTHORITY}licence/ODC_BL": "ODbL 1.0",
        f"{AUTHORITY}licence/ODC_BY": "ODC-By 1.0",
    }
)
#: By the identifiers that udata and CKAN give them.
LICENCE_WORDS: Final = MappingProxyType(
    {
        "lov2": _OUVERTE, "etalab-2.0": _OUVERTE,
        "odc-odbl": f"{AUTHORITY}licence/ODC_BL", "odc-by": f"{AUTHORITY}licence/ODC_BY",
        "cc-by-4.0": f"{AUTHORITY}licence/CC_BY_4_0", "cc-by-sa-4.0": f"{AUTHORITY}licence/CC_BYSA_4_0",
        "cc-zero": f"{AUTHORITY}licence/CC0", "cc0-1.0": f"{AUTHORITY}licence/CC0",
    }
)  # fmt: skip
#: What CKAN and udata write when no licence was chosen.
NO_LICENCE: Final = frozenset({"", "notspecified"})

LANGUAGES: Final = MappingProxyType(
    {
        "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST",
        "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "ko": "KOR", "lt": "LIT",
        "lv": "LAV", "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK", "sl": "SLV",
        "sv": "SWE",
    }
)  # fmt: skip

FILE_TYPES: Final = MappingProxyType(
    {
        "csv": "CSV", "json": "JSON", "jsonl": "JSON", "geojson": "GEOJSON", "xml": "XML", "xls": "XLS", "xlsx": "XLSX",
        "ods": "ODS", "pdf": "PDF", "zip": "ZIP", "parquet": "PARQUET", "ttl": "RDF_TURTLE", "turtle": "RDF_TURTLE",
        "rdf": "RDF_XML", "jsonld": "JSON_LD", "json-ld": "JSON_LD", "html": "HTML", "txt": "TXT", "tsv": "TSV",
        "gtfs": "GTFS", "shp": "SHP", "gpkg": "GPKG", "kml": "KML", "gz": "GZIP",
    }
)  # fmt: skip

CHECKSUMS: Final = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def frequency(word: str) -> str:
    """The address of a frequency that a catalogue names, or its word."""
    code = FREQUENCY_WORDS.get(word.strip().casefold().replace("_", ""))
    if word.strip().casefold() == "unknown":
        return ""  # nobody has said it
    return f"{AUTHORITY}frequency/{code}" if code else word.strip()


def licence(word: str) -> str:
    """The address of a licence that a catalogue names, or its word; empty when none was chosen."""
    name = word.strip()
    if name.casefold() in NO_LICENCE:
        return ""
    return LICENCE_WORDS.get(name.casefold(), name)


def file_type(word: str) -> str:
    """The address of a file type that a catalogue names, or its word."""
    code = FILE_TYPES.get(word.strip().casefold().lstrip("."))
    return f"{AUTHORITY}file-type/{code}" if code else word.strip()


def language_uri(code: str) -> str:
    """The address of a language; what is no ISO 639-1 code is taken for an address already."""
    known = LANGUAGES.get(code)
    return f"{AUTHORITY}language/{known}" if known else code


def language_code(uri: str) -> str:
    """ISO 639-1 of a language's address or code, else what was given."""
    name = uri.rsplit("/", 1)[-1]
    by_three = {three: two for two, three in LANGUAGES.items()}
    if uri.startswith(f"{AUTHORITY}language/"):
        return by_three.get(name, uri)
    return uri.lower()[:2] if uri.lower()[:2] in LANGUAGES and "/" not in uri else uri


def access_of(uri: str) -> Access:
    """Who may have a set, by the address of the right; unknown for any other address."""
    return next(
        (access for access, one in ACCESS.items() if one == uri.replace("https:", "http:", 1)), Access.UNKNOWN
    )


def is_address(text: str) -> bool:
    """Whether a licence, frequency or law is given by an address and not in words."""
    return text.startswith(("http://", "https://", "urn:", "mailto:")) and not any(
        character.isspace() or character in '<>"{}|\\^`' for character in text
    )
