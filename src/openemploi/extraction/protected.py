"""What the law protects and matching must never see: age, birth, nationality, sex, family, faith, disability.

It is found only so that it can be masked. A number of years is an age only where a person says their own:
"5 ans d'expérience" and "enfants de 3 ans" are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_lines import passage
from openemploi.extraction.model import Passage, Section, SectionSpan

CIVILITY: Final = re.compile(
    r"(?:(?:Monsieur|Madame|Mademoiselle|Mme|Mlle|Mr|Mrs|Ms|Miss)\b\.?|M\.)\s+(?=[A-ZÀ-Ý])"
)
_DATE: Final = r"\d{1,2}(?:[ ./-]\d{1,2}[ ./-]|(?:er)?\s[^\W\d_]{3,10}\.?\s)(?:19|20)?\d\d"
# Said in so many words: protected wherever it stands.
_ANYWHERE: Final = re.compile(
    rf"""(?<!\w)(?:
      n[ée]\(?e?\)?[ ]le[ ](?:{_DATE}|\d{{4}})(?:[ ](?:[àa]|en|au)[ ][^\n,;|•·–]{{2,40}})?
    | (?:date(?:[ ]et[ ]lieu)?|lieu|ann[ée]e)[ ]de[ ]naissance[ ]?:?[ ]?[^\n;|•·]{{2,50}}
    | (?:date[ ]of[ ]birth|birth[ ]?date|place[ ]of[ ]birth|d\.?o\.?b\.?|born(?:[ ]on
      |[ ]in)?)[ ]?:?[ ][^\n;|•·]{{4,40}}
    | (?:생년월일|출생)[ ]?:?[ ]?[^\n;|•·]{{4,24}} | (?:19|20)\d\d년생?[ ]?\(?만?[ ]?\d\d세\)?
      | 만[ ]?\d\d세
    | (?:nationalit[ée]|nationality|citizenship|국적)[ ]?:?[ ]?[^\n,;|•·–]{{2,30}}
    | de[ ]nationalit[ée][ ][^\W\d_]+ | (?:US|EU|British|French|Canadian)[ ]citizen
    | (?:situation[ ](?:familiale|maritale|de[ ]famille)|[ée]tat[ ]civil|marital[ ]status
      |family[ ]status)[ ]?:[ ]?[^\n;|•·]{{2,50}}
    | (?:[âa]ge|age)[ ]?:[ ]?\d\d(?:[ ]ans)? | [âa]g[ée]e?[ ]de[ ]\d\d[ ]ans | \d\d[ ]years?[ ]old
      | aged[ ]\d\d
    | (?:sexe|genre|sex|gender|성별)[ ]?:[ ]?[^\n,;|•·]{{1,20}}
    | (?:religion|confession|종교)[ ]?:[ ]?[^\n,;|•·]{{2,30}}
    | RQTH | travailleu(?:r|se)[ ]handicap[ée]e?
      | (?:reconnaissance[ ]de[ ](?:la[ ])?)?qualit[ée][ ]de[ ]travailleur[ ]handicap[ée]
    | b[ée]n[ée]ficiaire[ ]de[ ]l['’](?:AAH|obligation[ ]d['’]emploi) | titulaire[ ]de[ ]l['’]AAH
      | registered[ ]disabled
    | (?:num[ée]ro[ ]de[ ]s[ée]curit[ée][ ]sociale|n°[ ]?s[ée]cu\w*)[ ]?:?[ ]?[\d ]{{10,22}}
    | [12][ ]?\d\d[ ]?(?:0[1-9]|1[0-2])[ ]?(?:\d\d|2[AB])[ ]?\d{{3}}[ ]?\d{{3}}(?:[ ]?\d\d)?(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Short words that mean this only among a person's own details.
_IN_HEADER: Final = re.compile(
    r"""(?<!\w)(?:
      \d\d[ ]ans(?![ ]?(?:d['’e]|en\b|dans\b|chez\b|comme\b|au\b|à\b)) | \d\d[ ]y/?o\b
    | c[ée]libataire | mari[ée]e | marié | divorc[ée]e? | veuf | veuve | pacs[ée]e? | concubinage
      | vie[ ]maritale | en[ ]couple
    | single | married | divorced | widowed | 미혼 | 기혼 | (?<![가-힣])[남여](?=\s*(?:[/,)|]|$))
    | (?:sans|\d|un|une|deux|trois|quatre|cinq|six|no|one|two|three|four)[ ](?:enfants?|children
      |child)(?:[ ][àa][ ]charge)?
      (?:[ ]\([^)\n]{1,30}\))?
    | (?:sans|pas)[ ]d['’]enfants? | m[èe]re[ ]de[ ]\w+[ ]enfants? | p[èe]re[ ]de[ ]\w+[ ]enfants?
    | H/F | F/H | homme(?=[ ]*(?:$|[,|\n])) | femme(?=[ ]*(?:$|[,|\n])) | photo(?:graphie)?(?=[ ]*(?:$
      |[,|\n:)]))
    | fran[çc]aise?(?=[ ]*(?:$|[,|\n•·-])) | catholique | musulmane? | juive? | protestante?
      | bouddhiste | ath[ée]e
    | male(?=[ ]*(?:$|[,|\n])) | female(?=[ ]*(?:$|[,|\n])) | 남성 | 여성 | 남자 | 여자
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_DETAILS: Final = re.compile(
    r"(?:état civil|etat civil|informations? personnelles?|personal (?:details|information)|인적)",
    re.IGNORECASE,
)
_HEADER_CHARACTERS: Final = 4_000


def find_protected(document: Document, *, sections: Sequence[SectionSpan]) -> list[Passage]:
    """Every mention of a protected characteristic in ``document``, in order, not overlapping."""
    text = document.text
    spans = [found.span() for found in _ANYWHERE.finditer(text)]
    for section in sections:
        if section.section is Section.HEADER or _DETAILS.search(section.heading):
            end = min(section.end, section.start + _HEADER_CHARACTERS)
            spans.extend(found.span() for found in _IN_HEADER.finditer(text, section.start, end))
            spans.extend(
                (found.start(), found.end()) for found in CIVILITY.finditer(text, section.start, end)
            )
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        end = start + len(text[start:end].rstrip(" ,;.–-"))
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return [passage(document, start, end) for start, end in kept]
