"""A small ROME of eighteen families with invented occupations, and courses that lead to some of them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.library.connectors import samples_market

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

_DOMAINS: Final = {
    "A": "Terre et animaux", "B": "Arts", "C": "Banque", "D": "Commerce", "E": "Médias", "F": "Bâtiment",
    "G": "Accueil et cuisine", "H": "Industrie", "I": "Entretien de machines", "J": "Santé", "K": "Services",
    "L": "Spectacle", "M": "Gestion", "N": "Transport",
}  # fmt: skip
_INTERESTS: Final = {
    "14": "Travailler de ses mains", "17": "Les animaux", "21": "Les enfants", "22": "Le soin", "15": "Les nombres",
    "7": "Le dessin", "27": "La cuisine", "9": "La nature", "29": "Les machines qui calculent", "4": "Le contact",
    "11": "La règle", "19": "Conduire",
}  # fmt: skip
_CONTEXTS: Final = {
    "403025": ("Assis longtemps", "1"), "300783": ("Dehors", "1"), "300824": ("Dans le bruit", "1"),
    "403092": ("À l'atelier", "1"), "300838": ("Personnes malades", "5"), "300825": ("De jeunes enfants", "5"),
    "300803": ("La nuit", "2"), "403020": ("Avec du public", "1"),
}  # fmt: skip

#: family: its label, its occupations, its interests, its contexts, its Holland type.
FAMILIES: Final = {
    "A12": ("Jardins", ("Jardinier / Jardinière", "Élagueur / Élagueuse"), ("9", "14"), ("300783",), "R"),
    "A15": ("Bêtes", ("Soigneur / Soigneuse d'animaux", "Toiletteur / Toiletteuse"), ("17",), ("300783",), "R"),
    "B11": ("Images", ("Dessinateur / Dessinatrice", "Peintre"), ("7",), (), "A"),
    "C12": ("Guichets", ("Guichetier / Guichetière", "Prêteur / Prêteuse"), ("15",), ("403025", "403020"), "C"),
    "D11": ("Pain", ("Boulanger / Boulangère", "Fromager / Fromagère"), ("27", "14"), ("300803",), "R"),
    "E11": ("Presse", ("Rédacteur / Rédactrice", "Correcteur / Correctrice"), ("4",), ("403025",), "A"),
    "F16": ("Pose", ("Carreleur / Carreleuse", "Plâtrier / Plâtrière"), ("14",), ("300824",), "R"),
    "G16": ("Fourneaux", ("Cuisinier / Cuisinière", "Crêpier / Crêpière"), ("27",), ("300803",), "R"),
    "H29": ("Métal", ("Soudeur / Soudeuse", "Tourneur / Tourneuse"), ("14",), ("300824", "403092"), "R"),
    "I16": ("Roues", ("Mécanicien / Mécanicienne cycles", "Carrossier / Carrossière"), ("14",), ("403092",), "R"),
    "J15": ("Soins", ("Infirmier / Infirmière", "Ambulancier / Ambulancière"), ("22",), ("300838", "300803"), "S"),
    "K13": ("Chez soi", ("Garde d'enfants", "Aide à domicile"), ("21", "22"), ("300825",), "S"),
    "K17": ("Secours", ("Pompier / Pompière", "Gardien / Gardienne"), ("11",), ("300803",), "R"),
    "K21": ("Classes", ("Professeur / Professeure", "Formateur / Formatrice"), ("21",), ("300825",), "S"),
    "L12": ("Scène", ("Danseur / Danseuse", "Chanteur / Chanteuse"), ("7",), ("403020",), "A"),
    "M12": ("Comptes", ("Comptable", "Auditeur / Auditrice"), ("15",), ("403025",), "C"),
    "M18": ("Calcul", ("Développeur / Développeuse", "Testeur / Testeuse"), ("29", "15"), ("403025",), "I"),
    "N41": ("Route", ("Conducteur / Conductrice de car", "Livreur / Livreuse"), ("19",), ("403025", "300803"), "R"),
}  # fmt: skip

_HEADS: Final = {
    "referentiel_code_rome": "code_rome,code_fiche_metier,code_ogr,libelle_rome,emploi_reglemente",
    "grand_domaine": "code_grand_domaine,libelle_grand_domaine",
    "domaine_professionnel": "code_domaine_professionnel,libelle_domaine_professionnel",
    "referentiel_appellation": "code_ogr,libelle_appellation_long,libelle_appellation_court,code_rome",
    "texte": "code_rome,code_compo_bloc,libelle_type_texte,position_phrase,libelle_texte",
    "referentiel_competence": (
        "code_ogr,nature,libelle_competence,code_ogr_macro_comp,code_macro_comp,cat_comp"
    ),
    "referentiel_savoir": "code_ogr_savoir,libelle_savoir,sous_categorie_savoir",
    "referentiel_contexte_travail": (
        "code_ogr,libelle_cont_travail,code_type_cont_trav,libelle_type_cont_trav"
    ),
    "coherence_item": "code_rome,code_ogr,coeur_metier",
    "rubrique_mobilite": "code_rome,code_rome_cible,numero_ordre",
    "referentiel_code_rome_riasec": "code_rome,riasec_majeur,riasec_mineur",
    "arborescence_centre_interet": (
        "code_centre_interet,libelle_centre_interet,code_ogr_rome,code_rome,libelle_rome,principal"
    ),
}


def put_rome(store: Store, folder: Path) -> None:
    """Import the eighteen families."""
    rows: dict[str, list[Sequence[str]]] = {name: [] for name in _HEADS}
    rows["grand_domaine"] += _DOMAINS.items()
    rows["referentiel_contexte_travail"] += [(code, *told, "Type") for code, told in _CONTEXTS.items()]
    rows["referentiel_competence"].append(("9100001", "Compétence", "Travailler", "", "", "Savoir-faire"))
    rows["referentiel_savoir"].append(("9300001", "Un savoir", "Divers"))
    rows["rubrique_mobilite"].append(("I1600", "H2900", "1"))
    for family, (label, occupations, interests, contexts, holland) in FAMILIES.items():
        rows["domaine_professionnel"].append((family, label))
        for number, name in enumerate(occupations):
            code, ogr = f"{family}{number:02}", f"{len(rows['referentiel_code_rome']) + 9000100}"
            rows["referentiel_code_rome"].append((code, "1", ogr, name, "N"))
            rows["referentiel_appellation"] += [
                (ogr, name, name, code),
                (f"{int(ogr) + 500}", f"{name} chef", name, code),
            ]
            rows["texte"].append((code, "3", "definition", "1", f"Travaille aux {label.lower()}"))
            rows["texte"].append((code, "4", "acces_metier", "1", "Ouvert à toutes et à tous"))
            rows["referentiel_code_rome_riasec"].append((code, holland, ""))
            rows["coherence_item"] += [(code, context, "") for context in contexts]
            rows["arborescence_centre_interet"] += [
                (interest, _INTERESTS[interest], ogr, code, name, "oui") for interest in interests
            ]
    path = folder / "RefRomeCsv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, lines in rows.items():
            out = io.StringIO()
            csv.writer(out, quoting=csv.QUOTE_ALL).writerows([_HEADS[name].split(","), *lines])
            archive.writestr(f"unix_{name}_v999_utf8.csv", out.getvalue())
    import_file(store, connector("rome"), path)


def put_courses(store: Store, folder: Path) -> None:
    """A certification for the kitchen, the Onisep course that gives it, and three courses of Parcoursup."""
    for kind, text in {
        "postcodes": (
            "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps\n"
            "04901;TILLEULS;04990;TILLEULS;;44.10, 6.20\n"
        ),
        "onisep_courses": (
            "code NSF;code scolarité;sigle type formation;libellé type formation;libellé formation principal;"
            "sigle formation;durée;niveau de sortie indicatif;code RNCP;niveau de certification;"
            "libellé niveau de certification;tutelle;URL et ID Onisep;domaine/sous-domaine;date création;"
            "date de modification\n"
            "221;50022139;CAP;certificat;CAP cuisine de montagne;;2 ans;CAP;90001;3;niveau 3;Ministère;"
            "https://exemple.fr/slug/FOR.90001;hôtellerie/cuisine;25/01/2024;22/04/2024\n"
        ),
        "parcoursup": _parcoursup(),
    }.items():
        path = folder / f"{kind}-laposte_hexasmal-parcoursup-ideo.csv"
        path.write_text(text, encoding="utf-8")
        import_file(store, connector(kind), path)
    import_file(store, connector("rncp"), samples_market.rncp(folder))


def _parcoursup() -> str:
    heads = (
        "session;cod_uai;g_ea_lib_vx;dep;ville_etab;lib_for_voe_ins;capa_fin;voe_tot;acc_tot;taux_acces_ens;"
    )
    heads += "cod_aff_form;g_olocalisation_des_formations\n"
    return heads + (
        "2025;0040001A;Lycée des Cimes;04;Tilleuls;BTS - Cuisine de montagne;24;310;22;58;900001;44.2, 6.2\n"
        "2024;0040001A;Lycée des Cimes;04;Tilleuls;BTS - Cuisine de montagne;24;280;20;60;900001;44.2, 6.2\n"
        "2025;0060002B;Lycée du Port;06;Port;BTS - Infirmier de bord;20;;12;;900002;\n"
        "2025;0060003C;Faculté;06;Port;Licence - Philosophie;400;900;390;90;900003;43.7, 7.2\n"
    )
