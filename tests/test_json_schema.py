"""The JSON report keeps its promise: format 1, offsets in code points, every word where it says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import report

from verifier.model import Evidence, Factor, Relation, Report
from verifier.report import Look, jsonl
from verifier.report import json as json_format
from verifier.spans import Span
from verifier.words import json_legible

SCHEMA = json.loads((resources.files("verifier") / "schema" / "report-1.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def rich() -> Report:
    """A report with one of everything."""
    made = report("Head\nOfficials said so.\nA b c.\nD e f.\nG h.\nI j k.")
    document = replace(
        made.draft.document, evidence=(Evidence(Span(0, 4), "link", "https://example.org"),), notes=("n",)
    )
    relation = Relation("conflicts", "r", made.name, "C01", Span(0, 4), "other.txt", "C02", Span(3, 5), "why", ("a",))
    findings = (replace(made.findings[0], dismissed="known"), *made.findings[1:])
    return replace(made, draft=replace(made.draft, document=document), relations=(relation,), findings=findings)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "made", [rich(), report(""), report("One claim.", sources=False)], ids=["rich", "empty", "bare"]
)
def test_a_report_is_as_the_schema_says(made: Report) -> None:
    VALIDATOR.validate(json.loads(json_format.render(made, Look())))


def test_an_unknown_key_is_refused_so_the_schema_names_them_all() -> None:
    value = json.loads(jsonl.line(rich()))
    value["claims"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(value)


@given(
    st.text(min_size=1, max_size=60).filter(
        lambda text: (text.strip() and max(text) < "\ud800") or max(text) > "\udfff"
    )
)
@settings(deadline=None)
def test_every_claim_stands_where_it_says(text: str) -> None:
    value = json.loads(json_format.render(report(f"Head 🙂\n{text}\nLast."), Look()))
    source = f"Head 🙂\n{text}\nLast."
    for claim in value["claims"]:
        assert source[claim["start"] : claim["end"]] == claim["text"]


@given(st.text(max_size=12), st.booleans())
@settings(deadline=None)
def test_words_stand_as_the_encoder_writes_them(words: str, known: bool) -> None:
    made = rich()
    factor = Factor(words, words, -5, Span(1, 2) if known else None, words)
    first = replace(made.assessments[0], factors=(factor,), capped_by=words, type=words)
    finding = replace(made.findings[0], question=words, dismissed=words, reference=words)
    made = replace(made, assessments=(first, *made.assessments[1:]), findings=(finding,))
    for line in (jsonl.line(made), json_format.render(made, Look())):
        claim = json.loads(line)["claims"][0]
        assert claim["factors"][0]["label"] == claim["type"] == words
        assert json_legible(json.dumps(claim, ensure_ascii=False, separators=(",", ":"))) in line


def test_half_a_letter_is_written_all_the_same() -> None:
    made = rich()
    document = replace(made.draft.document, name="a\udcff.txt")
    line = jsonl.line(replace(made, draft=replace(made.draft, document=document)))
    assert json.loads(line)["article"]["name"] == "a\udcff.txt"


def test_the_text_that_offsets_point_into_comes_when_asked_for() -> None:
    made = rich()
    assert "text" not in json.loads(jsonl.line(made))["article"]
    for text in (jsonl.render([made], Look(with_text=True)), json_format.render(made, Look(with_text=True))):
        value = json.loads(text)
        VALIDATOR.validate(value)
        words = value["article"]["text"]
        assert value["article"]["sha256"] == hashlib.sha256(words.encode()).hexdigest()
        assert all(words[one["start"] : one["end"]] == one["text"] for one in value["claims"])


def test_one_draft_a_line() -> None:
    lines = jsonl.render([rich(), report("A b.")], Look()).splitlines()
    assert [json.loads(line)["article"]["name"] for line in lines] == ["draft.txt", "draft.txt"]
    assert json.loads(lines[0]) == json.loads(json_format.render(rich(), Look()))


def test_a_strength_is_the_sum_of_its_factors_under_its_cap() -> None:
    for claim in json.loads(jsonl.line(rich()))["claims"]:
        if claim["strength"] is not None:
            total = sum(factor["points"] for factor in claim["factors"])
            assert claim["strength"] == max(0, min(100, claim["cap"], total))


def test_a_dismissal_shows_on_its_claim() -> None:
    value = json.loads(jsonl.line(rich()))
    assert value["claims"][0]["dismissed"] == "known"
    assert value["summary"]["dismissed"] == 1
