"""``reports/`` is what ``verify seeds/`` writes today, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from verifier.cli import main

ROOT = Path(__file__).parent.parent


def test_the_reports_in_the_project_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "docs").symlink_to(ROOT / "docs")  # findings link to the pages of their rules
    monkeypatch.chdir(tmp_path)
    assert main(["seeds/", "--quiet"]) == 0
    made = {path.name: path.read_bytes() for path in (tmp_path / "reports").iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "reports").iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == [], "run `verify seeds/` and commit reports/"
