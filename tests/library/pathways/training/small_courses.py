"""A small catalogue of training, written by hand in the official layouts: LHEO, RNCP, Onisep, NPEC."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.pathways.training.model import Wanted

CREPES: Final = Wanted("9100001", "Cuire des crêpes", 2.0, essential=True)
STOCKS: Final = Wanted("9100002", "Gérer les stocks", 1.0, essential=False)
TILL: Final = Wanted("9100003", "Tenir une caisse", 1.0, essential=False)
DAY: Final = "20260901"


def session(number: int, first: str = "20261005", last: str = "20261030", *, state: str = "1") -> str:
    """A session from a day to another."""
    return (
        f'<session numero="S_{number}"><periode><debut>{first}</debut><fin>{last}</fin></periode>'
        f"<etat-recrutement>{state}</etat-recrutement></session>"
    )


def action(
    *sessions: str,
    place: str = "04901",
    price: str = "",
    hourly: str = "",
    hours: str = "140",
    rhythm: str = "Temps plein",
    teaching: str = "0",
    required: str = "0",
    entries: str = "0",
    conditions: str = "-",
) -> str:
    """A training as one body gives it at one place."""
    parts = [
        f"<rythme-formation>{rhythm}</rythme-formation>",
        f"<niveau-entree-obligatoire>{required}</niveau-entree-obligatoire>",
        f"<modalites-enseignement>{teaching}</modalites-enseignement>",
        f"<conditions-specifiques>{conditions}</conditions-specifiques>",
        "<lieu-de-formation><coordonnees><nom>Salle des fêtes</nom><adresse><ville>Ville</ville>"
        f"<code-INSEE-commune>{place}</code-INSEE-commune></adresse></coordonnees></lieu-de-formation>",
        f"<modalites-entrees-sorties>{entries}</modalites-entrees-sorties>",
        *sessions,
        f"<nombre-heures-total>{hours}</nombre-heures-total>" if hours else "",
        f"<prix-horaire-TTC>{hourly}</prix-horaire-TTC>" if hourly else "",
        f"<prix-total-TTC>{price}</prix-total-TTC>" if price else "",
        "<organisme-formateur><raison-sociale-formateur>École des galettes</raison-sociale-formateur>"
        "</organisme-formateur>",
    ]
    return f"<action>{''.join(parts)}</action>"


def training(
    title: str, *actions: str, content: str = "-", rome: str = "", rncp: str = "", level: str = "1"
) -> str:
    """A training with its actions."""
    codes = f"<domaine-formation><code-ROME>{rome}</code-ROME></domaine-formation>" if rome else ""
    certified = f"<certification><code-RNCP>{rncp}</code-RNCP></certification>" if rncp else ""
    return (
        f"<formation>{codes}<intitule-formation>{title}</intitule-formation>"
        f"<objectif-formation>-</objectif-formation><contenu-formation>{content}</contenu-formation>"
        f"<code-niveau-entree>{level}</code-niveau-entree>{certified}{''.join(actions)}"
        "<organisme-formation-responsable><nom-organisme>Maison des métiers</nom-organisme>"
        "</organisme-formation-responsable></formation>"
    )


def put_trainings(store: Store, folder: Path, *trainings: str) -> None:
    """Import trainings as a catalogue in LHEO."""
    head = '<?xml version="1.0" encoding="UTF-8"?><lheo xmlns="http://www.lheo.org/2.3"><offres>'
    _put(store, folder, "lheo", "catalogue.xml", head + "".join(trainings) + "</offres></lheo>")


def put_certifications(store: Store, folder: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Import certifications as the export of France compétences: code, title, level, ends, active, blocks, rome."""
    lines = list(rows)
    tables = {
        "Standard": (
            "Id_Fiche;Numero_Fiche;Intitule;Abrege_Libelle;Abrege_Intitule;Nomenclature_Europe_Niveau;"
            "Nomenclature_Europe_Intitule;Accessible_Nouvelle_Caledonie;Accessible_Polynesie_Francaise;"
            "Date_dernier_jo;Date_Decision;Date_Fin_Enregistrement;Date_Effet;Type_Enregistrement;"
            "Validation_Partielle;Actif",
            [
                f"{place};{one['code']};{one['title']};TP;Titre;{one.get('level', 'NIV3')};Niveau;Non;Non;;;"
                f"{one.get('ends', '31/08/2030')};;Enregistrement de droit;;{one.get('active', 'ACTIVE')}"
                for place, one in enumerate(lines, 1)
            ],
        ),
        "Blocs_De_Compétences": (
            "Numero_Fiche;Bloc_Competences_Code;Bloc_Competences_Libelle",
            [
                f"{one['code']};{one['code']}BC{place:02};{label}"
                for one in lines
                for place, label in enumerate(filter(None, one.get("blocks", "").split("|")), 1)
            ],
        ),
        "Rome": (
            "Numero_Fiche;Codes_Rome_Code;Codes_Rome_Libelle",
            [f"{one['code']};{one['rome']};Métier" for one in lines if one.get("rome")],
        ),
        "Nsf": ("Numero_Fiche;Nsf_Code;Nsf_Intitule", []),
        "Certificateurs": ("Numero_Fiche;Siret_Certificateur;Nom_Certificateur", []),
        "VoixdAccès": (
            "Numero_Fiche;Si_Jury",
            [f"{one['code']};{one['route']}" for one in lines if one.get("route")],
        ),
    }
    path = folder / "export-fiches-csv-2026-02-22.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, (header, cells) in tables.items():
            archive.writestr(
                f"export_fiches_CSV_{name}_2026_02_22.csv", "\r\n".join([header, *cells]) + "\r\n"
            )
    import_file(store, connector("rncp"), path)


def _put(store: Store, folder: Path, kind: str, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    import_file(store, connector(kind), path)
