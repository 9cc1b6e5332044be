"""The first lines of an offer: those that may say what it is called, who offers it and where."""

from __future__ import annotations

import re
from typing import Final

from openemploi.extraction.offer_text import OfferText

_LINES: Final = 5
_SEARCHED: Final = 3000  # characters
# Lines of a message that stand before what it says.
_OF_THE_MAIL: Final = re.compile(
    r"\W{0,4}(?:(?:de|from|a|to|cc|cci|bcc|date|envoye(?: le)?|sent|expediteur|destinataires?)\s?:.*"
    r"|(?:bonjour|bonsoir|hello|hi|hey|dear|cher|chers|chere|cheres|madame|mesdames|monsieur|안녕하세요)\b[^.:]{0,40})"
)


def head_lines(offer: OfferText) -> tuple[tuple[int, int], ...]:
    """Where the first lines stand, without empty ones and without the head and greeting of a mail.

    >>> from openemploi.documents.model import Document, MediaType
    >>> text = "De : Ana <a@b.example>\\nBonjour,\\n\\nSoudeur (H/F)\\nGap"
    >>> document = Document("o.txt", "0" * 64, MediaType.TEXT, text, (), 1, 1.0)
    >>> [text[start:end] for start, end in head_lines(OfferText.of(document))]
    ['Soudeur (H/F)', 'Gap']
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(offer.even, 0, _SEARCHED):
        if not _OF_THE_MAIL.fullmatch(line.group().strip()):
            found.append(line.span())
        if len(found) == _LINES:
            break
    return tuple(found)


#: Words that an employer's name begins with. They are no title, unless a job is named behind them.
EMPLOYER: Final = (
    r"(?:mairie|commune|ville|departement|conseil (?:departemental|regional)|region|metropole|agglomeration"
    r"|communaute (?:de communes|d'agglomeration|urbaine)|syndicat|prefecture|rectorat|dsden|ccas|cias|ehpad|mapa"
    r"|centre (?:hospitalier|communal|social|de loisirs|aere|de soins)|chu?|hopital|clinique|polyclinique|maison de"
    r"|college|lycee|ecole|universite|creche|restaurant|brasserie|hotel|auberge|camping|cafe|bar|garage|salon|boulangerie"
    r"|patisserie|boucherie|pharmacie|supermarche|magasin|boutique|cabinet|agence|association|asso|residence|foyer"
    r"|domaine|ferme|earl|gaec|sarl|sasu?|eurl|scop|scic|ets|etablissements?|entreprise|societe|groupe|transports?|admr"
    r"|office (?:de tourisme|notarial)|institut|fondation|mutuelle|maison)"
)


_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
