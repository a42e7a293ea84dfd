"""The parts of a report as JSON text: claims, attributions, findings, relations, zones.

Half of this text is keys, and they are always the same: they are put together once, and the values set between
them. Values that come together again and again (a rule with its type) are written once, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring as quoted

from verifier.model import Attribution, Evidence, Factor, Finding, Question, Relation, Source, Support, Zone
from verifier.report.labels import shown
from verifier.report.view import View
from verifier.spans import Span

Place = tuple[int, int | None]
"""Where an attribution stands in the document: its outermost one, and its place inside that."""

_NULL = "null"
_NONE = "[]"
_BOOL = ("false", "true")
_KEPT = 10_000  # groups of values remembered at most, of one kind
# The keys of each object in order. A name in brackets stands for the keys of a group, one in parentheses is set last.
_OBJECTS = {
    "claim": """id start end line column text sentence [kind] [level] [manner] risk factors cap capped_by support
        attributions nested findings evidence dismissed""",
    "factor": "rule label points (span) where",
    "support": "claim strength penalty rule",
    "nested": "attribution inside",
    "attribution": "source cue content [class] sentence rule",
    "outer": "source cue content [class] sentence rule inside",
    "source": "start end name [type] resolved graded",
    "resolved": "start end name by",
    "finding": """rule (rules) (claim) (claims) severity (risk) title (question) why (start) (end) (line)
        (column) reference status dismissed reopened""",
    "relation": """kind rule draft claim start end other_draft other_claim other why words topic also independence
        source other_source other_text where""",
    "zone": "kind (start) (end) (paragraph) rule",
    "span": "start end",
}
# Keys whose values come together again and again, and are written once.
_GROUPS = {
    "kind": "zone kind rule",
    "level": "type level resolved mark strength resolved_strength",
    "manner": "certainty band certainty_rules negative contested carried",
    "class": "quote cue_class supports",
    "type": "type also rule",
}


class _Group(dict[tuple[object, ...], str]):
    """Values of a group, and their JSON text."""

    def __init__(self, keys: str, plain: Callable[[object], str]) -> None:
        self._keys = keys
        self._plain = plain
        self._open = "%%s" in keys

    def __missing__(self, values: tuple[object, ...]) -> str:
        if len(self) >= _KEPT:
            self.clear()
        texts = [self._plain(value) for value in values]
        if self._open:
            texts = [text.replace("%", "%%") for text in texts]
        text = self[values] = self._keys % tuple(texts)
        return text


class Writer:
    """Writes parts of a report, with or without spaces behind commas and colons."""

    def __init__(self, comma: str, colon: str) -> None:
        self._comma = comma
        self.plain = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(comma, colon)).encode

        def slot(key: str) -> str:
            return "%s" if key[0] == "[" else f'"{key.strip("()")}"{colon}{"%%s" if key[0] == "(" else "%s"}'

        def keys(several: str) -> str:
            return comma.join(map(slot, several.split()))

        self._objects = {name: f"{{{keys(several)}}}" for name, several in _OBJECTS.items()}
        self._of_span = self._objects["span"]
        self._factors, self._findings, self._zones = (
            _Group(self._objects[name], self.plain) for name in ("factor", "finding", "zone")
        )
        self._groups = {name: _Group(keys(several), self.plain) for name, several in _GROUPS.items()}

    def array(self, items: Iterable[str]) -> str:
        """A list of what is written already."""
        return f"[{self._comma.join(items)}]"

    def claims(self, view: View, places: Sequence[Place]) -> Iterator[str]:
        """The claims with their assessments; ``places`` are those of all attributions."""
        text, place, findings = view.report.text, view.lines.place, view.by_claim
        noted = view.report.draft.document.evidence
        form, groups = self._objects["claim"], self._groups
        for claim, made in view.rows:
            start, end = claim.span
            level = made.type, made.level, made.resolved, shown(made).word, made.strength, made.resolved_strength
            certainty, band, _, rules = made.commitment
            attributions, nested = self._governing([places[at] for at in claim.attributions])
            asked, dismissed = self._asked(findings.get(claim.id, ()))
            yield form % (
                quoted(claim.id),
                start,
                end,
                *place(start),
                quoted(text[start:end]),
                claim.sentence,
                groups["kind"][claim.zone, claim.kind, claim.rule],
                groups["level"][level],
                groups["manner"][certainty, band, rules, claim.negative, made.contested, claim.carried],
                made.risk,
                self.array([self._factor(factor) for factor in made.factors]),
                made.cap,
                quoted(made.capped_by),
                self._support(made.support) if made.support else _NULL,
                attributions,
                nested,
                asked,
                self._evidence(noted, claim.span) if noted else _NONE,
                dismissed,
            )

    def _governing(self, places: Sequence[Place]) -> tuple[str, str]:
        """The attributions of a claim, and which of them lie in another's content."""
        if not places:
            return _NONE, _NONE
        if len(places) == 1 and places[0][1] is None:
            return f"[{places[0][0]}]", _NONE
        nested = [self._objects["nested"] % place for place in places if place[1] is not None]
        outermost = dict.fromkeys([place for place, _ in places])
        return self.array(map(str, outermost)), self.array(nested)

    def _evidence(self, noted: Sequence[Evidence], span: Span) -> str:
        return self.array([str(at) for at, one in enumerate(noted) if one.span.overlaps(span)])

    def _asked(self, found: Sequence[Finding]) -> tuple[str, str]:
        """The rules of a claim's findings, and why they were dismissed."""
        if not found:
            return _NONE, _NULL
        dismissed = "; ".join([finding.dismissed for finding in found if finding.dismissed])
        return self.array([quoted(finding.rule) for finding in found]), _words(dismissed)

    def _support(self, found: Support) -> str:
        return self._objects["support"] % (quoted(found.claim), found.strength, found.penalty, quoted(found.rule))

    def _factor(self, factor: Factor) -> str:
        around = self._factors[factor.rule, factor.label, factor.points, factor.where]
        return around % self._span(factor.span)

    def attributions(self, found: Sequence[Attribution], places: Sequence[Place]) -> list[str]:
        """The attributions that lie in no other's content, each with those in its own."""
        inside: dict[int, list[str]] = {}
        outer: list[Attribution] = []
        for one, (outermost, place) in zip(found, places, strict=True):
            if place is None:
                outer.append(one)
            else:
                inside.setdefault(outermost, []).append(self._objects["attribution"] % self._attribution(one))
        form = self._objects["outer"]
        return [form % (*self._attribution(one), self.array(inside.get(at, ()))) for at, one in enumerate(outer)]

    def _attribution(self, found: Attribution) -> tuple[object, ...]:
        return (
            self._source(found.source),
            self._span(found.cue),
            self.array(map(self._span, found.content)),
            self._groups["class"][found.quote, found.cue_class, found.supports],
            found.sentence,
            quoted(found.rule),
        )

    def _source(self, source: Source | None) -> str:
        if source is None:
            return _NULL
        full = _NULL
        if source.resolved is not None:
            by = quoted(source.resolved_by)
            full = self._objects["resolved"] % (*source.resolved, quoted(source.resolved_name), by)
        group = self._groups["type"][source.type, source.also, source.rule]
        return self._objects["source"] % (*source.span, quoted(source.name), group, full, _words(source.graded))

    def finding(self, view: View, one: Question) -> str:
        """A question as its gravest finding, its place, and the rules and claims of all of them."""
        found = one.first
        told = found.rule, one.severity, found.title, found.why, found.reference, found.status
        around = self._findings[*told, found.dismissed or None, found.reopened or None]
        place = view.lines.place(found.span.start)
        rules, claims = (self.array(map(quoted, several)) for several in (one.rules, one.claims))
        first = one.claims[0] if one.claims else ""
        return around % (rules, _words(first), claims, one.risk, quoted(one.text), *found.span, *place)

    def relation(self, found: Relation) -> str:
        """How two claims stand to each other."""
        return self._objects["relation"] % (
            quoted(found.kind),
            quoted(found.rule),
            quoted(found.draft),
            quoted(found.claim),
            *found.span,
            quoted(found.other_draft),
            quoted(found.other_claim),
            self._span(found.other_span),
            quoted(found.why),
            self.array(map(quoted, found.words)),
            quoted(found.topic),
            self.plain(found.also),
            quoted(found.independence),
            quoted(found.source),
            quoted(found.other_source),
            quoted(found.other_text),
            quoted(found.where),
        )

    def zone(self, zone: Zone) -> str:
        """A passage of the page."""
        return self._zones[zone.kind, zone.rule] % (*zone.span, zone.paragraph)

    def _span(self, span: Span | None) -> str:
        return _NULL if span is None else self._of_span % span


def _words(text: str) -> str:
    """A text, or nothing."""
    return quoted(text) if text else _NULL
