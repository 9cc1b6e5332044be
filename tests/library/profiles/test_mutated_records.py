"""Whatever stands in a record, reading it gives a record, nothing, or a FormatError; never anything else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.errors import FormatError
from openemploi.profiles.detect import read_structured, read_value
from openemploi.profiles.model import JobPosting, JobseekerProfile, StructuredCv, StructuredOffer
from openemploi.profiles.write_europass import to_europass_json
from openemploi.profiles.write_france_travail import to_france_travail
from openemploi.profiles.write_json_resume import to_json_resume
from openemploi.profiles.write_schema_org import to_schema_org

_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**30), max_value=10**30)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["", " ", "0", "-1", "2020-99", "9999999", "\ud800", "<li><p>", "B", "fr", "Mensuel de 9 Euros"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Code", "Label", "name", "value", "libelle", "@type", "#text", "Year", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", ["offer", "posting", "resume", "passport"])
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_a_record_with_anything_anywhere_is_read_or_refused(
    records: dict[str, dict[str, Any]], kind: str, data: st.DataObject
) -> None:
    record = copy.deepcopy(records[kind])
    for _index in range(data.draw(st.integers(1, 3))):
        places = list(_places(record))
        holder, key = places[data.draw(st.integers(0, len(places) - 1))]
        holder[key] = data.draw(_JUNK)
    try:
        found = read_value(record, name="x.json", sha256="0", today=date(2024, 1, 1))
    except FormatError as error:
        assert error.code and error.remedy
    else:
        _check(found)
    try:
        _check(read_structured(json.dumps(record), name="x.json"))
    except FormatError as error:
        assert error.where.file == "x.json"


_TAGS = st.sampled_from(
    """
    workexperiencelist workexperience period from to year month position label employer name languagelist language
    level listening code skilllist skill structured-skill drivinglicence identification firstname contactinfo address
    LearnerInfo Identification PersonName FirstName WorkExperienceList WorkExperience Period From Current Skills
    Linguistic ForeignLanguageList ForeignLanguage Description Code Label ProficiencyLevel Driving Licence
    """.split()
)
_TREES = st.recursive(
    st.sampled_from(["", "b1", "2010", "--13", "fr", "x", "true"]),
    lambda inner: st.lists(st.tuples(_TAGS, inner), max_size=4).map(
        lambda children: "".join(
            f'<{tag} type="mother" year="20{len(body)}">{body}</{tag}>' for tag, body in children
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(root=st.sampled_from(["learnerinfo", "SkillsPassport"]), body=_TREES)
def test_any_europass_tree_is_read_or_refused(root: str, body: str) -> None:
    try:
        _check(read_structured(f"<{root}>{body}</{root}>", name="x.xml"))
    except FormatError as error:
        assert error.code == "cv_empty"


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=60).map(lambda tail: "{" + tail) | st.text(max_size=60).map(lambda tail: "<" + tail)
)
def test_any_text_is_somebodys_nobodys_or_refused(text: str) -> None:
    try:
        _check(read_structured(text, name="x"))
    except FormatError as error:
        assert error.where.line is not None


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


def _check(found: StructuredOffer | StructuredCv | None) -> None:
    """What was read holds together, and can be written in every format of its kind."""
    if found is None:
        return
    for block in found.document.blocks:
        assert 0 <= block.start <= block.end <= len(found.document.text)
    assert all(path for path in found.not_carried)
    if isinstance(found, StructuredOffer):
        posting = JobPosting(
            found.id,
            found.document,
            "fr",
            found.terms,
            codes=found.codes,
            published=found.published,
            url=found.url,
        )
        written = [to_france_travail(posting), to_schema_org(posting)]
    else:
        profile = JobseekerProfile(found.document, found.language, found.structure)
        written = [to_json_resume(profile), to_europass_json(profile, today=date(2024, 1, 1))]
    for record in written:
        json.dumps(record.data, allow_nan=False).encode("utf-8")
