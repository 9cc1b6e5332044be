"""The tasks: each asks :mod:`~openemploi.evaluation.systems` for answers and compares them with the truth."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.evaluation import baselines, datasets, systems
from openemploi.evaluation.baselines import Floats, Letters, best, first_of_each
from openemploi.evaluation.datasets import CvCase, Files, LabelCase, OfferCase, SentenceCase, TitleSet
from openemploi.evaluation.metrics import (
    Calibration,
    Counts,
    Ratio,
    Ratios,
    average,
    average_precision,
    calibration,
    counts,
    hit_at,
    mean,
    r_precision_at,
    recall_at,
    reciprocal_rank,
    set_scores,
)
from openemploi.evaluation.report import Report, Wrong, report
from openemploi.folding import fold, words
from openemploi.i18n import _, ngettext
from openemploi.taxonomy.compiling import OCCUPATION_KINDS
from openemploi.taxonomy.model import ConceptKind, LabelKind, RelationKind
from openemploi.taxonomy.store import Taxonomy

Progress = Callable[[int, int], None]
_Item = TypeVar("_Item")
_Case = TypeVar("_Case", OfferCase, LabelCase, SentenceCase)

FIELDS: Final = ("email", "phone", "name", "job_title", "company", "school", "skills")
_RANKED: Final = 100  # answers asked of a linker: what comes later counts as not found
_RANKING: Final = 20
_COMPETENCES: Final = 20
_SAME: Final = 0.6  # share of the words of two names, together, that they must have in common
_TITLES_SHOWN: Final = 3
_PHONE_DIGITS: Final = 9  # the last ones: with or without the code of the country


@dataclass(slots=True)
class Measured:
    """What a task found: metrics query by query, and what can be said of them."""

    n: int
    ratios: Ratios
    baselines: Mapping[str, Ratios]
    seconds: float  # of the system alone
    groups: dict[str, Sequence[str]] = field(default_factory=dict)  # for each query, the group it is in
    calibration: Calibration | None = None
    wrong: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a task is run with."""

    engine: Engine
    limit: int | None
    without_crosswalk: bool
    progress: Progress

    def each(self, items: Sequence[_Item]) -> Iterator[_Item]:
        """``items`` in their order, telling how far we are."""
        for number, item in enumerate(items):
            self.progress(number, len(items))
            yield item
        self.progress(len(items), len(items))


def evaluate(
    task: str,
    path: Path,
    *,
    engine: Engine | Callable[[], Engine],
    limit: int | None = None,
    without_crosswalk: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Measure ``task`` on the annotated files at ``path``.

    ``engine`` may be a function, called once the files are known to be readable. ``limit`` takes only the first
    queries of each file or set. Raises ``RequestError`` (``evaluation_task_unknown``,
    ``evaluation_path_missing``, ``evaluation_nothing_found``) and ``FormatError`` (``evaluation_data_unreadable``).
    """
    check_task(task)
    began = time.monotonic()
    files = Files()
    run = _TASKS[task](path, files, limit)
    started = engine if isinstance(engine, Engine) else engine()
    found = run(_Asked(started, limit, without_crosswalk, progress or _silent))
    return report(
        task,
        found,
        files=files,
        engine=started,
        limit=limit,
        without_crosswalk=without_crosswalk,
        seconds=time.monotonic() - began,
    )


def check_task(task: str) -> None:
    """Raise ``RequestError`` (``evaluation_task_unknown``) when ``task`` is none of :data:`TASKS`."""
    if task not in _TASKS:
        raise RequestError(
            "evaluation_task_unknown",
            _("There is no task “{name}”.", name=task),
            remedy=_("The tasks are: {names}.", names=", ".join(TASKS)),
        )


def _offers_rome(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    cases = _first(datasets.offers(path, files=files), limit)
    return lambda asked: _coded(cases, asked)


def _coded(cases: Sequence[OfferCase], asked: _Asked) -> Measured:
    taxonomy = asked.engine.taxonomy
    began = time.monotonic()
    found = [systems.code_offer(asked.engine, case.title, case.text) for case in asked.each(cases)]
    seconds = time.monotonic() - began
    letters = _OfferLetters(taxonomy)
    ranked = [[code for code, _confidence in codes] for codes in found]
    unknown = sum(taxonomy.find(f"urn:rome:{case.rome}") is None for case in cases)
    notes = []
    if unknown:
        notes.append(
            ngettext("{count} offer has a ROME code that the taxonomy does not hold: counted as missed.",
                     "{count} offers have a ROME code that the taxonomy does not hold: counted as missed.", unknown)
        )  # fmt: skip
    return Measured(
        n=len(cases),
        ratios=_code_ratios(taxonomy, cases, ranked),
        baselines={
            baselines.LETTERS: _code_ratios(taxonomy, cases, [letters.codes(case.title) for case in cases])
        },
        seconds=seconds,
        groups={"sector": [case.rome[:1] for case in cases], "file": [case.file for case in cases]},
        calibration=calibration(
            [
                (codes[0][1], codes[0][0] == case.rome)
                for case, codes in zip(cases, found, strict=True)
                if codes
            ]
        ),
        wrong=[
            Wrong(case.title, (_sheet(taxonomy, case.rome),), tuple(_sheet(taxonomy, c) for c in codes[:3]))
            for case, codes in zip(cases, ranked, strict=True)
            if codes[:1] != [case.rome]
        ],
        notes=notes,
    )


def _code_ratios(
    taxonomy: Taxonomy, cases: Sequence[OfferCase], ranked: Sequence[Sequence[str]]
) -> dict[str, Ratio]:
    pairs = list(zip(cases, ranked, strict=True))
    return {
        "top1": mean([hit_at(codes, {case.rome}, k=1) for case, codes in pairs]),
        "top5": mean([hit_at(codes, {case.rome}, k=5) for case, codes in pairs]),
        "family_top1": mean(
            [
                float(_family(taxonomy, case.rome) in {_family(taxonomy, c) for c in codes[:1]})
                for case, codes in pairs
            ]
        ),
        "domain_top1": mean([float(case.rome[:3] in {c[:3] for c in codes[:1]}) for case, codes in pairs]),
        "mrr": mean([reciprocal_rank(codes, {case.rome}) for case, codes in pairs]),
    }


def _family(taxonomy: Taxonomy, code: str) -> str:
    """The parent code of a ROME sheet (``code_rome_parent``); a parent is its own."""
    sheet = taxonomy.find(f"urn:rome:{code}")
    for broader in taxonomy.related(sheet, RelationKind.BROADER) if sheet is not None else ():
        if taxonomy.kind(broader) is ConceptKind.OCCUPATION:
            return taxonomy.code(broader)
    return code


def _sheet(taxonomy: Taxonomy, code: str) -> str:
    sheet = taxonomy.find(f"urn:rome:{code}")
    return f"{code} {taxonomy.label(sheet)}" if sheet is not None else code


class _OfferLetters:
    """ROME codes of a title by the letters of the names of occupations; the title as it is."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        names, self._codes = [], []
        for concept in taxonomy.concepts(*OCCUPATION_KINDS).tolist():
            codes = [code for scheme, code in taxonomy.other_codes(concept) if scheme == "rome"]
            if taxonomy.scheme(concept).name == "rome":
                codes = [taxonomy.code(concept)]
            for label in taxonomy.labels(concept) if codes else ():
                names.append(label.text)
                self._codes.append(codes[0])
        self._letters = Letters(names)

    def codes(self, title: str) -> list[str]:
        """The codes, best first."""
        rows = best(self._letters.scores(title), count=200)
        return [code for code, _row in first_of_each(self._codes, rows)]


def _offers_competences(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    read = datasets.offers(path, files=files)
    cases = _first([case for case in read if case.competences], limit)
    if not cases:
        datasets.nothing(path, "competences: [{code, libelle, exigence}]")
    return lambda asked: _listed(cases, asked)


def _listed(cases: Sequence[OfferCase], asked: _Asked) -> Measured:
    taxonomy = asked.engine.taxonomy

    def same(codes: Iterable[str]) -> list[str]:
        """One code for competences that are the same."""
        rows = ((code, taxonomy.find(f"urn:rome:ogr:{code}")) for code in codes)
        named = (code if row is None else taxonomy.uri(taxonomy.canonical(row)) for code, row in rows)
        return list(dict.fromkeys(named))

    began = time.monotonic()
    found = [
        same(systems.offer_competences(asked.engine, case.title, case.text, without_crosswalk=asked.without_crosswalk))
        for case in asked.each(cases)
    ]  # fmt: skip
    seconds = time.monotonic() - began
    letters = _OfferLetters(taxonomy)
    lists = []
    for case in cases:
        codes = letters.codes(case.title)
        tiers = systems.sheet_skills(taxonomy, taxonomy.find(f"urn:rome:{codes[0]}") if codes else None)
        lists.append(same(taxonomy.uri(row).rpartition(":")[2] for tier in tiers for row in tier))
    wanted = [set(same(case.competences)) for case in cases]
    known = {
        code
        for case in cases
        for code in case.competences
        if taxonomy.find(f"urn:rome:ogr:{code}") is not None
    }
    lost = sum(code not in known for case in cases for code in case.competences)
    total = sum(len(case.competences) for case in cases)
    notes = []
    if lost:
        notes.append(
            _("{count} of {total} listed competences are not in the taxonomy: counted as missed.",
              count=lost, total=total)
        )  # fmt: skip
    pairs = list(zip(cases, found, wanted, strict=True))
    return Measured(
        n=len(cases),
        ratios=_list_ratios(found, wanted),
        baselines={f"{baselines.LETTERS}, list of the sheet": _list_ratios(lists, wanted)},
        seconds=seconds,
        groups={"sector": [case.rome[:1] for case in cases], "file": [case.file for case in cases]},
        wrong=[
            Wrong(case.title, tuple(_named(taxonomy, sorted(gold - set(codes[:_COMPETENCES])))),
                  tuple(_named(taxonomy, codes[:_TITLES_SHOWN])))
            for case, codes, gold in pairs
            if gold - set(codes[:_COMPETENCES])
        ],
        notes=notes,
    )  # fmt: skip


def _list_ratios(found: Sequence[Sequence[str]], wanted: Sequence[set[str]]) -> dict[str, Ratio]:
    pairs = list(zip(found, wanted, strict=True))
    return {
        "recall@20": mean([recall_at(codes, gold, k=_COMPETENCES) for codes, gold in pairs]),
        "rp@5": mean([r_precision_at(codes, gold, k=5) for codes, gold in pairs]),
        "rp@10": mean([r_precision_at(codes, gold, k=10) for codes, gold in pairs]),
    }


def _named(taxonomy: Taxonomy, uris: Iterable[str]) -> Iterator[str]:
    for uri in uris:
        row = taxonomy.find(uri)
        yield taxonomy.label(row) if row is not None else uri


def _skill_labels(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    cases = _first(datasets.labels(path, files=files), limit)
    return lambda asked: _linked(cases, asked)


def _linked(cases: Sequence[LabelCase], asked: _Asked) -> Measured:
    taxonomy = asked.engine.taxonomy
    began = time.monotonic()
    found = [
        systems.link_skill(
            asked.engine, case.label, case.language, _RANKED, without_crosswalk=asked.without_crosswalk
        )
        for case in asked.each(cases)
    ]
    seconds = time.monotonic() - began
    by_language = {code: _SkillLetters(taxonomy, code) for code in sorted({case.language for case in cases})}
    ranked = [[uri for uri, _confidence in answers] for answers in found]
    wanted = [{uri for uri, _relation in case.wanted} for case in cases]
    unknown = len({uri for uris in wanted for uri in uris if taxonomy.find(uri) is None})
    letters = [
        [uri for uri, _score in by_language[case.language].ranked(case.label, count=_RANKED)]
        for case in cases
    ]
    notes = []
    if unknown:
        notes.append(
            ngettext("{count} skill of the key is not in the taxonomy: it counts as missed.",
                     "{count} skills of the key are not in the taxonomy: they count as missed.", unknown)
        )  # fmt: skip
    return Measured(
        n=len(cases),
        ratios=_rank_ratios(ranked, wanted),
        baselines={baselines.LETTERS: _rank_ratios(letters, wanted)},
        seconds=seconds,
        groups={
            "language": [case.language for case in cases],
            "strict": ["" if case.strict is None else str(case.strict).lower() for case in cases],
            "relation": [_closest(case) for case in cases],
        },
        calibration=calibration(
            [
                (answers[0][1], answers[0][0] in gold)
                for answers, gold in zip(found, wanted, strict=True)
                if answers
            ]
        ),
        wrong=[
            Wrong(case.label, tuple(_named(taxonomy, sorted(gold))), tuple(_named(taxonomy, uris[:3])))
            for case, uris, gold in zip(cases, ranked, wanted, strict=True)
            if not hit_at(uris, gold, k=1)
        ],
        notes=notes,
    )


def _rank_ratios(ranked: Sequence[Sequence[str]], wanted: Sequence[set[str]]) -> dict[str, Ratio]:
    pairs = list(zip(ranked, wanted, strict=True))
    ratios = {"mrr": mean([reciprocal_rank(answers, gold) for answers, gold in pairs])}
    for k in (1, 5, 10):
        ratios[f"hit@{k}"] = mean([hit_at(answers, gold, k=k) for answers, gold in pairs])
    return ratios


def _closest(case: LabelCase) -> str:
    relations = {relation for _uri, relation in case.wanted}
    order = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")
    return next((relation for relation in order if relation in relations), "")


class _SkillLetters:
    """The linkable skills by the letters of their names in one language (in all, where they have none in it)."""

    def __init__(self, taxonomy: Taxonomy, language: str) -> None:
        rows = systems.skill_rows(taxonomy)
        everything = [(taxonomy.uri(row), label) for row in rows for label in taxonomy.labels(row)]
        spoken = [pair for pair in everything if pair[1].language == language] or everything
        self._uris = [uri for uri, _label in spoken]
        self._letters = Letters([label.text for _uri, label in spoken])

    def ranked(self, text: str, *, count: int) -> list[tuple[str, float]]:
        """URIs and cosines, best first."""
        scores = self._letters.scores(text)
        rows = best(scores, count=count * 4)
        return [(uri, float(scores[row])) for uri, row in first_of_each(self._uris, rows)][:count]


def _occupation_linking(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    sets = datasets.title_sets(path, files=files)
    return lambda asked: _ranked_titles(sets, asked, whole=False)


def _title_similarity(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    sets = datasets.title_sets(path, files=files)
    return lambda asked: _ranked_titles(sets, asked, whole=True)


def _ranked_titles(sets: Sequence[TitleSet], asked: _Asked, *, whole: bool) -> Measured:
    """``whole``: the whole ranking counts (MAP); otherwise its first right answer."""
    ours: defaultdict[str, list[float | None]] = defaultdict(list)
    theirs: defaultdict[str, list[float | None]] = defaultdict(list)
    names: list[str] = []
    languages: list[str] = []
    wrong: list[Wrong] = []
    seconds = 0.0
    for one in asked.each(sets):
        queries, wanted = one.queries[: asked.limit], one.wanted[: asked.limit]
        began = time.monotonic()
        scores = systems.rank_titles(asked.engine, queries, one.corpus, work=whole)
        seconds += time.monotonic() - began
        _rank(scores, wanted, ours, whole=whole)
        for query, row, gold in zip(queries, scores, wanted, strict=True):
            first = best(row, count=_TITLES_SHOWN)
            if not first or first[0] not in gold:
                shown = sorted(gold)[:_TITLES_SHOWN]
                wrong.append(
                    Wrong(query, tuple(one.corpus[at] for at in shown), tuple(one.corpus[at] for at in first))
                )
        _rank(Letters(one.corpus).matrix(queries), wanted, theirs, whole=whole)
        names += [one.name] * len(queries)
        languages += [one.language] * len(queries)
    return Measured(
        n=len(names),
        ratios={name: mean(values) for name, values in ours.items()},
        baselines={baselines.LETTERS: {name: mean(values) for name, values in theirs.items()}},
        seconds=seconds,
        groups={"language": languages, "folder": names},
        wrong=wrong,
    )


def _rank(
    scores: Floats,
    wanted: Sequence[frozenset[int]],
    found: defaultdict[str, list[float | None]],
    *,
    whole: bool,
) -> None:
    """Add the metrics of each query to ``found``."""
    for row, gold in zip(scores, wanted, strict=True):
        relevant = np.zeros(len(row), bool)
        relevant[list(gold)] = True
        relevant = relevant[np.argsort(-row, kind="stable")]
        first = int(np.argmax(relevant)) + 1
        if whole:
            found["map"].append(average_precision(relevant, wanted=len(gold)))
        found["mrr"].append(1 / first)
        for k in (1, 5, 10):
            found[f"hit@{k}"].append(float(first <= k))
        if whole:
            for k in (5, 10):
                found[f"rp@{k}"].append(float(relevant[:k].sum()) / min(k, len(gold)))


def _skill_sentences(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    cases = _first(datasets.sentences(path, files=files), limit)
    return lambda asked: _read_sentences(cases, asked)


Answers = list[tuple[str, float, bool]]


def _read_sentences(cases: Sequence[SentenceCase], asked: _Asked) -> Measured:
    taxonomy = asked.engine.taxonomy
    key = _SkillNames(taxonomy)
    began = time.monotonic()
    found = [_answers(case, lambda text: _sentence(asked, text)) for case in asked.each(cases)]
    seconds = time.monotonic() - began
    letters = _SkillLetters(taxonomy, "en")

    def alike(text: str) -> Answers:
        ranked = letters.ranked(text, count=_RANKING)
        return [
            (uri, score, not at and score >= baselines.ACCEPTED) for at, (uri, score) in enumerate(ranked)
        ]

    wanted = [frozenset(map(key.uri, case.wanted)) for case in cases]
    lost = sorted({label for case in cases for label in case.wanted if not key.known(label)})
    notes = []
    if lost:
        shown = ", ".join(lost[:5]) + ("…" if len(lost) > 5 else "")
        notes.append(
            ngettext("{count} label of the key is not in the taxonomy and counts as missed: {labels}.",
                     "{count} labels of the key are not in the taxonomy and count as missed: {labels}.",
                     len(lost), labels=shown)
        )  # fmt: skip
    sure = [
        (confidence, uri in gold)
        for (whole, _spans), gold in zip(found, wanted, strict=True)
        for uri, confidence, accepted in whole
        if accepted
    ]
    wrong = []
    for case, (whole, _spans), gold in zip(cases, found, wanted, strict=True):
        given = [uri for uri, _confidence, accepted in whole if accepted]
        if set(given) != gold:
            wrong.append(Wrong(case.text, tuple(sorted(case.wanted)), tuple(map(key.label, given))))
    return Measured(
        n=len(cases),
        ratios=_sentence_ratios(cases, found, wanted, key),
        baselines={
            baselines.LETTERS: _sentence_ratios(cases, [_answers(case, alike) for case in cases], wanted, key)
        },
        seconds=seconds,
        groups={"file": [case.file for case in cases]},
        calibration=calibration(sure),
        wrong=wrong,
        notes=notes,
    )


def _sentence(asked: _Asked, text: str) -> Answers:
    return systems.sentence_skills(asked.engine, text, "en", without_crosswalk=asked.without_crosswalk)


def _answers(case: SentenceCase, system: Callable[[str], Answers]) -> tuple[Answers, list[Answers]]:
    """The answers for the sentence, and those for each of its spans that names a skill."""
    return system(case.text), [system(span.text) for span in case.spans or () if span.wanted]


def _sentence_ratios(
    cases: Sequence[SentenceCase],
    found: Sequence[tuple[Answers, list[Answers]]],
    wanted: Sequence[frozenset[str]],
    key: _SkillNames,
) -> dict[str, Ratio]:
    """Sets by sentence; rankings by span, or by sentence in sets that mark no span."""
    sets: list[Counts] = []
    ranks: defaultdict[str, list[list[float]]] = defaultdict(list)
    for case, (whole, spans), gold in zip(cases, found, wanted, strict=True):
        sets.append(counts({uri for uri, _confidence, accepted in whole if accepted}, gold))
        if case.spans is None:
            queries = [(whole, gold)] if gold else []
        else:
            named = [span for span in case.spans if span.wanted]
            queries = [
                (answers, frozenset(map(key.uri, span.wanted)))
                for answers, span in zip(spans, named, strict=True)
            ]
        ranked = [([uri for uri, _confidence, _accepted in answers], truth) for answers, truth in queries]
        ranks["mrr"].append([reciprocal_rank(uris, truth) for uris, truth in ranked])
        for k in (1, 5, 10):
            ranks[f"rp@{k}"].append([r_precision_at(uris, truth, k=k) for uris, truth in ranked])
    return set_scores(sets) | {name: average(values) for name, values in ranks.items()}


class _SkillNames:
    """The linkable skills by their English names, preferred ones first."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._uris: dict[str, str] = {}
        others: defaultdict[str, set[str]] = defaultdict(set)
        for row in systems.skill_rows(taxonomy):
            for label in taxonomy.labels(row):
                if label.language == "en":
                    if label.kind is LabelKind.PREFERRED:
                        self._uris.setdefault(_name(label.text), taxonomy.uri(row))
                    else:
                        others[_name(label.text)].add(taxonomy.uri(row))
        # What an older version called a skill is often another name of it today.
        for name, uris in others.items():
            if len(uris) == 1:
                self._uris.setdefault(name, *uris)

    def known(self, label: str) -> bool:
        """Whether a skill is called ``label``."""
        return _name(label) in self._uris

    def uri(self, label: str) -> str:
        """The skill that is called ``label``; something that no system answers when there is none."""
        return self._uris.get(_name(label), f"label:{label}")

    def label(self, uri: str) -> str:
        """The English name of a skill."""
        row = self._taxonomy.find(uri)
        return self._taxonomy.label(row, "en") if row is not None else uri


def _name(label: str) -> str:
    return " ".join(fold(label).split())


def _cv_fields(path: Path, files: Files, limit: int | None) -> Callable[[_Asked], Measured]:
    cases = datasets.cvs(path, files=files)[:limit]
    return lambda asked: _read_cvs(cases, asked)


def _read_cvs(cases: Sequence[CvCase], asked: _Asked) -> Measured:
    ours: dict[str, list[Counts]] = {name: [] for name in FIELDS}
    theirs: dict[str, list[Counts]] = {name: [] for name in ("email", "phone", "name")}
    wrong, notes = [], []
    seconds = 0.0
    for case in asked.each(cases):
        began = time.monotonic()
        try:
            read = systems.read_cv(asked.engine, case.path)
        except OpenEmploiError as error:
            notes.append(f"{case.path.name}: {error.message} [{error.code}]")
            read = systems.CvRead("", {})
        seconds += time.monotonic() - began
        patterns = baselines.cv_fields(read.text)
        for name in FIELDS:
            given, gold = read.fields.get(name, ()), case.fields[name]
            right = _matched(given, gold, name)
            ours[name].append(Counts(right, len(given) - right, len(gold) - right))
            if right < max(len(given), len(gold)):
                wrong.append(Wrong(f"{case.path.name} · {name}", tuple(gold), tuple(way[0] for way in given)))
            if name in theirs:
                tried = [(value,) for value in patterns[name]]
                right = _matched(tried, gold, name)
                theirs[name].append(Counts(right, len(tried) - right, len(gold) - right))
    return Measured(
        n=len(cases),
        ratios=_field_ratios(ours),
        baselines={baselines.PATTERNS: _field_ratios(theirs)},
        seconds=seconds,
        wrong=wrong,
        notes=notes,
    )


def _field_ratios(found: Mapping[str, Sequence[Counts]]) -> dict[str, Ratio]:
    together = [
        Counts(sum(c.right for c in row), sum(c.wrong for c in row), sum(c.missed for c in row))
        for row in zip(*found.values(), strict=True)
    ]
    ratios = set_scores(together)
    for name, rows in found.items():
        scores = set_scores(rows)
        ratios[name] = scores["f1"]
        ratios |= {f"{name}_precision": scores["precision"], f"{name}_recall": scores["recall"]}
    return ratios


def _matched(given: Sequence[tuple[str, ...]], gold: Sequence[str], name: str) -> int:
    """How many of ``given`` (each with the ways it is written) are in ``gold``, each used once."""
    left = list(gold)
    right = 0
    for ways in given:
        found = next((value for value in left if any(_same_value(way, value, name) for way in ways)), None)
        if found is not None:
            left.remove(found)
            right += 1
    return right


def _same_value(one: str, other: str, name: str) -> bool:
    if name == "email":
        return one.strip().lower() == other.strip().lower()
    if name == "phone":
        digits = [re.sub(r"\D", "", value)[-_PHONE_DIGITS:] for value in (one, other)]
        return bool(digits[0]) and digits[0] == digits[1]
    if _name(one) == _name(other):
        return True
    ours, theirs = set(words(one)), set(words(other))
    return bool(ours & theirs) and len(ours & theirs) >= _SAME * len(ours | theirs)


def _first(cases: Sequence[_Case], limit: int | None) -> list[_Case]:
    """The first ``limit`` cases of each file."""
    seen: Counter[str] = Counter()
    kept = []
    for case in cases:
        seen[case.file] += 1
        if limit is None or seen[case.file] <= limit:
            kept.append(case)
    return kept


def _silent(_done: int, _total: int) -> None:
    """No progress shown."""


_TASKS: Final[dict[str, Callable[[Path, Files, int | None], Callable[[_Asked], Measured]]]] = {
    "offers-rome": _offers_rome,
    "offers-competences": _offers_competences,
    "skill-labels": _skill_labels,
    "occupation-linking": _occupation_linking,
    "title-similarity": _title_similarity,
    "skill-sentences": _skill_sentences,
    "cv-fields": _cv_fields,
}
TASKS: Final = tuple(_TASKS)
