"""Each finding asks one question, of the claims that risk most first."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafts import A, B, read, rules, seed

from verifier import ruleset
from verifier.errors import RuleError
from verifier.findings.checks import CLAIM_CHECKS
from verifier.findings.whole import DRAFT_CHECKS
from verifier.ruleset.kinds import CHECKS

SILENT = {
    "U.S. officials said on condition of anonymity that the road was open.": "no-anonymity-reason",
    "Two U.S. officials said the road was open.": "uncounted-plural",
    "The Kremlin said that it will keep both bases.": "verify-verb",
    "Maxar images showed that the runway was empty.": "imagery-provenance",
    "Secretary Ruth Calder declined to comment.": "no-comment-beside",
    "Officials said Peter Wolanski left the board.": "unnamed-accusation",
    "The pullout began on 3 May.": "no-dateline",
    "The army left the port, officials said.": "uncited-fact",
}


@pytest.mark.parametrize(("text", "rule"), SILENT.items(), ids=SILENT.values())
def test_nothing_to_ask(text, rule):
    assert rule not in {found.rule for found in read(text).findings}


ASKED = {
    "U.S. officials said the road was open.": {"no-anonymity-reason", "uncounted-plural"},
    "The Kremlin confirmed that it will keep both bases.": {"verify-verb", "institution-speaker", "interested-party"},
    "Sources said the merger was dead.": {"bare-source"},
    "Recent reports said the dam was cracked.": {"hearsay-who"},
    "The loss of the port could hurt the fleet.": {"presupposed-event"},
    "Peter Wolanski embezzled the grant.": {"accusation-uncited"},
    "Officials said Peter Wolanski embezzled the grant.": {"unnamed-accusation"},
    "The two states signed a lease in 2017.": {"date-uncited"},
    "The flood drove out 400 families.": {"number-uncited"},
    "The pullout began last week.": {"no-dateline"},
}


@pytest.mark.parametrize(("text", "wanted"), ASKED.items(), ids=["+".join(sorted(rule)) for rule in ASKED.values()])
def test_asked(text, wanted):
    assert wanted <= {found.rule for found in read(text).findings}


@pytest.mark.parametrize("name", [A, B])
def test_findings_point_into_the_draft_and_fill_their_questions(name):
    report = seed(name)
    ids = {claim.id for claim in report.claims}
    for found in report.findings:
        assert found.question
        assert "{" not in found.question
        assert found.why
        assert found.reference.startswith("http")
        assert not found.claim or found.claim in ids
        assert 0 <= found.span.start < found.span.end <= len(report.text)


@pytest.mark.parametrize("name", [A, B])
def test_what_risks_most_comes_first(name):
    risks = [found.risk for found in seed(name).findings]
    assert risks == sorted(risks, reverse=True)


def test_the_first_seed_is_second_hand_and_undated():
    rules_found = {found.rule for found in seed(A).findings}
    assert {"second-hand", "no-dateline", "lead-drops-attribution"} <= rules_found


def test_the_worst_line_of_the_second_seed_is_asked_about():
    (claim,) = [one for one in seed(B).claims if one.span.of(seed(B).text).startswith("it will maintain")]
    asked = {found.rule for found in seed(B).findings if found.claim == claim.id}
    assert {"verify-verb", "institution-speaker", "intention-as-fact"} <= asked


def test_every_finding_rule_has_question_reason_and_reference():
    for kind in ("finding", "needs"):
        for rule in rules().of(kind):
            assert rule.message
            assert rule.why
            assert rule.references


def test_an_unknown_check_is_a_fault_with_a_hint(tmp_path):
    text = "rule: mine\ntitle: Mine\nkind: finding\ncheck: endorsing-cues\nmessage: |\n  Why?\nwhy: |\n  So.\n"
    (tmp_path / "mine.yml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"mine\.yml:4:8: unknown value of “check”: .*endorsing-cue"):
        ruleset.load([tmp_path])


def test_every_check_is_there_and_documented():
    assert {*CLAIM_CHECKS, *DRAFT_CHECKS, "marker"} == set(CHECKS)
    told = Path("docs/write-a-rule.md").read_text(encoding="utf-8")
    assert not [name for name, about in CHECKS.items() if f"| `{name}` | {about} |" not in told]
