"""Gives each attribution the class of its cue and each source a type of the taxonomy.

An attribution supports its content only where its cue credits words or evidence to somebody who can speak or show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verifier.attribution.sources.heads import Heads
from verifier.attribution.sources.pack import Kit, kit
from verifier.model import Attribution, Draft, Match, Source
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches


class _Classifier:
    def __init__(self, draft: Draft, matches: Matches, kit: Kit) -> None:
        self._kit = kit
        self._heads = Heads(draft, matches, kit)
        self._document = draft.document
        self._tokens = draft.tokens
        self._range = self._heads.range
        self._negated = _tokens_of(matches.of(self._kit.negation))
        self._hearsay = _tokens_of(matches.of(self._kit.hearsay_words))
        refusing = self._kit.refusing
        self._refused = _tokens_of([match for match in matches.of_kind("source") if match.rule in refusing])

    def classed(self, attribution: Attribution) -> Attribution:
        """An attribution with the class of its cue and the type of its source.

        It supports its content only where the cue credits words or evidence to somebody who can speak or show.
        """
        kit, source, cue = self._kit, attribution.source, attribution.cue
        kind = attribution.cue_class
        if cue is not None:
            first, last = self._range(cue)
            if kind == kit.unclassed:
                kind = self._class_of(attribution, first, last)
            kind = self._turned(attribution, kind, first, last)
        supports = attribution.supports and (cue is None or kind not in kit.idle)
        if source is None:
            return attribution._replace(cue_class=kind, supports=supports and kind in kit.nobody)
        governs = self._governs(source, cue, attribution.sentence)
        if not governs:
            source = self._behind_comma(source)
            governs = self._governs(source, cue, attribution.sentence)
        if governs:
            source = self._typed(source, cue, kind)
        _, _, content, sentence, rule, _, quote, _, parent = attribution  # made anew: half the time of _replace
        supports = supports and bool(source.type)
        return Attribution(source, cue, content, sentence, rule, kind, quote, supports, parent)

    def _turned(self, attribution: Attribution, kind: str, first: int, last: int) -> str:
        """The class of a cue that is negated: who has not confirmed a thing has confirmed nothing."""
        if kind in self._kit.idle:
            return kind
        if kind in self._kit.doing and not self._kit.modal.isdisjoint(self._tokens.tags[first:last]):
            return self._kit.attitude  # would blame: nobody has yet
        source, bits = attribution.source, self._tokens.bits
        nobody = source is not None and self._is_nobody(source, first)
        if not nobody and self._negated.isdisjoint(range(first, last)):
            return kind
        shown = any(bits[at] & self._kit.affirming for at in range(first, last))
        if kind in self._kit.withheld and not shown and not (nobody and attribution.parent is not None):
            return self._kit.silent  # but “she said nobody warned them” is what she says
        return self._kit.attitude if nobody else kind

    def _is_nobody(self, source: Source, cue: int) -> bool:
        """Whether a negative word opens the source, and no other verb stands between it and the token ``cue``."""
        first, last = self._range(source.span)
        if not self._tokens.bits[first] & self._kit.nobody_words:
            return False
        return self._kit.verbs.isdisjoint(self._tokens.tags[last:cue])

    def _governs(self, source: Source, cue: Span | None, sentence: int) -> bool:
        """Whether a source before its cue can be its subject: no object of a preposition is ("bases in Syria show")."""
        if cue is None or source.span.start >= cue.start:
            return True
        first, _ = self._range(source.span)
        start, end = self._range(cue)
        tags, bits = self._tokens.tags, self._tokens.bits
        opens = first == self._tokens.sentences[sentence][0]
        if opens or tags[first] in self._kit.owners or self._kit.verbs.isdisjoint(tags[start:end]):
            return True
        if bits[first - 1] & self._kit.leads:
            return True
        return tags[first - 1] not in self._kit.hangs and not bits[first - 1] & self._kit.singled

    def trails(self, attribution: Attribution) -> bool:
        """Whether a cue of evidence hangs behind a clause about something else ("it sank, indicating a fault")."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or attribution.cue_class not in self._kit.evidence:
            return False
        start, end = self._range(source.span)[1], self._range(cue)[0]
        tags = self._tokens.tags
        return start < end and tags[end] in self._kit.gerund and not self._kit.finite.isdisjoint(tags[start:end])

    def _only_names(self, attribution: Attribution, first: int, last: int) -> bool:
        """“A letter to the board” names a thing and reports nothing: a noun for a cue, and no verb in the content."""
        tags, verbs = self._tokens.tags, self._kit.verbs
        if attribution.quote or not attribution.content or tags[first] not in self._kit.names + self._kit.nouns:
            return False
        ranges = [self._range(span) for span in attribution.content]
        return verbs.isdisjoint(tags[first:last]) and all(verbs.isdisjoint(tags[start:end]) for start, end in ranges)

    def _takes_sides(self, attribution: Attribution, first: int, last: int) -> bool:
        """“The union condemned the plan” says what the union holds, and nothing of the plan."""
        if attribution.quote:
            return False
        for bits in self._tokens.bits[first:last]:
            if bits & self._kit.stances:
                break
        else:
            return False
        tags = (self._tokens.tags[slice(*self._range(span))] for span in attribution.content)
        return all(self._kit.finite.isdisjoint(letters) for letters in tags)

    def _behind_comma(self, source: Source) -> Source:
        """An opening phrase taken into the source (“Despite the loss, officials …”) is left out of it."""
        first, last = self._range(source.span)
        comma = self._tokens.tags.find(self._kit.comma, first, last)
        if comma < 0 or comma + 1 >= last:
            return source
        span = self._tokens.span(comma + 1, last)
        return source._replace(span=span, name=self._document.shown(span))

    def _class_of(self, attribution: Attribution, first: int, last: int) -> str:
        """The class of a cue that its rule gives none, by its words."""
        if not self._refused.isdisjoint(range(first, last)):
            return self._kit.silent
        if self._tokens.tags[first] in self._kit.infinitive or self._only_names(attribution, first, last):
            return self._kit.attitude
        if self._takes_sides(attribution, first, last):
            return self._kit.stance
        every = 0
        for at in range(last - 1, first - 1, -1):
            bits = self._tokens.bits[at]
            every |= bits
            if bits & self._kit.classed:
                return next(name for name, mask in self._kit.classes if bits & mask)
        return self._kit.unclassed if attribution.quote or every & self._kit.credits else self._kit.attitude

    def _typed(self, source: Source, cue: Span | None, cue_class: str) -> Source:
        """A source with its type, rule and further types."""
        if source.type:
            return source
        rule, kind, also = self._heads.seen(source.span)
        span = source.span
        if source.resolved is not None and (kind in self._kit.weak or self._heads.is_name(span)):
            span = source.resolved
            rule, kind, also = self._heads.seen(span)
        if not rule and cue_class in self._kit.spoken and self._heads.able(*self._range(span)):
            rule, kind = self._kit.person, self._heads.type_of(self._kit.person)
        if kind in self._kit.releasable and cue is not None:
            rule, kind = self._heads.in_release(cue, rule, kind)
        if rule and cue is not None and not self._hearsay.isdisjoint(range(*self._range(cue))):
            rule, kind = self._kit.hearsay, self._heads.type_of(self._kit.hearsay)
        whole, name, _, _, resolved, resolved_name, resolved_by, _, graded, unsure = source
        return Source(whole, name, kind, rule, resolved, resolved_name, resolved_by, also, graded, unsure)


def _tokens_of(matches: Iterable[Match]) -> frozenset[int]:
    return frozenset(at for match in matches for at in range(match.first, match.last))


def classify(draft: Draft, attributions: Sequence[Attribution], matches: Matches, kit: Kit) -> tuple[Attribution, ...]:
    """The attributions with a type and rule for each source; "" where it can neither speak nor show."""
    classifier = _Classifier(draft, matches, kit)
    found = [classifier.classed(attribution) for attribution in attributions]
    speaking = {one.source.span for one in found if one.supports and one.source and not classifier.trails(one)}
    return tuple(
        one._replace(supports=False)
        if one.source is not None and one.source.span not in speaking and classifier.trails(one)
        else one
        for one in found
    )


__all__ = ["Kit", "classify", "kit"]
