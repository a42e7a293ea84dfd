"""What must hold of every score, whatever the words: the promises of the lattice."""

from __future__ import annotations

import pytest
from drafts import engine, read, rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier import reading
from verifier.model import Assessment, Level

CONTENTS = (
    "the bridge was unsafe",
    "the army had left the port",
    "ten people were hurt",
    "the firm was founded in 1990",
    "the plan was brilliant",
    "the talks had ended on Monday",
    "the state should pay",
    "the two states signed a lease in 2017",
)
UNNAMED = (
    "Officials", "U.S. officials", "Two senior U.S. officials", "Sources", "Critics", "Experts", "A resident",
    "Senior intelligence officials", "Some", "Intelligence reports", "Recent reports", "Observers",
)  # fmt: skip
NAMED = ("Interior Minister Anna Berg", "Mayor Tom Abbot", "Kremlin spokesman Ivan Belov", "Senator Ruth Calder")
BODIES = ("The Kremlin", "The company", "CNN", "TASS", "The CIA", "Mossad", "The Harlow Institute")
VERBS = ("said", "confirmed", "claimed", "believed", "told reporters", "insisted", "reported")
HEDGES = ("probably", "possibly", "perhaps", "certainly", "clearly", "arguably")

some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
contents, verbs = st.sampled_from(CONTENTS), st.sampled_from(VERBS)
unnamed, named = st.sampled_from(UNNAMED), st.sampled_from(NAMED)
anybody = st.sampled_from(UNNAMED + NAMED + BODIES)


def of(text: str, words: str) -> Assessment:
    report = read(text)
    start = text.lower().index(words.lower())
    for claim, assessment in zip(report.claims, report.assessments, strict=True):
        if claim.span.start <= start < claim.span.end:
            return assessment
    raise AssertionError(f"no claim at “{words}” in “{text}”")


def strength(text: str, words: str) -> int:
    found = of(text, words).strength
    assert found is not None
    return found


@some
@given(unnamed, named, verbs, contents)
def test_a_name_never_lowers_the_strength(without, name, verb, content):
    assert strength(f"{name} {verb} {content}.", content) >= strength(f"{without} {verb} {content}.", content)


@some
@given(anybody, verbs, contents)
def test_taking_the_cue_away_never_raises_it(source, verb, content):
    bare = f"{content[0].upper()}{content[1:]}."
    assert strength(f"{source} {verb} {content}.", content) >= strength(bare, content)


@some
@given(anybody, verbs, contents, named)
def test_a_refusal_never_changes_what_others_said(source, verb, content, silent):
    text = f"{source} {verb} {content}."
    assert strength(f"{text} {silent} declined to comment.", content) == strength(text, content)


@some
@given(anybody, verbs, st.sampled_from(HEDGES))
def test_a_hedge_never_changes_the_strength(source, verb, hedge):
    assert strength(f"{source} {verb} the bridge was {hedge} unsafe.", "the bridge") == strength(
        f"{source} {verb} the bridge was unsafe.", "the bridge"
    )


@some
@given(anybody, verbs, contents)
def test_the_strength_is_the_sum_of_its_factors_under_its_cap(source, verb, content):
    found = of(f"{source} {verb} {content}.", content)
    total = sum(factor.points for factor in found.factors)
    assert found.strength == max(0, min(found.cap, 100, total))
    assert all(factor.where for factor in found.factors)


@pytest.mark.parametrize("points", range(0, 101, 5))
def test_the_level_is_a_function_of_the_strength(points):
    levels = rules().house.section("levels")
    names = [name for name, cut in levels.items() if points >= cut] or ["UNSOURCED"]
    found = of("Mayor Tom Abbot said the bridge was unsafe.", "the bridge")
    made = Assessment(found.type, (found.factors[0].__class__("x", "x", points),), 100, found.commitment, found.cuts)
    assert made.level is Level(max(names, key=lambda name: levels.get(name, -1)))


def test_no_detail_makes_bare_sources_more_than_low():
    text = "Two sources briefed on the plan said on Monday at a news conference, “The bridge was always unsafe here.”"
    report = read(text)
    assert all(found.level in (Level.LOW, Level.UNSOURCED, Level.NA) for found in report.assessments)


def test_a_denied_claim_is_contested_and_never_high():
    report = read("Mayor Tom Abbot said the bridge was unsafe. The builders denied that the bridge was unsafe.")
    assert all(found.contested for found in report.assessments)
    assert report.assessments[0].level is Level.MODERATE


def test_presuppositions_stay_certain_under_if():
    report = read("If the regime continues to weaken, prices may rise.")
    assert [found.commitment.certainty.value for found in report.assessments] == ["CT", "PS"]


CERTAINTY = {
    "The port closed.": "CT",
    "The port will probably close.": "PR",
    "The port may close.": "PS",
    "It is unclear whether the port closed.": "U",
    "Officials believe the port closed.": "PR",
}


@pytest.mark.parametrize(("text", "certainty"), CERTAINTY.items(), ids=CERTAINTY.values())
def test_certainty(text, certainty):
    assert read(text).assessments[0].commitment.certainty.value == certainty


def test_a_headline_borrows_from_the_body_and_the_body_from_nobody():
    body = "The port of Dorna lies in the south of the country and has long been the home of the fleet."
    report = read(
        f"Army Leaves Dorna Port After Years\n\n{body} Senior officials said on Monday that the army was leaving "
        "the port of Dorna.\n"
    )
    assert report.assessments[0].support is not None
    assert report.assessments[0].level is Level.UNSOURCED
    assert report.assessments[0].resolved is Level.MODERATE


LINK = "[dam](https://example.org/reports/a)"


def test_a_link_makes_no_source_of_nothing_and_adds_to_one_that_is_named():
    def assessed(text):
        return engine().check(reading.from_text(text, name="draft", format="markdown")).assessments[0]

    bare, linked = (
        assessed(f"{words} in two places.") for words in ("The dam is now cracked", f"The {LINK} is now cracked")
    )
    assert (linked.type, linked.strength) == (bare.type, bare.strength) == ("uncited_assertion", 15)
    named, more = (assessed(f"{words} was cracked, Mayor Anna Roth said.") for words in ("The dam", f"The {LINK}"))
    assert (named.type, more.strength) == (more.type, named.strength + 6)
