"""Korean words cut by an analyser: names of the taxonomy found with particles, in compounds, and in nothing else."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.library.extraction.korean_sentences import compare, read_sentences

from openemploi.engine import Engine
from openemploi.extraction import korean
from openemploi.extraction.attributes import attributes_at
from openemploi.extraction.mentions import MentionFinder
from openemploi.extraction.words import words_of
from openemploi.taxonomy.library import open_taxonomy
from openemploi.taxonomy.store import Taxonomy

WELDING = "urn:openemploi:skill:welding"

_WORDS = st.sampled_from(
    """
    용접을 재고관리와 할 수 있습니다 경우 사서 돌봤습니다 3년간 Excel과 용접\u0000을 ㅋㅋㅋ 갂갂 熔接을 😀용접 ᆫ 간
    \u202e용접을 학교·병원 C++로 (주)대한 가 이이이이 었었 하하하 \n \n\n \t , . R&D를
    """.split(" ")
)
_TEXTS = st.lists(_WORDS | st.text(alphabet="가나용접을했다 a1.\n", max_size=8), max_size=30).map(" ".join)


@pytest.fixture(scope="module")
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENEMPLOI_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("OPENEMPLOI_DATA", str(tmp_path_factory.mktemp("data")))
        return open_taxonomy()


@pytest.fixture(scope="module")
def finder(taxonomy: Taxonomy) -> MentionFinder:
    return MentionFinder(taxonomy)


def labels(finder: MentionFinder, text: str) -> list[tuple[str, str]]:
    found = [*finder.skills(text, language="ko"), *finder.occupations(text)]
    return [(text[m.start : m.end], m.label) for m in found]


def test_with_the_analyser_far_more_is_found_and_no_more_of_it_is_wrong(
    taxonomy: Taxonomy, finder: MentionFinder, monkeypatch: pytest.MonkeyPatch
):
    sentences = read_sentences()
    cut = compare(taxonomy, finder, sentences)
    monkeypatch.setenv("OPENEMPLOI_KOREAN", "none")
    written = compare(taxonomy, finder, sentences)

    assert len(sentences) >= 60
    assert cut.recall > written.recall + 0.5
    assert cut.precision >= written.precision
    assert cut.recall > 0.95 and cut.precision > 0.95


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("재고관리와 발주를 담당했습니다", [("재고관리", "재고 관리"), ("발주", "발주")]),
        ("재고를 관리했습니다", [("재고를 관리", "재고 관리")]),
        ("TIG용접과 포장작업 경험", [("TIG용접", "TIG 용접"), ("포장", "포장")]),
        ("아이를 돌봤습니다", [("아이를 돌봤", "아이 돌봄")]),
        ("과일·채소 진열을 맡았습니다", [("과일·채소 진열", "과일·채소 진열")]),
        ("자산관리사로 일합니다", [("자산관리사", "자산 관리사")]),
        ("기술영업으로 3년간 근무", [("기술영업", "기술 영업"), ("기술영업", "기술영업")]),
        ("Excel과 자바스크립트로 일합니다", [("Excel", "Excel"), ("자바스크립트", "자바스크립트")]),
        ("용접기와 용접봉은 회사가 마련합니다", []),
        ("요리학원 앞에서 포장마차를 보았다", []),
        ("드라마에서 배웠습니다", []),
        ("모자란 것을 배우는 데 오래 걸린다", []),
        ("간호사 채용 공고", [("간호사", "간호사")]),
        ("영어 회화가 가능합니다", []),
        ("인증 정보가 없습니다", []),
        ("CE인증을 받았습니다", [("CE인증", "CE 인증")]),
    ],
)
def test_a_name_is_found_where_a_reader_would_see_it(
    finder: MentionFinder, text: str, found: list[tuple[str, str]]
):
    assert labels(finder, text) == found


def test_nearly_every_korean_name_is_found_as_written_and_with_a_particle(
    taxonomy: Taxonomy, finder: MentionFinder
):
    texts = [label.text for row in range(0, len(taxonomy.arrays["label_concept"]), 97)
             if (label := taxonomy.label_at(row)).language == "ko"]  # fmt: skip
    alone = [text for text in texts if not labels(finder, text)]
    inflected = [text for text in texts if not labels(finder, f"{text}에 대해 배우고 있습니다")]

    assert len(texts) > 30
    assert len(alone) + len(inflected) <= 0.05 * len(texts), (alone, inflected)


@pytest.mark.parametrize(
    ("text", "negated", "months"),
    [
        ("용접은 못합니다.", True, None),
        ("용접을 할 수 없습니다.", True, None),
        ("용접을 해 본 적이 없습니다.", True, None),
        ("용접을 할 수 있습니다.", False, None),
        ("용접 경험이 없어도 됩니다.", False, None),
        ("용접에 문제가 없습니다.", False, None),
        ("용접 경력 3년", False, 36),
        ("3년간 용접을 했습니다.", False, 36),
        ("용접을 6개월 했습니다.", False, 6),
    ],
)
def test_what_is_said_after_a_particle_is_about_the_skill(
    finder: MentionFinder, text: str, negated: bool, months: int | None
):
    [mention] = finder.skills(text, language="ko")
    about = attributes_at(text, mention.start, mention.end)

    assert (about.negated, about.months) == (negated, months)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_parts_follow_each_other_inside_the_text_whatever_it_is(text: str):
    for written in (text, unicodedata.normalize("NFD", text)):
        end = 0
        for piece in korean.pieces(written):
            assert end <= piece.start < piece.end <= (piece.word_end or piece.end) <= len(written)
            assert piece.stem and written[piece.start : piece.end].strip()
            end = piece.end


def test_letters_written_apart_are_the_same_words(finder: MentionFinder):
    text = "재고관리와 용접을 했습니다"
    apart = unicodedata.normalize("NFD", text)

    assert [label for _said, label in labels(finder, apart)] == ["재고 관리", "용접"]
    assert [unicodedata.normalize("NFC", said) for said, _label in labels(finder, apart)] == [
        "재고관리",
        "용접",
    ]


def test_one_text_has_one_answer_beside_any_other_and_from_any_thread(finder: MentionFinder):
    texts = [row.text for row in read_sentences()]
    alone = [labels(finder, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: labels(finder, text), texts * 3))
    page = "\n\n".join(texts)

    assert together == alone * 3
    assert [p.stem for p in korean.pieces(page)] == [p.stem for text in texts for p in korean.pieces(text)]


def test_without_the_analyser_words_are_compared_as_they_are_written(
    finder: MentionFinder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(korean, "_version", lambda: "")  # as where the extra is not installed

    assert korean.analyser() == ""
    assert labels(finder, "재고 관리 및 용접") == [("재고 관리", "재고 관리"), ("용접", "용접")]
    assert labels(finder, "재고관리를 했습니다") == []


def test_a_text_in_another_language_never_loads_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(korean, "_analysed", lambda _text: pytest.fail("loaded"))

    words = words_of("Kim Ji-eun (김지은), soudeuse : trois ans de soudage TIG, notions de 용접")
    assert "soudage" in words.folded and not words.cut


def test_a_reading_is_kept_apart_from_one_without_the_analyser(
    taxonomy: Taxonomy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OPENEMPLOI_CACHE", str(tmp_path))
    monkeypatch.setenv("OPENEMPLOI_ENCODER", "none")
    cv = tmp_path / "cv.txt"
    cv.write_text("김민수\n\n보유 기술\n- 용접을 할 수 있습니다\n", encoding="utf-8")
    found = []
    for setting in ("none", ""):
        monkeypatch.setenv("OPENEMPLOI_KOREAN", setting)
        found.append({skill.uri for skill in Engine(taxonomy, language="fr").read_cv(cv).skills})

    assert WELDING not in found[0] and WELDING in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "가" * 40_000,
        "이 " * 15_000,
        "용접을" * 10_000,
        "하였습니다 " * 6_000,
        "어어어었었었" * 15_000,
        "".join(chr(0xAC00 + i * 7919 % 11172) for i in range(50_000)),
        "갂 " * 10_000,
        unicodedata.normalize("NFD", "용접을 하다 ") * 5_000,
        "\u1100\u1161" * 40_000,
        "ㅋ" * 40_000,
        "용접\ud800을 \udfff합니다 " * 3_000,
        "😀용접\x00을 " * 10_000,
        "ᆨᆌᄒᇯᆁᅫᅎᅬ용접을 " * 3_000,  # letters that make no syllable
        "용접 재고 관리 " * 4_000,
        "가나다라마바사아자차카타파하" * 2 + " ",
    ],
    ids=lambda text: repr(text[:6]),
)
def test_long_hostile_texts_take_seconds_and_not_minutes(finder: MentionFinder, text: str):
    began = time.process_time()
    found = finder.skills(text, language="ko")
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
    assert time.process_time() - began < 20
