"""What an offer asks for: the machine proposes it with its passage, the employer chooses how much it counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from openemploi.profiles.model import JobPosting
from openemploi_web.accounts.models import User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.core.engine import engine
from openemploi_web.vacancies.models import Requirement, Vacancy
from openemploi_web.vacancies.permissions import may_edit_offer
from openemploi_web.vacancies.search import touch_offer

NOT_ASKED = "none"
CONDITIONS = ("languages", "licences", "diplomas")


@action
def settle(
    *, actor: User, vacancy: Vacancy, kinds: Mapping[str, str], conditions: Collection[str] | None = None
) -> None:
    """Keep the choice for each requirement (identifier → kind, or :data:`NOT_ASKED`), and the conditions kept.

    ``conditions`` are ``"licences:0"``…: those of the reading that still count; ``None`` changes none.
    """
    allow(may_edit_offer(actor, vacancy), actor=actor, subject=vacancy, organisation=vacancy.organisation_id)
    changed = 0
    for row in vacancy.requirements.select_for_update():
        chosen = kinds.get(str(row.pk))
        if chosen is None:
            continue
        kept = chosen != NOT_ASKED
        if (row.kept, row.settled) == (kept, True) and (not kept or row.kind == chosen):
            continue
        row.kept, row.settled = kept, True
        if kept:
            row.kind = Requirement.Kind(chosen)
        row.save()
        changed += 1
    if conditions is not None and vacancy.reading is not None:
        terms = vacancy.reading["terms"]
        for name in CONDITIONS:
            terms[name] = [row for n, row in enumerate(terms[name]) if f"{name}:{n}" in conditions]
        if terms["experience"] is not None and "experience:0" not in conditions:
            terms["experience"] = None
        vacancy.save(update_fields=["reading"])
    note_details(changed=changed)
    touch_offer(vacancy)


@action
def add(*, actor: User, vacancy: Vacancy, uri: str, kind: str) -> Requirement:
    """Ask for one more skill of the taxonomy; one that is already there is kept with this kind."""
    allow(may_edit_offer(actor, vacancy), actor=actor, subject=vacancy, organisation=vacancy.organisation_id)
    taxonomy = engine().taxonomy
    concept = taxonomy.find(uri)
    if concept is None:
        raise ValueError(_("This skill is not in the taxonomy in use."))
    row, _made = Requirement.objects.update_or_create(
        vacancy=vacancy,
        uri=uri,
        defaults={"kind": Requirement.Kind(kind), "kept": True, "settled": True},
        create_defaults={
            "label": taxonomy.label(concept, vacancy.language)[:300],
            "kind": Requirement.Kind(kind),
            "source": "added",
            "settled": True,
        },
    )
    touch_offer(vacancy)
    return row


def propose(vacancy: Vacancy, posting: JobPosting) -> None:
    """Write what the machine read as proposals; what a person settled stays as they settled it. In an action only."""
    rows = {row.uri: row for row in vacancy.requirements.select_for_update()}
    read: dict[str, dict[str, Any]] = {
        requirement.uri: {
            "label": requirement.label[:300],
            "kind": requirement.kind.value,
            "source": requirement.source.value,
            "confidence": requirement.confidence,
            "reason": requirement.reason[:500],
            "passages": [
                {"text": p.text, "start": p.start, "end": p.end, "page": p.page} for p in requirement.evidence
            ],
        }
        for requirement in posting.requirements
    }
    for uri, values in read.items():
        row = rows.pop(uri, None)
        if row is None:
            Requirement.objects.create(vacancy=vacancy, uri=uri, **values)
        elif row.settled:
            row.passages, row.label = values["passages"], values["label"]
            row.save(update_fields=["passages", "label"])
        else:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
    gone = [row.pk for row in rows.values() if not row.settled]
    Requirement.objects.filter(pk__in=gone).delete()
