"""One draft as this stage reads it: its marks, names and numbers, each worked out when first asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

from verifier.model import Claim, Kind, Match, Report
from verifier.relations.dateline import dateline
from verifier.relations.lexicon import EVENT, Lexicon, Marker
from verifier.relations.mentions import Mention, Mentions, Names
from verifier.relations.quantities import Quantity, quantities

_FIGURE = re.compile(r"\d")
_COUNTED = 4  # words after a number among which what it counts stands

Mark = tuple[Match, Marker]
Named = tuple[Mention, str, str]  # with its head and its full name
Row = TypeVar("Row")


class Page:
    """What a draft tells of tokens [first, last). ``names`` are those of all drafts compared."""

    def __init__(self, index: int, report: Report, mentions: Mentions, names: Names, lexicon: Lexicon) -> None:
        self.index, self.report, self.lexicon = index, report, lexicon
        self.names, self._mentions = names, mentions
        self.tokens, self.text = report.draft.tokens, report.text
        self.claims = report.claims or tuple(_sentences(report))
        self._last_named: dict[str, dict[int, int | None]] = {}  # event class → claim → the one it refers back to

    def bounds(self, claim: int) -> tuple[int, int]:
        """The tokens of a claim."""
        span, sentence = self.claims[claim].span, self.claims[claim].sentence
        return self.tokens.range(span, *self.tokens.sentences[sentence])

    def of_zone(self, sentence: int) -> tuple[int, int]:
        """The tokens of the whole zone of a sentence."""
        return self.tokens.range(self.report.draft.sentences[sentence].zone.span)

    # --- what the rules of events, states, contrasts and stances found ----------------------------

    @cached_property
    def marks(self) -> list[Mark]:
        """Every match of them, in reading order."""
        known = self.lexicon.markers
        found = [(match, known[match.rule]) for match in self.report.matches if match.rule in known]
        return [mark for mark in found if mark[1].kind != "event" or self._is_told(*mark)]

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [match.first for match, _ in self.marks]

    def within(self, first: int, last: int) -> list[Mark]:
        """The marks that lie in a range."""
        return [mark for mark in _between(self.marks, self._mark_starts, first, last) if mark[0].last <= last]

    @property
    def meeting(self) -> dict[tuple[str, str], list[int]]:
        """Where claims may meet: an event class, ladder or dimension of states → the claims that have it, in order."""
        return self._by_claim[0]

    def marks_of(self, claim: int) -> list[Mark]:
        """The marks that lie in a claim."""
        return self._by_claim[1].get(claim, [])

    @cached_property
    def _by_claim(self) -> tuple[dict[tuple[str, str], list[int]], dict[int, list[Mark]]]:
        points, tokens = self.lexicon.points, self.tokens.starts
        starts = [match.span.start for match, _ in self.marks]
        sentences = {match.sentence for match, _ in self.marks}
        met: dict[tuple[str, str], list[int]] = {}
        marks: dict[int, list[Mark]] = {}
        for at, claim in enumerate(self.claims):
            if claim.sentence not in sentences:
                continue
            start, end = claim.span
            low = bisect_left(starts, start)
            if low < len(starts) and starts[low] < end:
                found = self.marks[low : bisect_left(starts, end, low)]
                marks[at] = [mark for mark in found if tokens[mark[0].last - 1] < end]
                for point in [point for match, _ in marks[at] for point in points[match.rule]]:
                    here = met.setdefault(point, [])
                    if not here or here[-1] != at:
                        here.append(at)
        return met, marks

    @cached_property
    def denials(self) -> frozenset[int]:
        """The attributions whose cue denies what it reports."""
        found = enumerate(self.report.attributions)
        return frozenset(at for at, one in found if one.cue_class == "deny" and one.cue is not None)

    def _is_told(self, match: Match, marker: Marker) -> bool:
        """Whether the words are the verb or noun of the class, and no namesake: “to name”, not “her name”."""
        if match.last - match.first > 1:
            return True
        tag, lexicon = self.tokens.tags[match.first], self.lexicon
        if tag in lexicon.verbs or (tag in lexicon.nouns and self.tokens.words[match.first] in marker.nouns):
            return True
        return self._mentions.titled(match.sentence)

    def is_noun(self, match: Match) -> bool:
        """Whether a match is of a noun: what it names is taken for granted."""
        return match.phrase in self.lexicon.noun_phrases or self.tokens.tags[match.last - 1] in self.lexicon.nouns

    # --- names ------------------------------------------------------------------------------------

    @cached_property
    def named(self) -> list[Named]:
        """Every name of the draft; to ask for them reads the names of all drafts."""
        return self.names.found[self.index]

    @cached_property
    def _named_starts(self) -> list[int]:
        return [mention.first for mention, _, _ in self.named]

    def names_within(self, first: int, last: int) -> list[Named]:
        """The names that begin in a range."""
        return _between(self.named, self._named_starts, first, last)

    @cached_property
    def told(self) -> list[Named]:
        """Every name but for those of sources."""
        return [row for row in self.named if not self.in_source(row[0])]

    @cached_property
    def _told_starts(self) -> list[int]:
        return [mention.first for mention, _, _ in self.told]

    def told_within(self, first: int, last: int) -> list[Named]:
        """The names that begin in a range, but for those of sources."""
        return _between(self.told, self._told_starts, first, last)

    def has_name(self, claim: int) -> bool:
        """Whether a claim has a proper name."""
        return any(mention.proper for mention, _, _ in self.told_within(*self.bounds(claim)))

    def last_named(self, event: str, claim: int) -> int | None:
        """The last claim before one that has a name of its own beside an event of the same class."""
        known = self._last_named.setdefault(event, {})
        members = self.meeting[EVENT, event]
        at, found, passed = bisect_left(members, claim), None, [claim]
        while at and found is None:
            at -= 1
            if members[at] in known:
                found = known[members[at]]
                break
            if self.has_name(members[at]):
                found = members[at]
            else:
                passed.append(members[at])
        known.update(dict.fromkeys(passed, found))
        return found

    @cached_property
    def _sources(self) -> tuple[list[int], list[int]]:
        """Where sources begin, in order, and how far those up to there reach."""
        spans = sorted(a.source.span for a in self.report.attributions if a.source is not None and a.supports)
        return [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    def in_source(self, mention: Mention) -> bool:
        """Whether a name is part of who speaks."""
        starts, ends = self._sources
        before = bisect_right(starts, self.tokens.starts[mention.first])
        return before > 0 and ends[before - 1] >= self.tokens.ends[mention.last - 1]

    # --- numbers and other words ------------------------------------------------------------------

    def has_number(self, first: int, last: int) -> bool:
        """Whether a number or date may stand in a range."""
        tokens = self.tokens
        if not self.lexicon.numerals.telling.isdisjoint(tokens.words[first:last]):
            return True
        return first < last and _FIGURE.search(self.text, tokens.starts[first], tokens.ends[last - 1]) is not None

    def numbers(self, first: int, last: int) -> tuple[Quantity, ...]:
        """The numbers and dates in a range."""
        words, numerals = self.tokens.words, self.lexicon.numerals
        day = None if numerals.datable.isdisjoint(words[first:last]) else self._dateline
        return tuple(map(self._of_a_thing, quantities(words, numerals, first, last, dateline=day)))

    @cached_property
    def _dateline(self) -> date | None:
        return dateline(self.report, self.lexicon.numerals, self.lexicon.word)

    def _of_a_thing(self, number: Quantity) -> Quantity:
        """A count with the last noun after it as its unit (“12 young aid workers”), or none."""
        if number.kind != "count":
            return number
        tags, words, lexicon = self.tokens.tags, self.tokens.words, self.lexicon
        at = number.last
        at += at < len(tags) and words[at] in lexicon.numerals.partitive
        end = min(len(tags), at + _COUNTED)
        while at < end and tags[at] in lexicon.adjectives:
            at += 1
        noun = at
        while noun < end and tags[noun] in lexicon.nouns:
            noun += 1
        return number._replace(unit=words[noun - 1] if noun > at else "")

    def stems(self, first: int, last: int) -> list[str]:
        """Of each token the stem, or nothing where it is a mark or a word that tells nothing of a matter."""
        skip, stems = self.lexicon.skip, self.lexicon.stems
        tags, words = self.tokens.tags[first:last], self.tokens.words[first:last]
        return ["" if tag in skip else stems[word] for tag, word in zip(tags, words, strict=True)]


def _sentences(report: Report) -> Iterable[Claim]:
    for sentence in report.draft.sentences:
        yield Claim(f"S{sentence.index + 1:02}", sentence.span, sentence.index, sentence.zone.kind, Kind.FACT)


def pages(reports: Sequence[Report], lexicon: Lexicon) -> list[Page]:
    """The drafts to be compared, their names brought together."""
    mentions = [Mentions(report.draft, lexicon) for report in reports]
    names = Names(mentions, lexicon)
    return [Page(at, report, mentions[at], names, lexicon) for at, report in enumerate(reports)]


def _between(rows: list[Row], starts: Sequence[int], first: int, last: int) -> list[Row]:
    """The rows whose starts lie in [first, last)."""
    low = bisect_left(starts, first)
    return rows[low : bisect_left(starts, last, low)]
