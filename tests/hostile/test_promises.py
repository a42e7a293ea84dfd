"""Every promise of docs/reliability.md names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
PROMISES = re.findall(r"`([\w./]+\.py)::(\w+)`", (HERE.parents[1] / "docs" / "reliability.md").read_text("utf-8"))


def test_there_are_promises() -> None:
    assert len(PROMISES) > 15


def test_each_has_its_test() -> None:
    missing = [
        f"{name}::{test}" for name, test in PROMISES if f"def {test}(" not in (HERE / name).read_text(encoding="utf-8")
    ]
    assert missing == []
