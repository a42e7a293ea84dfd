"""Word comments: first what must stay as it was, then that each comment lies on the words it speaks of."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_render_formats import HOSTILE, seeds
from wordfiles import pack, pack_parts, paragraph, part, relations, run

from verifier import reading
from verifier.reading import docx as reader
from verifier.reading.xmltree import parse
from verifier.report import Look
from verifier.report import docx as renderer
from verifier.report.wordedit import Comment, comment_on, without_ours
from verifier.spans import Span

MARK = '<w:r><w:commentReference w:id="{}"/></w:r>'.format
HUMAN = part("comments", f'<w:comment w:id="4" w:author="Bo">{paragraph("see the log")}</w:comment>')
PIECES = st.sampled_from(
    ["a", "bc d", " ", "é😀", "&", "<w:tab/>", "x  ", "<w:br/>", run("kept", "<w:b/>"), run(" & <", "<w:i/>"),
     f'<w:ins w:id="1" w:author="A">{run("new ")}</w:ins>', "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
     f'<w:hyperlink r:id="l">{run("link ")}{run("ed", "<w:u/>")}</w:hyperlink>',
     "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>",
     "<w:r><w:t>tight</w:t></w:r>",
     f'<w:commentRangeStart w:id="4"/>{run("seen")}<w:commentRangeEnd w:id="4"/>{MARK(4)}']
)  # fmt: skip
PAGES = st.lists(st.lists(PIECES, max_size=6), min_size=1, max_size=4)
LINKS = (("l", "hyperlink", "https://a.org"), ("c", "comments", "comments.xml"))


def page(pieces: list[list[str]]) -> bytes:
    runs = [[f"<w:r>{piece}</w:r>" if piece in {"<w:tab/>", "<w:br/>"} else piece for piece in line] for line in pieces]
    return pack("".join(paragraph(*line) for line in runs), *LINKS, parts={"word/comments.xml": HUMAN})


def text_of(data: bytes) -> str:
    return "".join(reader.walk(data, "d")[2].parts)


def formatting(data: bytes) -> list[tuple[str, str]]:
    """Each letter with its run's formatting."""
    package, name, found = reader.walk(data, "d")
    raw = package.read(name)
    letters = []
    for piece in found.pieces:
        look = piece.run.child("rPr")
        words = raw[look.start : look.end(raw)].decode() if look else ""
        letters += [(letter, words) for letter in piece.node.text]
    return letters


def ranges(data: bytes) -> dict[str, str]:
    """The words between the marks of each comment, by its id."""
    root = parse(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    opened: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for node in root.all():
        if node.tag == "commentRangeStart":
            opened[node.attributes["id"]] = []
        elif node.tag == "commentRangeEnd":
            found[node.attributes["id"]] = "".join(opened.pop(node.attributes["id"]))
        elif node.tag in {"t", "tab", "br"}:
            for words in opened.values():
                words.append(node.text or ("\t" if node.tag == "tab" else "\n"))
    return found


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def spans_in(text: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    place = st.integers(0, max(0, len(text) - 1))
    return st.lists(st.tuples(place, place).map(lambda two: (min(two), max(two) + 1)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.data(), PAGES)
def test_text_formatting_people_and_other_parts_stay(data: st.DataObject, pieces: list[list[str]]) -> None:
    before = page(pieces)
    spans = data.draw(spans_in(text_of(before)))
    comments = [Comment(Span(*span), ("○ C01 LOW 30", "Who <says> & why?", "[rule]")) for span in spans]
    after = comment_on(before, "d", comments)
    assert text_of(after) == text_of(before)
    assert formatting(after) == formatting(before)
    assert ranges(after).get("4") == ranges(before).get("4")
    assert b'w:author="Bo"' in parts(after)["word/comments.xml"]
    changed = {name for name, words in parts(before).items() if parts(after)[name] != words}
    assert changed <= {"word/document.xml", "word/comments.xml"}


@settings(max_examples=150, deadline=None)
@given(st.data(), PAGES)
def test_a_comment_lies_on_its_words_and_a_second_run_changes_nothing(
    data: st.DataObject, pieces: list[list[str]]
) -> None:
    before = page(pieces)
    text = text_of(before)
    spans = data.draw(spans_in(text))
    comments = [Comment(Span(*span), ("one", "two", "three")) for span in spans]
    after = comment_on(before, "d", comments)
    found = reader.walk(before, "d")[2].pieces
    placed = [span for span in spans if any(piece.span.overlaps(Span(*span)) for piece in found)]
    ours = {key: words for key, words in ranges(after).items() if key != "4"}
    assert len(ours) == len(placed)
    for (start, end), key in zip(placed, sorted(ours, key=int), strict=True):
        words = ours[key]
        assert "".join(words.split()) == "".join(text[start:end].split())
    assert comment_on(after, "d", comments) == after


@settings(max_examples=60, deadline=None)
@given(st.data(), PAGES)
def test_taking_ours_out_leaves_people_and_text(data: st.DataObject, pieces: list[list[str]]) -> None:
    before = page(pieces)
    spans = data.draw(spans_in(text_of(before)))
    after = comment_on(before, "d", [Comment(Span(*span), ("one",)) for span in spans])
    bare = without_ours(after, "d")
    assert text_of(bare) == text_of(before)
    assert set(ranges(bare)) == set(ranges(before))
    assert parts(bare)["word/comments.xml"] == HUMAN.encode()


# --- single cases ------------------------------------------------------------------------------


def test_a_file_without_comments_gets_the_part_its_type_and_its_relation() -> None:
    after = parts(comment_on(pack(paragraph("Four ships waited.")), "d", [Comment(Span(5, 10), ("a", "b"))]))
    assert b"/word/comments.xml" in after["[Content_Types].xml"]
    assert b"rIdVerify" in after["word/_rels/document.xml.rels"]
    words = after["word/document.xml"].decode()
    assert '<w:t xml:space="preserve">Four </w:t></w:r><w:commentRangeStart w:id="0"/>' in words


def test_a_split_keeps_the_space_at_its_edge() -> None:
    data = pack("<w:p><w:r><w:t>Four ships</w:t></w:r></w:p>")
    words = parts(comment_on(data, "d", [Comment(Span(5, 10), ("a",))]))["word/document.xml"].decode()
    assert '<w:t xml:space="preserve">Four </w:t>' in words


def test_other_prefixes_and_strict_files_are_written_in_their_own_words() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'<d:document xmlns:d="{strict}"><d:body><d:p><d:r><d:t>Four ships.</d:t></d:r></d:p></d:body></d:document>'
    data = pack_parts({
        "[Content_Types].xml": "<Types/>", "_rels/.rels": relations(("a", "officeDocument", "word/document.xml")),
        "word/document.xml": xml,
    })  # fmt: skip
    after = parts(comment_on(data, "d", [Comment(Span(5, 10), ("a",))]))
    assert b'<d:commentRangeStart d:id="0"/>' in after["word/document.xml"]
    assert strict.encode() in after["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


def test_text_boxes_get_no_comment_as_word_allows_none() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed words')}</w:txbxContent></w:pict></w:r>"
    data = pack(paragraph("before ", box))
    at = text_of(data).index("boxed")
    assert ranges(comment_on(data, "d", [Comment(Span(at, at + 5), ("a",))])) == {}


def test_a_date_is_written_only_when_the_build_is_told_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    report = made.report("Ships wait.")
    assert b"w:date" not in parts(renderer.render(report, Look()))["word/comments.xml"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert b'w:date="2030-03-17T17:46:40Z"' in parts(renderer.render(report, Look()))["word/comments.xml"]


def test_comments_are_three_short_lines_on_claims_that_need_an_answer() -> None:
    for report in seeds():
        comments = parse(parts(renderer.render(report, Look()))["word/comments.xml"]).children
        lines = [[found.words("t") for found in comment.children] for comment in comments]
        assert len(lines[0]) == 1
        assert all(len(found) == 3 and max(map(len, found)) <= 142 for found in lines[1:])
        assert 3 < len(lines) <= 1 + len(report.claims)
        head = re.compile(r"[▲○◔◐●–] C\d\d[a-z]? [A-Z]+(?: VIEW)?(?: \d+)?(?: and \d+ more)?$")
        assert all(head.match(found[0]) for found in lines[1:])


def test_a_draft_that_is_no_word_file_becomes_one_with_the_same_words() -> None:
    for report in seeds():
        data = renderer.render(report, Look())
        assert "".join(text_of(data).split()) == "".join(report.text.split())
        words = {" ".join(found.split()) for found in ranges(data).values()}
        told = [claim for claim in report.claims if any(found.claim == claim.id for found in report.findings)]
        assert sum(" ".join(claim.span.of(report.text).split()) in words for claim in told) >= len(words) - 2


def test_the_authors_own_file_is_commented(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(pack(paragraph("Ships wait, ", run("it is said", "<w:b/>"), ".") + paragraph("Crews left.")))
    document = reading.read(path)
    report = made.report(document.text.rstrip("\n"))
    data = renderer.render(report, Look(path=path))
    assert text_of(data) == document.text
    assert formatting(data) == formatting(path.read_bytes())
    assert "Ships wait, it is said." in ranges(data).values()


@pytest.mark.parametrize("text", ["", HOSTILE, "one\r\ntwo\x00", "\ud800"], ids=["empty", "hostile", "nul", "lone"])
def test_any_draft_is_written(text: str) -> None:
    report = made.report(text)
    assert zipfile.ZipFile(io.BytesIO(renderer.render(report, Look()))).testzip() is None


# --- what other programs make of it ------------------------------------------------------------


def test_python_docx_reads_text_and_comments() -> None:
    docx = pytest.importorskip("docx")
    report = seeds()[0]
    found = docx.Document(io.BytesIO(renderer.render(report, Look())))
    assert "".join("".join(line.text for line in found.paragraphs).split()) == "".join(report.text.split())
    comments = list(found.comments)
    assert {comment.author for comment in comments} == {"verify"}
    assert comments[0].text.endswith("not truth.")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_shows_every_comment(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(renderer.render(seeds()[0], Look()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    content = zipfile.ZipFile(tmp_path / "draft.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == len(ranges(path.read_bytes()))
