"""What somebody has done: jobs, placements, voluntary and unpaid work, read entry by entry.

A field is written only as it stands in the document; what an entry does not say stays empty or ``None``.
How entries and their heads are found: :mod:`openemploi.extraction.cv_entries`,
:mod:`openemploi.extraction.cv_heads`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openemploi.documents.model import Document
from openemploi.extraction.cv_entries import (
    DatesByPlace,
    Entry,
    dated_entries,
    stated_months,
    undated_entries,
    without_footers,
)
from openemploi.extraction.cv_heads import Head, read_head, usual_slot
from openemploi.extraction.cv_lines import Line, folded, passage
from openemploi.extraction.model import Experience, ExperienceKind

# The first that matches, on the folded head of the entry, decides.
_KINDS: Final = (
    (
        ExperienceKind.UNPAID,
        re.compile(
            r"\baidant|conge (?:parental|maternite|paternite)|(?:mere|pere|femme|homme) au foyer"
            r"|education de mes enfants"
            r"|eleve mes enfants|proche aidant|parental leave|stay[- ]at[- ]home|homemaker|family carer"
            r"|육아휴직|가사"
        ),
    ),
    (
        ExperienceKind.APPRENTICESHIP,
        re.compile(
            r"\bapprenti(?!ssages? scol|s d[eu'’])|\balternan|contrat (?:de )?pro\b|contrat de professionnalisation"
            r"|apprenticeship"
        ),
    ),
    (
        ExperienceKind.INTERNSHIP,
        re.compile(
            r"\bstages?\b|\bstagiaire|\binterns?\b|internship|\btrainee|\bpmsmp\b|immersion"
            r"|work placement|인턴|실습"
        ),
    ),
    (
        ExperienceKind.VOLUNTEERING,
        re.compile(r"benevol|\bvolunt|volontaire|service civique|자원봉사|봉사활동"),
    ),
    (
        ExperienceKind.SELF_EMPLOYED,
        re.compile(
            r"auto-?entrepreneu|micro-?entrepr|independant|free-?lance|a mon compte|profession liberale"
            r"|travailleur non salarie"
            r"|self[- ]employed|own business|gerante? de ma\b|프리랜서|자영업"
        ),
    ),
)


# What fills a gap between two jobs and is none. Life's other work (a child, somebody ill) stays.
_NO_WORK: Final = re.compile(
    r"(?:sans (?:emploi|activite|travail)|(?:periode de |au )?chomage|inactivite|(?:en )?recherche (?:active )?d'emploi"
    r"|demandeu(?:r|se) d'emploi|(?:conges?|arret) (?:sabbatique|maladie)|annee sabbatique|unemployed|between jobs"
    r"|career break|(?:job|work) ?(?:seeking|search)|구직)"
)


# A line that begins so lists what somebody holds, with the year it was obtained.
_LICENCE: Final = re.compile(
    r"\W*(?:caces|aipr|fimo|fcos?|permis (?:[a-e]\d?e?\b|poids|pl\b)|habilitations? elec|psc ?1|ssiap)\b"
)


def read_experiences(
    document: Document, *, lines: Sequence[Line], dates: DatesByPlace, heading: str = ""
) -> list[Experience]:
    """The experiences on ``lines``, one section of ``document``, in the order they are written.

    ``heading`` tells the kind of a whole section ("Stages", "Bénévolat").
    """
    entries = experience_entries(lines, dates=dates)
    heads = [read_head(entry, text=document.text, dates=dates) for entry in entries]
    slot = usual_slot(heads)
    found = []
    previous = ""
    for entry, first in zip(entries, heads, strict=True):
        head = (
            first
            if first.sure or slot is None
            else read_head(entry, text=document.text, dates=dates, slot=slot)
        )
        made = experience(document, entry=entry, head=head, heading=heading, employer_above=previous)
        if made is not None:
            found.append(made)
            # "Employer / title, dates / title, dates": the second title stands under the same employer.
            previous = (
                made.employer if made.employer and (len(entry.head) > 1 or made.employer == previous) else ""
            )
    return found


def experience_entries(lines: Sequence[Line], *, dates: DatesByPlace) -> list[Entry]:
    """The entries of a section: by dates when it has any, else by job titles."""
    useful = without_footers(lines)
    return dated_entries(useful, dates=dates) or undated_entries(useful)


def experience(
    document: Document, *, entry: Entry, head: Head, heading: str = "", employer_above: str = ""
) -> Experience | None:
    """One experience out of an entry and its head; ``None`` when the head says nothing."""
    if not (head.title or head.organisation) or _NO_WORK.match(folded(head.title)):
        return None
    if _LICENCE.match(folded(document.text[entry.span[0] : entry.span[1]])):
        return None
    start, end = entry.span
    employer = head.organisation
    if not employer and len(entry.head) == 1 and entry.dates:
        employer = employer_above
    dates = entry.dates[-1] if entry.dates else None
    months = sum(d.months for d in entry.dates if d.months) or None
    if months is None and (dates is None or not dates.is_range):
        months = stated_months(entry, text=document.text)
    return Experience(
        title=head.title,
        passage=passage(document, start, end),
        employer=employer,
        place=head.place,
        start=dates.start if dates else None,
        end=None if dates is None or dates.current else dates.end,
        current=any(d.current for d in entry.dates),
        months=months,
        kind=_kind(entry, head, heading),
    )


def _kind(entry: Entry, head: Head, heading: str) -> ExperienceKind:
    said = folded(" ".join(line.text for line in entry.head))
    for kind, words in _KINDS:
        if words.search(said):
            return kind
    announced = folded(heading)
    for kind, words in _KINDS:
        if (
            words.search(announced)
            and "emploi" not in announced
            and "experience" not in announced.replace("volunteer", "")
        ):
            return kind
    if re.search(r"benevol|associati|volunteer", announced):
        return ExperienceKind.VOLUNTEERING
    return ExperienceKind.JOB
