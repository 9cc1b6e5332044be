"""People and offers made by hand: every status, ties, gates, and words that would harm a careless page."""

from __future__ import annotations

from datetime import date

from openemploi.extraction.model import Passage, RequirementKind
from openemploi.matching.model import Match, Part, RequirementMatch, Status
from openemploi.matching.ranking import rank
from openemploi.reporting import Direction, Failure, RankingReport

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\x00\x1b[31m\ud800\"'{{ 7*7 }}{0}"
ESSENTIAL, OPTIONAL, LEARNABLE = RequirementKind
HELD, IMPLIED, NEAR, MISSING, UNKNOWN = Status

# What the offer asks: part, label, kind, whether it is a gate, and its share of 100.
ASKED = (
    (Part.SKILLS, "Take payments and run a till", ESSENTIAL, False, 12.0),
    (Part.SKILLS, "Welcome customers", ESSENTIAL, False, 12.0),
    (Part.SKILLS, "Count and close the till", ESSENTIAL, False, 12.0),
    (Part.SKILLS, "Handle disputes calmly", OPTIONAL, False, 4.0),
    (Part.SKILLS, "Shelve goods and rotate stock by date", OPTIONAL, False, 4.0),
    (Part.SKILLS, "Use a booking program", LEARNABLE, False, 16 / 3),
    (Part.EXPERIENCE, "Experience as Cashier: 12 months", ESSENTIAL, False, 20.0),
    (Part.LANGUAGES, "French (B1)", ESSENTIAL, False, 10.0),
    (Part.LICENCES, "Driving licence B", ESSENTIAL, True, 8.0),
    (Part.PLACE, "Saint-Étienne", OPTIONAL, False, 7.0),
    (Part.CONTRACT, "Fixed-term contract", OPTIONAL, False, 100 - 94 - 1 / 3),
)
CREDIT = {HELD: 1.0, IMPLIED: 0.85, NEAR: 0.62, MISSING: 0.0, UNKNOWN: 0.0}
REASONS = {
    IMPLIED: "Usual in the occupation held: Cashier",
    NEAR: "Holds a skill of the same family: Keep a petty cash book",
    MISSING: "",
    HELD: "",
    UNKNOWN: "The CV does not say",
}


def passage(text: str, *, page: int = 1) -> Passage:
    return Passage(text, 0, len(text), page)


def line(
    asked: tuple[Part, str, RequirementKind, bool, float], status: Status, *, quote: str = ""
) -> RequirementMatch:
    part, label, kind, gate, worth = asked
    read = status in {HELD, IMPLIED, NEAR} and part not in {Part.CONTRACT}
    quote = quote or f"2019–2023 : hôtesse de caisse, {label.lower()} chaque jour, équipe de six personnes"
    return RequirementMatch(
        part=part,
        label=label,
        uri=f"urn:test:{label}",
        kind=kind,
        status=status,
        similarity=CREDIT[status],
        points=worth * CREDIT[status],
        worth=worth,
        evidence=(passage(quote), passage("Caisse (notions)", page=2)) if read else (),
        asked_in=(passage(f"Vous savez : {label.lower()}."),),
        reason=REASONS[status],
        gate=gate,
    )


def person(
    name: str, statuses: str, *, key: str = "", notes: tuple[str, ...] = (), quote: str = "", asked=ASKED
) -> Match:
    """``statuses``: one letter a requirement, H I N M U."""
    letters = dict(zip("HINMU", Status, strict=True))
    return Match(
        name=name,
        key=key or name,
        requirements=tuple(
            line(one, letters[s], quote=quote) for one, s in zip(asked, statuses, strict=True)
        ),
        notes=notes,
    )


def report(*matches: Match, **changes: object) -> RankingReport:
    fields: dict[str, object] = {
        "title": "Caissier / caissière à la piscine municipale",
        "direction": Direction.CVS,
        "ranked": tuple(rank(matches)),
        "made_on": date(2026, 7, 27),
        "subject": (
            ("Employer", "Town hall of Saint-Étienne"),
            ("Contract", "Fixed-term contract, 6 months"),
            ("Place", "Saint-Étienne (42)"),
            ("Hours", "35 hours a week, week-ends"),
        ),
        "attributions": ("This service uses the ESCO classification of the European Commission.",),
    }
    return RankingReport(**(fields | changes))  # type: ignore[arg-type]


def three() -> RankingReport:
    """Everything at once: every status, a tie, a closed gate and one to check, notes, a failure."""
    return report(
        person("cv-lina-benali.pdf", "HHHIMUHHHHH"),
        person("cv-samuel.docx", "HIHNMMNHUHU", key="a"),
        person("cv-yuna.odt", "HIHNMMNHUHU", key="b", notes=("2 scanned pages were recognised; check them.",)),
        person("cv-marc.txt", "HHHHHHHHMHH"),
        person("cv-scan-illisible-au-nom-vraiment-tres-long-et-sans-espace.png", "UUUUUUUUUUU"),
        failures=(
            Failure("cv-protege.pdf", "document_encrypted", "The document is protected by a password.",
                    "Remove the password and send the file again."),
        ),
    )  # fmt: skip


def many(
    count: int = 200, *, requirements: int = 25, script: str = "équipe de six personnes à l'écoute "
) -> RankingReport:
    """A long list with long passages."""
    asked = tuple(
        (Part.SKILLS, f"Skill number {i} with a label of usual length", ESSENTIAL, False, 100 / requirements)
        for i in range(requirements)
    )
    letters = "HINMU"
    people = [
        person(
            f"cv-{n:03}.pdf",
            "".join(letters[(n * 7 + i * 3 + n // 5) % 5] for i in range(requirements)),
            quote=script * 12,
            asked=asked,
        )
        for n in range(count)
    ]
    return report(*people)
