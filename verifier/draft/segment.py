"""What each passage of the page is, and where its sentences are.

The rules of kind ``zone`` decide: first what a line says of itself (furniture, bylines), then, in the order of
``CHECKS``, what its place says (headline, what stands above it, dek, headings, closing). The words come
from the rules; here are the shapes of lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from verifier.draft.sentences import Abbreviations, split
from verifier.draft.titles import capital, share
from verifier.matching.lines import Index, Line, Phrases, line
from verifier.model import Document, Sentence, Zone, ZoneKind
from verifier.ruleset.schema import Rule, RuleSet
from verifier.spans import Span

_FORMATS = {  # what the format of a block says; ``None``: nothing
    "title": ZoneKind.HEADLINE,
    "heading": ZoneKind.HEADING,
    "bullet": ZoneKind.BULLET,
    "quote": ZoneKind.QUOTE,
    "caption": ZoneKind.CAPTION,
    "byline": ZoneKind.BYLINE,
    "table": ZoneKind.BODY,
}
_WORDS = "words"  # the check of a rule that names none
_LONGEST = 25  # words of a line that such a rule looks at, unless it says otherwise
_HANGING = tuple(":,—–-")  # a line that ends so leads to the next one
_WORD = re.compile(r"\w{5,}")
_STEM = 6  # letters by which words of a dek and of the body are compared


class _Plan:
    """The zone rules of a rule set by their check, those of higher priority first."""

    def __init__(self, rules: RuleSet) -> None:
        self.word = rules.word
        ordered = sorted(rules.of("zone"), key=lambda rule: -rule.number("priority"))
        self.checks = [
            (decide, rule)
            for check, decide in CHECKS.items()
            for rule in ordered
            if rule.text("check", _WORDS) == check
        ]
        self.phrases = Phrases(rules)
        words = [rule for rule in ordered if rule.text("check", _WORDS) == _WORDS]
        self.words: Index = self.phrases.index(words, _LONGEST)


@dataclass(slots=True)
class _Page:
    """The lines of a draft and what is known of each so far."""

    lines: list[Line]
    phrases: Phrases
    kinds: list[ZoneKind | None] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    parts: dict[int, tuple[Span, Rule]] = field(default_factory=dict)  # line → what opens it and is a zone of its own
    headline: int = -1

    def free(self, start: int = 0, end: int | None = None) -> list[int]:
        """The lines of which nothing is known yet."""
        return [at for at in range(start, len(self.lines) if end is None else end) if self.kinds[at] is None]

    def mark(self, at: int, rule: Rule) -> None:
        """Give a line the zone of a rule."""
        self.kinds[at] = ZoneKind(rule.text("zone"))
        self.rules[at] = rule.id


class Segmenter:
    """Cuts documents into zones and sentences as the rules of kind ``zone`` and the abbreviation lists say."""

    def __init__(self, rules: RuleSet) -> None:
        self.abbreviations = abbreviations(rules)
        self._plan = _Plan(rules)

    def segment(self, document: Document) -> tuple[tuple[Zone, ...], tuple[Sentence, ...]]:
        """The zones and sentences of a document, in reading order.

        Zones are disjoint and hold every character of ``prose`` that is no white space; so do the sentences.
        """
        zones = [Zone(kind, span, at, rule) for at, (kind, span, rule) in enumerate(_zones(document, self._plan))]
        sentences: list[Sentence] = []
        for zone in zones:
            for found in split(document.prose, zone.span, self.abbreviations):
                sentences.append(Sentence(len(sentences), found, zone))
        return tuple(zones), tuple(sentences)


def abbreviations(rules: RuleSet) -> Abbreviations:
    """The abbreviation lists of the rule set, as the splitter wants them."""

    told = rules.grammar.get("sentences", {})

    def words(key: str) -> frozenset[str]:
        entries = [entry for name in told.get(key, "").split() for entry in rules.lists[name].entries]
        return frozenset("".join(entry).rstrip(".") for entry in entries)

    return Abbreviations(words("before_name"), words("before_number"), words("anywhere"), words("starters"))


def _zones(document: Document, plan: _Plan) -> Iterator[tuple[ZoneKind, Span, str]]:
    lines = [line(block, document.prose, plan.word) for block in document.blocks]
    page = _Page(lines, plan.phrases, [None] * len(lines), [""] * len(lines))
    _words(page, plan.words)
    _formats(page)
    for decide, rule in plan.checks:
        decide(page, rule)
    for at, found in enumerate(lines):
        start, end = found.block.span
        if at in page.parts:
            part, rule = page.parts[at]
            yield ZoneKind(rule.text("zone")), part, rule.id
            start = _next_word(document.prose, part.end, end)
        if start < end:
            yield page.kinds[at] or ZoneKind.BODY, Span(start, end), page.rules[at]


def _next_word(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _formats(page: _Page) -> None:
    """Take over what the format says, where no line rule has spoken."""
    for at in page.free():
        page.kinds[at] = _FORMATS.get(page.lines[at].block.kind or "")


# --- the checks -------------------------------------------------------------------------------


def _words(page: _Page, rules: Index) -> None:
    """A line that says what it is: “Original Source: …”, “Share this story”, “By Ann Lee”; the first rule that fits."""
    for at, found in enumerate(page.lines):
        if found.block.kind == "title":
            continue
        for rule in rules.of(found):
            if page.phrases.found(rule, found):
                page.mark(at, rule)
                break


def _dateline(page: _Page, rule: Rule) -> None:
    """What opens one of the first paragraphs and is no part of its first sentence: “GENEVA (AP) — …”."""
    for at in page.free()[: rule.number("paragraphs", 4)]:
        found = page.lines[at]
        part = page.phrases.found(rule, found)
        if part and (found.stops or found.count > rule.number("longest", 20)):
            page.parts[at] = (part, rule)


def _headline(page: _Page, rule: Rule) -> None:
    """The format's title; else the first title-case line above the first long paragraph; else a short first line."""
    if page.headline >= 0:
        return
    formats = [at for at, found in enumerate(page.lines) if found.block.kind == "title" or found.block.level == 1]
    free = page.free()
    if formats and (not free or formats[0] < _first_long(page, rule, free)):
        page.headline = formats[0]
    elif len(free) > 1:
        page.headline = _titled(page, rule, free)
    if page.headline >= 0:
        page.mark(page.headline, rule)


def _titled(page: _Page, rule: Rule, free: list[int]) -> int:
    long = _first_long(page, rule, free)
    longest = rule.number("longest", 30)
    above = [at for at in free if at < long and at not in page.parts and page.lines[at].count <= longest]
    for at in above:
        found = page.lines[at]
        wanted = rule.number("stopped", 90) if found.stops else rule.number("capitals", 60)
        if _capitals(found) >= wanted and (at == free[0] or not found.stops) and not _leads_on(found):
            return at
    first = above[0] if above and above[0] == free[0] else -1
    return first if first >= 0 and not _sentence_like(page.lines[first]) else -1


def _first_long(page: _Page, rule: Rule, free: list[int]) -> int:
    return next((at for at in free if page.lines[at].count >= rule.number("shortest", 35)), free[-1])


def _capitals(found: Line) -> int:
    """Percent of the longer words of a line that begin with a capital."""
    return share(list(map(capital, found.text.split())))


def _leads_on(found: Line) -> bool:
    return found.text.rstrip().endswith(_HANGING)


def _sentence_like(found: Line) -> bool:
    return found.stops or _leads_on(found)


def _above(page: _Page, rule: Rule) -> None:
    """Summary lines that stand above the headline."""
    for at in page.free(0, max(page.headline, 0)):
        if page.lines[at].count <= rule.number("longest", 60):
            page.mark(at, rule)


def _heading(page: _Page, rule: Rule) -> None:
    """A short line between paragraphs, without a full stop, that is title case or very short."""
    free = page.free(page.headline + 1)
    for at, following in pairwise([*free, -1]):
        found = page.lines[at]
        if found.count > rule.number("longest", 14) or _sentence_like(found):
            continue
        if following < 0 or not _before_text(found, page.lines[following]):
            continue
        if _capitals(found) >= rule.number("capitals", 60) or found.count <= rule.number("shortest", 8):
            page.mark(at, rule)


def _before_text(found: Line, following: Line) -> bool:
    """Whether a longer paragraph follows, so that the line heads it; quoted lines are speech."""
    return following.count > max(found.count, 14) and not found.text.startswith(("“", '"', "‘"))


def _dek(page: _Page, rule: Rule) -> None:
    """The line below the headline, when it is a subtitle or says in short what the next paragraphs repeat."""
    free = page.free(page.headline + 1)
    if page.headline < 0 or len(free) < 2 or free[0] != _next_any(page):
        return
    first, body = page.lines[free[0]], [page.lines[at].text for at in free[1:4]]
    if first.count > rule.number("longest", 90):
        return
    subtitle = not _sentence_like(first) and first.count <= rule.number("shortest", 40)
    if subtitle or _overlap(first.text, " ".join(body)) >= rule.number("overlap", 60):
        page.mark(free[0], rule)


def _next_any(page: _Page) -> int:
    """The first line below the headline that is no byline or furniture."""
    skipped = (ZoneKind.BYLINE, ZoneKind.BOILERPLATE, ZoneKind.CAPTION)
    below = range(page.headline + 1, len(page.lines))
    return next((at for at in below if page.kinds[at] not in skipped), -1)


def _overlap(summary: str, body: str) -> int:
    """Percent of the longer words of ``summary`` that come again in ``body``, compared by their first letters."""
    words = {word.lower()[:_STEM] for word in _WORD.findall(summary)}
    known = {word.lower()[:_STEM] for word in _WORD.findall(body)}
    return 100 * len(words & known) // len(words) if words else 0


def _closing_heading(page: _Page, rule: Rule) -> None:
    """Everything below the last heading, when its words announce a summary or an outlook."""
    headings = [at for at, kind in enumerate(page.kinds) if kind is ZoneKind.HEADING]
    if headings and page.phrases.found(rule, page.lines[headings[-1]]):
        for at in page.free(headings[-1] + 1):
            page.mark(at, rule)


def _closing_opening(page: _Page, rule: Rule) -> None:
    """The last paragraph, when its first words announce a summary."""
    free = page.free(page.headline + 1)
    if len(free) >= rule.number("paragraphs", 3) and page.phrases.found(rule, page.lines[free[-1]]):
        page.mark(free[-1], rule)


CHECKS: dict[str, Callable[[_Page, Rule], None]] = {
    "dateline": _dateline,
    "headline": _headline,
    "above": _above,
    "heading": _heading,
    "dek": _dek,
    "closing-heading": _closing_heading,
    "closing-opening": _closing_opening,
}
"""The checks a zone rule may name, in the order they are made behind that of words."""
