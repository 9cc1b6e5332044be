"""Two hundred invented CVs, each different, given for one offer: the same ones at every run."""

from __future__ import annotations

import random
from typing import Final

CVS: Final = 200
#: What a person did: the trade, then what they say they do in it.
_TRADES: Final = (
    ("Serveuse", ("Service en salle", "Prise de commande", "Encaissement", "Conseil sur les vins")),
    ("Peintre en bâtiment", ("Préparation des surfaces", "Pose de papier peint", "Ponçage", "Échafaudage")),
    ("Agente d’entretien", ("Nettoyage de bureaux", "Entretien du linge", "Dosage des produits")),
    ("Caissier", ("Encaissement", "Mise en rayon", "Accueil de la clientèle", "Inventaire")),
    ("Maraîchère", ("Semis", "Récolte", "Vente au marché", "Conduite de tracteur")),
    ("Aide à domicile", ("Préparation des repas", "Aide à la toilette", "Courses", "Écoute")),
)
_PLACES: Final = ("Digne-les-Bains", "Sisteron", "Manosque", "Gap", "Toulon", "Carpentras", "Cannes", "Arles")
_FIRST: Final = ("Inès", "Malo", "Aïcha", "Théo", "Sanaa", "Lucien", "Hoa", "Marius", "Zoé", "Karim")
_LAST: Final = ("Exemplaire", "Fictif", "Inventé", "Imaginaire", "Supposé", "Rêvé", "Factice")
_LANGUAGES: Final = ("Anglais courant", "Arabe lu et parlé", "Italien : notions", "Espagnol scolaire")


def cv(number: int) -> bytes:
    """CV ``number``, as a text file. It says its number, so that no two are the same."""
    dice = random.Random(number)  # noqa: S311 (nothing secret)
    place = dice.choice(_PLACES)
    name = f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"
    lines = [name, place, f"personne{number}@example.org", "", "Expérience"]
    year = 2026
    for trade, doings in dice.sample(_TRADES, dice.randint(1, 3)):
        since = year - dice.randint(1, 6)
        lines.append(f"{since}-{year} : {trade}, {dice.choice(_PLACES)}")
        lines += [f"- {doing}" for doing in dice.sample(doings, dice.randint(2, len(doings)))]
        year = since
    lines += ["", "Langues", *dice.sample(_LANGUAGES, dice.randint(0, 2))]
    lines += ["", "Permis B" if dice.random() < 0.5 else "Pas de permis"]
    return "\n".join(lines).encode()


def give() -> str:
    """Give all for one offer, as somebody of its team does; the identifier of the import."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from tests.web import factories

    from openemploi_web.vacancies.actions_imports import give_cvs

    employer = factories.organisation()
    recruiter = factories.member(employer)
    files = [SimpleUploadedFile(f"cv-{number:03}.txt", cv(number)) for number in range(CVS)]
    return str(give_cvs(actor=recruiter, vacancy=factories.vacancy(employer), files=files).pk)
