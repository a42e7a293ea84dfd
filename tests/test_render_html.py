"""The HTML page: nothing of a draft becomes markup, everything is there without script, and a browser agrees."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_render_formats import HOSTILE, dismissed, rendered, seeds, with_evidence

from verifier import ruleset
from verifier.engine import Engine
from verifier.reading import from_text

TAGS = frozenset({
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "span", "section", "p",
    "strong", "div", "svg", "rect", "text", "details", "summary", "table", "thead", "tbody", "tr", "th", "td",
    "fieldset", "legend", "label", "input", "select", "option", "main", "ol", "ul", "li", "b", "sup", "button", "code",
    "figure", "figcaption", "footer", "kbd", "script",
})  # fmt: skip


class Page(HTMLParser):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for key, value in attrs if key == "id" and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(TEXTS | st.just(HOSTILE) | st.just("</script><script>alert(1)"))
def test_no_letter_of_a_draft_becomes_markup(text: str) -> None:
    report = dismissed(made.report(f"A claim.\n{text}", name=f"{text}.txt"), text)
    page = Page(rendered("html", report))
    assert {tag for tag, _ in page.tags} <= TAGS
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)


def test_ids_are_unique_and_every_link_has_its_target() -> None:
    for report in seeds():
        page = Page(rendered("html", report))
        assert len(page.ids) == len(set(page.ids))
        targets = [str(attributes["href"]) for tag, attributes in page.tags if tag == "a"]
        assert all(target.startswith("#") and target[1:] in page.ids for target in targets)


def test_all_claims_their_words_and_reasons_are_there_without_script() -> None:
    for report in seeds():
        page = Page(rendered("html", report))
        words = " ".join(" ".join(page.words).split())
        assert all(f"p-{claim.id}" in page.ids and f"a-{claim.id}" in page.ids for claim in report.claims)
        assert all(factor.rule in words for made_of in report.assessments for factor in made_of.factors)
        assert all(" ".join(found.question.split()) in words for found in report.findings)


def test_both_claims_of_a_relation_stand_side_by_side() -> None:
    hostile = from_text(f"Ruritania has withdrawn from Hentzau, {HOSTILE}", name="<b>.txt")
    plain = from_text("Ruritania may withdraw from Hentzau, {HOSTILE}", name="b.txt")
    engine = Engine(ruleset.load())
    reports = [engine.check(document) for document in (hostile, plain)]
    found = engine.relater.study(reports, one_event=True).relations
    page = Page(rendered("html", replace(reports[1], relations=tuple(r for r in found if r.draft == "b.txt"))))
    assert {tag for tag, _ in page.tags} <= TAGS
    told = "".join(page.words)
    assert "Ruritania has withdrawn" in told.partition("Told twice")[2]
    assert "<b>.txt C01" in told
    assert "Told twice" not in "".join(Page(rendered("html", reports[0])).words)


def test_the_draft_is_whole() -> None:
    for report in seeds():
        words = rendered("html", report)
        section = words[words.index('<section id="draft"') : words.index('<section id="claims"')]
        shown = re.sub(r"<sup>.*?</sup>", "", section)
        page = Page(shown)
        assert "".join("".join(page.words).split()) == "".join(report.text.split())


def test_the_page_is_small_and_asks_for_nothing() -> None:
    for report in seeds():
        words = rendered("html", report)
        assert len(words.encode()) < 200_000
        assert "default-src 'none'" in words
        assert not re.search(r"\b(?:src|srcset|data)=\"|@import|url\(", words)


def test_evidence_of_the_page_is_shown_apart() -> None:
    assert "In notes, link: https://a.org/log" in rendered("html", with_evidence(made.report("Ships wait.")))


def test_pictures_have_a_table_each() -> None:
    words = rendered("html", seeds()[0])
    assert words.count("<svg ") == 3
    assert words.count("as a table</summary>") == 3


# --- in a browser ------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    page = tmp_path / "report.html"
    page.write_text(rendered("html", seeds()[1]), "utf-8")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_no_request_no_error_no_sideways_scroll_and_axe_is_content(browser, path: Path, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(viewport={"width": width, "height": 800})
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [found["id"] for found in axe.run(page).response["violations"]] == []


def test_click_keys_and_filters(browser, path: Path) -> None:
    page = browser.new_page()
    page.goto(path.as_uri())
    first = page.locator("#draft a.claim").first
    claim = first.get_attribute("data-claim")
    first.click()
    assert page.evaluate("document.activeElement.id") == f"p-{claim}"
    page.keyboard.press("j")
    assert page.locator("#draft a.claim.on").first.get_attribute("data-claim") != claim
    for box in page.locator("#filters input").all():
        box.set_checked(checked=True)
    assert page.locator("#list > li:visible").count() == len(seeds()[1].claims)


def test_a_type_of_source_chosen_shows_its_claims_whatever_their_level(browser, path: Path) -> None:
    page = browser.new_page()
    page.goto(path.as_uri())
    wanted = seeds()[1].assessments[-1].type
    page.locator("#type").select_option(wanted)
    assert page.locator("#list > li:visible").count() == sum(row.type == wanted for row in seeds()[1].assessments)
    page.locator("#type").select_option("")
    assert page.locator("#list > li:visible").count() != 0


def test_readable_without_script(browser, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#list > li:visible").count() == len(seeds()[1].claims)
    assert not page.locator("#filters").is_visible()
    page.locator("#list summary").first.click()
    assert page.locator("#list details table").first.is_visible()
