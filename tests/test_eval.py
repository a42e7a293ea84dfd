"""Figures of ``verify eval`` on labels made here: what is right, missed, spurious, asked in vain."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from verifier.cli import main
from verifier.errors import InputError
from verifier.evaluation.figures import agreement, figures
from verifier.evaluation.judging import Judge, Judged
from verifier.evaluation.labels import read

TEXT = "The bridge is closed, police said. The mayor took bribes."
JUDGE = Judge({"the", "of"})


def label(**keys: object) -> dict:
    return {"types": ["institution"], "levels": ["MODERATE"], "sources": ["police"], "ask": "no", **keys}


BRIDGE = {"start": 0, "end": 20, **label()}
MAYOR = {"start": 35, "end": 56, **label(types=["uncited_assertion"], levels=["UNSOURCED"], sources=[], ask="must")}


def written(tmp_path: Path, *claims: dict, name: str = "labels.jsonl") -> Path:
    path = tmp_path / name
    row = json.dumps({"article": "a.txt", "text": TEXT, "claims": claims}) + "\n"
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(row.encode()))
    else:
        path.write_text(row, encoding="utf-8")
    return path


def report(*rows: tuple[int, int, str, str, str], asked: tuple[str, ...] = ()) -> dict:
    """A report with a row for each (start, end, type, level, source name)."""
    claims, attributions = [], []
    for at, (start, end, type_, level, source) in enumerate(rows):
        held = {"id": f"C{at}", "start": start, "end": end, "text": TEXT[start:end], "type": type_, "level": level}
        if source:
            attributions.append({"source": {"name": source}})
        claims.append({**held, "kind": "fact", "attributions": [len(attributions) - 1] if source else []})
    findings = [{"rule": "r", "claim": name} for name in asked]
    return {"claims": claims, "attributions": attributions, "findings": findings}


def judged(tmp_path: Path, made: dict, *claims: dict) -> Judged:
    return JUDGE.judge(read(written(tmp_path, *claims))[0], made)


RIGHT = (0, 20, "institution", "MODERATE", "the police")
BARE = (35, 56, "uncited_assertion", "UNSOURCED", "")


def test_what_is_right_is_not_counted_wrong(tmp_path: Path) -> None:
    found = judged(tmp_path, report(RIGHT, BARE, asked=("C1",)), BRIDGE, MAYOR)
    assert not found.faults
    shares = figures([found])
    assert shares["rows wrong"].value == shares["missed"].value == shares["noise"].value == 0
    assert shares["asked"].value == 100


@pytest.mark.parametrize(
    ("row", "what"),
    [
        pytest.param((0, 20, "hearsay", "MODERATE", "police"), "type", id="another type"),
        pytest.param((0, 20, "institution", "LOW", "police"), "level", id="another level"),
        pytest.param((0, 20, "institution", "MODERATE", "coast guard"), "source", id="another source"),
        pytest.param((0, 20, "institution", "MODERATE", ""), "source", id="nobody shown"),
    ],
)
def test_one_thing_wrong_makes_the_row_wrong(tmp_path: Path, row: tuple[int, int, str, str, str], what: str) -> None:
    found = judged(tmp_path, report(row, BARE), BRIDGE, MAYOR)
    assert [fault.what for fault in found.faults] == [what]
    assert figures([found])["rows wrong"].value == 50


def test_a_claim_nobody_drew_is_spurious_and_its_question_noise(tmp_path: Path) -> None:
    found = judged(tmp_path, report(RIGHT, BARE, asked=("C1",)), BRIDGE)
    assert figures([found])["spurious"].value == 50
    assert figures([found])["noise"].value == figures([found])["lead bad"].value == 100


def test_a_claim_nobody_reported_is_missed_unless_optional(tmp_path: Path) -> None:
    assert figures([judged(tmp_path, report(RIGHT), BRIDGE, MAYOR)])["missed"].value == 50
    assert figures([judged(tmp_path, report(RIGHT), BRIDGE, {**MAYOR, "optional": True})])["missed"].value == 0


def test_notes_and_dismissed_findings_are_no_questions(tmp_path: Path) -> None:
    made = report(RIGHT, asked=("C0", "C0"))
    made["findings"][0]["severity"], made["findings"][1]["dismissed"] = "note", "known"
    assert figures([judged(tmp_path, made, BRIDGE)])["noise"].of == 0


def test_a_question_that_gathers_claims_is_as_good_as_the_best(tmp_path: Path) -> None:
    made = report(RIGHT, BARE)
    made["findings"] = [{"rule": "r", "claims": ["C0", "C1"]}]
    assert figures([judged(tmp_path, made, BRIDGE, MAYOR)])["noise"].value == 0


def test_two_labels_accept_what_either_accepts_and_ask_only_together(tmp_path: Path) -> None:
    both = {"start": 0, "end": 20, "labels": [label(ask="must"), label(types=["document"], levels=["HIGH"])]}
    drafts = read(written(tmp_path, both))
    assert drafts[0].claims[0].label.types == ("institution", "document")
    assert drafts[0].claims[0].label.ask == "may"
    assert agreement(drafts, JUDGE) == {"level": 0, "type": 0, "ask": 0, "rows wrong": 100}


def test_one_person_alone_agrees_with_nobody(tmp_path: Path) -> None:
    assert agreement(read(written(tmp_path, BRIDGE)), JUDGE) == {}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        pytest.param({**BRIDGE, "ask": "perhaps"}, "perhaps", id="ask"),
        pytest.param({**BRIDGE, "end": 400}, "400", id="place"),
        pytest.param({"start": 0, "end": 3}, "ask", id="missing key"),
    ],
)
def test_bad_labels_are_told_with_their_line(tmp_path: Path, claim: dict, told: str) -> None:
    path = written(tmp_path, claim)
    with pytest.raises(InputError, match=rf"labels\.jsonl:1: .*{told}"):
        read(path)


@pytest.mark.parametrize("name", ["labels.jsonl", "labels.jsonl.gz"])
def test_the_command_prints_every_figure(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["eval", str(written(tmp_path, BRIDGE, MAYOR, name=name)), "--breakdown", "--faults", "3"]) == 0
    told = capfd.readouterr().out
    assert "rows wrong" in told
    assert "people" in told


def test_the_command_says_what_it_cannot_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(tmp_path / "none.jsonl")]) == 2
    assert "cannot be read" in capfd.readouterr().err
