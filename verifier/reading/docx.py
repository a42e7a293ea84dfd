"""Word: the text as it would stand with all tracked changes accepted, and where each run of it stands in the file.

Paragraphs, headings, lists, cells, text boxes and content controls are read in the order of the file. Links,
notes and comments become evidence. Headers, footers and hidden text are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from verifier.model import Block, Document, Evidence
from verifier.reading.package import Package, Relation
from verifier.reading.text import trimmed
from verifier.reading.xmltree import Node
from verifier.spans import Span

OURS = "verify"
"""The author of the comments this program writes; they are no evidence."""

_SKIPPED = frozenset({"Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "delText", "instrText"})
_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
_OUTLINE = tuple("012345678")  # levels of headings; 9 is body text
_OFF = frozenset({"0", "false", "off", "none"})
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\l\s+)?"?([^"\s]+)')
_STYLES = (  # the names Word gives its own styles in styles.xml, whatever the language of its menus
    (re.compile(r"title$"), "title"),
    (re.compile(r"heading [1-9]$"), "heading"),
    (re.compile(r"list (?!paragraph)"), "bullet"),
    (re.compile(r"(intense )?quote$|block text$"), "quote"),
    (re.compile(r"caption$"), "caption"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one ``w:t``: their span in the text, the element, its run and its paragraph."""

    span: Span
    node: Node
    run: Node
    paragraph: Node
    boxed: bool = False  # in a text box, where Word allows no comment


@dataclass(slots=True)
class Page:
    """The text as far as it has been read, and what hangs on it."""

    relations: dict[str, Relation]
    styles: dict[str, tuple[str | None, int]]  # style id → kind of block, level of heading
    notes: dict[str, dict[str, str]]  # part → id → words
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    insertions: int = 0
    deletions: int = 0
    foreign: int = 0
    cells: int = 0
    boxed: int = 0
    joins: bool = False  # the last paragraph's mark was deleted, so the next one goes on in it
    boxes: list[Node] = field(default_factory=list)  # text boxes, read after the paragraph that holds them
    ranges: dict[str, int] = field(default_factory=dict)  # comment → where it begins
    fields: list[list[str | int]] = field(default_factory=list)  # open fields: instruction, where the result begins

    def add(self, letters: str) -> Span:
        """Append to the text."""
        self.parts.append(letters)
        self.length += len(letters)
        return Span(self.length - len(letters), self.length)

    def hang(self, kind: str, start: int, target: str) -> None:
        """Evidence on the text since ``start``, or on the last word where there is none."""
        if start == self.length:
            start -= len("".join(self.parts[-3:]).split(" ")[-1].rpartition("\n")[2])
        if target and max(start, 0) < self.length:
            self.evidence.append(Evidence(Span(max(start, 0), self.length), kind, target))


def read(data: bytes, name: str) -> Document:
    """The document of a Word file; ``InputError`` names what makes it unreadable."""
    _, _, page = walk(data, name)
    text = "".join(page.parts)
    blocks = tuple(Block(trimmed(text, block.span), block.kind, block.level) for block in page.blocks)
    blocks = tuple(block for block in blocks if block.span.start < block.span.end)
    evidence = tuple(sorted(page.evidence, key=lambda item: item.span))
    return Document(name, text, text, blocks, evidence, _said(page))


def walk(data: bytes, name: str) -> tuple[Package, str, Page]:
    """The package, the name of its main part and what was read of it: for the reader, and to write comments."""
    package = Package(data, name)
    part = main_part(package)
    relations = package.relations(part)
    page = Page(relations, _styles(package, relations), _all_notes(package, relations))
    body = package.parse(part).child("body")
    if body is None:
        raise package.fault("holds no Word document; is it a spreadsheet or a presentation?")
    _content(page, body.children)
    return package, part, page


def main_part(package: Package) -> str:
    """The name of the part that holds the text: Word's own word/document.xml, or what the package says."""
    found = [relation.target for relation in package.relations("").values() if relation.kind == "officeDocument"]
    part = next((target for target in found if target in package), "word/document.xml")
    if part not in package:
        raise package.fault("holds no Word document; is it another kind of file?")
    return part


def _said(page: Page) -> tuple[str, ...]:
    notes = []
    if page.insertions or page.deletions:
        changes = f"{page.insertions} tracked insertions and {page.deletions} deletions"
        notes.append(f"{changes}: checked as if changes were accepted")
    if page.foreign:
        notes.append(f"{page.foreign} embedded documents were not read")
    return tuple(notes)


# --- blocks ------------------------------------------------------------------------------------


def _content(page: Page, nodes: Iterable[Node]) -> None:
    """Blocks and what contains them."""
    for node in nodes:
        if node.tag == "p":
            _paragraph(page, node)
        elif node.tag in _DELETED:
            page.deletions += 1
        elif node.tag == "altChunk":
            page.foreign += 1
        elif node.tag not in _SKIPPED:
            page.cells += node.tag == "tc"
            _content(page, node.children)
            page.cells -= node.tag == "tc"


def _paragraph(page: Page, node: Node) -> None:
    start = page.length
    joined, page.joins = page.joins, False
    _inline(page, node.children, node)
    kind, level = _kind(page, node)
    if joined and page.blocks:
        last = page.blocks[-1]
        page.blocks[-1] = Block(Span(last.span.start, page.length), last.kind, last.level)
    elif page.length > start:
        page.blocks.append(Block(Span(start, page.length), kind, level))
    marks = node.child("pPr")
    mark = marks.child("rPr") if marks else None
    page.joins = mark is not None and mark.child("del") is not None
    if page.length > start and not page.joins:
        page.add("\n")
    boxes, page.boxes = page.boxes, []
    page.boxed += 1
    _content(page, boxes)
    page.boxed -= 1


def _kind(page: Page, node: Node) -> tuple[str | None, int]:
    """What a paragraph's style, list or cell says of it."""
    properties = node.child("pPr")
    if properties is not None:
        style = properties.child("pStyle")
        kind, level = page.styles.get(style.attributes.get("val", "") if style else "", (None, 0))
        outline = properties.child("outlineLvl")
        depth = outline.attributes.get("val", "") if outline is not None else ""
        if kind is None and depth in _OUTLINE:
            kind, level = "heading", _OUTLINE.index(depth) + 1
        if kind is None and properties.child("numPr") is not None:
            kind = "bullet"
        if kind is not None:
            return kind, level
    return ("table" if page.cells else None), 0


# --- inside a paragraph ------------------------------------------------------------------------


def _inline(page: Page, nodes: Iterable[Node], paragraph: Node) -> None:
    for node in nodes:
        if node.tag == "r":
            _run(page, node, paragraph)
        elif node.tag in {"hyperlink", "fldSimple"}:
            start = page.length
            _inline(page, node.children, paragraph)
            page.hang("link", start, _target(page, node))
        elif node.tag in _DELETED:
            page.deletions += 1
        elif node.tag == "txbxContent":
            page.boxes += node.children
        elif node.tag in {"commentRangeStart", "commentRangeEnd"}:
            _comment(page, node)
        elif node.tag not in _SKIPPED:
            page.insertions += node.tag in _INSERTED
            _inline(page, node.children, paragraph)


def _run(page: Page, run: Node, paragraph: Node) -> None:
    properties = run.child("rPr")
    hidden = properties.child("vanish") if properties else None
    if hidden is not None and hidden.attributes.get("val", "1") not in _OFF:
        return
    for node in run.children:
        if node.tag == "t" and node.text:
            page.pieces.append(Piece(page.add(node.text), node, run, paragraph, page.boxed > 0))
        elif node.tag in _LETTERS:
            page.add(_LETTERS[node.tag])
        elif node.tag in {"fldChar", "instrText"}:
            _field(page, node)
        elif node.tag in _NOTES:
            _note(page, _NOTES[node.tag], node.attributes.get("id", ""))
        else:
            _inline(page, [node], paragraph)


def _target(page: Page, node: Node) -> str:
    relation = page.relations.get(node.attributes.get("id", ""))
    if relation is not None:
        return relation.target
    found = _LINK.match(node.attributes.get("instr", ""))
    return found[1] if found else ""


def _field(page: Page, node: Node) -> None:
    """Fields in the long form: begin, instruction, separate, result, end."""
    kind = node.attributes.get("fldCharType", "")
    if kind == "begin":
        page.fields.append(["", -1])
    elif not page.fields:
        return
    elif node.tag == "instrText":
        page.fields[-1][0] = f"{page.fields[-1][0]}{node.text}"
    elif kind == "separate":
        page.fields[-1][1] = page.length
    elif kind == "end":
        words, start = page.fields.pop()
        found = _LINK.match(str(words))
        if found and isinstance(start, int) and start >= 0:
            page.hang("link", start, found[1])


def _note(page: Page, part: str, number: str) -> None:
    words = page.notes.get(part, {}).get(number, "")
    if part != "comments":
        page.hang("footnote", page.length, words)
    elif words:  # with a range it hangs there, else on the word before
        page.hang("comment", page.ranges.pop(number, page.length), words)


def _comment(page: Page, node: Node) -> None:
    number = node.attributes.get("id", "")
    if node.tag == "commentRangeStart":
        page.ranges[number] = page.length


# --- other parts -------------------------------------------------------------------------------


def _styles(package: Package, relations: dict[str, Relation]) -> dict[str, tuple[str | None, int]]:
    """What each paragraph style means, by its name and those it is based on."""
    part = next((relation.target for relation in relations.values() if relation.kind == "styles"), "")
    if part not in package:
        return {}
    names: dict[str, tuple[str, str]] = {}
    for style in package.parse(part).children:
        name, base = style.child("name"), style.child("basedOn")
        names[style.attributes.get("styleId", "")] = (
            (name.attributes.get("val", "") if name else "").lower(),
            base.attributes.get("val", "") if base else "",
        )
    return {style: _meaning(style, names) for style in names}


def _meaning(style: str, names: dict[str, tuple[str, str]]) -> tuple[str | None, int]:
    for _ in range(10):  # styles may be based on each other in a circle
        name, base = names.get(style, ("", ""))
        for pattern, kind in _STYLES:
            if pattern.match(name):
                return kind, int(name[-1]) if kind == "heading" else int(kind == "title")
        style = base
    return None, 0


def _all_notes(package: Package, relations: dict[str, Relation]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for relation in relations.values():
        if relation.kind in {"footnotes", "endnotes", "comments"} and relation.target in package:
            notes = [node for node in package.parse(relation.target).children if "type" not in node.attributes]
            found[relation.kind] = {
                node.attributes.get("id", ""): " ".join(node.words("t").split())
                for node in notes
                if node.attributes.get("author") != OURS
            }
    return found
