"""``openemploi fairness``: equal treatment of orientation and of transitions, on invented people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from openemploi.cli.data_screen import table_of
from openemploi.cli.extras import needs_data
from openemploi.cli.screen import PARTLY, Json, Lang, console, fail, write_json
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _

if TYPE_CHECKING:
    from openemploi.fairness.exposure import Exposure, Mean
    from openemploi.fairness.invented import Worker
    from openemploi.fairness.twins import TwinReport
    from openemploi.pathways.orientation import Guide

app: Final = typer.Typer(help="Equal treatment: tests on invented people.", no_args_is_help=True)
app.callback()(needs_data)
_GAPS: Final = 12
_DIFFERENCES: Final = 20
_PEOPLE: Final = 500

WordsOnly = Annotated[
    bool, typer.Option("--words-only", help="Compare words only, and not meanings: nothing to load.")
]


@app.command("twins")
def twins(words_only: WordsOnly = False, as_json: Json = False, lang: Lang = "fr") -> None:
    """Invented people who differ in sex, first name, neighbourhood or school alone: do they get the same lists?"""
    from openemploi.fairness import twin_test
    from openemploi.fairness.invented import pupil_twins, worker_twins

    try:
        guide = _guide(words_only)
        orientation = twin_test(pupil_twins(), recommend=_families(guide))
        transitions = twin_test(worker_twins(), recommend=_occupations())
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json({"orientation": asdict(orientation), "transitions": asdict(transitions)})
    else:
        _tell_twins(_("Orientation"), orientation)
        _tell_twins(_("Transitions"), transitions)
    if not (orientation.identical and transitions.identical):
        raise typer.Exit(PARTLY)


@app.command("exposure")
def exposed(
    words_only: WordsOnly = False,
    portal: Annotated[
        bool,
        typer.Option("--portal", help="What the portal here shows its job seekers instead, 500 at most."),
    ] = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """What invented girls and boys are shown, each by what they were imagined to say."""
    if portal:
        _portal_exposed(as_json=as_json)
        return
    from openemploi.datasets.store import Store
    from openemploi.fairness import Item, Shown, exposure
    from openemploi.fairness.invented import pupils
    from openemploi.fairness.pay import family_pay
    from openemploi.pathways.orientation import Answers, Reach

    try:
        guide = _guide(words_only)
        pay = family_pay(Store.open())
        shown = []
        for pupil in pupils():
            found = guide.guide(Answers(likes=pupil.usual))
            items = tuple(
                Item(one.domain_label, one.reach is Reach.UNEXPECTED, pay.get(one.code))
                for one in found.families
            )
            shown.append(Shown(pupil.group, items))
        report = exposure(shown)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(asdict(report))
        return
    lead = _(
        "Invented people, who each say something else: a difference here is no proof of unequal treatment."
    )
    _tell_exposure(report, lead=lead)


def _portal_exposed(*, as_json: bool) -> None:
    from openemploi.cli.portal import portal_set_up
    from openemploi.fairness import exposure

    with portal_set_up(as_json=as_json):
        from openemploi_web.jobseekers.exposure import shown_to

        report = exposure(shown_to(most=_PEOPLE))
    if as_json:
        write_json(asdict(report))
        return
    lead = _("Offers that the portal shows, first page: the list alone, then with the part beside it.")
    _tell_exposure(report, lead=lead)


def _guide(words_only: bool) -> Guide:
    from openemploi.datasets.store import Store
    from openemploi.extraction.encoder import open_encoders
    from openemploi.pathways.orientation import Guide

    encoders = None if words_only else open_encoders(threads=2)
    return Guide.open(Store.open(), encoder=encoders.titles if encoders else None)


def _families(guide: Guide) -> Callable[[str], Sequence[tuple[str, str]]]:
    """What a pupil would notice of an answer: the families and how far each is said to be, in order."""
    from openemploi.pathways.orientation import Answers

    def recommend(text: str) -> list[tuple[str, str]]:
        return [(one.code, one.reach.value) for one in guide.guide(Answers(likes=text)).families]

    return recommend


def _occupations() -> Callable[[Worker], Sequence[tuple[str, str, int]]]:
    """The occupations that somebody is shown from the name they give theirs, how far each is, and its effort."""
    from openemploi.datasets.store import Store
    from openemploi.pathways.transitions import finder

    paths = finder(Store.open())

    def recommend(person: Worker) -> list[tuple[str, str, int]]:
        named = paths.known.look_up.occupations(person.occupation, limit=1)
        if not named:
            return []
        found = paths.find(paths.start(named[0].code), figures=False)
        return [(one.target.code, one.reach.value, one.effort) for one in found.found]

    return recommend


def _tell_twins(title: str, report: TwinReport) -> None:
    table = table_of(
        _("What differs"), _("Pairs"), _("Same list"), _("Other list"), _("Both empty"), title=title
    )
    for one in report.results:
        table.add_row(
            _attribute(one.attribute),
            str(one.pairs),
            str(one.identical),
            str(one.pairs - one.identical),
            str(one.empty),
        )
    console.print(table)
    for found in report.differences[:_DIFFERENCES]:
        gone, come = map(str, found.only_one), map(str, found.only_other)
        moved = (str(item) for item, _before, _after in found.moved)
        words = " ".join([*gone, "≠", *come, *moved])
        console.print(f"  {found.name} · {_attribute(found.attribute)}: {words}", markup=False)


def _attribute(code: str) -> str:
    return {
        "sex": _("Sex"),
        "first_name": _("First name"),
        "neighbourhood": _("Neighbourhood"),
        "school": _("School"),
    }.get(code, code)


def _tell_exposure(report: Exposure, *, lead: str) -> None:
    console.print(lead)
    table = table_of(_("Group"), _("People"), _("Unexpected share"), _("Median pay shown, € a month"))
    for group in report.groups:
        table.add_row(
            _group(group.name), str(group.people), _mean(group.unexpected, 100, " %"), _mean(group.pay, 1, "")
        )
    console.print(table)
    if report.hidden:
        console.print(_("Groups of fewer than 11 people, not shown: {count}", count=report.hidden))
    domains = table_of(
        _("Domain"),
        *(_group(group.name) for group in report.groups),
        title=_("People who are shown the domain"),
    )
    for row in zip(*(group.domains for group in report.groups), strict=True):
        domains.add_row(row[0].name, *(f"{one.k}/{one.n} ({one.low:.0%}–{one.high:.0%})" for one in row))
    console.print(domains)
    clear = [gap for gap in report.gaps if gap.clear]
    for gap in clear[:_GAPS]:
        console.print(
            f"  {gap.domain}: {_group(gap.other)} − {_group(gap.one)} = {100 * gap.value:+.0f} "
            f"({100 * gap.low:+.0f}…{100 * gap.high:+.0f})",
            markup=False,
        )
    if not clear:
        console.print(_("No domain differs clearly between groups."))


def _mean(mean: Mean | None, times: float, unit: str) -> str:
    if mean is None:
        return _("unknown")
    if mean.low is None or mean.high is None:
        return f"{times * mean.value:.0f}{unit}"
    return f"{times * mean.value:.0f}{unit} ({times * mean.low:.0f}–{times * mean.high:.0f})"


def _group(name: str) -> str:
    names = {
        "girls": _("Girls"),
        "boys": _("Boys"),
        "list": _("List"),
        "list_and_other_ways": _("List and other ways"),
    }
    return names.get(name, name)
