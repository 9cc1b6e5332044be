"""A ranking and a pair on a terminal: counts in words first, then the points."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from openemploi.cli.screen import SHAPES, console, joined
from openemploi.i18n import _, ngettext
from openemploi.matching import Match, Ranked, RequirementMatch, Status
from openemploi.matching.model import Part
from openemploi.reporting import Failure
from openemploi.reporting.words import kind_name, part_name, skills_sentence, status_name

SHOWN = 10  # lines of a table when nobody says how many: the first ones must not scroll away
_DETAILED = 3  # the first ones are told in more words


def show_ranking(
    ranked: Sequence[Ranked], *, title: str, direction: str, failures: Sequence[Failure], total: int
) -> None:
    """The ranked list with reasons, then what could not be read."""
    console.print()
    console.print(f"[bold]{escape(title)}[/bold]")
    found = (
        ngettext(
            "{count} CV, ordered by how much of this offer each meets",
            "{count} CVs, ordered by how much of this offer each meets",
            total,
        )
        if direction == "cvs"
        else ngettext(
            "{count} offer, ordered by how much of it this CV meets",
            "{count} offers, ordered by how much of each this CV meets",
            total,
        )
    )
    console.print(f"{found}. {_('The machine proposes, a person decides.')}")
    if ranked:
        console.print(_legend())
        table = Table(header_style="bold", show_lines=True, expand=True)
        table.add_column(_("Rank"), justify="right", no_wrap=True)
        table.add_column(
            _("CV, and why") if direction == "cvs" else _("Offer, and why"), overflow="fold", ratio=1
        )
        table.add_column(_("Points"), justify="right", no_wrap=True)
        for entry in ranked:
            match = entry.match
            place = f"{entry.rank}" + (f"\n{_('tied')}" if entry.tied else "")
            head = Text(match.name, style="bold")
            head.append(f"  {skills_sentence(match)}", style="not bold")
            table.add_row(place, Text("\n").join([head, _why(entry)]), f"{match.score:.1f}")
        console.print(table)
    if total > len(ranked):
        console.print(
            ngettext(
                "{count} more is not shown here: --top {total} shows all, --html and --json have them.",
                "{count} more are not shown here: --top {total} shows all, --html and --json have them.",
                total - len(ranked),
                total=total,
            )
        )
    for failure in failures:
        line = Text("✗ ", style="red")
        line.append(f"{failure.name}: ", style="bold")
        line.append(f"{failure.message} {failure.remedy} ")
        line.append(f"[{failure.code}]", style="dim")
        console.print(line)
    if failures:
        console.print(
            ngettext("{count} file could not be read; the others were ranked without it.",
                     "{count} files could not be read; the others were ranked without them.", len(failures))
        )  # fmt: skip


def show_pair(match: Match, *, title: str) -> None:
    """Every requirement of one pair, with its points and where it was read on both sides."""
    console.print()
    console.print(f"[bold]{escape(match.name)}[/bold] — [bold]{escape(title)}[/bold]")
    console.print(skills_sentence(match))
    for gate in match.closed_gates:
        console.print(
            f"[red]! {_('Condition of the offer not met: {label}', label=escape(gate.label))}[/red]"
        )
    table = Table(header_style="bold", show_lines=True, expand=True)
    for header in (_("Asked for"), _("State")):
        table.add_column(header, overflow="fold", ratio=2)
    table.add_column(_("Points"), justify="right", no_wrap=True)
    table.add_column(_("Read in the CV"), overflow="fold", ratio=4)
    table.add_column(_("Read in the offer"), overflow="fold", ratio=3)
    for part, points in match.parts.items():
        table.add_section()
        table.add_row(
            f"[bold]{part_name(part)}[/bold]",
            "",
            f"[bold]{points:.1f} / {match.worths[part]:.1f}[/bold]",
            "",
            "",
        )
        for line in (line for line in match.requirements if line.part is part):
            table.add_row(
                f"{escape(line.label)}\n[dim]{kind_name(line.kind)}[/dim]",
                _state(line),
                f"{line.points:.1f} / {line.worth:.1f}",
                _quotes(line),
                "\n".join(f"« {escape(_short(p.text))} »" for p in line.asked_in[:1]),
            )
    table.add_section()
    table.add_row(f"[bold]{_('Sum')}[/bold]", "", f"[bold]{match.score:.1f} / 100[/bold]", "", "")
    console.print(table)


def _legend() -> Text:
    text = Text()
    for status, (shape, colour) in SHAPES.items():
        text.append(f"{shape} ", style=colour)
        text.append(f"{status_name(status).lower()}   ")
    return text


def _why(entry: Ranked) -> Text:
    text = Text()
    most = 6 if entry.rank <= _DETAILED else 4
    for status, (shape, colour) in SHAPES.items():
        lines = [line for line in entry.match.requirements if line.status is status and _telling(line)]
        if lines:
            lines.sort(key=lambda line: -line.worth)
            text.append("\n" if text.plain else "")
            text.append(f"{shape} ", style=colour)
            text.append(joined([line.label for line in lines], most=most))
    for gate in entry.match.closed_gates:
        text.append(f"\n! {_('Condition of the offer not met: {label}', label=gate.label)}", style="red")
    if entry.effect:
        text.append("\n⇅ ", style="blue")
        text.append(entry.effect)
    if entry.would_help and entry.rank > 1:
        best = entry.would_help[0]
        if best.rank < entry.rank:
            text.append("\n→ ", style="blue")
            text.append(
                _("with “{skill}”: rank {rank}", skill=best.requirement.label, rank=best.rank), style="dim"
            )
    return text


def _telling(line: RequirementMatch) -> bool:
    # What a CV does not say about place and contract is the rule; it is told in full by "explain".
    return not (line.status is Status.UNKNOWN and line.part in (Part.PLACE, Part.CONTRACT))


def _state(line: RequirementMatch) -> Text:
    shape, colour = SHAPES[line.status]
    text = Text(f"{shape} ", style=colour)
    text.append(status_name(line.status, part=line.part).lower())
    return text


def _quotes(line: RequirementMatch) -> str:
    quotes = [f"« {escape(_short(p.text))} » {_('p.')} {p.page}" for p in line.evidence[:2]]
    return "\n".join([*quotes, f"[dim]{escape(line.reason)}[/dim]" if line.reason else ""]).strip()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:67] + "…"
