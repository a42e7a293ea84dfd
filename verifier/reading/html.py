"""HTML: the text of the article without its page, each block with what its element says of it.

``Document.text`` is the extracted text, since entities and white space make the source no place to point at.
The parser is lexbor (selectolax); what is article and what is page is decided here, by where the
paragraphs are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verifier.model import Block, Document, Evidence
from verifier.reading.htmltree import Element, elements, find_asides, parse, tree
from verifier.spans import Span

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_BYLINES = re.compile(r"(?:^|[-_ ])(?:byline|author|dateline|timestamp|pub-?date|published)(?:$|[-_ ])", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_KINDS = {
    "li": "bullet", "blockquote": "quote", "figcaption": "caption", "caption": "caption", "td": "table", "th": "table",
}  # fmt: skip
_LEAVES = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "!", "ul", "ol", "li", "blockquote", "table", "figure", "pre", "a"]
)
_METAS = {
    "og:title": "headline", "author": "byline", "article:author": "byline", "byl": "byline", "date": "date",
    "article:published_time": "date", "pubdate": "date",
}  # fmt: skip
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*(?<!\s)")  # two breaks make a paragraph
_SPACE = re.compile(r"[ \t\n\r\f]+")  # what HTML calls white space: a no-break space stays
_SHARE = 0.8  # of the article's letters that one child must hold for the search to go down into it
_LONG = 25  # letters from which a block counts as text
_LINKED = 0.6  # share of letters inside links from which a block is a list of links
_LETTER = re.compile(r"[a-zA-Z]")
_IN_A_ROW = 3
_TOP = 10  # blocks among which the page's title is looked for
_SIGN = 4  # letters of a footnote's sign: “[12]”


@dataclass(slots=True)
class _Block:
    """One block being gathered: its words, and the links in it by their place among the words."""

    kind: str | None
    level: int
    home: Element
    text: str = ""  # whole when the block is done
    links: list[tuple[int, int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> None:
        if words:
            self.parts.append(words)
            self.length += len(words)

    @property
    def last(self) -> str:
        return self.parts[-1][-1] if self.parts else ""

    @property
    def linked(self) -> float:
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.text))


_QUOTED = {"open": "“", "close": "”"}  # what a browser sets round words marked as a quotation


def read(text: str, name: str) -> Document:
    """The document of an HTML page, or of a piece of one."""
    parser = parse(text, name)
    root = tree(parser.root, name)
    _tell(root)
    notes = {node.attributes["id"]: node for node in elements(root) if node.attributes.get("id")}
    blocks = list(_blocks(root))
    _weigh(blocks, root)
    find_asides(root)
    blocks = [block for block in blocks if not block.home.is_aside]
    article = _article(root)
    inside = {id(node) for node in elements(article)}
    kept = _without_link_lists([block for block in blocks if id(block.home) in inside])
    meta = _meta(parser)
    first = next((block for block in blocks if block.level == 1), None)
    if first and not any(block.level == 1 for block in kept):
        kept.insert(0, first)
    elif not first:
        _title(kept, parser, meta.get("headline", ""), root)
    return _document(name, kept, notes, tuple(meta.items()))


# --- blocks ------------------------------------------------------------------------------------


def _blocks(root: Element) -> Iterator[_Block]:
    """The blocks of the page in reading order, white space collapsed as a browser does."""
    block = _Block(None, 0, root)
    links: list[tuple[int, int, str]] = []
    waiting: list[tuple[str, Element | str, Element]] = [("open", root, root)]
    while waiting:
        step, node, parent = waiting.pop()
        if isinstance(node, str):
            _add(block, node)
            continue
        if node.tag in _BLOCKS:
            block.links += [(start, block.length, target) for start, _, target in links if target]
            links = [(0, 0, target) for _, _, target in links]  # a link may hold whole blocks
            yield from _done(block)
            block = _new(node if step == "open" else parent)
        elif node.tag == "br":
            _break(block, opened=step == "open")
        elif node.tag == "!" and step == "open":
            block.links.append((block.length, block.length, f"!{node.attributes['']}"))
        elif node.tag == "a":
            _link(block, node, links, opened=step == "open")
        elif node.tag == "q":
            _add(block, _QUOTED[step])
        if step == "open":
            waiting.append(("close", node, node.parent or root))
            waiting.extend(("open", child, node) for child in reversed(node.children))
    yield from _done(block)


def _tell(root: Element) -> None:
    """Note at every element what the inmost telling one around it says of a block."""
    for node in elements(root):
        around = node.parent.told if node.parent is not None else (None, 0)
        if len(node.tag) == 2 and node.tag[0] == "h" and node.tag[1] in "123456":
            node.told = "heading", int(node.tag[1])
        elif node.tag in _KINDS:
            node.told = _KINDS[node.tag], 0
        elif node.tag == "address" or node.attributes.get("rel") == "author" or _BYLINES.search(node.names):
            node.told = "byline", 0
        else:
            node.told = around


def _new(home: Element) -> _Block:
    """An empty block that is what the inmost telling element around it says."""
    return _Block(*home.told, home)


def _done(block: _Block) -> Iterator[_Block]:
    block.text = "".join(block.parts).rstrip()
    if block.text.strip():
        yield block


def _add(block: _Block, words: str) -> None:
    words = _SPACE.sub(" ", words)
    block.add(words.lstrip(" ") if block.last in {"", " ", "\n"} else words)


def _break(block: _Block, *, opened: bool) -> None:
    if opened and block.parts:
        block.add("\n")


def _link(block: _Block, node: Element, links: list[tuple[int, int, str]], *, opened: bool) -> None:
    """Note where a link begins and ends; the sign of a footnote is no prose."""
    if opened:
        links.append((block.length, len(block.parts), node.attributes.get("href") or ""))
    elif links:
        start, parts, target = links.pop()
        if target.startswith("#") and start <= block.length <= start + _SIGN:
            del block.parts[parts:]
            block.length = start
        if target and start <= block.length:
            block.links.append((start, block.length, target))


# --- what is article ---------------------------------------------------------------------------


def _weigh(blocks: list[_Block], root: Element) -> None:
    """Count the letters of running text in every element."""
    for block in blocks:
        if len(block.text) >= _LONG and block.linked < _LINKED:
            block.home.letters += len(block.text)
    for node in reversed(list(elements(root))):
        if node.parent is not None:
            node.parent.letters += node.letters


def _article(root: Element) -> Element:
    """The smallest element that holds nearly all running text: not the whole page, not one of many paragraphs."""
    element = root
    while True:
        below = [child for child in element.children if isinstance(child, Element) and child.tag not in _LEAVES]
        largest = max(below, key=lambda child: child.letters, default=None)
        if largest is None or not largest.letters or largest.letters < _SHARE * element.letters:
            return element
        element = largest


def _without_link_lists(blocks: list[_Block]) -> list[_Block]:
    """Three blocks in a row that are all links are a menu, not prose."""
    linked = [block.linked >= _LINKED and block.kind != "heading" for block in blocks]
    menu: set[int] = set()
    for at in range(len(blocks) - _IN_A_ROW + 1):
        if all(linked[at : at + _IN_A_ROW]):
            menu.update(range(at, at + _IN_A_ROW))
    return [block for at, block in enumerate(blocks) if at not in menu and not _is_counter(block)]


def _is_counter(block: _Block) -> bool:
    """A page number or an arrow: a few marks or digits that stand alone outside a table."""
    odd = block.text.isascii() and not _LETTER.search(block.text)
    return odd and block.kind != "table" and len(block.text) <= _SIGN


# --- the document ------------------------------------------------------------------------------


def _document(
    name: str, kept: list[_Block], notes: dict[str | None, Element], meta: tuple[tuple[str, str], ...]
) -> Document:
    parts: list[str] = []
    blocks: list[Block] = []
    evidence: list[Evidence] = []
    at = 0
    for found in kept:
        links = ((Span(start, min(end, len(found.text))), target) for start, end, target in found.links)
        evidence += [_evidence(found, at, span, target, notes) for span, target in links]
        lines = (Span(at + line.start(), at + line.end()) for line in _PARAGRAPH.finditer(found.text))
        blocks += [Block(line, found.kind, found.level) for line in lines]
        parts += [found.text, "\n\n"]
        at += len(found.text) + 2
    text = "".join(parts[:-1])
    held = tuple(sorted((item for item in evidence if item.span.start < item.span.end), key=lambda item: item.span))
    return Document(name, text, text, tuple(blocks), held, (), meta)


def _evidence(block: _Block, at: int, span: Span, target: str, notes: dict[str | None, Element]) -> Evidence:
    """A link over its words; a comment or footnote mark over the word before it, too."""
    start = block.text.rfind(" ", 0, max(0, span.start - 1)) + 1
    if target.startswith("!"):
        return Evidence(Span(at + start, at + span.end), "comment", target[1:].strip())
    if target.startswith("#") and target[1:] in notes:
        words = " ".join("".join(_words(notes[target[1:]])).split())
        return Evidence(Span(at + start, at + span.end), "footnote", words)
    return Evidence(Span(at + span.start, at + span.end), "link", target)


def _words(element: Element) -> Iterator[str]:
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif node.tag != "!":
            waiting.extend(reversed(node.children))


def _title(kept: list[_Block], parser: LexborHTMLParser, named: str, root: Element) -> None:
    """Without an ``h1``: the line that the page's title repeats, else the headline its head names for sharing.

    A bare ``<title>`` that no line repeats is often the name of the file, and is left out.
    """
    node = parser.css_first("head title")
    titles = [named, " ".join(node.text().split()) if node else ""]
    for block in kept[:_TOP]:
        if block.level == 0 and any(len(block.text) > _SIGN and title.startswith(block.text) for title in titles):
            block.kind, block.level = "title", 1
            return
    if named:
        kept.insert(0, _Block("title", 1, root, named))


def _meta(parser: LexborHTMLParser) -> dict[str, str]:
    """Headline, byline and date as the page's head gives them, and its language."""
    found: dict[str, str] = {}
    language = parser.root.attributes.get("lang") if parser.root else None
    if language:
        found["lang"] = language
    for node in parser.css("meta"):
        key = _METAS.get(node.attributes.get("property") or node.attributes.get("name") or "")
        words = " ".join((node.attributes.get("content") or "").split())
        if key and words:
            found.setdefault(key, words)
    return found
