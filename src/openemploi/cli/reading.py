"""``openemploi extract``: what was read in one file, with the passages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from openemploi.cli.screen import Json, Lang, NoCache, console, fail, notices, tell, write_json
from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.extraction.language_names import language_name
from openemploi.extraction.licence_names import licence_name
from openemploi.extraction.model import Level, Passage, Source
from openemploi.i18n import _, ngettext, time_name
from openemploi.i18n import language as code
from openemploi.profiles.contract import posting_record, profile_record
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.profiles.writers import write
from openemploi.reporting.words import kind_name


def extract(
    file: Annotated[
        Path, typer.Argument(help="A CV or an offer: PDF, DOCX, ODT, RTF, HTML, text, image, JSON, XML.")
    ],
    kind: Annotated[str, typer.Option("--as", help="cv, offer, or auto to tell from the text.")] = "auto",
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="Write it as json-resume, europass, france-travail or schema-org.",
        ),
    ] = "",
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show what was read in FILE, with the passages."""
    if kind not in ("auto", "cv", "offer"):
        raise typer.BadParameter("cv, offer, auto", param_hint="--as")
    try:
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        record = engine.read_any(file, kind=kind)
        written = write(record, format_name=to, today=engine.today) if to else None
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if written is not None:
        write_json(written.data)
        for path in written.not_carried:
            notices.print(f"! {_('Not carried by this format:')} {escape(path)}")
    elif isinstance(record, JobPosting):
        write_json(posting_record(record)) if as_json else _show_posting(record)
    else:
        write_json(profile_record(record)) if as_json else _show_profile(record)


def _show_profile(profile: JobseekerProfile) -> None:
    structure, document = profile.structure, profile.document
    console.print(f"[bold]{escape(document.name)}[/bold]")
    console.print(
        _("Reading quality {quality} %, {pages}, language {language}", quality=round(document.quality * 100),
          pages=ngettext("{count} page", "{count} pages", document.pages), language=profile.language)
    )  # fmt: skip
    for note in profile.notes:
        console.print(f"[yellow]! {escape(note)}[/yellow]")
    for claim in profile.occupations[:3]:
        console.print(_("Occupation: {label}", label=f"[bold]{escape(claim.label)}[/bold]"))
    table = _table(_("Skill"), _("Source"), _("Level"), _("Time"), _("Read in"))
    for skill in profile.skills:
        source = (
            _("not held") if skill.negated else _("said") if skill.source is Source.SAID else _("implied")
        )
        table.add_row(
            escape(skill.label), source, _level(skill.level), time_name(skill.months),
            _passages(skill.evidence) if skill.source is Source.SAID else escape(skill.reason),
        )  # fmt: skip
    console.print(table)
    if profile.unlinked:
        console.print(
            _("Listed, and not a skill that the taxonomy knows: {items}",
              items=escape("; ".join(item.text for item in profile.unlinked)))
        )  # fmt: skip
    table = _table(_("Also read"), _("What"), _("Read in"))
    for entry in structure.experiences:
        dates = " – ".join(str(d) if d else "?" for d in (entry.start, entry.end)) if entry.start else ""
        dates = dates.replace("– ?", "– …") if entry.current else dates
        table.add_row(
            _("Experience"),
            escape(
                ", ".join(
                    part for part in (entry.title, entry.employer, dates, time_name(entry.months)) if part
                )
            ),
            _passages((entry.passage,)),
        )
    for course in structure.education:
        level = _("level {level}", level=course.level) if course.level else ""
        table.add_row(
            _("Education"),
            escape(", ".join(part for part in (course.title, course.school, level) if part)),
            _passages((course.passage,)),
        )
    for spoken in structure.languages:
        level = (
            _("not held") if spoken.negated else spoken.level.value if spoken.level else _("level unknown")
        )
        table.add_row(
            _("Language"),
            f"{escape(language_name(spoken.code, code()))}, {level}",
            _passages(spoken.evidence),
        )
    for licence in structure.licences:
        state = _("not held") if licence.negated else _("held")
        table.add_row(
            _("Licence"),
            f"{escape(licence_name(licence.code, code()))}, {state}",
            _passages(licence.evidence),
        )
    for area in structure.search_areas:
        radius = f", {area.radius_km:g} km" if area.radius_km else ""
        table.add_row(_("Looks for work in"), escape(area.place) + radius, _passages(area.evidence))
    if table.row_count:
        console.print(table)
    if structure.contact.name:
        console.print(
            _("Contact details were read too ({name}); they are kept apart and never counted.",
              name=escape(structure.contact.name.text))
        )  # fmt: skip


def _show_posting(posting: JobPosting) -> None:
    terms = posting.terms
    console.print(f"[bold]{escape(terms.title.text if terms.title else posting.document.name)}[/bold]")
    for claim in posting.occupations[:1]:
        console.print(_("Occupation: {label}", label=f"[bold]{escape(claim.label)}[/bold]"))
    for note in posting.notes:
        console.print(f"[yellow]! {escape(note)}[/yellow]")
    table = _table(_("Asked for"), _("How much"), _("Read in"))
    for skill in posting.requirements:
        implied = skill.source is Source.IMPLIED
        table.add_row(
            escape(skill.label),
            kind_name(skill.kind),
            escape(skill.reason) if implied else _passages(skill.evidence),
        )
    for language in terms.languages:
        label = f"{language_name(language.code, code())} {language.level.value if language.level else ''}"
        table.add_row(escape(label.strip()), kind_name(language.kind), _passages(language.evidence))
    for licence in terms.licences:
        table.add_row(
            escape(licence_name(licence.code, code())), kind_name(licence.kind), _passages(licence.evidence)
        )
    for diploma in terms.diplomas:
        table.add_row(escape(diploma.label), kind_name(diploma.kind), _passages(diploma.evidence))
    if terms.experience:
        label = _("Experience: {time}", time=time_name(terms.experience.months) or _("none needed"))
        table.add_row(label, kind_name(terms.experience.kind), _passages(terms.experience.evidence))
    console.print(table)


def _table(*headers: str) -> Table:
    table = Table(show_lines=False, header_style="bold", expand=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _level(level: Level | None) -> str:
    if level is None:
        return ""
    return {
        Level.BEGINNER: _("beginner"),
        Level.INTERMEDIATE: _("intermediate"),
        Level.ADVANCED: _("advanced"),
        Level.EXPERT: _("expert"),
    }[level]


def _passages(passages: tuple[Passage, ...]) -> str:
    shown = []
    for passage in passages[:2]:
        words = " ".join(passage.text.split())
        words = words if len(words) <= 60 else words[:57] + "…"
        shown.append(f"« {escape(words)} » {_('p.')} {passage.page}")
    return "\n".join(shown) + (f" +{len(passages) - 2}" if len(passages) > 2 else "")
