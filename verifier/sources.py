"""Gives each source a type of the taxonomy, by its head: "intelligence officials" are people, "reports" are not.

Among the source rules that hold inside a source, the one that ends last before its first complement decides ("a
spokesman | for the ministry"); a rule that names a person may reach over it ("Ruiz, a White House adviser"). What the
rules say of a name elsewhere in the draft holds for its later, shorter mentions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model import Attribution, Draft, Match, Source, Tokens
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

_REACH = 6  # tokens that a match may stand before or behind the words marked as source


@dataclass(frozen=True, slots=True)
class _Kit:
    """What the pack says of sources, ready to use."""

    types: Mapping[str, str]
    priority: Mapping[str, int]
    ends: frozenset[str]  # letters at which the head of a noun phrase is behind us
    heads: frozenset[str]  # letters of words that can be a head
    names: str  # letters of names
    nouns: str
    joins: frozenset[str]
    comma: str
    plain: str  # rule of a name that no other rule knows
    spoken: frozenset[str]  # cue classes whose subject must be able to speak
    with_article: str  # rule of a name behind an article
    article: str
    bare: str  # rule of words that stand for anybody
    bare_words: int
    pronouns: int  # bits of pronouns of people
    person: str  # rule for a speaker that no rule knows
    release: str  # rule of a prepared statement
    releasable: frozenset[str]  # types that a prepared statement speaks for
    named: frozenset[str]  # types whose rule may lend its role to a bare name
    weak: frozenset[str]  # types for which the full first mention is asked
    reach: frozenset[str]  # types whose rules may reach over the first complement of a source
    never: frozenset[str]  # types no source can have
    classes: tuple[tuple[str, int], ...]  # class of a cue, and the bits of its verbs
    unclassed: str
    attitude: str  # class of what credits no words to anybody
    credits: int  # bits of other words that do
    unable: int  # bits of heads that can neither speak nor show
    silence: str  # type of the rules of refusal
    silent: str  # class of a refusal
    hangs: frozenset[str]  # letters that a subject cannot stand behind
    leads: int  # bits of prepositions that also open a clause
    quantities: int  # bits of nouns of quantity
    verbs: frozenset[str]
    owners: frozenset[str]  # letters of possessive pronouns
    singled: int  # bits of words that single out an example
    nobody: frozenset[str]  # classes that support without a source
    infinitive: str  # letter that opens an infinitive: what is only wanted, urged or refused
    evidence: frozenset[str]  # classes of cues whose subject may be an event
    gerund: str
    finite: frozenset[str]
    idle: frozenset[str]  # classes that support nothing


def _kit(rules: RuleSet) -> _Kit:
    grammar = rules.grammar["sources"]
    words = {key: frozenset(str(value).split()) for key, value in grammar.items()}
    found = [rule for rule in rules.of("source") if rule.type not in words["never"]]
    return _Kit(
        types={rule.id: rule.type for rule in found},
        priority={rule.id: rule.number("priority") for rule in found},
        ends=frozenset(str(grammar["ends"])),
        heads=frozenset(str(grammar["heads"])),
        names=str(grammar["names"]),
        nouns=str(grammar["nouns"]),
        joins=frozenset(str(grammar["joins"])),
        comma=str(grammar["comma"]),
        plain=str(grammar["plain"]),
        spoken=words["spoken"],
        with_article=str(grammar["with_article"]),
        article=str(grammar["article"]),
        bare=str(grammar["bare"]),
        bare_words=_bits(rules, str(grammar["bare_words"])),
        pronouns=_bits(rules, str(grammar["pronouns"])),
        person=str(grammar["person"]),
        release=str(grammar["release"]),
        releasable=words["releasable"],
        named=words["named"],
        weak=words["weak"] | {""},
        reach=words["reach"],
        never=words["never"],
        classes=tuple(
            (name, rules.bit(words_list))
            for name, words_list in zip(
                str(grammar["classes"]).split(), str(grammar["class_lists"]).split(), strict=True
            )
        ),
        unclassed=str(grammar["unclassed"]),
        attitude=str(grammar["attitude"]),
        credits=_bits(rules, str(grammar["credits"])),
        unable=_bits(rules, str(grammar["unable"])),
        silence=str(grammar["silence"]),
        silent=str(grammar["silent"]),
        hangs=frozenset(str(grammar["hangs"])),
        leads=_bits(rules, str(grammar["leads"])),
        quantities=_bits(rules, str(grammar["quantities"])),
        verbs=frozenset(str(grammar["verbs"])),
        owners=frozenset(str(grammar["owners"])),
        singled=_bits(rules, str(grammar["singled"])),
        nobody=words["nobody"],
        infinitive=str(grammar["infinitive"]),
        evidence=words["evidence"],
        gerund=str(grammar["gerund"]),
        finite=frozenset(str(grammar["finite"])),
        idle=frozenset((str(grammar["silent"]), str(grammar["attitude"]))),
    )


def _bits(rules: RuleSet, names: str) -> int:
    total = 0
    for name in names.split():
        total |= rules.bit(name)
    return total


class _Classifier:
    def __init__(self, draft: Draft, matches: Matches, rules: RuleSet) -> None:
        self._kit = rules.once(_kit)
        self._rules = rules
        self._text = draft.document.text
        self._tokens: Tokens = draft.tokens
        self._found: Sequence[Match] = [m for m in matches.of_kind("source") if m.rule in self._kit.types]
        self._firsts = [match.first for match in self._found]
        self._refusals = [m.span for m in matches.of_kind("source") if rules.rules[m.rule].type == self._kit.silence]
        self._roles = self._named_in_draft()
        self._known: dict[Span, tuple[str, str, tuple[str, ...]]] = {}

    def classed(self, attribution: Attribution) -> Attribution:
        """An attribution with the class of its cue and the type of its source.

        It supports its content only where the cue credits words or evidence to somebody who can speak or show.
        """
        found = attribution
        if attribution.cue is not None:
            kind = self._class_of(attribution)
            found = replace(attribution, cue_class=kind, supports=attribution.supports and kind not in self._kit.idle)
        if found.source is None:
            return found if found.cue_class in self._kit.nobody else replace(found, supports=False)
        if not self._governs(found):
            found = self._behind_comma(found)
        source = self.source(found) if self._governs(found) else found.source
        return replace(found, source=source, supports=found.supports and source is not None and bool(source.type))

    def _governs(self, attribution: Attribution) -> bool:
        """Whether a source before its cue can be its subject: no object of a preposition is ("bases in Syria show")."""
        source, cue = attribution.source, attribution.cue
        if source is None or cue is None or source.span.start >= cue.start:
            return True
        first, _ = self._range(source.span)
        start, end = self._range(cue)
        tags, bits = self._tokens.tags, self._tokens.bits
        if not first or tags[first] in self._kit.owners or self._kit.verbs.isdisjoint(tags[start:end]):
            return True
        if bits[first - 1] & self._kit.leads:
            return True
        return tags[first - 1] not in self._kit.hangs and not bits[first - 1] & self._kit.singled

    def trails(self, attribution: Attribution) -> bool:
        """Whether a cue of evidence hangs behind a clause about something else (“The ship sank, indicating a fault”)."""
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

    def _behind_comma(self, attribution: Attribution) -> Attribution:
        """An opening phrase taken into the source (“Despite the loss, officials …”) is left out of it."""
        source = attribution.source
        if source is None:
            return attribution
        first, last = self._range(source.span)
        comma = self._tokens.tags.find(self._kit.comma, first, last)
        if comma < 0 or comma + 1 >= last:
            return attribution
        span = self._tokens.span(comma + 1, last)
        return replace(attribution, source=replace(source, span=span, name=span.of(self._text)))

    def _class_of(self, attribution: Attribution) -> str:
        cue = attribution.cue
        if cue is None or attribution.cue_class != self._kit.unclassed:
            return attribution.cue_class
        if any(span.overlaps(cue) for span in self._refusals):
            return self._kit.silent
        first, last = self._range(cue)
        if self._tokens.tags[first] in self._kit.infinitive or self._only_names(attribution, first, last):
            return self._kit.attitude
        every = 0
        for at in range(last - 1, first - 1, -1):
            bits = self._tokens.bits[at]
            every |= bits
            for name, mask in self._kit.classes:
                if bits & mask:
                    return name
        return self._kit.unclassed if attribution.quote or every & self._kit.credits else self._kit.attitude

    def source(self, attribution: Attribution) -> Source | None:
        """The source of an attribution with its type, rule and further types."""
        source = attribution.source
        if source is None or source.type:
            return source
        rule, kind, also = self._seen(source.span)
        span = source.span
        if source.resolved is not None and (kind in self._kit.weak or self._is_name(span)):
            span = source.resolved
            rule, kind, also = self._seen(span)
        if not rule and attribution.cue_class in self._kit.spoken and self._able(*self._range(span)):
            rule, kind = self._kit.person, self._type(self._kit.person)
        if kind in self._kit.releasable and attribution.cue is not None:
            rule, kind = self._in_release(attribution, rule, kind)
        return replace(source, type=kind, rule=rule, also=also)

    def _is_name(self, span: Span) -> bool:
        """Whether a source is a name and nothing else, which may be a place's or a person's (“Paris said”)."""
        first, last = self._range(span)
        return all(letter in self._kit.names for letter in self._tokens.tags[first:last])

    def _seen(self, span: Span) -> tuple[str, str, tuple[str, ...]]:
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._read(span)
        return known

    def _able(self, first: int, last: int) -> bool:
        """Whether the head of a source that no rule knows may be somebody who speaks."""
        end = self._head_end(first, last)
        return not self._tokens.bits[max(first, end - 1)] & self._kit.unable

    def _type(self, rule: str) -> str:
        return self._rules.rules[rule].type if rule in self._rules.rules else ""

    def _read(self, span: Span) -> tuple[str, str, tuple[str, ...]]:
        first, last = self._range(span)
        parts = self._conjuncts(first, last)
        read = [self._part(*part) for part in parts]
        read = [part for part in read if part[0]] or read[:1]
        best = max(read, key=lambda part: self._rules.house.get("base", part[1], 0))
        also = tuple(dict.fromkeys(kind for _, kind in read if kind and kind != best[1]))
        return (*best, also)

    def _range(self, span: Span) -> tuple[int, int]:
        first = bisect_left(self._tokens.starts, span.start)
        return first, max(first + 1, bisect_left(self._tokens.starts, span.end))

    def _conjuncts(self, first: int, last: int) -> list[tuple[int, int]]:
        """A conjoined source in its parts, where each part has a head of its own."""
        tags = self._tokens.tags
        for at in range(first + 2, last - 1):
            if tags[at] in self._kit.joins and tags[at - 1] in self._kit.heads and self._best(first, at, whole=True):
                later = self._conjuncts(at + 1, last)
                if all(self._best(*part, whole=True) for part in later):
                    return [(first, at), *later]
        return [(first, last)]

    def _part(self, first: int, last: int) -> tuple[str, str]:
        best, end = self._best(first, last), self._head_end(first, last)
        if best is None or best.last < end:
            rule = self._plain(first, end)
            if not rule and best is not None and self._able(first, last):
                rule = best.rule
        else:
            rule = best.rule
            if rule == self._kit.plain:
                rule = self._roles.get(self._tokens.words[best.last - 1], rule)
        return rule, self._type(rule)

    def _plain(self, first: int, end: int) -> str:
        """The rule of a head that no phrase knows: a name, a pronoun, or a word that stands for anybody."""
        tokens, kit = self._tokens, self._kit
        head = end - 1
        if head < first:
            return ""
        if tokens.bits[head] & kit.bare_words:
            return kit.bare
        if tokens.bits[head] & kit.pronouns:
            return kit.person
        if tokens.tags[head] not in kit.names:
            return ""
        while end > first and tokens.tags[end - 1] in kit.names:
            end -= 1
        if end and tokens.words[end - 1] == kit.article:
            return kit.with_article
        return self._roles.get(tokens.words[head], kit.plain)

    def _head_end(self, first: int, last: int) -> int:
        """The token behind the head: where the first complement begins."""
        tags, seen = self._tokens.tags, False
        for at in range(first, last):
            if tags[at] in self._kit.heads:
                seen = True
            elif seen and tags[at] in self._kit.ends and not self._tokens.bits[at - 1] & self._kit.quantities:
                return at
        return last

    def _best(self, first: int, last: int, *, whole: bool = False) -> Match | None:
        """The match that decides: a strong one that reaches over the head's end, else the one that ends last."""
        end = self._head_end(first, last)
        best: Match | None = None
        rank: tuple[int, int, int] | None = None
        for match in self._near(first, last):
            strong = self._kit.types[match.rule] in self._kit.reach
            if match.first >= end or match.last <= first or (match.last > end and not strong):
                continue
            if whole and (match.last < end or strong):
                continue
            here = (match.last, match.last - max(match.first, first - 1), self._kit.priority[match.rule])
            if rank is None or here > rank:
                best, rank = match, here
        return best

    def _near(self, first: int, last: int) -> Sequence[Match]:
        low = bisect_left(self._firsts, first - _REACH)
        return self._found[low : bisect_left(self._firsts, last, low)]

    def _named_in_draft(self) -> dict[str, str]:
        """The last word of each name that a rule gives a role → that rule."""
        roles: dict[str, str] = {}
        tags, words = self._tokens.tags, self._tokens.words
        for match in self._found:
            if self._kit.types[match.rule] in self._kit.named and match.last - match.first > 1:
                ends = [at for at in range(match.first, match.last) if tags[at] in self._kit.names]
                for at in ends:
                    if at + 1 >= match.last or tags[at + 1] not in self._kit.names:
                        roles.setdefault(words[at], match.rule)
        return roles

    def _in_release(self, attribution: Attribution, rule: str, kind: str) -> tuple[str, str]:
        """“The ministry said in a statement”: the statement is what is cited."""
        if attribution.cue is None:
            return rule, kind
        first, last = self._range(attribution.cue)
        for match in self._near(first, last + _REACH):
            if match.rule == self._kit.release and match.last > first and match.last - match.first > 1:
                return match.rule, self._kit.types[match.rule]
        return rule, kind


def classify(
    draft: Draft, attributions: Sequence[Attribution], matches: Matches, rules: RuleSet
) -> tuple[Attribution, ...]:
    """The attributions with a type and rule for each source; "" where it can neither speak nor show."""
    classifier = _Classifier(draft, matches, rules)
    found = [classifier.classed(attribution) for attribution in attributions]
    speaking = {one.source.span for one in found if one.supports and one.source and not classifier.trails(one)}
    return tuple(
        replace(one, supports=False)
        if one.source is not None and one.source.span not in speaking and classifier.trails(one)
        else one
        for one in found
    )
