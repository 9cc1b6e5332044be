"""Each task on a few invented cases, laid out as the public sets are, with the starter taxonomy."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.evaluation.tasks import TASKS, evaluate

BAKER = {
    "id": "1",
    "intitule": "Boulanger (H/F)",
    "description": "Vous pétrissez et cuisez le pain.",
    "romeCode": "D1102",
}
LOST = {"id": "2", "intitule": "Zblorg", "description": "Zblorguer.", "romeCode": "Z9999"}
TILL = "urn:openemploi:skill:till-operation"
BREAD = "urn:openemploi:skill:bread-baking"


def lines(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def table(path: Path, *rows: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",").writerows(rows)
    return path


def values(engine: Engine, task: str, path: Path, **options: object) -> dict[str, float | None]:
    found = evaluate(task, path, engine=engine, **options)
    return {name: figure.value for name, figure in found.metrics.items()}


def test_offers_are_given_their_code(engine: Engine, tmp_path: Path):
    found = evaluate("offers-rome", lines(tmp_path / "offers.jsonl", BAKER, LOST), engine=engine)
    record = found.record(errors=5)

    assert {name: one["value"] for name, one in record["metrics"].items()} == dict.fromkeys(
        ("top1", "top5", "family_top1", "domain_top1", "mrr"), 0.5
    )
    assert record["n"] == 2
    assert record["groups"]["sector"]["D"]["metrics"]["top1"] == {"value": 1, "low": 1, "high": 1}
    assert list(record["baselines"]) == ["character n-gram TF-IDF"]
    assert len(record["calibration"]["bins"]) == 10
    assert record["taxonomy"].keys() == {"starter"}
    assert [wrong["query"] for wrong in record["errors"]] == ["Zblorg"]
    json.dumps(record, allow_nan=False)


def test_offers_may_be_a_list_and_the_first_are_enough(engine: Engine, tmp_path: Path):
    (tmp_path / "offers.json").write_text(json.dumps([BAKER, LOST]), encoding="utf-8")

    assert values(engine, "offers-rome", tmp_path, limit=1)["top1"] == 1
    assert values(engine, "offers-rome", tmp_path, without_crosswalk=True)["top1"] == 0.5


def test_competences_that_the_taxonomy_does_not_hold_are_missed_and_said(engine: Engine, tmp_path: Path):
    offer = BAKER | {"competences": [{"code": "100023", "libelle": "Cuire", "exigence": "E"}]}
    found = evaluate("offers-competences", lines(tmp_path / "offers.jsonl", offer, BAKER), engine=engine)

    assert found.n == 1
    assert found.metrics["recall@20"].value == 0
    assert len(found.notes) == 1


def test_labels_are_linked_to_skills(engine: Engine, tmp_path: Path):
    path = lines(
        tmp_path / "labels.jsonl",
        {
            "id": "1",
            "label_fr": "Tenir une caisse",
            "gold": [{"uri": TILL, "relation": "exactMatch"}],
            "strict": True,
        },
        {
            "id": "2",
            "label_fr": "Zblorg",
            "gold": [{"uri": BREAD, "relation": "broadMatch"}],
            "strict": False,
        },
    )
    found = evaluate("skill-labels", path, engine=engine)

    assert {name: figure.value for name, figure in found.metrics.items()} == {
        "mrr": 0.5, "hit@1": 0.5, "hit@5": 0.5, "hit@10": 0.5,
    }  # fmt: skip
    assert found.groups["strict"]["true"].metrics["hit@1"].value == 1
    assert found.groups["relation"].keys() == {"exactMatch", "broadMatch"}


def titles(folder: Path, corpus: str) -> Path:
    table(folder / "queries.tsv", ["Q1", "Boulanger"], ["Q2", "Plombier"])
    table(
        folder / f"{corpus}.tsv",
        ["C1", "boulangère"],
        ["C2", "chef de chantier"],
        ["C3", "plombier chauffagiste"],
    )
    table(folder / "annotations.tsv", ["Q1", "0", "C1", "1"], ["Q2", "0", "C2", "1"])
    return folder


def test_titles_are_ranked_in_each_folder(engine: Engine, tmp_path: Path):
    titles(tmp_path / "fra_q_fr_c_fr", "corpus_elements")
    titles(tmp_path / "usa_q_en_c_en", "corpus_elements")
    found = evaluate("occupation-linking", tmp_path, engine=engine)

    assert found.n == 4
    assert found.metrics["hit@1"].value == 0.5
    assert found.groups["folder"].keys() == {"fra_q_fr_c_fr", "usa_q_en_c_en"}
    assert found.groups["language"].keys() == {"fr", "en"}
    assert values(engine, "occupation-linking", tmp_path / "fra_q_fr_c_fr")["hit@5"] == 1


def test_similar_titles_are_scored_by_the_whole_ranking(engine: Engine, tmp_path: Path):
    folder = titles(tmp_path / "fr", "corpus_documents")

    # The boulangère is first of its ranking; the chef de chantier second or last of its own.
    found = values(engine, "title-similarity", folder / "queries.tsv")
    assert found["map"] in (pytest.approx(0.75), pytest.approx((1 + 1 / 3) / 2))
    assert found["hit@1"] == 0.5


def test_sentences_with_spans_and_without(engine: Engine, tmp_path: Path):
    table(
        tmp_path / "house_annotations.csv",
        ["sentence", "span", "sub_span", "label"],
        ["You will operate a till .", "operate a till", "", "operate a till"],
        ["You will operate a till .", "a smile", "", "LABEL NOT PRESENT"],
        ["We are friendly .", "friendly", "", "UNDERSPECIFIED"],
    )
    table(
        tmp_path / "skillskape.csv",
        ["", "sentence", "skills"],
        ["0", "You bake bread.", "['bake bread']"],
        ["1", "Nothing is asked.", "['UNK']"],
        ["2", "You will zblorg.", "['zblorg']"],
    )
    found = evaluate("skill-sentences", tmp_path, engine=engine)

    assert found.n == 5
    assert found.metrics["precision"].value == 1
    assert found.metrics["recall"].value == pytest.approx(2 / 3)
    assert found.metrics["rp@1"].value == pytest.approx(2 / 3)
    assert found.groups["file"]["house_annotations.csv"].metrics["f1"].value == 1
    assert "zblorg" in found.notes[0]


CV = """Jordan Merritt
jordan.merritt@example.com | (512) 555-0142

EXPERIENCE
Baker, Acme Bakery
January 2019 - March 2022
- Baked bread every morning

EDUCATION
Lakeside Institute of Technology
B.S. Computer Science, 2018
"""


def test_the_fields_of_a_cv_are_compared(engine: Engine, tmp_path: Path):
    (tmp_path / "one.txt").write_text(CV, encoding="utf-8")
    truth = {
        "contact": {"full_name": "Jordan MERRITT", "email": "other@example.org", "phone": "+1 512-555-0142"},
        "experience": [{"title": "Baker", "company": "Acme Bakery"}, {"title": "Miller", "company": None}],
        "education": [],
        "skills": ["zblorg"],
    }
    (tmp_path / "one.truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "without-truth.pdf").write_bytes(b"")

    for path in (tmp_path, tmp_path / "one.txt", tmp_path / "one.truth.json"):
        found = evaluate("cv-fields", path, engine=engine)
        assert found.n == 1
        assert found.metrics["name"].value == found.metrics["phone"].value == 1
        assert found.metrics["email"].value == 0
        assert found.metrics["job_title_recall"].value == 0.5
        assert found.metrics["skills_recall"].value == 0
        assert found.baselines["patterns and first line"]["name"].value == 1


def test_a_cv_that_cannot_be_read_is_missed_and_said(engine: Engine, tmp_path: Path):
    (tmp_path / "one.pdf").write_bytes(b"%PDF-1.4 cut short")
    (tmp_path / "one.truth.json").write_text('{"contact": {"full_name": "A B"}}', encoding="utf-8")
    found = evaluate("cv-fields", tmp_path, engine=engine)

    assert found.metrics["name"].value == 0
    assert "one.pdf" in found.notes[0]


@pytest.mark.parametrize("task", TASKS)
def test_a_path_that_is_missing_or_holds_nothing_is_refused(task: str, engine: Engine, tmp_path: Path):
    (tmp_path / "readme.md").write_text("nothing", encoding="utf-8")

    for path, code in (
        (tmp_path / "absent", "evaluation_path_missing"),
        (tmp_path, "evaluation_nothing_found"),
    ):
        with pytest.raises(OpenEmploiError) as caught:
            evaluate(task, path, engine=engine)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("task", "name", "content", "line"),
    [
        ("offers-rome", "offers.jsonl", '{"intitule": "a", "romeCode": "D1102"}\n{"intitule"\n', 2),
        ("offers-rome", "offers.jsonl", b'{"intitule": "\xe9"}\n', 1),
        ("skill-labels", "labels.jsonl", '{"label_fr": "sans"}\n', 1),
        ("skill-sentences", "a.csv", "phrase,competence\na,b\n", 1),
        ("skill-sentences", "a.csv", "sentence,skills\na,[b\n", 2),
        ("cv-fields", "a.truth.json", "[", 1),
        ("occupation-linking", "queries.tsv", "Q1\n", 1),
    ],
)
def test_a_file_that_is_badly_laid_out_is_refused_with_its_line(
    task: str, name: str, content: str | bytes, line: int, engine: Engine, tmp_path: Path
):
    (tmp_path / "a.pdf").write_bytes(b"")
    (tmp_path / "corpus.tsv").write_text("C1\ta\n", encoding="utf-8")
    (tmp_path / "annotations.tsv").write_text("Q1\t0\tC1\t1\n", encoding="utf-8")
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(OpenEmploiError) as caught:
        evaluate(task, tmp_path / name, engine=engine)
    assert caught.value.code == "evaluation_data_unreadable"
    assert (caught.value.where.file, caught.value.where.line) == (name, line)


def test_a_task_that_does_not_exist_is_refused(engine: Engine, tmp_path: Path):
    with pytest.raises(OpenEmploiError) as caught:
        evaluate("offers", tmp_path, engine=engine)
    assert caught.value.code == "evaluation_task_unknown"
    assert "offers-rome" in caught.value.remedy
