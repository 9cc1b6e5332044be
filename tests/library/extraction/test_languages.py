"""Languages: what is said, how well, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openemploi.extraction.language_names import language_name, languages
from openemploi.extraction.languages import find_languages


def read(text: str) -> list[tuple[str, str | None, str]]:
    return [(m.code, m.level.value if m.level else None, text[m.start : m.end]) for m in find_languages(text)]


def test_notions_are_a_level_and_belong_to_the_passage() -> None:
    text = "5 ans de caisse, notions d'anglais, pas de permis B"
    (english,) = find_languages(text)
    assert (english.code, english.level, english.negated) == ("en", "A2", False)
    assert text[english.start : english.end] == "notions d'anglais"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anglais : courant", [("en", "C1", "Anglais : courant")]),
        ("anglais (B2), Arabe langue maternelle",
         [("en", "B2", "anglais (B2)"), ("ar", "native", "Arabe langue maternelle")]),
        ("bilingue anglais-russe", [("en", "C2", "bilingue anglais"), ("ru", "C2", "russe")]),
        ("Anglais et espagnol courants", [("en", "C1", "Anglais"), ("es", "C1", "espagnol courants")]),
        ("Fluent in English and French", [("en", "C1", "Fluent in English"), ("fr", "C1", "French")]),
        ("Anglais lu, écrit, parlé", [("en", "B2", "Anglais lu, écrit, parlé")]),
        ("bon niveau d'anglais (B2 minimum)", [("en", "B2", "bon niveau d'anglais (B2 minimum)")]),
        ("Anglais : TOEIC 850", [("en", "B2", "Anglais : TOEIC 850")]),
        ("TOEIC 850", [("en", "B2", "TOEIC 850")]),
        ("영어 능통, 일본어 JLPT N2", [("en", "C1", "영어 능통"), ("ja", "B1", "일본어 JLPT N2")]),
        ("langue anglaise souhaitée", [("en", None, "langue anglaise")]),
        ("LSF (langue des signes)", [("fsl", None, "LSF (langue des signes)")]),
        ("Anglais, bilingue espagnol", [("en", None, "Anglais"), ("es", "C2", "bilingue espagnol")]),
        ("Anglais ★★★☆☆", [("en", "B1", "Anglais ★★★☆☆")]),
        ("Anglais ●●○○○", [("en", "A2", "Anglais ●●○○○")]),
        ("Anglais : 4/5", [("en", "B2", "Anglais : 4/5")]),
        ("Anglais\nWord ★★★☆☆", [("en", None, "Anglais")]),
        ("Anglais LV1", [("en", None, "Anglais LV1")]),
        ("Français natif", [("fr", "native", "Français natif")]),
        ("Anglais : TB", [("en", "C1", "Anglais : TB")]),
        ("영어 : 상, 중국어 : 하", [("en", "C1", "영어 : 상"), ("zh", "A2", "중국어 : 하")]),
        ("3년 이상 영어 강의", [("en", None, "영어")]),
        ("토익 700", [("en", "B1", "토익 700")]),
        ("OPIc IH", [("en", "B1", "OPIc IH")]),
        ("grec ancien, latin (bon niveau)", [("el", None, "grec"), ("la", "B2", "latin (bon niveau)")]),
        ("Russe : lu, écrit, parlé\nGrec : lu",
         [("ru", "B2", "Russe : lu, écrit, parlé"), ("el", None, "Grec : lu")]),
        ("Anglais B1, permis C1", [("en", "B1", "Anglais B1")]),
        ("Anglais apprécié, débutant accepté", [("en", None, "Anglais apprécié")]),
        ("Anglais débutant, motivé", [("en", "A1", "Anglais débutant")]),
    ],
)  # fmt: skip
def test_a_level_is_read_on_either_side_of_its_language(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["pas d'anglais", "No English", "ne parle pas anglais", "sans anglais", "anglais non requis"]
)
def test_a_denied_language_is_negated(text: str) -> None:
    (english,) = find_languages(text)
    assert english.code == "en"
    assert english.negated
    assert text[english.start : english.end] == text


@pytest.mark.parametrize("text", ["restaurant italien", "le marché français", "cuisine thaï"])
def test_a_nationality_has_no_cue(text: str) -> None:
    assert [m.cue for m in find_languages(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "parle italien",
        "Langues : italien",
        "italien exigé",
        "l'italien est un plus",
        "italien demandé",
        "L'italien est un +",
        "Italian would be a bonus",
    ],
)
def test_a_spoken_language_has_a_cue(text: str) -> None:
    assert [m.cue for m in find_languages(text)] == [True]


def test_a_verb_is_not_a_language() -> None:
    assert find_languages("polish the floor") == []


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Anglais courant\nEspagnol (notions)\nArabe"
    (spanish,) = find_languages(text, 16, 35)
    assert text[spanish.start : spanish.end] == "Espagnol (notions)"


def test_every_language_has_a_name_in_three_languages() -> None:
    assert len(languages()) >= 90
    assert language_name("ko", "fr"), language_name("ko", "en") == ("coréen", "Korean")
    assert language_name("ko", "ko") == "한국어"
    assert language_name("xx", "fr") == "xx"
    assert all(n.fr and n.en and n.ko for n in languages().values())


@given(st.text(alphabet=st.sampled_from("anglisefru dTOEIC0123456789(),:/-'’\n\t.éà영어와B")))
def test_any_text_is_read_and_spans_stay_inside(text: str) -> None:
    for mention in find_languages(text):
        assert 0 <= mention.start < mention.end <= len(text)
