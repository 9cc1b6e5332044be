"""A taxonomy compiled from small schemes made by hand, opened again, and opened after it was damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from openemploi.errors import TaxonomyError
from openemploi.taxonomy.compiling import compile_schemes
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, Relation, RelationKind, Scheme
from openemploi.taxonomy.store import Taxonomy

BAKER, MILLER, KNEAD, MIX = "urn:a:baker", "urn:a:miller", "urn:a:knead", "urn:a:mix"
DOUGH, HYGIENE, ROME_BAKER = "urn:b:dough", "urn:b:hygiene", "urn:rome:Z1102"

BAKER_LABELS = (
    Label("boulanger / boulangère", "fr"),
    Label("baker", "en"),
    Label("제빵사", "ko"),
    Label("mitron", "fr", LabelKind.ALTERNATIVE),
)


def scheme(name: str, *concepts: Concept, relations: tuple[Relation, ...] = ()) -> Scheme:
    return Scheme(
        name=name,
        version="1",
        title=name.upper(),
        licence="CC0",
        attribution=f"{name}, CC0",
        languages=("fr", "en", "ko"),
        concepts=concepts,
        relations=relations,
        notes=("nothing left out",),
    )


def skill(uri: str, text: str, *others: str) -> Concept:
    labels = (Label(text, "fr"), *(Label(other, "fr", LabelKind.ALTERNATIVE) for other in others))
    return Concept(uri, ConceptKind.SKILL, labels)


def occupation(uri: str, *labels: Label, codes: tuple[tuple[str, str], ...] = ()) -> Concept:
    return Concept(uri, ConceptKind.OCCUPATION, labels, code=uri.rpartition(":")[2], codes=codes)


OURS = scheme(
    "ours",
    Concept(
        BAKER,
        ConceptKind.OCCUPATION,
        BAKER_LABELS,
        code="baker",
        codes=(("isco", "7512"), ("rome", "D1102")),
        descriptions=(("fr", "Fait du pain."),),
        regulated=False,
    ),
    occupation(MILLER, Label("meunier / meunière", "fr")),
    skill(KNEAD, "pétrir la pâte", "pétrissage"),
    skill(MIX, "mélanger des farines"),
    relations=(
        Relation(BAKER, RelationKind.ESSENTIAL, KNEAD),
        Relation(BAKER, RelationKind.OPTIONAL, MIX),
        Relation(BAKER, RelationKind.NEAR, MILLER),
        Relation(BAKER, RelationKind.OPTIONAL, "urn:nowhere"),
    ),
)


def compiled(folder: Path, *schemes: Scheme) -> Taxonomy:
    path = folder / "taxonomy.safetensors"
    compile_schemes(schemes, path, version="test")
    return Taxonomy.open(path)


def row(taxonomy: Taxonomy, uri: str) -> int:
    found = taxonomy.find(uri)
    assert found is not None, uri
    return found


@pytest.fixture
def bakery(tmp_path: Path) -> Taxonomy:
    return compiled(tmp_path, OURS)


def test_every_concept_is_found_by_its_uri_and_nothing_else_is(bakery):
    assert [bakery.uri(row(bakery, uri)) for uri in (BAKER, MILLER, KNEAD, MIX)] == [
        BAKER,
        MILLER,
        KNEAD,
        MIX,
    ]
    assert len(bakery) == 4
    assert bakery.find("urn:nowhere") is None
    assert bakery.find("") is None


def test_labels_come_back_as_they_went_in_with_each_gender_beside_them(bakery):
    labels = list(bakery.labels(row(bakery, BAKER)))

    assert [label for label in labels if label in BAKER_LABELS] == list(BAKER_LABELS)
    assert {label.text for label in labels} - {label.text for label in BAKER_LABELS} == {
        "boulanger",
        "boulangère",
    }


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "boulanger / boulangère"), ("en", "baker"), ("ko", "제빵사")]
)
def test_a_concept_is_shown_in_the_language_asked_for(bakery, language, label):
    assert bakery.label(row(bakery, BAKER), language) == label


def test_a_concept_without_a_label_in_a_language_is_shown_in_another_one(bakery):
    assert bakery.label(row(bakery, KNEAD), "ko") == "pétrir la pâte"


def test_codes_lead_to_their_concept_and_back(bakery):
    baker = row(bakery, BAKER)

    assert bakery.code(baker) == "baker"
    assert bakery.other_codes(baker) == [("isco", "7512"), ("rome", "D1102")]
    assert bakery.with_code("rome", "D1102") == [baker]
    assert bakery.with_code("isco", "D1102") == []


def test_relations_are_followed_both_ways_and_by_kind(bakery):
    baker, knead, mix = (row(bakery, uri) for uri in (BAKER, KNEAD, MIX))

    assert bakery.related(baker, RelationKind.ESSENTIAL) == [knead]
    assert set(bakery.related(baker, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)) == {knead, mix}
    assert bakery.related(knead, RelationKind.ESSENTIAL, inverse=True) == [baker]
    assert bakery.related(knead) == []


def test_a_relation_to_nowhere_is_dropped_and_counted(bakery):
    (ours,) = bakery.schemes

    assert (ours.name, ours.concepts, ours.relations, ours.relations_dropped) == ("ours", 4, 4, 1)
    assert ours.notes == ("nothing left out",)
    assert ours.languages == ("fr", "en", "ko")


def test_what_a_scheme_does_not_say_stays_unknown(bakery):
    assert bakery.regulated(row(bakery, BAKER)) is False
    assert bakery.regulated(row(bakery, MILLER)) is None
    assert bakery.description(row(bakery, BAKER), "fr") == "Fait du pain."
    assert bakery.description(row(bakery, BAKER), "en") == ""


def test_skills_of_two_schemes_with_the_same_words_become_one(tmp_path):
    taxonomy = compiled(tmp_path, OURS, scheme("theirs", skill(DOUGH, "Pétrir des pâtes")))

    knead, dough = row(taxonomy, KNEAD), row(taxonomy, DOUGH)
    assert taxonomy.canonical(dough) == knead, "the scheme given first names a shared concept"
    assert taxonomy.label(taxonomy.canonical(dough)) == "pétrir la pâte"
    assert len(taxonomy) == 5, "both concepts are still there"


def test_skills_that_a_scheme_calls_exactly_the_same_become_one(tmp_path):
    joined = scheme(
        "theirs",
        skill(DOUGH, "travail du levain"),
        relations=(Relation(DOUGH, RelationKind.EXACT, KNEAD),),
    )
    taxonomy = compiled(tmp_path, OURS, joined)

    assert taxonomy.canonical(row(taxonomy, DOUGH)) == row(taxonomy, KNEAD)


def test_skills_that_are_only_close_stay_two(tmp_path):
    close = scheme(
        "theirs", skill(DOUGH, "travail du levain"), relations=(Relation(DOUGH, RelationKind.CLOSE, KNEAD),)
    )
    taxonomy = compiled(tmp_path, OURS, close)

    assert taxonomy.canonical(row(taxonomy, DOUGH)) == row(taxonomy, DOUGH)


def test_skills_of_one_scheme_are_never_joined_by_their_words(tmp_path):
    taxonomy = compiled(tmp_path, scheme("one", skill(KNEAD, "pétrir"), skill(DOUGH, "pétrir")))

    assert taxonomy.canonical(row(taxonomy, DOUGH)) == row(taxonomy, DOUGH)


def test_occupations_are_never_joined_by_their_words(tmp_path):
    theirs = scheme("theirs", occupation(ROME_BAKER, Label("boulanger / boulangère", "fr")))
    taxonomy = compiled(tmp_path, OURS, theirs)

    assert taxonomy.canonical(row(taxonomy, ROME_BAKER)) == row(taxonomy, ROME_BAKER)


def test_a_crosswalk_to_a_rome_appellation_leads_to_its_sheet(tmp_path):
    rome = scheme("rome", occupation(ROME_BAKER, Label("Boulanger", "fr"), codes=(("ogr", "21"),)))
    crosswalk = scheme("links", relations=(Relation(BAKER, RelationKind.EXACT, "urn:rome:ogr:21"),))
    taxonomy = compiled(tmp_path, OURS, rome, crosswalk)

    assert taxonomy.related(row(taxonomy, BAKER), RelationKind.EXACT) == [row(taxonomy, ROME_BAKER)]


def test_an_empty_scheme_compiles_and_holds_nothing(tmp_path):
    taxonomy = compiled(tmp_path, scheme("empty"))

    assert len(taxonomy) == 0
    assert taxonomy.find(BAKER) is None


@pytest.mark.parametrize("kept", [0, 4, 40, 2_000, -1], ids=["empty", "4", "40", "2000", "one byte short"])
def test_a_file_cut_short_is_damaged(bakery, tmp_path, kept):
    path = tmp_path / "taxonomy.safetensors"
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(TaxonomyError) as caught:
        Taxonomy.open(cut)

    assert caught.value.code == "taxonomy_damaged"
    assert "cut.safetensors" in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("content", [b"\xff" * 400, b"PK\x03\x04" + b"\0" * 90, b"\2\0\0\0\0\0\0\0[]"])
def test_a_file_of_something_else_is_damaged(tmp_path, content):
    path = tmp_path / "other.safetensors"
    path.write_bytes(content)

    with pytest.raises(TaxonomyError) as caught:
        Taxonomy.open(path)

    assert caught.value.code == "taxonomy_damaged"


def test_a_file_of_another_release_is_said_to_be_one(tmp_path, monkeypatch):
    monkeypatch.setattr("openemploi.taxonomy.compiling.FORMAT", "0")

    with pytest.raises(TaxonomyError) as caught:
        compiled(tmp_path, OURS)

    assert caught.value.code == "taxonomy_format"
