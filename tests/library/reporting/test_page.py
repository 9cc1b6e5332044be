"""The page is whole, safe, readable by everybody, and says in words what it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import people
import pytest
from lxml import html

from openemploi import i18n
from openemploi.errors import DocumentError
from openemploi.extraction.model import RequirementKind
from openemploi.matching.model import Part
from openemploi.matching.weights import Weights
from openemploi.reporting import Failure, render

VOID = {"meta", "br", "img", "input", "link", "hr"}


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def text(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


class Balanced(HTMLParser):
    """Fails on a tag that is closed by another."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None: ...

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


PAGES = {
    "everything": people.three,
    "short": lambda: people.report(people.person("cv.pdf", "HIHNMMNHUHU")),
    "offers": lambda: replace(people.three(), direction="offers", blind=True),
    "empty": lambda: replace(people.three(), ranked=()),
    "nothing": lambda: people.report(subject=(), attributions=()),
    "hostile": lambda: hostile(),
}


def hostile():  # type: ignore[no-untyped-def]
    bad = people.HOSTILE
    asked = tuple((part, f"{label} {bad}", *rest) for part, label, *rest in people.ASKED)
    return people.report(
        people.person(f"cv {bad}", "HIHNMMNHUHU", notes=(bad,), quote=bad, asked=asked),
        title=bad,
        subject=((bad, bad),),
        attributions=(bad,),
        failures=(Failure(bad, bad, bad, bad),),
    )


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return render(PAGES[request.param]())


def test_the_page_is_well_formed(page: str) -> None:
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    assert page.encode("utf-8")
    ids = tree(page).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_page_asks_nothing_of_any_network_and_runs_nothing(page: str) -> None:
    root = tree(page)
    names = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert not names & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "audio",
        "video",
    }
    assert len(root.xpath("//style")) == 1
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "action", "formaction", "data", "poster", "xlink:href"}
            if name == "href":
                assert value.startswith("#")
                assert root.get_element_by_id(value[1:]) is not None
            if name == "style":
                assert re.fullmatch(r"width:[\d.]+%", value)
    css = root.xpath("string(//style)")
    assert "url(" not in css
    assert "@import" not in css
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_hostile_words_are_shown_and_do_nothing() -> None:
    page = render(hostile())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\x00\x1b\ud800]", page)


def test_headings_go_down_one_step_at_a_time_under_one_h1(page: str) -> None:
    levels = [int(e.tag[1]) for e in tree(page).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_landmarks_a_language_a_title_and_a_way_past_the_top(page: str) -> None:
    root = tree(page)
    assert root.get("lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(root.xpath(f"//{landmark}")) == 1
    assert root.xpath("//body/*[1]/@href") == ["#main"]
    assert root.xpath("//nav/@aria-label")
    assert text(root.xpath("//title")[0])
    for section in root.xpath("//section | //article"):
        assert text(root.get_element_by_id(section.get("aria-labelledby")))


def test_tables_say_what_they_hold_and_their_headers_say_for_what(page: str) -> None:
    for table in tree(page).xpath("//table"):
        assert text(table.xpath("caption")[0])
        assert all(th.get("scope") in {"col", "row"} for th in table.xpath(".//th"))
        widths = {len(row.xpath("th | td")) for row in table.xpath(".//tr")}
        assert len(widths) == 1
        assert all(row.xpath("th") for row in table.xpath("tbody/tr | tfoot/tr"))


def test_every_bar_has_its_figures_in_words_and_every_shape_its_word(page: str) -> None:
    root = tree(page)
    assert all("of" in bar.get("aria-label") for bar in root.xpath("//*[@role='img']"))
    for shape in root.xpath("//svg[use]"):
        assert shape.get("aria-hidden") == "true"
        assert text(shape.getparent())


def test_each_person_is_told_in_words_before_points() -> None:
    root = tree(render(people.three()))
    lina = root.xpath("//article[.//h3[@id='p1']]")[0]
    words = text(lina)
    assert "4 of the 6 skills asked for, including the 3 essential ones." in words
    assert words.index("skills asked for") < words.index("points of this offer are met")
    for word in ("Held", "Implied", "Missing", "Unknown"):
        assert word in words
    everything = text(root)
    assert "Near" in everything
    assert "Does not fit" not in words


def test_the_figures_of_each_person_add_up_to_the_points_of_the_ranking() -> None:
    report = people.three()
    root = tree(render(report))
    shown = [
        text(e) for e in root.xpath("//table[contains(@class,'ranking')]//td[contains(@class,'pts')]/strong")
    ]
    assert shown == [f"{one.match.score:.1f}" for one in report.ranked]
    for article, points in zip(root.xpath("//article"), shown, strict=True):
        parts = article.xpath(".//tbody/tr/td[1]")
        assert round(sum(float(text(cell)) for cell in parts), 1) == float(points)
        given = [text(cell).split(" of ") for cell in article.xpath(".//li[@class='r']/p[@class='n']")]
        assert round(sum(float(one) for one, _worth in given), 1) == float(points)
        assert round(sum(float(worth) for _one, worth in given), 1) == 100.0


def test_ties_and_conditions_are_said_in_words() -> None:
    words = text(tree(render(people.three())))
    assert words.count("Rank 2, tied with 1 other") == 2
    assert "Condition not met: Driving licence B. The person can still be considered" in words
    assert "Required condition to check: Driving licence B. The CV does not say." in words
    assert "stands after the others, can still be considered" in words


def test_people_whose_figures_look_the_same_without_a_tie_are_told_apart() -> None:
    one, other = people.person("a.pdf", "HHHHHHHHHHN"), people.person("b.pdf", "HHHHHHHHHHN")
    last = other.requirements[-1]._replace(points=other.requirements[-1].points - 0.0001)
    other = replace(other, requirements=(*other.requirements[:-1], last))
    assert "Less than a tenth of a point" in render(people.report(one, other))
    assert "Less than a tenth of a point" not in render(people.three())


def test_a_cv_that_could_not_be_read_well_is_unknown_and_never_said_to_lack_anything() -> None:
    words = text(tree(render(people.report(people.person("scan.png", "UUUUUUUUUUU")))))
    assert "It is not known which of the 6 skills asked for are held" in words
    assert "None of the" not in words
    assert "100.0 more are not known" in words


def test_passages_are_quoted_with_their_page_and_the_offers_only_once() -> None:
    page = render(people.three())
    quotes = [text(q) for q in tree(page).xpath("//article//blockquote")]
    assert any("hôtesse de caisse" in quote and "page 1" in quote for quote in quotes)
    assert page.count("Vous savez : welcome customers.") == 1
    offers = render(replace(people.three(), direction="offers"))
    assert offers.count("Vous savez : welcome customers.") == 5


def test_files_that_could_not_be_read_are_told_with_their_code_and_remedy() -> None:
    error = DocumentError("document_empty", "The file is empty.", remedy="Send it again.")
    words = text(tree(render(people.report(failures=(Failure.of("cv.pdf", error),)))))
    for said in (
        "1 file could not be read",
        "cv.pdf",
        "document_empty",
        "The file is empty.",
        "Send it again.",
    ):
        assert said in words


def test_the_rules_on_the_page_are_those_of_the_code() -> None:
    own = Weights(parts=dict(Weights().parts) | {Part.SKILLS: 61.25})
    own = replace(own, kinds=dict(own.kinds) | {RequirementKind.LEARNABLE: 0.375})
    words = text(tree(render(people.report(weights=own))))
    assert "Skills 61.25" in words
    assert "can be learnt on the job: 0.375" in words
    assert "a person decides" in words
    for never in ("name", "sex", "age", "address", "photo", "nationality"):
        assert never in words


def test_a_blind_page_says_so() -> None:
    assert "Identities are masked" in render(replace(people.three(), blind=True))
    assert "Identities are masked" not in render(people.three())


def test_a_list_of_two_hundred_stays_light_and_gives_everybody_their_detail() -> None:
    for script in ("équipe de six personnes à l'écoute ", "수영장 매표소에서 매일 계산대를 운영함 "):
        page = render(people.many(script=script))
        assert len(page.encode()) < 3_000_000
        details = list(tree(page).iter("details"))
        assert sum(one.get("class") == "why" for one in details) == 200
        assert not any("open" in one.attrib for one in details)
        assert page.count('<li class="r">') == 200 * 25 + 25


def test_the_page_is_in_the_language_in_force() -> None:
    for code in i18n.LANGUAGES:
        i18n.use_language(code)
        assert tree(render(people.three())).get("lang") == code


def test_every_sentence_can_be_translated() -> None:
    """No word stands in a template outside ``_`` and ``ngettext``."""
    from openemploi.reporting.page import _environment

    for name in ("page.html", "parts.html", "rules.html"):
        source = (_environment().loader.get_source(_environment(), name))[0]  # type: ignore[union-attr]
        bare = re.sub(r"\{[{%].*?[}%]\}", "", source, flags=re.DOTALL)
        bare = re.sub(r"<!?/?[a-z][^<>]*>", "", bare)
        assert set(re.findall(r"[A-Za-z]{2,}", bare)) <= {"Open", "Emploi"}
