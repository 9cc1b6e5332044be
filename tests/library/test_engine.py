"""The one object that reads and compares, used as a notebook would use it, on real files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from openemploi.engine import Engine
from openemploi.errors import DocumentError, FormatError, OpenEmploiError
from openemploi.extraction.model import LanguageLevel, Passage, SkillClaim, Source
from openemploi.folding import fold
from openemploi.profiles.model import JobPosting, JobseekerProfile
from openemploi.profiles.reading_cache import count_all, erase_all
from openemploi.taxonomy.store import Taxonomy

TODAY = date(2026, 11, 1)
TILL = "urn:openemploi:skill:till-operation"
THREE_FACTS = "5 ans de caisse, notions d'anglais, pas de permis B"

UNREADABLE = Path("/proc/self/mem")  # a regular file whose first byte cannot be read, even by root


def written(folder: Path, text: str, *, name: str = "cv.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def skill(profile: JobseekerProfile, uri: str) -> SkillClaim:
    (claim,) = [claim for claim in profile.skills if claim.uri == uri]
    return claim


# --- one line, three facts -------------------------------------------------------------------------------------


def test_five_years_at_the_till_are_a_skill_of_sixty_months(engine, tmp_path):
    claim = skill(engine.read_cv(written(tmp_path, THREE_FACTS)), TILL)

    assert (claim.source, claim.months, claim.negated) == (Source.SAID, 60, False)
    assert [passage.text for passage in claim.evidence] == ["5 ans de caisse"]


def test_notions_of_english_are_a_beginners_english(engine, tmp_path):
    (english,) = engine.read_cv(written(tmp_path, THREE_FACTS)).structure.languages

    assert english.code == "en"
    assert english.level in (LanguageLevel.A1, LanguageLevel.A2)
    assert [passage.text for passage in english.evidence] == ["notions d'anglais"]


def test_no_driving_licence_is_a_licence_denied(engine, tmp_path):
    (licence,) = engine.read_cv(written(tmp_path, THREE_FACTS)).structure.licences

    assert (licence.code, licence.negated) == ("driving:B", True)
    assert [passage.text for passage in licence.evidence] == ["pas de permis B"]


def test_years_since_a_date_count_to_the_day_the_engine_was_given(taxonomy, tmp_path):
    path = written(
        tmp_path, "EXPÉRIENCE\nCaissière, Supermarché Le Pré\nDepuis novembre 2024\nEncaissement\n"
    )
    months = [
        Engine(taxonomy, language="fr", today=day, cache=False).read_cv(path).structure.experiences[0].months
        for day in (date(2025, 11, 1), date(2026, 11, 1))
    ]

    assert None not in months
    assert (months[1] or 0) - (months[0] or 0) == 12


def test_an_offer_is_not_called_after_its_greeting(engine, tmp_path):
    said = (
        "Nous avons besoin de bras pour la saison d'hiver, logé et nourri. Le ménage des chambres le matin."
    )
    path = written(tmp_path, f"Bonjour,\n{said}\nTél Ana 06 12 34 56 78", name="offer.txt")

    title = engine.read_offer(path).terms.title

    assert title is not None and said.startswith(title.text)
    assert len(title.text) <= 110


def test_labels_are_in_the_language_of_the_engine(taxonomy, tmp_path):
    path = written(tmp_path, THREE_FACTS)
    labels = {
        language: skill(
            Engine(taxonomy, language=language, today=TODAY, cache=False).read_cv(path), TILL
        ).label
        for language in ("fr", "en", "ko")
    }

    assert len(set(labels.values())) == 3


# --- telling a CV from an offer --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cvs/caissiere-confirmee.pdf", JobseekerProfile),
        ("cvs/developpeuse.json", JobseekerProfile),
        ("cvs/comptable.xml", JobseekerProfile),
        ("cvs/barista-coreen.pdf", JobseekerProfile),
        ("cvs/caissiere-message.txt", JobseekerProfile),
        ("offers/caissier-mairie.txt", JobPosting),
        ("offers/technicien-support.json", JobPosting),
        ("offers/hotel-receptionist.html", JobPosting),
        ("offers/barista-coreen.docx", JobPosting),
    ],
)
def test_a_file_is_a_cv_or_an_offer_by_what_it_says(engine, samples, name, kind):
    assert isinstance(engine.read_any(samples / name), kind)


def test_an_offer_given_as_a_cv_is_refused_when_its_format_says_so(engine, samples):
    with pytest.raises(FormatError) as caught:
        engine.read_cv(samples / "offers" / "technicien-support.json")

    assert caught.value.code == "profile_not_a_cv"


def test_a_cv_given_as_an_offer_is_refused_when_its_format_says_so(engine, samples):
    ((_name, found),) = engine.read_offers(samples / "cvs" / "comptable.xml")

    assert isinstance(found, OpenEmploiError)
    assert found.code == "profile_not_an_offer"


def test_a_file_of_many_offers_gives_each_under_a_name(engine, samples):
    found = list(engine.read_offers(samples / "offers" / "france-travail-lot.jsonl"))

    assert [name for name, _posting in found] == [
        f"france-travail-lot.jsonl#{number}"
        for number in ("901CAIS", "902AUXI", "903ELEC", "904CARI", "905VALE")
    ]
    assert all(isinstance(posting, JobPosting) for _name, posting in found)


# --- one bad file among many -----------------------------------------------------------------------------------


def bad_files(folder: Path) -> list[Path]:
    """Files that nobody can read: empty, cut short, not what they say, gone, a folder, JSON that is no CV."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "noise.docx").write_bytes(bytes(range(256)) * 40)
    (folder / "shopping.json").write_text('{"milk": 2, "bread": 1}', encoding="utf-8")
    (folder / "broken.json").write_text('{"basics": {"name": ', encoding="utf-8")
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "folder.txt").mkdir()
    names = (
        "empty.pdf",
        "cut.pdf",
        "noise.docx",
        "shopping.json",
        "broken.json",
        "dangling.txt",
        "folder.txt",
        "gone.txt",
    )
    return [folder / name for name in names]


def test_bad_files_among_many_give_their_errors_and_the_rest_goes_on(engine, tmp_path):
    good = [written(tmp_path, THREE_FACTS, name=f"{number}.txt") for number in range(4)]
    bad = bad_files(tmp_path)
    paths = [*good[:2], *bad, *good[2:]]

    found = list(engine.read_cvs(paths))

    assert [path for path, _result in found] == paths, "in the order they were given"
    for path, result in found:
        if path in good:
            assert isinstance(result, JobseekerProfile), path
        else:
            assert isinstance(result, OpenEmploiError), path
            assert result.code
            assert result.message
            assert result.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_one_may_not_read_gives_its_error_and_the_rest_goes_on(engine, tmp_path):
    forbidden = written(tmp_path, THREE_FACTS, name="forbidden.txt")
    forbidden.chmod(0)
    good = written(tmp_path, THREE_FACTS, name="good.txt")

    first, second = [result for _path, result in engine.read_cvs([forbidden, good])]

    assert isinstance(first, DocumentError)
    assert isinstance(second, JobseekerProfile)


@pytest.mark.skipif(not UNREADABLE.exists(), reason="this system has no file that fails when it is read")
def test_a_file_that_fails_when_it_is_read_gives_its_error_and_the_rest_goes_on(engine, tmp_path):
    failing = tmp_path / "failing.txt"
    failing.symlink_to(UNREADABLE)
    good = written(tmp_path, THREE_FACTS, name="good.txt")

    results = [result for _path, result in engine.read_cvs([failing, good])]
    assert [type(result) for result in results] == [DocumentError, JobseekerProfile]
    ((_name, result),) = engine.read_offers(failing)
    assert isinstance(result, DocumentError)


def test_a_bad_record_among_many_offers_does_not_stop_the_rest(engine, samples, tmp_path):
    lines = (samples / "offers" / "france-travail-lot.jsonl").read_text(encoding="utf-8").splitlines()
    path = written(tmp_path, "\n".join([lines[0], '{"id": "broken', lines[1]]) + "\n", name="offers.jsonl")

    found = [posting for _name, posting in engine.read_offers(path)]

    assert [isinstance(posting, JobPosting) for posting in found] == [True, False, True]
    assert isinstance(found[1], FormatError)
    assert found[1].where.line == 2


# --- what was read is kept -------------------------------------------------------------------------------------


@pytest.fixture
def keeping(taxonomy: Taxonomy, own_folders: Path) -> Engine:
    """An engine that keeps what it reads, in folders of its own."""
    return Engine(taxonomy, language="fr", today=TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "caissiere-confirmee.pdf",
        "developpeuse.json",
        "comptable.xml",
        "barista-coreen.pdf",
        "agent-accueil.html",
    ],
)
def test_what_was_kept_is_what_was_read(keeping, samples, name):
    first = keeping.read_cv(samples / "cvs" / name)
    second = keeping.read_cv(samples / "cvs" / name)

    assert count_all() == 1
    assert second == first


def test_a_document_is_not_read_twice(keeping, samples, monkeypatch):
    path = samples / "cvs" / "caissiere-confirmee.pdf"
    first = keeping.read_cv(path)
    monkeypatch.setattr("openemploi.engine.read", lambda *_args, **_options: pytest.fail("read again"))

    assert keeping.read_cv(path) == first


def test_the_same_content_under_another_name_is_known_and_keeps_its_own_name(keeping, tmp_path):
    keeping.read_cv(written(tmp_path, THREE_FACTS, name="first.txt"))
    again = keeping.read_cv(written(tmp_path, THREE_FACTS, name="second.txt"))

    assert count_all() == 1
    assert again.document.name == "second.txt"


def test_changed_content_is_read_again(keeping, tmp_path):
    keeping.read_cv(written(tmp_path, THREE_FACTS))
    changed = keeping.read_cv(written(tmp_path, THREE_FACTS.replace("5 ans", "2 ans")))

    assert skill(changed, TILL).months == 24


def test_another_language_another_month_or_another_taxonomy_is_read_again(keeping, taxonomy, tmp_path):
    path = written(tmp_path, THREE_FACTS)
    keeping.read_cv(path)
    for other in (
        Engine(taxonomy, language="en", today=TODAY),
        Engine(taxonomy, language="fr", today=date(2027, 1, 1)),
    ):
        other.read_cv(path)

    assert count_all() == 3


def test_a_kept_reading_that_is_damaged_is_made_again(keeping, own_folders, tmp_path):
    path = written(tmp_path, THREE_FACTS)
    first = keeping.read_cv(path)
    for kept in own_folders.rglob("*.json"):
        if kept.parent.parent.name == "readings":
            kept.write_text(kept.read_text(encoding="utf-8")[:200], encoding="utf-8")

    assert keeping.read_cv(path) == first


def test_kept_readings_are_for_this_user_alone_and_can_be_erased(keeping, own_folders, tmp_path):
    keeping.read_cv(written(tmp_path, THREE_FACTS))

    assert (own_folders / "cache").stat().st_mode & 0o077 == 0
    assert erase_all() == 1
    assert count_all() == 0


def test_a_failed_reading_is_not_kept(keeping, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(DocumentError):
        keeping.read_cv(tmp_path / "empty.pdf")

    assert count_all() == 0


def test_without_a_cache_nothing_is_kept(taxonomy, own_folders, tmp_path):
    Engine(taxonomy, language="fr", today=TODAY, cache=False).read_cv(written(tmp_path, THREE_FACTS))

    assert count_all() == 0


# --- what a careful reader finds in the samples ----------------------------------------------------------------

# Shares measured, then rounded down: a change that loses facts must say so here. Run with -s to see what is missed.
FLOORS = {
    "name": 0.90,
    "experiences": 0.81,
    "title": 0.81,
    "employer": 0.62,
    "language": 0.92,
    "licence": 0.92,
    "pending": 1.00,  # licences in progress or lapsed, which must not count as held
    "denied": 1.00,
    "skill": 0.87,
    "search area": 1.00,
    "offer title": 0.89,
    "asked": 0.78,
    "asked as essential": 0.85,
    "asked as optional": 0.71,
    "asked as learnable": 0.52,
    "not asked": 1.00,
    "term": 0.93,
}
PICTURES = {".png", ".jpg"}
SCANS = {"macon.pdf"}
CEFR = set(LanguageLevel)
BOTH_GENDERS = re.compile(r"\(?\b[HF]/[HF]\b\)?")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a careful reader finds, and whether it was found."""

    kind: str
    where: str
    what: str
    found: bool


def read_samples(engine: Engine, samples: Path) -> Iterator[tuple[str, JobseekerProfile | JobPosting]]:
    for path in sorted((samples / "cvs").iterdir()):
        if path.suffix not in PICTURES and path.name not in SCANS:
            yield path.stem, engine.read_cv(path)
    for path in sorted((samples / "offers").iterdir()):
        for _name, posting in engine.read_offers(path):
            assert isinstance(posting, JobPosting), path
            yield (posting.id or path.stem if path.suffix == ".jsonl" else path.stem), posting


def touches(document_text: str, words: str, passages: Iterator[Passage]) -> bool:
    """Whether one of ``passages`` shares letters with a place where ``words`` stand."""
    text, sought = flat(document_text), flat(words).strip()
    spans = []
    at = text.find(sought)
    while at >= 0:
        spans.append((at, at + len(sought)))
        at = text.find(sought, at + 1)
    return any(p.start < end and start < p.end for p in passages for start, end in spans)


def flat(text: str) -> str:
    """Folded and on one line, of the same length, so that places hold."""
    return "".join(" " if c.isspace() else (fold(c) or " ")[0] for c in text)


def same(one: str, other: str) -> bool:
    return " ".join(flat(one).split()) == " ".join(flat(other).split())


def cv_facts(key: str, awaited: dict[str, Any], profile: JobseekerProfile) -> Iterator[Fact]:
    structure, text = profile.structure, profile.document.text
    name = structure.contact.name
    yield Fact("name", key, awaited["name"], name is not None and same(name.text, awaited["name"]))
    count = len(structure.experiences)
    yield Fact("experiences", key, f"{awaited['experiences']}, read {count}", count == awaited["experiences"])
    for title, employer in awaited.get("titles", {}).items():
        entries = [entry for entry in structure.experiences if same(entry.title, title)]
        yield Fact("title", key, title, bool(entries))
        if employer:
            yield Fact("employer", key, employer, any(same(entry.employer, employer) for entry in entries))
    spoken = {claim.code: claim for claim in structure.languages if not claim.negated}
    for code, said in awaited.get("languages", {}).items():
        right = code in spoken and (said not in CEFR or spoken[code].level == said)
        yield Fact("language", key, f"{code} {said}", right)
    denied = {claim.code for claim in structure.languages if claim.negated}
    for code in awaited.get("languages_negated", ()):
        yield Fact("denied", key, code, code in denied)
    licences = {claim.code: claim.negated for claim in structure.licences}
    for code in awaited.get("licences", ()):
        yield Fact("licence", key, code, licences.get(code) is False)
    for code in awaited.get("licences_negated", ()):
        yield Fact("denied", key, code, licences.get(code) is True)
    for code in awaited.get("licences_pending", ()):
        yield Fact("pending", key, code, licences.get(code) is not False)
    said_skills = [claim for claim in profile.skills if claim.source is Source.SAID and not claim.negated]
    for words in awaited.get("skills", ()):
        evidence = (passage for claim in said_skills for passage in claim.evidence)
        yield Fact("skill", key, words, touches(text, words, evidence))
    for words in awaited.get("skills_negated", ()):
        evidence = (passage for claim in said_skills for passage in claim.evidence)
        yield Fact("denied", key, words, not touches(text, words, evidence))
    areas = {flat(area.place): area.radius_km for area in structure.search_areas}
    for town, radius in awaited.get("search", {}).items():
        yield Fact(
            "search area", key, f"{town} {radius}", flat(town) in areas and areas[flat(town)] == radius
        )


def asked_passages(posting: JobPosting, kinds: set[str]) -> Iterator[Passage]:
    terms = posting.terms
    lists = (
        posting.requirements,
        terms.languages,
        terms.licences,
        terms.diplomas,
        [terms.experience] if terms.experience else [],
    )
    for requirement in (one for several in lists for one in several):
        if requirement.kind.value in kinds and getattr(requirement, "source", Source.SAID) is Source.SAID:
            yield from requirement.evidence


def offer_facts(key: str, awaited: dict[str, Any], posting: JobPosting) -> Iterator[Fact]:
    terms, text = posting.terms, posting.document.text
    title = terms.title.text if terms.title else ""
    right = same(BOTH_GENDERS.sub("", title), BOTH_GENDERS.sub("", awaited["title"]))
    yield Fact("offer title", key, f"{awaited['title']}, read {title!r}", right)
    for kind in ("essential", "optional", "learnable"):
        for words in awaited.get(kind, ()):
            everything = asked_passages(posting, {"essential", "optional", "learnable"})
            yield Fact("asked", key, words, touches(text, words, everything))
            yield Fact(f"asked as {kind}", key, words, touches(text, words, asked_passages(posting, {kind})))
    for words in awaited.get("not_required", ()):
        asked = asked_passages(posting, {"essential", "optional", "learnable"})
        yield Fact("not asked", key, words, not touches(text, words, asked))
    hours, place, needed = terms.hours, terms.place, terms.experience
    read = {
        "contract": terms.contract.value if terms.contract else None,
        "months": terms.contract_months,
        "weekly_hours": hours.weekly if hours else None,
        "place": flat(place.label) if place else None,
        "experience_months": needed.months if needed else None,
        "openings": terms.openings,
    }
    for field, value in awaited["terms"].items():
        right = flat(value) in (read["place"] or "") if field == "place" else read[field] == value
        yield Fact("term", key, f"{field} {value}, read {read[field]}", right)


@pytest.fixture(scope="module")
def facts(engine: Engine, samples: Path) -> list[Fact]:
    expected = yaml.safe_load((samples / "expected.yaml").read_text(encoding="utf-8"))
    offers = {**expected["offers"], **expected["offers"]["france-travail-lot"]["records"]}
    found: list[Fact] = []
    for key, record in read_samples(engine, samples):
        if isinstance(record, JobseekerProfile):
            found += cv_facts(key, expected["cvs"][key], record)
        else:
            found += offer_facts(key, offers[key], record)
    for fact in found:
        if not fact.found:
            print(f"missed {fact.kind}: {fact.where}: {fact.what}")
    return found


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_what_a_careful_reader_finds_is_found(facts: list[Fact], kind: str) -> None:
    of_kind = [fact for fact in facts if fact.kind == kind]
    missed = [f"{fact.where}: {fact.what}" for fact in of_kind if not fact.found]
    share = 1 - len(missed) / len(of_kind)
    print(f"{kind}: {share:.3f} of {len(of_kind)}")

    assert share >= FLOORS[kind], "\n".join(missed)


def test_every_kind_of_fact_has_a_floor(facts: list[Fact]) -> None:
    assert {fact.kind for fact in facts} == set(FLOORS)
