"""A sign-off is added, never changed; nothing is signed while an open claim lacks a reason."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from verifier.cli import main
from verifier.desk.signoff import append
from verifier.errors import InputError

TEXT = "Varna harbour reopens\n\nThe northern pier was shut for 14 days.\n"
SIGN = ["signoff", "d.txt", "--name", "A. Editor"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one draft, at a known time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def log(folder: Path) -> list[dict[str, object]]:
    """The sign-offs so far."""
    return [json.loads(line) for line in (folder / "signoff.jsonl").read_text(encoding="utf-8").splitlines()]


def test_open_claims_need_a_reason_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(SIGN) == 2
    assert "without a reason" in capsys.readouterr().err
    assert not (folder / "signoff.jsonl").exists()


def test_it_holds_who_when_what_and_why(folder: Path) -> None:
    assert main([*SIGN, "--desk", "fact-check", "--accept-rest", "the harbour log"]) == 0
    signed = log(folder)[0]
    assert signed["name"] == "A. Editor"
    assert signed["desk"] == "fact-check"
    assert signed["when"] == "2023-11-14T22:13:20+00:00"
    assert len(str(signed["draft_sha256"])) == len(str(signed["rules_sha256"])) == 64
    assert {each["reason"] for each in signed["accepted"]} == {"the harbour log"}  # type: ignore[attr-defined]


def test_a_second_one_is_added_and_the_first_stays(folder: Path) -> None:
    main([*SIGN, "--accept-rest", "one"])
    first = (folder / "signoff.jsonl").read_bytes()
    main([*SIGN, "--accept-rest", "two"])
    assert (folder / "signoff.jsonl").read_bytes().startswith(first)
    assert len(log(folder)) == 2


def test_a_reason_for_what_is_not_open_is_a_mistake(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SIGN, "--accept", "C77=known", "--accept-rest", "x"]) == 2
    assert "C77 is not open" in capsys.readouterr().err


@pytest.mark.parametrize("reason", ["C01", "C01=", "=why"])
def test_a_reason_badly_given(reason: str, folder: Path) -> None:
    assert main([*SIGN, "--accept", reason]) == 2


def test_a_dismissed_claim_is_not_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(SIGN)
    names = capsys.readouterr().err.partition("reason: ")[2].partition(". Give")[0].split(", ")
    for name in names:
        assert main(["dismiss", f"d.txt:{name}", "--reason", "known"]) == 0
    assert main(SIGN) == 0
    assert log(folder)[0]["accepted"] == []


def test_another_draft_has_another_hash(folder: Path) -> None:
    main([*SIGN, "--accept-rest", "one"])
    (folder / "d.txt").write_text(TEXT.replace("14", "15"), encoding="utf-8")
    main([*SIGN, "--accept-rest", "one"])
    assert len({str(each["draft_sha256"]) for each in log(folder)}) == 2


def test_a_log_that_cannot_be_written_whole_is_left_as_it_was(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    log = folder / "signoff.jsonl"
    log.write_text("{}\n", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (13, hard))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            append(log, "x" * 50 + "\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, held)
    assert log.read_text(encoding="utf-8") == "{}\n"
