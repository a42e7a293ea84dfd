"""The page of ``verify serve`` in a real browser: what an editor does with it, by mouse and by keys alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page, expect, sync_playwright
from wordfiles import pack, paragraph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser")

SEED = (Path(__file__).parent.parent / "seeds" / "000_f252c9510e71f429.txt").read_text("utf-8")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """The address that ``verify serve`` prints; the service ends with the block."""
    command = [sys.executable, "-m", "verifier", "serve", str(folder), "--no-browser", "--port", str(port)]
    environ = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield made
        made.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh page; it may ask 127.0.0.1 only, and must say nothing on its console."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    made, told, asked = context.new_page(), [], []
    made.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: told.append(str(error)))
    made.on("request", lambda request: asked.append(request.url))
    made.goto(address)
    expect(made.locator("#about")).not_to_be_empty()
    yield made
    assert not told
    assert {re.sub(r"^(\w+://127\.0\.0\.1:\d+|blob:http://127\.0\.0\.1:\d+).*", "here", url) for url in asked} <= {
        "here",
        "data:,",
    }
    context.close()


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    expect(page.locator("#list > li").first).to_be_attached(timeout=20_000)


def test_a_draft_is_marked_and_a_click_goes_to_its_reasons(page: Page) -> None:
    write(page, SEED)
    page.get_by_role("button", name="Show claims").click()
    claim = page.locator("#shown a.claim.CHECK").first
    claim.click()
    item = page.locator("#list > li.on")
    expect(item).to_have_count(1)
    item.locator("summary").click()
    expect(item.locator("table")).to_contain_text("as written")
    expect(item.locator(".rises")).not_to_have_text("…", timeout=20_000)
    assert page.locator("#strip rect").count() == page.locator("#list > li").count()


def test_filters_and_order(page: Page) -> None:
    write(page, SEED)
    everything = page.locator("#list > li").count()
    page.locator("#filters input[value=HIGH]").check()
    high = page.locator("#list > li[data-level=HIGH]:not([hidden])").count()
    assert 0 < high < everything
    page.select_option("#zone", "headline")
    assert page.locator("#list > li:not([hidden])").count() == page.locator("#list > li[data-zone=headline]").count()
    page.select_option("#zone", "")
    page.select_option("#order", "place")
    first = page.locator("#list > li").first.get_attribute("data-claim")
    assert first == page.locator("#shown a.claim").first.get_attribute("data-claim")


def test_it_is_checked_again_as_it_is_edited(page: Page) -> None:
    write(page, "The mayor took bribes from the yard.")
    expect(page.locator("#list > li.b-UNSOURCED")).to_have_count(1)
    page.fill("#text", "“The mayor took bribes from the yard,” Prosecutor Ana Roth said.")
    expect(page.locator("#list > li.b-UNSOURCED")).to_have_count(0, timeout=20_000)


def test_keys_alone_reach_everything(page: Page, folder: Path) -> None:
    page.focus("#text")
    page.keyboard.insert_text("The mayor took bribes from the yard.")
    expect(page.locator("#list > li")).to_have_count(1, timeout=20_000)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#list > li.on")).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("Tab")
    page.keyboard.type("Common knowledge")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Kept in", timeout=20_000)
    assert "Common knowledge" in (folder / "draft.txt.verify.yml").read_text("utf-8")
    for key, title in (("/", "Find a claim"), ("r", "Try a rule"), ("c", "Put beside this draft"), ("?", "Keys")):
        page.keyboard.press(key)
        expect(page.locator("#dialog-title")).to_have_text(title)
        page.keyboard.press("Escape")
        expect(page.locator("#dialog")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#text")).to_be_focused()
    (folder / "draft.txt.verify.yml").unlink()


def test_a_word_file_is_opened_and_comes_back_commented(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(pack(paragraph("The mayor took bribes from the yard.")))
    page.set_input_files("#file", path)
    expect(page.locator("#shown a.claim")).to_have_count(1, timeout=20_000)
    with page.expect_download() as download:
        page.select_option("#download", "docx")
    assert download.value.suggested_filename == "draft.docx"
    assert b"word/comments.xml" in Path(download.value.path()).read_bytes()


def test_a_rewrite_stands_beside_its_original(page: Page) -> None:
    write(page, "The bridge is closed.")
    page.get_by_role("button", name="Show claims").click()
    page.keyboard.press("c")
    page.fill("#other-text", "The bridge is closed, police said.")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("#other")).to_contain_text("What the rewrite did", timeout=20_000)
    expect(page.locator("#other .two .text")).to_have_count(2)


def test_questions_are_copied_as_text(page: Page) -> None:
    write(page, "The mayor took bribes from the yard.")
    page.get_by_role("button", name="Show claims").click()
    page.locator("#list > li").first.get_by_role("button", name="Copy").click()
    expect(page.locator("#told")).to_contain_text("copied")
    assert "The mayor took bribes" in page.evaluate("() => navigator.clipboard.readText()")


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)><b>The mayor</b> took bribes.", "أغلق الجسر يوم الاثنين، قال المتحدث."]
)
def test_words_of_a_draft_stay_words(page: Page, text: str) -> None:
    page.fill("#text", text)
    expect(page.locator("#verdict")).not_to_be_empty(timeout=20_000)
    page.get_by_role("button", name="Show claims").click()
    assert page.locator("#shown img").count() == 0
    assert page.locator("#shown").inner_text().replace("\n", "").startswith(text[:8])


def test_a_paste_too_long_is_refused_and_the_text_before_it_kept(page: Page) -> None:
    write(page, "The bridge is closed, police said.")
    page.evaluate(
        "() => { const clipboardData = new DataTransfer(); "
        "clipboardData.setData('text/plain', 'The bridge is closed. '.repeat(230000)); "
        "const paste = new ClipboardEvent('paste', { clipboardData, cancelable: true }); "
        "document.getElementById('text').dispatchEvent(paste); }"
    )
    expect(page.locator("#told")).to_contain_text("Split it")
    assert page.input_value("#text") == "The bridge is closed, police said."


def test_nothing_is_lost_when_tab_and_service_go_and_come_back(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    with serving(tmp_path) as address:
        page.goto(address)
        page.fill("#text", "The mayor took bribes.")
        expect(page.locator("#list > li")).to_have_count(1, timeout=20_000)
    page.fill("#text", "The mayor took bribes from the yard.")
    expect(page.locator("#told")).to_contain_text("Your text is kept", timeout=20_000)
    port = int(re.search(r":(\d+)/", address)[1])
    with serving(tmp_path, port) as again:
        assert again == address
        expect(page.locator("#told")).to_be_empty(timeout=20_000)
        other = context.new_page()
        other.goto(address)
        other.get_by_role("button", name="Open the kept draft").click()
        expect(other.locator("#list > li")).to_have_count(1, timeout=20_000)
        page.close()
        assert other.input_value("#text") == "The mayor took bribes from the yard."
    context.close()


@pytest.mark.parametrize("state", ["empty", "claims", "dialog"])
def test_axe_finds_no_violation(page: Page, state: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    if state != "empty":
        write(page, SEED)
        page.get_by_role("button", name="Show claims").click()
    if state == "dialog":
        page.keyboard.press("r")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    ("width", "zoom"), [pytest.param(390, 1, id="phone"), pytest.param(640, 2, id="200 % of 1280")]
)
def test_nothing_runs_out_at_the_side(page: Page, width: int, zoom: int) -> None:
    page.set_viewport_size({"width": width, "height": 800 // zoom})
    write(page, SEED)
    page.get_by_role("button", name="Show claims").click()
    page.locator("#list > li:not([hidden]) summary").first.click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_levels_are_told_apart_without_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    write(page, SEED)
    page.get_by_role("button", name="Show claims").click()
    styles = page.evaluate(
        "() => ['UNSOURCED', 'LOW', 'MODERATE', 'CHECK'].map((name) => "
        "getComputedStyle(document.querySelector(`#shown a.${name}`)).borderBottomStyle)"
    )
    assert len(set(styles)) == 4
