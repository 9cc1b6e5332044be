"""Skills: those that a label names, and those that are said in a sentence."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from openemploi.evaluation import baselines, datasets, systems
from openemploi.evaluation.baselines import Letters, best, first_of_each
from openemploi.evaluation.datasets import Files, LabelCase, SentenceCase
from openemploi.evaluation.measured import (
    Asked,
    Measured,
    calibration_of_first,
    first_cases,
    named,
    plain_name,
)
from openemploi.evaluation.metrics import (
    Counts,
    Ratio,
    average,
    calibration,
    counts,
    hit_at,
    mean,
    r_precision_at,
    reciprocal_rank,
    set_scores,
)
from openemploi.evaluation.report import Wrong
from openemploi.i18n import ngettext
from openemploi.taxonomy.model import LabelKind
from openemploi.taxonomy.store import Taxonomy

_RANKED: Final = 100  # answers asked of a linker: what comes later counts as not found
_RANKING: Final = 20
Answers = list[tuple[str, float, bool]]


def skill_labels(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The skills that each label names."""
    cases = first_cases(datasets.labels(path, files=files), limit)
    return lambda asked: _linked(cases, asked)


def _linked(cases: Sequence[LabelCase], asked: Asked) -> Measured:
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
        calibration=calibration_of_first(found, wanted),
        wrong=[
            Wrong(case.label, tuple(named(taxonomy, sorted(gold))), tuple(named(taxonomy, uris[:3])))
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


def skill_sentences(path: Path, files: Files, limit: int | None) -> Callable[[Asked], Measured]:
    """The skills that each sentence says, and those that its spans name."""
    cases = first_cases(datasets.sentences(path, files=files), limit)
    return lambda asked: _read_sentences(cases, asked)


def _read_sentences(cases: Sequence[SentenceCase], asked: Asked) -> Measured:
    taxonomy = asked.engine.taxonomy
    key = SkillNames(taxonomy)
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


def _sentence(asked: Asked, text: str) -> Answers:
    return systems.sentence_skills(asked.engine, text, "en", without_crosswalk=asked.without_crosswalk)


def _answers(case: SentenceCase, system: Callable[[str], Answers]) -> tuple[Answers, list[Answers]]:
    """The answers for the sentence, and those for each of its spans that names a skill."""
    return system(case.text), [system(span.text) for span in case.spans or () if span.wanted]


def _sentence_ratios(
    cases: Sequence[SentenceCase],
    found: Sequence[tuple[Answers, list[Answers]]],
    wanted: Sequence[frozenset[str]],
    key: SkillNames,
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


class SkillNames:
    """The linkable skills by their English names, preferred ones first."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._uris: dict[str, str] = {}
        others: defaultdict[str, set[str]] = defaultdict(set)
        for row in systems.skill_rows(taxonomy):
            for label in taxonomy.labels(row):
                if label.language == "en":
                    if label.kind is LabelKind.PREFERRED:
                        self._uris.setdefault(plain_name(label.text), taxonomy.uri(row))
                    else:
                        others[plain_name(label.text)].add(taxonomy.uri(row))
        # What an older version called a skill is often another name of it today.
        for name, uris in others.items():
            if len(uris) == 1:
                self._uris.setdefault(name, *uris)

    def known(self, label: str) -> bool:
        """Whether a skill is called ``label``."""
        return plain_name(label) in self._uris

    def uri(self, label: str) -> str:
        """The skill that is called ``label``; something that no system answers when there is none."""
        return self._uris.get(plain_name(label), f"label:{label}")

    def label(self, uri: str) -> str:
        """The English name of a skill."""
        row = self._taxonomy.find(uri)
        return self._taxonomy.label(row, "en") if row is not None else uri
