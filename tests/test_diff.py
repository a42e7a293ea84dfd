"""Two drafts of one story: what was lost stands first, numbers stay with their claims."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import checked, claim, engine, rules
from hypothesis import given
from hypothesis import strategies as st

import verifier
from verifier.desk.align import align
from verifier.desk.diff import STATES, Diff, diff
from verifier.desk.identity import Identity
from verifier.desk.numbers import numbers, renumber
from verifier.report import Look
from verifier.report.diff import lines
from verifier.report.screen import Screen
from verifier.report.words import width

HEAD = "Varna harbour reopens\n\n"
ONE = "Harbour master Ivan Petrov said the northern pier was safe again."
TWO = "The ferry to Burgas sailed with 60 passengers."
THREE = "Experts say the storm was the worst in a decade."
BARE = "The northern pier was safe again."
OLD = f"{HEAD}{ONE}\n\n{TWO}\n\n{THREE}\n"


def changes(new: str, old: str = OLD) -> Diff:
    """The diff of two texts."""
    return diff(
        *(verifier.verify(text, name=name, engine=engine()) for text, name in ((old, "a.txt"), (new, "b.txt"))), rules()
    )


def state(found: Diff, words: str) -> str:
    """The state of the claim that holds ``words`` in either draft."""
    for change in found.changes:
        for row, report in ((change.new, found.new), (change.old, found.old)):
            if row and words in row[0].span.of(report.text):
                return change.state
    raise AssertionError(words)


def test_nothing_changed() -> None:
    found = changes(OLD)
    assert {change.state for change in found.changes} == {"unchanged"}


@pytest.mark.parametrize(
    ("new", "words", "expected"),
    [
        pytest.param(OLD.replace(ONE, BARE), "northern pier", "weaker", id="attribution dropped"),
        pytest.param(OLD.replace(TWO, ""), "60 pass", "gone", id="taken out"),
        pytest.param(f"{OLD}\nThe harbour council hired 20 divers.\n", "divers", "new", id="put in"),
        pytest.param(f"{HEAD}{THREE}\n\n{TWO}\n\n{ONE}\n", "60 pass", "unchanged", id="moved"),
    ],
)  # fmt: skip
def test_each_state(new: str, words: str, expected: str) -> None:
    assert state(changes(new), words) == expected


def test_an_attribution_put_in_mends() -> None:
    found = changes(OLD.replace(TWO, f"Captain Anna Berg, the ferry's master, said t{TWO[1:]}"))
    assert state(found, "60 pass") in ("fixed", "stronger")


def test_an_attribution_dropped_is_the_first_line() -> None:
    new = OLD.replace(ONE, BARE).replace(TWO, "") + "\nNobody was hurt.\n"
    first = changes(new).changes[0]
    assert "Ivan Petrov" in first.dropped


def test_a_finding_answered_is_fixed_and_one_dismissed_is_dismissed() -> None:
    before, after = checked(OLD), checked(OLD)
    name = claim(before, "60 pass")
    fixed = replace(after, findings=tuple(found for found in after.findings if found.claim != name))
    marked = tuple(replace(found, dismissed="known") if found.claim == name else found for found in after.findings)
    for report, expected in ((fixed, "fixed"), (replace(after, findings=marked), "dismissed")):
        assert {change.state for change in diff(before, report, rules()).changes if change.id == name} == {expected}


def test_claims_keep_their_numbers_and_new_ones_get_the_next() -> None:
    old = verifier.verify(OLD, engine=engine())
    new = changes(f"{HEAD}The harbour council hired 20 divers.\n\n{TWO}\n\n{ONE}\n").new
    assert claim(new, "60 pass") == claim(old, "60 pass")
    assert claim(new, "northern pier") == claim(old, "northern pier")
    assert claim(new, "divers") not in {each.id for each in old.claims}


def test_numbers_are_never_given_twice() -> None:
    report = verifier.verify(OLD, engine=engine())
    names = numbers(report, {}, ["C01", "C17b"])
    assert len(set(names.values())) == len(report.claims)
    assert min(names.values()) == "C18"
    assert [each.id for each in renumber(report, names).claims] == list(names.values())


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits_the_screen(columns: int) -> None:
    found = changes(OLD.replace(ONE, BARE) + "\nThe harbour council hired 20 divers.\n")
    text = Screen(Look(width=columns)).text(list(lines(found, Screen(Look(width=columns)))))
    assert max(map(width, text.splitlines())) <= columns
    assert all(word in STATES for word in ("weaker", "new"))


IDENTITIES = st.dictionaries(
    st.sampled_from(["C01", "C02", "C03", "C04"]),
    st.lists(st.sampled_from(["a", "ship", "sailed", "harbour", "not"]), min_size=1, max_size=5).map(
        lambda words: Identity(tuple(words), ())
    ),
)


@given(IDENTITIES, IDENTITIES)
def test_each_claim_is_paired_once_and_the_same_words_always_meet(
    old: dict[str, Identity], new: dict[str, Identity]
) -> None:
    pairs = align(old, new)
    assert len(set(pairs.values())) == len(pairs)
    unpaired = [identity.words for name, identity in new.items() if name not in pairs]
    left = [identity.words for name, identity in old.items() if name not in pairs.values()]
    assert not set(unpaired) & set(left)
