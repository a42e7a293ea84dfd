"""Runs the cue templates over one draft: finds cues, the groups of their sources and the spans of their contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from bisect import bisect_right
from dataclasses import dataclass, field

from verifier.attribution.chunks import Chunks, chunk
from verifier.attribution.quotes import Quotation, Quotations, pair
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
    raising: int
    infinitives: int
    raised: re.Pattern[str]
    marks: frozenset[str]  # anchors that are marks, and stand in no list
    subject: re.Pattern[str]
    relative: re.Pattern[str]
    noun: re.Pattern[str]
    opening: re.Pattern[str]
    near: re.Pattern[str]
    main_clause: re.Pattern[str]
    speakers: int
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
        rules.bit("cue-raising"),
        sum(1 << bit for bit in _bits(by_anchor.get("I", ()))),
        pattern("r?p?r?I", pack.shapes),
        frozenset(letter for letter in by_anchor if not letter.isalpha()),
        pattern(r"(?<![poy]){subject}$", pack.shapes),
        pattern(r"[wt](?:T|r|d|,[^|,;:“”VXB]{1,12},)*$", pack.shapes),
        pattern(r"{many},?$", pack.shapes),
        pattern(r"{opening}", pack.shapes),
        pattern(r"{many}$", pack.shapes),
        pattern(r",(?P<subject>{subject})[VXB]", pack.shapes),
        rules.bit("cue-speaker"),
        re.compile("[VXB]"),
    )


def _bits(made: Iterable[Template]) -> set[int]:
    return {bit for template in made for bit in range(template.mask.bit_length()) if template.mask >> bit & 1}


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
        self._continue()
        return self.found

    def _continue(self) -> None:
        """Quotations that nobody was found to say go on from the one in the sentence before."""
        if not self.found:
            return
        taken = bytearray(len(self.quotes.inside))
        by_sentence: dict[int, Found] = {}
        for made in self.found:
            for first, last in made.contents:
                taken[first:last] = b"\1" * (last - first)
            taken[made.cue[0]] = 1
            if made.quote:
                by_sentence[self._sentence(made.cue[0])] = made
                by_sentence[self._sentence(max(last for _, last in made.contents) - 1)] = made
        for quote in self.quotes.all:
            if not quote.speech or any(taken[quote.first : quote.last]):
                continue
            index = self._sentence(quote.first)
            if self.draft.tokens.sentences[index][0] != quote.first:
                continue
            speaker = by_sentence.get(index - 1)
            if speaker is None or not self._goes_on(index, quote):
                continue
            speaker.contents.append((quote.first, quote.last))
            by_sentence[self._sentence(quote.last - 1)] = speaker

    def _sentence(self, token: int) -> int:
        return bisect_right(self.draft.tokens.sentences, (token, len(self.draft.tokens.starts) + 1)) - 1

    def _goes_on(self, index: int, quote: Quotation) -> bool:
        """Whether a quotation that opens a sentence continues the speech of the sentence before."""
        sentences = self.draft.sentences
        if sentences[index].zone.paragraph == sentences[index - 1].zone.paragraph:
            return True
        last = self.chunks.last[self._paragraph_end(index) - 1]
        return quote.last >= last

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
        if letter in self.engine.marks:
            return True
        head = self.chunks.head[at]
        if letter in "VG" and self._raises(at):
            return False
        if letter == "V" and "”" in self.letters[max(0, at - 2) : at]:
            return True
        return bool(self.draft.tokens.bits[head] & self.engine.every) and not self.quotes.inside[head]

    def _raises(self, at: int) -> bool:
        """Whether this verb only lends tense to the infinitive cue behind it: went on to say."""
        tokens, chunks = self.draft.tokens, self.chunks
        if not tokens.bits[chunks.head[at]] & self.engine.raising:
            return False
        found = self.engine.raised.match(self.letters, at + 1)
        return bool(found and tokens.bits[chunks.head[found.end() - 1]] & self.engine.infinitives)

    def _choices(self, at: int) -> tuple[Template, ...]:
        bits = self.draft.tokens.bits[self.chunks.head[at]] & self.engine.every
        letter = self.letters[at]
        known = self.engine.choice.get((bits, letter))
        if known is None:
            known = tuple(one for one in self.engine.by_anchor[letter] if one.mask & bits or not one.mask)
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
            after = template.after.match(self.letters, at + 1, end + 2)
            if not after or not self._words(template, after) or not self._in_zone(template, index):
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

    def _raiser(self, at: int, start: int) -> int:
        """The first token of an infinitive cue, the verb that only lends it tense included."""
        for other in range(at - 1, max(start, at - 4) - 1, -1):
            if self.letters[other] in "VG":
                return self.chunks.first[other if self._raises(other) else at]
        return self.chunks.first[at]

    def _in_zone(self, template: Template, index: int) -> bool:
        zones = template.rule.zones
        return not zones or self.draft.sentences[index].zone.kind.value in zones

    def _words(self, template: Template, after: re.Match[str]) -> bool:
        words = self.draft.tokens.words
        for name, allowed in template.words:
            at = after.start(name)
            if at >= 0 and words[self.chunks.first[at]] not in allowed:
                return False
        bits = self.draft.tokens.bits
        head = self.chunks.head
        return all(after.start(name) < 0 or bits[head[after.start(name)]] & mask for name, mask in template.heads)

    def _after(
        self, template: Template, after: re.Match[str], index: int, at: int, start: int, end: int
    ) -> Found | None:
        source = self._source(template, after, at, start, end)
        if source is None and template.source != "none":
            return None
        contents: list[tuple[int, int]] = []
        if template.topic:
            topic = self._topic(at, start, end)
            if topic is None:
                return None
            contents.append(topic)
        quote = False
        if template.content:
            opens = after.start("content")
            if opens >= 0:
                last = end if opens <= end else self._paragraph_end(index + 1)
                kind = "phrase" if self.letters[at] == "G" and self._leads(at, start) else template.content
                contents += self._spans(opens, self._content_end(kind, opens, last))
                quote = self.letters[opens] == "“"
        if not contents:
            return None
        cue_first, cue_end = self.chunks.first[at], self.chunks.last[at]
        if self.letters[at] == "I":
            cue_first = self._raiser(at, start)
        if source and cue_first < source[1] <= cue_end:
            cue_first = source[1]
        for name, _ in (*template.words, *template.heads):
            if after.start(name) >= 0:
                cue_end = max(cue_end, self.chunks.last[after.start(name)])
        return Found(template, at, (cue_first, cue_end), source, contents, index, quote)

    def _paragraph_end(self, index: int) -> int:
        """The group after the paragraph that sentence ``index`` begins."""
        sentences = self.draft.sentences
        last = index
        while last + 1 < len(sentences) and sentences[last + 1].zone.paragraph == sentences[index].zone.paragraph:
            last += 1
        return self.chunks.sentences[last][1]

    def _topic(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        if self.letters[at] == "E":
            found = self.engine.noun.search(self.letters, start, at)
            return self._trim(found.start(), at) if found else None
        return self.subject(at, start, end)

    def _source(
        self, template: Template, after: re.Match[str], at: int, start: int, end: int
    ) -> tuple[int, int] | None:
        if template.source == "after":
            first, last = after.span("source")
            return self._trim(first, last) if first >= 0 else None
        if template.source == "subject":
            return self.subject(at, start, end)
        if template.source == "owner":
            return self._owner(at)
        if template.source == "opening":
            found = self.engine.opening.fullmatch(self.letters, start, at)
            return self._trim(start, at) if found else None
        if self.letters[at] in "NA":
            return self._bearer(at, start, end)
        return None

    def _bearer(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        """Whose the noun ``at`` is, where no owner stands before it: a name in its phrase, or the subject."""
        owner = self._owner(at)
        if owner:
            return owner
        first, head = self.chunks.first[at], self.chunks.head[at]
        tags = self.draft.tokens.tags[first:head]
        if tags and tags[-1] == "N":
            return first + len(tags.rstrip("N")), head
        for other in range(at - 1, start - 1, -1):
            if self.letters[other] in "VXBGI":
                return None if self.covered[other] else self.subject(other, start, end)
        return None

    def _owner(self, at: int) -> tuple[int, int] | None:
        """The tokens of the noun phrase ``at`` that name whose it is, its possessive mark included."""
        first = self.chunks.first[at]
        tags = self.draft.tokens.tags[first : self.chunks.head[at]]
        owned = tags.rfind("s")
        if owned > 0:
            return first, first + owned + 1
        return (first, first + 1) if tags[:1] == "g" else None

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

    def _content_end(self, kind: str, opens: int, end: int) -> int:
        letters = self.letters
        if letters[opens] == "“":
            last = self.openers.get(self.chunks.first[opens])
            if last is not None:
                close = bisect_right(self.chunks.first, last - 1)
                if close > end or letters[close : close + 1] in ".|,)" or letters[close - 2 : close - 1] in ".,":
                    return close
                opens = close
        ends = self.engine.grammar.ends[kind]
        found = ends.search(letters, opens + 1, end + 1)
        while found and self._in_quote(found.start()):
            found = ends.search(letters, found.start() + 1, end + 1)
        return found.start() if found else self._past_quotation(end)

    def _past_quotation(self, end: int) -> int:
        """The group after the quotation that is open at the end of a sentence, else that end."""
        token = self.chunks.first[end]
        if token >= len(self.quotes.inside) or not self.quotes.inside[token] or self.letters[end + 1] == "“":
            return end
        last = token
        while last < len(self.quotes.inside) and self.quotes.inside[last]:
            last += 1
        return bisect_right(self.chunks.first, last - 1)

    def _in_quote(self, at: int) -> bool:
        token = self.chunks.first[at]
        return token < len(self.quotes.inside) and bool(self.quotes.inside[token])

    # --- content first ---------------------------------------------------------------------------

    def _before(
        self, template: Template, after: re.Match[str], index: int, at: int, start: int, end: int
    ) -> Found | None:
        source: tuple[int, int] | None
        letters = self.letters
        if template.source == "after":
            left = at
            if template.quoted and not self._after_quotation(at, start):
                return None
            if letters[at - 1 : at] == "," and letters[at - 2 : at - 1] != "”" and self._own_subject(at, start):
                return None
            first, last = after.span("source")
            source = self._trim(first, last)
            tail = after.end()
        else:
            own = self._own_subject(at, start)
            source = self._trim(*own) if own else None
            if source is None:
                return None
            left = bisect_right(self.chunks.first, source[0]) - 1
            if template.quoted and not self._after_quotation(left, start):
                return None
            tail = after.end()
        contents = self._behind(index, left, start, loose=template.loose)
        if contents is None:
            return None
        tails = self._tail(tail, end)
        if not self._is_clause(contents[0]) and not (tails and self._is_clause(tails[0])):
            return None
        quote = self.letters[self._group(contents[0][0])] == "“"
        return Found(
            template, at, (self.chunks.first[at], self.chunks.last[at]), source, contents + tails, index, quote
        )

    def _after_quotation(self, at: int, start: int) -> bool:
        """Whether a quotation ends right before group ``at``."""
        return at > start and "”" in (self.letters[at - 1], self.letters[max(start, at - 2)])

    def _group(self, token: int) -> int:
        return max(0, bisect_right(self.chunks.first, token) - 1)

    def _is_clause(self, tokens: tuple[int, int]) -> bool:
        """Whether a verb stands in these tokens, or they are a quotation."""
        first, last = self._group(tokens[0]), self._group(tokens[1] - 1) + 1
        return self.letters[first] == "“" or bool(self.engine.clause.search(self.letters, first, last))

    def _behind(self, index: int, left: int, start: int, *, loose: bool) -> list[tuple[int, int]] | None:
        """The content that stands before group ``left``: a quotation, or the sentence so far."""
        letters = self.letters
        if left == start:
            opened = self.closers.get(self.chunks.first[start]) if index else None
            return None if opened is None else [(opened, self.chunks.first[start])]
        at = left
        while at > start and letters[at - 1] in "cur-'":
            at -= 1
        if letters[left - 1] in "qM" and left - 2 > start:  # as he put it
            left, at = left - 1, left - 1
        previous = letters[at - 1] if at > start else "|"
        close = at if previous == "”" else at - 1 if previous in ",-" and letters[at - 2] == "”" else 0
        head = start + (1 if letters[start] in "cu" and start + 1 < at else 0)
        if close > start:
            opened = self.closers.get(self.chunks.last[close - 1])
            if opened is None:
                return self._spans(head, close)
            first = self._group(opened)
            if first > start and letters[start:first].strip("cur,_|"):
                return self._spans(head, close)
            return [(opened, self.chunks.last[close - 1])]
        if at > start and (previous in ",-" or loose):
            return self._spans(start, at) or None
        return None

    def _tail(self, tail: int, end: int) -> list[tuple[int, int]]:
        """What goes on behind a cue that stands inside its content."""
        letters = self.letters
        opens = next((at for at in range(tail, min(tail + 5, end + 1)) if letters[at] == "“"), None)
        if opens is not None:
            last = self.openers.get(self.chunks.first[opens])
            if last:
                return [(self.chunks.first[opens], last)]
        if tail + 1 < end and letters[tail] == "," and letters[tail + 1] not in "GE":
            found = self.engine.grammar.ends["clause"].search(letters, tail + 1, end + 1)
            return self._spans(tail + 1, found.start() if found else end)
        return []

    # --- subjects --------------------------------------------------------------------------------

    def subject(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        """Tokens of the subject of the verb group ``at``; its own, or the one it shares with a verb before it."""
        if at not in self.subjects:
            self.subjects[at] = self._subject(at, start, end)
        return self.subjects[at]

    def _own_subject(self, at: int, start: int) -> tuple[int, int] | None:
        """Groups of the subject that stands before the finite verb group ``at``."""
        letters, engine = self.letters, self.engine
        found = engine.relative.search(letters, start, at)
        if found:
            return found.start(), found.start() + 1
        found = engine.subject.search(letters, start, at)
        if not found:
            return None
        first, last = self._bare_subject(found.start(), at)
        joined = letters.find("c", first, last)
        if joined > 0 and first > start and letters[first - 1] in "VGIp" and "," not in letters[joined:last]:
            first = joined + 1
        return first, last

    def _leads(self, at: int, start: int) -> bool:
        """Whether the -ing form ``at`` opens its sentence, or stands behind one preposition that does."""
        return not self.letters[start:at].strip("pqMykurc")

    def _speaks(self, at: int) -> bool:
        """Whether the noun phrase ``at`` is a name, a pronoun or of a kind that speaks."""
        letter = self.letters[at]
        if letter == "N":
            return bool(self.draft.tokens.bits[self.chunks.head[at]] & self.engine.speakers)
        return letter in "Aid"

    def _bare_subject(self, first: int, last: int) -> tuple[int, int]:
        while last > first and self.letters[last - 1] in "Trd,":
            last -= 1
        return first, last

    def _subject(self, at: int, start: int, end: int) -> tuple[int, int] | None:
        letters = self.letters
        letter = letters[at]
        if letter in "VXB":
            own = self._own_subject(at, start)
            if own:
                return self._trim(*own)
        if letter == "I" and at > start and letters[at - 1] in "Ah" and letters[at - 2 : at - 1] in "VGI":
            return self._trim(at - 1, at)
        if letter == "G" and at > start and self._speaks(at - 1):
            found = self.engine.near.search(letters, start, at)
            if found:
                return self._trim(found.start(), at)
        if letter == "G" and self._leads(at, start):
            found = self.engine.main_clause.search(letters, at + 1, end)
            return self._trim(*self._bare_subject(*found.span("subject"))) if found else None
        for other in range(at - 1, start - 1, -1):
            if letters[other] in "VXB" and not self.covered[other]:
                shared = self.subject(other, start, end)
                if shared:
                    return shared
        return None
