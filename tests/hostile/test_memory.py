"""What a desk remembers is not lost when two people save at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from verifier.commands.rulebook import writing
from verifier.desk import memory, signoff
from verifier.desk.identity import Identity
from verifier.files import locked

ROOT = Path(__file__).parents[2]
SENTENCES = [f"The {name} sank on Monday." for name in ("ferry", "barge", "trawler", "tanker")]


def at_once(number: int, act: object) -> None:
    """Call ``act(0)``, ``act(1)`` … in threads that begin together; any fault is raised."""
    faults: list[BaseException] = []
    gate = threading.Barrier(number)

    def one(at: int) -> None:
        gate.wait()
        try:
            act(at)
        except BaseException as error:  # noqa: BLE001 - a thread of its own
            faults.append(error)

    threads = [threading.Thread(target=one, args=(at,)) for at in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def dismissal(at: int) -> memory.Dismissal:
    return memory.Dismissal("bare-source", f"reason {at}", Identity((f"word{at}",), ()))


def test_dismissals_at_once(tmp_path: Path) -> None:
    draft = tmp_path / "d.md"

    def add(at: int) -> None:
        memory.update(draft, lambda kept: memory.Memory((*kept.dismissed, dismissal(at)), kept.numbers))

    at_once(16, add)
    assert {each.reason for each in memory.read(draft).dismissed} == {f"reason {at}" for at in range(16)}


def test_a_memory_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    memory.path_of(tmp_path / "d.md").symlink_to(tmp_path / "shared" / "d.verify.yml")
    for at in range(2):
        memory.update(tmp_path / "d.md", lambda kept, at=at: memory.Memory((*kept.dismissed, dismissal(at))))
    assert memory.path_of(tmp_path / "d.md").is_symlink()
    assert len(memory.read(tmp_path / "d.md").dismissed) == 2


def test_sign_offs_at_once(tmp_path: Path) -> None:
    log = tmp_path / "signoff.jsonl"
    at_once(16, lambda at: signoff.append(log, json.dumps({"at": at, "words": "x" * 100_000}) + "\n"))
    assert sorted(json.loads(line)["at"] for line in log.read_text("utf-8").splitlines()) == list(range(16))


def test_rules_written_at_once(tmp_path: Path) -> None:
    path = tmp_path / "house.yml"
    at_once(16, lambda at: writing.append(path, f"list: word-{at}\nentries: |\n  {'x' * 5_000}\n"))
    assert path.read_text("utf-8").count("list: word-") == 16


def test_a_lock_that_is_held_is_waited_for_and_leaves_nothing(tmp_path: Path) -> None:
    order: list[str] = []

    def other() -> None:
        with locked(tmp_path / "d.md.verify.yml"):
            order.append("other")

    with locked(tmp_path / "d.md.verify.yml"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "other"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="one process after another there")
def test_two_commands_at_once(tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text("\n\n".join(SENTENCES) + "\n", encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "verifier", "dismiss", f"d.md:{line}", "--reason", f"line {line}"],
            cwd=tmp_path,
            env=environ,
            stdout=subprocess.DEVNULL,
        )
        for line in (1, 3, 5, 7)
    ]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    assert {each.reason for each in memory.read(tmp_path / "d.md").dismissed} == {f"line {at}" for at in (1, 3, 5, 7)}
