"""How often the reading of an offer's free text agrees with the fields its employer filled in.

Only what both say is compared: a field that the text does not state is not an error of reading. "read"
counts the
offers where the text gave a value, "both" those where the field has one too,
"agree" those where they are the same.

    python benchmarks/offer_terms.py [path to France Travail offers, one JSON object a line] [--errors]
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Contract, OfferTerms
from openemploi.extraction.offer_terms import read_offer_terms

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "offers" / "france_travail_offres_dev.jsonl"
Offer = dict[str, Any]


def main(arguments: list[str]) -> int:
    paths = [a for a in arguments if not a.startswith("--")]
    path = Path(paths[0]) if paths else DEFAULT
    if not path.exists():
        print(f"No offers at {path}. Give the path of a file with one France Travail offer a line.")
        return 1
    offers = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    count: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    errors: list[str] = []
    began = time.perf_counter()
    for offer in offers:
        terms = read_offer_terms(as_document(offer.get("description") or ""), language="fr")
        for name, (field, read) in FIELDS.items():
            expected, got = field(offer), read(terms)
            count[name]["read"] += got is not None
            if expected is not None and got is not None:
                count[name]["both"] += 1
                count[name]["agree"] += agree(expected, got)
                if not agree(expected, got):
                    errors.append(
                        f"{name} {offer['id']}: field {expected!r}, text {got!r} {passage(terms, name)}"
                    )
    seconds = time.perf_counter() - began
    print(f"{len(offers)} offers, {1000 * seconds / max(1, len(offers)):.1f} ms each\n")
    print(f"{'field':<22}{'read':>6}{'both':>6}{'agree':>7}{'share':>8}")
    for name, tally in count.items():
        share = f"{tally['agree'] / tally['both']:.0%}" if tally["both"] else "-"
        print(f"{name:<22}{tally['read']:>6}{tally['both']:>6}{tally['agree']:>7}{share:>8}")
    if "--errors" in arguments:
        print("\n" + "\n".join(errors))
    return 0


def as_document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("offer", digest, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)


def agree(expected: Any, got: Any) -> bool:
    if isinstance(expected, frozenset):
        return bool(expected & got)
    if isinstance(expected, tuple):  # a range of pay
        if expected[0] == "month" and got[0] == "hour":  # the field is the whole euros of the hour times 147
            return bool(int(got[1]) * 147 == round(expected[1]))
        return bool(expected[0] == got[0] and abs(expected[1] - got[1]) <= 0.02 * expected[1])
    if isinstance(expected, float):
        return bool(abs(expected - got) < 0.51)
    return bool(expected == got)


def passage(terms: OfferTerms, name: str) -> str:
    found: Any = {
        "contract": [p for n, p in terms.evidence if n == "contract"],
        "contract months": [p for n, p in terms.evidence if n == "contract_months"],
        "weekly hours": terms.hours.evidence if terms.hours else (),
        "full time": terms.hours.evidence if terms.hours else (),
        "pay": terms.pay.evidence if terms.pay else (),
        "place": terms.place.evidence if terms.place else (),
        "experience months": terms.experience.evidence if terms.experience else (),
        "diploma level": [p for d in terms.diplomas for p in d.evidence],
    }.get(name, ())
    return " | ".join(p.text for p in found)


def contract_field(offer: Offer) -> Contract | None:
    if offer.get("natureContrat") == "Contrat apprentissage" or offer.get("alternance"):
        return Contract.APPRENTICESHIP
    kinds = {
        "CDI": Contract.PERMANENT,
        "CDD": Contract.FIXED_TERM,
        "MIS": Contract.TEMPORARY,
        "SAI": Contract.SEASONAL,
        "LIB": Contract.SELF_EMPLOYED,
        "CCE": Contract.SELF_EMPLOYED,
        "FRA": Contract.SELF_EMPLOYED,
    }
    return kinds.get(offer.get("typeContrat") or "")


def months_field(offer: Offer) -> float | None:
    found = re.search(r"- (\d+) (Mois|Jour)", offer.get("typeContratLibelle") or "")
    return float(found[1]) / (1 if found[2] == "Mois" else 30.4) if found else None


def hours_field(offer: Offer) -> float | None:
    found = re.search(r"\b(\d{1,2}) ?H(\d\d?)?", offer.get("dureeTravailLibelle") or "")
    return int(found[1]) + int(found[2] or 0) / 60 if found else None


def full_time_field(offer: Offer) -> bool | None:
    said = {"Temps plein": True, "Temps partiel": False}
    return said.get(offer.get("dureeTravailLibelleConverti") or "")


def pay_field(offer: Offer) -> tuple[str, float] | None:
    said = (offer.get("salaire") or {}).get("libelle") or ""
    found = re.match(r"(Horaire|Mensuel|Annuel) de ([\d.,]+)", said)
    if not found:
        return None
    return {"H": "hour", "M": "month", "A": "year"}[said[0]], float(found[2].replace(",", "."))


def experience_field(offer: Offer) -> float | None:
    said = offer.get("experienceLibelle") or ""
    if offer.get("experienceExige") == "D":
        return 0.0
    found = re.search(r"(\d+) (An|Mois)", said)
    return float(found[1]) * (12 if found[2] == "An" else 1) if found else None


def languages_field(offer: Offer) -> frozenset[str] | None:
    codes = {"Français": "fr", "Anglais": "en", "Arabe": "ar", "Allemand": "de"}
    return frozenset(codes[x["libelle"]] for x in offer.get("langues") or () if x["libelle"] in codes) or None


def licences_field(offer: Offer) -> frozenset[str] | None:
    return frozenset(f"driving:{x['libelle'].split(' ')[0]}" for x in offer.get("permis") or ()) or None


def diploma_field(offer: Offer) -> frozenset[int] | None:
    levels = {"CAP": {3}, "Bac ": {4}, "Bac+2": {5}, "Bac+3": {6}, "Bac+5": {7, 8}}
    found: set[int] = set()
    for formation in offer.get("formations") or ():
        label = formation.get("niveauLibelle") or ""
        found |= next((v for k, v in levels.items() if label.startswith(k)), set())
    return frozenset(found) or None


def town(label: str) -> str:
    return re.sub(r"[^a-z]", "", label.lower().replace("saint", "st"))[:6]


def place_field(offer: Offer) -> str | None:
    label = (offer.get("lieuTravail") or {}).get("libelle") or ""
    return town(label.split(" - ", 1)[1]) if " - " in label else None


FIELDS: dict[str, tuple[Callable[[Offer], Any], Callable[[OfferTerms], Any]]] = {
    "contract": (contract_field, lambda t: t.contract),
    "contract months": (months_field, lambda t: t.contract_months),
    "weekly hours": (hours_field, lambda t: t.hours.weekly if t.hours else None),
    "full time": (full_time_field, lambda t: t.hours.full_time if t.hours else None),
    "pay": (pay_field, lambda t: (t.pay.period, t.pay.low) if t.pay else None),
    "place": (place_field, lambda t: town(t.place.label) if t.place else None),
    "experience months": (experience_field, lambda t: float(t.experience.months) if t.experience else None),
    "languages": (languages_field, lambda t: frozenset(x.code for x in t.languages) or None),
    "driving licence": (
        licences_field,
        lambda t: frozenset(x.code for x in t.licences if x.code.startswith("driving")) or None,
    ),
    "diploma level": (diploma_field, lambda t: frozenset(x.level for x in t.diplomas if x.level) or None),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
