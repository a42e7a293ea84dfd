"""What is told of how often a rule was right rests on counts."""

from __future__ import annotations

from pathlib import Path

from drafts import read, rules

from verifier.commands.rulebook.pages import page
from verifier.report import Look, markdown
from verifier.report.measured import measured, told


def test_the_page_of_a_question_says_how_often_it_was_right_and_of_how_many():
    right, asked = measured("uncited-fact")
    assert 0 < right <= asked
    assert f"Right {right} of {asked} times" in page(rules().rules["uncited-fact"], rules())


def test_a_rule_that_asked_nothing_says_so():
    assert told("single-upstream") == ""
    assert "Never asked on the labelled drafts" in page(rules().rules["single-upstream"], rules())


def test_in_the_report_on_request_only():
    made = read("The mine blew up.\n\nNine miners are dead.")
    assert "labelled drafts" not in markdown.render(made, Look())
    assert "labelled drafts" in markdown.render(made, Look(how_often=True))


def test_no_text_of_a_draft_is_kept():
    kept = Path("verifier/report/measured.json").read_text(encoding="utf-8")
    assert set(kept.replace('"', "").split()) <= {*"{}[],:"} | {
        word for word in kept.replace('"', "").split() if len(word) < 40
    }
