"""Large files in official layouts, drawn from a seed: establishments as SIRENE has them, a catalogue in LHEO.

Nothing in them is real. The same size and seed give the same bytes.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

SEED: Final = 20_260_601
_PART: Final = 100_000
_SECOND: Final = (
    *("complementAdresse2", "numeroVoie2", "indiceRepetition2", "typeVoie2", "libelleVoie2", "codePostal2"),
    *("libelleCommune2", "libelleCommuneEtranger2", "distributionSpeciale2", "codeCommune2", "codeCedex2"),
    *("libelleCedex2", "codePaysEtranger2", "libellePaysEtranger2"),
)
_STREETS: Final = ("DES CIMES", "DU PORT NEUF", "DE L'ÉCLUSE", "JEAN MARTIN", "DES QUATRE VENTS", "HAUTE")
_NAMES: Final = (
    "AU BON PAIN",
    "L'ATELIER DU COL",
    "GARAGE DES ALPES",
    "CABINET MARTIN",
    "ÉCOLE DE VOILE",
    "",
)
_NAF: Final = ("56.10A", "10.71C", "47.11B", "62.01Z", "86.21Z", "43.21A", "96.02A", "01.21Z")


def establishments(path: Path, rows: int) -> Path:
    """``rows`` establishments, in the layout of ``StockEtablissement`` with the columns of 2026."""
    draw = np.random.default_rng(SEED)
    with path.open("wb") as file:
        for start in range(0, rows, _PART):
            table = _establishments(draw, start, min(_PART, rows - start))
            options = arrow_csv.WriteOptions(include_header=start == 0, quoting_style="needed")
            arrow_csv.write_csv(table, file, options)
    return path


def _establishments(draw: Any, start: int, count: int) -> pa.Table:
    def some(values, empty=0.0):
        found = pa.array(np.array(values, object)[draw.integers(0, len(values), count)], pa.string())
        return pc.if_else(pa.array(draw.random(count) < empty), "", found) if empty else found

    def numbers(low, high, width=0, empty=0.0):
        found = pc.cast(pa.array(draw.integers(low, high, count)), pa.string())
        found = pc.utf8_lpad(found, width, "0") if width else found
        return pc.if_else(pa.array(draw.random(count) < empty), "", found) if empty else found

    def dates(empty=0.0):
        days = pa.array(draw.integers(7_000, 20_500, count).astype(np.int32), pa.int32())
        found = pc.cast(pc.cast(days, pa.date32()), pa.string())
        return pc.if_else(pa.array(draw.random(count) < empty), "", found) if empty else found

    siren = pc.utf8_lpad(
        pc.cast(pa.array(np.arange(start, start + count) + 300_000_000), pa.string()), 9, "0"
    )
    nic = numbers(11, 99, 5)
    empty = pa.array(np.full(count, "", object), pa.string())
    department = numbers(1, 19, 2)
    columns = {
        "siren": siren,
        "nic": nic,
        "siret": pc.binary_join_element_wise(siren, nic, ""),
        "statutDiffusion": some(["O"] * 19 + ["P"]),
        "dateCreation": dates(),
        "trancheEffectifs": some(["NN", "NN", "NN", "00", "01", "02", "03", "11", "12"], 0.2),
        "anneeEffectifs": some(["2022", "2023"], 0.6),
        "activitePrincipaleRegistreMetiers": some(["1071CA", "4321AA"], 0.9),
        "dateDernierTraitement": pc.binary_join_element_wise(dates(), "T08:30:00", ""),
        "etablissementSiege": some(["true", "false", "true"]),
        "nombrePeriodes": numbers(1, 6),
        "complementAdresse": some(["BATIMENT A", "ZA DU LAC"], 0.85),
        "numeroVoie": numbers(1, 200, empty=0.2),
        "indiceRepetition": some(["B", "T"], 0.95),
        "dernierNumeroVoie": empty,
        "indiceRepetitionDernierNumeroVoie": empty,
        "typeVoie": some(["RUE", "AV", "CHE", "PL"], 0.1),
        "libelleVoie": some(_STREETS),
        "codePostal": pc.binary_join_element_wise(department, numbers(0, 99, 2), "0", ""),
        "libelleCommune": some(["HAUTES-COMBES", "PORT-NEUF", "SAINT-ÉLOI"]),
        "libelleCommuneEtranger": empty,
        "distributionSpeciale": some(["BP 12"], 0.97),
        "codeCommune": pc.binary_join_element_wise(department, numbers(1, 400, 3), ""),
        "codeCedex": empty,
        "libelleCedex": empty,
        "codePaysEtranger": empty,
        "libellePaysEtranger": empty,
        "identifiantAdresse": numbers(10**8, 10**9, 15, empty=0.1),
        "coordonneeLambertAbscisse": pc.binary_join_element_wise(
            numbers(600_000, 999_999), numbers(0, 99), "."
        ),
        "coordonneeLambertOrdonnee": pc.binary_join_element_wise(
            numbers(6_200_000, 6_900_000), numbers(0, 99), "."
        ),
        **dict.fromkeys(_SECOND, empty),
        "dateDebut": dates(),
        "etatAdministratif": some(["A", "A", "F"]),
        "enseigne1": some(_NAMES, 0.6),
        "enseigne2": empty,
        "enseigne3": empty,
        "denominationUsuelle": some(_NAMES, 0.5),
        "activitePrincipale": some(_NAF),
        "nomenclatureActivitePrincipale": some(["NAFRev2"]),
        "caractereEmployeur": some(["O", "N", "N"], 0.05),
        "activitePrincipaleNAF25": some(_NAF, 0.1),
    }
    bare = {"siren", "nic", "siret", "etablissementSiege", "dateDebut"}
    return pa.table(
        {name if name in bare else f"{name}Etablissement": array for name, array in columns.items()}
    )


def catalogue(path: Path, sessions: int) -> Path:
    """A catalogue with about ``sessions`` sessions: three an action, two actions a training."""
    draw = np.random.default_rng(SEED)
    left = sessions
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://www.lheo.org/2.2"><offres>\n')
        for number in range(1, sessions + 1):
            if left <= 0:
                break
            actions = []
            for action in range(2):
                count = min(3, left)
                left -= count
                actions.append(_action(draw, f"A_{number}_{action}", count))
            file.write(
                _TRAINING.format(number=number, rome=f"G16{draw.integers(1, 9):02}", actions="".join(actions))
            )
        file.write("</offres></lheo>\n")
    return path


def _action(draw: Any, number: str, sessions: int) -> str:
    month = draw.integers(1, 12)
    told = "".join(
        f'<session numero="S_{number}_{rank}"><periode><debut>2026{month:02}{rank + 1:02}</debut>'
        f"<fin>{'00000000' if draw.random() < 0.05 else f'2027{month:02}28'}</fin></periode>"
        "<adresse-inscription><adresse><codepostal>04000</codepostal><ville>Hautes-Combes</ville>"
        "<code-INSEE-commune>04001</code-INSEE-commune></adresse></adresse-inscription>"
        "<etat-recrutement>1</etat-recrutement></session>\n"
        for rank in range(sessions)
    )
    return _ACTION.format(
        number=number, sessions=told, hours=draw.integers(7, 900), commune=draw.integers(1, 400)
    )


_TRAINING: Final = """<formation numero="F_{number}" datecrea="20250102" datemaj="20260301">
<domaine-formation><code-FORMACODE ref="V14" tag="principal">42752</code-FORMACODE><code-NSF>221</code-NSF>
<code-ROME>{rome}</code-ROME></domaine-formation>
<intitule-formation>Cuisine d’altitude {number}</intitule-formation>
<objectif-formation>Préparer des repas simples avec ce que l’on a, et tenir les stocks.</objectif-formation>
<resultats-attendus>-</resultats-attendus>
<contenu-formation>Hygiène, cuisson, conservation, accueil.</contenu-formation>
<certifiante>1</certifiante><parcours-de-formation>1</parcours-de-formation><code-niveau-entree>1</code-niveau-entree>
<certification><code-RNCP>90001</code-RNCP></certification><code-niveau-sortie>3</code-niveau-sortie>
{actions}<organisme-formation-responsable numero="R_1"><numero-activite>93040000004</numero-activite>
<SIRET-organisme-formation><SIRET>01234567800019</SIRET></SIRET-organisme-formation>
<nom-organisme>Académie des Cimes</nom-organisme></organisme-formation-responsable></formation>
"""
_ACTION: Final = """<action numero="{number}"><rythme-formation>Temps plein</rythme-formation>
<code-public-vise ref="V14">83056</code-public-vise><niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<lieu-de-formation><coordonnees><nom>Refuge-école</nom><adresse><codepostal>04000</codepostal>
<ville>Hautes-Combes</ville><code-INSEE-commune>04{commune:03}</code-INSEE-commune><geolocalisation><latitude>44.1</latitude>
<longitude>6.25</longitude></geolocalisation></adresse></coordonnees></lieu-de-formation>
{sessions}<nombre-heures-total>{hours}</nombre-heures-total><prix-total-TTC>4200.50</prix-total-TTC>
<organisme-financeur><code-financeur>2</code-financeur>
<nb-places-financees>12</nb-places-financees></organisme-financeur>
</action>
"""
