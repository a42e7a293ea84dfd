"""Event classes, states, contrasts and stances: rules and what is read with them."""

from __future__ import annotations

import pytest

from verifier.engine import Engine
from verifier.model import Report
from verifier.reading import from_text
from verifier.relations.lexicon import lexicon
from verifier.relations.page import pages
from verifier.relations.passages import Passage
from verifier.ruleset import load

RULES = load()
ENGINE = Engine(RULES)
LEXICON = lexicon(RULES)


def passage(text: str) -> Passage:
    """One sentence as this stage reads it."""
    draft = ENGINE.prepare(from_text(text, name="draft", format="text"))
    report = Report(draft, (), (), (), (), RULES.id, matches=tuple(ENGINE.matcher.find(draft).all))
    return Passage(pages([report], LEXICON)[0], 0)


def events(text: str) -> set[str]:
    return {event.marker.name for event in passage(text).events}


def states(text: str) -> set[tuple[str, str, str]]:
    return {(state.dimension, state.value, state.name) for state in passage(text).states}


def stances(text: str) -> set[str]:
    return {stance.value for stance in passage(text).stances}


# --- what must not be read ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong", "why"),
    [
        ("He died of cardiac arrest.", "arrest", "no police there"),
        ("She had a heart attack.", "attack", "no army there"),
    ],
    ids=lambda value: value.split(" ")[-1],
)
def test_no_such_event(text, wrong, why):
    assert wrong not in events(text), why


def test_a_nation_is_not_killed_with_its_hostage():
    assert not any(name == "yemen" for _, _, name in states("A Yemen hostage was killed on Monday."))


def test_not_only_denies_nothing():
    assert not stances("It was not only Jane Roe who left.")


# --- classes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania withdrew its troops.",
        "Ruritania is pulling out of the valley.",
        "The withdrawal of the army took a week.",
        "The pullout took a week.",
        "The army pulled back from the valley.",
    ],
    ids=lambda text: text.split(" ")[1],
)
def test_one_class_for_verb_and_noun(text):
    assert "withdraw" in events(text)


@pytest.mark.parametrize("rule", RULES.of("event"), ids=lambda rule: rule.id)
def test_a_class_has_a_name_and_a_title(rule):
    assert rule.type
    assert rule.title


def test_class_names_are_given_once():
    names = [rule.type for rule in RULES.of("event")]
    assert len(names) == len(set(names))


def test_a_ladder_has_rungs_in_order():
    rungs = [marker.rung for marker in LEXICON.markers.values() if marker.ladder == "contact"]
    assert sorted(rungs) == [1, 2, 3, 4, 5, 6]


# --- states ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The ousting of Harald Roe was swift.", ("power", "out", "roe")),
        ("The generals toppled Harald Roe.", ("power", "out", "roe")),
        ("Harald Roe was toppled by the generals.", ("power", "out", "roe")),
        ("The former president Harald Roe left.", ("power", "out", "roe")),
        ("The Roe regime continues to weaken.", ("power", "in", "roe")),
        ("It depends on the stability of the Roe regime.", ("power", "in", "roe")),
        ("The loss of control over Strelsau was a blow.", ("control", "lost", "strelsau")),
        ("Ruritania will maintain its base at Strelsau.", ("control", "held", "strelsau")),
        ("Gunmen killed Harald Roe.", ("life", "dead", "roe")),
        ("Harald Roe is alive.", ("life", "alive", "roe")),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_a_state(text, state):
    assert state in states(text)


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("Ruritania began a major withdrawal.", "extent", "large"),
        ("Ruritania began a partial withdrawal.", "extent", "part"),
        ("Ruritania is withdrawing some troops.", "extent", "part"),
        ("Ongoing negotiations worry Ruritania.", "time", "ongoing"),
        ("Future negotiations worry Ruritania.", "time", "future"),
        ("There are signs of a potential withdrawal.", "reality", "possible"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
def test_a_word_of_degree_beside_the_event(text, scale, value):
    found = [event.contrasts[scale][0] for event in passage(text).events if scale in event.contrasts]
    assert value in found


# --- stances -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Police did not arrest Jane Roe.", "denied"),
        ("Jane Roe denied the sale.", "denied"),
        ("The report of a sale was a hoax.", "false"),
        ("Experts cast doubt on the sale.", "doubted"),
        ("The future of the base remains uncertain.", "open"),
        ("Experts are divided on whether it was sold.", "open"),
    ],
    ids=lambda value: value.replace(" ", "-"),
)
def test_a_stance(text, value):
    assert value in stances(text)


@pytest.mark.parametrize(
    "text",
    ["The report of a sale was not a hoax.", "Jane Roe did not deny the sale.", "The runner made a false start.",
     "Jane Roe really sold the mill."],
    ids=["a hoax denied", "a denial denied", "a false start", "no question"],
)  # fmt: skip
def test_nothing_is_called_false_there(text):
    assert not {"false", "doubted"} & set(stances(text))


def test_a_denial_that_is_denied_denies_nothing():
    read = passage("Jane Roe did not deny the sale.")
    assert not [stance for stance in read.stances if stance.denies and not stance.near and stance.value == "denied"]


def test_a_denial_reaches_the_words_behind_it():
    read = passage("Police did not arrest Jane Roe, and the mill was sold.")
    arrest, sale = (next(e for e in read.events if e.marker.name == name) for name in ("arrest", "sell"))
    assert read.denial(arrest.first)
    assert not read.denial(sale.first)
