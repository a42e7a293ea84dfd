"""The phrase notation: what is refused, and what each sign means."""

from __future__ import annotations

import re

import pytest
import rulekit
from hypothesis import assume, given
from hypothesis import strategies as st

from verifier.matching.match import Matcher
from verifier.notation import Either, Gap, Maybe, Ref, Word, parse


def words(text):
    return text.lower().replace(",", " , ").split()


REFUSED = {
    "nothing required": ("(the) (a)", 0, "would match nothing at all"),
    "an open parenthesis": ("a (the man", 2, "this “(” is never closed"),
    "a closing one": ("a the) man", 5, "this “)” closes nothing"),
    "empty parentheses": ("a () b", 2, "these parentheses are empty"),
    "a bar at the start": ("| a", 0, "stands between two words"),
    "a loose bar at the end": ("said a |", 7, "a word is missing after “|”"),
    "an alternative that needs nothing": ("a | (b)", 0, "would match nothing at all"),
    "a bar at the end": ("said a|", 6, "a word is missing after “|”"),
    "a bad list name": ("a <Big List> b", 2, "is no list name"),
    "a tilde alone": ("he ~ b", 3, "a verb is missing after “~”"),
    "a gap too wide": ("a ...99 b", 2, "a gap is 1 to 30 words wide"),
    "deep nesting": ("a " + "(" * 12 + "b" + ")" * 12, 11, "nested too deep"),
}


@pytest.mark.parametrize(("text", "column", "said"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_points_at_its_column(text, column, said):
    mistakes = parse(text, words).mistakes
    assert any(mistake.column == column and said in mistake.message for mistake in mistakes), mistakes


@given(st.text(alphabet="ab|()<>~.\\, 0", max_size=30))
def test_any_line_parses_or_says_why_not(text):
    phrase = parse(text, words)
    assert phrase.nodes or phrase.mistakes


def test_the_tree():
    nodes = parse("a|b (<list> ...3) c,", words).nodes
    assert isinstance(nodes[0], Either)
    assert isinstance(nodes[1], Maybe)
    assert nodes[1].nodes == (Ref("list", 5), Gap(3))
    assert [node.word for node in nodes[2:] if isinstance(node, Word)] == ["c", ","]


def test_marks_after_the_last_alternative_follow_them_all():
    either, comma = parse("said|says,", words).nodes
    assert isinstance(either, Either)
    assert isinstance(comma, Word)


MATCHES = {  # phrase, text, what it marks
    "a word inside another is not it": ("may", "the mayor", []),
    "a gap does not cross a sentence": ("if ... then", "if it rains\nthen we go", []),
    "a gap has its width": ("if ...2 then", "if a b c then", []),
    "an entry of two words needs both": ("<official>", "prime cuts", []),
    "case does not matter": ("may", "MAY", ["MAY"]),
    "curly and straight apostrophes are one": ("can't", "can’t", ["can’t"]),
    "either": ("may|might go", "may go might go", ["may go", "might go"]),
    "either binds single words": ("a|b c", "a c", ["a c"]),
    "a spaced bar chooses between all on either side": ("a b | c d", "a b c d a d", ["a b", "c d"]),
    "a spaced bar in parentheses": (
        "x (a b | <official>) y",
        "x a b y x prime minister y x a y",
        ["x a b y", "x prime minister y"],
    ),
    "tight bars inside loose ones": ("a|b c | d", "a c b c d c", ["a c", "b c", "d"]),
    "an option left out": ("an (old) man", "an man an old man", ["an man", "an old man"]),
    "options in options": ("x (a (b)) y", "x y x a y x a b y", ["x y", "x a y", "x a b y"]),
    "alternatives in an option": ("x (a|b) y", "x b y", ["x b y"]),
    "a gap of none": ("if ... then", "if then", ["if then"]),
    "a gap is as wide as it can": ("a ...3 b", "a b x b", ["a b x b"]),
    "a list": ("<official> said", "officials said", ["officials said"]),
    "a list entry of two words": ("two <official> said", "two prime ministers said", ["two prime ministers said"]),
    "a list entry read backwards": ("<official> xenophon", "prime minister xenophon", ["prime minister xenophon"]),
    "any form of a verb": ("~say no", "saying no said no", ["saying no", "said no"]),
    "a list or a word": ("<official>|aide xx", "prime minister xx aide xx", ["prime minister xx", "aide xx"]),
    "a name in part": ("<official> <name>", "official Ann Lee", ["official Ann Lee"]),
    "a name before": ("<name> himself", "x Ann Lee himself", ["Ann Lee himself"]),
    "a name alone": ("<name>", "it is Ann Lee here", ["Ann Lee"]),
    "a number": ("<number> people", "12 people", ["12 people"]),
    "a shape of the word": ("in <year>", "in 1999 in 99", ["in 1999"]),
    "an escaped mark": (r"a \| b", "a | b", ["a | b"]),
    "marks": ("<name> , <official>", "Ann Lee, prime minister", ["Ann Lee, prime minister"]),
    "the longest of a rule": ("a\na b\nb c d", "a b c d", ["a", "b c d"]),
    "a run of alternatives in words": (
        "<name>|<official> said",
        "Ann said officials said",
        ["Ann said", "officials said"],
    ),
}


@pytest.mark.parametrize(("phrase", "text", "marked"), MATCHES.values(), ids=MATCHES)
def test_what_a_phrase_marks(tmp_path, phrase, text, marked):
    rules = rulekit.load(tmp_path, x=rulekit.rule(phrase))
    found = Matcher(rules).find_one(rulekit.draft(text, rules), rules.rules["a-rule"])
    assert [match.span.of(text) for match in found] == marked


ATOMS = st.sampled_from(
    ["a", "b", "c", "(a)", "(b c)", "a|b", "...1", "<official>", "(<official>)", "(a b | c)", "(<official> | (b) a)"]
)


@given(parts=st.lists(ATOMS, min_size=1, max_size=4), text=st.lists(st.sampled_from("abcx"), max_size=8))
def test_a_match_from_the_rarest_element_is_a_match_from_the_left(tmp_path_factory, parts, text):
    """The finder reads outwards from one element; a plain backtracking reader must agree on whether it holds."""
    phrase = " ".join(parts)
    rules = RULES or _small(tmp_path_factory)
    from verifier.matching.view import Shapes, TokenView
    from verifier.ruleset.phrases import parse_line
    from verifier.ruleset.schema import PhraseLine

    line = PhraseLine(phrase, 1)
    draft = rulekit.draft(" ".join(text), rules)
    from verifier.matching.match import Matcher

    matcher = Matcher(rules)
    hits = matcher.finder([("x", line)]).find(TokenView(draft, Shapes(rules)), draft.tokens.sentences)
    nodes, mistakes = parse_line(line, rules)
    assume(not mistakes)
    naive = any(end > at for at in range(len(text)) for end in _read(nodes, text, at))
    assert bool(hits) == naive
    ends = {(at, end) for at in range(len(text)) for end in _read(nodes, text, at) if end > at}
    for start, end, _ in hits:
        assert any(first == start for first, _ in ends)
        assert any(last == end for _, last in ends)


RULES = None


def _small(factory):
    global RULES  # noqa: PLW0603
    RULES = rulekit.load(factory.mktemp("rules"), official="list: official\nentries: |\n  c\n  a b\n")
    return RULES


def _read(nodes, text, at):  # noqa: C901
    """Every end of a phrase from ``at``, by backtracking."""
    if not nodes:
        yield at
        return
    node, rest = nodes[0], nodes[1:]
    if isinstance(node, Gap):
        for skip in range(node.size + 1):
            if at + skip <= len(text):
                yield from _read(rest, text, at + skip)
    elif isinstance(node, Maybe):
        yield from _read((*node.nodes, *rest), text, at)
        yield from _read(rest, text, at)
    elif isinstance(node, Either):
        for option in node.options:
            yield from _read((*option, *rest), text, at)
    elif isinstance(node, Ref):
        for entry in (["c"], ["a", "b"]):
            if text[at : at + len(entry)] == entry:
                yield from _read(rest, text, at + len(entry))
    elif text[at : at + 1] == [node.word]:
        yield from _read(rest, text, at + 1)


SHAPES = ["@*N+(?:@+N+)*", "0+(?:c0+)?", "T,?[TM]T?0(?:,0)?|0[TM]T?0?|(?<=[a-z,])M0?|T", "[dg]?(?:r?[j0]|N'?s)*[nN]+"]


@given(
    shape=st.sampled_from(SHAPES),
    sentences=st.lists(st.text("N@0c,TMajnd", min_size=1, max_size=6), max_size=5),
)
def test_runs_found_in_one_go_never_cross_the_end_of_a_sentence(shape, sentences):
    from verifier.matching.view import _in_one_go

    letters, bounds = "".join(sentences), []
    for sentence in sentences:
        start = bounds[-1][1] if bounds else 0
        bounds.append((start, start + len(sentence)))
    pattern = re.compile(shape)
    apart = [one.span() for first, last in bounds for one in pattern.finditer(letters, first, last) if one.group()]
    assert list(_in_one_go(pattern, letters, bounds)) == apart
