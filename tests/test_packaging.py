"""The wheel holds what runs: the package, the rules, the schema; the version is said once."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest

import verifier

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_wheel_holds_rules_and_schema(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel")
    made = next(wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = set(zipfile.ZipFile(made).namelist())
    rules = {
        f"verifier/_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.y*ml")
    }
    assert rules <= names
    packs = {
        f"verifier/_packs/{path.relative_to(ROOT / 'packs').as_posix()}" for path in (ROOT / "packs").rglob("*.y*ml")
    }
    assert packs <= names
    page = {f"verifier/report/page/{path.name}" for path in (ROOT / "verifier" / "report" / "page").iterdir()}
    assert page
    assert page <= names
    assert "verifier/schema/report-1.json" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "reports/"))]


@pytest.mark.parametrize("name", ["CITATION.cff", "verifier/version.py"])
def test_the_version_is_the_same_everywhere(name: str) -> None:
    found = re.search(r"""(?m)^(?:version:|__version__ =) "?([\d.]+)""", (ROOT / name).read_text(encoding="utf-8"))
    assert found
    assert found.group(1) == PROJECT["version"] == verifier.__version__


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    names = [re.match(r"[\w-]+", line).group().lower() for line in needed]  # type: ignore[union-attr]
    assert [name for name in names if name not in reasons] == []


def test_the_public_names_are_there() -> None:
    assert [name for name in verifier.__all__ if not hasattr(verifier, name)] == []
