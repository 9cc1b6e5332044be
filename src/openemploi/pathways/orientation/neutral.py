"""One wording for all: the same word for a girl and a boy, and no name, address or school among the words.

Two pupils who say the same get the same words here, hence the same list: nothing behind this module sees how they wrote
it. Words lose something ("tondeuse" is compared as "tondeur"), on both sides of every comparison alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from openemploi.folding import fold

_WORD: Final = re.compile(r"[^\W_]+(?:[+#]{1,2}(?!\w))?")
_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
_ACRONYM: Final = 5  # letters: SVT, EPS, STMG, LEGO
#: Subjects whose acronym is a word that says nothing ("ses").
_SUBJECTS: Final[Mapping[str, str]] = {"SES": "socio-économie"}

# What says who somebody is, and not what they like. The end of a name or an address is a comma, a full stop or "et".
_PLACE_END: Final = r"(?:(?!\s(?:et|mais|où|and|but)\s)[^,;.!?\n])*"
_IDENTITY: Final = re.compile(
    rf"""(?<!\w)(?:
      (?i:(?:je[ ]suis|moi[ ]c['’]est|je[ ]me[ ]présente[ ]?[:,]?|étant|en[ ]tant[ ]que|comme[ ]je[ ]suis)
        [ ](?:un[ ]|une[ ])?(?:jeune[ ])?(?:fille|garçon|homme|femme|mec|meuf|ado|adolescent|adolescente))(?!\w)
    | (?i:je[ ]m['’]appelle|mon[ ](?:pré)?nom[ ](?:est|c['’]est)|prénom[ ]?:|my[ ]name[ ]is|제[ ]이름은)[ ]*[^\s,;.!?]+
        (?:[ ](?:[{_CAPITAL}][^\s,;.!?]*))*
    | (?i:moi[ ],?[ ]?c['’]est|je[ ]suis)[ ](?=[{_CAPITAL}])[^\s,;.!?]+(?:[ ][{_CAPITAL}][^\s,;.!?]*)*
    | (?i:j['’]habite|on[ ]habite|nous[ ]habitons|i[ ]live[ ](?:in|at))(?!\w){_PLACE_END}
    | (?i:je[ ]vis|on[ ]vit)[ ](?:à|au|aux|en|dans)(?!\w){_PLACE_END}
    | (?i:je[ ]viens)[ ](?:de[ ]la[ ]|du[ ]|des[ ]|de[ ]|d['’])
        (?=[{_CAPITAL}]|(?:quartier|cité|banlieue|campagne|village|ville)s?){_PLACE_END}
    | (?i:je[ ](?:suis|vais|étudie)|i[ ](?:go|study))?[ ]?(?i:élève[ ])?
      (?:(?i:au|du|le|mon|ton|notre|un|at|to)[ ])?
      (?i:collège|lycée|école|quartier|cité|résidence)[ ]
      (?=(?:(?:des|de|du|la|le|les|d['’]|l['’]|pro|professionnel|général|privé|public)[ ]?)*[{_CAPITAL}]){_PLACE_END}
    | (?i:j['’]ai|i[ ]am)[ ]\d\d[ ](?i:ans|years[ ]old)
    | (?i:i[ ]am|i['’]m)[ ]a[ ](?i:girl|boy|young[ ](?:woman|man))(?!\w)
    | (?:저는|나는)[ ]?(?:여자|남자|여학생|남학생)[^\s,.]*
    )""",
    re.VERBOSE,
)

# Family, friends and people, of either sex: a pupil who minds a sister does what one does who minds a brother.
_KIN: Final[Mapping[str, str]] = {
    form: one
    for one, forms in {
        "fratrie": "frère frères soeur soeurs frangin frangins frangine frangines",
        "parents": "père pères mère mères papa papas maman mamans parent parents daron darons daronne daronnes",
        "grands-parents": "mamie mamies mamy papi papis papy mémé pépé mémère pépère",
        "oncle": "oncle oncles tante tantes tonton tontons tata tatas",
        "cousin": "cousin cousins cousine cousines", "neveu": "neveu neveux nièce nièces",
        "ami": "ami amis amie amies copain copains copine copines pote potes",
        "enfant": "enfant enfants fille filles garçon garçons fillette fillettes gamin gamins gamine gamines",
        "personne": "homme hommes femme femmes dame dames monsieur madame messieurs mesdames mec mecs meuf meufs",
        "fils": "fils", "maître": "maître maîtres maîtresse maîtresses prof profs",
        "voisin": "voisin voisins voisine voisines",
    }.items()
    for form in forms.split()
}  # fmt: skip

# Words that say nothing of their own, and those that carry a gender by themselves.
EMPTY: Final = frozenset(
    """
    le la les l un une des du de d au aux à a en et ou mon ma mes ton ta tes son sa ses notre nos votre vos
    leur leurs ce cet cette ces c s j je tu t il elle on nous vous ils elles me m moi te se lui eux y que qu
    qui quel quelle quels quelles tout toute tous toutes aucun aucune celui celle ceux celles très trop assez
    bien beaucoup un peu plus moins aussi surtout toujours souvent parfois car parce pour par sur avec dans
    chez comme quand donc alors est suis es sont être ai as ont avoir été si même pas ne n non plus rien ni
    vraiment plutôt super genre an ans bof sais sait savoir fais fait faire vais va aller peux peut veux veut
    dis dit vois mets prends rends rendre mettre prendre être rester truc trucs chose choses the an my your
    his her their i to of in on at and or it is am are be with very really so
    """.split()
)

# A feminine word that no ending below turns into its masculine, or that would be turned wrongly.
_PAIRS: Final[Mapping[str, str]] = dict(
    pair.split("/")
    for pair in """
    reine/roi élue/élu détendue/détendu assise/assis forte/fort grande/grand petite/petit prête/prêt sûre/sûr
    gentille/gentil bonne/bon bavarde/bavard gourmande/gourmand débrouillarde/débrouillard adroite/adroit
    maladroite/maladroit nulle/nul seule/seul discrète/discret complète/complet inquiète/inquiet
    secrète/secret franche/franc fraîche/frais blanche/blanc sèche/sec douce/doux grosse/gros basse/bas
    folle/fou belle/beau vieille/vieux nouvelle/nouveau jalouse/jaloux grecque/grec turque/turc
    contente/content étudiante/étudiant lente/lent polie/poli jolie/joli ravie/ravi réfléchie/réfléchi
    ouverte/ouvert couverte/couvert secondaire/secondaire joueuse/joueur rêveuse/rêveur heureuse/heureux
    malheureuse/malheureux généreuse/généreux nerveuse/nerveux peureuse/peureux courageuse/courageux
    paresseuse/paresseux frileuse/frileux soigneuse/soigneux amoureuse/amoureux chaleureuse/chaleureux
    vigoureuse/vigoureux rigoureuse/rigoureux respectueuse/respectueux dangereuse/dangereux nombreuse/nombreux
    manuelle/manuel curieuse/curieux fine/fin féminine/féminin masculine/masculin gamine/gamin mise/mis
    prise/pris apprise/appris comprise/compris surprise/surpris inscrite/inscrit autodidacte/autodidacte
    cheffe/chef championne/champion hôtesse/hôte princesse/prince poétesse/poète mauvaise/mauvais brune/brun
    laide/laid ambitieuse/ambitieux minutieuse/minutieux sérieuse/sérieux studieuse/studieux anxieuse/anxieux
    précieuse/précieux tout-terrain/tout-terrain haute/haut courte/court lourde/lourd chaude/chaud
    froide/froid ronde/rond verte/vert longue/long épaisse/épais lasse/las métisse/métis coquette/coquet
    nette/net fluette/fluet pareille/pareil vedette/vedette muette/muet sotte/sot idiote/idiot
    partante/partant sportive/sportif créative/créatif active/actif naïve/naïf vive/vif neuve/neuf brève/bref
    maline/malin maligne/malin coquine/coquin copine/copain citadine/citadin orpheline/orphelin
    sage-femme/maïeuticien publique/public rousse/roux fausse/faux sociale/social infirmière/infirmier
    première/premier dernière/dernier entière/entier
    """.split()
)
_KEPT: Final = frozenset(
    """
    musée lycée journée soirée matinée année idée armée randonnée poupée entrée purée tournée mosquée fusée
    épée fée dictée marée orchidée plongée montée matière rivière lumière manière frontière bière cafetière
    prière poussière carrière barrière pierre plante tante santé attente vente tente quarante trente pente
    détente trottinette semaine laine centaine graine fontaine dizaine porcelaine domaine humaine olive rive
    lessive archive archives initiative perspective locomotive coopérative gencive vaisselle poubelle
    aquarelle échelle ficelle nacelle dentelle chapelle personne couronne consonne colonne tonne salle balle
    halle chaise fraise mayonnaise prothèse framboise ardoise turquoise sauce classe danse défense course
    terrasse glace mère père colère misère frère mécanique musique technique informatique physique chimie
    biologie cuisine piscine médecine machine usine vitrine cathédrale morale escale finale scène peine fête
    fêtes tête poète athlète planète comète prophète cabane savane panne canne bois temps corps cours sens
    gens secours permis repas tapis souris bus ours fois mois pays avis devis cas bras discours parcours
    concours univers velours poids colis relais palais français anglais chinois assis précis gros bas épais
    frais mauvais las métis dos os engrais jus maths statue avenue morue tenue revue bienvenue étendue antenne
    benne travaux taux chaux lieux jeux yeux feux vieux cieux mieux milieux adieux aveux cheveux neveux bleus
    ferme forme langue guitare batterie peinture couture menuiserie
    """.split()
)
_ENDINGS: Final = (
    ("trice", "teur"), ("ieuse", "ieux"), ("euse", "eur"), ("ière", "ier"), ("gère", "ger"), ("chère", "cher"),
    ("enne", "en"), ("onne", "on"), ("elle", "el"), ("effe", "ef"), ("ante", "ant"), ("ente", "ent"), ("ée", "é"),
    ("ale", "al"), ("aine", "ain"), ("ive", "if"), ("ère", "er"), ("aise", "ais"), ("oise", "ois"), ("arde", "ard"),
    ("ouse", "oux"), ("ète", "et"), ("anne", "an"),
)  # fmt: skip
_SHORTEST: Final = 5  # letters of a word whose ending is read


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an answer: ``text[start:end]`` as written, ``said`` as it is compared; empty when it says nothing."""

    start: int
    end: int
    said: str


def neutral_words(
    text: str, *, vocabulary: Collection[str] = frozenset(), pairs: Mapping[str, str] | None = None
) -> list[Word]:
    """The words of ``text`` in order, in one gender; those that say who or where somebody is have nothing to say.

    Parameters
    ----------
    vocabulary:
        Folded words that are words and not names. A capitalised word within a sentence is a name, whatever it is; at
        its start it is one when it is not here. Without a vocabulary, starts of sentences are kept.
    pairs:
        Feminine names of occupations to masculine ones, before the rules.

    >>> [word.said for word in neutral_words("Je suis une fille, passionnée de mécanique") if word.said]
    ['passionné', 'mécanique']
    """
    masked = _masked(text)
    found = []
    for match in _WORD.finditer(text):
        said = ""
        if not masked[match.start()] and not match.group().isdigit():
            said = _said(match, text, vocabulary, pairs or {})
        found.append(Word(match.start(), match.end(), said))
    return found


def one_word(
    word: str, pairs: Mapping[str, str] | None = None, vocabulary: Collection[str] = frozenset()
) -> str:
    """``word`` as it is compared: lower case, of no sex; empty when it says nothing of its own.

    With a vocabulary, a last "e" goes, unless the word without it is not one: "précise" is compared as "précis", and
    "vétérinaire" as it is.

    >>> one_word("Passionnée"), one_word("sœur"), one_word("la")
    ('passionné', 'fratrie', '')
    """
    lower = word.lower().replace("œ", "oe").replace("æ", "ae")
    if lower in EMPTY:
        return ""
    if lower in _KIN:
        return _KIN[lower]
    if lower in _KEPT:
        return lower
    one = _singular(lower)
    his = one if one in _KEPT else _PAIRS.get(one) or (pairs or {}).get(one) or one
    return _as_many(_one_ending(_masculine(his, vocabulary)), several=one != lower)


def _singular(word: str) -> str:
    if word.endswith("aux") and len(word) >= _SHORTEST:
        return word[:-1] if word.endswith("eaux") else word[:-3] + "al"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _as_many(word: str, *, several: bool) -> str:
    """The masculine plural where the word was one; "-eux" has none of its own, so that "-eur" gets none either."""
    if not several or word.endswith(("s", "x", "z", "eur")):
        return word
    if word.endswith("al"):
        return word[:-1] + "ux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _one_ending(word: str) -> str:
    """ "-euse" is the feminine of "-eur" and of "-eux": both are compared as one."""
    if word in _KEPT or len(word) < _SHORTEST or not word.endswith("eux"):
        return word
    return word[:-1] + "r"


def _masculine(word: str, vocabulary: Collection[str]) -> str:
    if word in _KEPT:
        return word
    for feminine, masculine in _ENDINGS:
        if word.endswith(feminine) and len(word) >= _SHORTEST:
            return word[: -len(feminine)] + masculine
    if word.endswith("ue") and len(word) >= _SHORTEST and word[-3] not in "qg":
        return word[:-1]
    if vocabulary and word.endswith("e") and len(word) >= _SHORTEST - 1:
        known, without = fold(word) in vocabulary, fold(word[:-1]) in vocabulary
        if without or not known:
            return word[:-1]
    return word


def _masked(text: str) -> bytearray:
    masked = bytearray(len(text))
    for found in _IDENTITY.finditer(text):
        masked[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return masked


def _said(match: re.Match[str], text: str, vocabulary: Collection[str], pairs: Mapping[str, str]) -> str:
    written = match.group()
    if written in _SUBJECTS:
        return _SUBJECTS[written]
    said = one_word(written, pairs, vocabulary)
    if not said or not written[0].isupper():
        return said
    if written.isupper() and (len(written) <= _ACRONYM or text.isupper()):
        return said
    before = text[: match.start()].rstrip(" \"«“'’-–—(:")
    starts = not before or before[-1] in ".!?\n;•" or text[match.start() - 1] == "\n"
    if not starts:
        return ""
    # By what is compared and not by what is written: "Perdue" may be known where "Perdu" is not.
    return said if not vocabulary or fold(said) in vocabulary else ""
