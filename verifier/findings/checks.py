"""Checks on one claim that words alone cannot make. Each returns what to point at, or ``None``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from typing import NamedTuple

from verifier.findings.desk import Desk
from verifier.model import Certainty, Claim, Kind
from verifier.spans import Span

_OF_RECORD = "record"  # class of cues of what courts, councils and regulators do
_LEADS = frozenset(("headline", "dek", "bullet"))
_FACT = "fact: "  # how the topic of a fact of the house begins
_CONFLICTS = frozenset(("conflicts",))
_CHECKABLE = frozenset((Kind.FACT, Kind.INFERENCE))
_NEAR = 2  # sentences
_ON_RECORD = frozenset(
    ("official_named", "expert_named", "person_named", "institution", "statement_release", "legal_record",
     "data_record", "document", "own_observation", "imagery_provider", "media_named")
)  # fmt: skip
_ASSERTION = "uncited_assertion"


class Answer(NamedTuple):
    """Where a finding points; ``words`` and ``other`` are filled into its question.

    ``grave`` says whether much hangs on it; ``None`` leaves that to what is at stake in the claim.
    """

    span: Span
    words: str = ""
    other: str = ""
    grave: bool | None = None


def dropped_attribution(desk: Desk, at: int) -> Answer | None:
    """A summary line says in the writer's voice what the body credits to somebody."""
    claim, assessment = desk.rows[at]
    if claim.zone not in _LEADS or assessment.support is None or not desk.uncited(at):
        return None
    body, own = desk.rows[desk.by_id[assessment.support.claim]]
    source = desk.source_name(body)
    return Answer(claim.span, source, body.id, None if own.type in _ON_RECORD else True) if source else None


def dropped_hedge(desk: Desk, at: int) -> Answer | None:
    """A summary line is more certain than the body."""
    claim, assessment = desk.rows[at]
    if claim.zone not in _LEADS or assessment.commitment.certainty is not Certainty.CERTAIN:
        return None
    for other, body in _same_event(desk, at):
        commitment = desk.rows[other][1].commitment
        hedge = next((span for span in commitment.spans if body.span.overlaps(span)), None)
        if commitment.certainty is not Certainty.CERTAIN and hedge is not None:
            return Answer(claim.span, hedge.of(desk.text), body.id)
    return None


def raised_degree(desk: Desk, at: int) -> Answer | None:
    """A summary line says “major” where the body does not, or says “partial”."""
    claim, _ = desk.rows[at]
    if claim.zone not in _LEADS:
        return None
    high = desk.word_with(claim.span, desk.told["degrees"])
    if high is None:
        return None
    bodies = list(_same_event(desk, at))
    if not bodies or any(desk.word_with(body.span, desk.told["degrees"]) for _, body in bodies):
        return None
    return Answer(high, high.of(desk.text), bodies[0][1].id)


def _same_event(desk: Desk, at: int) -> list[tuple[int, Claim]]:
    """Body claims that the claim rests on or is related to."""
    claim, assessment = desk.rows[at]
    found = [desk.by_id[assessment.support.claim]] if assessment.support else []
    found += [desk.by_id[other] for _, other in desk.relations(claim.id) if other in desk.by_id]
    return [(other, desk.rows[other][0]) for other in dict.fromkeys(found) if desk.rows[other][0].zone not in _LEADS]


def endorsing_cue(desk: Desk, at: int) -> Answer | None:
    """An endorsing verb from an interested party, or without date or venue."""
    _, assessment = desk.rows[at]
    verb = next((one for one in assessment.factors if one.rule == desk.told["endorsing"]), None)
    if verb is None or verb.span is None:
        return None
    interested = any(one.rule == desk.told["own_side"] for one in assessment.factors)
    dated = any(one.rule == desk.told["dated"] for one in assessment.factors)
    grave = None if interested else False
    return Answer(verb.span, verb.span.of(desk.text), "", grave) if interested or not dated else None


def interested_party(desk: Desk, at: int) -> Answer | None:
    """A source that speaks of its own side."""
    return _factor(desk, at, desk.told["own_side"])


def unidentified_document(desk: Desk, at: int) -> Answer | None:
    """A document without title, issuer or date."""
    return _factor(desk, at, desk.told["unidentified"])


def interpretation(desk: Desk, at: int) -> Answer | None:
    """An intention read into pictures or data."""
    return _factor(desk, at, desk.told["interpretive"])


def _factor(desk: Desk, at: int, rule: str) -> Answer | None:
    claim, assessment = desk.rows[at]
    factor = next((one for one in assessment.factors if one.rule == rule), None)
    return Answer(factor.span or claim.span) if factor is not None else None


def uncounted_sources(desk: Desk, at: int) -> Answer | None:
    """A plural of unnamed sources without a number."""
    claim, assessment = desk.rows[at]
    one = desk.attribution(claim)
    if one is None or one.source is None or any(factor.rule == desk.told["counted"] for factor in assessment.factors):
        return None
    if one.cue_class == _OF_RECORD:  # how many judges sentenced him stands in the record
        return None
    span = one.source.resolved or one.source.span
    tags = (desk.tokens.tags[at] for at in desk.range(span))
    head = "".join(takewhile(lambda letter: letter not in desk.head_ends, tags))
    counted = any(letter in head for letter in desk.number_letters)
    return Answer(one.source.span) if not counted and any(letter in head for letter in desk.plural_letters) else None


def no_anonymity_reason(desk: Desk, at: int) -> Answer | None:
    """A name withheld without a reason."""
    claim, assessment = desk.rows[at]
    one = desk.attribution(claim)
    if one is None or one.source is None or any(factor.rule == desk.told["reasoned"] for factor in assessment.factors):
        return None
    return Answer(one.source.span)


def no_affiliation(desk: Desk, at: int) -> Answer | None:
    """A named expert whose house nobody tells."""
    claim, _ = desk.rows[at]
    one = desk.attribution(claim)
    if one is None or one.source is None:
        return None
    span = one.source.resolved or one.source.span
    names = [at for at in desk.range(span) if desk.tokens.tags[at] in desk.name_letters]
    runs = sum(1 for index, at in enumerate(names) if index == 0 or names[index - 1] != at - 1)
    return Answer(one.source.span) if runs <= 1 else None


def accusation(desk: Desk, at: int) -> Answer | None:
    """An accusation against somebody named before it: a word that charges, or a deed."""
    span = desk.rows[at][0].span
    word, deed = desk.word_with(span, desk.told["accusing"]), desk.word_with(span, desk.told["deeds"])
    if word is None and deed is not None and not desk.is_passive(deed):
        word = deed
    if word is None or not desk.persons(Span(span.start, word.start)):
        return None
    return Answer(word, word.of(desk.text))


def slight(desk: Desk, at: int) -> Answer | None:
    """A slight on somebody named."""
    claim, _ = desk.rows[at]
    word = desk.word_with(claim.span, "pejorative")
    return Answer(word, word.of(desk.text)) if word is not None and desk.names(claim.span) else None


def contradicted(desk: Desk, at: int) -> Answer | None:
    """Another claim of the draft says the opposite."""
    claim, _ = desk.rows[at]
    for relation, other in desk.relations(claim.id):
        if relation.kind in _CONFLICTS:
            there = desk.by_id.get(other)
            words = desk.shown(desk.rows[there][0].span) if there is not None else ""
            return Answer(claim.span, words, other)
    return None


def outdated(desk: Desk, at: int) -> Answer | None:
    """A claim takes for granted what the draft, or a fact of the house, says is over."""
    claim, _ = desk.rows[at]
    for relation, _ in desk.relations(claim.id):
        if relation.topic.startswith(_FACT):
            return Answer(claim.span, relation.topic.removeprefix(_FACT), "the house")
    return contradicted(desk, at) if claim.kind is Kind.PRESUPPOSITION else None


def contradiction(desk: Desk, at: int) -> Answer | None:
    """A contradiction that is no outdated presupposition, told once: on the later claim."""
    claim, _ = desk.rows[at]
    answer = contradicted(desk, at) if claim.kind is not Kind.PRESUPPOSITION else None
    if answer is None or desk.by_id.get(answer.other, at) >= at:
        return None
    other = desk.by_id[answer.other]
    names = {desk.source_name(desk.rows[place][0]) for place in (at, other)}
    return answer._replace(grave=len(names) == 1)  # two who disagree are no fault of the draft


def contested(desk: Desk, at: int) -> Answer | None:
    """Another source denies it."""
    claim, assessment = desk.rows[at]
    return Answer(claim.span) if assessment.contested else None


def no_comment(desk: Desk, at: int) -> Answer | None:
    """A refusal to comment beside a claim about the same person."""
    claim, _ = desk.rows[at]
    one = desk.attribution(claim)
    who = (
        desk.names(one.source.resolved or one.source.span) if one is not None and one.source else desk.names(claim.span)
    )
    for other in desk.neighbours(at, _NEAR):
        there = desk.rows[other][0]
        if there.kind is not Kind.SPEECH_ACT and who & desk.names(there.span):
            return Answer(claim.span, desk.shown(there.span), there.id)
    return None


def unclear_attribution(desk: Desk, at: int) -> Answer | None:
    """A clause hangs on one that has a source, and may not have it too."""
    claim, assessment = desk.rows[at]
    before = desk.rows[at - 1] if at else None
    if before is None or before[0].sentence != claim.sentence or assessment.strength is None:
        return None
    if desk.uncited(at - 1) or before[1].strength is None or claim.kind not in _CHECKABLE:
        return None
    if desk.uncited(at) or (claim.carried and claim.rule in desk.told["hanging"].split()):
        return Answer(claim.span, desk.source_name(before[0]), before[0].id)
    return None


def support_follows(desk: Desk, at: int) -> Answer | None:
    """The next sentence has the source that this one lacks."""
    claim, assessment = desk.rows[at]
    if assessment.support is None or assessment.support.rule != "next_sentence":
        return None
    body = desk.rows[desk.by_id[assessment.support.claim]][0]
    return Answer(claim.span, desk.source_name(body), body.id)


def no_support(desk: Desk, at: int) -> Answer | None:
    """Nothing in the draft supports the claim. An assertion is grave in itself but in a piece of a known sort."""
    claim, assessment = desk.rows[at]
    if assessment.support is not None:
        return None
    return Answer(claim.span, grave=True if assessment.type == _ASSERTION and not desk.profiles else None)


def unsure(desk: Desk, at: int) -> Answer | None:
    """A source that is a guess."""
    claim, _ = desk.rows[at]
    one = desk.attribution(claim)
    return Answer(one.source.span) if claim.id in desk.unsure and one is not None and one.source is not None else None


CLAIM_CHECKS: Mapping[str, Callable[[Desk, int], Answer | None]] = {
    check.__name__.replace("_", "-"): check
    for check in (
        dropped_attribution,
        dropped_hedge,
        raised_degree,
        endorsing_cue,
        interested_party,
        unidentified_document,
        interpretation,
        uncounted_sources,
        no_anonymity_reason,
        no_affiliation,
        accusation,
        slight,
        outdated,
        contradiction,
        contested,
        no_comment,
        unclear_attribution,
        support_follows,
        no_support,
        unsure,
    )
}

PLACES: Mapping[str, Callable[[Desk], Iterable[int]]] = {
    "accusation": lambda desk: sorted({at for key in ("accusing", "deeds") for at in desk.beside_word(desk.told[key])}),
    "endorsing-cue": lambda desk: desk.with_factor(desk.told["endorsing"]),
    "interested-party": lambda desk: desk.with_factor(desk.told["own_side"]),
    "outdated": Desk.related,
    "contradiction": Desk.related,
    "support-follows": Desk.supported,
    "contested": lambda desk: [at for at, (_, own) in enumerate(desk.rows) if own.contested],
    "unclear-attribution": Desk.further_clauses,
}
"""Where a check that holds on few claims is worth a try."""
