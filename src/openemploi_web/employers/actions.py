"""What a public employer says of itself, and the occupations that it recruits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.employers.models import CareerEntry
from openemploi_web.employers.permissions import may_present


@action
def present(*, actor: User, organisation: Organisation, presentation: str) -> None:
    """Change what everybody reads of the employer."""
    allow(may_present(actor, organisation), actor=actor, subject=organisation, organisation=organisation.pk)
    Organisation.objects.filter(pk=organisation.pk).update(presentation=presentation)


@action
def keep_entry(
    *, actor: User, organisation: Organisation, fields: Mapping[str, Any], entry: CareerEntry | None = None
) -> CareerEntry:
    """Add an occupation that the employer recruits, or change ``entry``."""
    allow(may_present(actor, organisation), actor=actor, subject=organisation, organisation=organisation.pk)
    row = entry or CareerEntry(organisation=organisation)
    for name in ("occupation", "occupation_uri", "way", "category", "explanation"):
        if name in fields:
            setattr(row, name, fields[name])
    row.save()
    note_details(entry=str(row.pk))
    return row


@action
def drop_entry(*, actor: User, organisation: Organisation, entry: CareerEntry) -> None:
    """Take an occupation away."""
    allow(may_present(actor, organisation), actor=actor, subject=organisation, organisation=organisation.pk)
    note_details(entry=str(entry.pk))
    entry.delete()
