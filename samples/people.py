"""Fictitious people to put in place of others: names of many origins, towns, invented streets, reserved numbers.

Telephone numbers come from the ranges that ARCEP keeps for fiction (decision 2018-0881), e-mail addresses from the
domains that RFC 2606 keeps for examples. Used by ``variations.py`` and ``twins.py``.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

from writers.sheet import Person

FIRST_NAMES = {
    "f": (
        "Léa Manon Camille Claire Nathalie Isabelle Monique Josiane Fatima Yasmine Khadija Aminata Mariam Awa Linh "
        "Mei Sofia Carmen Ana Olena Irina Leïla Sarah Esther Rachel Gwenaëlle Solène Priscilla Tiphaine Zohra Divya"
    ).split(),
    "m": (
        "Hugo Mathis Paul Thomas Philippe Bernard Alain Mohamed Karim Youssef Ibrahima Ousmane Sékou Minh Wei Luis "
        "Manuel João Dmytro Serge Élie David Samir Nolan Ewen Titouan Jean-Luc Lorenzo Arjun Idriss Malik"
    ).split(),
}
LAST_NAMES = (
    "Martin Blanc Roux Giraud Aubert Chabaud Reboul Imbert Arnaud Mistral Rossi Esposito Garcia Fernandes Lopes "
    "Kowalski Haddad Belkacem Mansouri Touré Traoré Coulibaly Ndiaye Pham Tran Zhang Petrenko Ionescu Cohen Kaya "
    "Le Guen Schmitt Rakoto Hoarau Singh Moreau Vidal Pons Barral Chauvet"
).replace("Le Guen", "Le_Guen")  # fmt: skip
KOREAN_FIRST = {"f": ("지우", "하은", "수진", "은영"), "m": ("준호", "도윤", "성민", "태현")}
KOREAN_LAST = ("김", "이", "박", "최", "정", "윤")
TOWNS = (
    ("04000", "Digne-les-Bains"), ("04100", "Manosque"), ("04200", "Sisteron"), ("04300", "Forcalquier"),
    ("04160", "Château-Arnoux"), ("04700", "Oraison"), ("05000", "Gap"), ("05100", "Briançon"),
    ("05200", "Embrun"), ("06000", "Nice"), ("06130", "Grasse"), ("06400", "Cannes"), ("13001", "Marseille"),
    ("13090", "Aix-en-Provence"), ("13200", "Arles"), ("13300", "Salon-de-Provence"), ("13500", "Martigues"),
    ("83000", "Toulon"), ("83300", "Draguignan"), ("83400", "Hyères"), ("83600", "Fréjus"), ("84000", "Avignon"),
    ("84100", "Orange"), ("84200", "Carpentras"), ("84300", "Cavaillon"), ("84400", "Apt"),
)  # fmt: skip
STREETS = (
    "rue des Amandiers", "avenue du Lavandin", "chemin des Restanques", "impasse du Cyprès", "place de la Fontaine",
    "rue du Four vieux", "montée des Genêts", "boulevard des Platanes", "traverse du Romarin", "allée des Santons",
)  # fmt: skip


def somebody_else(source: Person, *, dice: random.Random, language: str) -> Person:
    """A person with another name, town, street, number, age and photo; the sex stays when it was said."""
    sex = source.sex or dice.choice("fm")
    if language == "ko":
        first, last = dice.choice(KOREAN_FIRST[sex]), dice.choice(KOREAN_LAST)
        email = f"cv{dice.randrange(1000, 10000)}@example.com"
    else:
        first = dice.choice(FIRST_NAMES[sex])
        last = dice.choice(LAST_NAMES.split()).replace("_", " ")
        email = address_of(first, last, domain=dice.choice(("example.org", "example.com")))
    postcode, town = dice.choice(TOWNS)
    born = source.born
    if born:
        born = f"{int(born[:4]) + dice.randint(-6, 3)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    return replace(
        source,
        first_name=first,
        last_name=last,
        sex=sex,
        born=born,
        address=f"{dice.randint(1, 120)} {dice.choice(STREETS)}" if source.address else "",
        postcode=postcode,
        town=town,
        phone=f"06 39 98 {dice.randint(0, 99):02d} {dice.randint(0, 99):02d}",
        email=email,
        photo=dice.random() < 0.25,
    )


def address_of(first_name: str, last_name: str, *, domain: str = "example.org") -> str:
    """``Léa``, ``Le Guen`` gives ``lea.leguen@example.org``."""
    bare = (
        unicodedata.normalize("NFKD", f"{first_name}.{last_name}").encode("ascii", "ignore").decode().lower()
    )
    return re.sub(r"[^a-z.]", "", bare) + "@" + domain
