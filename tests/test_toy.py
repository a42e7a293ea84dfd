"""A small invented language goes through every stage: no class, list, rule or number format is the program's own.

``tests/toy``: the verb stands at the end of its clause, nouns have capitals, quotations open „ and close “, numbers
read 1.000,5; its classes and groups have names that English has not.
"""

from __future__ import annotations

import shutil

import pytest

from verifier.commands.rulebook.testing import FAULTS, problems_of
from verifier.engine import Engine
from verifier.model import Report
from verifier.reading import from_text
from verifier.relations.quantities import numerals, quantities
from verifier.report import FORMATS, Look
from verifier.ruleset import load_from, packs

TEXT = """Na Pore schlossun

Na Mini sagun, kes na Sturm gestan na Pore brakun. Laut un Raport 1.000,5 Toner Korn fallun.
„Na Krieg mag kommun“, sagun Mini Aro Vela.
Drei Haus in Dorf fallun. Na Rat na Pore schlossun, ond na Leut na Dorf brakun.

Se sagun, kes na Pore Tarn offnun. Na Pore Tarn schlossun. Vela leugnun, kes na Rat na Pore schlossun.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Engine:
    """The engine of the toy language, under the numbers of the built-in rules."""
    base = tmp_path_factory.mktemp("rules")
    shutil.copy(packs.built_in() / "house.yml", base)
    shutil.copytree(pytestconfig.rootpath / "tests" / "toy", base / "toy")
    shutil.copytree(packs.built_in() / "en", base / "en")
    return Engine(load_from(base, language="toy"))


@pytest.fixture(scope="module")
def report(engine: Engine) -> Report:
    return engine.check(from_text(TEXT, name="toy.txt", format="text"))


def test_nothing_of_another_language_is_read(engine: Engine) -> None:
    assert not [rule for rule in engine.rules.rules.values() if "/en/" in rule.path]
    assert len(engine.rules.rules) >= 30


def test_its_examples_hold(engine: Engine) -> None:
    assert [str(one) for one in problems_of(engine, engine.rules.of("cue")) if one.level in FAULTS] == []


def test_a_known_noun_stays_one_with_its_capital_and_an_unknown_word_is_a_name(engine: Engine, report: Report) -> None:
    tokens, letter = report.draft.tokens, engine.rules.letters.of
    tags = dict(zip(tokens.words, tokens.tags, strict=True))
    assert tags["mini"] == tags["sturm"] == letter("ding")
    assert tags["vela"] == tags["tarn"] == letter("name")
    assert tags["brakun"] == letter("tat")


def test_who_says_what_with_the_verb_at_the_end(report: Report) -> None:
    text = report.draft.document.text
    found = [
        (one.source.name if one.source else "", one.cue.of(text), [span.of(text) for span in one.content])
        for one in report.attributions
    ]
    assert found == [
        ("Na Mini", "sagun", ["kes na Sturm gestan na Pore brakun"]),
        ("un Raport", "Laut", ["1.000,5 Toner Korn fallun"]),
        ("Mini Aro Vela", "sagun", ["„Na Krieg mag kommun“"]),
        ("Se", "sagun", ["kes na Pore Tarn offnun"]),
        ("Vela", "leugnun", ["kes na Rat na Pore schlossun"]),
    ]


def test_claims_their_kinds_and_types(report: Report) -> None:
    text = report.draft.document.text
    claims = [
        (claim.span.of(text), claim.kind, assessment.type)
        for claim, assessment in zip(report.claims, report.assessments, strict=True)
    ]
    assert claims == [
        ("Na Pore schlossun", "fact", "uncited_assertion"),
        ("na Sturm gestan na Pore brakun", "fact", "official_unnamed"),
        ("1.000,5 Toner Korn fallun", "fact", "document"),
        ("Na Krieg mag kommun", "forecast", "official_named"),
        ("Drei Haus in Dorf fallun", "fact", "uncited_assertion"),
        ("Na Rat na Pore schlossun", "fact", "uncited_assertion"),
        ("na Leut na Dorf brakun", "fact", "uncited_assertion"),
        ("na Pore Tarn offnun", "fact", "person_unnamed"),
        ("Na Pore Tarn schlossun", "fact", "uncited_assertion"),
        ("na Rat na Pore schlossun", "fact", "official_named"),
    ]


def test_a_second_mention_is_the_first(report: Report) -> None:
    last = report.attributions[-1].source
    assert last is not None
    assert last.resolved_name == "Aro Vela"


def test_a_headline_a_hedge_a_question_and_a_contradiction(report: Report) -> None:
    assert report.draft.zones[0].kind == "headline"
    assert report.assessments[3].commitment.certainty == "PS"
    assert [finding.rule for finding in report.findings] == ["number-uncited"]
    assert {(relation.kind, relation.rule) for relation in report.relations} >= {("conflicts", "open")}


@pytest.mark.parametrize(("text", "value"), [("1.000,5", 1000.5), ("2.000", 2000), ("0,5", 0.5), ("drei", 3)])
def test_numbers_are_read_as_the_language_writes_them(engine: Engine, text: str, value: float) -> None:
    (found,) = quantities([text, "toner"], numerals(engine.rules), 0, 2)
    assert (found.low, found.unit) == (value, "toner")


@pytest.mark.parametrize("name", ["md", "json", "html"])
def test_a_report_can_be_written(report: Report, name: str) -> None:
    assert "Toner Korn" in FORMATS[name].load()(report, Look())
