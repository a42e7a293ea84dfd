"""Control, direction and hidden characters of a draft, its name or a file's reach no terminal and no report raw."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

import verifier
from verifier.cli import main
from verifier.reading import from_text
from verifier.report import FORMATS
from verifier.words import json_legible, legible

RULES = verifier.load()
ROOT = Path(__file__).parents[2]
STEERING = ["\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\x9d0;x", "\x08", "\x7f", "\u202e", "\u2066", "\u2069", "\u200f",
            "\x85", "\u2028", "\u2029", "\ufeff", "\U000e0041"]  # fmt: skip
HIDDEN = ["\xad", "\u200b", "\u2060"]
RAW = frozenset(
    "".join(STEERING + HIDDEN).replace("[31m", "").replace("31m", "").replace("]0;x", "").replace("0;x", "")
)
DRAFT = "Minister{o} resigns\n\nThe minis{o}ter resigned, Mayor Ann{o} Roe said. “It{o} rained,” she said.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


def raw(words: str) -> set[str]:
    return RAW.intersection(words)


@pytest.mark.parametrize("odd", STEERING + HIDDEN, ids=ascii)
@pytest.mark.parametrize("format", [one for one in FORMATS.values() if not one.binary], ids=lambda f: f.name)
def test_no_report_holds_them(format: object, odd: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    name = f"d{odd.replace('/', '')}.md"
    Path(name).write_text(DRAFT.format(o=odd), encoding="utf-8")
    assert main([name, "-f", format.name, "--out", "out", "--no-color"]) == 0
    assert main(["show", name, "--no-color"]) == 0
    shown = b"".join(capfdbinary.readouterr()).decode("utf-8")
    assert raw(shown) == set()
    for path in Path("out").glob("*"):
        assert raw(path.name) == set()
        assert raw(path.read_text(encoding="utf-8")) == set(), path


@pytest.mark.parametrize("odd", STEERING + HIDDEN, ids=ascii)
def test_no_line_of_standard_error_holds_them(odd: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"d{odd}.txt").write_bytes(b"\xff\xfe\xff")
    for arguments in (
        [f"d{odd}.txt"],
        [f"x{odd}.txt"],
        ["."],
        ["show", f"x{odd}"],
        [f"x{odd}.pdf"],
        ["-f", f"a{odd}", "."],
    ):
        assert main(arguments) == 2
    captured = capsys.readouterr()
    assert raw(captured.err + captured.out) == set()


def test_json_says_the_same_and_a_line_stays_a_line() -> None:
    words = "".join(STEERING + HIDDEN)
    assert json.loads(json_legible(json.dumps(words, ensure_ascii=False))) == words
    assert len(json_legible(json.dumps(words, ensure_ascii=False)).splitlines()) == 1
    assert raw(legible(words)) == set()
    assert legible("نص\u200cها 👩\u200d🚀\n\tx") == "نص\u200cها 👩\u200d🚀\n\tx"


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_is_a_formula(sign: str) -> None:
    Path("d.txt").write_text(f"{sign}cmd() sank the ferry, officials said.\n", encoding="utf-8")
    assert main(["d.txt", "-f", "csv", "--out", "out", "-q"]) == 0
    assert f",{sign}cmd" not in Path("out/reports.csv").read_text(encoding="utf-8")


PLAIN = "Mayor Zoë Lindström said the crane broke in May. Officials in São Paulo said the port is shut. It closed."


@pytest.mark.parametrize("seed", range(30))
def test_hidden_letters_and_letters_in_parts_are_read_through(seed: int) -> None:
    chance = random.Random(seed)
    odd, places = "", list[int]()
    for letter in unicodedata.normalize("NFD", PLAIN) if seed % 2 else PLAIN:
        places += [len(odd)] * (not unicodedata.combining(letter))
        odd += letter + (chance.choice(HIDDEN) if letter.isalpha() and chance.random() < seed / 60 else "")
    engine = verifier.Engine(RULES)
    plain, read = (engine.check(from_text(text, name="d", format="text")) for text in (PLAIN, odd))
    assert [(one.type, one.strength) for one in read.assessments] == [
        (one.type, one.strength) for one in plain.assessments
    ]
    assert [one.span.start for one in read.claims] == [places[one.span.start] for one in plain.claims]
    shown = [legible(unicodedata.normalize("NFC", one.span.of(odd))) for one in read.claims]
    assert [unicodedata.normalize("NFC", words) for words in shown] == [one.span.of(PLAIN) for one in plain.claims]


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
@pytest.mark.parametrize("gap", [0.0, 0.05])
def test_two_quick_interruptions_end_a_run_with_workers(gap: float, folder: Path) -> None:
    Path("d").mkdir()
    for number in range(300):
        Path(f"d/{number}.txt").write_text(DRAFT.format(o=number) * 30, encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "verifier", "d", "-f", "jsonl", "--workers", "2", "--out", "out"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    for _ in range(2400):
        if (folder / "out").exists() or run.poll() is not None:
            break
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    time.sleep(gap)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=120)[1]
    assert run.returncode in (0, 130, -signal.SIGINT)  # the last: the signal came before the program had begun
    assert "Traceback" not in said
    assert run.returncode == 0 or list((folder / "out").iterdir()) == []
