"""Small files about places and firms, in their official layouts and with invented values: see :mod:`.samples`."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final


def communes(folder: Path) -> Path:
    """The geographic code of communes, in the layout of 2024."""
    path = folder / "v_commune_2024.csv"
    path.write_text(
        "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\r\n"
        "COM,04301,93,04,04D,041,1,ERMITAGE DU LAC,Ermitage-du-Lac,L'Ermitage-du-Lac,0401,\r\n"
        "COM,2A399,94,2A,20R,2A1,0,SERRA VECCHIA,Serra-Vecchia,Serra-Vecchia,2A01,\r\n"
        "COM,75056,11,75,75C,751,0,PARIS,Paris,Paris,7599,\r\n"
        "ARM,75101,11,75,75C,751,0,PARIS 1ER ARRONDISSEMENT,Paris 1er Arrondissement,"
        "Paris 1er Arrondissement,7599,75056\r\n"
        "COMD,04301,,,,,1,ERMITAGE,Ermitage,L'Ermitage,,04301\r\n"
        "COMA,04302,,,,,0,BREZE HAUT,Brézé-Haut,Brézé-Haut,,04301\r\n",
        encoding="utf-8",
        newline="",
    )
    return path


def commune_changes(folder: Path) -> Path:
    """The movements of communes, in the layout of 2024."""
    path = folder / "v_mvt_commune_2024.csv"
    path.write_text(
        "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
        "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
        "32,2023-01-01,COM,04301,1,ERMITAGE,Ermitage,L'Ermitage,COM,04301,1,ERMITAGE DU LAC,Ermitage-du-Lac,"
        "L'Ermitage-du-Lac\n"
        "32,2023-01-01,COM,04303,0,SAVIN,Savin,Savin,COM,04301,1,ERMITAGE DU LAC,Ermitage-du-Lac,"
        "L'Ermitage-du-Lac\n"
        "33,1973-03-01,COM,04302,0,BREZE HAUT,Brézé-Haut,Brézé-Haut,COMA,04302,0,BREZE HAUT,Brézé-Haut,"
        "Brézé-Haut\n"
        "33,1973-03-01,COM,04302,0,BREZE HAUT,Brézé-Haut,Brézé-Haut,COM,04301,1,ERMITAGE,Ermitage,L'Ermitage\n",
        encoding="utf-8",
    )
    return path


def employment_areas(folder: Path) -> Path:
    """Employment areas of 2020 by commune, with labels."""
    path = folder / "ZE2020_au_01-01-2023.csv"
    path.write_text(
        "CODGEO,LIBGEO,ZE2020,LIBZE2020,ZE2020_PARTIE_REG,DEP,REG\n"
        "04301,L'Ermitage-du-Lac,9398,Lac,9398,04,93\n"
        "2A399,Serra-Vecchia,9499,Serra,9499,2A,94\n"
        '97199,Anse-Écarlate,0199,"Anses, îles",0199,971,01\n',
        encoding="utf-8",
    )
    return path


def basins(folder: Path) -> Path:
    """Employment basins by commune, in the layout of 2019."""
    path = folder / "lexique_bassins_2019.csv"
    path.write_text(
        "CODE_COMMUNE_INSEE,REG_CREDOC,REG,DEP,CCOMMUNE,NOMCOM,BE19,NOMBE19\r\n"
        "04301,D,93,04,04301,L' Ermitage-du-Lac,9399,LAC ET VALLEES\r\n"
        "04302,D,93,04,04302,Brézé-Haut,9399,LAC ET VALLEES\r\n"
        "97199,G,1,971,97199,Anse-Écarlate,0199,ANSES\r\n",
        encoding="utf-8",
        newline="",
    )
    return path


def postcodes(folder: Path) -> Path:
    """Postcodes with both coordinates in one cell."""
    path = folder / "laposte_hexasmal.csv"
    path.write_text(
        "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps\r\n"
        "04301;ERMITAGE DU LAC;04390;ERMITAGE DU LAC;;44.1234567891, 6.25\r\n"
        "04301;ERMITAGE DU LAC;04390;ERMITAGE DU LAC;BREZE HAUT;44.1234567891, 6.25\r\n"
        "98799;ATOLL NEUF;98799;LAGON;ATOLL NEUF;\r\n",
        encoding="utf-8",
        newline="",
    )
    return path


def employment_area_pairs(folder: Path) -> Path:
    """Employment areas as a JSON array of pairs of codes."""
    path = folder / "zones_emploi_2020_communes.json"
    pairs = [("04301", "9398"), ("2A399", "9499"), ("97199", "0199")]
    path.write_text(
        json.dumps([{"code_commune": code, "code_zone_emploi": area} for code, area in pairs], indent=2),
        encoding="utf-8",
    )
    return path


_ESTABLISHMENT: Final = (
    *("siren", "nic", "siret", "statutDiffusionEtablissement", "dateCreationEtablissement"),
    *("trancheEffectifsEtablissement", "anneeEffectifsEtablissement"),
    *("activitePrincipaleRegistreMetiersEtablissement", "dateDernierTraitementEtablissement"),
    *("etablissementSiege", "nombrePeriodesEtablissement", "complementAdresseEtablissement"),
    *("numeroVoieEtablissement", "indiceRepetitionEtablissement", "typeVoieEtablissement"),
    *("libelleVoieEtablissement", "codePostalEtablissement", "libelleCommuneEtablissement"),
    *("libelleCommuneEtrangerEtablissement", "distributionSpecialeEtablissement", "codeCommuneEtablissement"),
    *("libellePaysEtrangerEtablissement", "identifiantAdresseEtablissement"),
    *("coordonneeLambertAbscisseEtablissement", "coordonneeLambertOrdonneeEtablissement", "dateDebut"),
    *("etatAdministratifEtablissement", "enseigne1Etablissement", "enseigne2Etablissement"),
    *("enseigne3Etablissement", "denominationUsuelleEtablissement", "activitePrincipaleEtablissement"),
    *("nomenclatureActivitePrincipaleEtablissement", "caractereEmployeurEtablissement"),
    "activitePrincipaleNAF25Etablissement",
)


def establishment(number: int, **cells: str) -> dict[str, str]:
    """A row of StockEtablissement: a restaurant in an invented town, with ``cells`` changed."""
    siren = f"{900_000_000 + number}"
    plain = {
        "siren": siren,
        "nic": "00017",
        "siret": f"{siren}00017",
        "statutDiffusionEtablissement": "O",
        "dateCreationEtablissement": "2019-03-01",
        "trancheEffectifsEtablissement": "11",
        "anneeEffectifsEtablissement": "2023",
        "dateDernierTraitementEtablissement": "2024-09-01T08:30:00",
        "etablissementSiege": "true",
        "nombrePeriodesEtablissement": "1",
        "numeroVoieEtablissement": "12",
        "typeVoieEtablissement": "RUE",
        "libelleVoieEtablissement": "DU LAC",
        "codePostalEtablissement": "04390",
        "libelleCommuneEtablissement": "ERMITAGE-DU-LAC",
        "codeCommuneEtablissement": "04301",
        "identifiantAdresseEtablissement": "043010012_B",
        "coordonneeLambertAbscisseEtablissement": "950000.5",
        "coordonneeLambertOrdonneeEtablissement": "6340000.25",
        "dateDebut": "2019-03-01",
        "etatAdministratifEtablissement": "A",
        "enseigne1Etablissement": "CHEZ BREZÉ",
        "activitePrincipaleEtablissement": "56.10A",
        "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
        "caractereEmployeurEtablissement": "O",
        "activitePrincipaleNAF25Etablissement": "56.11J",
    }
    return {name: (plain | cells).get(name, "") for name in _ESTABLISHMENT}


def establishments(folder: Path, *rows: dict[str, str]) -> Path:
    """Establishments of SIRENE, in the layout of the end of 2025."""
    secret = dict.fromkeys(("enseigne1Etablissement", "libelleVoieEtablissement"), "[ND]")
    chosen = rows or (
        establishment(1),
        establishment(2, etatAdministratifEtablissement="F", codeCommuneEtablissement="2A399"),
        establishment(3, statutDiffusionEtablissement="P", **secret),
        establishment(4, codeCommuneEtablissement="97199", activitePrincipaleEtablissement="87.10A"),
    )
    path = folder / "StockEtablissement_utf8.zip"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _ESTABLISHMENT)
    writer.writeheader()
    writer.writerows(chosen)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("StockEtablissement_utf8.csv", text.getvalue().encode())
    return path


TERRITORY: Final[dict[str, Callable[[Path], Path]]] = {
    "basins": basins,
    "commune_changes": commune_changes,
    "communes": communes,
    "employment_areas": employment_areas,
    "establishments": establishments,
    "postcodes": postcodes,
}
