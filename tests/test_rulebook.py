"""The commands of whoever keeps the rules: test, list, show, new, stats, diff, docs, schema, not-a-problem."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import rulekit
import yaml

from verifier.cli import main
from verifier.commands.rulebook import pages, schema, testing
from verifier.engine import Engine
from verifier.ruleset import load, load_from

ROOT = Path(__file__).resolve().parent.parent
GOOD = rulekit.rule("perchance\nit may hap") + "examples:\n  match: |\n    <<Perchance>> so, or <<it may hap>>.\n"


@pytest.fixture
def run(capsys):
    def command(*arguments, status=0):
        assert main([str(argument) for argument in arguments]) == status
        return capsys.readouterr().out

    return command


# --- test -------------------------------------------------------------------------------------

PROBLEMS = {
    "an example that does not hold": (
        GOOD.replace("<<Perchance>> so", "<<Perchance so>>"),
        "fail",
        "should mark “Perchance so”, “it may hap” in “Perchance so, or it may hap.”, but marked “Perchance”,",
    ),
    "an example that should not hold and does": (
        GOOD + "  no_match: |\n    He said perchance.\n",
        "fail",
        "should not match “He said perchance.”, but did (“perchance”)",
    ),
    "an example that finds nothing": (GOOD + "    Certainly.\n", "fail", "should match “Certainly.”, but did not"),
    "a mark that is not closed": (GOOD + "    <<Perchance so.\n", "fail", "“<<” and “>>” do not pair"),
    "a mark under no_match": (GOOD + "  no_match: |\n    <<Certainly>>.\n", "fail", "stands under no_match"),
    "a known miss that is none any more": (
        GOOD + "  known_miss: |\n    Perchance.\n",
        "fail",
        "“Perchance.” is no miss any more: move it to “match”",
    ),
    "a phrase no example exercises": (
        GOOD.replace("  it may hap\n", "  it may hap\n  who knows\n"),
        "unused",
        "no example exercises the phrase “who knows”",
    ),
    "a veto no example needs": (
        GOOD.replace("examples:", "not_when: |\n  perchance not\nexamples:"),
        "unused",
        "no example needs the veto “perchance not”",
    ),
    "a phrase twice": (
        GOOD.replace("  it may hap\n", "  it may hap\n  Perchance\n"),
        "unused",
        "the phrase “Perchance” stands in this rule twice",
    ),
    "a slow pattern": (
        "rule: a-rule\ntitle: A\nkind: hedge\nregex: |\n  (x|xx|xxx)*[^xyz!]\n",
        "slow",
        "letters; simplify “(x|xx|xxx)*[^xyz!]”",
    ),
    "a pattern that matches everything": (
        "rule: a-rule\ntitle: A\nkind: hedge\nregex: |\n  \\w+\n",
        "fail",
        "matches everything",
    ),
    "a phrase with a note of one sign": (
        GOOD.replace("  it may hap\n", "  it may hap\n  who knows # nobody\n"),
        "unused",
        "a note begins with two: “##”",
    ),
    "a phrase in quotation marks": (
        GOOD.replace("  it may hap\n", "  it may hap\n  “who knows”\n"),
        "unused",
        "take the quotation marks off",
    ),
    "phrases in a row": (
        GOOD.replace("  it may hap\n", "  it may hap\n  who knows, who cares\n"),
        "unused",
        "each phrase stands on a line of its own",
    ),
    "a rule that nothing shows to fire": (
        "rule: a-rule\ntitle: A\nkind: finding\nfind: |\n  perchance\n",
        "note",
        "has no example under “match”: nothing shows that it works",
    ),
    "a pattern that matches the empty string": (
        "rule: a-rule\ntitle: A\nkind: hedge\nregex: |\n  x*\n",
        "fail",
        "matches everything",
    ),
    "phrases of another rule": (
        GOOD + "---\n" + GOOD.replace("a-rule", "another"),
        "note",
        "every phrase of it stands in other rules of its kind",
    ),
}


def _problems(rules):
    return testing.problems_of(
        Engine(rules), [rules.rules[name] for name in ("a-rule", "another") if name in rules.rules]
    )


@pytest.mark.parametrize(("text", "level", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_of_a_rule_is_told(tmp_path, text, level, said):
    rules = load([rulekit.write(tmp_path, x=text)])
    found = _problems(rules)
    assert any(one.level == level and said in one.message for one in found), found


def test_a_good_rule_has_no_problem(tmp_path):
    rules = load([rulekit.write(tmp_path, x=GOOD)])
    assert _problems(rules) == []


def test_marks_that_do_not_pair_are_told_once(tmp_path):
    rules = load([rulekit.write(tmp_path, x=GOOD + "    Perchance>> so.\n")])
    assert [one.message for one in _problems(rules)] == ["“<<” and “>>” do not pair in “Perchance>> so.”"]


def test_a_list_entry_that_can_never_match_is_told(tmp_path, run):
    words = "list: harbour\nentries: |\n  tug boat\n  stop. Go on\n"
    house = rulekit.write(tmp_path / "house", l=words)
    told = run("rules", "test", house, status=2)
    assert "unused  the entry “stop. Go on” of the list “harbour” can never match" in told
    assert "tug boat" not in told


def test_a_list_that_no_rule_names_is_told(tmp_path, run):
    words = "list: harbour\nentries: |\n  perchance\n"
    told = run("rules", "test", rulekit.write(tmp_path / "house", l=words, x=GOOD))
    assert "no rule names the list “harbour”" in told
    named = GOOD.replace("  perchance\n", "  <harbour>\n")
    told = run("rules", "test", rulekit.write(tmp_path / "other", l=words, x=named))
    assert "no rule names" not in told


def test_a_rule_that_takes_the_place_of_a_built_in_one_is_told(tmp_path, run):
    house = rulekit.write(tmp_path / "house", x=GOOD.replace("a-rule", "booster"))
    told = run("rules", "test", house)
    assert "note    booster  takes the place of the rule of this id in rules/en/hedges/booster.yml:" in told
    more = rulekit.write(tmp_path / "more", x="rule: booster\nextend: true\ntitle: Boosters\n")
    assert "takes the place" not in run("rules", "test", more)


def test_where_no_rule_stands_nothing_is_said_to_hold(tmp_path, run):
    told = run("rules", "test", rulekit.write(tmp_path / "house", x="# later\n"))
    assert "nothing was tested" in told
    assert "hold" not in told


def test_a_folder_that_is_not_there_is_no_rule(capsys):
    assert main(["rules", "test", "nowhere/"]) == 2
    assert "there is no rule folder or file nowhere/." in capsys.readouterr().err


def test_a_veto_that_an_example_needs_is_left_alone(tmp_path):
    text = GOOD.replace("examples:", "not_when: |\n  perchance not\nexamples:") + "  no_match: |\n    Perchance not.\n"
    rules = load([rulekit.write(tmp_path, x=text)])
    assert _problems(rules) == []


def test_the_command_tests_a_folder_and_says_what_is_wrong_where(tmp_path, run):
    house = rulekit.write(
        tmp_path / "house", bad=PROBLEMS["an example that finds nothing"][0], good=GOOD.replace("a-rule", "b")
    )
    told = run("rules", "test", house, status=2)
    assert f"{house}/bad.yml:10  fail    a-rule  should match “Certainly.”, but did not" in told
    assert "\n1 problem.\n" in told
    assert f"{house}/good.yml  ok  1 rule, 1 example" in told


def test_a_fault_of_loading_is_told_like_a_problem(tmp_path, run):
    house = rulekit.write(tmp_path / "house", bad="rule: x\nkind: hedge\ntitle: X\npatern: y\n")
    assert f"{house}/bad.yml:4:1  error   unknown key of a hedge “patern”" in run("rules", "test", house, status=2)


def test_the_command_tests_one_rule_by_its_id(run):
    assert "1 rule, " in run("rules", "test", "almost-certain")


@pytest.mark.parametrize("pack", ["anonymity-strict", "osint", "wikipedia"])
def test_the_packs_hold(pack, run):
    assert "all hold" in run("rules", "test", pack)


def test_the_built_in_set_holds_and_nothing_in_it_does_nothing(run):
    assert run("rules", "test").endswith("all hold.\n")


# --- list, show, new --------------------------------------------------------------------------


def test_list_and_show(run):
    listed = run("rules", "list", "--kind", "hedge")
    assert re.search(
        r"^hedge +almost-certain +Almost certain +\(rules/en/hedges/almost-certain.yml:\d+\)$", listed, re.MULTILINE
    )
    shown = run("rules", "show", "official-unnamed")
    assert "50 before details, never above 74" in shown


def test_an_unknown_rule_names_the_near_one(capsys):
    assert main(["rules", "show", "oficial-unnamed"]) == 2
    assert "Did you mean “official-unnamed”?" in capsys.readouterr().err


WORDS = ("--words", "it is understood|thought")
SENTENCE = ("--sentence", "It is understood the club will move.", "--question", "By whom?")


def test_a_new_rule_passes_and_is_found_in_a_draft(tmp_path, run):
    house = tmp_path / "house"
    told = run("rules", "new", *WORDS, *SENTENCE, "--out", house)
    assert "<<It is understood>> the club will move." in told
    assert "all hold" in run("rules", "test", house)
    assert "house-it-is-understood-thought" in load([house]).rules


def test_a_new_rule_asks_what_it_was_not_told(tmp_path, run, monkeypatch):
    answers = iter(["so they say\n", "The bridge is old, so they say.\n", "Who says so?\n"])
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"readline": lambda _: next(answers)})())
    assert "<<so they say>>" in run("rules", "new", "--out", tmp_path / "house")


@pytest.mark.parametrize(
    ("words", "said"),
    [("it (is", "^ this “(” is never closed"), ("<oficial>", "Did you mean"), ("not there", "is not found in")],
)
def test_a_new_rule_that_would_not_hold_is_not_written(tmp_path, capsys, words, said):
    house = tmp_path / "house"
    assert main(["rules", "new", *SENTENCE, "--words", words, "--out", str(house)]) == 2
    assert said in capsys.readouterr().err
    assert not house.exists()


# --- stats, diff ------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "archive"
    folder.mkdir()
    text = "Port Workers Begin Strike\n\nThe port closed on Monday, and officials said that the strike could last.\n"
    (folder / "2026-05-01-port.txt").write_text(text)
    (folder / "2026-06-02-port.txt").write_text(text.replace("could", "may").replace("officials", "Mayor Tom Abbot"))
    return folder


def test_stats_count_by_draft_and_month_and_name_what_never_fired(archive, run):
    told = run("rules", "stats", archive)
    assert told.startswith("2 drafts")
    assert re.search(r"^ +2 +2 +0  modal-possible  2026-05 1 2026-06 1$", told, re.MULTILINE)
    assert re.search(r"\d+ of \d+ rules fired in 2 drafts", told)
    assert "almost-certain" not in told
    assert "almost-certain" in run("rules", "stats", archive, "--never")


def test_stats_count_what_was_dismissed(archive, run, tmp_path):
    house = rulekit.write(tmp_path / "house", x=rulekit.rule("strike", name="strike", kind="finding"))
    draft = archive / "2026-05-01-port.txt"
    run("dismiss", f"{draft}:C01", "--rule", "strike", "--rules", house, "--reason", "it is one")
    told = run("rules", "stats", archive, "--rules", house)
    assert re.search(r"^ +\d+ +2 +1  strike", told, re.MULTILINE), told


def test_stats_name_the_entries_of_a_house_list_that_never_stood_in_a_draft(archive, run, tmp_path):
    words = "list: harbour\nforms: noun\nentries: |\n  strike\n  dock\n  tug boat\n  port\n"
    house = rulekit.write(tmp_path / "house", x=words)
    assert "never seen (2): dock, tug boat" in run("rules", "stats", archive, "--rules", house)


def test_diff_shows_what_a_change_adds_and_removes(archive, run, tmp_path):
    new = rulekit.write(
        tmp_path / "new", more=rulekit.rule("on monday", name="on-monday"), less="house: h\noff: |\n  modal-possible\n"
    )
    old = rulekit.write(tmp_path / "old", none="house: h\n")
    told = run("rules", "diff", old, new, archive)
    assert "+ on-monday words: “on Monday”" in told
    assert "- modal-possible words: “could" in told


# --- docs, schema -----------------------------------------------------------------------------


def test_every_rule_has_a_page_and_the_check_notices_a_stale_one(tmp_path, run):
    out = tmp_path / "pages"
    run("rules", "docs", "--out", out)
    assert {path.stem for path in out.glob("*.md")} == {*load().rules, "index"}
    run("rules", "docs", "--out", out, "--check")
    (out / "almost-certain.md").write_text("old")
    assert "almost-certain.md is out of date" in run("rules", "docs", "--out", out, "--check", status=1)


def test_the_pages_of_the_built_in_rules_are_true(run):
    """What CI asks: after a change of a rule, run ``verify rules docs``."""
    assert run("rules", "docs", "--out", ROOT / "docs" / "rules", "--check") == "all pages are true.\n"


def test_a_page_shows_marks_without_breaking_markdown(tmp_path):
    text = GOOD.replace("<<Perchance>> so", "A * | <b> {{<<perchance>> so}}")
    rules = rulekit.load(tmp_path, x=text)
    assert r"- A \* \| \<b\> [**perchance** so], or **it may hap**." in pages.page(rules.rules["a-rule"], rules)


def _documents():
    for folder in ("rules", "packs"):
        for path in sorted((ROOT / folder).rglob("*.yml")):
            for number, document in enumerate(yaml.safe_load_all(path.read_text("utf-8"))):
                yield pytest.param(document, id=f"{path.relative_to(ROOT)}-{number}")


def test_every_rule_file_fits_the_schema():
    check = jsonschema.Draft202012Validator(json.loads(schema.schema(load())))
    for case in _documents():
        document = json.loads(json.dumps(case.values[0], default=str))
        kind = document.get("kind") if isinstance(document, dict) else None
        assert check.is_valid(document), f"{case.id} {kind}"


def test_the_schema_is_pointed_to_once_from_every_file(tmp_path, run):
    house = rulekit.write(tmp_path / "house", x=GOOD, lists__y="list: y\nentries: |\n  z\n")
    assert "into 2 files" in run("rules", "schema", "--into", house)
    assert "into 0 files" in run("rules", "schema", "--into", house)
    first = (house / "lists" / "y.yml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../rules.schema.json"
    assert "a-rule" in load([house]).rules


# --- not a problem ----------------------------------------------------------------------------


def test_a_false_alarm_becomes_an_example_and_the_narrowest_veto(archive, tmp_path, run):
    house = rulekit.write(
        tmp_path / "house",
        x=rulekit.rule("strike", name="strike", kind="finding") + "examples:\n  match: |\n    The <<strike>> began.\n",
    )
    draft = archive / "2026-05-01-port.txt"
    told = run(
        "not-a-problem", f"{draft}:C01", "--rule", "strike", "--rules", house, "--out", tmp_path / "mine", "--yes"
    )
    assert "veto      begin strike" in told
    rules = load([house, tmp_path / "mine"])
    assert [line.text for line in rules.rules["strike"].not_when] == ["begin strike"]
    assert testing.problems_of(Engine(rules), [rules.rules["strike"]]) == []


def test_a_claim_without_the_rule_is_told_where_the_rule_holds(archive, tmp_path, capsys):
    house = rulekit.write(tmp_path / "house", x=rulekit.rule("officials said", name="said", kind="finding"))
    draft = archive / "2026-05-01-port.txt"
    assert main(["not-a-problem", f"{draft}:C01", "--rule", "said", "--rules", str(house), "--yes"]) == 2
    assert "“said” does not hold in that claim; it holds in C02" in capsys.readouterr().err


def test_the_draft_is_shown_once_though_it_stands_in_the_archive(archive, tmp_path, run):
    house = rulekit.write(tmp_path / "house", x=rulekit.rule("strike", name="strike", kind="finding"))
    draft, out = archive / "2026-05-01-port.txt", tmp_path / "mine"
    told = run("not-a-problem", f"{draft}:C01", "--rule", "strike", "--rules", house, "--out", out, "--yes",
               "--archive", archive)  # fmt: skip
    assert told.count(draft.name) == 1


def test_nothing_is_written_without_a_yes(archive, tmp_path, run, monkeypatch):
    house = rulekit.write(tmp_path / "house", x=rulekit.rule("strike", name="strike", kind="finding"))
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"readline": lambda _: "no\n"})())
    draft = archive / "2026-05-01-port.txt"
    told = run("not-a-problem", f"{draft}:C01", "--rule", "strike", "--rules", house, "--out", tmp_path / "mine")
    assert told.endswith("Nothing was written.\n")
    assert not (tmp_path / "mine").exists()


# --- packs and exceptions ---------------------------------------------------------------------

PACK = 'pack: desk\nversion: "2"\nengine: "0.1"\n'
EXCEPTION = "exception: a-rule\nreason: |\n  The series.\nowner: Ann Lee\nexpires: 2027-03-31\n"


def test_a_zip_is_a_pack(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "desk.zip", "w") as file:
        file.writestr("pack.yml", PACK)
        file.writestr("rules/x.yml", GOOD)
    rules = load_from(rulekit.base(tmp_path / "base"), [tmp_path / "desk.zip"])
    assert "a-rule" in rules.rules
    assert rules.id.name.endswith("+desk")
    assert rules.rules["a-rule"].path.endswith("desk.zip/rules/x.yml")


def test_a_pack_lies_over_those_it_extends(tmp_path):
    rulekit.write(tmp_path / "one", pack=PACK.replace("desk", "one"), x=GOOD)
    rulekit.write(
        tmp_path / "two", pack=PACK + "extends: one\n", x="rule: a-rule\nextend: true\nfind: |\n  who knows\n"
    )
    rules = load_from(rulekit.base(tmp_path / "base"), [tmp_path / "two"])
    assert len(rules.rules["a-rule"].find) == 3


PACK_FAULTS = {
    "no version": ("pack: x\n", "a pack needs “version”"),
    "a later engine": (PACK.replace("0.1", "99.0"), "this pack needs verify 99.0 or later"),
    "an unknown key": (PACK + "licenze: MIT\n", "Did you mean “licence”?"),
    "an exception of nothing": (EXCEPTION.replace("a-rule", "a-rul"), "Did you mean “a-rule”? Nothing to except."),
    "an exception without owner": (EXCEPTION.replace("owner: Ann Lee\n", ""), "an exception needs “owner”"),
    "an exception with no day": (EXCEPTION.replace("2027-03-31", "soon"), "“soon” is no day"),
}


@pytest.mark.parametrize(("text", "said"), PACK_FAULTS.values(), ids=PACK_FAULTS)
def test_a_fault_of_a_pack(tmp_path, text, said):
    over = rulekit.write(tmp_path / "over", pack=text)
    with pytest.raises(Exception, match=re.escape(said)):
        rulekit.load(tmp_path / "base", over, x=GOOD)


def test_an_exception_takes_words_or_the_whole_rule_and_says_when_it_has_expired(tmp_path):
    words = rulekit.write(tmp_path / "words", exceptions=EXCEPTION + "words: |\n  perchance so\n")
    rules = rulekit.load(tmp_path / "base", words, x=GOOD)
    assert [line.text for line in rules.rules["a-rule"].not_when] == ["perchance so"]
    whole = rulekit.write(tmp_path / "whole", exceptions=EXCEPTION)
    rules = load_from(tmp_path / "base", [whole])
    assert "a-rule" not in rules.rules
    expired = testing.problems_of(Engine(rules), [], "2027-04-01")
    assert [one.level for one in expired] == ["expired"]
    assert "Ann Lee answers for it" in expired[0].message
    assert testing.problems_of(Engine(rules), [], "2027-03-31") == []


def test_an_exception_needs_no_example_and_spoils_none(tmp_path, run):
    house = rulekit.write(tmp_path / "house", x=GOOD, exceptions=EXCEPTION + "words: |\n  perchance so\n")
    assert "all hold" in run("rules", "test", house)


def test_a_run_tells_of_an_exception_whose_day_is_past(tmp_path, archive, capsys):
    old = EXCEPTION.replace("2027-03-31", "2020-03-31")
    house = rulekit.write(tmp_path / "house", x=GOOD, exceptions=old)
    main([str(archive), "--rules", str(house), "--out", str(tmp_path / "out"), "--quiet"])
    told = f"{house}/exceptions.yml:1: the exception to “a-rule” expired on 2020-03-31; Ann Lee answers for it"
    assert told in capsys.readouterr().err


ASKED = "message: |\n  Which strike?\n"


@pytest.mark.parametrize(
    ("name", "link"), [("md", "](../docs/rules/strike.md)"), ("html", 'href="../docs/rules/strike.md"')]
)
def test_a_finding_is_linked_to_the_page_of_its_rule_where_there_is_one(
    tmp_path, archive, run, monkeypatch, name, link
):
    house = rulekit.write(tmp_path / "house", x=rulekit.rule("strike", name="strike", kind="finding", more=ASKED))
    monkeypatch.chdir(tmp_path)
    draft = "archive/2026-05-01-port.txt"
    run(draft, "--rules", house, "--select", "strike", "--format", name, "--quiet")
    written = next(Path("reports").glob(f"*port.{name}"))
    assert link not in written.read_text("utf-8")
    run("rules", "docs", "--rules", house)
    run(draft, "--rules", house, "--select", "strike", "--format", name, "--quiet")
    assert link in written.read_text("utf-8")
