"""Every trap of the two seeds: what a naive tool gets wrong there, each by its name."""

from __future__ import annotations

import pytest
from drafts import A, B, read, row, seed

from verifier.model import Kind, Level, ZoneKind


def test_two_named_officials_one_silent():
    claim, silent = row(seed(A), "U.S. Secretary of State Antony Blinken refrained from commenting on the withdrawal")
    assert (silent.type, silent.level, silent.strength) == ("no_comment", Level.NA, None)
    assert claim.kind is Kind.SPEECH_ACT
    _, spoke = row(seed(A), "an increased operational freedom for U.S. forces in Syria to combat ISIS")
    assert (spoke.type, spoke.level) == ("official_named", Level.HIGH)


def test_nothing_is_credited_to_the_silent():
    for report in (seed(A), seed(B)):
        for one in report.attributions:
            if one.source is not None and "Blinken" in one.source.name:
                assert not one.supports


def test_people_are_not_their_product():
    assert row(seed(A), "this large-scale pullout began last week")[1].type == "official_unnamed"
    words = "Russia is evaluating the willingness of the dominant rebel group, Hayat Tahrir al Sham (HTS)"
    assert row(seed(A), words)[1].type == "intelligence_unnamed"


@pytest.mark.parametrize("name", ["Bashar al-Assad", "Khalifa Haftar"])
def test_a_named_person_is_no_source_without_a_cue(name):
    assert not any(one.source is not None and name in one.source.name for one in seed(A).attributions)


def test_institution_against_spokesman():
    _, person = row(seed(A), "ongoing communication with rebel factions in Damascus")
    _, body = row(seed(B), "it will maintain its two primary military bases on the Mediterranean coast")
    assert (person.type, body.type) == ("official_named", "institution")
    assert body.level is Level.MODERATE


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (B, "Russia is seeking to secure its interests in the region amid the changing political landscape"),
        pytest.param(
            B,
            "highlights Russia's broader geopolitical interests",
            id="significance-highlights",
        ),
        (A, "The implications of Russia’s withdrawal also extend to geopolitical control in the Mediterranean"),
        (A, "signifies a pivotal change in the regional power dynamics"),
        (B, "further underscoring its strategic significance"),
        (B, "indicating a nuanced approach to its military presence"),
    ],
)
def test_an_event_cannot_speak(draft, words):
    _, assessment = row(seed(draft), words)
    assert assessment.type.startswith("uncited")
    assert assessment.level is Level.UNSOURCED


def test_an_adverb_re_types_its_own_clause_only():
    words = "significant activity at the Hmeimim air base, including the presence of large Antonov An-124"
    assert row(seed(B), words)[1].type == "imagery_unsourced"
    assert row(seed(B), "are reportedly being loaded with military equipment")[1].type == "hearsay"


def test_three_claims_under_one_cue():
    kinds = [
        row(seed(A), words)[1].type
        for words in (
            "Russian naval assets are reportedly being relocated to Libya",
            "impacting operational capabilities in the Mediterranean",
            "U.S. forces have gained increased freedom to conduct anti-ISIS operations in Syria",
        )
    ]
    assert kinds == ["hearsay", "uncited_analysis", "uncited_assertion"]


def test_observation_is_worth_more_than_interpretation():
    assert row(seed(A), "active preparations for withdrawal")[1].level is Level.LOW
    seen = "military transport planes at Khmeimim airbase and dismantling of key military equipment"
    assert row(seed(A), seen)[1].level is Level.MODERATE


def test_two_channels_under_one_cue():
    _, assessment = row(seed(B), "ongoing military movements")
    assert assessment.type in ("imagery_unsourced", "intelligence_unnamed")
    assert any(factor.rule == "second-channel" for factor in assessment.factors)


def test_a_group_with_one_name_is_named_and_its_promise_is_capped():
    _, assessment = row(seed(B), "the military bases will remain operational")
    assert (assessment.type, assessment.level) == ("official_named", Level.MODERATE)
    assert assessment.capped_by == "intention"


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (A, "the permanence of this withdrawal remains uncertain"),
        (B, "the full extent of the withdrawal remains uncertain"),
    ],
)
def test_a_caveat_is_no_uncited_claim(draft, words):
    claim, assessment = row(seed(draft), words)
    assert claim.kind is Kind.CAVEAT
    assert assessment.level is Level.NA


def test_the_headline_need_not_be_the_first_line():
    headline = [claim for claim in seed(B).claims if claim.zone is ZoneKind.HEADLINE]
    assert headline
    assert headline[0].span.of(seed(B).text).startswith("Russia Begins Partial Withdrawal")


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (A, "Original Source: www.cnn.com"),
        (A, "Post Comment"),
        (B, "Strategic Importance of Hmeimim and Tartus Bases"),
        (B, "Future Implications of Russia's Withdrawal from Syria"),
    ],
)
def test_furniture_claims_nothing(draft, words):
    start = seed(draft).text.index(words)
    assert not any(claim.span.start < start + len(words) and start < claim.span.end for claim in seed(draft).claims)


def test_names_with_stops_hyphens_and_digits_stay_whole():
    for report in (seed(A), seed(B)):
        for claim in report.claims:
            text = claim.span.of(report.text)
            assert not text.startswith(("S. ", "400", "124", "52 ", "year"))
            assert not text.endswith((" U", "S-", "An-"))


def test_may_the_month_is_no_hedge():
    report = read("In May the port was closed by the army, Mayor Tom Abbot said.")
    assert report.assessments[0].commitment.certainty.value == "CT"


@pytest.mark.parametrize("words", ["air defense", "National Army commander"])
def test_office_words_without_a_cue_credit_nobody(words):
    assert not any(one.source is not None and words in one.source.name for one in seed(A).attributions if one.supports)
