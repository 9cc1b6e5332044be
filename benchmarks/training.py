"""How fast a catalogue of 100,000 sessions of training answers: the best courses and the shortest affordable path.

    .venv/bin/python benchmarks/training.py
    .venv/bin/python benchmarks/training.py --sessions 20000 --needs 20

The catalogue is drawn from a seed and imported through the connector of LHEO: trainings whose programmes name some of
300 skills, two places each, three sessions a place, prices and days that are sometimes missing. Each need is of ten
skills, asked by somebody with a home, a budget and a limit to the way. Nothing is kept from one need to the next.
"""
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from table import Row, printed

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.labourmarket.model import Area, Level
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.model import Frame, Need, Wanted
from openemploi.pathways.training.recommending import recommend

SEED = 20261129
GOAL_SECONDS = 1.0
DOING = (
    "Gérer",
    "Préparer",
    "Contrôler",
    "Réparer",
    "Vendre",
    "Planifier",
    "Nettoyer",
    "Dessiner",
    "Monter",
    "Régler",
)
THINGS = (
    *(
        "stocks",
        "repas froids",
        "moteurs diesel",
        "toitures",
        "vélos",
        "vitrines",
        "tournées",
        "chambres froides",
    ),
    *(
        "plans de masse",
        "charpentes",
        "caisses automatiques",
        "serres",
        "vannes",
        "voiliers",
        "meubles anciens",
    ),
    *(
        "soudures",
        "filets de pêche",
        "haies",
        "ascenseurs",
        "canalisations",
        "bilans comptables",
        "contrats",
        "devis",
    ),
    *("colis", "bagages", "pneus", "robots", "fours à pain", "caméras", "instruments à vent"),
)
LABELS = [f"{doing} des {thing}" for thing in THINGS for doing in DOING]


def main() -> None:
    """Draw, import, ask, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="openemploi-benchmark-") as folder:
        os.environ["OPENEMPLOI_CACHE"] = str(Path(folder) / "cache")
        store = Store.open(Path(folder) / "datasets")
        _territory(store, Path(folder))
        import_file(store, connector("lheo"), _catalogue(Path(folder) / "catalogue.xml", asked.sessions))
        print(printed(_rows(store, asked.needs)))


def _rows(store: Store, needs: int) -> list[Row]:
    known = Observatory(store)
    first = _timed(lambda: Catalogue(known))
    again = _timed(lambda: Catalogue(known))
    catalogue = Catalogue(known)
    drawn = np.random.default_rng(SEED + 1)
    recommend(catalogue, _need(drawn), _frame(drawn))  # what is computed once for a catalogue
    seconds, exact, found = [], 0, 0
    for _number in range(needs):
        need, frame = _need(drawn), _frame(drawn)
        start = time.perf_counter()
        answer = recommend(catalogue, need, frame)
        seconds.append(time.perf_counter() - start)
        found += bool(answer.recommendations)
        exact += bool(answer.path and answer.path.exact)
    p95 = float(np.quantile(seconds, 0.95))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Row("1", f"sessions in the catalogue ({len(catalogue.courses):,} trainings)", f"{len(catalogue):,}"),
        Row("2", "first opening: every programme is read", f"{first:.1f} s"),
        Row("3", "opening again", f"{again:.1f} s"),
        Row("4", f"an answer, median of {needs} needs", f"{np.median(seconds) * 1000:.0f} ms"),
        Row("5", "an answer, p95", f"{p95:.2f} s", goal=f"≤ {GOAL_SECONDS:g} s", met=p95 <= GOAL_SECONDS),
        Row("6", "an answer, slowest", f"{max(seconds):.2f} s"),
        Row("7", "needs with a course that fits", f"{found} of {needs}"),
        Row("8", "paths proved to be the shortest", f"{exact} of {needs}"),
        Row("9", "memory of the process, at most", f"{memory:.0f} MiB"),
    ]


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _need(draw: Any) -> Need:
    chosen = draw.choice(len(LABELS), 10, replace=False)
    return Need(tuple(Wanted(str(9_000_000 + n), LABELS[n], float(draw.integers(1, 3))) for n in chosen))


def _frame(draw: Any) -> Frame:
    code = f"04{draw.integers(1, 400):03}"
    return Frame(
        day=date(2026, 1, 5),
        home=Area(Level.COMMUNE, code, f"Ville {code}"),
        budget=float(draw.integers(500, 9000)),
        travel_km=float(draw.integers(15, 80)),
        level=int(draw.integers(0, 6)),
    )


def _territory(store: Store, folder: Path) -> None:
    draw = np.random.default_rng(SEED)
    communes, posts = ["TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT"], []
    for number in range(1, 400):
        code = f"04{number:03}"
        communes.append(f"COM,{code},93,04,04D,041,0,VILLE {code},Ville {code},Ville {code},0401,")
        where = f"{43.5 + draw.random() * 1.2:.4f}, {5 + draw.random() * 2:.4f}"
        posts.append(f"{code};VILLE {code};04000;VILLE {code};;{where}")
    (folder / "v_commune_2026.csv").write_text("\n".join(communes) + "\n", encoding="utf-8")
    head = "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;Ligne_5;coordonnees_gps\n"
    (folder / "laposte_hexasmal.csv").write_text(head + "\n".join(posts) + "\n", encoding="utf-8")
    import_file(store, connector("communes"), folder / "v_commune_2026.csv")
    import_file(store, connector("postcodes"), folder / "laposte_hexasmal.csv")


def _catalogue(path: Path, sessions: int) -> Path:
    draw = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://www.lheo.org/2.3"><offres>\n')
        for number in range(1, sessions // 6 + 1):
            taught = draw.choice(len(LABELS), draw.integers(1, 7), replace=False)
            content = " ; ".join(f"{LABELS[n]} selon les consignes" for n in taught[1:])
            actions = "".join(_action(draw, number) for _place in range(2))
            file.write(
                f'<formation numero="F_{number}"><intitule-formation>{LABELS[taught[0]]}, parcours {number}'
                "</intitule-formation><objectif-formation>Acquérir une pratique professionnelle, en groupe et en "
                f"autonomie.</objectif-formation><contenu-formation>{content}.</contenu-formation>"
                f"<code-niveau-entree>{draw.integers(0, 7)}</code-niveau-entree>{actions}</formation>\n"
            )
        file.write("</offres></lheo>\n")
    return path


def _action(draw: Any, number: int) -> str:
    hours, price = int(draw.integers(7, 900)), draw.integers(0, 80) * 100
    sessions = "".join(_session(draw, f"S_{number}_{rank}", hours) for rank in range(3))
    paid = f"<prix-total-TTC>{price}</prix-total-TTC>" if draw.random() < 0.8 else ""
    return (
        "<action><rythme-formation>Temps plein</rythme-formation>"
        f"<niveau-entree-obligatoire>{draw.integers(0, 2)}</niveau-entree-obligatoire>"
        f"<modalites-enseignement>{draw.choice([0, 0, 0, 1, 2])}</modalites-enseignement>"
        "<lieu-de-formation><coordonnees><adresse>"
        f"<code-INSEE-commune>04{draw.integers(1, 400):03}</code-INSEE-commune></adresse></coordonnees>"
        f"</lieu-de-formation>{sessions}<nombre-heures-total>{hours}</nombre-heures-total>{paid}</action>"
    )


def _session(draw: Any, number: str, hours: int) -> str:
    first = date(2026, 1, 5) + timedelta(days=int(draw.integers(0, 360)))
    last = first + timedelta(weeks=hours / draw.integers(18, 36))
    end = "00000000" if draw.random() < 0.1 else f"{last:%Y%m%d}"
    return (
        f'<session numero="{number}"><periode><debut>{first:%Y%m%d}</debut><fin>{end}</fin></periode>'
        "<etat-recrutement>1</etat-recrutement></session>"
    )


if __name__ == "__main__":
    main()
