"""Claims are clauses, and noun phrases that take an event for granted; what is not said claims nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import read, rules
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from verifier.claims.pack import pack
from verifier.claims.places import places
from verifier.model import Kind


def cut(text: str) -> list[str]:
    report = read(text)
    return [claim.span.of(report.text) for claim in report.claims]


def kinds(text: str) -> list[Kind]:
    return [claim.kind for claim in read(text).claims]


ONE = [
    pytest.param("The ship and the crew left the port.", id="joined nouns are no second clause"),
    pytest.param("The owner, who lives in Leeds, met the union.", id="a clause inside another does not break it"),
    pytest.param("Three ships, including a tanker, left the port.", id="including is no participle clause"),
    pytest.param("The attack killed five people.", id="the subject of a plain event is not cut off"),
    pytest.param("The army left following orders.", id="orders are no event taken for granted"),
]


@pytest.mark.parametrize("text", ONE)
def test_one_clause_is_one_claim(text):
    assert cut(text) == [text[:-1]]


SEVERAL = {
    "The fleet left the port, leaving the coast bare.": ["The fleet left the port", "leaving the coast bare"],
    "Prices rose in spring, while wages stood still.": ["Prices rose in spring", "wages stood still"],
    "It serves as a port and is vital to trade.": ["It serves as a port", "is vital to trade"],
    "The union met the owner, which could end the strike.": ["The union met the owner", "could end the strike"],
    "If the drought continues, prices may rise.": ["If the drought continues", "prices may rise"],
    "The loss of the port could hurt the fleet.": ["The loss of the port", "could hurt the fleet"],
    "The army left following the ousting of the king.": ["The army left", "the ousting of the king"],
    "The army left its posts, particularly in the hills.": ["The army left its posts", "particularly in the hills"],
}


@pytest.mark.parametrize(("text", "claims"), SEVERAL.items(), ids=range(len(SEVERAL)))
def test_each_clause_is_a_claim(text, claims):
    assert cut(text) == claims


def test_source_and_cue_are_no_part_of_a_claim():
    assert cut("U.S. officials said the road was open.") == ["the road was open"]


def test_a_heading_claims_nothing():
    text = "Port Closes After Long Strike\n\nThe port of Dorna has been the home of the fleet for years and years.\n"
    assert not any("Strategic" in claim for claim in cut(text))


KINDS = {
    "The pact may fail.": Kind.FORECAST,
    "The vote signifies a new order.": Kind.ANALYSIS,
    "The two states signed a lease in 2017.": Kind.BACKGROUND,
    "The extent of the pullout remains uncertain.": Kind.CAVEAT,
    "The situation continues to evolve.": Kind.NONE,
    "Russia appears to press the general.": Kind.INFERENCE,
    "Troops are leaving the port.": Kind.FACT,
    "The minister declined to comment.": Kind.SPEECH_ACT,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=[kind.value for kind in KINDS.values()])
def test_kind(text, kind):
    assert kinds(text)[0] is kind


def test_ids_count_sentences_that_hold_claims():
    report = read("The ship left. Prices rose in spring, while wages stood still. The town cheered.")
    assert [claim.id for claim in report.claims] == ["C01", "C02a", "C02b", "C03"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("abc ,;.:-“”\"'()\n\tTheportmaycloseandsaid"), max_size=160))
def test_claims_stay_inside_the_text_and_in_order(text):
    assume(any(letter.isalpha() for letter in text))
    report = read(text)
    places = [(claim.sentence, claim.span.start) for claim in report.claims]
    assert places == sorted(places)
    for claim in report.claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert report.draft.sentences[claim.sentence].span.covers(claim.span)
    assert len({claim.id for claim in report.claims}) == len(report.claims)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "According to an audit seen by the newspaper, the city paid too much.",
            ["the city paid too much"],
            id="what describes a source is no claim",
        ),
        pytest.param(
            "Mayor Lena Voss denied on Tuesday that she had lied, two city officials said.",
            ["she had lied"],
            id="nor is what is left between two cues",
        ),
        pytest.param(
            "Mayor Lena Voss said ten men were held, a claim the ministry said was false.",
            ["ten men were held", "a claim the ministry said was false"],
            id="what is said of a claim keeps its noun",
        ),
        pytest.param("“We know who did this,” he said.", ["We know who did this"], id="a quotation keeps its end"),
        pytest.param("The union condemned the plan.", ["The union condemned the plan"], id="taking sides is the claim"),
    ],
)
def test_what_is_and_is_not_cut_out_of_credited_words(text, expected):
    assert cut(text) == expected


CLAUSES = [*SEVERAL, "As they left, prices rose; and the town, which sings, cheered.", "It will be said", "- and sang."]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=6))
def test_a_draft_is_cut_where_each_of_its_sentences_would_be(sentences):
    kit = pack(rules())
    alone = replace(kit, cuts=tuple(replace(cut, keeps=False) for cut in kit.cuts))
    draft = read("\n\n".join(sentences)).draft

    def found(kit):
        return {
            index: [(place.end, place.at, place.cut.rule, place.carries) for place in every]
            for index, every in places(draft, kit).items()
        }

    assert all(cut.keeps for cut in kit.cuts)
    assert found(kit) == found(alone)


@pytest.mark.parametrize(
    ("pattern", "keeps"),
    [
        pytest.param(", {begin} {before [!;|sentence-end]* past|verb-s}", True, id="a class that leaves out the bar"),
        pytest.param(", {begin} {before [!;]* past|verb-s}", False, id="a class that takes the bar in"),
        pytest.param(", {begin} {before any* past}", False, id="any letter"),
        pytest.param(", {begin} {before .}", True, id="a full stop"),
    ],
)
def test_a_cut_that_might_leave_its_sentence_is_tried_by_sentence(pattern, keeps):
    rule = next(rule for rule in rules().of("claim") if rule.words("cut"))
    changed = replace(rules(), rules={rule.id: replace(rule, options={**rule.options, "cut": (pattern,)})})
    assert [cut.keeps for cut in pack(changed).cuts] == [keeps]
