"""``openemploi index``: keep many people or offers ready to be searched, and search them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape

from openemploi.cli.files import files_in, shown_names
from openemploi.cli.places import commune
from openemploi.cli.ranking_screen import SHOWN, show_ranking
from openemploi.cli.screen import (
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
from openemploi.errors import OpenEmploiError
from openemploi.i18n import _, ngettext
from openemploi.matching import rank
from openemploi.matching.contract import ranked_record
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.index import (
    Around,
    Filter,
    Found,
    Index,
    IndexWriter,
    Manifest,
    Searcher,
    offer_features,
    person_features,
    posting_facets,
    verify,
)
from openemploi.profiles.model import JobPosting, JobseekerProfile

app: Final = typer.Typer(no_args_is_help=True, help="Many people or offers, ready to be searched.")

Folder = Annotated[Path, typer.Argument(help="The folder of the index.")]
_COMMIT_EVERY: Final = 5000  # documents: what an interrupted run does not have to read again


class Side(StrEnum):
    """What an index holds."""

    PEOPLE = "people"
    OFFERS = "offers"


@dataclass
class _Done:
    """What one run of ``add`` did."""

    added: int = 0
    failures: list[tuple[str, OpenEmploiError]] = field(default_factory=list)


@app.command("add")
def add(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(help="CVs or offers, files of many offers, or folders.")],
    of: Annotated[Side, typer.Option("--of", help="What the files hold.")] = Side.PEOPLE,
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Add CVs or offers to the index in FOLDER; one added again replaces itself."""
    done = _Done()
    try:
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        engine.matcher.near.whole(progress=tell)  # once for a taxonomy, so that no search has to wait for it
        paths = files_in(files)
        with IndexWriter(folder, side=of.value) as writer:
            step = _adding(engine, writer, done)
            try:
                with progress(_("Reading"), total=None, quiet=as_json) as advance:
                    for name, record in _records(engine, paths, of):
                        if isinstance(record, OpenEmploiError):
                            done.failures.append((name, record))
                            show_error(record, name=name, as_json=as_json)
                        else:
                            step(name, record)
                        advance()
            finally:
                version = writer.commit()  # an interrupted run keeps what it read
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    except KeyboardInterrupt:
        notices.print(_("Stopped. What was read is in the index: run the same command to go on."))
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        write_json({"added": done.added, "unread": len(done.failures), "version": version})
    else:
        console.print(
            ngettext("{count} document is in force.", "{count} documents are in force.", done.added)
        )
    if done.failures:
        raise typer.Exit(PARTLY)


@app.command("remove")
def remove(
    folder: Folder,
    ids: Annotated[list[str], typer.Argument(help="Identifiers, as the search shows them.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Take documents out of the index; they are found no more at once."""
    try:
        index = Index.open(folder)
        known = [name for name in ids if index.find(name) is not None]
        with IndexWriter(folder, side=index.side) as writer:
            for name in known:
                writer.delete(name)
            writer.commit()
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    unknown = [name for name in ids if name not in known]
    if as_json:
        write_json({"removed": known, "unknown": unknown})
        return
    console.print(ngettext("{count} document was removed.", "{count} documents were removed.", len(known)))
    for name in unknown:
        console.print(_("Not in the index: {name}", name=escape(name)))


@app.command("status")
def status(folder: Folder, as_json: Json = False, lang: Lang = "fr") -> None:
    """Read every file of the index, compare it with its checksum, and say what it holds."""
    try:
        manifest = verify(folder)
        index = Index.open(folder)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    record = {
        "side": manifest.side,
        "version": manifest.version,
        "documents": manifest.documents,
        "blocks": len(manifest.blocks),
        "terms": len(index.terms),
        "postings": index.postings,
        "bytes": _bytes(folder, manifest),
    }
    if as_json:
        write_json(record)
    else:
        console.print(in_short(folder, manifest))


def in_short(folder: Path, manifest: Manifest) -> str:
    """What a whole index holds, in a line."""
    return _(
        "{side}: {documents} documents in {blocks} blocks, {megabytes} MB, version {version}; every file is whole.",
        side=_("People") if manifest.side == "people" else _("Offers"),
        documents=manifest.documents,
        blocks=len(manifest.blocks),
        megabytes=f"{_bytes(folder, manifest) / 1e6:.1f}",
        version=manifest.version,
    )


def _bytes(folder: Path, manifest: Manifest) -> int:
    return sum((folder / name).stat().st_size for name in manifest.files)


@app.command("search")
def search(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="An offer, to search people; a CV, to search offers.")],
    top: Annotated[int, typer.Option("--top", min=1, max=10_000, help="How many to find.")] = SHOWN,
    facet: Annotated[
        list[str] | None,
        typer.Option(
            "--only", help="contract:permanent, hours:part, language:fr, remote:yes, employer:NAME."
        ),
    ] = None,
    near: Annotated[str | None, typer.Option("--near", help="Only around this commune.")] = None,
    radius: Annotated[float, typer.Option("--radius", min=0, max=1000, help="Kilometres around it.")] = 30.0,
    no_cache: NoCache = False,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Find who meets an offer most, or the offers that a CV meets most, with the reasons."""
    try:
        keep = _filter(facet or (), near, radius)
        index = Index.open(folder)
        engine = Engine.start(language=lang, cache=not no_cache, progress=tell)
        found = _found(engine, index, file, count=top, keep=keep)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    ranked = rank(found.matches)
    if as_json:
        write_json([ranked_record(entry) for entry in ranked])
        return
    direction = "cvs" if index.side == "people" else "offers"
    show_ranking(ranked, title=file.name, direction=direction, failures=(), total=len(ranked))
    console.print(
        _(
            "{count} documents searched. Passages are in the documents themselves, not in the index.",
            count=len(index),
        )
    )


def _records(
    engine: Engine, paths: Sequence[Path], of: Side
) -> Iterator[tuple[str, JobseekerProfile | JobPosting | OpenEmploiError]]:
    names = shown_names(paths)
    if of is Side.PEOPLE:
        for path, profile in engine.read_cvs(paths):
            yield names[path], profile
    else:
        for path in paths:
            yield from engine.read_offers(path)


def _adding(
    engine: Engine, writer: IndexWriter, done: _Done
) -> Callable[[str, JobseekerProfile | JobPosting], None]:
    matcher = engine.matcher

    def step(name: str, record: JobseekerProfile | JobPosting) -> None:
        if isinstance(record, JobPosting):
            asked = matcher.ask(OfferFacts.of(record), answers=False)
            writer.put(record.id or name, offer_features(asked, facets=posting_facets(record)))
        else:
            writer.put(name, person_features(PersonFacts.of(record), matcher=matcher))
        done.added += 1
        if done.added % _COMMIT_EVERY == 0:
            writer.commit()

    return step


def _found(engine: Engine, index: Index, file: Path, *, count: int, keep: Filter | None) -> Found:
    searcher = Searcher(index, engine.matcher)
    if index.side == "people":
        posting = engine.read_offer(file)
        asked = engine.matcher.ask(OfferFacts.of(posting), language=engine.language)
        return searcher.people_for(asked, key=posting.document.sha256, count=count, keep=keep)
    profile = engine.read_cv(file)
    held = engine.matcher.hold(PersonFacts.of(profile))
    return searcher.offers_for(
        held, key=profile.document.sha256, count=count, keep=keep, language=engine.language
    )


def _filter(facets: Sequence[str], near: str | None, radius: float) -> Filter | None:
    around = None
    if near is not None:
        point = commune(near)
        around = Around(point.latitude, point.longitude, radius)
    if not facets and around is None:
        return None
    choices: dict[str, set[str]] = {}
    for facet in facets:  # those of one kind are alternatives
        choices.setdefault(facet.partition(":")[0], set()).add(facet)
    return Filter(facets=tuple(frozenset(several) for several in choices.values()), around=around)
