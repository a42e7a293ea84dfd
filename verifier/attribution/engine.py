"""Runs the cue templates over one draft: finds cues, the groups of their sources and the spans of their contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from verifier.attribution.chunks import Chunks, chunk
from verifier.attribution.quotes import Quotations, pair
from verifier.attribution.templates import Grammar, Template, grammar, pattern, templates
from verifier.model import Draft
from verifier.ruleset import RuleSet

_MARKS = ",.;:-()”“|_'\""


@dataclass(slots=True)
class Found:
    """One attribution while it is being made: ranges of groups or tokens, all half open."""

    template: Template
    anchor: int  # group of the verb
    cue: tuple[int, int]  # tokens
    source: tuple[int, int] | None  # tokens
    contents: list[tuple[int, int]]  # tokens
    sentence: int
    quote: bool = False
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything compiled once for a rule set."""

    grammar: Grammar
    by_anchor: dict[str, tuple[Template, ...]]
    every: int
    subject: re.Pattern[str]
    relative: re.Pattern[str]
    clause: re.Pattern[str]
    choice: dict[tuple[int, str], tuple[Template, ...]] = field(default_factory=dict)


def build(rules: RuleSet) -> Engine:
    """Compile the cue rules."""
    pack = rules.once(grammar)
    by_anchor: dict[str, list[Template]] = {}
    every = 0
    for template in templates(rules):
        every |= template.mask
        for letter in template.anchor:
            by_anchor.setdefault(letter, []).append(template)
    return Engine(
        pack,
        {letter: tuple(found) for letter, found in by_anchor.items()},
        every,
        pattern(r"{subject}$", pack.shapes),
        pattern(r"[wt](?:T|r|,r,)*$", pack.shapes),
        re.compile("[VXB]"),
    )


class Run:
    """The state of one draft's reading."""

    def __init__(self, draft: Draft, rules: RuleSet) -> None:
        self.draft = draft
        self.engine = rules.once(build)
        self.quotes: Quotations = pair(draft, rules)
        self.chunks: Chunks = chunk(draft, self.quotes.marks, rules)
        self.letters = self.chunks.letters
        self.covered = bytearray(len(self.letters))
        self.found: list[Found] = []
        self.subjects: dict[int, tuple[int, int] | None] = {}
        self.openers = {quote.first: quote.last for quote in self.quotes.all if quote.speech}
        self.closers = {quote.last: quote.first for quote in self.quotes.all if quote.speech}

    def all(self) -> list[Found]:
        """Every attribution, in reading order."""
        for index, (start, end) in enumerate(self.chunks.sentences):
            if start < end:
                self.sentence(index, start, end)
        return self.found

    def sentence(self, index: int, start: int, end: int) -> None:
        """The attributions of one sentence: those whose content comes first, then the others from left to right."""
        candidates = [at for at in range(start, end) if self._is_candidate(at)]
        later = []
        for at in candidates:
            if self.covered[at]:
                continue
            made = self._match(index, at, start, end, before=True)
            if made:
                self._keep(made, start)
            else:
                later.append(at)
        for at in later:
            if not self.covered[at]:
                made = self._match(index, at, start, end, before=False)
                if made:
                    self._keep(made, start)

    def _is_candidate(self, at: int) -> bool:
        letter = self.letters[at]
        if letter not in self.engine.by_anchor:
            return False
        head = self.chunks.head[at]
        return bool(self.draft.tokens.bits[head] & self.engine.every) and not self.quotes.inside[head]

    def _choices(self, at: int) -> tuple[Template, ...]:
        bits = self.draft.tokens.bits[self.chunks.head[at]] & self.engine.every
        letter = self.letters[at]
        known = self.engine.choice.get((bits, letter))
        if known is None:
            known = tuple(one for one in self.engine.by_anchor[letter] if one.mask & bits)
            self.engine.choice[bits, letter] = known
        return known

    def _keep(self, made: Found, start: int) -> None:
        self.found.append(made)
        firsts = self.chunks.first
        for first, last in made.contents:
            lo = max(0, bisect_right(firsts, first) - 1)
            hi = bisect_right(firsts, last - 1)
            self.covered[lo:hi] = b"\1" * (hi - lo)

    # --- one cue ---------------------------------------------------------------------------------

    def _match(self, index: int, at: int, start: int, end: int, *, before: bool) -> Found | None:
        for template in self._choices(at):
            after = template.after.match(self.letters, at + 1, end + 1)
            if not after or not self._words(template, after):
                continue
            if template.before:
                made = self._before(template, after, index, at, start, end)
            elif before:
                return None
            else:
                made = self._after(template, after, index, at, start, end)
            if made:
                return made
        return None

    def _words(self, template: Template, after: re.Match[str]) -> bool:
        words = self.draft.tokens.words
        for name, allowed in template.words:
            at = after.start(name)
            if at >= 0 and words[self.chunks.first[at]] not in allowed:
                return False
        return True

    def _after(
        self, template: Template, after: re.Match[str], index: int, at: int, start: int, end: int
    ) -> Found | None:
        source = self._source(template, after, at, start, end)
        if source is None and template.source != "none":
            return None
        opens = after.start("content")
        closes = self._content_end(template, opens, end)
        contents = self._spans(opens, closes)
        if not contents:
            return None
        cue_end = self.chunks.last[at]
        for name, _ in template.words:
            if after.start(name) >= 0:
                cue_end = max(cue_end, self.chunks.last[after.start(name)])
        quote = self.letters[opens] == "“"
        return Found(template, at, (self.chunks.first[at], cue_end), source, contents, index, quote)

    def _source(
        self, template: Template, after: re.Match[str], at: int, start: int, end: int
    ) -> tuple[int, int] | None:
        if template.source == "after":
            first, last = after.span("source")
            return self._trim(first, last) if first >= 0 else None
        if template.source == "subject":
            return self.subject(at, start, end)
        return None

    def _spans(self, first: int, last: int) -> list[tuple[int, int]]:
        trimmed = self._trim(first, last)
        return [trimmed] if trimmed else []

    def _trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Tokens of the groups [first, last) without marks at either end."""
        letters = self.letters
        while first < last and letters[last - 1] in ",.;:-|(_r" and letters[last - 1] != "r":
            last -= 1
        while first < last and letters[first] in ",.;:-)|":
            first += 1
        return (self.chunks.first[first], self.chunks.last[last - 1]) if first < last else None

    def _content_end(self, template: Template, opens: int, end: int) -> int:
        letters = self.letters
        if letters[opens] == "“":
            last = self.openers.get(self.chunks.first[opens])
            if last is not None:
                close = bisect_right(self.chunks.first, last - 1)
                if close > end or letters[close : close + 1] in ".|,)" or letters[close - 2 : close - 1] in ".,":
                    return close
                opens = close
        found = self.engine.grammar.ends[template.content].search(letters, opens + 1, end + 1)
        while found and self._in_quote(found.start()):
            found = self.engine.grammar.ends[template.content].search(letters, found.start() + 1, end + 1)
        return found.start() if found else end

    def _in_quote(self, at: int) -> bool:
        token = self.chunks.first[at]
        return token < len(self.quotes.inside) and bool(self.quotes.inside[token])

    # --- content first ---------------------------------------------------------------------------

    def _before(
        self, template: Template, after: re.Match[str], index: int, at: int, start: int, end: int
    ) -> Found | None:
        source: tuple[int, int] | None
        if template.source == "after":
            left = at
            first, last = after.span("source")
            source = self._trim(first, last)
            tail = after.end()
        else:
            source = self.subject(at, start, end)
            if source is None:
                return None
            left = bisect_right(self.chunks.first, source[0]) - 1
            tail = after.start("rest") if "rest" in after.groupdict() else at + 1
        letters = self.letters
        contents: list[tuple[int, int]] = []
        previous = letters[left - 1] if left > start else "|"
        if left > start and previous == "”" or (left > start + 1 and previous == "," and letters[left - 2] == "”"):
            close = left if previous == "”" else left - 1
            opened = self.closers.get(self.chunks.last[close - 1])
            if opened is None:
                return None
            head = bisect_right(self.chunks.first, opened) - 1
            if head > start and letters[start:head].strip("cr,_") and head >= start:
                head = start + (1 if letters[start] == "c" else 0)
            contents += self._spans(head, close)
        elif left > start and previous in ",-" and self.engine.clause.search(letters, start, left):
            head = start + (1 if letters[start] == "c" else 0)
            contents += self._spans(head, left)
        elif left == start and index:
            opened = self.closers.get(self.chunks.first[start])
            if opened is None:
                return None
            contents.append((opened, self.chunks.first[start]))
        if not contents:
            return None
        quote = letters[bisect_right(self.chunks.first, contents[0][0]) - 1] == "“"
        contents += self._tail(template, tail, end)
        return Found(template, at, (self.chunks.first[at], self.chunks.last[at]), source, contents, index, quote)

    def _tail(self, template: Template, tail: int, end: int) -> list[tuple[int, int]]:
        """What goes on behind a cue that stands inside its content."""
        letters = self.letters
        opens = next((at for at in range(tail, end) if letters[at] == "“"), None)
        if opens is not None and opens <= tail + 4:
            last = self.openers.get(self.chunks.first[opens])
            if last:
                return [(self.chunks.first[opens], last)]
        if tail + 1 < end and letters[tail] == "," and letters[tail + 1] not in "GcpE":
            found = self.engine.grammar.ends["clause"].search(letters, tail + 1, end + 1)
            return self._spans(tail + 1, found.start() if found else end)
        return []

    # --- subjects --------------------------------------------------------------------------------

    def subject(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        """Tokens of the subject of the verb group ``at``; its own, or the one it shares with a verb before it."""
        if at not in self.subjects:
            self.subjects[at] = self._subject(at, start, end)
        return self.subjects[at]

    def _subject(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        letters, engine = self.letters, self.engine
        letter = letters[at]
        if letter in "VXB":
            found = engine.relative.search(letters, start, at)
            if found:
                return self._trim(found.start(), found.start() + 1)
            found = engine.subject.search(letters, start, at)
            if found:
                return self._trim(found.start(), self._subject_end(found.start(), at))
        for other in range(at - 1, start - 1, -1):
            if letters[other] in "VXB" and not self.covered[other]:
                shared = self.subject(other, start, end)
                if shared:
                    return shared
        if letter == "G" and at <= start + 1:
            for other in range(at + 1, end):
                if letters[other] in "VXB":
                    found = engine.subject.search(letters, at + 2, other)
                    return self._trim(found.start(), other) if found else None
        return None

    def _subject_end(self, first: int, last: int) -> int:
        while last > first and self.letters[last - 1] in "Tr,":
            last -= 1
        return last
