"""From a language as a format writes it (name, two or three letters) to the code the rest of the product uses."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from openemploi.extraction.language_names import languages
from openemploi.extraction.languages import find_languages
from openemploi.extraction.model import LanguageLevel
from openemploi.folding import fold

# ISO 639-2 (bibliographic and terminological) of the languages that have two letters; the others keep three.
_THREE_LETTERS: Final[dict[str, str]] = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
    afr=af alb=sq amh=am ara=ar arm=hy aze=az baq=eu bel=be ben=bn bos=bs bre=br bul=bg bur=my cat=ca
    ces=cs chi=zh cos=co cym=cy cze=cs dan=da deu=de dut=nl ell=el eng=en epo=eo est=et eus=eu fas=fa
    fin=fi fra=fr fre=fr geo=ka ger=de gle=ga glg=gl gre=el guj=gu heb=he hin=hi hrv=hr hun=hu hye=hy
    ice=is ind=id isl=is ita=it jpn=ja kat=ka kaz=kk khm=km kor=ko kur=ku lao=lo lat=la lav=lv lit=lt
    ltz=lb mac=mk mal=ml may=ms mkd=mk mlg=mg mlt=mt mon=mn msa=ms mya=my nep=ne nld=nl nor=no nob=no
    nno=no oci=oc pan=pa per=fa pol=pl por=pt pus=ps ron=ro rum=ro rus=ru sin=si slk=sk slo=sk slv=sl
    som=so spa=es sqi=sq srp=sr swa=sw swe=sv tam=ta tel=te tgl=tl tha=th tur=tr ukr=uk urd=ur uzb=uz
    vie=vi wel=cy wol=wo zho=zh
    """,
    )
)
# Europass of version 1 names languages in the language of its reader.
_OTHER_NAMES: Final[dict[str, str]] = dict(
    re.findall(
        r"(\S+)=(\S+)",
        """
    italiano=it inglese=en francese=fr tedesco=de spagnolo=es portoghese=pt russo=ru cinese=zh arabo=ar
    rumeno=ro deutsch=de englisch=en franzosisch=fr spanisch=es italienisch=it polnisch=pl russisch=ru
    turkisch=tr espanol=es ingles=en frances=fr aleman=de catalan=ca arabe=ar portugues=pt alemao=de
    espanhol=es
    """,
    )
)


_NOT_THE_MODERN: Final = re.compile(r"\b(ancien|ancient|old|vieux|vieil|classical|classique|middle|moyen)")


def language_code(written: str) -> str | None:
    """ISO 639-1 code of ``written`` (639-3 where there is none); ``None`` when it is not known.

    >>> [language_code(w) for w in ("Anglais", "fre", "DE", "grc", "langue des signes française", "Elfique")]
    ['en', 'fr', 'de', 'grc', 'fsl', None]
    """
    folded = fold(written.strip())
    if folded in languages() or folded in _names():
        return folded if folded in languages() else _names()[folded]
    code = folded.split("-")[0].split("_")[0]
    if code in languages():
        return code
    if folded in _THREE_LETTERS:
        return _THREE_LETTERS[folded]
    if folded in _OTHER_NAMES:
        return _OTHER_NAMES[folded]
    # "Ancient Greek" is not Greek.
    other = _NOT_THE_MODERN.search(folded) or len(written) > 100
    named = [] if other else find_languages(written)
    if len({mention.code for mention in named}) == 1:  # "Anglais technique", not "Anglais ou allemand"
        return named[0].code
    # A well-formed three letter code that our table does not name is still a code (ISO 639-3).
    return (
        folded if len(folded) == 3 and folded.isascii() and folded.isalpha() and written.islower() else None
    )


def language_level(written: str) -> LanguageLevel | None:
    """The level that ``written`` states, in letters or in words; ``None`` when it states none.

    >>> [str(language_level(w)) for w in ("c1", "Native speaker", "courant", "proper")]
    ['C1', 'native', 'C1', 'None']
    """
    word = written.strip()[:100]
    if word.upper() in LanguageLevel.__members__:
        return LanguageLevel[word.upper()]
    # Level words are read beside a name; any name will do.
    said = find_languages(f"English: {word}")
    return said[0].level if said and not said[0].negated else None


def lowest(levels: list[LanguageLevel]) -> LanguageLevel | None:
    """The lowest of ``levels``: nobody should be sent to a job on the strength of their best aspect."""
    order = list(LanguageLevel)
    return min(levels, key=order.index) if levels else None


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in languages().values():
        for name in (language.fr, language.en, language.ko, *language.others):
            names.setdefault(fold(name), language.code)
    return names
