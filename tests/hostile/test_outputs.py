"""No run replaces what somebody wrote, no two drafts share a report, and no report is read as a draft.

Each test makes its cases: ways to name a place, formats, names of files. A new format or way is one more row.
"""

from __future__ import annotations

import io
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from wordfiles import pack, paragraph

from verifier.cli import main
from verifier.commands import places
from verifier.report import FORMATS

PROSE = "Minister resigns\n\nThe minister resigned on Monday, officials said. The report was late.\n"
PAGE = "<p>The minister resigned on Monday, officials said.</p>\n<p>The report was late.</p>\n"
WRITTEN = {".md": PROSE.encode(), ".html": PAGE.encode()}
FILED = [found for found in FORMATS.values() if found.marked]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draft(path: Path) -> Path:
    """A draft in the format that its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(paragraph("It rained on Monday, officials said.")) if path.suffix == ".docx"
                     else WRITTEN.get(path.suffix, PROSE.encode()))  # fmt: skip
    return path


def state(folder: Path) -> dict[str, bytes]:
    """Every file and its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of a run that ends with 2 and leaves every file as it was."""
    before = state(folder)
    assert main(arguments) == 2
    assert state(folder) == before
    said = capsys.readouterr().err
    assert said.startswith("verify: ")
    assert "Nothing was written." in said
    return said


# --- what a run reads is not written over ------------------------------------------------------


def _linked(folder: Path) -> str:
    Path("link").symlink_to(folder.resolve())
    return "link"


SPELLED: dict[str, Callable[[Path], str]] = {
    "as it is": str,
    "with a dot": lambda folder: f"{folder}/.",
    "up and down": lambda folder: f"{folder}/../{folder.name}",
    "absolute": lambda folder: str(folder.resolve()),
    "by a link": _linked,
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
@pytest.mark.parametrize("format", FILED, ids=lambda found: found.name)
def test_a_draft_is_not_replaced_by_its_report(
    format: object, spelled: Callable[[Path], str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(Path(f"desk/one{format.extension}"))
    given = draft(Path("desk/one.txt")) if path.name.count(".") > 1 else path
    refused(folder, [str(path), str(given), "--out", spelled(path.parent), "-f", format.name], capsys)


@pytest.mark.parametrize("format", FILED, ids=lambda found: found.name)
@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to], ids=["symbolic", "hard"])
def test_nor_under_another_name(
    link: Callable[[Path, Path], None], format: object, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(Path(f"desk/one{format.extension}")).resolve()
    Path("out").mkdir()
    link(Path(f"out/two{format.extension}"), path)
    refused(folder, [str(path), str(draft(Path("two.txt"))), "--out", "out", "-f", format.name], capsys)


@pytest.mark.parametrize("format", FILED, ids=lambda found: found.name)
def test_nor_a_draft_that_this_run_does_not_read(
    format: object, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft(Path(f"desk/one{format.extension}"))
    refused(folder, [str(draft(Path("one.txt"))), "--out", "desk", "-f", format.name], capsys)


@pytest.mark.parametrize("name", ["index.md", "one.md", "INDEX.md"])
def test_nor_by_the_house_file(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("verify.yml").write_text("out: .\n", encoding="utf-8")
    refused(folder, [str(draft(Path(name))), str(draft(Path("index.md")))], capsys)


def test_nor_a_registry_or_a_rule_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("verify.yml").write_text("registry: out/reports.csv\nrules: house\n", encoding="utf-8")
    Path("out").mkdir()
    Path("out/reports.csv").write_text("- name: Gazette\n", encoding="utf-8")
    Path("house").mkdir()
    rule = "list: house-word\nentries: |\n  gazetteer\n"
    Path("house/lists.yml").write_text(rule, encoding="utf-8")
    Path("out/one.json").symlink_to(Path("house/lists.yml").resolve())
    path = str(draft(Path("one.txt")))
    refused(folder, [path, "-f", "csv", "--out", "out"], capsys)
    refused(folder, [path, "-f", "json", "--out", "out"], capsys)


def test_nor_the_copy_that_a_rewrite_comes_from(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft(Path("wire/one.md"))
    refused(folder, [str(draft(Path("one.txt"))), "--against", "wire/one.md", "--out", "wire"], capsys)


def test_nor_by_the_summary_of_a_job(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = draft(Path("one.md"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    refused(folder, [str(path), "-f", "github"], capsys)


def test_a_sign_off_is_not_added_to_a_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = draft(Path("one.md"))
    before = state(folder)
    assert main(["signoff", str(path), "--name", "A", "--accept-rest", "seen", "--log", str(path)]) == 2
    assert state(folder) == before
    assert "is no log of sign-offs" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["bare-source.md", "index.md", "other.md"])
def test_pages_of_rules_replace_and_remove_only_pages(name: str, folder: Path) -> None:
    path = draft(Path("desk") / name)
    main(["rules", "docs", "--out", "desk"])
    assert path.read_bytes() == PROSE.encode()


def test_a_schema_replaces_only_a_schema(folder: Path) -> None:
    path = draft(Path("one.md"))
    assert main(["rules", "schema", "--out", str(path)]) == 2
    assert path.read_bytes() == PROSE.encode()
    assert [main(["rules", "schema", "--out", "new.json"]) for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("name", ["../../x", "/x", "a/b", "..", ".x", "x.yml/../y", ""])
def test_a_rule_is_written_into_its_folder(name: str, folder: Path) -> None:
    answers = ["--words", "let it be known", "--sentence", "He let it be known.", "--question", "Who?"]
    if name:
        assert main(["rules", "new", "--id", name, "--out", "deep/house", *answers]) == 2
        assert state(folder) == {}


# --- a run does not read its own reports -------------------------------------------------------


@pytest.mark.parametrize("out", ["d/out", "d", "out"])
@pytest.mark.parametrize("format", FILED, ids=lambda found: found.name)
def test_a_second_run_reads_the_drafts_alone(
    format: object, out: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft(Path("d/one.txt"))
    draft(Path("d/deep/one.txt"))
    run = ["d", "out", "--out", out, "-f", format.name, "-q"]
    Path("out").mkdir()
    draft(Path("out/two.txt"))
    assert main(run) == 0
    first = state(folder)
    capsys.readouterr()
    assert main(run) == 0
    assert state(folder) == first
    made = sorted(str(Path(name)) for name in first if not name.endswith(".txt"))
    said = capsys.readouterr().err
    assert said.startswith("verify: passed over ")
    assert [name for name in made if name not in said] == []


@pytest.mark.parametrize("pattern", ["**/*.md", "d/*.md", "."])
def test_a_pattern_that_finds_reports(pattern: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft(Path("d/one.md"))
    assert main([pattern, "-q"]) == 0
    first = state(folder)
    assert main([pattern, "-q"]) == 0
    assert state(folder) == first


def test_where_only_reports_are_left_nothing_was_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(draft(Path("one.txt"))), "-q"]) == 0
    assert main(["reports"]) == 2
    assert "nothing was checked" in capsys.readouterr().err


def test_a_report_on_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(draft(Path("one.txt"))), "-q"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path("reports/one.md").read_bytes())))
    assert main(["-"]) == 2


# --- no two drafts share a report --------------------------------------------------------------

PARTS = ["a", "b", "a--b", "A", "..", "é", "e\u0301", "ß", "ss", "x" * 120]
NAMES = ["d", "D", "index", "Index", "reports", "d.checklist", "d-2", "d.md", "a--d", "é", "e\u0301", "x" * 200]


@pytest.mark.parametrize("seed", range(60))
def test_no_two_files_of_a_plan_are_one(seed: int) -> None:
    chance = random.Random(seed)
    names = {
        "/".join([*chance.choices(PARTS, k=chance.randrange(4)), chance.choice(NAMES) + chance.choice([".md", ".txt"])])
        for _ in range(chance.randrange(1, 60))
    }
    formats = [found for found in FORMATS.values() if found.name != "terminal"]
    planned = places.plan(sorted(names), chance.sample(formats, chance.randrange(1, len(formats))), Path("out"))
    files = [target.path.name for target in planned]
    assert len({places._key(name) for name in files}) == len(files)
    assert max(len(os.fsencode(name)) for name in files) < 250


@pytest.mark.parametrize(
    "paths", [["w/a/d.md", "a/d.md"], ["w/a/b/d.md", "w/a--b/d.md"], ["w/d.checklist.txt", "w/d.md"], ["w/d.md", "-"]]
)
def test_every_draft_has_its_own(paths: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at, path in enumerate(paths):
        draft(Path(path)).write_text(f"The {at} ships sank, officials said.\n", encoding="utf-8")
    monkeypatch.chdir(folder / "w")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The 1 ships sank, officials said.\n")))
    given = [path if path == "-" else os.path.relpath(folder / path) for path in paths]
    assert main([*given, "-f", "md", "-f", "checklist", "--out", "o", "-q", "--stdin-filename", "d.md"]) == 0
    reports = [path.read_text("utf-8") for path in Path("o").glob("*.md") if path.name != "index.md"]
    for at in range(len(paths)):
        assert sum(f"The {at} ships" in report for report in reports) == 2
