"""What a house sets up is used and said: where rules lie, whose house file holds, what a format leaves out."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path

import pytest

import verifier
from verifier.cli import main
from verifier.files import TEMPORARY, write
from verifier.report import github, sarif
from verifier.ruleset import cache

ONE = "Port strike\n\nThe strike began on Monday, the union said. Ten ships waited, the harbour said.\n"
TWO = "Port strike\n\nThe strike began on Tuesday, the owners said. Twelve ships waited, the harbour said.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_rules_to_edit_are_written_once_and_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "eject", "mine"]) == 0
    path = Path("mine/house.yml")
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("  uncited_assertion: 15", "  uncited_assertion: 14"), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != words
    assert main(["rules", "eject", "mine"]) == 2
    Path("d.txt").write_text("The ferry is now cracked.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["d.txt", "--rules", "mine", "-f", "csv", "-q"]) == 0
    assert ",14," in capsys.readouterr().out
    assert main(["config", "--rules", "mine"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "They lie in" in told
    assert "Laid over them:" in told


@pytest.mark.parametrize(("name", "status"), [("opinion/a.md", 0), ("news/a.md", 1), ("a.md", 1)])
def test_standard_input_has_the_house_file_of_the_path_it_is_said_to_have(
    name: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("verify.yml").write_text(
        "max_unsourced: 0\nprofiles:\n  opinion:\n    paths: [opinion/*]\n    max_unsourced: 9\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The ferry is now cracked.\n")))
    assert main(["-", "--stdin-filename", name, "-q"]) == status


def test_what_a_killed_run_left_is_taken_away(folder: Path) -> None:
    old, new = folder / f".1{TEMPORARY}", folder / f".2{TEMPORARY}"
    for path in (old, new):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (time.time() - 9_000,) * 2)
    write(folder / "d.md", "whole")
    assert (old.exists(), new.exists()) == (False, True)


def test_kept_rules_with_a_wrong_bit_are_made_anew(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.delenv(cache.SWITCH, raising=False)
    monkeypatch.setattr(cache, "_FOLDER", folder)
    cache.keep("rules", "key", ["value"])
    assert cache.kept("rules", "key") == ["value"]
    path = next(folder.glob("*.pickle"))
    data = path.read_bytes()
    for at in range(0, len(data), 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert cache.kept("rules", "key") is None


def test_the_summary_of_a_job_stays_small_and_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    report = verifier.verify(ONE * 20)
    told = github.summary([report] * 40, room=1_000)
    assert len(told.encode()) <= 1_000
    assert "had no room here" in told
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("x" * 999_000, encoding="utf-8")
    Path("d.txt").write_text(ONE * 30, encoding="utf-8")
    assert main(["d.txt", "-f", "github", "-q"]) == 0
    assert Path("summary.md").stat().st_size < 1_048_576


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:/Desk files/d.md", "file:///C:/Desk%20files/d.md"),
        ("//server/share/d.md", "file://server/share/d.md"),
        ("/desk/d.md", "file:///desk/d.md"),
        ("desk/ä b.md", "desk/%C3%A4%20b.md"),
        ("a:b.md", "a%3Ab.md"),
    ],
)
def test_addresses_of_files_in_sarif(path: str, uri: str) -> None:
    assert sarif.uri(path) == uri


def test_json_and_json_lines_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.txt").write_text(ONE, encoding="utf-8")
    Path("two.txt").write_text(TWO, encoding="utf-8")
    Path("wire.txt").write_text(TWO.replace("said", "denied"), encoding="utf-8")
    assert main(["one.txt", "two.txt", "-f", "json", "-f", "jsonl", "--out", "out", "-q", "--against", "wire.txt"]) == 0
    files = [json.loads(Path(f"out/{name}.json").read_text(encoding="utf-8")) for name in ("one", "two")]
    assert any(each["relations"] for each in files)
    assert [json.loads(line) for line in Path("out/reports.jsonl").read_text(encoding="utf-8").splitlines()] == files
    assert main(["one.txt", "two.txt", "-f", "jsonl", "--out", "alone", "-q", "--against", "wire.txt"]) == 0
    assert Path("alone/reports.jsonl").read_bytes() == Path("out/reports.jsonl").read_bytes()
    capsys.readouterr()
    assert main(["one.txt", "two.txt", "-f", "jsonl", "--out", "alone", "-q", "--workers", "1"]) == 0
    assert "is left out" in capsys.readouterr().err
