"""A person's profile as the library's record, so that it can be written as a JSON Resume or for Europass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from openemploi.documents.model import Document, MediaType
from openemploi.extraction.model import Contact, CvStructure, Experience, Passage
from openemploi.profiles.model import JobseekerProfile
from openemploi.profiles.writers import CV_FORMATS, write
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.snapshots import facts_of, snapshot

FORMATS = CV_FORMATS


def written(profile: Profile, *, form: str) -> str:
    """``profile`` as JSON in the format called ``form`` (one of :data:`FORMATS`)."""
    data = write(record(snapshot(profile)), format_name=form, today=timezone.localdate()).data
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def record(values: Mapping[str, Any]) -> JobseekerProfile:
    """The library's record of a snapshot, with the contact: it is for the person, not for comparing."""
    facts = facts_of(values)
    contact = values["contact"]
    experiences = tuple(
        replace(
            entry,
            employer=row["employer"],
            place=row["place"],
            passage=_said(row["description"]) if row["description"] else entry.passage,
        )
        for entry, row in zip(facts.experiences, values["experiences"], strict=True)
    )
    education = tuple(
        replace(entry, school=row["school"])
        for entry, row in zip(facts.education, values["education"], strict=True)
    )
    return JobseekerProfile(
        document=Document("", "", MediaType.TEXT, "", (), 1, facts.quality),
        language=facts.language,
        structure=CvStructure(
            sections=(),
            contact=Contact(
                name=_said(contact["name"]) if contact["name"] else None,
                emails=(_said(contact["email"]),) if contact["email"] else (),
                phones=(_said(contact["phone"]),) if contact["phone"] else (),
                address=_said(values["commune"]) if values["commune"] else None,
            ),
            headline=_said(values["headline"]) if values["headline"] else None,
            experiences=_in_order(experiences),
            education=education,
            languages=facts.languages,
            licences=facts.licences,
            search_areas=facts.search_areas,
            contracts=facts.contracts,
        ),
        skills=facts.skills,
    )


def _in_order(experiences: tuple[Experience, ...]) -> tuple[Experience, ...]:
    return tuple(sorted(experiences, key=lambda entry: (entry.current, str(entry.start or "")), reverse=True))


def _said(text: str) -> Passage:
    return Passage(text, 0, len(text), 1)
