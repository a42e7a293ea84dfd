"""What is asked: once a cause, by what is at stake, in words a person would send."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drafts import read, rules

from verifier.commands.rulebook.examples import parsed
from verifier.findings import questions
from verifier.report.view import LEAD, View

ASKING = [rule for kind in ("finding", "needs") for rule in rules().of(kind) if rule.text("check") != "marker"]
_QUOTED = re.compile(r"“([^”]*)”")


def asked(text):
    """The questions of a text, notes aside."""
    return [one for one in questions(read(text)) if one.severity != "note"]


# --- wording -----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.id)
def test_each_question_can_be_sent_as_it_stands(rule):
    for line in rule.examples.lines.get("match", ()):
        report = read(parsed(line).text)
        found = [one for one in report.findings if one.rule == rule.id]
        assert found
        for one in found:
            words = one.question.split()
            assert len(words) < 30, one.question
            assert re.match(r"[“A-Z0-9]", one.question), one.question
            assert one.question[-1] in "?.", one.question
            assert one.question.count("“") == one.question.count("”")
            assert "nobody" not in words
            assert not re.search(r"\bdek\b|\{|\}|  ", one.question)
            text = " ".join(report.text.split()).lower()
            assert [
                each for each in _QUOTED.findall(one.question) if each.rstrip(" …").lower() in text
            ] or one.claim == ""


@pytest.mark.parametrize("rule", ASKING, ids=lambda rule: rule.id)
def test_titles_have_no_slang_of_the_desk(rule):
    assert not re.search(r"\b(?:dek|nut graf|lede|hed)\b", rule.title, re.IGNORECASE)


# --- once a cause ------------------------------------------------------------------------------


def test_facts_in_a_row_are_one_question_with_the_claims_in_order():
    text = "The mine blew up. Nine miners are dead.\n\nThe gate was locked.\n\nOfficials said the gate was old."
    (one,) = [one for one in asked(text) if one.first.rule == "uncited-fact"]
    assert len(one.claims) == 3
    assert list(one.claims) == sorted(one.claims)
    assert one.text.startswith("3 facts in a row")


def test_a_credited_claim_ends_the_row():
    text = "The mine blew up. Mayor Tom Abbot said the gate was old.\n\nNine miners are dead in the pit."
    found = [one for one in asked(text) if "uncited-fact" in one.rules]
    assert [len(one.claims) for one in found] == [1, 1]


def test_the_same_nameless_source_is_asked_about_once():
    text = "Sources said the merger was dead. Sources said the bank had refused a loan. The price fell, sources said."
    (one,) = [one for one in asked(text) if "bare-source" in one.rules]
    assert len(one.claims) == 3


def test_no_claim_is_asked_twice_who_stands_behind_it():
    text = "Sources said Peter Wolanski embezzled 20 million dollars."
    report = read(text)
    assert {"bare-source", "unnamed-accusation"} <= {found.rule for found in report.findings}
    (one,) = asked(text)
    assert {"bare-source", "unnamed-accusation"} <= set(one.rules)


def test_what_is_dismissed_leaves_the_question_of_the_others():
    report = read("The mine blew up. Nine miners are dead. The gate was locked.")
    (whole,) = [one for one in questions(report) if one.first.rule == "uncited-fact"]
    gone = whole.claims[1]
    found = tuple(replace(one, dismissed="seen") if one.claim == gone else one for one in report.findings)
    rest = [one for one in questions(replace(report, findings=found)) if "uncited-fact" in one.rules]
    assert [one.claims for one in rest if not one.first.dismissed] == [(whole.claims[0], whole.claims[2])]
    assert [one.claims for one in rest if one.first.dismissed] == [(gone,)]


# --- stakes ------------------------------------------------------------------------------------

SMALL = {
    "The library was founded in 1903.": "background",
    "England won the match. The captain scored a century. The bowler took five wickets in the innings.": "score",
    "The shop is a short walk from the station.": "what anybody can see",
}


@pytest.mark.parametrize("text", SMALL, ids=SMALL.values())
def test_little_hangs_on_it(text):
    assert not asked(text)


GREAT = {
    "The plant poisoned the river, and nine children died in 2019.": "death",
    "The bank is bankrupt.": "money",
    "The army has lost the port.": "war",
    "Peter Wolanski embezzled the grant.": "accusation",
}


@pytest.mark.parametrize("text", GREAT, ids=GREAT.values())
def test_much_hangs_on_it(text):
    assert asked(text)


# --- what leads --------------------------------------------------------------------------------


def test_seven_lead_the_gravest_first_and_none_is_a_note():
    text = " ".join(f"Sources in town {at} said mill {at} was bankrupt. Mayor Tom Abbot said so." for at in range(12))
    view = View(read(text))
    assert len(view.lead) == LEAD
    assert [one.risk for one in view.lead] == sorted((one.risk for one in view.lead), reverse=True)
    assert all(one.severity != "note" for one in view.lead)


# --- who speaks --------------------------------------------------------------------------------

CAST = {
    "Kremlin spokesman Dmitry Peskov said the port was open. Peskov said it was busy.": [
        ("Dmitry Peskov", "Kremlin spokesman", "named", 2)
    ],
    "Darrell Issa, the chairman of the committee, said the door was open.": [
        ("Darrell Issa", "the chairman of the committee", "named", 1)
    ],
    "Sources said the merger was dead. The bank said it was alive.": [
        ("Sources", "", "withheld", 1),
        ("The bank", "", "body", 1),
    ],
}


@pytest.mark.parametrize("text", CAST)
def test_one_row_a_speaker_with_name_role_and_claims(text):
    found = [(one.name, one.role, one.sort, len(one.claims)) for one in read(text).cast]
    assert found == CAST[text]


def test_a_pronoun_that_nobody_resolves_is_unsure():
    report = read("They said that the mine blew up.")
    assert report.unsure == (report.claims[0].id,)
    assert "unsure-source" in {found.rule for found in report.findings}
    assert read("Officials said that the mine blew up.").unsure == ()
