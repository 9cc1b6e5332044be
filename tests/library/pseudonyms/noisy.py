"""Invented people as two offices would have written them down: the same persons, with the usual differences."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

SURNAMES = """Lefèvre Martin Dubois Garnier Moreau Lemaire Bérenger Châtelain Deschamps Éloy Fauré Guérin Hérault
Jouanneau Lévesque Mourier Pélissier Quéméner Rousseau Sénéchal Thibault Vasseur Wagner Zimmermann Benali Nguyen
Ouattara Haddad Kowalski Ferreira Boucher Chauvin Delmas Escoffier Fournier Gauthier Imbert Jacquemin Klein Laurent
Masson Nicolas Olivier Perrin Renaud Sauvage Tessier Vidal Weiss Barthélemy""".split()
GIVEN = """Anne Benoît Chloé Damien Élodie François Gaëlle Hélène Inès Jérôme Karim Léa Mathieu Noémie Olivier Philippe
Quentin Rachel Sébastien Théo Ursula Valérie William Yasmine Zoé Camille Dominique Émile Fatima Geoffroy""".split()

Written = tuple[str, str, str]


def people(count: int, *, seed: int) -> list[Written]:
    """``count`` people: a third with a compound surname, a quarter with a compound given name."""
    draw = random.Random(seed)  # noqa: S311  # invented people
    found = []
    for _number in range(count):
        surname, given = draw.choice(SURNAMES), draw.choice(GIVEN)
        if draw.random() < 0.33:
            surname += "-" + draw.choice(SURNAMES)
        if draw.random() < 0.25:
            given += "-" + draw.choice(GIVEN)
        born = date(1955, 1, 1) + timedelta(days=draw.randrange(365 * 50))
        found.append((surname, given, born.isoformat()))
    return found


def plain(text: str) -> str:
    """Without accents."""
    return text.translate(str.maketrans("éèêëàâîïôûüçÉÈ", "eeeeaaiiouucEE"))


def _letter(text: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(text))
    return text[:place] + draw.choice("abcdefghijklmnopqrstuvwxyz") + text[place + 1 :]


# What offices do to names, and how often in a hundred. The last two are errors that no digest forgives.
DIFFERENCES: list[tuple[str, int, Callable[[Written, random.Random], Written]]] = [
    ("as it is", 30, lambda p, d: p),
    ("capitals without accents", 24, lambda p, d: (plain(p[0]).upper(), plain(p[1]).upper(), p[2])),
    ("spaces for hyphens", 10, lambda p, d: (p[0].replace("-", " "), p[1].replace("-", " "), p[2])),
    ("day first", 10, lambda p, d: (p[0], p[1], "/".join(reversed(p[2].split("-"))))),
    ("first part of the surname", 8, lambda p, d: (p[0].split("-")[0], p[1], p[2])),
    ("first part of the given name", 6, lambda p, d: (p[0], p[1].split("-")[0], p[2])),
    ("names in the other order", 4, lambda p, d: (p[1], p[0], p[2])),
    (
        "as it sounds",
        4,
        lambda p, d: (p[0].replace("ph", "f").replace("th", "t").replace("ss", "s"), p[1], p[2]),
    ),
    ("one wrong letter", 2, lambda p, d: (_letter(p[0], d), p[1], p[2])),
    ("another day", 2, lambda p, d: (p[0], p[1], p[2][:8] + ("11" if p[2][8:] != "11" else "12"))),
]


def written_again(person: Written, draw: random.Random) -> tuple[str, Written]:
    """``person`` as the other office wrote them, and the name of the difference."""
    name, _weight, change = draw.choices(DIFFERENCES, weights=[w for _n, w, _c in DIFFERENCES])[0]
    return name, change(person, draw)
