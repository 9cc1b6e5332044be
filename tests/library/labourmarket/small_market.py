"""A small market, written by hand in the official layouts: two communes, a basin, an occupation, some offers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.library.connectors import samples_market, samples_references, samples_territory

from openemploi.connectors.base import connector
from openemploi.datasets.importing import Asked, import_file
from openemploi.datasets.store import Store

LONG = "Vous cuisez des crêpes et des galettes, vous accueillez la clientèle et vous tenez la caisse. " * 4


def put(store: Store, folder: Path, kind: str, name: str, text: str, *, published: str = "") -> None:
    """Write ``text`` as an official file and import it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    import_file(store, connector(kind), path, asked=Asked(published=published))


def put_territory(store: Store, folder: Path) -> None:
    """Two communes of one department, an arrondissement of Paris, their areas, basins and coordinates."""
    communes = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n"
    communes += "COM,04901,93,04,04D,041,0,TILLEULS,Tilleuls,Tilleuls,0401,\n"
    communes += "COM,04902,93,04,04D,041,0,COLZAS,Colzas,Colzas,0401,\n"
    communes += "COM,75056,11,75,75C,751,0,PARIS,Paris,Paris,7599,\n"
    communes += "ARM,75199,11,75,75C,751,0,PARIS X,Paris X,Paris X,7599,75056\n"
    put(store, folder, "communes", "v_commune_2024.csv", communes)
    areas = [("04901", "9398"), ("04902", "9398"), ("75056", "1199")]
    pairs = [{"code_commune": code, "code_zone_emploi": area} for code, area in areas]
    put(store, folder, "employment_areas", "zones_emploi_2020_communes.json", json.dumps(pairs))
    basins = "CODE_COMMUNE_INSEE,REG_CREDOC,REG,DEP,CCOMMUNE,NOMCOM,BE19,NOMBE19\n"
    basins += "04901,D,93,04,04901,Tilleuls,9399,VAL DES TILLEULS\n"
    basins += "04902,D,93,04,04902,Colzas,9399,VAL DES TILLEULS\n"
    put(store, folder, "basins", "lexique_bassins_2019.csv", basins)
    postcodes = "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps\n"
    postcodes += "04901;TILLEULS;04990;TILLEULS;;44.10, 6.20\n04902;COLZAS;04991;COLZAS;;44.20, 6.30\n"
    put(store, folder, "postcodes", "laposte_hexasmal.csv", postcodes)


def put_rome(store: Store, folder: Path) -> None:
    """The tiny ROME of the connectors' samples, with its ways to NAF and FAP."""
    samples = {
        "rome": samples_references.rome,
        "crosswalk_rome_naf": samples_references.crosswalk_rome_naf,
        "crosswalk_rome_fap": samples_references.crosswalk_rome_fap,
        "lheo": samples_market.lheo,
        "facilities": samples_territory.facilities,
    }
    for kind, write in samples.items():
        import_file(store, connector(kind), write(folder))


def put_tension(store: Store, folder: Path, *, jobseekers: str = "31") -> None:
    """Tension of one occupation in one basin."""
    text = "annee;ROME;cbassin;oee;defm_abc;ind_tension_d;ind_int_emb_d;ind_main_oeuvre_d;ind_dur_empl_d;"
    text += "ind_cond_travail_d;ind_mismatch_geo_d;ind_specif_form_empl_d\n"
    text += f"2020;G1998;9399;10;50;1;1;1;1;1;1;1\n2021;G1998;9399;152,5;{jobseekers};5;4;3;2;4;1;\n"
    put(store, folder, "tension", "tension_rome_bassin_2021.csv", text)


def offer(number: int, **other: Any) -> dict[str, Any]:
    """An offer as the API answers it; each has an employer, a title and a short description of its own."""
    return {
        "id": f"OFF{number:04}",
        "intitule": f"Crêpier {number}",
        "description": f"Offre {number}.",
        "dateCreation": "2025-10-05T08:00:00.000Z",
        "dateActualisation": "2025-10-05T08:00:00.000Z",
        "lieuTravail": {"libelle": "04 - TILLEULS", "commune": "04901", "codePostal": "04990"},
        "romeCode": "G1998",
        "romeLibelle": "Crêpier / Crêpière",
        "entreprise": {"nom": f"Crêperie {number}"},
        "typeContrat": "CDI",
    } | other


def put_offers(
    store: Store, folder: Path, offers: Iterable[Mapping[str, Any]], *, published: str = ""
) -> None:
    """Import offers as JSON lines."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in offers)
    put(store, folder, "france_travail_offers", "offres.jsonl", text, published=published)


def paid(amount: str) -> dict[str, Any]:
    """The pay of an offer, as stated."""
    return {"salaire": {"libelle": amount}}


def skilled(*skills: str) -> dict[str, Any]:
    """The skills that an offer names."""
    return {
        "competences": [{"code": code, "libelle": f"Compétence {code}", "exigence": "E"} for code in skills]
    }
