"""Word files: first the hostile and broken ones, each refused by name and reason; then what must be read."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfiles import TYPES, document, pack, pack_parts, paragraph, part, relations, run

from verifier.errors import InputError
from verifier.model import Document
from verifier.reading import docx

GOOD = pack(paragraph("Four ships waited."))


def with_document(xml: str) -> bytes:
    return pack_parts(
        {"_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")), "word/document.xml": xml}
    )


def flagged_as_encrypted() -> bytes:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            struct.pack_into("<H", data, start + at, data[start + at] | 1)
            start = data.find(mark, start + 4)
    return bytes(data)


def many_parts() -> bytes:
    return pack_parts({f"{number}.xml": "" for number in range(10_001)})


def bomb() -> bytes:
    return with_document(document(paragraph("A" * 30_000_000)))


def steep_bomb() -> bytes:
    return with_document(document("<w:p/>" * 3_000_000))


def lying_about_its_size() -> bytes:
    data = bytearray(bomb())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.rfind(mark)
        struct.pack_into("<I", data, start + at, 1000)
    return bytes(data)


def unknown_compression() -> bytes:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = data.rfind(mark)
        while start >= 0:
            struct.pack_into("<H", data, start + at, 97)
            start = data.rfind(mark, 0, start)
    return bytes(data)


def flipped() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"word/document.xml") + len("word/document.xml") + 20
    data[at] ^= 0xFF
    return bytes(data)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + "x" * 100 + '"><!ENTITY c "&b;&b;&b;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
REFUSED = {
    "not-a-zip": (b"Four ships waited.", "is not a Word file"),
    "empty": (b"", "is not a Word file"),
    "old-word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word 97–2003"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "zip-password": (flagged_as_encrypted(), "password"),
    "cut-short": (GOOD[: len(GOOD) // 2], "damaged or cut short"),
    "only-the-first-bytes": (GOOD[:6], "damaged or cut short"),
    "bit-flipped": (flipped(), "damaged"),
    "unknown-compression": (unknown_compression(), "damaged"),
    "bomb": (bomb(), "zip bomb"),
    "steep-bomb": (steep_bomb(), "zip bomb"),
    "bomb-that-lies-about-its-size": (lying_about_its_size(), "damaged"),
    "too-many-parts": (many_parts(), "10001 parts"),
    "a-zip-of-something-else": (pack_parts({"xl/workbook.xml": "<a/>"}), "holds no Word document"),
    "spreadsheet": (
        pack_parts({"_rels/.rels": relations(("r", "officeDocument", "xl/w.xml")), "xl/w.xml": "<workbook/>"}),
        "holds no Word document",
    ),
    "no-body": (with_document("<a/>"), "holds no Word document"),
    "xml-cut-short": (with_document(document("")[:-20]), "word/document.xml: line 2"),
    "xml-empty": (with_document(""), "damaged in word/document.xml"),
    "unknown-encoding": (with_document('<?xml version="1.0" encoding="x-none"?><a/>'), "damaged in word/document.xml"),
    "entities": (with_document(ENTITIES + "<a>&c;</a>"), "document type"),
    "outside-entity": (with_document(OUTSIDE + "<a>&b;</a>"), "document type"),
    "undeclared-entity": (with_document(document(paragraph("<w:t>&b;</w:t>"))), "damaged"),
    "nested-too-deep": (with_document(document("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "more than 200 levels"),
    "entities-in-relationships": (
        pack_parts({"[Content_Types].xml": TYPES, "_rels/.rels": ENTITIES + "<a/>", "word/document.xml": document("")}),
        "damaged in _rels/.rels",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_by_name_and_reason(data: bytes, words: str) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        docx.read(data, "desk/draft.docx")
    assert str(caught.value).startswith("desk/draft.docx: ")
    assert words in str(caught.value)
    assert time.monotonic() - start < 20  # a hang, not a speed


@settings(max_examples=150)
@given(at=st.integers(0, len(GOOD) - 1), letter=st.integers(0, 255), cut=st.integers(0, len(GOOD)))
def test_any_damage_is_an_error_or_a_document(at: int, letter: int, cut: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] = letter
    for data in (bytes(damaged), GOOD[:cut]):
        try:
            found = docx.read(data, "draft.docx")
        except InputError:
            continue
        assert isinstance(found, Document)


TAGS = ["p", "r", "t", "tc", "tbl", "ins", "del", "hyperlink", "fldSimple", "sdt", "txbxContent", "rPr", "pPr"]
LEAVES = st.sampled_from(["a", "<w:tab/>", "<w:p/>", "<w:t/>", "&amp;"])


def wrapped(pair: tuple[str, list[str]]) -> str:
    return f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"


@settings(max_examples=60)
@given(
    st.recursive(
        LEAVES, lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=3)).map(wrapped), max_leaves=20
    )
)
def test_any_order_of_elements_is_read(body: str) -> None:
    found = docx.read(with_document(document(body)), "draft.docx")
    assert len(found.prose) == len(found.text)
    for block in found.blocks:
        assert block.span.of(found.text).strip() == block.span.of(found.text)


# --- what must be read -------------------------------------------------------------------------


def read(body: str, *links: tuple[str, str, str], parts: dict[str, str] | None = None) -> Document:
    return docx.read(pack(body, *links, parts=parts), "draft.docx")


def blocks(found: Document) -> list[tuple[str | None, str]]:
    return [(block.kind, block.span.of(found.text)) for block in found.blocks]


def evidence(found: Document) -> list[tuple[str, str, str]]:
    return [(item.kind, item.span.of(found.text), item.target) for item in found.evidence]


def test_insertions_are_read_deletions_are_not_and_the_editor_is_told() -> None:
    found = read(
        paragraph(
            "Four ", f'<w:ins w:id="1" w:author="A">{run("large ")}</w:ins>',
            "<w:del><w:r><w:delText>small </w:delText></w:r></w:del>", "ships ",
            f"<w:moveTo>{run('waited')}</w:moveTo>", f"<w:moveFrom>{run('waited')}</w:moveFrom>", ".",
        )
    )  # fmt: skip
    assert blocks(found) == [(None, "Four large ships waited.")]
    assert found.notes == ("2 tracked insertions and 2 deletions: checked as if changes were accepted",)


def test_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    found = read(paragraph("Four ships ", properties="<w:rPr><w:del/></w:rPr>") + paragraph("waited."))
    assert blocks(found) == [(None, "Four ships waited.")]


def test_formatting_changes_are_no_insertions() -> None:
    found = read(paragraph(run("Four ships.", "<w:ins/><w:rPrChange><w:rPr/></w:rPrChange>")))
    assert blocks(found) == [(None, "Four ships.")]
    assert not found.notes


STYLES = part(
    "styles",
    "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/>{base and f"<w:basedOn w:val={chr(34)}{base}{chr(34)}/>"}</w:style>'  # noqa: E501
        for key, name, base in [
            ("Titel", "Title", ""), ("U1", "heading 1", ""), ("U2", "Heading 2", ""), ("Mein", "My heading", "U2"),
            ("LP", "List Paragraph", ""), ("LB", "List Bullet", ""), ("Q", "Quote", ""), ("C", "caption", ""),
            ("X", "x", "Y"), ("Y", "y", "X"),
        ]
    ),
)  # fmt: skip
STYLED = (("s", "styles", "styles.xml"),)


@pytest.mark.parametrize(
    ("style", "kind", "level"),
    [("Titel", "title", 1), ("U1", "heading", 1), ("U2", "heading", 2), ("Mein", "heading", 2), ("LP", None, 0),
     ("LB", "bullet", 0), ("Q", "quote", 0), ("C", "caption", 0), ("X", None, 0), ("none", None, 0)],
)  # fmt: skip
def test_style_names_say_what_a_paragraph_is(style: str, kind: str | None, level: int) -> None:
    found = read(paragraph("Ships", style=style), *STYLED, parts={"word/styles.xml": STYLES})
    assert [(block.kind, block.level) for block in found.blocks] == [(kind, level)]


def test_numbering_makes_bullets_and_cells_are_read_in_order() -> None:
    cell = "<w:tc>{}</w:tc>".format
    found = read(
        paragraph("one", properties='<w:numPr><w:numId w:val="3"/></w:numPr>')
        + f"<w:tbl><w:tr>{cell(paragraph('a'))}{cell(paragraph('b') + paragraph('c'))}</w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{paragraph('in a control')}</w:sdtContent></w:sdt>"
    )
    assert blocks(found) == [
        ("bullet", "one"), ("table", "a"), ("table", "b"), ("table", "c"), (None, "in a control"),
    ]  # fmt: skip


def test_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    found = read(paragraph("before", drawn, " after"))
    assert blocks(found) == [(None, "before after"), (None, "boxed")]


def test_tabs_breaks_and_hyphens_keep_words_apart_and_hidden_text_is_left_out() -> None:
    letters = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
    found = read(paragraph(letters,
                           run("secret", "<w:vanish/>"), run("seen", '<w:vanish w:val="0"/>')))  # fmt: skip
    assert found.text == "a\tb\nc\u2011dseen\n"


def test_links_notes_and_comments_are_evidence_and_our_own_comments_are_not() -> None:
    link = f'<w:hyperlink r:id="l">{run("the log", "<w:b/>")}</w:hyperlink>'
    simple = f'<w:fldSimple w:instr=" HYPERLINK &quot;https://b.org&quot; ">{run("more")}</w:fldSimple>'
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    field = (
        f'{char("begin")}<w:r><w:instrText> HYPERLINK "https://c.org"</w:instrText></w:r>{char("separate")}'
        f"{run('here')}{char('end')}"
    )
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'.format
    begin, end = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{}"/>'.format
    found = read(
        paragraph("See ", link, " and ", simple, "<w:t/>", " or ", f"<w:ins>{field}</w:ins>", ".", mark("footnote", 2))
        + paragraph(begin(0), begin(1), "Four ships", end(0), mark("comment", 0), end(1), mark("comment", 1), "."),
        ("l", "hyperlink", "https://a.org"),
        ("f", "footnotes", "footnotes.xml"),
        ("c", "comments", "comments.xml"),
        parts={
            "word/footnotes.xml": part(
                "footnotes",
                f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
                f'<w:footnote w:id="2">{paragraph("Port log, ", "p. 7.")}</w:footnote>',
            ),
            "word/comments.xml": part(
                "comments",
                f'<w:comment w:id="0" w:author="Bo">{paragraph("see the log")}</w:comment>'
                f'<w:comment w:id="1" w:author="verify">{paragraph("who counted?")}</w:comment>',
            ),
        },
    )
    assert evidence(found) == [
        ("link", "the log", "https://a.org"),
        ("link", "more", "https://b.org"),
        ("link", "here", "https://c.org"),
        ("footnote", "here.", "Port log, p. 7."),
        ("comment", "Four ships", "see the log"),
    ]


def test_strict_files_and_other_names_of_the_main_part_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'<d:document xmlns:d="{strict}"><d:body><d:p><d:r><d:t>Four ships.</d:t></d:r></d:p></d:body></d:document>'
    data = pack_parts({"_rels/.rels": relations(("a", "officeDocument", "/doc/main2.xml")), "doc/main2.xml": xml})
    assert blocks(docx.read(data, "draft.docx")) == [(None, "Four ships.")]


def test_macros_and_foreign_parts_are_not_opened() -> None:
    found = read(paragraph("Ships.") + '<w:altChunk r:id="x"/>', parts={"word/vbaProject.bin": "\0", "word/x.xml": "<"})
    assert blocks(found) == [(None, "Ships.")]
    assert found.notes == ("1 embedded documents were not read",)


def test_damaged_side_part_is_named() -> None:
    out = io.BytesIO(pack(paragraph("Ships."), ("s", "styles", "styles.xml")))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/styles.xml", "<w:styles")
    with pytest.raises(InputError, match=r"damaged in word/styles\.xml"):
        docx.read(out.getvalue(), "draft.docx")
