"""Hostile texts by kind, each of any size: the format it is in, and what makes it, for time, memory and fuzzing."""

from __future__ import annotations

import random
from collections.abc import Callable

from wordfiles import pack, paragraph, run

Kind = tuple[str, Callable[[int], "str | bytes"]]

SAID = "The ferry sank on Monday, officials said. "


def repeated(words: str, *, before: str = "", after: str = "") -> Callable[[int], str]:
    """``words`` as often as fill the size."""
    return lambda size: before + words * max(1, size // len(words)) + after


def numbered(line: str, *, before: str = "", after: str = "") -> Callable[[int], str]:
    """A line with ``{n}`` for its number, as often as fill the size."""
    return lambda size: before + "".join(line.format(n=n) for n in range(max(1, size // len(line)))) + after


def nested(opened: str, closed: str, inside: str = "x") -> Callable[[int], str]:
    """Opened all the way, then closed."""

    def make(size: int) -> str:
        count = max(1, size // (len(opened) + len(closed) + 1))
        return opened * count + inside + closed * count

    return make


def _runs(size: int) -> bytes:
    words = "".join(f"{run(f'The ferry {n} sank, officials said. ')}" for n in range(size // 90))
    return pack(f"<w:p>{words}</w:p>")


def _paragraphs(size: int) -> bytes:
    return pack("".join(paragraph(f"The ferry {n} sank, officials said.") for n in range(size // 110)))


def _fields(size: int) -> bytes:
    return pack(paragraph(*['<w:fldSimple w:instr="HYPERLINK x"/>'] * (size // 40), "It sank, officials said."))


def _long_fields(size: int) -> bytes:
    one = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK x </w:instrText></w:r>'
    return pack(f"<w:p>{one * (size // len(one))}{run('It sank, officials said.')}</w:p>")


def _notes(size: int) -> bytes:
    one = '<w:r><w:t>a </w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">'
    held = f"{notes}{paragraph('A report of 2019. ' * 40)}</w:footnote></w:footnotes>"
    return pack(f"<w:p>{one * (size // len(one))}</w:p>", ("n", "footnotes", "footnotes.xml"),
                parts={"word/footnotes.xml": held})  # fmt: skip


KINDS: dict[str, Kind] = {
    # --- plain text
    "prose": ("text", repeated(SAID)),
    "lines of prose": ("text", repeated(SAID + "\n")),
    "paragraphs": ("text", repeated(SAID + "\n\n")),
    "one long word": ("text", repeated("x")),
    "one long name": ("text", repeated("Xan ")),
    "one long sentence": ("text", repeated("the ferry sank and ")),
    "full stops": ("text", repeated(".")),
    "full stops apart": ("text", repeated(". ")),
    "marks": ("text", repeated("!?")),
    "marks and words": ("text", repeated("a!? ")),
    "commas": ("text", repeated(", ")),
    "dashes": ("text", repeated("— ")),
    "hyphens": ("text", repeated("a-")),
    "spaces": ("text", repeated(" ", before="It sank.", after="It rose.")),
    "line ends": ("text", repeated("\n", before="It sank.", after="It rose.")),
    "tabs": ("text", repeated("\t", before="It sank.", after="It rose.")),
    "no-break spaces": ("text", repeated("\u00a0", before="It sank.", after="It rose.")),
    "zero-width spaces": ("text", repeated("\u200b", before="It sank", after=".")),
    "soft hyphens": ("text", repeated("\u00ad", before="officials sa", after="id it sank.")),
    "combining marks": ("text", repeated("\u0301", before="a", after=" sank.")),
    "opened quotes": ("text", repeated("“word ")),
    "opened single quotes": ("text", repeated("‘word ")),
    "closed quotes": ("text", repeated("word” ")),
    "straight quotes": ("text", repeated('"word ')),
    "apostrophes": ("text", repeated("'word ")),
    "quotes in quotes": ("text", repeated("“‘")),
    "quotes with speakers": ("text", repeated("“It sank,” he said. ")),
    "quotes over paragraphs": ("text", repeated("“It sank.\n\n")),
    "brackets": ("text", repeated("(a ")),
    "short paragraphs": ("text", repeated("a\n\n")),
    "short lines": ("text", repeated("a\n")),
    "headline lines": ("text", repeated("Ferry Sinks Off Coast\n\n")),
    "bullets": ("text", repeated("- It sank\n")),
    "numbered bullets": ("text", numbered("{n}. It sank\n")),
    "datelines": ("text", repeated("HOLM (Reuters) - It sank, officials said.\n\n")),
    "datelines alone": ("text", repeated("HOLM, May 3 (Reuters) — ")),
    "bylines": ("text", repeated("By Ann Roe\n\n")),
    "credits": ("text", repeated("Photo: Ann Roe/Reuters\n\n")),
    "denials": ("text", repeated("Mayor Ann Roe denied that the ferry sank. ")),
    "denials of many": ("text", numbered("Mayor Ann Roe{n} denied that the ferry sank. Bo Holm{n} said it sank. ")),
    "same speaker": ("text", repeated("Ann Roe said it sank. She added that it rose. ")),
    "many speakers": ("text", numbered("Ann Roe{n} of Holm{n} said ferry {n} sank. ")),
    "many names": ("text", numbered("Xan{n} Roe{n}, ")),
    "many numbers": ("text", numbered("{n} ships sank, officials said. ")),
    "one long number": ("text", repeated("9")),
    "numbers with commas": ("text", repeated("9,")),
    "said": ("text", repeated("said ")),
    "said that": ("text", repeated("said that ")),
    "he said": ("text", repeated("he said, ")),
    "officials": ("text", repeated("officials ")),
    "the": ("text", repeated("the ")),
    "of the": ("text", repeated("of the ")),
    "who": ("text", repeated("who ")),
    "according to": ("text", repeated("according to ")),
    "and": ("text", repeated("and ")),
    "because": ("text", repeated("because it sank ")),
    "semicolons": ("text", repeated("it sank; ")),
    "colons": ("text", repeated("Holm: ")),
    "capitals": ("text", repeated("HOLM SINKS ")),
    "titles": ("text", repeated("Mr. ")),
    "initials": ("text", repeated("A. ")),
    "addresses": ("text", repeated("https://example.org/a ")),
    "one long address": ("text", repeated("a/", before="https://example.org/")),
    "ok comments": ("text", repeated("<!-- verify: ok x -->\n")),
    "ok comments on claims": ("text", repeated(f"{SAID}<!-- verify: ok bare-source: x -->\n\n")),
    "an unclosed ok comment": ("text", repeated(" ", before="<!-- verify: ok x", after="It sank, officials said.")),
    "unclosed ok comments": ("text", repeated("<!-- verify: ok x ")),
    "ok and spaces": ("text", repeated("<!-- verify: ok x:   ")),
    # --- Markdown
    "md emphasis": ("markdown", repeated("*a ")),
    "md strong": ("markdown", repeated("**a** ")),
    "md brackets": ("markdown", repeated("[")),
    "md links": ("markdown", repeated("[a](b) ")),
    "md half links": ("markdown", repeated("[a](b ")),
    "md images": ("markdown", repeated("![a](b) ")),
    "md references": ("markdown", numbered("[a{n}]: b\n")),
    "md same reference": ("markdown", repeated("[a] ", after="\n\n[a]: https://example.org/a\n")),
    "md same footnote": ("markdown", repeated("a[^1] ", after="\n\n[^1]: A report of 2019.\n")),
    "md long same footnote": ("markdown", lambda size: "a[^1] " * (size // 12) + f"\n\n[^1]: {'a ' * (size // 4)}\n"),
    "md many footnotes": ("markdown", numbered("a[^{n}]\n\n[^{n}]: A report.\n\n")),
    "md quotes": ("markdown", repeated("> ")),
    "md quote lines": ("markdown", repeated("> It sank.\n")),
    "md lists": ("markdown", repeated("- ")),
    "md code marks": ("markdown", repeated("`a ")),
    "md fences": ("markdown", repeated("```\na\n")),
    "md tables": ("markdown", repeated("| a ", before="| a | b |\n|---|---|\n")),
    "md table rows": ("markdown", repeated("| a | It sank, officials said. |\n", before="| a | b |\n|---|---|\n")),
    "md entities": ("markdown", repeated("&amp;")),
    "md html comments": ("markdown", repeated("a <!-- b --> ")),
    "md unclosed html comments": ("markdown", repeated("<!-- b ")),
    "md html tags": ("markdown", repeated("<b>a ")),
    "md headings": ("markdown", repeated("# A\n")),
    "md underlined": ("markdown", repeated("A\n===\n")),
    "md backslashes": ("markdown", repeated("\\")),
    "md tildes": ("markdown", repeated("~~a ")),
    "md autolinks": ("markdown", repeated("<https://a.b> ")),
    "md front matter": ("markdown", numbered("key{n}: value\n", before="---\n", after="---\nIt sank.\n")),
    "md dotted keys": ("markdown", numbered("a.b.c.d.e{n} = 1\n", before="+++\n", after="+++\nIt sank.\n")),
    "md one dotted key": ("markdown", repeated("a.", before="+++\n", after="b = 1\n+++\nIt sank.\n")),
    # --- HTML
    "html paragraphs": ("html", repeated(f"<p>{SAID}</p>")),
    "html unclosed paragraphs": ("html", repeated(f"<p>{SAID}")),
    "html div q": ("html", repeated("<div></q>")),
    "html table q": ("html", repeated("<table></q>")),
    "html stray ends": ("html", repeated("</b>")),
    "html div p": ("html", repeated("<div></p>")),
    "html b p": ("html", repeated("<b><p>a")),
    "html a": ("html", repeated("<a href=b>a")),
    "html tables": ("html", repeated("<table><tr><td>a")),
    "html deep": ("html", nested("<div>", "</div>")),
    "html long class": ("html", lambda size: f"<p class='{'a ' * (size // 2)}'>{SAID}</p>"),
    "html long dashed class": ("html", lambda size: f"<p class='{'a-' * (size // 2)}'>{SAID}</p>"),
    "html class over all": (
        "html", lambda size: f"<div class='{'ad-' * (size // 10)}'>{f'<p>{SAID}</p>' * (size // 70)}</div>",
    ),
    "html anchors to one": ("html", repeated("<a href='#n'>1</a> a ", after="<p id=n>A report of 2019.</p>")),
    "html anchors to a long one": (
        "html", lambda size: "<a href='#n'>1</a> a " * (size // 40) + f"<p id=n>{'word ' * (size // 10)}</p>",
    ),
    "html many anchors": ("html", numbered("<p>It sank<a href='#n{n}'>1</a>.</p><p id=n{n}>A report.</p>")),
    "html breaks": ("html", repeated("a<br>")),
    "html entities": ("html", repeated("&amp;")),
    "html attributes": ("html", numbered(" a{n}=b", before="<p", after=f">{SAID}</p>")),
    "html comments": ("html", repeated("<!-- a -->b ")),
    "html quotes": ("html", repeated("<q>a")),
    "html lists": ("html", repeated("<ul><li>a")),
    "html script": ("html", repeated("<div>", before=f"<p>{SAID}</p><script>", after="</script>")),
    "html nested spans": ("html", repeated("<span>a")),
    # --- Word
    "word paragraphs": ("docx", _paragraphs),
    "word runs": ("docx", _runs),
    "word empty fields": ("docx", _fields),
    "word open fields": ("docx", _long_fields),
    "word one note": ("docx", _notes),
}  # fmt: skip

PIECES = [
    ".", "!?", ",", "“", "”", "‘", "’", "'", "\"", "(", ")", "—", "-", ":", ";", "…", " ", "\n", "\n\n", "\t", " ",
    "a", "A", "9", "é", "said", "officials", "Ann Roe", "Mr.", "U.S.", "the", "who", "that", "denied",
    "according to", "HOLM", "(Reuters) -", "By", "if", "and", "not", "may", "he", "$3 million", "May 3",
    "<!-- verify: ok x", "-->", "[^1]", "[a](b)", "*", "_", "`", "~", "#", ">", "|", "- ", "1. ", "&amp;", "<div>",
    "</q>", "<b>", "<p>", "</p>", "<table>", "<a href=b>",
]  # fmt: skip


def made(chance: random.Random) -> Kind:
    """A kind put together at random: a short piece of hostile parts, over and over, perhaps numbered."""
    joint = chance.choice(["", " ", "\n"])
    words = joint.join(chance.choices(PIECES, k=chance.randrange(1, 6))) + joint
    format = chance.choice(["text", "text", "markdown", "html"])
    return format, repeated(words, after=chance.choice(["", SAID]))
