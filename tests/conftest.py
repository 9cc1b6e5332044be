"""What all tests share: folders of their own instead of the user's, the starter taxonomy, and one engine.

The folders are set before anything of Open Emploi is imported, so that no test can see, or erase, what the
person who runs it has imported or read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from openemploi.engine import Engine
    from openemploi.taxonomy.store import Taxonomy

TODAY: Final = date(2026, 11, 1)

_FOLDER: Final = Path(tempfile.mkdtemp(prefix="openemploi-tests-"))
os.environ["OPENEMPLOI_DATA"] = str(_FOLDER / "data")
# TEST_CACHE keeps what takes a minute to compile from one run to the next; the workers of one run share it.
os.environ["OPENEMPLOI_CACHE"] = os.environ.setdefault("TEST_CACHE", str(_FOLDER / "cache"))
os.environ.pop("OPENEMPLOI_LANG", None)
# The portal of the tests: a folder of its own, and SQLite unless TEST_DATABASE names a PostgreSQL server.
os.environ["OPENEMPLOI_WEB_FOLDER"] = str(_FOLDER / "portal")
os.environ["OPENEMPLOI_WEB_DATABASE"] = os.environ.get("TEST_DATABASE", "")
os.environ["OPENEMPLOI_WEB_DEMONSTRATION"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "openemploi_web.config.settings"


def pytest_configure(config: pytest.Config) -> None:
    """The portal is set up once its folders are known."""
    import django

    django.setup()
    if config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput"):
        # A worker that knew the settings from the start would read them before it has folders of its own.
        del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files are dealt out to the workers of a run whole; those that share one served portal stay together."""
    for item in items:
        own = item.path.parent if "browser" in item.path.parts else item.path
        item.add_marker(pytest.mark.xdist_group(str(own)))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of fictitious CVs and offers."""
    return Path(__file__).resolve().parents[1] / "samples"


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """The starter taxonomy, compiled once."""
    from openemploi.taxonomy.library import open_taxonomy

    return open_taxonomy()


@pytest.fixture(scope="session")
def engine(taxonomy: Taxonomy) -> Engine:
    """An engine in French with the starter taxonomy; "today" stands still and nothing is kept."""
    from openemploi.engine import Engine

    return Engine(taxonomy, language="fr", today=TODAY, cache=False)


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data and cache folders of this test alone, both empty; their parent."""
    monkeypatch.setenv("OPENEMPLOI_DATA", str(tmp_path / "own" / "data"))
    monkeypatch.setenv("OPENEMPLOI_CACHE", str(tmp_path / "own" / "cache"))
    return tmp_path / "own"


class OfficialFiles:
    """Tiny classifications laid out as their publishers do; all they say is invented."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rome(
        self, *, version: str = "460", skill: str = "Souffler un nuage", name: str = "RefRomeCsv.zip"
    ) -> Path:
        """ROME 4 with one sheet, Z1102, and two skills."""
        sheet = {"code_rome": "Z1102", "code_rome_parent": "Z1102"}
        tables = {
            "grand_domaine": [{"code_grand_domaine": "Z", "libelle_grand_domaine": "Ciel"}],
            "domaine_professionnel": [
                {"code_domaine_professionnel": "Z11", "libelle_domaine_professionnel": "Nuages"}
            ],
            "referentiel_code_rome": [
                {**sheet, "code_ogr": "11", "libelle_rome": "Souffleur / Souffleuse de nuages"}
            ],
            "referentiel_appellation": [
                {"code_rome": "Z1102", "code_ogr": "21", "libelle_appellation_long": "Nuagiste"}
            ],
            "texte": [],
            "referentiel_competence": [
                {"code_ogr": "31", "nature": "Compétence", "libelle_competence": skill},
                {"code_ogr": "32", "nature": "Compétence", "libelle_competence": "Peindre un nuage"},
            ],
            "referentiel_savoir": [{"code_ogr_savoir": "41", "libelle_savoir": "Météorologie élémentaire"}],
            "referentiel_contexte_travail": [{"code_ogr": "51"}],
            "coherence_item": [
                {"code_rome": "Z1102", "code_ogr": "31", "coeur_metier": "Principale"},
                {"code_rome": "Z1102", "code_ogr": "41"},
            ],
            "rubrique_mobilite": [],
        }
        from openemploi.taxonomy.rome import TABLES

        texts = {f"unix_{key}_v{version}_utf8.csv": _table(TABLES[key], rows) for key, rows in tables.items()}
        return self._zip(name, texts)

    def esco(self, language: str = "fr", *, version: str = "1.2.0") -> Path:
        """ESCO in one language: one occupation and one skill, which bears the same words as one of ROME."""
        occupation, skill, isco = (
            f"http://data.europa.eu/esco/{x}" for x in ("occupation/o1", "skill/s1", "isco/C7512")
        )
        french = language == "fr"
        concept = ("conceptUri", "preferredLabel")
        texts = {
            "occupations": _table(
                (*concept, "iscoGroup"),
                [
                    {
                        "conceptUri": occupation,
                        "preferredLabel": "nuagiste" if french else "cloud blower",
                        "iscoGroup": "7512",
                    }
                ],
            ),
            "skills": _table(
                (*concept, "skillType"),
                [
                    {
                        "conceptUri": skill,
                        "preferredLabel": "souffler des nuages" if french else "blow clouds",
                        "skillType": "skill/competence",
                    }
                ],
            ),
            "skillGroups": _table(concept, []),
            "ISCOGroups": _table(
                (*concept, "code"), [{"conceptUri": isco, "preferredLabel": "Ciel", "code": "7512"}]
            ),
            "broaderRelationsOccPillar": _table(
                ("conceptUri", "broaderUri"), [{"conceptUri": occupation, "broaderUri": isco}]
            ),
            "broaderRelationsSkillPillar": _table(("conceptUri", "broaderUri"), []),
            "occupationSkillRelations": _table(
                ("occupationUri", "skillUri", "relationType"),
                [{"occupationUri": occupation, "skillUri": skill, "relationType": "essential"}],
            ),
        }
        return self._zip(
            f"ESCO dataset - v{version} - classification - {language} - csv.zip",
            {f"{name}_{language}.csv": text for name, text in texts.items()},
        )

    def crosswalk(self) -> Path:
        """The ESCO–ROME crosswalk: the two occupations are the same."""
        link = {
            "classification 1 ID": "http://data.europa.eu/esco/occupation/o1",
            "classification 1 prefered label": "nuagiste",
            "classification 2 ID": "21",
            "classification 2 prefered label": "Nuagiste",
            "mapping relation": "skos:exactMatch",
        }
        path = self._folder / "mapping.csv"
        about = "".join(
            f"{line}\n"
            for line in (
                "Mapping project version,V1.4",
                "Classification 1 Name,ESCO",
                "Classification 1 Version,1.0.9",
                "Classification 2 Name,ROME",
                "Classification 2 Version,V3.0",
                "",
            )
        )
        path.write_text(about + _table(tuple(link), [link]), encoding="utf-8")
        return path

    def _zip(self, name: str, texts: Mapping[str, str]) -> Path:
        path = self._folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in texts.items():
                archive.writestr(
                    zipfile.ZipInfo(member, (2025, 9, 1, 0, 0, 0)), text
                )  # the same bytes each time
        return path


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines)


@pytest.fixture
def official_files(tmp_path: Path) -> OfficialFiles:
    """Makes small ESCO, ROME and crosswalk files in the folder of the test."""
    return OfficialFiles(tmp_path)
