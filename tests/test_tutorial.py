"""The tutorial of the rules does what it says: its files are written, its commands run, in order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from verifier.cli import main

TUTORIAL = Path(__file__).resolve().parent.parent / "docs" / "write-a-rule.md"
BLOCK = re.compile(r"^```(console|yaml file=(\S+))\n(.*?)^```", re.MULTILINE | re.DOTALL)
ARCHIVE = {
    "archive/monday.txt": "Club To Move\n\nIt is understood that the club will move to Dorna in May.\n",
    "archive/tuesday.txt": "Club To Stay\n\nIt is understood all over the town that the club will stay in Leeds.\n",
    "rules-before/house.yml": "house: before\n",
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in ARCHIVE.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)


def test_every_step_of_the_tutorial(desk, capsys):
    for block in BLOCK.finditer(TUTORIAL.read_text("utf-8")):
        if block[2]:
            path = Path(block[2])
            path.parent.mkdir(exist_ok=True)
            if "rules new" in TUTORIAL.read_text("utf-8") and path.exists() and "preview      #" in block[3]:
                assert path.read_text("utf-8") == block[3], "what “rules new” writes is not what the tutorial shows"
            path.write_text(block[3], "utf-8")
            continue
        command, *shown = block[3].splitlines()
        status = main(shlex.split(command.removeprefix("$ verify ")))
        told = capsys.readouterr()
        assert status == (2 if any(" fail " in line or " error " in line for line in shown) else 0), told
        for line in shown:
            assert line in told.out, f"{command}\n{told.out}{told.err}"
