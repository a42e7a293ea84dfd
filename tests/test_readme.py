"""What the README shows holds: its house rule, its Python, its commands."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

import verifier
from verifier.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RULE = re.search(r"<!-- house rule.*?-->\n```yaml\n(.*?)```", README, re.DOTALL).group(1)  # type: ignore[union-attr]
DRAFT = "Port shut\n\nThe harbour master's office said the channel was closed on Monday.\n"


def test_the_house_rule_is_ten_lines_and_works(tmp_path: Path) -> None:
    assert len(RULE.splitlines()) <= 10
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "harbour.yml").write_text(RULE, encoding="utf-8")
    rules = verifier.load([tmp_path / "house"])
    report = verifier.verify(DRAFT, engine=verifier.Engine(rules))
    sources = [found.source for found in report.attributions if found.source]
    assert ("house-harbour-office", "institution") in [(source.rule, source.type) for source in sources]
    assert report.ruleset.sha256 != verifier.load().id.sha256


def test_a_misspelt_field_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.yml", "b.yaml"):
        (tmp_path / name).write_text(RULE.replace("find:", "fnid:"), encoding="utf-8")
        draft = tmp_path / "draft.txt"
        draft.write_text(DRAFT, encoding="utf-8")
        assert main([str(draft), "--rules", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 2
        said = capsys.readouterr().err
        assert f"{name}:5:1" in said
        assert "“find”" in said


def test_the_python_runs() -> None:
    program = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)  # type: ignore[union-attr]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, "README.md", "exec"), {})
    assert out.getvalue().startswith("C01")


def test_every_command_shown_is_there() -> None:
    shown = re.findall(r"^verify ([a-z]+) ", README, re.MULTILINE) + re.findall(r"`verify ([a-z]+) ", README)
    words = {word for word in shown if word not in ("draft", "drafts", "rewrite")}
    assert words <= set(COMMANDS)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+?)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
