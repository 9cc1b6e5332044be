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


def facilities(folder: Path) -> Path:
    """Facilities, in the layout of 2024 without the columns that nobody reads."""
    path = folder / "BPE24.zip"
    text = (
        "AN;NOMRS;NUMVOIE;CODPOS;DEPCOM;DEP;REG;LIBCOM;DOM;SDOM;TYPEQU;SIRET;CAPACITE;"
        "LAMBERT_X;LAMBERT_Y;LONGITUDE;LATITUDE;QUALITE_XY;EPSG;DCIRIS\n"
        "2024;ECOLE DU LAC;3;04390;04301;04;93;Ermitage-du-Lac;C;C1;C108;90000000300017;;"
        "950000.5;6340000.2;6.25;44.1234567;Bonne;2154;043010000\n"
        "2024;;_U;75001;75101;75;11;Paris 1er Arrondissement;D;D2;D265;;_Z;"
        "652000.1;6862000.9;2.336;48.862;Acceptable;2154;751010101\n"
        "2024;CRECHE;1;97199;97199;971;01;Anse-Écarlate;D;D5;D502;;40;;;;;_U;5490;_U\n"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("varmod_bpe24.csv", "VAR;MOD\nTYPEQU;C108\n")
        archive.writestr("BPE24.csv", text.encode())
    return path


GTFS: Final = {
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
    'S,Gare,44.12,6.25,1,\nS1,Gare quai 1,44.12,6.25,,S\nS2,"Mairie, place",44.13,6.26,0,\n',
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nL,Lac Mobilités,https://lac.invalid,Europe/Paris\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nR1,L,1,Gare – Mairie,3\n",
    "trips.txt": "route_id,service_id,trip_id,trip_headsign,direction_id\nR1,SEM,T1,Mairie,0\nR1,NUIT,T2,Gare,1\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T1,07:30:00,7:31:00,S1,1\nT1,07:45:00,07:45:30,S2,2\nT2,23:55:00,23:55:00,S2,1\nT2,25:10:05,,S1,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "SEM,1,1,1,1,1,0,0,20260901,20261231\n",
    "calendar_dates.txt": "service_id,date,exception_type\nSEM,20261111,2\nNUIT,20261231,1\n",
    "feed_info.txt": "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date\n"
    "Lac,https://lac.invalid,fr,20260901,20261231\n",
}


def gtfs(folder: Path, **files: str | None) -> Path:
    """A timetable of one line; a file given as ``None`` is left out."""
    path = folder / "lac-gtfs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in GTFS.items():
            told = files.get(name.removesuffix(".txt"), text)
            if told is not None:
                archive.writestr(name, told.encode())
    return path


def square(west: float, south: float, side: float) -> list[list[float]]:
    """A ring around a square, its first corner repeated at the end."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def outlines(folder: Path) -> Path:
    """Outlines of communes as Etalab gives them: a square, one with a hole, an archipelago."""
    path = folder / "communes-1000m.geojson"
    shapes = [
        ("04301", "L'Ermitage-du-Lac", "Polygon", [square(6.0, 44.0, 0.5)]),
        ("04302", "Brézé-Haut", "Polygon", [square(7.0, 44.0, 1.0), square(7.5, 44.25, 0.5)]),
        ("97199", "Anse-Écarlate", "MultiPolygon", [[square(-61.0, 16.0, 0.5)], [square(-60.0, 16.0, 0.5)]]),
    ]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": kind, "coordinates": held},
            "properties": {
                "code": code,
                "nom": name,
                "departement": "04",
                "region": "93",
                "epci": "240000001",
            },
        }
        for code, name, kind, held in shapes
    ]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path.write_text(f'{{"type": "FeatureCollection",\n"features": [\n{lines}\n]}}\n', encoding="utf-8")
    return path


TERRITORY: Final[dict[str, Callable[[Path], Path]]] = {
    "basins": basins,
    "commune_changes": commune_changes,
    "communes": communes,
    "employment_areas": employment_areas,
    "establishments": establishments,
    "facilities": facilities,
    "gtfs": gtfs,
    "outlines": outlines,
    "postcodes": postcodes,
}
