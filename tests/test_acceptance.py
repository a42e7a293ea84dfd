"""What a new user tries (the fifteen checks of the product note), each through the command line where there is one.

Checks 9 to 11 are of Word, the web page and the HTML file; each format has its own tests.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from desk import engine
from hypothesis import given, settings
from hypothesis import strategies as st

import verifier
from verifier.cli import main
from verifier.model import Level, Report

ROOT = Path(__file__).parent.parent
A, B = sorted((ROOT / "seeds").glob("*.txt"))
ENVIRON = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``seeds/`` and nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (tmp_path / "seeds").mkdir()
    for path in (A, B):
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    return tmp_path


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """``verify`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "verifier", *arguments], capture_output=True, env={**ENVIRON, **environ}, check=False
    )


def seed(path: Path) -> Report:
    """A seed’s report."""
    return verifier.verify(path.read_text(encoding="utf-8"), name=path.name, engine=engine())


def levels(report: Report, words: str) -> set[Level]:
    """The levels as written of the claims that hold ``words``."""
    rows = zip(report.claims, report.assessments, strict=True)
    return {assessment.level for claim, assessment in rows if words in claim.span.of(report.text)}


# --- 1, 2: the first minutes -------------------------------------------------------------------


def test_1_a_first_run_writes_an_index_and_two_reports_and_nothing_else(folder: Path) -> None:
    before = {path for path in folder.rglob("*") if path.is_file()}
    made = run("seeds/")
    assert (made.returncode, made.stderr) == (0, b"")
    new = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        path.relative_to(folder).as_posix() for path in before
    }
    assert new == {"reports/index.md", f"reports/{A.stem}.md", f"reports/{B.stem}.md"}


def test_2_the_first_screen(folder: Path) -> None:
    made = run()
    assert made.returncode == 2
    assert made.stdout.count(b"\n  verify ") >= 3
    made = run("sedes/")
    assert made.returncode == 2
    assert "Did you mean “seeds”?".encode() in made.stderr


# --- 3: the two seeds --------------------------------------------------------------------------


def test_3_the_first_seed_is_read_as_an_editor_reads_it() -> None:
    report = seed(A)
    assert not [claim for claim in report.claims if "cnn" in claim.span.of(report.text)]
    assert not [claim for claim in report.claims if "Post Comment" in claim.span.of(report.text)]
    assert not [each for each in report.draft.sentences if each.span.of(report.text).rstrip().endswith("U.S.")]
    assert levels(report, "ongoing communication with rebel factions") == {Level.HIGH}
    assert levels(report, "increased operational freedom") == {Level.HIGH}
    assert levels(report, "being relocated to Libya") <= {Level.UNSOURCED, Level.LOW}
    assert levels(report, "military transport planes") == {Level.MODERATE}
    made = {assessment.type for claim, assessment in zip(report.claims, report.assessments, strict=True)
            if "may alter" in claim.span.of(report.text)}  # fmt: skip
    assert made == {"uncited_analysis"}


def test_3_the_second_seed_has_its_headline_on_line_seven() -> None:
    report = seed(B)
    head = next(zone for zone in report.draft.zones if zone.kind == "headline")
    assert report.text[: head.span.start].count("\n") == 6
    assert not levels(report, "Strategic Importance of Hmeimim")
    assert levels(report, "Russia is dismantling key assets") <= {Level.UNSOURCED, Level.LOW}
    assert "Bogdanov" in " ".join(found.source.name for found in report.attributions if found.source and found.supports)


def test_3_the_reports_note_furniture_and_the_one_outlet(folder: Path) -> None:
    main(["seeds/", "-q"])
    made = (folder / "reports" / f"{A.stem}.md").read_text(encoding="utf-8")
    assert "“Post Comment” is page furniture, not scored" in made
    assert "says where the copy comes from" in made


# --- 4: every number leads to its words --------------------------------------------------------

ODD = st.lists(
    st.sampled_from(
        ["Officials said the pier was shut.", "“No,” said Anna Berg.", "It was reportedly cold 🙂.",
         "\r\n\r\n", "\n", "\n\n",
         "مرحبا.", "日本の港。", "The U.S. may leave.", "\t", "\u00a0", "e\u0301tat said so.",
         "- a bullet", "\ufeff", "‘quoted’"]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(ODD)
@settings(deadline=None, max_examples=40)
def test_4_every_span_lies_in_the_text_as_read(text: str) -> None:
    if not text.strip("\ufeff \r\n\t\u00a0"):
        return
    from verifier.errors import InputError
    from verifier.report.json import line

    try:
        value = json.loads(line(verifier.verify(text, engine=engine())))
    except InputError:
        return
    for claim in value["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
        assert claim["text"].strip()


# --- 6: the same bytes everywhere --------------------------------------------------------------


def test_6_reports_are_the_same_in_any_locale_zone_and_run(folder: Path) -> None:
    places = [
        {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "2"},
    ]
    for at, environ in enumerate(places):
        assert run("seeds/", "--out", f"out{at}", "--format", "md", "--format", "json", **environ).returncode == 0
    made = [{path.name: path.read_bytes() for path in (folder / f"out{at}").iterdir()} for at in range(2)]
    assert made[0] == made[1]


# --- 7: a house rule ---------------------------------------------------------------------------


def test_7_a_pattern_that_would_run_for_ever_is_stopped_and_said(folder: Path) -> None:
    (folder / "house").mkdir()
    (folder / "house" / "slow.yml").write_text(
        "rule: house-slow\ntitle: Slow\nkind: finding\nmessage: |\n  Why?\nregex: |\n  (a|a)*b$\n", encoding="utf-8"
    )
    (folder / "d.txt").write_text(f"Head line here\n\nThe word {'a' * 60} was said.\n", encoding="utf-8")
    made = run("d.txt", "--rules", "house", "-q")
    assert b"Traceback" not in made.stderr
    assert made.returncode in (0, 2)
    assert b"house-slow" in made.stderr or "house-slow" in (folder / "reports" / "d.md").read_text(encoding="utf-8")


# --- 8: a dismissal ----------------------------------------------------------------------------


def questions(folder: Path) -> str:
    """The questions of the first seed’s report, and what stands under it as dismissed or reopened."""
    main(["seeds/", "-q", "--out", str(folder / "reports")])
    return (folder / "reports" / f"{A.stem}.md").read_text(encoding="utf-8")


def test_8_a_dismissal_sticks_until_the_claim_changes(folder: Path) -> None:
    draft = folder / "seeds" / A.name
    claim = next(each.id for each in seed(A).claims if each.span.of(seed(A).text) == "The loss of control over Tartus")
    assert main(["dismiss", f"000:{claim}", "--reason", "known since Monday"]) == 0
    for text in (
        draft.read_text(encoding="utf-8"),
        draft.read_text(encoding="utf-8").replace("loss of control", "loss of controll"),
    ):
        draft.write_text(text, encoding="utf-8")
        made = questions(folder)
        asked = made[made.index("## Ask") : made.index("## Every")]
        assert f"**{claim}**" not in asked
        assert f"{claim} `" in made[made.index("**Dismissed**") :]
        assert "known since Monday" in made
    draft.write_text(draft.read_text(encoding="utf-8").replace("over Tartus", "over Latakia"), encoding="utf-8")
    made = questions(folder)
    assert "**Reopened**" in made
    assert "known since Monday (changed:" in made
    assert "**Dismissed**" not in made


# --- 12, 13, 15 --------------------------------------------------------------------------------


def test_12_two_drafts_compared(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = A.read_text(encoding="utf-8")
    (folder / "v2.txt").write_text(
        text.replace("Kremlin spokesman Dmitry Peskov confirmed ongoing", "There was ongoing"), encoding="utf-8"
    )
    assert main(["diff", f"seeds/{A.name}", "v2.txt"]) == 0
    shown = capfd.readouterr().out
    first = next(line for line in shown.splitlines()[2:] if line.strip())
    assert first.startswith("weaker")
    assert "The attribution is gone: “Kremlin spokesman Dmitry Peskov”" in shown
    assert "unchanged" in shown


@pytest.mark.parametrize(
    "environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"LC_ALL": "C"}], ids=["no colour", "dumb", "C"]
)
@pytest.mark.parametrize("columns", ["40", "80"])
def test_13_any_screen(environ: dict[str, str], columns: str) -> None:
    made = run("seeds/", FORCE_COLOR="", COLUMNS=columns, **environ)
    lines = made.stdout.decode("utf-8").splitlines()
    assert b"\x1b" not in made.stdout
    assert max(map(len, lines)) <= int(columns)
    assert made.stdout.isascii() == (environ.get("LC_ALL") == "C")
    assert made.stderr == b""


def test_15_workers_change_nothing_and_a_bad_draft_is_named(folder: Path) -> None:
    for at in range(6):
        (folder / "seeds" / f"copy{at}.txt").write_bytes((A, B)[at % 2].read_bytes())
    (folder / "seeds" / "empty.txt").write_bytes(b"")
    one, two = (run("seeds/", "--format", "jsonl", "--workers", number) for number in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.returncode == two.returncode == 2
    assert b"empty.txt" in one.stderr
    assert len(one.stdout.splitlines()) == 8
    assert {json.loads(line)["format"] for line in one.stdout.splitlines()} == {1}


def test_every_question_can_be_asked_as_it_stands(folder: Path) -> None:
    """A question is a sentence or two for a reporter, with no rule’s name in it."""
    main(["seeds/", "-q"])
    for path in (A, B):
        made = (folder / "reports" / f"{path.stem}.md").read_text(encoding="utf-8")
        lines = re.findall(r"^- \[ \] \*\*.*$", made, re.MULTILINE)
        assert 1 <= len(lines) <= 9
        assert all(re.search(r"[?.!…]$", line) for line in lines)
        assert not [line for line in lines if "{" in line.replace("\\{", "")]
