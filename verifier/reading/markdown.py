"""Markdown: the parser says what is markup, and every visible character keeps its place in the file.

markdown-it gives lines for blocks but no columns inside them. So each inline rule is wrapped to note
where it stood, and what no rule claims is caught one character at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from verifier.model import Block, Document, Evidence
from verifier.reading import frontmatter
from verifier.reading.text import blanked, trimmed
from verifier.spans import Span

InlineRule = Callable[[StateInline, bool], bool]
Shown = tuple[int, int, str]  # start, end, the words that stand there

_LINE_END = re.compile(r"\r\n?|\n")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|</?[a-z][^>]*>", re.DOTALL | re.IGNORECASE)
_EXTENSIONS = re.compile(  # a note of MDX, a task's box, attributes of a heading or span, marked words, an admonition
    r"\{/\*(?s:.*?)\*/\}|"
    r"(?<![^\n ])\[[ xX]\](?=\s)|\{[#.:][^{}\n]*\}|==(?=\S)|(?<=\S)==|(?:^|(?<=\n))[!?]{3}\+?[ \t]+\w+"
)
_KINDS = {"list_item": "bullet", "blockquote": "quote", "td": "table", "th": "table", "heading": "heading"}


@dataclass(slots=True)
class _Page:
    """What is gathered while walking the tokens."""

    text: str
    lines: list[int]  # where each line begins, and the end of the text
    shown: list[Shown] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    notes: list[tuple[Span, int]] = field(default_factory=list)  # where a footnote is called, and its number

    def add(self, kind: str | None, level: int, seen: Sequence[Shown]) -> None:
        """A block over the words in ``seen``, which have already been shown or are shown now."""
        self.shown += seen
        span = trimmed(self.text, Span(seen[0][0], max(end for _, end, _ in seen)))
        if span.start < span.end:
            self.blocks.append(Block(span, kind, level))


def read(text: str, name: str) -> Document:
    """The document of a Markdown text: markup blanked, links and footnotes kept as evidence."""
    front = frontmatter.read(text, name)
    page = _Page(text, [0, *(found.end() for found in _LINE_END.finditer(text)), len(text)])
    if front.title is not None:
        page.add("title", 1, [(*front.title, front.title.of(text))])
    env: dict[str, Any] = {}
    tokens = _parser().parse(re.sub(r"[^\r\n]", " ", text[: front.end]) + text[front.end :], env)
    body = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    _walk(page, tokens[:body])
    _footnotes(page, tokens[body:], env)
    page.evidence.sort(key=lambda item: item.span)
    prose = _without_extensions(page)
    blocks = [Block(trimmed(prose, block.span), block.kind, block.level) for block in page.blocks]
    blocks = sorted((block for block in blocks if block.span.start < block.span.end), key=lambda block: block.span)
    return Document(name, text, prose, tuple(blocks), tuple(page.evidence), front.notes, front.meta)


def _walk(page: _Page, tokens: Sequence[Token]) -> None:
    """Turn block tokens into blocks; ``open_kinds`` is the stack of what contains them."""
    open_kinds: list[tuple[str, int]] = []
    cursor = 0
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _KINDS and token.nesting > 0:
            open_kinds.append((_KINDS[name], int(token.tag[1:]) if name == "heading" else 0))
        elif name in _KINDS:
            open_kinds.pop()
        elif token.type == "inline":
            cursor = _inline(page, token, open_kinds[-1] if open_kinds else (None, 0), cursor)
        elif token.type == "html_block":
            _html(page, token)


def _inline(page: _Page, token: Token, kind: tuple[str | None, int], cursor: int) -> int:
    """Add the visible words of one run of text; gives the offset at which they end."""
    places = _places(page, token, cursor, in_table=kind[0] == "table")
    seen: list[Shown] = []
    _children(page, token.children or [], places, seen)
    if not seen:
        return cursor
    page.add(*kind, seen)
    return seen[-1][1]


def _children(page: _Page, children: Sequence[Token], places: Sequence[int], seen: list[Shown]) -> None:
    links: list[tuple[int, str]] = []
    for token in children:
        if token.type == "link_open":
            links.append((len(seen), str(token.attrGet("href") or "")))
        elif token.type == "link_close" and links:
            first, target = links.pop()
            if first < len(seen):
                page.evidence.append(Evidence(Span(seen[first][0], seen[-1][1]), "link", target))
        elif "at" in token.meta:
            _child(page, token, places, seen)


def _child(page: _Page, token: Token, places: Sequence[int], seen: list[Shown]) -> None:
    start, end = token.meta["at"]
    if token.type == "footnote_ref":
        page.notes.append((Span(_word_before(seen, places[start]), places[end - 1] + 1), token.meta["id"]))
    elif token.type == "html_inline" and token.content.startswith("<!--"):
        span = Span(_word_before(seen, places[start]), places[end - 1] + 1)
        page.evidence.append(Evidence(span, "comment", token.content[4:].removesuffix("-->").strip()))
    elif token.type in {"text", "text_special", "code_inline"}:
        if token.type == "code_inline":  # the marks around code are no prose
            start, end = start + len(token.markup), end - len(token.markup)
            if end - start > len(token.content):  # a space or line break at both ends is taken off
                start, end = start + 1, end - 1
        elif token.info == "escape" and token.content != token.markup:
            start += 1
        seen += _together(places[start:end], token.content)


def _together(places: Sequence[int], words: str) -> Iterator[Shown]:
    """Words that stand together in the file: code over a line’s end, or a bar in a cell, leaves marks between them."""
    if len(places) != len(words):
        yield places[0], places[-1] + 1, words
        return
    first = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[first], places[at - 1] + 1, words[first:at]
            first = at


def _word_before(seen: Sequence[Shown], otherwise: int) -> int:
    """Where the word begins that a footnote mark or comment follows: it hangs on that word."""
    if not seen:
        return otherwise
    start, end, words = seen[-1]
    return max(start, end - len(words.rpartition(" ")[2]))


def _places(page: _Page, token: Token, cursor: int, *, in_table: bool) -> list[int]:
    """The offset in the file of each character of an inline token's content.

    Outside tables the parser takes off only what stands before a line's words (indent, ``>``, ``#``,
    list marks) and white space after them, so that the words are the end of their line.
    """
    places: list[int] = []
    number, last = token.map or (0, len(page.lines) - 1)
    for words in token.content.split("\n"):
        bare = words.rstrip()
        number = number if in_table else _line_with(page, bare, number, last)
        start, end = page.lines[number], page.lines[number + 1]
        number += 1
        line = page.text[start:end].rstrip()
        if in_table or not line.endswith(bare):
            places += _found(line, words, max(0, cursor - start), start)
        else:
            first = start + len(line) - len(bare)
            places += range(first, first + len(words))
        places.append(end - 1)  # the line break
    return places


def _line_with(page: _Page, words: str, number: int, last: int) -> int:
    """The first line from ``number`` on that ends with ``words``: the parser drops lines of odd white space."""
    for line in range(number, last):
        if page.text[page.lines[line] : page.lines[line + 1]].rstrip().endswith(words):
            return line
    return min(number, len(page.lines) - 2)


def _found(line: str, words: str, at: int, start: int) -> list[int]:
    """Where ``words`` stand in a line from ``at`` on; a table may have taken ``\\`` off before a bar."""
    pattern = re.escape(words).replace(r"\|", r"(?:\\)?\|")
    found = re.compile(pattern).search(line, at)
    if found is None:
        return [start + min(at + step, max(len(line) - 1, 0)) for step in range(len(words))]
    cell = found.group()
    return [start + found.start() + step for step in range(len(cell)) if cell[step : step + 2] != "\\|"]


def _html(page: _Page, token: Token) -> None:
    """Show what stands between the tags of a block of HTML."""
    first, last = token.map or (0, 0)
    start, end = page.lines[first], page.lines[min(last, len(page.lines) - 1)]
    seen: list[Shown] = []
    at = start
    for tag in [*_TAG.finditer(page.text, start, end), None]:
        span = trimmed(page.text, Span(at, tag.start() if tag else end))
        if span.start < span.end:
            seen.append((*span, span.of(page.text)))
        if tag and tag.group().startswith("<!--"):
            words = tag.group()[4:].removesuffix("-->").strip()
            page.evidence.append(Evidence(Span(*tag.span()), "comment", words))
        at = tag.end() if tag else end
    if seen:
        page.add(None, 0, seen)


def _footnotes(page: _Page, tokens: Sequence[Token], env: dict[str, Any]) -> None:
    """Hang each footnote's own words on the place that calls it."""
    said: dict[int, list[str]] = {}
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "inline":
            said.setdefault(number, []).append(token.content)
    for number, note in env.get("footnotes", {}).get("list", {}).items():
        said.setdefault(number, [note.get("content", "")])
    page.evidence += [Evidence(span, "footnote", " ".join(said.get(number, []))) for span, number in page.notes]


def _prose(page: _Page) -> str:
    """As long as the text: only what is shown, line ends kept, an entity as its character and spaces."""
    parts, at = [], 0
    for start, end, words in sorted(page.shown):
        parts.append(re.sub(r"[^\r\n]", " ", page.text[at:start]))
        same = len(words) == end - start
        parts.append(page.text[start:end] if same else words[: end - start].ljust(end - start))
        at = end
    return "".join([*parts, re.sub(r"[^\r\n]", " ", page.text[at:])])


def _without_extensions(page: _Page) -> str:
    """The prose without the marks of common extensions that the parser takes for words."""
    prose = _prose(page)
    spans = [
        Span(*found.span())
        for block in sorted(page.blocks, key=lambda block: block.span)
        for found in _EXTENSIONS.finditer(prose, *block.span)
    ]
    return blanked(prose, spans)


# --- the parser, made to say where its tokens stood -------------------------------------------


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes; joining of text tokens off, as it loses places."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.disable(["fragments_join", "text_join", "code"])  # in a draft, indented lines are paragraphs
    parser.inline.ruler.push("rest", _rest)
    for rule in parser.inline.ruler.__rules__:
        rule.fn = _noting(rule.fn)
    return parser


def _rest(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    if not silent:
        state.append_pending(state.src[state.pos])
    state.pos += 1
    return True


def _noting(rule: InlineRule) -> InlineRule:
    """``rule``, after which each new token has its place in the run of text as ``meta["at"]``."""

    def noted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
        start, known = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            if state.pending:
                state.pushPending()
            _note(state.tokens[known:], start, state.pos)
        return done

    return noted


def _note(tokens: Sequence[Token], start: int, end: int) -> None:
    """One token has the whole range; several that are all text (``**``) share it letter by letter."""
    if tokens and tokens[0].markup == "autolink":  # <https://…>: the brackets are no prose
        start, end = start + 1, end - 1
    several = len(tokens) > 1 and all(token.type == "text" and "at" not in token.meta for token in tokens)
    for token in tokens:
        if "at" not in token.meta:
            last = start + len(token.content) if several else end
            token.meta["at"] = (start, last)
            start = last if several else start
