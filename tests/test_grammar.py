# ruff: noqa: E501 - tables, one case a line
"""The grammar of a language: chosen by name, read strictly, every fault at its character."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import rulekit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier import config
from verifier.cli import main
from verifier.engine import Engine
from verifier.errors import RuleError
from verifier.language import letters
from verifier.language.letters import Letters
from verifier.language.patterns import Level, compiled
from verifier.reading import read
from verifier.report import Look
from verifier.report.json import render
from verifier.ruleset import load, load_from, packs

TEXT = """Varna harbour reopens

The harbour was closed for 14 days, officials said. “We had no choice,” said Maria Stone, who leads the port.
It may open on Monday, according to a report, but the union denied that.
"""
LETTERS = Letters(
    {"noun": "n", "plural": "m", "name": "N", "that": "t", ",": ",", ".": ".", "sentence-end": "|"},
    {"verb-group": "V"},
    {"any-noun": "nmN"},
)


# --- a language is a folder -------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The built-in rules with English there a second time, as zz; a draft in the working folder."""
    folder = tmp_path / "rules"
    shutil.copytree(packs.built_in(), folder)
    shutil.copytree(folder / "en", folder / "zz")
    monkeypatch.setattr(packs, "built_in", lambda: folder)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "draft.txt").write_text(TEXT, encoding="utf-8")
    config.forget()
    yield folder
    config.forget()


def report(*arguments: str) -> str:
    assert main(["draft.txt", "--format", "jsonl", "-o", "out", "-q", *arguments]) == 0
    made = json.loads(Path("out/reports.jsonl").read_text("utf-8"))
    del made["ruleset"]
    return json.dumps(made)


def test_a_copy_of_a_language_says_the_same_under_its_own_name(copied: Path) -> None:
    english = report()
    assert report("--language", "zz") == english.replace("rules/en", "rules/zz")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("verify.yml", "language: zz\n", id="the house file"),
        pytest.param("draft.md", f"---\nlanguage: zz\n---\n{TEXT}", id="front matter"),
        pytest.param("draft.md", f"---\nlanguage: ZZ-AU\n---\n{TEXT}", id="front matter with a region"),
        pytest.param("draft.html", f"<html lang=zz-AU><p>{TEXT}", id="the markup of a page"),
    ],
)
def test_a_language_is_named_in_many_places(copied: Path, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    draft = name if name.startswith("draft") else "draft.txt"
    assert main([draft, "--format", "json", "-o", "out", "-q"]) == 0
    assert "rules/zz/" in next(Path("out").glob("*.json")).read_text("utf-8")


def test_a_page_in_a_language_without_rules_is_read_as_the_house_says(copied: Path) -> None:
    Path("draft.html").write_text(f"<html lang=sv><p>{TEXT}", encoding="utf-8")
    assert main(["draft.html", "-q"]) == 0


@pytest.mark.parametrize("given", ["--language", "front matter"])
def test_an_unknown_language_is_told_with_those_there_are(
    copied: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    if given == "--language":
        assert main(["draft.txt", "--language", "zzz"]) == 2
    else:
        Path("draft.md").write_text(f"---\nlanguage: zzz\n---\n{TEXT}", encoding="utf-8")
        assert main(["draft.md"]) == 2
    told = capsys.readouterr().err
    assert "there are no rules for the language “zzz”. Did you mean “zz”?" in told
    assert "en, zz" in told


def test_a_pack_lies_over_its_own_language_alone(copied: Path, tmp_path: Path) -> None:
    house = rulekit.write(
        tmp_path / "house", pack='pack: house\nversion: "1"\nlanguage: sv\n', more=rulekit.rule("maybe")
    )
    with pytest.raises(RuleError, match=r"pack.yml:3:11: this pack is for the language “sv”; .* for “en”"):
        load([house])


# --- the notation -----------------------------------------------------------------------------

PATTERNS = {
    "one word": ("noun", "n"),
    "either": ("noun|plural", "[nm]"),
    "a set": ("any-noun", "[nmN]"),
    "any but these": ("!noun|sentence-end", "[^n|]"),
    "any": ("any", "."),
    "a mark that means something in a regular expression": (". noun", r"\.n"),
    "one after the other": ("noun that", "nt"),
    "may be left out": ("(that) noun", "t?n"),
    "several that may be left out": ("(that noun)", "(?:tn)?"),
    "held together": ("[that noun]+", "(?:tn)+"),
    "alternatives": ("noun | that plural", "n|tm"),
    "so many": ("[noun|plural]*2-5", "[nm]{2,5}"),
    "as few as fit": ("noun*0-20?", "n{0,20}?"),
    "what comes next": ("noun {before that}", "n(?=t)"),
    "what does not": ("noun {not before that}", "n(?!t)"),
    "what stood before": ("{after that} noun", "(?<=t)n"),
    "a name for what is found": ("found=noun", "(?P<found>n)"),
    "another pattern": ("<subject> that", "{subject}t"),
}


@pytest.mark.parametrize(("text", "made"), PATTERNS.values(), ids=PATTERNS)
def test_a_pattern_of_names_is_one_of_letters(text: str, made: str) -> None:
    found = compiled(text, Level(LETTERS, groups=False, shapes=("subject",)))
    assert (found.text, found.mistakes) == (made, [])


FAULTS = {
    "an unknown class": ("nuon that", 0, "unknown class “nuon”. Did you mean “noun”?"),
    "an unknown class further on": ("noun|nuon", 5, "unknown class “nuon”"),
    "a group among words": ("verb-group", 0, "“verb-group” is a group; name classes of words here"),
    "an unknown pattern": ("<subjct>", 0, "unknown pattern “<subjct>”. Did you mean “subject”?"),
    "a letter of old": ("(?:n)", 1, "“?” means nothing here"),
    "a bracket that is not closed": ("noun [that", 5, "this is never closed; put “]” behind it"),
    "a look that is not closed": ("{before noun", 0, "this is never closed; put “}” behind it"),
    "a bracket that closes nothing": ("noun ]", 5, "this “]” closes nothing"),
    "empty brackets": ("noun ()", 6, "something is missing before “)”"),
    "nothing": ("", 0, "a class or pattern is missing here"),
    "nothing behind a bar": ("noun |", 0, "one is missing behind the last “|”"),
    "nothing to repeat": ("* noun", 0, "“*” repeats nothing"),
    "several repeated without brackets": ("noun|plural*", 0, "put brackets round what is repeated: “[noun|plural]*”"),
    "a larger number first": ("noun*5-2", 4, "the smaller number first"),
    "an unknown place": ("{hear}", 0, "“{hear}” is no place. Did you mean “{here}”?"),
    "nested too deep": ("[" * 40 + "noun" + "]" * 40, 20, "nested too deep"),
}


@pytest.mark.parametrize(("text", "column", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_pattern_is_told_at_its_column(text: str, column: int, said: str) -> None:
    mistakes = compiled(text, Level(LETTERS, groups=False, shapes=("subject",))).mistakes
    assert (column, True) in [(one.column, said in one.message) for one in mistakes], mistakes


@given(st.lists(st.sampled_from([*PATTERNS["alternatives"][0].split(), *"()[]{}|*+?!<>:=,.", "{before", "{here}", "any",
                                 "noun", " ", "*2-", "found=", "<subject>", "that:list"]), max_size=30))  # fmt: skip
def test_any_pattern_is_a_regular_expression_or_has_mistakes(parts: list[str]) -> None:
    found = compiled("".join(parts), Level(LETTERS, groups=False, shapes=("subject",)))
    if not found.mistakes:
        with suppress(re.error):  # what stands before may be of several lengths; rows.py tells of that
            re.compile(found.text.replace("{subject}", "(?:n)"))


# --- a grammar in a file ----------------------------------------------------------------------

GRAMMAR_FAULTS = {
    "an unknown key": (
        "patchez: |\n  to -> that\n",
        ":2:1: unknown key of a grammar “patchez”. Did you mean “patches”?",
    ),
    "an unknown list": (
        "classes: |\n  noun  lexcon-noun\n",
        ":3:9: unknown list “lexcon-noun”. Did you mean “lexicon-noun”",
    ),
    "a class without a list": ("classes: |\n  noun\n", ":3:3: no list follows “noun”"),
    "an open bracket": ("patches: |\n  to -> that / (noun _\n", ":3:16: this is never closed; put “)” behind it"),
    "no regular expression": ("unknown_words: |\n  noun  [a-z\n", ":3:9: this pattern cannot be used"),
    "a bad word": ("word: |\n  (\\w+\n", ":3:3: this pattern cannot be used"),
    "an unknown class in a patch": (
        "patches: |\n  too -> to / noun _\n",
        ":3:3: unknown class “too”. Did you mean “to”",
    ),
    "no arrow": ("patches: |\n  to that\n", ":3:3: write “old -> new / before _ after”"),
    "no place in a patch": ("patches: |\n  to -> that / noun\n", ":3:3: write “old -> new / before _ after”"),
    "a patch behind words of several lengths": ("patches: |\n  to -> that / noun* _\n", "must be of one length"),
    "a line that goes on": ("patches: |\n  to -> that / noun _\n      nuon\n", ":4:7: unknown class “nuon”"),
    "an unknown class in a set": ("sets: |\n  two = noun|plurl\n", "unknown class “plurl”. Did you mean “plural”?"),
    "no pattern": ("shapes: |\n  subject\n", ":3:3: write “name = pattern”"),
    "a pattern that stands further down": ("shapes: |\n  x = <many>\n", ":3:7: unknown pattern “<many>”"),
    "an unknown group in a repair": ("repairs: |\n  ing-group -> verb-grup\n", "Did you mean “verb-group”?"),
    "a section without keys": ("mentions: |\n  x\n", ":2:1: “mentions” holds keys of its own"),
    "an unknown key of a section": (
        "claims:\n  finit: past\n",
        ":3:3: unknown key of “claims”: “finit”. Did you mean “finite”?",
    ),
    "a missing key of a section": ("claims:\n  bare: base\n", ":2:1: “claims” lacks “finite”: finite verbs."),
    "an unknown rule": (
        "sources:\n  plain: persn-named\n",
        ":3:10: unknown rule “persn-named”. Did you mean “person-named”?",
    ),
}


def test_a_language_lacks_nothing_that_the_program_asks_for(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grammar = copied / "zz" / "grammar.yml"
    text = (
        grammar.read_text("utf-8")
        .replace("keep_in_titles: |", "keep_titles: |")
        .replace("  next-cue =", "  next-queue =")
    )
    grammar.write_text(text, encoding="utf-8")
    assert main(["draft.txt", "--language", "zz"]) == 2
    told = capsys.readouterr().err
    assert re.search(
        r"zz/grammar.yml:\d+:1: unknown key of a grammar “keep_titles”. Did you mean “keep_in_titles”", told
    )
    assert re.search(
        r"zz/grammar.yml:\d+:1: a grammar needs “keep_in_titles”: classes that words of a title keep", told
    )
    assert re.search(r"zz/grammar.yml:\d+:1: “searches” lacks “next-cue”. Did you mean “next-queue”", told)


@pytest.mark.parametrize(("text", "said"), GRAMMAR_FAULTS.values(), ids=GRAMMAR_FAULTS)
def test_a_fault_in_a_grammar_is_told_at_its_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    house = rulekit.write(tmp_path / "house", grammar=f"grammar: house\n{text}")
    (tmp_path / "draft.txt").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "draft.txt"), "--rules", str(house), "-o", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_all_faults_of_a_grammar_come_at_once(tmp_path: Path) -> None:
    text = "grammar: house\npatches: |\n  too -> to\n  to -> tho\nguards: nuon\n"
    with pytest.raises(RuleError) as caught:
        load([rulekit.write(tmp_path / "house", grammar=text)])
    assert [(fault.line, fault.column) for fault in caught.value.faults] >= [(3, 3), (5, 9)]


def test_a_shape_names_classes_and_words_of_a_list(tmp_path: Path) -> None:
    house = rulekit.write(tmp_path / "house", shapes="shapes: house\ndate: |\n  nuon <mont>\nin_part: |\n  nmae\n")
    with pytest.raises(RuleError) as caught:
        load([house])
    told = str(caught.value)
    assert ":3:3: unknown class “nuon”. Did you mean “noun”?" in told
    assert ":3:8: unknown pattern “<mont>”" in told
    assert ":5:3: unknown built-in “nmae”. Did you mean “name”?" in told


CUT = "rule: x\ntitle: X\nkind: claim\ncut: |\n  {}\n"
CUT_FAULTS = {
    "an unknown class": (", nuon {begin}", ":5:5: unknown class “nuon”"),
    "an unknown list": (", preposition:if-wrd {begin}", ":5:17: unknown list “if-wrd”. Did you mean “if-word”?"),
    "no place to cut": (", coordinator", ":5:3: this cuts nowhere; put “{begin}”"),
}


@pytest.mark.parametrize(("text", "said"), CUT_FAULTS.values(), ids=CUT_FAULTS)
def test_a_fault_in_a_cut_is_told_at_its_character(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        load([rulekit.write(tmp_path / "house", x=CUT.replace("{}", text))])
    assert said in str(caught.value)


LINES = ["classes: |", "  noun  official", "  noun", "patches: |", "  noun -> name / noun _ (", "  noun -> name",
         "unknown_words: |", "  name  [A-Z", "  name  [A-Z].*", "verbs: |", "  official a b c d e f g", "sets: |",
         "  two = noun|name", "groups: |", "  noun-group = noun+", "shapes: |", "  np = <np>", "  np = noun-group*",
         "repairs: |", "  np -> x", "claims:", "  finite: noun", "single: |", "mentions: |", "word: |", "  (", "ends: |",
         "anchors: |", "  verb = noun", "keep_initial: noun nuon", "guards:", "  - x", "  [", "\tx", "  _ -> / _ _"]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=12).map(lambda text: f"  {text}"), max_size=12))
def test_any_grammar_gives_faults_or_a_rule_set_never_a_traceback(tmp_path: Path, lines: list[str]) -> None:
    folder = rulekit.base(tmp_path)
    (folder / "zz.yml").write_bytes("\n".join(["grammar: g", *lines]).encode())
    with suppress(RuleError):
        load_from(folder)


def test_which_letter_a_class_has_changes_nothing(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """A stage that compares letters of its own would see others here: it must ask the grammar for the part they play."""
    drafts = [read(path) for path in sorted((pytestconfig.rootpath / "seeds").glob("*.txt"))]
    engine = Engine(load())
    before = [render(engine.check(draft), Look()) for draft in drafts]
    monkeypatch.setattr(letters, "_LETTERS", letters._LETTERS[: letters.MOST][::-1] + letters._LETTERS[letters.MOST :])
    turned = Engine(load_from(packs.built_in()))
    assert turned.rules.letters != load().letters
    assert [render(turned.check(draft), Look()) for draft in drafts] == before
