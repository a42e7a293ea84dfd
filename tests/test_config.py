"""The house file: found upward, read strictly, every value with its origin; the command line wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier import config
from verifier.cli import main
from verifier.desk import registry
from verifier.errors import RuleError, VerifyError

TEXT = "Varna harbour reopens\n\nOfficials said the northern pier was shut for 14 days.\n"
HOUSE = """\
# our house
fail_on: UNSOURCED
max_unsourced: 2

levels:
  HIGH: 80
base:
  official_unnamed: 44

profiles:
  opinion:
    paths: opinion/*
    max_unsourced: 9
    base:
      official_unnamed: 41
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house folder with a news draft and an opinion draft."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("news", "opinion"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "d.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "verify.yml").write_text(HOUSE, encoding="utf-8")
    config.forget()
    yield tmp_path
    config.forget()


def test_it_is_found_upward_and_each_value_has_its_origin() -> None:
    chosen = config.settings(Path("news/d.txt"), {})
    assert chosen.values["max_unsourced"] == (2, "verify.yml:3")
    assert chosen.values["fail_on"] == (("UNSOURCED",), "verify.yml:2")
    assert chosen.values["ignore"].where == "built in"


def test_the_command_line_wins() -> None:
    chosen = config.settings(Path("news/d.txt"), {"max_unsourced": 0, "ignore": ["a"]})
    assert chosen.values["max_unsourced"] == (0, "--max-unsourced")
    assert chosen.values["ignore"] == (["a"], "--ignore")


def test_a_profile_by_path() -> None:
    chosen = config.settings(Path("opinion/d.txt"), {})
    assert (chosen.profile, chosen.get("max_unsourced")) == ("opinion", 9)
    assert chosen.get("fail_on") == ("UNSOURCED",)


@pytest.mark.parametrize(("draft", "base", "line"), [("news/d.txt", 44, 8), ("opinion/d.txt", 41, 15)])
def test_numbers_change_the_rules_and_say_where(draft: str, base: int, line: int) -> None:
    rules = config.rules_of(config.settings(Path(draft), {}))
    assert rules.house.number("base", "official_unnamed") == base
    assert rules.house.where("base", "official_unnamed") == f"verify.yml:{line}"
    assert rules.house.number("levels", "HIGH") == 80
    assert rules.id.sha256 != config.rules_of(config.settings(None, {})).id.sha256 or draft == "news/d.txt"


def test_config_prints_each_value_and_its_origin(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "opinion/d.txt"]) == 0
    shown = capfd.readouterr().out
    assert "max_unsourced" in shown
    assert "verify.yml:13" in shown
    assert "verify.yml:15" in shown
    assert "built in" in shown


def test_a_run_obeys_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "verify.yml").write_text("fail_on: LOW\nout: made\n", encoding="utf-8")
    assert main(["news/d.txt", "-q"]) == 1
    assert (folder / "made" / "d.md").exists()
    assert "at LOW or below" in capsys.readouterr().err


FAULTS = [
    pytest.param("fial_on: LOW\n", "verify.yml:1", "Did you mean “fail_on”?", id="a setting mistyped"),
    pytest.param("max_unsourced: many\n", "verify.yml:1:16", "whole number", id="not a number"),
    pytest.param("max_unsourced: ²\n", "verify.yml:1:16", "whole number", id="a raised figure"),
    pytest.param("base:\n  oficial_named: 3\n", "verify.yml:2", "official_named", id="a number of nothing"),
    pytest.param("out: [\n", "verify.yml:2", "not valid YAML", id="broken"),
    pytest.param("profiles:\n  x:\n    ignore: a\n", "verify.yml", "needs “paths”", id="a profile for nothing"),
]


@pytest.mark.parametrize(("content", "where", "said"), FAULTS)
def test_a_mistake_is_named(
    content: str, where: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "verify.yml").write_text(content, encoding="utf-8")
    assert main(["news/d.txt", "-q"]) == 2
    shown = capsys.readouterr().err
    assert where in shown
    assert said in shown


# --- the registry ------------------------------------------------------------------------------

REGISTRY = """\
- name: Norland Gazette
  reliability: B
- name: Channel Seven
  state_media: true
  reliability: E
  party_to: Norland
"""


def test_a_state_outlet_of_the_registry_is_typed_and_graded(folder: Path) -> None:
    (folder / "sources.yml").write_text(REGISTRY, encoding="utf-8")
    (folder / "verify.yml").write_text("registry: sources.yml\n", encoding="utf-8")
    (folder / "news" / "d.txt").write_text(
        "Base hit\n\nChannel Seven reported that the base was hit.\n\nNorland Gazette reported that it was shut.\n",
        encoding="utf-8",
    )
    assert main(["news/d.txt", "-q", "--out", "reports"]) == 0
    made = (folder / "reports" / "d.md").read_text(encoding="utf-8")
    assert "state outlet: Channel Seven" in made
    assert "graded E, state media, party to Norland" in made
    assert "graded B" in made


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("- nmae: A\n", "unknown key “nmae”", id="a key mistyped"),
        pytest.param("- name: A\n  reliability: G\n", "letter from A to F", id="no such grade"),
        pytest.param("- name: A\n  kind: outelt\n", "Did you mean “outlet”?", id="no such kind"),
        pytest.param("name: A\n", "a list is needed", id="no list"),
        pytest.param("- reliability: A\n", "needs a name", id="no name"),
        pytest.param("- name: [\n", "not valid YAML", id="broken"),
    ],
)
def test_a_mistake_in_the_registry_is_named(content: str, said: str, folder: Path) -> None:
    (folder / "sources.yml").write_text(content, encoding="utf-8")
    with pytest.raises(VerifyError) as error:
        registry.read(folder / "sources.yml")
    assert said in str(error.value)
    assert isinstance(error.value, RuleError)


def test_the_longest_name_answers_and_part_of_a_word_does_not() -> None:
    known = (registry.Known("Gazette", reliability="C"), registry.Known("Norland Gazette", reliability="A"))
    assert registry.graded("the Norland Gazette", known) == "graded A"
    assert registry.graded("Gazetteer", known) == ""


# --- the documentation -------------------------------------------------------------------------

DOCS = (Path(__file__).parent.parent / "docs" / "house-file.md").read_text(encoding="utf-8")


def shown(mark: str) -> str:
    """The YAML that the documentation shows after a comment."""
    return re.search(rf"<!-- {mark}.*?-->\n```yaml\n(.*?)```", DOCS, re.DOTALL).group(1)  # type: ignore[union-attr]


def test_the_house_file_of_the_documentation_works(folder: Path) -> None:
    (folder / "verify.yml").write_text(shown("house file"), encoding="utf-8")
    (folder / "sources.yml").write_text(shown("registry"), encoding="utf-8")
    (folder / "house").mkdir()
    (folder / "house" / "house.yml").write_text("house: ours\nbase:\n  hearsay: 29\n", encoding="utf-8")
    assert main(["news/d.txt", "-q"]) in (0, 1)
    assert (folder / "reports" / "d.json").exists()
    chosen = config.settings(Path("opinion/d.txt"), {})
    assert chosen.get("max_unsourced") == 99
    assert config.rules_of(chosen).house.number("levels", "HIGH") == 78
