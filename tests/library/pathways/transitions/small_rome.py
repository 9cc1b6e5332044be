"""A ROME of fourteen occupations, written by hand: three in a shop, some beside it, some far away that share skills."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.library.connectors import samples_references

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store

#: label and skills of each occupation, beside those of ``EVERYWHERE``; a skill in capitals is at its heart.
OCCUPATIONS: Mapping[str, tuple[str, str]] = {
    "D1501": ("Caissier / Caissière", "TILL welcome money shelves"),
    "D1502": ("Employé / Employée de rayon", "SHELVES welcome stock"),
    "D1503": ("Responsable de caisses", "TILL MONEY team plan"),
    "D1504": ("Chef / Cheffe de rayon", "SHELVES stock team plan"),
    "D1101": ("Boulanger / Boulangère", "BREAD oven hygiene"),
    "D1102": ("Vendeur / Vendeuse en boulangerie", "WELCOME till money bread"),
    "D1103": ("Traiteur / Traiteuse", "COOK hygiene welcome"),
    "G1601": ("Serveur / Serveuse", "WELCOME money till hygiene"),
    "G1602": ("Cuisinier / Cuisinière", "COOK hygiene oven stock"),
    "G1603": ("Réceptionniste", "WELCOME phone money files"),
    "M1601": ("Secrétaire", "FILES phone letters plan"),
    "M1602": ("Standardiste", "PHONE welcome files"),
    "M1603": ("Comptable", "BOOKS money letters"),
    "J1501": ("Infirmier / Infirmière", "CARE hygiene files letters"),
}
EVERYWHERE = "talk write"
MACROS: Mapping[str, str] = {
    "till": "money",
    "books": "money",
}  # one macro-competence: what one has, the other nears
LINKS: Mapping[str, Sequence[str]] = {
    "D1501": ("D1502", "M1602"), "D1502": ("D1501", "D1504"), "D1503": ("D1504",), "D1504": ("D1503",),
    "D1101": ("G1602",), "D1102": ("D1501", "G1601"), "D1103": ("G1602",), "G1601": ("D1102", "G1603"),
    "G1602": ("D1103",), "G1603": ("M1602",), "M1601": ("M1602",), "M1602": ("M1601",), "M1603": ("M1601",),
    "J1501": ("M1601",),
}  # fmt: skip
_ALL = sorted(
    {word.lower() for _, skills in OCCUPATIONS.values() for word in f"{skills} {EVERYWHERE}".split()}
)
OGR: Mapping[str, str] = {word: str(9100001 + number) for number, word in enumerate(_ALL)}
NAMES: Mapping[str, str] = {word: f"Compétence nommée {word}" for word in _ALL}


def put(store: Store, folder: Path, *, links: Mapping[str, Sequence[str]] = LINKS) -> None:
    """Import it into ``store``; ``links`` are those of mobility."""
    jobs = list(OCCUPATIONS)
    named = [(code, *OCCUPATIONS[code]) for code in jobs]
    macro = "9200001"
    lines = {
        "referentiel_code_rome": [
            (code, "1", str(9000001 + n), label, "", "N", "", "O" if code == "J1501" else "N", "N", code)
            for n, (code, label, _) in enumerate(named)
        ],
        "referentiel_appellation": [
            (str(9000001 + n), label, label, code, "", "", "", "", "", "PRINCIPALE", "", code, "N")
            for n, (code, label, _) in enumerate(named)
        ],
        "texte": [("J1501", "4", "acces_metier", "1", "Diplôme d'Etat exigé.")],
        "referentiel_competence": [
            (OGR[word], "Compétence", word, "", macro if word in MACROS else "", "9Z901" if word in MACROS else "",
             "Savoir-faire", "Technique", "", "N", "", "") for word in _ALL
        ] + [(macro, "Macro-compétence", "compter", "", "", "9Z901", "Savoir-faire", "Technique", "O", "", "", "")],
        "coherence_item": [
            (code, OGR[word.lower()], "Principale" if word.isupper() else "")
            for code, _, skills in named for word in f"{skills} {EVERYWHERE}".split()
        ] + [("G1601", "9400001", ""), ("D1501", "9400001", ""), ("G1602", "9400001", "")],
        "rubrique_mobilite": [
            (code, target, str(rank)) for code, targets in links.items() for rank, target in enumerate(targets, 1)
        ],
    }  # fmt: skip
    import_file(store, connector("rome"), _archive(folder, lines))


def _archive(folder: Path, lines: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    path = samples_references.rome(folder)
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    for name, rows in lines.items():
        file = f"unix_{name}_v999_utf8.csv"
        header = next(csv.reader(io.StringIO(kept[file].decode("utf-8"))))
        text = io.StringIO()
        csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([header, *rows])
        kept[file] = text.getvalue().encode("utf-8")
    for name in [one for one in kept if "riasec" in one or "secteur" in one]:
        kept[name] = kept[name].replace(b"G1998", b"D1501")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path
