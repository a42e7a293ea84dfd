"""Reading: what must be refused, with words a person can act on, and what must come through untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verifier import reading
from verifier.errors import InputError

REFUSED = {
    "empty": (b"", "is empty"),
    "white-space-only": (b" \r\n\t\n", "is empty"),
    "nul-in-text": (b"Ships\nwait\0ed", ":2:5: holds a NUL"),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "binary"),
    "windows-1252": ("The ministry’s word\nhélas".encode("cp1252"), ":1:13: is not UTF-8 (byte 0x92)"),
    "utf-16-cut-short": (b"\xff\xfeS\0h\0i", "begins like UTF-16"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_its_reason(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        reading.read(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_missing_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.txt: cannot be read"):
        reading.read(tmp_path / "no.txt")
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        reading.read(folder)


def test_unknown_format_lists_the_known(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError, match=r"cannot read \.pdf files; save the draft as one of \.txt"):
        reading.read(path)


TEXT = "Ships wait\r\n\r\nFour ships – “the fleet” – waited. 😀\n"
ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8-with-mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-big-endian": b"\xfe\xff" + TEXT.encode("utf-16-be"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_text_is_kept_letter_for_letter(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(data)
    document = reading.read(path)
    assert document.text == TEXT
    assert [block.span.of(TEXT) for block in document.blocks] == ["Ships wait", TEXT[14:-1]]


def test_standard_input_is_read_as_its_name_says() -> None:
    assert reading.from_bytes(b"# Ships", name="a/x.md").blocks[0].level == 1
    assert reading.from_bytes(b"# Ships", name="x").blocks[0].level == 0
    with pytest.raises(InputError, match=r"x\.docx: is not a Word file"):
        reading.from_bytes(b"# Ships", name="x.docx")


# --- plain text --------------------------------------------------------------------------------

PARAGRAPHS = [
    (
        "The dock workers of the eastern harbour stopped work at noon on Friday, the union said in a statement that "
        "it sent to the owners in the morning and to the newspapers of the town an hour later."
    ),
    (
        "Four ships waited outside. A spokesman for the port said that two more would be sent along the coast, and "
        "that the others would be asked to wait until the talks, which had begun on Monday, came to an end."
    ),
]


def wrapped(words: str, width: int) -> str:
    lines = [""]
    for word in words.split():
        fits = len(lines[-1]) + len(word) + 1 <= width
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if fits else [lines[-1], word]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_hand_wrapped_lines_are_one_paragraph(width: int) -> None:
    text = "Port Strike Begins\nBy Ann Lee\n\n" + "\n\n".join(wrapped(words, width) for words in PARAGRAPHS)
    blocks = [" ".join(block.span.of(text).split()) for block in reading.from_text(text, name="t").blocks]
    assert blocks == ["Port Strike Begins", "By Ann Lee", *PARAGRAPHS]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r"], ids=repr)
def test_a_long_line_is_a_paragraph(gap: str) -> None:
    text = gap.join(["Port Strike Begins", *PARAGRAPHS])
    blocks = [block.span.of(text) for block in reading.from_text(text, name="t").blocks]
    assert blocks == ["Port Strike Begins", *PARAGRAPHS]


def test_short_lines_that_end_sentences_stay_apart() -> None:
    text = "The strike began at noon on Friday, the union said.\nFour ships waited outside the harbour all evening.\n"
    assert len(reading.from_text(text, name="t").blocks) == 2


def test_bullet_marks_and_ruled_lines_are_no_prose() -> None:
    text = "Talks:\n- The union came.\n• So did the owners.\n* * *\n2015. A year.\n"
    document = reading.from_text(text, name="t")
    assert document.prose == "Talks:\n  The union came.\n  So did the owners.\n     \n2015. A year.\n"
    assert [block.kind for block in document.blocks] == [None, "bullet", "bullet", None]


# --- Markdown ----------------------------------------------------------------------------------


def markdown(text: str) -> reading.Document:
    return reading.from_text(text, name="t", format="markdown")


MARKUP = {  # markup that is blanked leaves a space, before a full stop too
    "emphasis": ("Four **big** ships _waited_.", "Four big ships waited ."),
    "mark-without-partner": ("Four * ships ** waited, snake_case", "Four * ships ** waited, snake_case"),
    "link": ("The [union](http://x.org/a 'T') said.", "The union said."),
    "reference-link": ("The [union][u] said.\n\n[u]: http://x.org", "The union said."),
    "image": ("![A ship](a.png) It waited.", "It waited."),
    "escape": (r"Four \*ships\* \a", r"Four *ships * \a"),
    "entity": ("Lee &amp; Sons", "Lee & Sons"),
    "code-span": ("It said `no` twice.", "It said no twice."),
    "code-block": ("A.\n\n```\ncode\n```\n\n~~~x\nmore\n~~~\n\nB.", "A. B."),
    "indented-paragraph": ("A.\n\n    Four ships.\n\n\tB.", "A. Four ships. B."),
    "task": ("- [ ] Four\n- [x] ships\n- [y] waited", "Four ships [y] waited"),
    "attributes": ("# Four {#id .big}\n\nships{: .x} wait {x}", "Four ships wait {x}"),
    "marked": ("Four ==ships== wait, 2 == 2", "Four ships wait, 2 == 2"),
    "admonition": ("!!! note\n    Four ships.\n\nB!!!", "Four ships. B!!!"),
    "comment": ("A. <!-- verify: ok --> B.", "A. B."),
    "tags": ("<div>Four <b>ships</b></div>", "Four ships"),
    "script": ("<script>\nalert(1)\n</script>\n\nFour.", "Four."),
    "heading-closed": ("## Four ships ##\n\nText.", "Four ships Text."),
    "setext-heading": ("Four\nships\n=====\n\nText.", "Four ships Text."),
    "quote": ("> Four\nships\n> waited.", "Four ships waited."),
    "nested-list": ("- a\n  - b\n    c\n1. d", "a b c d"),
    "table": ("| a \\| b | **c** |\n|:--|--:|\n| a | a |", "a | b c a a"),
    "strikethrough": ("Four ~~five~~ ships", "Four five ships"),
    "footnote": ("Four ships.[^1]\n\n[^1]: Port log.\n", "Four ships."),
    "hard-break": ("Four\\\nships  \nwaited", "Four ships waited"),
    "tabs": ("-\tFour ships\n\n\twaited", "Four ships waited"),
    "windows-line-ends": ("# Four\r\n\r\n- *ships*\r\n- waited\r\n", "Four ships waited"),
}


@pytest.mark.parametrize(("text", "prose"), MARKUP.values(), ids=MARKUP)
def test_markup_is_blanked(text: str, prose: str) -> None:
    document = markdown(text)
    assert " ".join(document.prose.split()) == prose
    assert len(document.prose) == len(text)


def test_links_footnotes_and_comments_are_evidence() -> None:
    text = "The [union *itself*](http://x.org) said so.[^a] It^[By mail.] did.<!-- ok -->\n\n[^a]: Port log, p. 7.\n"
    document = markdown(text)
    assert [(item.kind, item.span.of(text), item.target) for item in document.evidence] == [
        ("link", "union *itself", "http://x.org"),
        ("footnote", "so.[^a]", "Port log, p. 7."),
        ("footnote", "It^[By mail.]", "By mail."),
        ("comment", "did.<!-- ok -->", "ok"),
    ]


FRONT = {
    "yaml": ('---\ntitle: "Ships wait"\nauthors: [Ann Lee, Bo Ray]\ndate: 2031-05-04\n---\nFour.', 3),
    "toml": ("+++\ntitle = 'Ships wait'\nauthor = 'Ann Lee'\n+++\nFour.", 2),
}


@pytest.mark.parametrize(("text", "count"), FRONT.values(), ids=FRONT)
def test_front_matter_gives_headline_byline_and_date(text: str, count: int) -> None:
    document = markdown(text)
    assert document.meta[0] == ("headline", "Ships wait")
    assert len(document.meta) == count
    assert [block.span.of(text) for block in document.blocks] == ["Ships wait", "Four."]


def test_broken_front_matter_is_left_out_with_a_note() -> None:
    document = markdown("---\ntitle: [Ships\n---\nFour ships.")
    assert document.prose.split() == ["Four", "ships."]
    assert "front matter" in document.notes[0]


MARKS = [*"*_~`[]()<>!#|\\&;^:-+=.\"'\t\n \r", "a", "b ", "```", "[^1]", "[^1]: ", "\n\n", "&amp;", "é", "😀", "---\n"]


@given(st.lists(st.sampled_from([*MARKS, "1. ", "<https://x.org>", "\u2028", "\n> "]), max_size=40).map("".join))
@example("`\n``` `")
@example(">*```\n> *```")
@example("a\\|\n---\n")
def test_any_markdown_keeps_every_letter_in_its_place(text: str) -> None:
    if not text.strip():
        return
    try:
        document = markdown(text)
    except InputError:  # all of it is markup
        return
    assert len(document.prose) == len(text)
    kept = [letter == text[at] for at, letter in enumerate(document.prose) if not letter.isspace() and letter != "&"]
    assert all(kept)
