"""``openemploi rank``, ``offers`` and ``explain``: who for what, in which order, and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from openemploi.cli.applications import read_counts
from openemploi.cli.files import files_in, shown_names
from openemploi.cli.places import commune
from openemploi.cli.ranking_screen import SHOWN, show_pair, show_ranking
from openemploi.cli.screen import (
    IMPOSSIBLE,
    INTERRUPTED,
    PARTLY,
    Json,
    Lang,
    NoCache,
    console,
    fail,
    notices,
    progress,
    show_error,
    tell,
    write_json,
)  # fmt: skip
from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.extraction.model import SearchArea
from openemploi.i18n import _, ngettext
from openemploi.matching import Load, Match, Ranked, rank, spread
from openemploi.matching.blind import blind as masked
from openemploi.matching.conditions import contract_name
from openemploi.matching.contract import match_record, ranked_record
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.reporting import Failure, RankingReport, render

Html = Annotated[Path | None, typer.Option("--html", help="Also write one self-contained page to this file.")]
Around = Annotated[str | None, typer.Option("--around", help="The commune around which the person looks.")]
Radius = Annotated[float, typer.Option("--radius", min=0, max=1000, help="Kilometres around that commune.")]
Applications = Annotated[
    Path | None,
    typer.Option("--applications", help="JSON: how many apply to each offer already; spreads equal offers."),
]
Top = Annotated[
    int | None,
    typer.Option("--top", min=1, help="Show this many; 10 on a screen, all in JSON and on the page."),
]


@dataclass
class _Work:
    """What one run did."""

    matches: list[Match] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    loads: dict[str, Load] = field(default_factory=dict)  # of offers, by name


def rank_cvs(
    offer: Annotated[Path, typer.Argument(help="The offer: text, PDF, DOCX, HTML or JSON.")],
    cvs: Annotated[list[Path], typer.Argument(help="CVs, or folders of CVs.")],
    html: Html = None,
    blind: Annotated[bool, typer.Option("--blind", help="Mask names and contact details.")] = False,
    top: Top = None,
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Rank CVs for OFFER, each requirement with its evidence."""
    try:
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        posting = engine.read_offer(offer)
        files = files_in(cvs, but=offer)
        _writable(html)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    work = _Work()

    def step(name: str, profile: JobseekerProfile) -> None:
        match = engine.match(profile, posting, name=name)
        work.matches.append(masked(match, profile.structure.contact) if blind else match)

    _each_cv(engine, files, step, work, blind=blind, as_json=as_json)
    title = posting.terms.title.text if posting.terms.title else offer.name
    _finish(work, title=title, direction="cvs", engine=engine, html=html, blind=blind, top=top, as_json=as_json,
            subject=_facts(posting))  # fmt: skip


def rank_offers(
    cv: Annotated[Path, typer.Argument(help="The CV.")],
    offers: Annotated[list[Path], typer.Argument(help="Offers, files of many offers, or folders of them.")],
    around: Around = None,
    radius: Radius = 30.0,
    applications: Applications = None,
    html: Html = None,
    top: Top = None,
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Rank offers for CV, each requirement with its evidence."""
    try:
        areas = _area(around, radius)
        counts = read_counts(applications) if applications else {}
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        profile = engine.read_cv(cv)
        files = files_in(offers, but=cv)
        _writable(html)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    work = _Work()
    with (
        _interruptible(work, kept=False),
        progress(_("Reading offers"), total=None, quiet=as_json) as advance,
    ):
        for path in files:
            for name, posting in engine.read_offers(path):
                if isinstance(posting, OpenEmploiError):
                    _failed(work, name, posting, as_json=as_json)
                else:
                    work.matches.append(engine.match(profile, posting, name=name, areas=areas))
                    count = counts.get(name, counts.get(posting.id or ""))
                    if count is not None:
                        work.loads[name] = Load(count, posting.terms.openings)
                advance()
    _finish(work, title=cv.name, direction="offers", engine=engine, html=html, blind=False, top=top,
            as_json=as_json, subject=())  # fmt: skip


def explain(
    offer: Annotated[Path, typer.Argument(help="The offer.")],
    cv: Annotated[Path, typer.Argument(help="The CV.")],
    around: Around = None,
    radius: Radius = 30.0,
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Explain one pair in full: every requirement, its points, and where it was read."""
    try:
        areas = _area(around, radius)
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        posting = engine.read_offer(offer)
        match = engine.match(engine.read_cv(cv), posting, name=cv.name, areas=areas)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    if as_json:
        write_json(match_record(match))
    else:
        show_pair(match, title=posting.terms.title.text if posting.terms.title else offer.name)
        _attribution(engine)


def _writable(html: Path | None) -> None:
    """Said before the work, not after it."""
    if html is not None and (
        html.is_dir() or not html.parent.is_dir() or not os.access(html.parent, os.W_OK)
    ):
        raise RequestError(
            "page_not_writable",
            _("The page cannot be written to {file}.", file=html),
            remedy=_("Name a file in a folder that exists and that you may write to."),
        )


def _area(around: str | None, radius: float) -> tuple[SearchArea, ...] | None:
    if around is None:
        return None
    point = commune(around)
    return (SearchArea(point.name, radius, latitude=point.latitude, longitude=point.longitude),)


def _each_cv(
    engine: Engine,
    files: Sequence[Path],
    step: Callable[[str, JobseekerProfile], None],
    work: _Work,
    *,
    blind: bool,
    as_json: bool,
) -> None:
    shown = shown_names(files)
    with (
        _interruptible(work, kept=engine.keeps),
        progress(_("Reading CVs"), total=len(files), quiet=as_json) as advance,
    ):
        for path, profile in engine.read_cvs(files):
            if isinstance(profile, OpenEmploiError):
                name = (
                    f"CV {hashlib.sha256(path.name.encode()).hexdigest()[:6]}{path.suffix}"
                    if blind
                    else shown[path]
                )
                _failed(work, name, profile, as_json=as_json)
            else:
                step(shown[path], profile)
            advance()


@contextmanager
def _interruptible(work: _Work, *, kept: bool) -> Iterator[None]:
    """Ctrl-C ends the run; CVs that were read are kept and the next run goes on from there."""
    try:
        yield
    except KeyboardInterrupt:
        notices.print(
            _("Stopped. Nothing was kept.")
            if not kept
            else ngettext(
                "Stopped. {count} file was read and is kept: run the same command to go on.",
                "Stopped. {count} files were read and are kept: run the same command to go on.",
                len(work.matches),
            )
        )
        raise typer.Exit(INTERRUPTED) from None


def _failed(work: _Work, name: str, error: OpenEmploiError, *, as_json: bool) -> None:
    work.failures.append(Failure(name, error.code, error.message, error.remedy))
    if as_json:
        show_error(error, name=name, as_json=True)


def _finish(
    work: _Work,
    *,
    title: str,
    direction: str,
    engine: Engine,
    html: Path | None,
    blind: bool,
    top: int | None,
    as_json: bool,
    subject: tuple[tuple[str, str], ...],
) -> None:
    ranked: list[Ranked] = spread(rank(work.matches), work.loads) if work.loads else rank(work.matches)
    ranked = ranked[:top]
    if html is not None:
        report = RankingReport(
            title=title, direction=direction, ranked=tuple(ranked), failures=tuple(work.failures), subject=subject,
            attributions=attributions(engine), blind=blind, made_on=date.today(),
        )  # fmt: skip
        html.write_text(render(report), encoding="utf-8")
    if as_json:
        write_json([ranked_record(entry) for entry in ranked])
    else:
        show_ranking(
            ranked[: top or SHOWN],
            title=title,
            direction=direction,
            failures=work.failures,
            total=len(work.matches),
        )
        if html is not None:
            console.print(_("The page was written to {file}.", file=html))
        _attribution(engine)
    if not work.matches:
        raise typer.Exit(IMPOSSIBLE)
    if work.failures:
        raise typer.Exit(PARTLY)


def attributions(engine: Engine) -> tuple[str, ...]:
    """The sentences that the licences of the taxonomies in force ask to show."""
    return tuple(dict.fromkeys(scheme.attribution for scheme in engine.taxonomy.schemes))


def _attribution(engine: Engine) -> None:
    console.print(f"[dim]{' · '.join(attributions(engine))}[/dim]")


def _facts(posting: JobPosting) -> tuple[tuple[str, str], ...]:
    terms = posting.terms
    facts = [
        (_("Employer"), terms.employer),
        (_("Place"), terms.place.label if terms.place else ""),
        (_("Contract"), contract_name(terms.contract) if terms.contract else ""),
        (_("Hours a week"), f"{terms.hours.weekly:g}" if terms.hours and terms.hours.weekly else ""),
        (_("Occupation"), posting.occupations[0].label if posting.occupations else ""),
    ]
    return tuple((label, value) for label, value in facts if value)
