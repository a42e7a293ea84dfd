"""The head of a source decides its type."""

from __future__ import annotations

import pytest
from drafts import read, sources

NOT_SOURCES = [
    pytest.param("Ongoing negotiations suggest that the state seeks a deal.", id="an event cannot speak"),
    pytest.param("The significance of the port highlights the ties of the two.", id="a property cannot speak"),
    pytest.param("President Harald Olsen was ousted in May.", id="a name and a title without a cue"),
    pytest.param("Mayor Tom Abbot declined to comment.", id="silence is no support"),
    pytest.param("The firm did not immediately respond to questions.", id="no answer is no support"),
]


@pytest.mark.parametrize("text", NOT_SOURCES)
def test_no_source(text):
    assert sources(read(text)) == []


TYPED = {
    "Kremlin spokesman Ivan Belov said the talks were over.": "official_named",
    "Ana Ruiz, a senior White House adviser, said the bill would pass.": "official_named",
    "The Kremlin said the talks were over.": "institution",
    "Russian officials, including Deputy Minister Belov, said the bases would stay.": "official_named",
    "U.S. and Western intelligence officials said the pullout had begun.": "official_unnamed",
    "A spokesman for the Kremlin said the talks were over.": "official_unnamed",
    "Intelligence reports said the camp was empty.": "intelligence_unnamed",
    "The CIA said the camp was empty.": "intelligence_named",
    "Recent reports said the camp was empty.": "hearsay",
    "Observations suggest that the camp is empty.": "evidence_unspecified",
    "Maxar satellite images taken on Dec. 13 show new trenches.": "imagery_provider",
    "Troops left from Hentzau, Syrian officials said.": "official_unnamed",
    "US officials said the port was shut.": "official_unnamed",
    "Analysts said the price would fall.": "expert_unnamed",
    "Economist Paul Reyes said the price would fall.": "expert_named",
    "Sources said the merger was dead.": "source_bare",
    "Two people close to the firm said the merger was dead.": "source_bare",
    "A resident said the water rose at night.": "person_unnamed",
    "Shopkeeper Ali Hassan said the shelves were bare.": "person_named",
    "CNN reported that the pullout had begun.": "media_named",
    "TASS reported that the talks were over.": "media_state",
    "The New York Times reported that the firm was sold.": "media_named",
    "A court filing said the money went abroad.": "legal_record",
    "A new poll found that the parties were level.": "data_record",
    "The ministry said in a statement that the tests had failed.": "statement_release",
    "Satellite images suggested that the runway was empty.": "imagery_unsourced",
    "Maxar images revealed that the runway was empty.": "imagery_provider",
    "A 2023 Harlow report said the dam was cracked.": "document",
}


@pytest.mark.parametrize(("text", "kind"), TYPED.items(), ids=TYPED.values())
def test_type(text, kind):
    assert [found for _, found in sources(read(text))][:1] == [kind]


def test_a_role_told_once_holds_for_the_bare_name():
    report = read("Mayor Tom Abbot opened the fair. Later Abbot said the bridge was unsafe.")
    assert sources(report)[-1][1] == "official_named"


def test_a_conjoined_source_keeps_both_channels():
    report = read("Satellite imagery and intelligence reports indicated that the camp was empty.")
    (one,) = [one for one in report.attributions if one.supports]
    assert {one.source.type, *one.source.also} == {"imagery_unsourced", "intelligence_unnamed"}
