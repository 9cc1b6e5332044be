"""What an application sends, and what the employer sees of it: first without identity, then with it if they ask.

The preview is made from the very snapshot that is sent; its seal goes with the confirmation, so that nobody sends
something else than what they saw.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openemploi.extraction.model import LanguageLevel, Source
from openemploi_web.jobseekers.forms_lines import level_words
from openemploi_web.jobseekers.forms_offers import NOW
from openemploi_web.jobseekers.models import Experience, Profile, Skill
from openemploi_web.jobseekers.selectors_offers import version_for
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.vacancies.masking import Mask


@dataclass(frozen=True, slots=True)
class Sent:
    """A snapshot to be sent, under the name of its version (none: the profile of today)."""

    values: Mapping[str, Any]
    label: str

    @property
    def seal(self) -> str:
        """The same for the same content."""
        return hashlib.sha256(
            json.dumps(self.values, sort_keys=True, ensure_ascii=False).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the employer reads before they ask who the person is."""

    headline: str
    message: str
    skills: tuple[tuple[str, tuple[str, ...]], ...]  # how they are known, and which
    denied: tuple[str, ...]
    experiences: tuple[tuple[str, str, int | None, str], ...]  # title, kind, months, description
    education: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    licences: tuple[str, ...]
    contact: tuple[str, ...]  # shown only when they ask, with a reason that is kept


def chosen(profile: Profile, version: str) -> Sent:
    """The profile of today, or a version of it. Raises 404 for a version that is not theirs."""
    if version == NOW:
        # As it will come back from the database: the seal must not depend on how a value is written.
        return Sent(json.loads(json.dumps(snapshot(profile), default=str)), "")
    kept = version_for(profile, version)
    return Sent(kept.snapshot, kept.label)


def seen(values: Mapping[str, Any], message: str) -> Seen:
    """What the employer sees of a snapshot and its message, identity masked."""
    mask = Mask.of(values)
    skills = sorted(values["skills"], key=lambda row: (row["top"] or 9, row["label"]))
    levels = {level.value: level_words(level) for level in LanguageLevel}
    kinds = dict(Experience.Kind.choices)
    contact = values["contact"]
    return Seen(
        headline=mask.text(values["headline"]),
        message=mask.text(message),
        skills=tuple(_by_ground([row for row in skills if not row["negated"]])),
        denied=tuple(row["label"] for row in skills if row["negated"]),
        experiences=tuple(
            (
                mask.text(row["title"]),
                str(kinds.get(row["kind"], "")),
                row["months"],
                mask.text(row["description"]),
            )
            for row in values["experiences"]
        ),
        education=tuple((mask.text(row["title"]), row["year"]) for row in values["education"]),
        languages=tuple(
            (row["label"], levels.get(row["level"], "")) for row in values["languages"] if not row["negated"]
        ),
        licences=tuple(row["label"] for row in values["licences"] if not row["negated"]),
        contact=tuple(text for text in (contact["name"], contact["email"], contact["phone"]) if text),
    )


def _by_ground(skills: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Skills by how they are known: a person sends as their own only what they confirmed."""
    confirmed = [row for row in skills if row["state"] == Skill.State.ACCEPTED]
    others = [row for row in skills if row["state"] != Skill.State.ACCEPTED]
    read = [row for row in others if row["source"] != Source.IMPLIED]
    inferred = [row for row in others if row["source"] == Source.IMPLIED]
    for words, rows in (
        (_("Confirmed by you"), confirmed),
        (_("Read in your CV, not confirmed by you"), read),
        (_("Inferred, not confirmed by you: the employer sees them marked as inferred"), inferred),
    ):
        if rows:
            yield words, tuple(row["label"] for row in rows)
