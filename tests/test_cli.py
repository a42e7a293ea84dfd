"""The command line as a person meets it: what it writes, what it says when something is wrong, how it ends."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from verifier import files
from verifier.cli import COMMANDS, main
from verifier.commands import places

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
DRAFT = "Minister resigns over report\n\nThe minister resigned on Monday, officials said. The report was late.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one draft, and a screen that shows all."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def written(folder: Path) -> list[str]:
    """Every file under ``folder``, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def environ(**more: str) -> dict[str, str]:
    """The environment of a run of its own, this checkout first."""
    places = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": places, **more}


# --- the first screen --------------------------------------------------------------------------


def test_no_argument_shows_three_examples_and_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert len(re.findall(r"^  verify \S", shown, re.MULTILINE)) == 3
    assert len(shown.splitlines()) <= 40
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_asked_for_and_ends_with_0(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: verify ")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "verify 0.1.0\n"


def test_a_mistyped_option_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["drafts", "--fromat", "json"])
    assert ended.value.code == 2
    assert "Did you mean “--format”?" in capsys.readouterr().err


# --- what is written ---------------------------------------------------------------------------


def test_a_folder_gets_a_report_a_draft_and_an_index(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts"]) == 0
    assert written(folder) == ["drafts/one.txt", "reports/index.md", "reports/one.md"]
    captured = capsys.readouterr()
    assert "Wrote reports/index.md and reports/one.md." in captured.out
    assert captured.err == ""


def test_quiet_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_two_runs_write_the_same_bytes(folder: Path) -> None:
    main(["drafts", "--out", "a", "-q"])
    main(["drafts", "--out", "b", "-q"])
    for name in ("index.md", "one.md"):
        assert (folder / "a" / name).read_bytes() == (folder / "b" / name).read_bytes()


def test_one_draft_as_json_on_stdout(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["drafts/one.txt", "--format", "json"]) == 0
    value = json.loads(capfdbinary.readouterr().out)
    assert value["format"] == 1
    assert value["article"]["name"] == "one.txt"
    assert written(folder) == ["drafts/one.txt"]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_many_drafts_as_json_are_one_a_line(name: str, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "drafts" / "two.txt").write_text(DRAFT, encoding="utf-8")
    assert main(["drafts", "--format", name]) == 0
    lines = capfdbinary.readouterr().out.splitlines()
    assert [json.loads(line)["article"]["name"] for line in lines] == ["one.txt", "two.txt"]


def test_several_formats_become_files(folder: Path) -> None:
    assert main(["drafts", "--format", "md", "--format", "json", "--format", "jsonl"]) == 0
    assert written(folder / "reports") == ["index.md", "one.json", "one.md", "reports.jsonl"]


def test_the_screen_alone_writes_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts", "--format", "terminal"]) == 0
    assert written(folder) == ["drafts/one.txt"]
    assert "one.txt" in capsys.readouterr().out


def test_an_unknown_format_is_mended(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts", "--format", "jsno"]) == 2
    assert "Did you mean “json”?" in capsys.readouterr().err


def test_the_output_folder_is_not_read_again(folder: Path) -> None:
    assert main([".", "-q"]) == 0
    assert main([".", "-q"]) == 0
    assert written(folder / "reports") == ["index.md", "one.md"]


def test_names_that_meet_are_kept_apart(folder: Path) -> None:
    (folder / "drafts" / "one.md").write_text(DRAFT, encoding="utf-8")
    (folder / "drafts" / "deep").mkdir()
    (folder / "drafts" / "deep" / "one.txt").write_text(DRAFT, encoding="utf-8")
    (folder / "drafts" / "index.txt").write_text(DRAFT, encoding="utf-8")
    assert main(["drafts", "-q"]) == 0
    names = written(folder / "reports")
    assert len(names) == 5
    assert "index.md" in names
    links = re.findall(r"\]\((.*?)\)", (folder / "reports" / "index.md").read_text(encoding="utf-8"))
    assert sorted([*links, "index.md"]) == names


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["a.txt", "b.txt"], ["a", "b"], id="distinct"),
        pytest.param(["a.txt", "a.md"], ["a.txt", "a.md"], id="one stem, two endings"),
        pytest.param(["x/a.txt", "y/a.txt"], ["x--a.txt", "y--a.txt"], id="one name, two folders"),
        pytest.param(["A.txt", "a.md"], ["A.txt", "a.md"], id="capitals do not part files everywhere"),
        pytest.param(["index.txt"], ["index.txt"], id="index is taken"),
    ],
)
def test_report_names(names: list[str], expected: list[str]) -> None:
    assert places.distinct(names) == expected


def test_standard_input(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DRAFT.encode())))
    assert main(["-", "--stdin-filename", "desk/late.md", "-q"]) == 0
    assert "reports/late.md" in written(folder)


# --- what is wrong -----------------------------------------------------------------------------


def test_a_missing_path_is_named_with_a_neighbour(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft"]) == 2
    assert capsys.readouterr().err == "verify: draft: no such file or folder. Did you mean “drafts”?\n"


def test_a_folder_without_drafts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    assert main(["empty"]) == 2
    assert "empty: no draft in this folder" in capsys.readouterr().err


BAD = [
    pytest.param(b"", id="empty"),
    pytest.param(b"  \n\n \t", id="blank"),
    pytest.param(bytes(range(256)) * 8, id="binary"),
    pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", id="a picture"),
]


@pytest.mark.parametrize("content", BAD)
def test_a_bad_draft_is_named_and_the_others_are_checked(
    content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "drafts" / "bad.txt").write_bytes(content)
    assert main(["drafts", "-q"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("verify: drafts/bad.txt: ")
    assert len(captured.err.splitlines()) == 1
    assert written(folder / "reports") == ["index.md", "one.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "drafts" / "one.txt").chmod(0)
    assert main(["drafts"]) == 2
    assert "drafts/one.txt" in capsys.readouterr().err


ODD = [
    pytest.param(b"x", id="one letter"),
    pytest.param(b"\xef\xbb\xbfHead\r\n\r\nIt rained, officials said.\r\n", id="BOM and CRLF"),
    pytest.param("Schön, sagte er.\n".encode("latin-1"), id="Latin-1"),
    pytest.param("Head 🙂\n\nهذا نص, officials said.\n".encode(), id="emoji, right to left"),
    pytest.param("Head\n\nIt rained, officials said.\n".encode("utf-16"), id="UTF-16"),
    pytest.param(b"A long line said officials. " * 4_000, id="a line of 100 kB"),
]


@pytest.mark.parametrize("content", ODD)
def test_an_odd_draft_has_a_report_or_a_line(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "drafts" / "one.txt").write_bytes(content)
    status = main(["drafts", "-q"])
    said = capsys.readouterr().err
    assert (status, bool(said)) in [(0, False), (2, True)]
    assert "Traceback" not in said


def test_an_output_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "taken").write_text("a file", encoding="utf-8")
    assert main(["drafts", "--out", "taken"]) == 2
    assert capsys.readouterr().err.startswith("verify: taken: is a file, so no folder")


def test_a_rule_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drafts", "--rules", "hosue"]) == 2
    assert "hosue" in capsys.readouterr().err


# --- whole or not there ------------------------------------------------------------------------


def test_a_failed_write_leaves_the_old_file(folder: Path) -> None:
    path = folder / "reports" / "one.md"
    files.write(path, "old")

    def stop() -> None:
        with files.whole_file(path) as file:
            file.write(b"new, half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert path.read_text(encoding="utf-8") == "old"
    assert written(folder / "reports") == ["one.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupted_run_leaves_no_half_report(folder: Path) -> None:
    source = (SEEDS / "000_f252c9510e71f429.txt").read_text(encoding="utf-8")
    for number in range(200):
        (folder / "drafts" / f"{number}.txt").write_text(source, encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "verifier", "drafts", "--format", "jsonl", "--out", "out"],
        env=environ(),
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(500):
        if (folder / "out").exists() or run.poll() is not None:
            break
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    if run.returncode != 0:  # else it was done before the signal came
        assert run.returncode in (130, -signal.SIGINT)  # Python ends so when the signal came inside an exec
        assert "interrupted" in said
        assert not [name for name in written(folder / "out") if "tmp" in name or name.endswith(".jsonl")]


# --- the screen --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "arguments", "colour", "ascii"),
    [
        pytest.param({}, [], False, False, id="a pipe"),
        pytest.param({"FORCE_COLOR": "1"}, [], True, False, id="FORCE_COLOR"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False, False, id="NO_COLOR wins"),
        pytest.param({"FORCE_COLOR": "1", "TERM": "dumb"}, [], False, False, id="a dumb terminal"),
        pytest.param({"FORCE_COLOR": "1"}, ["--no-color"], False, False, id="--no-color"),
        pytest.param({"LC_ALL": "C"}, [], False, True, id="the C locale"),
        pytest.param({"PYTHONIOENCODING": "latin-1"}, [], False, True, id="not UTF-8"),
        pytest.param({}, ["--ascii"], False, True, id="--ascii"),
    ],
)
def test_the_screen_is_sent_what_it_can_show(
    environment: dict[str, str],
    arguments: list[str],
    colour: bool,
    ascii: bool,
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "verifier", "drafts", *arguments],
        env=environ(**environment),
        capture_output=True,
        check=True,
    )
    assert (b"\x1b[" in run.stdout) == colour
    assert run.stdout.isascii() == ascii
    assert run.stderr == b""


def test_a_closed_pipe_is_no_error() -> None:
    if not shutil.which("bash"):
        pytest.skip("no bash")
    run = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m verifier drafts --format json | true"],
        env=environ(),
        capture_output=True,
        check=False,
    )
    assert run.stderr == b""


# --- the machine it runs on --------------------------------------------------------------------


def _alone(*arguments: str, shell: str = "", **kwargs: object) -> subprocess.CompletedProcess[str]:
    """A run of its own; ``shell`` is what the shell does with its streams."""
    command = f'"$0" -m verifier "$@" {shell}'
    run = [shutil.which("sh") or "sh", "-c", command, sys.executable, *arguments]
    return subprocess.run(run, capture_output=True, text=True, env=environ(), timeout=60, check=False, **kwargs)


@pytest.mark.parametrize("shell", [">&-", "2>&-", ">&- 2>&-"], ids=["stdout", "stderr", "both"])
def test_a_closed_stream_is_no_traceback(shell: str, folder: Path) -> None:
    done = _alone("drafts", shell=shell)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "reports/one.md" in written(folder)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("command", [["drafts"], ["drafts", "--format", "json"], ["explain", "drafts/one.txt:C01"]])
def test_a_full_disk_behind_stdout_is_said(command: list[str]) -> None:
    done = _alone(*command, shell=">/dev/full")
    assert (done.returncode, done.stderr) == (2, "verify: cannot write the result (No space left on device).\n")


def test_a_folder_with_a_pipe_does_not_wait_for_it(folder: Path) -> None:
    os.mkfifo(folder / "drafts" / "pipe.txt")
    assert main(["drafts", "-q"]) == 0


@pytest.mark.parametrize("name", ["new\nline", "sp ace", "-dash", os.fsdecode(b"not\xffutf"), "a|b", "[x](y)"])
def test_a_weird_name_is_read_and_linked(name: str, folder: Path) -> None:
    (folder / "drafts" / f"{name}.txt").write_text(DRAFT, encoding="utf-8")
    assert main(["drafts", "-q"]) == 0
    assert (folder / "reports" / f"{name}.md").is_file()
    assert len((folder / "reports" / "index.md").read_text("utf-8").split("](")) >= 3


def test_an_empty_name_is_not_this_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([""]) == 2
    assert "empty name" in capsys.readouterr().err


def test_a_draft_that_is_an_archive_is_refused_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "drafts" / "ten.txt").write_bytes(b"word " * 2_000_000)
    assert main(["drafts", "-q"]) == 2
    assert "ten.txt: 10,000,000 letters" in capsys.readouterr().err
    assert "reports/one.md" in written(folder)


# --- all questions of one draft ----------------------------------------------------------------


@pytest.mark.parametrize("columns", ["80", "40"])
def test_show_has_every_question_and_writes_nothing(
    columns: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shutil.copytree(SEEDS, folder / "seeds")
    before = written(folder)
    assert main(["show", "seeds/001"]) == 0
    shown = capsys.readouterr().out
    assert main(["seeds/001_e3bc71b6b5f5464f.txt", "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    flat = "".join(shown.split())
    assert [found["question"] for found in findings if "".join(found["question"].split()) not in flat] == []
    assert max(map(len, shown.splitlines())) <= int(columns)
    assert written(folder) == before


def test_a_name_with_a_space_is_quoted_in_what_to_do_next(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "my draft.txt").write_text(DRAFT + "Forty ships were reportedly lost.\n", encoding="utf-8")
    assert main(["my draft.txt"]) == 0
    assert "Next: verify explain 'my draft.txt:C0" in capsys.readouterr().out


@pytest.mark.parametrize(("word", "meant"), [("chekc", "check"), ("explian", "explain"), ("Rules", "rules")])
def test_a_mistyped_command_is_mended(word: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word, "drafts"]) == 2
    assert f"Did you mean “{meant}”?" in capsys.readouterr().err


def test_a_draft_whose_name_is_nearly_a_command_is_read(folder: Path) -> None:
    (folder / "diffs").write_text(DRAFT, encoding="utf-8")
    assert main(["diffs", "-q"]) == 0
