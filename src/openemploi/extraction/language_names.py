"""The languages that people name in a CV or an offer, in French, English and Korean.

One line a language: ISO 639 code (639-1; 639-3 where there is none; 639-2 for a family named as a whole),
then the
name in French, English and Korean, then other names it goes by. Written for this project.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from openemploi.extraction.flat import flat


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language and what it is called."""

    code: str
    fr: str
    en: str
    ko: str
    others: tuple[str, ...] = ()


def language_name(code: str, locale: str) -> str:
    """The name of the language ``code`` in ``fr``, ``en`` or ``ko``; the code itself when it is not known.

    >>> language_name("en", "fr"), language_name("fsl", "en")
    ('anglais', 'French Sign Language')
    """
    name = languages().get(code)
    if name is None:
        return code
    return {"en": name.en, "ko": name.ko}.get(locale, name.fr)


@cache
def languages() -> dict[str, LanguageName]:
    """Every language of the table by its code."""
    table = {}
    for line in _TABLE.strip().splitlines():
        code, fr, en, ko, others = (part.strip() for part in line.split("|"))
        extra = tuple(o.strip() for o in others.split(",") if o.strip())
        table[code] = LanguageName(code, fr, en, ko, extra)
    return table


@cache
def latin_forms() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """First word of a flat name -> its (whole name, code, adjective) in order of length.

    ``adjective`` marks a French feminine ("anglaise"), which names the language only after "langue".
    """
    forms: dict[str, dict[str, tuple[str, bool]]] = {}
    for name in languages().values():
        for form in (name.fr, name.en, *name.others):
            whole = flat(form)
            forms.setdefault(_first_word(whole), {})[whole] = (name.code, False)
    for name in languages().values():
        feminine = _feminine(flat(name.fr))
        forms.setdefault(feminine, {}).setdefault(feminine, (name.code, True))
    return {
        word: tuple(
            (whole, code, adj) for whole, (code, adj) in sorted(found.items(), key=lambda f: -len(f[0]))
        )
        for word, found in forms.items()
    }


def _first_word(text: str) -> str:
    return text.replace("-", " ").split(" ")[0]


def _feminine(masculine: str) -> str:
    if masculine.endswith(("ien", "een")):
        return masculine + "ne"
    if masculine.endswith("grec"):
        return masculine + "que"
    if masculine.endswith("turc"):
        return "turque"
    return masculine if masculine.endswith("e") else masculine + "e"


_TABLE: Final = """
fr | français | French | 프랑스어 | FLE, francais, 불어
en | anglais | English | 영어 | anglais britannique
de | allemand | German | 독일어 | 독어
es | espagnol | Spanish | 스페인어 | castillan
it | italien | Italian | 이탈리아어 |
pt | portugais | Portuguese | 포르투갈어 | brésilien
nl | néerlandais | Dutch | 네덜란드어 | hollandais, flamand, Flemish
ko | coréen | Korean | 한국어 |
ja | japonais | Japanese | 일본어 | 일어
zh | chinois | Chinese | 중국어 | mandarin, chinois mandarin
yue | cantonais | Cantonese | 광둥어 |
vi | vietnamien | Vietnamese | 베트남어 |
th | thaï | Thai | 태국어 | thaïlandais
km | khmer | Khmer | 크메르어 | cambodgien
lo | laotien | Lao | 라오어 |
my | birman | Burmese | 미얀마어 |
id | indonésien | Indonesian | 인도네시아어 |
ms | malais | Malay | 말레이어 |
tl | tagalog | Tagalog | 타갈로그어 | philippin, Filipino
mn | mongol | Mongolian | 몽골어 |
bo | tibétain | Tibetan | 티베트어 |
ar | arabe | Arabic | 아랍어 | arabe littéraire, arabe dialectal, darija, arabe marocain, arabe algérien
he | hébreu | Hebrew | 히브리어 |
yi | yiddish | Yiddish | 이디시어 |
fa | persan | Persian | 페르시아어 | farsi
prs | dari | Dari | 다리어 |
ps | pachto | Pashto | 파슈토어 | pachtou, pachtoune
ku | kurde | Kurdish | 쿠르드어 | kurmandji, sorani
tr | turc | Turkish | 터키어 | 튀르키예어
az | azéri | Azerbaijani | 아제르바이잔어 | azerbaïdjanais
hy | arménien | Armenian | 아르메니아어 |
ka | géorgien | Georgian | 조지아어 |
ce | tchétchène | Chechen | 체첸어 |
kk | kazakh | Kazakh | 카자흐어 |
uz | ouzbek | Uzbek | 우즈베크어 |
ug | ouïghour | Uyghur | 위구르어 |
hi | hindi | Hindi | 힌디어 |
ur | ourdou | Urdu | 우르두어 |
bn | bengali | Bengali | 벵골어 | bangla
pa | pendjabi | Punjabi | 펀자브어 | panjabi
gu | gujarati | Gujarati | 구자라트어 |
ta | tamoul | Tamil | 타밀어 |
te | télougou | Telugu | 텔루구어 |
ml | malayalam | Malayalam | 말라얄람어 |
si | cingalais | Sinhala | 싱할라어 | singhalais
ne | népalais | Nepali | 네팔어 |
ru | russe | Russian | 러시아어 |
uk | ukrainien | Ukrainian | 우크라이나어 |
be | biélorusse | Belarusian | 벨라루스어 |
pl | polonais | Polish | 폴란드어 |
cs | tchèque | Czech | 체코어 |
sk | slovaque | Slovak | 슬로바키아어 |
sl | slovène | Slovenian | 슬로베니아어 | Slovene
hr | croate | Croatian | 크로아티아어 |
sr | serbe | Serbian | 세르비아어 |
bs | bosnien | Bosnian | 보스니아어 | bosniaque
mk | macédonien | Macedonian | 마케도니아어 |
bg | bulgare | Bulgarian | 불가리아어 |
ro | roumain | Romanian | 루마니아어 | moldave
rom | romani | Romani | 로마니어 |
hu | hongrois | Hungarian | 헝가리어 |
sq | albanais | Albanian | 알바니아어 |
el | grec | Greek | 그리스어 | grec moderne
la | latin | Latin | 라틴어 |
sv | suédois | Swedish | 스웨덴어 |
no | norvégien | Norwegian | 노르웨이어 |
da | danois | Danish | 덴마크어 |
fi | finnois | Finnish | 핀란드어 | finlandais
is | islandais | Icelandic | 아이슬란드어 |
et | estonien | Estonian | 에스토니아어 |
lv | letton | Latvian | 라트비아어 |
lt | lituanien | Lithuanian | 리투아니아어 |
ga | irlandais | Irish | 아일랜드어 | gaélique, Gaelic
cy | gallois | Welsh | 웨일스어 |
lb | luxembourgeois | Luxembourgish | 룩셈부르크어 |
mt | maltais | Maltese | 몰타어 |
ca | catalan | Catalan | 카탈루냐어 |
gl | galicien | Galician | 갈리시아어 |
eu | basque | Basque | 바스크어 | euskara
br | breton | Breton | 브르타뉴어 |
co | corse | Corsican | 코르시카어 |
oc | occitan | Occitan | 오크어 | provençal
gsw | alsacien | Alsatian | 알자스어 | suisse allemand, suisse-allemand, Swiss German
eo | espéranto | Esperanto | 에스페란토 |
ber | berbère | Berber | 베르베르어 | amazigh, tamazight, chleuh, tachelhit, rifain
kab | kabyle | Kabyle | 카바일어 |
wo | wolof | Wolof | 월로프어 |
bm | bambara | Bambara | 밤바라어 |
dyu | dioula | Dyula | 디울라어 |
snk | soninké | Soninke | 소닌케어 |
ff | peul | Fula | 풀라어 | pular, poular, Fulani
mnk | mandingue | Mandinka | 만딩카어 | malinké
mos | mooré | Mossi | 모시어 |
ha | haoussa | Hausa | 하우사어 |
yo | yoruba | Yoruba | 요루바어 |
ig | igbo | Igbo | 이그보어 |
ee | éwé | Ewe | 에웨어 |
ln | lingala | Lingala | 링갈라어 |
sw | swahili | Swahili | 스와힐리어 |
rw | kinyarwanda | Kinyarwanda | 르완다어 |
rn | kirundi | Kirundi | 룬디어 |
am | amharique | Amharic | 암하라어 |
ti | tigrigna | Tigrinya | 티그리냐어 | tigrinia
so | somali | Somali | 소말리어 |
om | oromo | Oromo | 오로모어 |
zu | zoulou | Zulu | 줄루어 |
af | afrikaans | Afrikaans | 아프리칸스어 |
mg | malgache | Malagasy | 말라가시어 |
zdj | comorien | Comorian | 코모로어 |
swb | shimaoré | Maore | 마오레어 | mahorais
ty | tahitien | Tahitian | 타히티어 |
cpf | créole | French-based Creole | 크레올어 | Creole
ht | créole haïtien | Haitian Creole | 아이티 크레올어 |
gcf | créole antillais | Antillean Creole | 앤틸리스 크레올어 | créole guadeloupéen, créole martiniquais
gcr | créole guyanais | Guianese Creole | 기아나 크레올어 |
rcf | créole réunionnais | Réunion Creole | 레위니옹 크레올어 |
mfe | créole mauricien | Mauritian Creole | 모리셔스 크레올어 |
fsl | langue des signes française | French Sign Language | 프랑스 수어 | LSF, langue des signes
bfi | langue des signes britannique | British Sign Language | 영국 수어 | BSL
ase | langue des signes américaine | American Sign Language | 미국 수어 | ASL
kvk | langue des signes coréenne | Korean Sign Language | 한국 수어 | 한국수어
sgn | langues des signes | sign languages | 수어 | sign language, 수화
"""
