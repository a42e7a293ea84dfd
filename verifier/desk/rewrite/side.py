"""One text as it is read beside another: its passages, and what each of them says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verifier.desk.rewrite.language import Language
from verifier.draft import quotations
from verifier.model import Attribution, Claim, Match, Quotation, Report, ZoneKind
from verifier.relations.quantities import Quantity, quantities
from verifier.spans import Span

_APART = frozenset((ZoneKind.BYLINE, ZoneKind.BOILERPLATE, ZoneKind.PROVENANCE))


class Word(NamedTuple):
    """A word that carries matter: its token, its keys (the stem first), and whether it is a name."""

    at: int
    keys: tuple[str, ...]
    name: bool


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One sentence; tokens [first, last)."""

    side: int  # which of the originals; 0 for the rewrite itself
    sentence: int
    first: int
    last: int
    span: Span
    paragraph: int
    words: tuple[Word, ...]

    @property
    def keys(self) -> set[str]:
        """The keys of all its words."""
        return {key for word in self.words for key in word.keys}


class Side:
    """A report as the comparison reads it; ``index`` numbers the originals."""

    def __init__(self, report: Report, language: Language, index: int = 0) -> None:
        self.report, self.language, self.index = report, language, index
        self.rules = language.rules
        self.tokens, self.text = report.draft.tokens, report.text

    @cached_property
    def passages(self) -> list[Passage]:
        """Its sentences in reading order, but for bylines, boilerplate and notes on where it comes from."""
        ranges = self.tokens.sentences
        return [
            Passage(self.index, at, *ranges[at], one.span, one.zone.paragraph, tuple(self.words(*ranges[at])))
            for at, one in enumerate(self.report.draft.sentences)
            if one.zone.kind not in _APART and ranges[at][1] > ranges[at][0]
        ]

    def words(self, first: int, last: int) -> Iterator[Word]:
        """The words of tokens [first, last) that carry matter, numbers aside."""
        tags, words, keys, names = self.tokens.tags, self.tokens.words, self.language.keys, self.language.names
        skip = self.language.skip
        for at in range(first, last):
            tag = tags[at]
            if tag in skip or not words[at][0].isalpha():
                continue
            found = keys[words[at]]
            if found:
                yield Word(at, found, tag in names)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Everything between quotation marks."""
        draft, told = self.report.draft, self.rules.grammar["quotations"]
        return quotations.pair(draft.document, draft.sentences, draft.tokens, told, joined=True).all

    @cached_property
    def matches(self) -> Mapping[int, Sequence[Match]]:
        """The matches of the rules on how firmly something is said, by sentence."""
        hedges = {rule.id for rule in self.rules.of("hedge")}
        return _by_sentence((match.sentence, match) for match in self.report.matches if match.rule in hedges)

    @cached_property
    def attributions(self) -> Mapping[int, Sequence[Attribution]]:
        """The attributions by sentence."""
        return _by_sentence((one.sentence, one) for one in self.report.attributions)

    @cached_property
    def claims(self) -> Mapping[int, Sequence[Claim]]:
        """The claims by sentence."""
        return _by_sentence((one.sentence, one) for one in self.report.claims)

    def quantities(self, passage: Passage) -> list[Quantity]:
        """The numbers and dates of a passage."""
        return list(quantities(self.tokens.words, self.language.lexicon.numerals, passage.first, passage.last))

    def listed(self, first: int, last: int, lists: Iterable[str]) -> list[int]:
        """The tokens of a range that are entries of word lists, or begin one."""
        found = []
        names = [name for name in lists if name in self.rules.lists]
        mask = self.rules.mask(names)
        starts = 0
        for name in names:
            starts |= self.rules.start_bit(name)
        for at in range(first, last):
            bits = self.tokens.bits[at]
            if bits & mask or (
                bits & starts and any(self.rules.entry_end(name, self.tokens.words, at, last) for name in names)
            ):
                found.append(at)
        return found

    def shown(self, span: Span) -> str:
        """The words of a span as a reader sees them."""
        return self.report.draft.document.shown(span)


def _by_sentence(pairs: Iterable[tuple[int, object]]) -> Mapping[int, Sequence]:  # type: ignore[type-arg]
    groups: defaultdict[int, list[object]] = defaultdict(list)
    for sentence, one in pairs:
        groups[sentence].append(one)
    return groups
