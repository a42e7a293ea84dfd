"""A rewrite beside its originals: quotations to the letter, nothing dropped unseen."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path

import pytest
from desk import engine, rules

import verifier
from verifier.cli import main
from verifier.desk.rewrite import Comparer
from verifier.desk.rewrite.comparison import CHECKS
from verifier.desk.rewrite.quotes import Quoted, pieces
from verifier.model import Level, Report
from verifier.report import FORMATS, Look
from verifier.report.rewrite import by_kind, changed, differing, kept, omitted
from verifier.ruleset.kinds import DRIFT_CHECKS

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ORIGINAL = (
    "Anna Berg, the mayor of Dorna, said on Tuesday the harbour would close. “We can live with the plan,” Berg told "
    "reporters. Two officials said four ships may leave the harbour. Paul Stein, a lawyer, denied that he had been "
    "paid. The harbour firm did not respond to a request for comment."
)

comparer = cache(lambda: Comparer(rules()))


def compared(draft: str, *originals: str) -> Report:
    """The report of a rewrite held against its originals."""
    reports = [verifier.verify(text, name=f"wire-{at}.txt", engine=engine()) for at, text in enumerate(originals)]
    return comparer().compare(verifier.verify(draft, name="draft.txt", engine=engine()), reports)


def told(draft: str, *originals: str) -> set[str]:
    """The drifts of a rewrite, without what it leaves out."""
    found = {one.rule for one in compared(draft, *originals).findings if one.rule.startswith("drift-")}
    return {rule for rule in found if not rule.startswith("drift-omitted")}


# --- quotations --------------------------------------------------------------------------------

QUOTED = "“We can live with the plan, and the town will thank us for it,” Berg said."
SAME = [
    pytest.param(QUOTED, id="the same"),
    pytest.param(QUOTED.replace("“", '"').replace("”", '"'), id="straight marks"),
    pytest.param(
        "“We can live with the plan … the town will thank us for it,” Berg said.", id="words cut, and said so"
    ),
    pytest.param("“We can live with the plan, and the town [of Dorna] will thank us,” Berg said.", id="brackets"),
    pytest.param("“we can live with the plan,” Berg said.", id="a capital"),
    pytest.param("“We can live with the plan,” Berg said. “And the town will thank us for it.”", id="divided"),
    pytest.param("Berg said: “We can live with the plan.”", id="speaker first"),
]
CHANGED = [
    pytest.param(
        "“We cannot live with the plan, and the town will thank us for it,” Berg said.", "altered", id="negation"
    ),
    pytest.param("“We can live with the plan, and the town will hate us for it,” Berg said.", "altered", id="a word"),
    pytest.param("“Nobody asked us before they drew any of this up,” Berg said.", "absent", id="invented"),
    pytest.param("“We can live with the plan,” Paul Stein said.", "speaker", id="another speaker"),
]


@pytest.mark.parametrize("draft", SAME)
def test_a_quotation_to_the_letter_is_no_drift(draft: str) -> None:
    assert not {rule for rule in told(draft, QUOTED) if rule.startswith("drift-quotation")}


def test_a_misspelling_put_right_is_no_change() -> None:
    assert told("“The governor will decide,” Berg said.", "“The govenor will decide,” Berg said.") == set()


@pytest.mark.parametrize(
    ("original", "draft"),
    [
        ("“The harbour is theirs,” Berg said.", "“The harbor is theirs,” Berg said."),
        ("“It is a long term plan,” Berg said.", "“It is a long-term plan,” Berg said."),
        ("“The board and it's staff are one,” Berg said.", "“The board and its staff are one,” Berg said."),
    ],
)
def test_another_spelling_is_no_change(original: str, draft: str) -> None:
    assert not {rule for rule in told(draft, original) if rule.startswith("drift-quotation")}


def test_the_name_of_a_work_is_no_quotation() -> None:
    assert told("She sang “Blue Water Down” on Monday.", "She sang Blue Water Down on Monday.") == set()


@pytest.mark.parametrize(("draft", "name"), CHANGED)
def test_a_quotation_nobody_spoke_leads_and_is_never_high(draft: str, name: str) -> None:
    report = compared(draft, QUOTED)
    assert report.findings[0].rule == f"drift-quotation-{name}"
    claim = report.findings[0].claim
    rows = zip(report.claims, report.assessments, strict=True)
    assert [own.resolved for one, own in rows if one.id == claim] != [Level.HIGH]


def test_marks_put_on_a_paraphrase_are_told() -> None:
    assert "drift-quotation-marked" in told(
        "Berg said: “The harbour would close in spring.”", "Berg said the harbour would close in spring."
    )


def test_a_paraphrase_where_there_were_marks_is_told() -> None:
    assert "drift-quotation-paraphrased" in told("Berg said she could live with the plan.", QUOTED)


def test_a_quotation_may_stand_in_any_original() -> None:
    assert not {rule for rule in told(QUOTED, "Ships left Dorna.", QUOTED) if rule.startswith("drift-quotation")}


def test_in_none_of_several_originals() -> None:
    report = compared("“Nobody asked us before they drew this,” Berg said.", *["Ships left Dorna."] * 4)
    assert "none of the 4 originals" in report.findings[0].question


def test_no_run_of_words_leads_from_one_original_to_the_next() -> None:
    sides = comparer().beside(engine_report("x"), [engine_report("The plan is"), engine_report("good for us.")]).sides
    found = Quoted(sides).find(["plan", "is", "good", "for"])
    assert found is None or not found.same


@pytest.mark.parametrize("seed", range(20))
def test_any_word_changed_in_a_quotation_is_found(seed: int) -> None:
    draw = random.Random(seed)
    words = QUOTED.removeprefix("“").split(",”")[0].split()
    at = draw.randrange(len(words))
    words[at] = draw.choice(["zebra", "violin", "seventeen"])
    draft = f"“{' '.join(words)},” Berg said."
    assert any(rule.startswith("drift-quotation") for rule in told(draft, QUOTED))


def engine_report(text: str) -> Report:
    """One text checked."""
    return verifier.verify(text, engine=engine())


def test_pieces_are_cut_at_sentences_brackets_and_dots() -> None:
    side = comparer().beside(engine_report("“One is [so] two … three. Four is five,” he said."), []).draft
    words = [[side.tokens.words[at] for at in piece.words] for piece in pieces(side)]
    assert words == [["one", "is"], ["two"], ["three"], ["four", "is", "five"]]


# --- what is kept, what is left out ------------------------------------------------------------


def test_nothing_is_told_of_a_copy_and_all_of_it_is_kept() -> None:
    report = compared(ORIGINAL, ORIGINAL)
    assert not [one for one in report.findings if one.rule.startswith("drift-")]
    assert report.rewrite is not None
    assert all(one.kept == one.of for one in report.rewrite.kept)


def test_denials_and_refusals_left_out_come_first() -> None:
    report = compared("Anna Berg, the mayor of Dorna, said on Tuesday the harbour would close.", ORIGINAL)
    left = [one.other_text for one in omitted(report)]
    assert "denied" in left[0]
    assert "did not respond" in left[1]
    assert len(left) > 2


def test_what_was_kept_is_counted_by_sort() -> None:
    report = compared("Anna Berg, the mayor of Dorna, said on Tuesday the harbour would close.", ORIGINAL)
    assert report.rewrite is not None
    assert kept(report.rewrite).endswith("0 of 1 quotations")
    assert report.rewrite.originals == ("wire-0.txt",)


def test_a_text_without_claims_is_held_against_in_vain() -> None:
    assert compared(ORIGINAL, "…").rewrite is not None
    assert compared("…", ORIGINAL).rewrite is not None


# --- who, how firmly, what ---------------------------------------------------------------------

DRIFTS = [
    ("Berg, a lawyer, said so of it.", "Berg, a notorious lawyer, said so of it.", "drift-source-characterised"),
    ("Two witnesses said the port was shut.", "Witnesses said the port was shut.", "drift-count"),
    ("Berg said the port was shut.", "Berg revealed the port was shut.", "drift-verb"),
    ("Berg said the port was shut.", "Berg claimed the port was shut.", "drift-verb-lowered"),
    ("The port will probably stay shut for a year.", "The port will stay shut for a year.", "drift-hedge"),
    ("The port of Dorna is expected to open in May.", "The port of Dorna will open in May.", "drift-hedge-settled"),
    ("Wages in Dorna fell by 7 percent in May.", "Wages in Dorna plummeted by 7 percent in May.", "drift-fact-degree"),
    ("The fair drew about 900 guests.", "The fair drew 900 guests.", "drift-hedge-bound"),
    ("The fleet moved 14 ships from Dorna.", "The fleet moved 41 ships from Dorna.", "drift-fact-number"),
    ("The fleet did not leave the port of Dorna.", "The fleet left the port of Dorna.", "drift-fact-negation"),
    ("Berg told BBC News the port was shut.", "Berg said the port was shut.", "drift-venue"),
    ("The port was shut.", "The port was shut. Fishermen wept and burned their nets at dusk.", "drift-added"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "draft", "rule"), DRIFTS, ids=[rule for *_, rule in DRIFTS])
def test_each_drift_is_told(original: str, draft: str, rule: str) -> None:
    assert rule in told(draft, original)


@pytest.mark.parametrize("text", [text for original, draft, _ in DRIFTS for text in (original, draft)])
def test_a_copy_drifts_nowhere(text: str) -> None:
    assert told(text, text) == set()


PLAIN = [
    ("Berg said the port was shut.", "The port was shut, Berg said."),
    ("Berg said the port was shut on Monday.", "On Monday, Berg said the port was shut."),
    ("The fleet moved fourteen ships.", "The fleet moved 14 ships."),
    ("The 31-year-old driver was hurt.", "The driver, 31, was hurt."),
    ("The firm bought the harbour for $2m.", "The company acquired the harbour for $2 million."),
    ("Police are looking for a man.", "Police are seeking a man."),
]


@pytest.mark.parametrize(("original", "draft"), PLAIN)
def test_plain_rewording_is_no_drift(original: str, draft: str) -> None:
    assert told(draft, original) == set()


def test_every_check_is_documented_and_made() -> None:
    assert set(CHECKS) == set(DRIFT_CHECKS)
    page = (SEEDS.parent / "docs" / "rewrites.md").read_text(encoding="utf-8")
    assert not [name for name, about in DRIFT_CHECKS.items() if f"| `{name}` | {about} |" not in page]


# --- reports -----------------------------------------------------------------------------------

REWRITE = "Anna Berg revealed the harbour would close. “We cannot live with the plan,” Berg told reporters."


@pytest.mark.parametrize(
    ("name", "mark"), [("md", "**cannot**"), ("html", "<mark>cannot</mark>"), ("terminal", "[cannot]")]
)
def test_both_texts_stand_side_by_side_with_what_differs_marked(name: str, mark: str) -> None:
    report = compared(REWRITE, ORIGINAL)
    render = FORMATS[name].load()
    shown = render([report], Look()) if FORMATS[name].scope == "run" else render(report, Look())
    assert mark in shown
    assert "left out" in shown.lower()


def test_capitals_and_marks_at_the_edge_of_a_word_do_not_differ() -> None:
    here, there = differing("“We can,” he said", "we can he said.")
    assert not any(differs for side in (here, there) for _, differs in side.words)


def test_the_summary_counts_by_kind() -> None:
    report = compared(REWRITE, ORIGINAL)
    counts = by_kind(report)
    assert counts["drift-quotation"] == 1
    assert counts["drift-omitted"] == len(omitted(report))
    assert sum(counts.values()) == len(omitted(report)) + len(changed(report))


def test_a_report_without_originals_says_nothing_of_them() -> None:
    assert "drifts" not in json.loads(FORMATS["json"].load()(engine_report(ORIGINAL), Look()))["summary"]


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a rewrite and a folder of originals."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rewrite.md").write_text(REWRITE, encoding="utf-8")
    (tmp_path / "wires").mkdir()
    (tmp_path / "wires" / "one.txt").write_text("Ships left Dorna.", encoding="utf-8")
    (tmp_path / "wires" / "two.txt").write_text(ORIGINAL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_json_lines_carry_the_drifts(desk: Path, workers: str) -> None:
    args = ["rewrite.md", "--against", "wires", "--format", "jsonl", "--out", "out", "-q", "--workers", workers]
    assert main(args) == 0
    report = json.loads((desk / "out" / "reports.jsonl").read_text(encoding="utf-8"))
    assert report["summary"]["drifts"]["drift-quotation"] == 1
    assert report["rewrite"]["originals"] == ["one.txt", "two.txt"]
    assert "drift-quotation-altered" in {one["rule"] for one in report["findings"]}


def test_against_is_repeatable_and_finds_what_any_holds(desk: Path) -> None:
    args = [
        "rewrite.md",
        "--against",
        "wires/one.txt",
        "--against",
        "wires/two.txt",
        "--format",
        "json",
        "--out",
        "out",
        "-q",
    ]
    assert main(args) == 0
    assert json.loads((desk / "out" / "rewrite.json").read_text(encoding="utf-8"))["rewrite"]["originals"] == [
        "one.txt",
        "two.txt",
    ]


@pytest.mark.parametrize(
    ("limit", "status"), [("drift-quotation", 1), ("drift-quotation-absent", 0), ("drift-added", 0)]
)
def test_a_family_of_drifts_may_end_a_run(desk: Path, limit: str, status: int) -> None:
    assert (
        main(["rewrite.md", "--against", "wires", "--fail-on", limit, "--format", "jsonl", "--out", "out", "-q"])
        == status
    )


def test_a_drift_is_dismissed_like_any_finding(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["rewrite.md", "--against", "wires", "--fail-on", "drift-quotation", "--ignore", "drift-quotation", "-q"]
    assert main([*args, "--format", "jsonl", "--out", "out"]) == 0
    capsys.readouterr()


def test_an_original_that_is_not_there_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rewrite.md", "--against", "wires/three.txt", "--format", "jsonl", "--out", "out", "-q"]) == 2
    assert "three.txt" in capsys.readouterr().err


def test_a_draft_is_not_held_against_itself(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rewrite.md", "--against", "rewrite.md", "--format", "jsonl", "--out", "out", "-q"]) == 2
    assert "only the draft itself" in capsys.readouterr().err


# --- the seeds against what they come from, told here in words of our own ---------------------------

UPSTREAM = {
    "000": (
        "Russia has started pulling large numbers of troops and gear out of Syria, two American officials and one "
        "Western official who have seen the intelligence said.\n"
        "The pullout began last week, those officials said, and whether it will be permanent is not known.\n"
        "Officials with knowledge of the intelligence said Russia was trying to find out whether Hayat Tahrir al Sham "
        "was open to a settlement that might let its forces stay at Khmeimim airbase and the port of Tartus.\n"
        "“We keep up contacts with those who control the situation in Damascus,” Kremlin spokesman Dmitry Peskov said "
        "at a briefing last week.\n"
        "A defense official said naval assets were being moved from Syria to Libya, and another said Moscow had raised "
        "pressure on Libyan National Army commander Khalifa Haftar over a port in Benghazi.\n"
        "If Russia is forced to abandon Tartus and finds no Libyan port, its operational capabilities in the "
        "Mediterranean could suffer, the official said.\n"
        "The Pentagon press secretary, Major General Patrick Ryder, said on Monday that U.S. forces in Syria were "
        "freer to go after ISIS."
    ),
    "001": (
        "Russia is pulling back its forces from the front lines in northern Syria and from positions in the Alawite "
        "mountains but is not leaving its two main bases, four Syrian officials told Reuters.\n"
        "It is too early to say whether Russia will keep the Hmeimim air base in Latakia and the Tartus naval base, "
        "the Kremlin said on Monday; no decision has been taken.\n"
        "Footage from Friday showed what appeared to be at least two Antonov An-124 aircraft at the Hmeimim air base, "
        "apparently being loaded.\n"
        "Deputy Foreign Minister Mikhail Bogdanov said on Thursday that Russia hoped the military bases would remain."
    ),
}
FOUND = [
    ("000", "this large-scale pullout began last week", {"drift-source", "drift-count", "drift-verb", "drift-hedge"}),
    ("000", "Dmitry Peskov confirmed", {"drift-verb", "drift-quotation"}),
    ("000", "The loss of control over Tartus", {"drift-attribution", "drift-hedge"}),
    ("000", "Patrick Ryder highlighted", {"drift-verb", "drift-date"}),
    ("001", "Russia is initiating a partial withdrawal", {"drift-source", "drift-count", "drift-attribution"}),
    ("001", "the Kremlin has confirmed", {"drift-verb", "drift-hedge"}),
    ("001", "Satellite imagery has revealed", {"drift-verb", "drift-source", "drift-hedge"}),
]


@pytest.mark.parametrize(("seed", "words", "kinds"), FOUND, ids=[words for _, words, _ in FOUND])
def test_the_drifts_of_the_seeds_are_found(seed: str, words: str, kinds: set[str]) -> None:
    text = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    report = compared(text, UPSTREAM[seed])
    place = text.index(words)
    sentence = next(one for one in report.draft.sentences if one.span.start <= place < one.span.end)
    found = {"-".join(one.rule.split("-")[:2]) for one in report.findings if one.span.overlaps(sentence.span)}
    assert found & kinds
