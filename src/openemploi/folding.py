"""Text as it is compared: words without case, accents or endings, each with its place in the original.

Nothing here changes the text itself: a token keeps the offsets it was read at, so that a passage can always
be shown as the person wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer

# A word is letters and digits, with the inner signs of C++, C#, .NET, R&D, B2B, 3x8.
WORD: Final = re.compile(r"\.?[^\W_]+(?:[+#]{1,2}(?!\w)|(?:[.&](?=[^\W_]))[^\W_]+)*", re.UNICODE)
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "’": "'", "ʼ": "'"})

# Words that carry no meaning of their own in a label ("gérer des stocks" = "gestion de stocks").
STOP_WORDS: Final = frozenset(
    """
    a au aux avec ce ces cet cette dans de des du d en et l la le les ou par pour se sur un une
    the an and at by for from in into of on or to with your his her their its
    """.split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word and where it stands: ``text[start:end]`` is the word as written."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Lower case, no accents, ligatures opened; Hangul kept in syllables (NFC).

    >>> fold("Bœuf BOURGUIGNON, à Évry")
    'boeuf bourguignon, a evry'
    """
    if text.isascii():
        return text.lower()
    stripped = "".join(
        c for c in unicodedata.normalize("NFKD", text.translate(_LIGATURES)) if not unicodedata.combining(c)
    )
    return unicodedata.normalize("NFC", stripped).lower()


def is_korean(text: str) -> bool:
    """Whether ``text`` holds any Hangul."""
    return _HANGUL.search(text) is not None


def tokens(text: str) -> Iterator[Token]:
    """The words of ``text`` in order, folded, with their offsets."""
    for found in WORD.finditer(text):
        yield Token(found.start(), found.end(), _fold_word(found.group()))


def words(text: str) -> list[str]:
    """The words of ``text`` in order, folded; faster than :func:`tokens` where places do not matter."""
    found: list[str] = WORD.findall(fold(text))
    return found


def stem(folded: str, /) -> str:
    """The form under which an already folded word is compared, whatever its language.

    French and English share one stemmer pass: French Snowball on every Latin word. That is harmless for
    English because labels and texts go through the same door.

    >>> stem("encaissement") == stem("encaisser")
    True
    """
    return _stem(folded)


def stems(text: str, /) -> list[str]:
    """The stems of the meaningful words of ``text``, in order.

    >>> stems("Encaissement des clients") == stems("encaisser les clientes")
    True
    """
    return stems_of(words(text))


def stems_of(folded: list[str], /) -> list[str]:
    """The stems of the meaningful ones among already folded words."""
    return [_stem(word) for word in folded if word not in STOP_WORDS]


@lru_cache(maxsize=200_000)
def inflection(folded: str, /) -> str:
    """``folded`` without the ending of gender and number: a weaker equality than :func:`stem`'s.

    >>> inflection("soudeuses") == inflection("soudeur"), inflection("personnes") == inflection("personas")
    (True, False)
    """
    word = _masculine(folded)
    if len(word) < 4:
        return word
    return word.rstrip("sx").rstrip("e") or word


def same_family(one: str, other: str, /) -> bool:
    """Whether two folded words are a verb and its noun ("encaisser", "encaissement")."""
    if stem(one) != stem(other) or not (_root(one) in _FAMILIES or _root(other) in _FAMILIES):
        return False
    return min(len(one) - len(stem(one)), len(other) - len(stem(other))) > 0  # "class" is not "classer"


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    return fold(word)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    return _FAMILIES.get(root := _root(word), root)


def _root(word: str) -> str:
    root: str = _stemmer.stemWord(_masculine(word))
    return root


def _masculine(word: str) -> str:
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            return word[: -len(feminine)] + masculine
    return word


_stemmer: Final = Stemmer.Stemmer("french")

# Endings of folded words: "boulangère" and "boulanger", "vendeuses" and "vendeur" must meet.
_FEMININE: Final = (
    ("trices", "teur"), ("trice", "teur"), ("teuses", "teur"), ("euses", "eur"), ("euse", "eur"),
    ("ieres", "ier"), ("iere", "ier"), ("geres", "ger"), ("gere", "ger"), ("cheres", "cher"), ("chere", "cher"),
    ("iennes", "ien"), ("ienne", "ien"), ("onnes", "on"), ("onne", "on"), ("elles", "el"), ("elle", "el"),
    ("ffes", "f"), ("ffe", "f"),
    ("esses", "e"), ("esse", "e"), ("eaux", "eau"),
)  # fmt: skip

# A verb and its noun name the same skill ("accueillir des clients", "accueil de clients"). Our own list.
_VERBS_AND_NOUNS: Final = """
accompagner accompagnement, accueillir accueil, acheter achat, administrer administration, afficher affichage,
ajuster ajustage, aménager aménagement, analyser analyse, animer animation, approvisionner approvisionnement,
archiver archivage, arroser arrosage, assembler assemblage, assister assistance, balayer balayage,
câbler câblage, calculer calcul, carreler carrelage, charger chargement, classer classement, coiffer coiffure,
commander commande, communiquer communication, concevoir conception, conditionner conditionnement,
conduire conduite, conseiller conseil, construire construction, contrôler contrôle, coordonner coordination,
coudre couture, couper coupe, cuire cuisson, cultiver culture, décaisser décaissement, décharger déchargement,
découper découpe, dépanner dépannage, désherber désherbage, désinfecter désinfection, développer développement,
déposer dépose, diagnostiquer diagnostic, distribuer distribution, dresser dressage, éditer édition,
éduquer éducation, élever élevage, emballer emballage, encadrer encadrement, encaisser encaissement,
enduire enduit, enregistrer enregistrement, enseigner enseignement, entretenir entretien, étiqueter étiquetage,
évaluer évaluation, expédier expédition, fabriquer fabrication, facturer facturation, fidéliser fidélisation,
former formation, garder garde, gérer gestion, habiller habillage, implanter implantation, inspecter inspection,
installer installation, intervenir intervention, isoler isolation, laver lavage, livrer livraison,
maçonner maçonnerie, maintenir maintenance, manipuler manipulation, manutentionner manutention, mesurer mesure,
modéliser modélisation, monter montage, négocier négociation, nettoyer nettoyage, optimiser optimisation,
ordonnancer ordonnancement, organiser organisation, orienter orientation, paramétrer paramétrage, peindre peinture,
percer perçage, piloter pilotage, planifier planification, planter plantation, poncer ponçage, poser pose,
préparer préparation, prescrire prescription, présenter présentation, produire production,
programmer programmation, promouvoir promotion, prospecter prospection, rapprocher rapprochement,
réaliser réalisation, recevoir réception, réceptionner réception, rechercher recherche, récolter récolte,
recouvrir recouvrement, recruter recrutement, rédiger rédaction, réguler régulation, relancer relance,
remplacer remplacement, renseigner renseignement, réparer réparation, repasser repassage,
réserver réservation, restaurer restauration, saisir saisie, sécuriser sécurisation, sélectionner sélection,
servir service, soigner soin, souder soudage, stocker stockage, superviser supervision, suivre suivi,
surveiller surveillance, tailler taille, tester test, tondre tonte, traduire traduction, traire traite,
traiter traitement, transférer transfert, transmettre transmission, transporter transport, trier tri,
usiner usinage, utiliser utilisation, valider validation, vendre vente, ventiler ventilation,
vérifier vérification, vider vidange, visser vissage
"""


def _families() -> dict[str, str]:
    pairs = (pair.split() for pair in fold(_VERBS_AND_NOUNS).split(","))
    return {_root(noun): _root(verb) for verb, noun in pairs}


_FAMILIES: Final = _families()
