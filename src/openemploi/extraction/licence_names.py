"""What licences, permits and clearances are called, in French, English and Korean.

A code is ``family:title``; a family alone ("caces", "electrical") means that the text does not say which one.
"""

from __future__ import annotations

from typing import Final


def licence_name(code: str, locale: str) -> str:
    """The name of the licence ``code`` in ``fr``, ``en`` or ``ko``; the code itself when it is not known.

    >>> licence_name("driving:B", "en"), licence_name("caces:R489-3", "fr")
    ('driving licence B', 'CACES R489 catégorie 3')
    """
    at = {"en": 1, "ko": 2}.get(locale, 0)
    if code in _NAMES:
        return _NAMES[code][at]
    family, _, title = code.partition(":")
    if family == "caces" and "-" in title:
        rule, category = title.split("-", 1)
        return f"CACES {rule} {('catégorie', 'category', '등급')[at]} {category}"
    return _FAMILIES[family][at].format(title) if family in _FAMILIES else code


_FAMILIES: Final[dict[str, tuple[str, str, str]]] = {
    "driving": ("permis {}", "driving licence {}", "운전면허 {}"),
    "caces": ("CACES {}", "CACES {}", "CACES {}"),
    "electrical": ("habilitation électrique {}", "electrical clearance {}", "전기 작업 자격 {}"),
    "first-aid": ("{} (premiers secours)", "{} (first aid)", "{} (응급처치)"),
    "childcare": ("{}", "{} (youth leader certificate)", "{} (청소년 지도자 자격)"),
    "sport": ("{}", "{} (sports instructor or lifeguard)", "{} (체육 지도자)"),
    "security": ("{}", "{} (security)", "{} (경비)"),
    "transport": ("{}", "{} (professional transport)", "{} (운송)"),
    "site": ("{}", "{} (site clearance)", "{} (현장 자격)"),
}
_NAMES: Final[dict[str, tuple[str, str, str]]] = {
    "vehicle": ("véhicule personnel", "own vehicle", "자가용"),
    "platform:IPAF": ("carte IPAF (nacelles)", "IPAF card (powered access)", "IPAF (고소작업대)"),
    "forklift": ("permis de cariste étranger", "forklift licence", "지게차 면허"),
    "boat": ("permis bateau", "boat licence", "선박 조종 면허"),
    "caces": ("CACES", "CACES (site vehicle certificate)", "CACES (작업 차량 자격)"),
    "electrical": ("habilitation électrique", "electrical clearance", "전기 작업 자격"),
    "first-aid": ("formation aux premiers secours", "first aid certificate", "응급처치 자격"),
    "first-aid:SST": ("sauveteur secouriste du travail (SST)", "workplace first aider (SST)", "산업 응급처치"
    " (SST)"),
    "security:professional-card": (
        "carte professionnelle d'agent de sécurité",
        "security officer's professional card",
        "경비원 자격증",
    ),
    "security:SIA": ("licence SIA (sécurité, Royaume-Uni)", "SIA licence", "SIA 면허"),
    "transport:FIMO-passengers": ("FIMO voyageurs", "FIMO for passengers", "FIMO 여객"),
    "transport:ADR": ("certificat ADR", "ADR certificate (dangerous goods)", "ADR 위험물"
    " 운송"),
    "transport:VTC": ("carte professionnelle VTC", "private hire driver's card", "VTC 운전 자격"),
    "transport:taxi": ("carte professionnelle de taxi", "taxi driver's card", "택시 운전 자격"),
    "transport:driver-card": ("carte conducteur", "tachograph driver card", "운행기록계 카드"),
    "pesticides:certiphyto": ("Certiphyto", "Certiphyto (plant protection products)", "농약 취급 자격"),
    "alcohol:operating-permit": ("permis d'exploitation", "licence to serve alcohol", "주류 판매 허가"),
}  # fmt: skip
