"""``openemploi taxonomy``: import the official classifications, list them, search them, show one concept."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.markup import escape
from rich.table import Table

from openemploi.cli.screen import Json, Lang, console, fail, tell, write_json
from openemploi.errors import OpenEmploiError, TaxonomyError
from openemploi.extraction.semantics import open_semantics
from openemploi.i18n import _
from openemploi.taxonomy.library import import_files, open_taxonomy
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.search import search
from openemploi.taxonomy.store import Taxonomy

app: Final = typer.Typer(no_args_is_help=True, help="Occupations and skills: import, list, search, show.")


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="ESCO zips, the ROME 4 zip, the ESCO–ROME crosswalk.")],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Import official distributions as they were downloaded. A wrong file changes nothing."""
    began = time.monotonic()
    try:
        taxonomy, schemes = import_files(files, progress=tell)
        # Now, so that no ranking has to wait for it.
        semantics = open_semantics(taxonomy, progress=tell)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None
    seconds = time.monotonic() - began
    rows = [
        {"name": s.name, "version": s.version, "concepts": len(s.concepts), "relations": len(s.relations),
         "notes": list(s.notes)}
        for s in schemes
    ]  # fmt: skip
    if as_json:
        write_json({"imported": rows, "seconds": round(seconds, 2)})
        return
    for scheme in schemes:
        console.print(
            _("{title}: {concepts} concepts, {relations} relations", title=scheme.title,
              concepts=len(scheme.concepts), relations=len(scheme.relations))
        )  # fmt: skip
        for note in scheme.notes:
            console.print(f"  [dim]{escape(note)}[/dim]")
    gained = semantics.cards["skills"] if semantics else {}
    if gained.get("used"):
        console.print(
            _("Names of one skill are found at mean reciprocal rank {after} by their meaning;"
              " {before} before learning from these files.", after=gained["mrr_after"], before=gained["mrr_before"])
        )  # fmt: skip
    console.print(_("Imported in {seconds} s.", seconds=f"{seconds:.1f}"))


@app.command("list")
def list_(as_json: Json = False, lang: Lang = "fr") -> None:
    """List the classifications in force."""
    taxonomy = _open(as_json)
    if as_json:
        write_json(
            [
                {"name": s.name, "version": s.version, "title": s.title, "licence": s.licence,
                 "attribution": s.attribution, "languages": list(s.languages), "concepts": s.concepts,
                 "relations": s.relations, "relations_dropped": s.relations_dropped, "notes": list(s.notes)}
                for s in taxonomy.schemes
            ]
        )  # fmt: skip
        return
    table = Table(header_style="bold")
    for header in (_("Name"), _("Version"), _("Concepts"), _("Relations"), _("Languages"), _("Terms of use")):
        table.add_column(header, overflow="fold")
    for s in taxonomy.schemes:
        table.add_row(
            s.name, s.version, str(s.concepts), str(s.relations), " ".join(s.languages), escape(s.licence)
        )
    console.print(table)


@app.command("search")
def search_(
    text: Annotated[str, typer.Argument(help="Words, in French, English or Korean.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100)] = 10,
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Search occupations and skills by their names."""
    taxonomy = _open(as_json)
    hits = search(taxonomy, text, limit=limit)
    if as_json:
        write_json(
            [
                {"uri": taxonomy.uri(h.concept), "label": taxonomy.label(h.concept, lang), "matched": h.label,
                 "kind": taxonomy.kind(h.concept).value, "scheme": taxonomy.scheme(h.concept).name,
                 "score": round(h.score, 4)}
                for h in hits
            ]
        )  # fmt: skip
        return
    if not hits:
        console.print(_("Nothing is called “{text}”, or anything like it.", text=escape(text)))
        return
    table = Table(header_style="bold")
    for header in (_("Label"), _("Kind"), _("Matched"), _("Likeness"), "URI"):
        table.add_column(header, overflow="fold")
    for hit in hits:
        table.add_row(
            escape(taxonomy.label(hit.concept, lang)), taxonomy.kind(hit.concept).value, escape(hit.label),
            f"{hit.score:.2f}", taxonomy.uri(hit.concept),
        )  # fmt: skip
    console.print(table)


@app.command("show")
def show(
    code: Annotated[
        str, typer.Argument(help="A URI, a ROME or ISCO code, or an id of the starter taxonomy.")
    ],
    as_json: Json = False,
    lang: Lang = "fr",
) -> None:
    """Show one concept: labels, codes and relations."""
    taxonomy = _open(as_json)
    rows = _find(taxonomy, code)
    if not rows:
        raise fail(
            TaxonomyError(
                "concept_unknown",
                _("Nothing has the code {code}.", code=code),
                remedy=_("Look for it by its name with “openemploi taxonomy search”."),
            ),
            as_json=as_json,
        )
    records = [_record(taxonomy, row, lang) for row in rows]
    if as_json:
        write_json(records)
        return
    for record in records:
        console.print(f"[bold]{escape(record['label'])}[/bold] ({record['kind']}, {record['scheme']})")
        console.print(record["uri"])
        if record["description"]:
            console.print(escape(record["description"]))
        for language, labels in record["labels"].items():
            console.print(f"  {language}: {escape(' · '.join(labels))}")
        for name, code_ in record["codes"]:
            console.print(f"  {name}: {code_}")
        for relation, others in record["relations"].items():
            console.print(f"  {relation}: {escape(' · '.join(o['label'] for o in others))}")


def _open(as_json: bool) -> Taxonomy:
    try:
        return open_taxonomy(progress=tell)
    except OpenEmploiError as error:
        raise fail(error, as_json=as_json) from None


def _find(taxonomy: Taxonomy, code: str) -> list[int]:
    candidates = (
        code, f"urn:rome:{code}", f"urn:openemploi:occupation:{code}", f"urn:openemploi:skill:{code}",
        f"http://data.europa.eu/esco/occupation/{code}", f"http://data.europa.eu/esco/skill/{code}",
    )  # fmt: skip
    found = [row for uri in candidates if (row := taxonomy.find(uri)) is not None]
    for scheme in ("rome", "isco", "ogr"):
        found += taxonomy.with_code(scheme, code)
    occupations = [row for row in dict.fromkeys(found) if taxonomy.kind(row) is ConceptKind.OCCUPATION]
    return occupations if found and occupations else list(dict.fromkeys(found))


def _record(taxonomy: Taxonomy, row: int, language: str) -> dict[str, Any]:
    labels: dict[str, list[str]] = {}
    for label in taxonomy.labels(row):
        labels.setdefault(label.language, []).append(label.text)
    relations = {}
    for kind in RelationKind:
        others = taxonomy.related(row, kind)
        if others:
            relations[kind.value] = [
                {"uri": taxonomy.uri(other), "label": taxonomy.label(other, language)} for other in others
            ]
    return {
        "uri": taxonomy.uri(row),
        "label": taxonomy.label(row, language),
        "kind": taxonomy.kind(row).value,
        "scheme": taxonomy.scheme(row).name,
        "code": taxonomy.code(row),
        "codes": [list(pair) for pair in taxonomy.other_codes(row) if pair[0] != "ogr"],
        "regulated": taxonomy.regulated(row),
        "description": taxonomy.description(row, language),
        "labels": labels,
        "relations": relations,
    }
