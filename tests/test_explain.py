"""What an explanation says holds: the sum adds up, every place exists, and what would raise a claim does raise it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from desk import engine, rules

import verifier
from verifier.cli import main
from verifier.desk.raising import Raised, raises
from verifier.desk.silent import silent
from verifier.model import Level, Report
from verifier.report.words import width

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ORDER = [Level.UNSOURCED, Level.LOW, Level.MODERATE, Level.HIGH]
INVENTED = {
    "harbour": "Harbour shut\n\nThe harbour at Varna was shut on Monday. Officials said the pier had sunk.\n",
    "hearsay": "Dam cracks\n\nThe dam is reportedly leaking. Experts say the wall may fail. A source said no.\n",
    "images": "Base moved\n\nSatellite images show 12 planes at the base. Intelligence reports say more will come.\n",
    "quote": "Mayor quits\n\n“I have had enough of this council,” Mayor Anna Berg said. She left the hall at noon.\n",
}
DRAFTS = {**INVENTED, **{path.stem[:3]: path.read_text(encoding="utf-8") for path in SEEDS}}


def report(name: str) -> Report:
    """One of the drafts, checked."""
    return verifier.verify(DRAFTS[name], name=f"{name}.txt", engine=engine())


def lifted(made: Report, claim: str) -> Raised:
    """What would raise a claim."""
    return raises(made, claim, rules(), check=engine().check)


@pytest.mark.parametrize("name", DRAFTS)
def test_an_edit_that_is_said_to_raise_a_claim_does(name: str) -> None:
    """Every claim of the invented drafts, every third of the seeds."""
    made = report(name)
    for claim, before in list(zip(made.claims, made.assessments, strict=True))[:: 1 if name in INVENTED else 3]:
        found = lifted(made, claim.id)
        for edit in found.edits:
            after = verifier.verify(edit.document.text, name="edited.txt", engine=engine())
            rows = [row[1] for row in zip(after.claims, after.assessments, strict=True) if row[0].span == edit.claim]
            assert rows, (claim.id, edit.title)
            wanted = ORDER.index(found.level or Level.HIGH)
            assert ORDER.index(rows[0].resolved) >= wanted > ORDER.index(before.resolved)
            assert rows[0].resolved_strength == (before.resolved_strength or 0) + edit.gain


def test_most_weak_claims_can_be_raised() -> None:
    made = report("harbour")
    assert all(lifted(made, claim.id).edits for claim in made.claims)


def test_nothing_raises_what_is_high_or_not_scored() -> None:
    made = report("quote")
    for claim, assessment in zip(made.claims, made.assessments, strict=True):
        if assessment.resolved in (Level.HIGH, Level.NA):
            assert lifted(made, claim.id).told == ()


def test_what_did_not_fire_is_in_the_rules() -> None:
    made = report("harbour")
    for claim in made.claims:
        for said in silent(made, claim.id, rules()):
            for name in said.rpartition(" (")[0].split(", "):
                assert name.partition(" “")[0] in rules().rules


# --- as printed --------------------------------------------------------------------------------


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the seeds in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (tmp_path / "seeds").mkdir()
    for path in SEEDS:
        (tmp_path / "seeds" / path.name).write_bytes(path.read_bytes())
    return tmp_path


def printed(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What ``verify explain`` prints."""
    assert main(["explain", *arguments]) == 0
    return capfd.readouterr().out


def ids(name: str) -> list[str]:
    """All claims of a seed."""
    return [claim.id for claim in report(name).claims]


@pytest.mark.parametrize("name", ["000", "001"])
def test_points_add_up_and_places_exist(name: str, seeds: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for claim in ids(name)[::7]:
        shown = printed(capfd, f"{name}:{claim}")
        assert max(map(width, shown.splitlines())) <= 80
        for path, line in re.findall(r"(rules/\S+\.yml):(\d+)", shown):
            assert int(line) <= len((ROOT / path).read_text(encoding="utf-8").splitlines())
        sums = re.search(r"─{4}\n\s+(\d+)", shown)
        if sums and "(no more than)" not in shown:
            block = shown[: sums.start()].rsplit("\n\n", 1)[1]
            points = [
                int(found.replace("−", "-")) for found in re.findall(r"\s([+−]?\d+)(?:  |$)", block, re.MULTILINE)
            ]
            assert max(0, min(100, sum(points))) == int(sums.group(1))


@pytest.mark.parametrize("columns", ["40", "80"])
def test_it_fits_the_screen(
    columns: str, seeds: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = printed(capfd, "000:C09a", "--ascii")
    assert shown.isascii()
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_a_line_explains_all_its_claims(seeds: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shown = printed(capfd, "seeds/000_f252c9510e71f429.txt:4")
    assert len(re.findall(r"fingerprint [0-9a-f]{4}-[0-9a-f]{4}", shown)) >= 4


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        pytest.param("000", "name a claim as DRAFT:C04", id="no claim"),
        pytest.param("000:C99", "no claim C99", id="no such claim"),
        pytest.param("000:99", "no claim on line 99", id="no such line"),
        pytest.param("0:C01", "which of", id="two drafts begin so"),
        pytest.param("nothing:C01", "no such draft", id="no such draft"),
    ],
)
def test_what_cannot_be_found_is_said(
    reference: str, said: str, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", reference]) == 2
    assert said in capsys.readouterr().err


def test_changing_a_number_of_the_rules_changes_the_strength_as_predicted(
    seeds: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = printed(capfd, "000:C09a")
    base = re.search(r"official-unnamed.*?(\d+)   rules/house.yml", before)
    assert base
    (seeds / "house").mkdir()
    (seeds / "house" / "house.yml").write_text(
        f"house: test\nbase:\n  official_unnamed: {int(base.group(1)) + 7}\n", encoding="utf-8"
    )
    after = printed(capfd, "000:C09a", "--rules", "house")

    def total(shown: str) -> int:
        return int(re.search(r"─{4}\n\s+(\d+)", shown).group(1))  # type: ignore[union-attr]

    assert total(after) == total(before) + 7
    assert "house/house.yml:3" in after


@pytest.mark.parametrize("meant", ["c1a", "C1A", "c01a", "C01a"])
def test_a_claim_is_found_as_people_type_it(meant: str, seeds: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "C01a" in printed(capfd, f"000:{meant}")
