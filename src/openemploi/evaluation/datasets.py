"""Annotated files as they are published, read into records that hold the question and the truth.

The layouts are those of the public benchmarks; a path may be one file, the folder of a set, or a folder above several
sets. What cannot be understood is refused with the file and the line.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from openemploi.errors import FormatError, RequestError, Where
from openemploi.extraction.language import language_of
from openemploi.i18n import _

LANGUAGES: Final = ("fr", "en", "ko")
_NONE: Final = frozenset({"", "unk", "label not present", "underspecified"})
_CORPUS: Final = ("corpus_elements", "corpus_documents", "corpus")
_TRUTH: Final = ".truth.json"
_CVS: Final = (".pdf", ".docx", ".odt", ".rtf", ".html", ".txt")

csv.field_size_limit(10_000_000)

_Case = TypeVar("_Case")


@dataclass(frozen=True, slots=True)
class OfferCase:
    """An offer: what may be seen of it, and its codes."""

    file: str
    id: str
    title: str
    text: str
    rome: str
    competences: tuple[str, ...]  # OGR codes, as the recruiter ticked them


@dataclass(frozen=True, slots=True)
class LabelCase:
    """A competence label and the ESCO skills it was mapped to, each with the relation."""

    file: str
    id: str
    label: str
    language: str
    wanted: tuple[tuple[str, str], ...]
    strict: bool | None


@dataclass(frozen=True, slots=True)
class TitleSet:
    """Titles to look for among the titles of a corpus, and those that are right for each query (as rows)."""

    name: str
    language: str
    queries: tuple[str, ...]
    corpus: tuple[str, ...]
    wanted: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class SpanCase:
    """A part of a sentence and the labels of the skills it names."""

    text: str
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceCase:
    """A sentence and the labels of the skills it asks for; ``spans`` is ``None`` when the set has none at all."""

    file: str
    text: str
    wanted: frozenset[str]
    spans: tuple[SpanCase, ...] | None


@dataclass(frozen=True, slots=True)
class CvCase:
    """A CV and what is written in it, by field."""

    path: Path
    fields: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Files:
    """The files that were read: their names, and one fingerprint of their contents."""

    names: list[str] = field(default_factory=list)
    _hash: Any = field(default_factory=hashlib.sha256)

    def take(self, path: Path) -> bytes:
        """The bytes of ``path``."""
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise unreadable(path, str(fault.strerror or fault)) from None
        self.names.append(path.name)
        self._hash.update(content)
        return content

    @property
    def fingerprint(self) -> str:
        """The same for the same contents."""
        digest: str = self._hash.hexdigest()
        return digest[:16]


def offers(path: Path, *, files: Files) -> list[OfferCase]:
    """The offers with a ROME code in the JSON lines or JSON lists at ``path``."""
    cases = []
    for file, number, record in _records(path, files=files, wanted=_is_offer):
        rome = str(record.get("romeCode") or "").strip().upper()
        if not rome:
            continue
        listed = record.get("competences") or []
        codes = [str(entry.get("code") or "") for entry in listed if isinstance(entry, dict)]
        cases.append(
            OfferCase(
                file,
                str(record.get("id") or number),
                str(record.get("intitule") or ""),
                str(record.get("description") or ""),
                rome,
                tuple(dict.fromkeys(code for code in codes if code)),
            )
        )
    return _some(cases, path, "intitule, description, romeCode")


def labels(path: Path, *, files: Files) -> list[LabelCase]:
    """The labels mapped to ESCO skills at ``path``."""
    cases = []
    for file, number, record in _records(path, files=files, wanted=_is_label):
        key, language = _label_key(record)
        wanted = [
            (str(entry.get("uri") or ""), str(entry.get("relation") or ""))
            if isinstance(entry, dict)
            else (str(entry), "")
            for entry in record["gold"]
        ]
        strict = record.get("strict")
        cases.append(
            LabelCase(
                file,
                str(record.get("id") or number),
                str(record[key]),
                language,
                tuple(pair for pair in wanted if pair[0]),
                strict if isinstance(strict, bool) else None,
            )
        )
    return _some([case for case in cases if case.wanted], path, "label_fr, gold")


def title_sets(path: Path, *, files: Files) -> list[TitleSet]:
    """The sets of titles at or below ``path``: queries, corpus and annotations, each a table without header."""
    start = _existing(path)
    folder = start if start.is_dir() else start.parent
    folders = sorted({found.parent for found in folder.rglob("queries.*") if found.is_file()})
    return _some(
        [_title_set(one, files=files) for one in folders], path, "queries.tsv, corpus_….tsv, annotations.tsv"
    )


def sentences(path: Path, *, files: Files) -> list[SentenceCase]:
    """The annotated sentences of the CSV files at or below ``path``."""
    cases: list[SentenceCase] = []
    for file in _below(path, ".csv", ".tsv"):
        rows = _table(file, files=files, header=True)
        head = [cell.strip().lower() for cell in rows[0]] if rows else []
        if "sentence" in head and "skills" in head:
            cases += _whole(file, head, rows[1:])
        elif "sentence" in head and "label" in head:
            cases += _with_spans(file, head, rows[1:])
        elif start_is(path, file):
            raise unreadable(
                file, _("the columns are neither sentence, span, label nor sentence, skills"), line=1
            )
    return _some(cases, path, "sentence, span, label · sentence, skills")


def cvs(path: Path, *, files: Files) -> list[CvCase]:
    """The CVs at or below ``path`` that have their truth beside them (``NAME.truth.json``)."""
    start = _existing(path)
    if start.is_dir():
        truths = sorted(start.rglob(f"*{_TRUTH}"))
    elif start.name.endswith(".json"):
        truths = [start]
    else:
        truths = [start.with_name(start.stem + _TRUTH)]
    cases = []
    for truth in truths:
        stem = truth.name.removesuffix(".json").removesuffix(".truth")
        documents = (truth.with_name(stem + ending) for ending in _CVS)
        document = next((found for found in documents if found.is_file()), None)
        if document is not None and truth.is_file():
            record = _json(files.take(truth), truth)
            files.take(document)
            cases.append(CvCase(document, _cv_fields(record, truth)))
    return _some(cases, path, f"NAME.pdf, NAME{_TRUTH}")


def unreadable(path: Path, why: str, *, line: int | None = None) -> FormatError:
    """A file of a set is not laid out as it should be."""
    return FormatError(
        "evaluation_data_unreadable",
        _("The annotated file cannot be read: {why}.", why=why),
        remedy=_("Give the files as they were published; docs/how-to/measure.md lists the layouts."),
        where=Where(file=path.name, line=line),
    )


def start_is(path: Path, file: Path) -> bool:
    """Whether ``file`` was named itself, and not found below a folder."""
    return path == file


def _existing(path: Path) -> Path:
    if not path.exists():
        raise RequestError(
            "evaluation_path_missing",
            _("There is no {name}.", name=path.name),
            remedy=_("Give the folder or the file of an annotated set."),
            where=Where(file=path.name),
        )
    return path


def _below(path: Path, *endings: str) -> list[Path]:
    start = _existing(path)
    if start.is_file():
        return [start]
    return sorted(
        file
        for file in start.rglob("*")
        if file.suffix.lower() in endings
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(start).parts)
    )


def nothing(path: Path, layout: str) -> NoReturn:
    """Raise: ``path`` exists and holds no case of the task."""
    raise RequestError(
        "evaluation_nothing_found",
        _("{name} holds nothing to measure with for this task.", name=path.name),
        remedy=_("Give files laid out so: {layout}.", layout=layout),
        where=Where(file=path.name),
    )


def _some(cases: list[_Case], path: Path, layout: str) -> list[_Case]:
    if not cases:
        nothing(path, layout)
    return cases


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise unreadable(path, _("it is not in UTF-8"), line=line) from None


def _json(content: bytes, path: Path) -> Any:
    try:
        return json.loads(_text(content, path))
    except (ValueError, RecursionError) as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else None
        raise unreadable(path, _("it is not valid JSON"), line=line) from None


def _records(
    path: Path, *, files: Files, wanted: Callable[[Mapping[str, Any]], bool]
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The objects of JSON lines, of a JSON list, or of the first list in a JSON object, with file and number."""
    for file in _below(path, ".jsonl", ".ndjson", ".json"):
        content = files.take(file)
        text = _text(content, file)
        named = start_is(path, file)
        rows: list[tuple[int, Any]]
        if text.lstrip().startswith("[") or file.suffix.lower() == ".json":
            rows = list(enumerate(_listed(text, file), start=1))
        else:
            rows = []
            for number, line in enumerate(text.split("\n"), start=1):
                if line.strip():
                    try:
                        rows.append((number, json.loads(line)))
                    except (ValueError, RecursionError):
                        raise unreadable(file, _("it is not valid JSON"), line=number) from None
        for place, (number, row) in enumerate(rows):
            if isinstance(row, dict) and wanted(row):
                yield file.name, number, row
            elif named and not place:  # a later one is a record without what is asked here
                raise unreadable(file, _("a record does not have the fields of this task"), line=number)


def _listed(text: str, path: Path) -> list[Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return [_json(line.encode(), path) for line in text.split("\n") if line.strip()]
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        inner = next((value for value in found.values() if isinstance(value, list) and value), None)
        return inner if inner and isinstance(inner[0], dict) and "gold" not in found else [found]
    return []


def _is_offer(record: Mapping[str, Any]) -> bool:
    return "intitule" in record


def _is_label(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("gold"), list) and bool(_label_key(record)[0])


def _label_key(record: Mapping[str, Any]) -> tuple[str, str]:
    for language in LANGUAGES:
        if record.get(f"label_{language}"):
            return f"label_{language}", language
    return ("label", str(record.get("language") or "fr")) if record.get("label") else ("", "")


def _table(path: Path, *, files: Files, header: bool = False) -> list[list[str]]:
    """The rows of a table: comma-separated with quotes when it has a header, else cut at tabs."""
    text = _text(files.take(path), path)
    if not header:
        return [line.rstrip("\r").split("\t") for line in text.split("\n") if line.strip()]
    try:
        return list(
            csv.reader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",")
        )
    except csv.Error as fault:
        raise unreadable(path, str(fault)) from None


def _title_set(folder: Path, *, files: Files) -> TitleSet:
    queries = _pairs(_named(folder, "queries"), files=files)
    corpus = _pairs(_named(folder, *_CORPUS), files=files)
    annotated = _named(folder, "annotations", "relevance", "qrels")
    query_rows = {key: row for row, (key, _text_) in enumerate(queries)}
    corpus_rows = {key: row for row, (key, _text_) in enumerate(corpus)}
    wanted: list[set[int]] = [set() for _query in queries]
    for number, cells in enumerate(_table(annotated, files=files), start=1):
        if len(cells) < 2:
            raise unreadable(annotated, _("a line has too few columns"), line=number)
        answer = cells[2] if len(cells) >= 4 else cells[1]
        grade = cells[-1].strip() if len(cells) >= 3 else "1"
        if cells[0] not in query_rows or answer not in corpus_rows:
            if number == 1:
                continue  # a header
            raise unreadable(
                annotated, _("a line names a title that is not in the other tables"), line=number
            )
        if grade not in {"0", "0.0", "-1"}:
            wanted[query_rows[cells[0]]].add(corpus_rows[answer])
    kept = [row for row, rows in enumerate(wanted) if rows]
    texts = tuple(queries[row][1] for row in kept)
    return TitleSet(
        folder.name,
        _language(folder.name, texts),
        texts,
        tuple(text for _key, text in corpus),
        tuple(frozenset(wanted[row]) for row in kept),
    )


def _named(folder: Path, *names: str) -> Path:
    for name in names:
        for ending in (".tsv", ".csv", ".txt"):
            if (folder / f"{name}{ending}").is_file():
                return folder / f"{name}{ending}"
    nothing(folder, f"{names[0]}.tsv")


def _pairs(path: Path, *, files: Files) -> list[tuple[str, str]]:
    found = []
    for number, cells in enumerate(_table(path, files=files), start=1):
        if len(cells) < 2:
            raise unreadable(path, _("a line has too few columns"), line=number)
        found.append((cells[0], cells[1]))
    return found


def _language(name: str, texts: Sequence[str]) -> str:
    """The language in the name of a folder (``fr``, ``fra_q_fr_c_fr``), else that of the titles."""
    parts = re.split(r"[_\W]+", name.lower())
    after = next((parts[at + 1] for at, part in enumerate(parts[:-1]) if part == "q"), "")
    for part in (after, *parts):
        if part in LANGUAGES:
            return part
    return language_of(" . ".join(texts[:200]))


def _whole(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[SentenceCase]:
    sentence, skills = head.index("sentence"), head.index("skills")
    for number, row in enumerate(rows, start=2):
        if len(row) <= max(sentence, skills):
            raise unreadable(path, _("a line has too few columns"), line=number)
        yield SentenceCase(path.name, row[sentence], _labels(_literal(row[skills], path, number)), None)


def _literal(cell: str, path: Path, number: int) -> list[str]:
    text = cell.strip()
    if not text.startswith(("[", "(", "{")):
        return [text]
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        raise unreadable(path, _("the skills are not a list"), line=number) from None
    return [str(item) for item in found]


def _with_spans(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[SentenceCase]:
    sentence, label = head.index("sentence"), head.index("label")
    span = head.index("span") if "span" in head else None
    part = head.index("sub_span") if "sub_span" in head else None
    found: dict[str, dict[str, set[str]]] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) <= max(sentence, label):
            raise unreadable(path, _("a line has too few columns"), line=number)
        spans = found.setdefault(row[sentence], {})
        # A span that names several skills is cut into sub-spans, one for each.
        text = (row[part] if part is not None else "") or (row[span] if span is not None else row[sentence])
        spans.setdefault(text, set()).update(_labels([row[label]]))
    for text, spans in found.items():
        cases = tuple(SpanCase(name, frozenset(wanted)) for name, wanted in spans.items() if name.strip())
        yield SentenceCase(path.name, text, frozenset().union(*spans.values()), cases)


def _labels(found: Sequence[str]) -> frozenset[str]:
    return frozenset(label.strip() for label in found if label.strip().lower() not in _NONE)


def _cv_fields(record: Any, path: Path) -> dict[str, tuple[str, ...]]:
    if not isinstance(record, dict) or not {"contact", "experience", "education", "skills"} & set(record):
        raise unreadable(path, _("a record does not have the fields of this task"))
    contact = record.get("contact") if isinstance(record.get("contact"), dict) else {}
    contact = contact or {}

    def each(part: str, *names: str) -> tuple[str, ...]:
        rows = [row for row in record.get(part) or [] if isinstance(row, dict)]
        return tuple(str(row[name]) for row in rows for name in names[:1] if row.get(name))

    def single(name: str) -> tuple[str, ...]:
        return (str(contact[name]),) if contact.get(name) else ()

    return {
        "email": single("email"),
        "phone": single("phone"),
        "name": single("full_name") or single("name"),
        "job_title": each("experience", "title"),
        "company": each("experience", "company"),
        "school": each("education", "institution"),
        "skills": tuple(str(skill) for skill in record.get("skills") or []),
    }
