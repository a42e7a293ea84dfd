"""Matches over a draft: vetoes, zones, patterns, and how they are asked for."""

from __future__ import annotations

import pytest
import rulekit

from verifier.errors import RuleError
from verifier.matching.match import Matcher
from verifier.model import ZoneKind


def found(rules, text, kind=ZoneKind.BODY):
    return [(match.rule, match.span.of(text)) for match in Matcher(rules).find(rulekit.draft(text, rules, kind)).all]


VETOED = rulekit.rule("<official>", more="not_when: |\n  <official> <name>\n  no <official>\n")


@pytest.mark.parametrize("text", ["official Ann Lee spoke", "no officials spoke"])
def test_a_veto_that_shares_a_word_with_a_match_ends_it(tmp_path, text):
    assert not found(rulekit.load(tmp_path, x=VETOED), text)


def test_a_veto_elsewhere_in_the_sentence_does_not(tmp_path):
    text = "officials spoke to official Ann Lee"
    assert found(rulekit.load(tmp_path, x=VETOED), text) == [("a-rule", "officials")]


def test_where_the_longest_is_vetoed_a_shorter_one_may_stand(tmp_path):
    rules = rulekit.load(tmp_path, x=rulekit.rule("a\na b c", more="not_when: |\n  c\n"))
    assert found(rules, "a b c") == [("a-rule", "a")]


def test_rules_do_not_shadow_each_other(tmp_path):
    one, two = rulekit.rule("a b", name="one"), rulekit.rule("a b c", name="two")
    assert found(rulekit.load(tmp_path, one=one, two=two), "a b c") == [("one", "a b"), ("two", "a b c")]


def test_a_rule_of_the_headline_is_silent_in_the_body(tmp_path):
    rules = rulekit.load(tmp_path, x=rulekit.rule("major", more="zones: headline dek\n"))
    assert not found(rules, "a major move")
    assert found(rules, "a major move", ZoneKind.HEADLINE) == [("a-rule", "major")]


def test_a_rule_of_exact_case(tmp_path):
    rules = rulekit.load(tmp_path, x=rulekit.rule("US|WHO said", more="case: exact\n"))
    assert found(rules, "who said\nus said\nWHO said") == [("a-rule", "WHO said")]


def test_an_exact_list_of_several_words(tmp_path):
    lists = "list: paper\ncase: exact\nentries: |\n  the Sun\n  Die Zeit\n"
    rules = rulekit.load(tmp_path, x=rulekit.rule("<paper>"), y=lists)
    assert found(rules, "the sun shone\nThe Sun shone\ndie zeit ist Die Zeit") == [
        ("a-rule", "The Sun"),
        ("a-rule", "Die Zeit"),
    ]


PATTERN = "rule: a-rule\ntitle: A\nkind: hedge\nregex: |\n  {}\n"


def test_a_pattern_marks_whole_words(tmp_path):
    rules = rulekit.load(tmp_path, x=PATTERN.format(r"https?://\S+"))
    assert found(rules, "see https://example.org/a now") == [("a-rule", "https://example.org/a")]


def test_a_pattern_that_runs_away_is_named_and_never_silent(tmp_path):
    rules = rulekit.load(tmp_path, x=PATTERN.format(r"(x|xx|xxx)*[^xyz]"))
    with pytest.raises(RuleError, match=r"x.yml:5:3: the pattern of “a-rule” took longer"):
        found(rules, "x" * 60 + "y")


def test_a_pattern_that_is_none_is_a_fault(tmp_path):
    with pytest.raises(RuleError, match=r"x.yml:5"):
        rulekit.load(tmp_path, x=PATTERN.format("(a"))


def test_matches_are_asked_for_in_many_ways(tmp_path):
    rules = rulekit.load(tmp_path, one=rulekit.rule("a b", name="one"), two=rulekit.rule("b", name="two", kind="event"))
    matches = Matcher(rules).find(rulekit.draft("x\na b", rules))
    assert [match.rule for match in matches.all] == ["one", "two"]
    assert [match.rule for match in matches.of("two")] == ["two"]
    assert [match.rule for match in matches.of_kind("event")] == ["two"]
    assert [match.rule for match in matches.in_sentence(1)] == ["one", "two"]
    assert not matches.in_sentence(0)
    assert [match.rule for match in matches.at_token(1)] == ["one"]
    assert matches.of("one")[0].line == 5
    assert matches.of("one")[0].phrase == "a b"


def test_a_rule_without_a_match_says_nothing(tmp_path):
    rules = rulekit.load(tmp_path, x=rulekit.rule("zzz"))
    assert Matcher(rules).find(rulekit.draft("", rules)).all == ()
    assert Matcher(rules).find(rulekit.draft("a b c", rules)).of("a-rule") == ()
