"""A dismissal sticks to rule and claim words: what changes nothing keeps it, what changes the claim reopens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import checked, claim, engine, rules
from hypothesis import given
from hypothesis import strategies as st

from verifier.desk import dismissals, memory
from verifier.desk.dismissals import ACCEPTED
from verifier.desk.identity import Identity, identities
from verifier.errors import InputError
from verifier.model import Report

HEAD = "Harbour reopens after the storm\n\n"
CLAIM = "The Varna harbour had reopened to 14 ships a day behind the storm over the northern coast."
OTHER = "The regional railway resumed its service on the coastal line during the same morning."
REST = "Nobody had expected the ferries to sail again so early in the season."
DRAFT = f"{HEAD}{CLAIM} {OTHER}\n\n{REST}\n"


def dismissal(report: Report, words: str, rule: str = "asked") -> memory.Dismissal:
    """A dismissal of one claim, with a reason."""
    return memory.Dismissal(rule, "seen the log", identities(report, rules())[claim(report, words)])


def judged(text: str) -> dismissals.Verdict:
    """What becomes of the dismissal of CLAIM in another version of the draft."""
    before = checked(DRAFT)
    return dismissals.judge(checked(text), [dismissal(before, "Varna")], rules())[0]


KEEP = [
    pytest.param(DRAFT, id="nothing changed"),
    pytest.param(DRAFT.replace("northern", "northren"), id="a typo made"),
    pytest.param(DRAFT.replace("reopened to", "re-opened to"), id="a spelling changed"),
    pytest.param(f"{HEAD}{REST}\n\n{OTHER}\n\n{CLAIM}\n", id="a paragraph moved"),
    pytest.param(f"{HEAD}A first new line stands here now.\n\n{CLAIM}\n", id="text put before"),
    pytest.param(DRAFT.replace(" ", "  "), id="white space"),
    pytest.param(DRAFT.replace("\n", "\r\n"), id="line ends"),
    pytest.param(DRAFT.replace("coast.", "coast!"), id="the mark at its end"),
]


@pytest.mark.parametrize("text", KEEP)
def test_it_holds(text: str) -> None:
    assert judged(text).state == "holds"


REOPEN = [
    pytest.param("Varna", "Burgas", "varna", id="a name"),
    pytest.param("14 ships", "40 ships", "14", id="a number"),
    pytest.param("14 ships", "1400 ships", "1400", id="a number by two letters"),
    pytest.param("reopened to", "never reopened to", "never", id="a negation"),
    pytest.param("had reopened", "hadn't reopened", "hadn't", id="a short negation"),
    pytest.param("the storm over", "“the storm” over", "“the storm”", id="a quotation"),
]


@pytest.mark.parametrize(("old", "new", "changed"), REOPEN)
def test_it_reopens_with_its_reason(old: str, new: str, changed: str) -> None:
    text = DRAFT.replace(old, new)
    verdict = judged(text)
    assert verdict.state == "reopened"
    assert changed in verdict.changed
    report = dismissals.apply(checked(text), [dismissal(checked(DRAFT), "Varna")], rules())
    found = next(each for each in report.findings if each.claim == verdict.claim)
    assert not found.dismissed
    assert found.reopened.startswith("seen the log (changed: ")


def test_another_claim_under_the_same_rule_is_not_touched() -> None:
    report = dismissals.apply(checked(DRAFT), [dismissal(checked(DRAFT), "Varna")], rules())
    dismissed = [found.claim for found in report.findings if found.dismissed]
    assert dismissed == [claim(report, "Varna")]


def test_a_twin_of_a_claim_that_is_gone_is_not_dismissed_in_its_place() -> None:
    twin = "The northern coast had seen a storm before the harbour at Varna was opened to the ships."
    assert judged(f"{HEAD}{twin}\n").state in ("stale", "reopened")


def test_the_rule_is_never_switched_off() -> None:
    report = dismissals.apply(checked(DRAFT), [dismissal(checked(DRAFT), "Varna")], rules())
    assert len(report.findings) == len(report.claims)


def test_what_is_gone_is_stale_and_told() -> None:
    report = dismissals.apply(checked(f"{HEAD}{REST}\n"), [dismissal(checked(DRAFT), "Varna")], rules())
    assert [note for note in report.draft.document.notes if note.startswith("Stale dismissal of asked")]


def test_what_the_rule_no_longer_asks_is_unused_and_told() -> None:
    report = dismissals.apply(checked(DRAFT), [dismissal(checked(DRAFT), "Varna", rule="other")], rules())
    assert [note for note in report.draft.document.notes if note.startswith("Unused dismissal of other")]


def test_a_claim_without_a_finding_is_accepted_as_it_stands() -> None:
    report = dismissals.apply(checked(DRAFT), [dismissal(checked(DRAFT), "Varna", rule=ACCEPTED)], rules())
    assert [found.dismissed for found in report.findings if found.rule == ACCEPTED] == ["seen the log"]


COMMENT = "<!-- verify: ok asked the log was seen -->"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{HEAD}{CLAIM} {COMMENT} {OTHER}\n", "Varna", id="after its sentence"),
        pytest.param(f"{HEAD}{OTHER}\n\n{COMMENT}\n{CLAIM}\n", "Varna", id="on the line before"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_comment_in_the_text(text: str, expected: str, kind: str) -> None:
    import verifier
    from verifier.model import Finding

    report = verifier.verify(text, name="d.md", format=kind, engine=engine())
    assert not [each for each in report.claims if "verify" in each.span.of(text)]
    made = [Finding("asked", "t", "q", "w", each.span, each.id) for each in report.claims]
    from dataclasses import replace

    report = dismissals.apply(replace(report, findings=tuple(made)), [], rules())
    dismissed = {found.claim for found in report.findings if found.dismissed == "the log was seen"}
    wanted = {each.id for each in report.claims if each.sentence == next(
        other.sentence for other in report.claims if expected in other.span.of(text))}  # fmt: skip
    assert dismissed == wanted


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        pytest.param("<!-- verify: ok asked -->", "gives no reason", id="no reason"),
        pytest.param("<!-- verify: ok nothing-such it is known -->", "Unused comment", id="no such rule"),
    ],
)
def test_a_comment_that_does_nothing_says_so(comment: str, note: str) -> None:
    report = dismissals.apply(checked(f"{HEAD}{CLAIM} {comment}\n"), [], rules())
    assert any(note in each for each in report.draft.document.notes)
    assert not any(found.dismissed for found in report.findings)


# --- the file beside the draft -----------------------------------------------------------------

WORDS = st.lists(st.text(alphabet="abcé’0-", min_size=1, max_size=6), max_size=5).map(tuple)
KEPT = st.builds(
    memory.Dismissal,
    st.sampled_from(["asked", "a-b"]),
    st.text(alphabet="ab :#\"'-", min_size=1).filter(str.strip).map(str.strip),
    st.builds(Identity, WORDS, WORDS, WORDS),
    st.sampled_from(["", "A. Editor"]),
)


@given(st.lists(KEPT, max_size=3))
def test_what_is_written_is_read_back(kept: list[memory.Dismissal]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "a.txt"
        numbers = {"C01": Identity(("a", "b"), ())}
        memory.path_of(draft).write_text(memory.text(memory.Memory(tuple(kept), numbers), "a.txt"), encoding="utf-8")
        assert memory.read(draft) == memory.Memory(tuple(kept), numbers)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("dismissed: [", "not valid YAML", id="broken"),
        pytest.param("- a", "must be a mapping", id="a list"),
        pytest.param("dismised: []", "unknown key “dismised”", id="a key mistyped"),
        pytest.param("dismissed:\n- rule: a\n  claim: b", "needs a rule and a reason", id="no reason"),
    ],
)
def test_a_file_mended_badly_is_named(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt.verify.yml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.txt\.verify\.yml.*") as error:
        memory.read(tmp_path / "a.txt")
    assert said in str(error.value)
