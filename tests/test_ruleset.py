"""Loading rule files: what is refused and how it is said, what lies over what, what the engine is handed."""

from __future__ import annotations

from contextlib import suppress

import pytest
import rulekit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.errors import InputError, RuleError
from verifier.ruleset import cache, load_from, packs
from verifier.ruleset import load as load_built_in
from verifier.ruleset.lexicon import pack


def faults(folder, **files):
    with pytest.raises(RuleError) as caught:
        rulekit.load(folder, **files)
    return [str(fault) for fault in caught.value.faults]


# --- what is refused --------------------------------------------------------------------------

GOOD = rulekit.rule("maybe")
REFUSED = {
    "unknown key": (GOOD.replace("find:", "patern: x\nfind:"), ":4:1: unknown key of a hedge “patern”."),
    "did you mean": (GOOD.replace("find:", "finds:"), "Did you mean “find”?"),
    "unknown kind": ("rule: x\nkind: hegde\ntitle: X\n", ":2:7: unknown kind “hegde”. Did you mean “hedge”?"),
    "no kind": ("rule: x\ntitle: X\nfind: |\n  y\n", "this rule has no kind"),
    "no title": ("rule: x\nkind: hedge\nfind: |\n  y\n", "this rule has no title"),
    "finds nothing": ("rule: x\nkind: hedge\ntitle: X\n", "this rule finds nothing"),
    "unknown list": (rulekit.rule("<oficial> said"), ":5:3: unknown list “<oficial>”. Did you mean “official”?"),
    "cue part outside a cue": (rulekit.rule("<source> said"), "“<source>” stands only in cue rules"),
    "unknown choice": (
        rulekit.rule("x", more="certainty: PP\n"),
        ":4:12: unknown value of “certainty”: “PP”. It is one of CT, PR, PS, U.",
    ),
    "a YAML boolean": ("rule: x\nkind: hedge\ntitle: X\nfind: no\n", "the bare word “no” as true or false"),
    "a plain value where a block belongs": ("rule: x\nkind: hedge\ntitle: X\nfind: a b\n", ":4:7: write “find: |”"),
    "a YAML list where a block belongs": ("rule: x\nkind: hedge\ntitle: X\nfind: [a, b]\n", "takes text, not a nested"),
    "a key twice": (GOOD + "title: again\n", ":6:1: the key “title” is given twice; first in line 2."),
    "a number that is none": (rulekit.rule("x", more="band: [80, 20]\n"), "two whole numbers, the smaller first"),
    "an anchor": ("rule: &a x\nkind: hedge\n", "anchors (&) and aliases (*) are not used"),
    "an alias": ("rule: x\nkind: *a\n", "anchors (&) and aliases (*) are not used"),
    "a tag": ("rule: !!python/name:os.system x\n", "the tag “tag:yaml.org,2002:python/name:os.system” is not used"),
    "a tab": ("rule: x\nfind: |\n\ty\n", "x.yml:3"),
    "a bad id": ("rule: My Rule\nkind: hedge\n", "“My Rule” is no rule id"),
    "neither rule nor list": ("rules: x\n", "Did you mean “rule”?"),
    "a list of documents": ("- rule: x\n", "this is neither"),
    "an entry twice": ("list: x\nentries: |\n  one\n  two\n  One\n", ":5:3: “One” is in the list “x” twice"),
    "a form twice in the lexicon": (
        "lexicon: x\nclass: adverb\nwords: |\n  red green\n  blue red\n",
        ":4:3: “red” has a class in the lexicon already",
    ),
    "a form of two lexicons": (
        "lexicon: x\nclass: adverb\nwords: |\n  red\n---\nlexicon: y\nclass: noun\nwords: |\n  green red\n",
        ":9:3: “red” has a class in the lexicon already",
    ),
    "a lexicon without class": ("lexicon: x\nwords: |\n  red\n", ":1:1: a lexicon needs “class”"),
    "a list based on nothing": ("list: x\nbased_on: offical\n", "unknown list “offical”. Did you mean “official”?"),
    "lists in a circle": (
        "list: x\nbased_on: y\nentries: |\n  a\n---\nlist: y\nbased_on: x\nentries: |\n  b\n",
        "based on each other",
    ),
    "an unknown source type": (
        rulekit.rule("x", kind="source", more="type: oficial_unnamed\n"),
        "Did you mean “official_unnamed”?",
    ),
    "an unknown example key": (GOOD + "examples:\n  matches: |\n    x\n", "Did you mean “match”?"),
    "deep nesting": ("grammar: x\na: " + "[" * 300 + "]" * 300 + "\n", "nested more than"),
    "a control character": ("rule: x\x01\n", "a control character"),
}


FINDING = """rule: said
title: Said to be
kind: finding
severity: warning
find: |
  is said to be
message: |
  Who says so?
examples:
  match: |
    It <<is said to be>> late.
"""
SLIPS = {  # what people do who have never written YAML: the change, and the fault at its character
    "no colon": ("kind: finding", "kind finding", ":3:1: a “:” is missing after “kind”"),
    "no space after the colon": ("kind: finding", "kind:finding", ":3:6: a space is missing after “:”"),
    "a no-break space": ("kind: finding", "kind:\u00a0finding", ":3:6: a no-break space stands here"),
    "a key too far in": ("kind: finding", "  kind: finding", ":3:3: this line is indented more than the key above"),
    "a second colon": ("Said to be", "Said: to be", ":2:12: a second “:” stands in this line"),
    "a tab before a phrase": ("  is said", "\tis said", ":6:1: a tab stands here; indent with spaces"),
    "a tab before a key": ("  match", "\tmatch", ":10:1: a tab stands here; indent with spaces"),
    "a phrase not indented": ("  is said to be\nm", "is said to be\nm", ":6:1: this line belongs to the block above"),
    "smart quotes around a choice": ("severity: warning", "severity: “warning”", ":4:11: “severity” takes the bare"),
    "a quotation mark not closed": ("Said to be", '"Said to be', ':2:8: this “"” is never closed'),
    "a bracket not closed": ("find: |\n  is", "find: [is", ":5:7: this “[” is never closed"),
    "a sign that begins no value": ("Said to be", "@said", ":2:8: a value may not begin with “@”"),
    "yes": ("title: Said to be", "title: yes", ":2:8: YAML reads the bare word “yes” as true or false"),
    "no as an id": ("rule: said", "rule: no", ":1:7: YAML reads the bare word “no” as true or false"),
    "an empty block": ("  is said to be\nm", "m", ":5:1: “find” is empty; put a line below it"),
    "no phrases": ("find: |\n  is said to be\n", "", ":1:1: this rule speaks of every claim"),
    "a phrase not closed": ("  is said", "  is (said", ":6:6: this “(” is never closed"),
    "a phrase closed twice": ("  is said", "  is said)", ":6:10: this “)” closes nothing"),
    "an unknown blank": ("Who says so?", "Who says {wrods}?", ":8:12: unknown blank of a question “wrods”"),
    "a blank not closed": ("Who says so?", "Who says {words?", ":8:12: this “{” is never closed"),
    "a dash before a phrase": ("find: |\n  is", "find:\n  - is", ":6:3: “find” takes text"),
    "a phrase beside its key": ("find: |\n  is", "find: is", ":5:7: write “find: |”"),
    "no bar": ("find: |\n  is", "find:\n  is", ":6:3: write “find: |”"),
    "a key with a capital": ("title:", "Title:", ":2:1: unknown key of a finding “Title”. Did you mean “title”?"),
    "an id of two words": ("rule: said", "rule: Said to be", ":1:7: “Said to be” is no rule id"),
    "bytes of nothing": ("kind: f", "kind:\0 f", ":3:6: a control character stands here"),
}


@pytest.mark.parametrize(("old", "new", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_a_sentence_at_its_character(tmp_path, old, new, said):
    assert old in FINDING
    found = faults(tmp_path / "rules", x=FINDING.replace(old, new, 1))
    assert any(line.startswith(f"rules/x.yml{said}") for line in found), found
    assert all(line.endswith((".", "?")) for line in found)


@pytest.mark.parametrize(
    ("change", "encoding"),
    [(("\n", "\r\n"), "utf-8"), (("\n", "\r"), "utf-8"), (("rule", "\ufeffrule"), "utf-8")],
    ids=["line ends of Windows", "line ends of old Macs", "a byte order mark"],
)
def test_what_editors_do_to_a_file_does_no_harm(tmp_path, change, encoding):
    folder = rulekit.base(tmp_path)
    (folder / "x.yml").write_bytes(FINDING.replace(*change).encode(encoding))
    assert [line.text for line in load_from(folder).rules["said"].find] == ["is said to be"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_told(tmp_path, encoding):
    folder = rulekit.base(tmp_path)
    (folder / "x.yml").write_bytes(FINDING.replace("Who says", "Who “says”").encode(encoding))
    with pytest.raises(RuleError, match="this is not UTF-8 text; save the file as UTF-8"):
        load_from(folder)


def test_a_tag_of_a_wiki_is_no_blank(tmp_path):
    assert "said" in rulekit.load(tmp_path, x=FINDING.replace("so?", "so? {{who}} {source}")).rules


def test_the_blanks_are_those_that_findings_fill():
    from verifier import findings
    from verifier.ruleset.kinds import BLANKS

    assert findings._BLANKS == BLANKS


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_a_fault_is_said_in_words_and_points_at_its_place(tmp_path, text, said):
    found = faults(tmp_path / "rules", x=text)
    assert all(line.startswith("rules/") for line in found)
    assert any(said in line for line in found), found


def test_all_faults_of_all_files_come_at_once_in_order(tmp_path):
    found = faults(tmp_path, a=rulekit.rule("<x> <y>"), b="rule: q\nkind: hedge\nfidn: 3\n")
    assert [line.split(":")[0] for line in found] == ["rules/a.yml"] * 2 + ["rules/b.yml"] * 2


def test_bytes_that_are_no_utf8_are_a_fault_with_line_and_column(tmp_path):
    folder = rulekit.base(tmp_path)
    (folder / "bad.yml").write_bytes(b"rule: x\ntitle: caf\xe9\n")
    with pytest.raises(RuleError, match=r"bad.yml:2:11: this is not UTF-8"):
        load_from(folder)


def test_a_file_that_is_too_large_is_a_fault_and_is_not_parsed(tmp_path):
    folder = rulekit.base(tmp_path)
    (folder / "big.yml").write_bytes(b"[" * 10_000_000)
    with pytest.raises(RuleError, match=r"big.yml: this file is larger than 1,000,000 bytes"):
        load_from(folder)


@pytest.mark.parametrize("name", ["notes.txt", "rule.yml.bak", "list.json"])
def test_a_file_that_is_no_rule_file_is_reported(tmp_path, name):
    folder = rulekit.base(tmp_path)
    (folder / name).write_text("x")
    with pytest.raises(RuleError, match="is no rule file"):
        load_from(folder)


@pytest.mark.parametrize("name", ["README.md", ".hidden.yml", "LICENSE"])
def test_files_for_people_are_left_alone(tmp_path, name):
    folder = rulekit.base(tmp_path)
    (folder / name).write_text("x")
    assert load_from(folder).lists


@pytest.mark.parametrize("suffix", [".yml", ".yaml", ".YML"])
def test_yml_and_yaml_are_read_alike(tmp_path, suffix):
    folder = rulekit.base(tmp_path)
    (folder / f"one{suffix}").write_text(GOOD)
    assert "a-rule" in load_from(folder).rules


def test_a_folder_that_is_not_there_names_the_near_one(tmp_path):
    rulekit.base(tmp_path / "house-rules")
    with pytest.raises(InputError, match="Did you mean “house-rules”"):
        load_built_in([tmp_path / "house-rule"])


def test_a_folder_without_rules_is_said(tmp_path):
    with pytest.raises(InputError, match="no rule files"):
        load_built_in([tmp_path])


RULE = b"rule: x\nkind: hedge\ntitle: X\nfind: |\n  "
HOSTILE = {  # each as long as a rule file may be
    "brackets": b"[",
    "braces in braces": b"{",
    "dashes": b"- ",
    "questions": b"? ",
    "empty lists": b"[],",
    "documents": b"rule: x\n---\n",
    "a key again and again": b"a: b\n",
    "one phrase of parentheses": (RULE, b"(a "),
    "one phrase of alternatives": (RULE, b"a|"),
    "phrases": (RULE, b"b c\n  "),
    "unknown lists": (RULE, b"<nosuch>\n  "),
    "an entry again and again": (b"list: x\nentries: |\n", b"  same\n"),
    "faulty shapes": (b"inflection: x\nverb: |\n", b"  (a b c d e\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_few_words(tmp_path, name):
    head, part = HOSTILE[name] if isinstance(HOSTILE[name], tuple) else (b"", HOSTILE[name])
    folder = rulekit.base(tmp_path)
    (folder / "zz.yml").write_bytes((head + part * 999_000)[:999_000])
    with pytest.raises(RuleError) as caught:
        load_from(folder)
    assert len(caught.value.faults) <= 110
    assert all(len(str(fault)) < 400 for fault in caught.value.faults)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(str.encode),
        st.lists(
            st.sampled_from(
                ["rule: x", "list: y", "kind: hedge", "find: |", "  a|b <official>", "  (", "  ...9 ~say", "---", "- a",
                 "entries: |", "examples:", "  match: |", "    <<x>>", "&a", "*a", "!!x", "{a: [", "]}", "\t",
                 "house: h", "base:", "  hearsay: 3", "off: |", "grammar: g", "word: '('", "inflection: i", "verb: |",
                 "  ( a b c"],
            ),
            max_size=14,
        ).map(lambda lines: "\n".join(lines).encode()),
    )
)  # fmt: skip
def test_any_bytes_give_faults_or_a_rule_set_never_a_traceback(tmp_path, data):
    folder = rulekit.base(tmp_path)
    (folder / "zz.yml").write_bytes(data)
    with suppress(RuleError):
        load_from(folder)


# --- overlays ---------------------------------------------------------------------------------


def test_a_house_set_adds_replaces_extends_changes_and_switches_off(tmp_path):
    under = {
        "one": rulekit.rule("maybe", name="one"),
        "two": rulekit.rule("perhaps", name="two"),
        "three": rulekit.rule("might", name="three"),
        "four": rulekit.rule("could", name="four"),
    }
    over = rulekit.write(
        tmp_path / "house",
        rules=rulekit.rule("so they say", name="new")
        + "---\n" + rulekit.rule("peut-être", name="one")
        + "---\nrule: two\nextend: true\nfind: |\n  perchance\n"
        + "---\nrule: three\nstatus: off\n",
        lists="list: official\nextend: true\nentries: |\n  consul\nremove: |\n  prime minister\n",
        house="base:\n  hearsay: 12\noff: |\n  four   ## we never say so\n",
    )  # fmt: skip
    rules = rulekit.load(tmp_path / "base", over, **under)
    assert set(rules.rules) == {"one", "two", "new"}
    assert [line.text for line in rules.rules["one"].find] == ["peut-être"]
    assert [line.text for line in rules.rules["two"].find] == ["perhaps", "perchance"]
    assert rules.house.number("base", "hearsay") == 12
    assert rules.house.where("base", "hearsay").endswith("house/house.yml:2")
    assert rules.house.number("base", "official_unnamed") == 50
    assert set(rules.lists["official"].entries) == {("official",), ("officials",), ("consul",), ("consuls",)}


OVERLAY_FAULTS = {
    "extending no list": ("list: offical\nextend: true\nentries: |\n  x\n", "there is no list “offical” to extend"),
    "extending no rule": ("rule: oned\nextend: true\nfind: |\n  x\n", "unknown rule “oned”. Did you mean “one”?"),
    "an entry it has": ("list: official\nadd: |\n  official\n", "has “official” already"),
    "an unknown number": ("house: h\nbase:\n  heresay: 3\n", "Did you mean “hearsay”?"),
    "an unknown section": ("house: h\nbases:\n  hearsay: 3\n", "Did you mean “base”?"),
    "switching off nothing": ("house: h\noff: |\n  onne\n", "unknown rule “onne”. Did you mean “one”?"),
}


@pytest.mark.parametrize(("text", "said"), OVERLAY_FAULTS.values(), ids=OVERLAY_FAULTS)
def test_an_overlay_that_changes_nothing_there_is_a_fault(tmp_path, text, said):
    over = rulekit.write(tmp_path / "over", x=text)
    with pytest.raises(RuleError, match=said):
        rulekit.load(tmp_path / "base", over, one=rulekit.rule("maybe", name="one"))


def test_a_house_may_bring_a_type_of_its_own_with_its_number(tmp_path):
    over = rulekit.write(
        tmp_path / "over",
        source=rulekit.rule("our man", kind="source", name="stringer", more="type: stringer\n"),
        house="base:\n  stringer: 61\n",
    )
    assert rulekit.load(tmp_path / "base", over).house.number("base", "stringer") == 61


def test_the_identity_is_of_the_bytes_and_not_of_the_place(tmp_path):
    one = rulekit.load(tmp_path / "a" / "rules")
    two = rulekit.load(tmp_path / "b" / "rules")
    assert one.id == two.id
    assert one.id.version == "7"
    assert rulekit.load(tmp_path / "b" / "rules", x=GOOD).id.sha256 != one.id.sha256


# --- what the engine is handed ----------------------------------------------------------------


def test_a_list_has_every_form_of_every_entry_and_those_it_is_based_on(tmp_path):
    rules = rulekit.load(
        tmp_path, x="list: cue\nforms: verb\nentries: |\n  say\n  point out\n---\nlist: all\nbased_on: cue official\n"
    )
    assert ("said",) in rules.lists["cue"].entries
    assert ("pointed", "out") in rules.lists["cue"].entries
    assert ("prime", "ministers") in rules.lists["all"].entries
    assert rules.lists["cue"].forms["said"] == "dn"
    assert rules.lists["official"].forms == {"official": "1", "officials": "p"}
    assert rules.vocabulary["said"] == rules.bit("cue") | rules.bit("all")
    assert rules.vocabulary["prime"] == rules.start_bit("official") | rules.start_bit("all")


@pytest.mark.parametrize(("written", "known"), [("US", True), ("us", False), ("Us", False), ("USS", False)])
def test_an_exact_list_minds_capitals(tmp_path, written, known):
    rules = rulekit.load(tmp_path, x="list: nation\ncase: exact\nentries: |\n  US\n")
    assert bool(rules.bits(written.lower(), written) & rules.bit("nation")) is known


FORMS = {
    "stop": "stops stopped stopped stopping",
    "deny": "denies denied denied denying",
    "say": "says said said saying",
    "agree": "agrees agreed agreed agreeing",
    "hope": "hopes hoped hoped hoping",
    "play": "plays played played playing",
    "fix": "fixes fixed fixed fixing",
    "visit": "visits visited visited visiting",
    "veto": "vetoes vetoed vetoed vetoing",
    "reveal": "reveals revealed revealed revealing",
    "brief": "briefs briefed briefed briefing",
    "quit": "quits quit quit/quitted quitting",
    "lie": "lies lied/lay lied/lain lying",
    "focus": "focuses/focusses focused/focussed focused/focussed focusing/focussing",
}
BUILT_IN = load_built_in()


@pytest.mark.parametrize("lemma", FORMS)
def test_english_verbs(lemma):
    assert BUILT_IN.forms(lemma) == (lemma, *FORMS[lemma].split())


@pytest.mark.parametrize(
    ("one", "many"),
    [("spokeswoman", "spokeswomen"), ("agency", "agencies"), ("witness", "witnesses"), ("hero", "heroes")],
)
def test_english_nouns(one, many):
    assert BUILT_IN.forms(one, "noun") == (one, many)


def test_the_head_of_a_noun_phrase_is_inflected():
    rules = BUILT_IN.inflection
    assert rules.head(("secretary", "of", "state"), "noun") == 0
    assert rules.head(("prime", "minister"), "noun") == 1


# --- the built-in set, kept ready-made --------------------------------------------------------


def test_a_kept_set_is_the_same_set(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_FOLDER", tmp_path)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    assert cache.kept("rules", "0" * 64) is None
    cache.keep("rules", "0" * 64, BUILT_IN)
    kept = cache.kept("rules", "0" * 64)
    assert kept.id == BUILT_IN.id
    assert kept.rules == BUILT_IN.rules
    assert kept.lists == BUILT_IN.lists
    assert kept.vocabulary == BUILT_IN.vocabulary
    assert kept.house.where("base", "hearsay") == BUILT_IN.house.where("base", "hearsay")


def test_another_state_of_the_rules_replaces_the_kept_one(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_FOLDER", tmp_path)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    cache.keep("rules", "0" * 64, BUILT_IN)
    cache.keep("rules", "1" * 64, BUILT_IN)
    assert cache.kept("rules", "0" * 64) is None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "data", [b"", b"junk", b"\x80\x05N.", b"cos\nnosuch\n."], ids=["empty", "junk", "another", "gone"]
)
def test_a_kept_file_that_is_none_is_made_anew(tmp_path, monkeypatch, data):
    monkeypatch.setattr(cache, "_FOLDER", tmp_path)
    monkeypatch.delenv(cache.SWITCH, raising=False)
    cache._path("rules", "0" * 64).write_bytes(data)
    assert cache.kept("rules", "0" * 64) is None


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(cache, "_FOLDER", tmp_path / "file")
    cache.keep("rules", "0" * 64, BUILT_IN)
    assert cache.kept("rules", "0" * 64) is None


def test_nothing_is_kept_where_that_is_switched_off(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_FOLDER", tmp_path)
    monkeypatch.setenv(cache.SWITCH, "1")
    cache.keep("rules", "0" * 64, BUILT_IN)
    assert not list(tmp_path.iterdir())


def test_a_changed_rule_has_another_key():
    one = [packs.Found("a.yml", "a.yml", b"x")]
    assert cache.key_of(one) != cache.key_of([packs.Found("a.yml", "a.yml", b"y")])


# --- the lexicon ------------------------------------------------------------------------------


def test_a_form_has_the_class_of_its_lexicon_and_a_capital_counts():
    lexicon = pack({"polish": "verb", "Polish": "name", "red": "adjective"}, {"verb": "b", "name": "N"})
    assert [lexicon.get(form) for form in ("polish", "Polish", "re", "redder", "")] == ["b", "N", None, None, None]
    assert not pack({}, {})


def test_a_house_gives_a_form_another_class(tmp_path):
    (tmp_path / "x.yml").write_text("lexicon: x\nclass: adjective\nwords: |\n  zoom\n", "utf-8")
    laid = load_from(packs.built_in(), [tmp_path])
    assert laid.lexicon.get("zoom") == laid.letters.words["adjective"] != load_built_in().lexicon.get("zoom")
