"""An invented valley in the official layouts: basins, a few occupations, tension, rents, offers around Tilleuls."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.library.connectors import samples_references
from tests.library.labourmarket import small_market as market

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

TOLD: Final = (
    "soigneuse à Paris, je veux vivre à Tilleuls, mon conjoint est berger, un enfant de 6 ans, loyer 700 €"
)

# commune, name, department, region, basin, latitude, longitude, rent per m²
_PLACES: Final = (
    ("04901", "Tilleuls", "04", "93", "9399", 44.10, 6.20, "10,0"),
    ("04902", "Colzas", "04", "93", "9399", 44.20, 6.30, "8,0"),
    ("04903", "Aubiers", "04", "93", "9398", 44.40, 6.10, "9,0"),
    ("05901", "Les Orpins", "05", "93", "9397", 44.70, 6.40, "7,0"),
    ("26901", "Saules", "26", "84", "8499", 44.90, 5.00, "9,5"),
    ("38901", "Saules", "38", "84", "8498", 45.20, 5.70, "12,0"),
    ("75056", "Paris", "75", "11", "1199", 48.85, 2.35, "30,0"),
)
_BASINS: Final = {
    "9399": "VAL DES TILLEULS", "9398": "AUBIERS", "9397": "HAUT PAYS", "8499": "SAULES EN PLAINE",
    "8498": "SAULES EN MONT", "1199": "PARIS",
}  # fmt: skip
# basin, occupation, offers of the year, jobseekers, tension
_TENSION: Final = (
    ("9399", "J1998", "120", "24", 4), ("9398", "J1998", "80", "20", 4), ("9397", "J1998", "40", "36", 2),
    ("8499", "J1998", "110", "22", 4), ("8498", "J1998", "300", "90", 3), ("1199", "J1998", "5000", "600", 5),
    ("9399", "A1998", "20", "30", 2), ("9398", "A1998", "30", "15", 3), ("9397", "A1998", "12", "60", 1),
    ("8499", "A1998", "18", "25", 3), ("8498", "A1998", "15", "40", 2),
    ("9399", "G1998", "60", "40", 3), ("9399", "L1998", "10", "5", 3),
)  # fmt: skip
_OCCUPATIONS: Final = (
    ("A1998", "Berger / Bergère"), ("J1998", "Soigneur / Soigneuse en soins doux (SSD)"),
    ("L1998", "Soigneur / Soigneuse de cirque"), ("D1998", "Crieur / Crieuse de foire"),
    ("D1999", "Crieur / Crieuse de halle"), ("D1102", "Boulanger / Boulangère"), ("K1304", "Employé familial"),
    ("K2106", "Professeur / Professeure des écoles"), ("K2107", "Professeur / Professeure de collège"),
)  # fmt: skip
_NAMES: Final = (
    ("J1998", "Soigneur / Soigneuse de jour"), ("J1998", "Soigneur / Soigneuse de nuit"),
    ("J1998", "Aide de soins doux"), ("A1998", "Berger / Bergère"), ("L1998", "Soigneur / Soigneuse de cirque"),
)  # fmt: skip
_REGULATED: Final = frozenset({"J1998"})
_ITEMS: Final = (("J1998", "9100001"), ("J1998", "9300001"), ("A1998", "9100001"))
_MOBILITY: Final = (("J1998", "G1998"), ("J1998", "L1998"), ("A1998", "G1998"))


def put_valley(store: Store, folder: Path) -> None:
    """Import the valley, without offers."""
    _put_territory(store, folder)
    import_file(store, connector("rome"), _rome(folder))
    _put_tension(store, folder)
    _put_rents(store, folder)


def put_offers(store: Store, folder: Path, *, many: int = 40) -> None:
    """So many offers of crêpiers in Tilleuls, so that it is covered, and some of soigneurs at several distances."""
    offers: list[Mapping[str, Any]] = [market.offer(number) for number in range(many)]
    offers += [
        _care(100 + number, "04901", "TILLEULS", pay)
        for number, pay in enumerate((2000, 2100, 2200, 2300, 2400))
    ]
    offers += [_care(200 + number, "04903", "AUBIERS", 2500) for number in range(4)]
    market.put_offers(store, folder, offers)


def _care(number: int, commune: str, name: str, pay: int) -> dict[str, Any]:
    place = {"libelle": f"04 - {name}", "commune": commune, "codePostal": "04990"}
    other: dict[str, Any] = market.paid(f"Mensuel de {pay}.0 Euros sur 12.0 mois")
    skills = market.skilled("9100001", "9300001") if number % 2 else market.skilled("9100001")
    return market.offer(
        number,
        romeCode="J1998",
        romeLibelle="Soigneur / Soigneuse en soins doux",
        intitule=f"Soigneur {number}",
        lieuTravail=place,
        **other,
        **skills,
    )


def _put_territory(store: Store, folder: Path) -> None:
    communes = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n"
    basins = "CODE_COMMUNE_INSEE,REG_CREDOC,REG,DEP,CCOMMUNE,NOMCOM,BE19,NOMBE19\n"
    postcodes = "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps\n"
    for code, name, department, region, basin, north, east, _rent in _PLACES:
        communes += f"COM,{code},{region},{department},{department}D,{department}1,0,{name.upper()},{name},{name},01,\n"
        basins += f"{code},D,{region},{department},{code},{name},{basin},{_BASINS[basin]}\n"
        postcodes += f"{code};{name.upper()};{code[:2]}990;{name.upper()};;{north}, {east}\n"
    market.put(store, folder, "communes", "v_commune_2024.csv", communes)
    market.put(store, folder, "basins", "lexique_bassins_2019.csv", basins)
    market.put(store, folder, "postcodes", "laposte_hexasmal.csv", postcodes)


def _put_tension(store: Store, folder: Path) -> None:
    text = "annee;ROME;cbassin;oee;defm_abc;ind_tension_d;ind_int_emb_d;ind_main_oeuvre_d;ind_dur_empl_d;"
    text += "ind_cond_travail_d;ind_mismatch_geo_d;ind_specif_form_empl_d\n"
    for basin, rome, offers, seekers, grade in _TENSION:
        text += f"2021;{rome};{basin};{offers};{seekers};{grade};5;4;2;2;1;5\n"
    market.put(store, folder, "tension", "tension_rome_bassin_2021.csv", text)


def _put_rents(store: Store, folder: Path) -> None:
    text = "id_zone;INSEE;LIBGEO;DEP;REG;EPCI;TYPPRED;loypredm2;lwr.IPm2;upr.IPm2;R2adj;NBobs_maille;NBobs_commune\n"
    for number, (code, name, department, region, _basin, _n, _e, rent) in enumerate(_PLACES, 1):
        value = float(rent.replace(",", "."))
        low, high = (f"{value * factor:.2f}".replace(".", ",") for factor in (0.8, 1.25))
        text += (
            f"{number};{int(code)};{name};{department};{region};2000;commune;{rent};{low};{high};0,8;90;90\n"
        )
    market.put(store, folder, "rents", "indicateurs-loyers-appartements.csv", text)


def _rome(folder: Path) -> Path:
    """The tiny ROME of the connectors' samples, with the occupations of the valley."""
    more: dict[str, list[Sequence[str]]] = {
        "referentiel_code_rome": [
            (
                code,
                str(10 + n),
                str(9_000_100 + n),
                label,
                "",
                "N",
                "N",
                "O" if code in _REGULATED else "N",
                "N",
                code,
            )
            for n, (code, label) in enumerate(_OCCUPATIONS)
        ],
        "referentiel_appellation": [
            (str(9_000_200 + n), label, label, code, "", "", "", "", "", "SYNONYME", "", code, "N")
            for n, (code, label) in enumerate(_NAMES)
        ],
        "coherence_item": [(code, item, "Principale") for code, item in _ITEMS],
        "rubrique_mobilite": [(one, other, str(n)) for n, (one, other) in enumerate(_MOBILITY, 1)],
    }
    inside = zipfile.ZipFile(samples_references.rome(folder))
    path = folder / "RefRomeCsv.valley.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in inside.namelist():
            kind = name.removeprefix("unix_").split("_v999")[0]
            archive.writestr(name, inside.read(name) + _lines(more.get(kind, ())).encode())
    inside.close()
    return path


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()
