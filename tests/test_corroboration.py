"""Two drafts, one event: what is found between claims, what is not, and what holds of every relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verifier.api import verify
from verifier.engine import Engine
from verifier.model import (
    Assessment,
    Certainty,
    Claim,
    Commitment,
    Echo,
    Factor,
    Kind,
    Level,
    Relation,
    Report,
    ZoneKind,
)  # fmt: skip
from verifier.reading import from_text, read
from verifier.relations.compare import pair
from verifier.relations.independence import Origins
from verifier.relations.inside import inside
from verifier.relations.inside import told as told_inside
from verifier.relations.lexicon import lexicon
from verifier.relations.page import pages
from verifier.relations.passages import Passage
from verifier.relations.related import Related
from verifier.relations.weights import Weights
from verifier.ruleset import load
from verifier.scoring.growth import grow
from verifier.spans import Span

ROOT = Path(__file__).parents[1]
RULES = load()
ENGINE = Engine(RULES)
ALIASES = lexicon(RULES).aliases
SEEDS = ENGINE.check_together([read(path) for path in sorted((ROOT / "seeds").glob("*.txt"))])


def told(*texts: str, engine=ENGINE) -> list[Relation]:
    """The relations of drafts that are taken to be on one event."""
    documents = [from_text(text, name=f"{at}.md", format="markdown") for at, text in enumerate(texts)]
    reports = [engine.check(document) for document in documents]
    return list(engine.relater.study(reports, one_event=True).relations)


def kinds(*texts: str) -> set[str]:
    """The kinds of relation between drafts, told from the first."""
    return {one.kind for one in told(*texts) if one.draft == "0.md" and one.other_draft}


# --- what must not be found --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Ruritania sold its mill on Monday.", "Strelsau elected a mayor on Monday.", "no name and no event in common"),
        ("Joe Biden sold his house.", "Hunter Biden did not sell his house.", "two people of one surname"),
        ("Harald Roe was arrested in Oslo.", "Jane Moe was freed in Oslo.", "the states are of two people"),
        ("Ruritania withdrew some troops.", "Ruritania elected a large council.", "the degree is of another event"),
        ("Harald Roe died of cardiac arrest.", "Harald Roe was freed.", "no police there"),
    ],
    ids=lambda value: value[:40],
)
def test_no_conflict_and_no_degree(one, other, why):
    assert not kinds(one, other) & {"conflicts", "degree"}, why


def test_unlike_drafts_are_not_compared():
    one = "# Ruritania sells its mill\n\nRuritania sold its mill on Monday, the council of Strelsau said.\n"
    other = "# Jane Moe wins a race\n\nJane Moe won a race in Oslo. Her trainer wept, and the crowd sang.\n"
    reports = [ENGINE.check(from_text(t, name=n, format="markdown")) for n, t in (("a", one), ("b", other))]
    assert not [
        found for found in ENGINE.relater.study(reports).relations if found.other_draft not in ("", found.draft)
    ]


def test_one_draft_alone_is_compared_with_nothing_else():
    assert all(found.other_draft in ("", "0.md") for found in told("Ruritania sold its mill."))


def test_nothing_is_read_out_of_nothing():
    assert ENGINE.relater.study(()).relations == ()
    assert told("Ruritania sold its mill.", "…") == []


# --- each kind ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The generals toppled Harald Roe.", "If the Roe regime continues to weaken, prices may rise.", "conflicts"),
        ("The loss of control over Strelsau was a blow.", "Ruritania will maintain its base at Strelsau.", "conflicts"),
        ("Harald Roe was arrested on Monday.", "Police did not arrest Harald Roe.", "conflicts"),
        ("Harald Roe was killed on Monday.", "Harald Roe is alive.", "conflicts"),
        ("Ruritania began a major withdrawal from Hentzau.", "Ruritania began a partial withdrawal.", "degree"),
        ("Ongoing negotiations with Ruritania.", "Future negotiations with Ruritania matter.", "degree"),
        ("Gunmen killed 12 soldiers in Hentzau.", "Gunmen killed 19 soldiers in Hentzau.", "degree"),
        ("Ruritania has withdrawn from Hentzau.", "Ruritania may withdraw from Hentzau.", "modality"),
        ("Envoys of Ruritania had contact with Hentzau.", "Ruritania and Hentzau held negotiations.", "drift"),
        ("Ruritania withdrew from Hentzau.", "The pullout of Ruritania from Hentzau is over.", "corroborates"),
        ("The extent of Ruritania's withdrawal is unclear.",
         "The end of the withdrawal of Ruritania remains uncertain.", "corroborates"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_a_relation(one, other, kind):
    assert kind in kinds(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gunmen killed at least 12 soldiers in Hentzau.", "Gunmen killed 19 soldiers in Hentzau."),
        ("Gunmen killed dozens of soldiers in Hentzau.", "Gunmen killed 40 soldiers in Hentzau."),
    ],
    ids=["at least", "dozens"],
)
def test_numbers_that_may_both_hold_do_not_differ(one, other):
    assert "degree" not in kinds(one, other)


def why(kind: str, *texts: str) -> str:
    return next(found.why for found in told(*texts) if found.kind == kind)


@pytest.mark.parametrize(
    ("kind", "one", "other", "says"),
    [
        ("degree", "12 to 15 soldiers", "18 soldiers", "12 to 15 soldiers in one, 18 soldiers in the other: 20% apart"),
        ("degree", "12 young soldiers", "19 soldiers", "12 soldiers in one, 19 soldiers in the other"),
        ("corroborates", "12 to 15 soldiers", "14 soldiers", "12 to 15 soldiers and 14 soldiers may both hold"),
        ("corroborates", "twelve soldiers", "12 soldiers", "12 soldiers in both"),
        ("corroborates", "dozens of soldiers", "40 soldiers", "may both hold"),
    ],
    ids=["a range", "an adjective between", "inside it", "equal", "dozens"],
)
def test_by_how_much_numbers_differ(kind, one, other, says):
    assert says in why(kind, f"Gunmen killed {one} in Hentzau.", f"Gunmen killed {other} in Hentzau.")


def test_last_week_by_the_dateline_of_the_text():
    sold = (
        "Ruritania sold its mill at Hentzau to a bank of Zenda, the mayor of the town said after a long day of talks."
    )
    one = f"# Ruritania sells mill\n\nOSLO, Dec. 14 (AP) — {sold.replace('Zenda', 'Zenda last week')}"
    other = f"# Ruritania sells mill\n\nOSLO, Dec. 14 (AP) — {sold.replace('Zenda', 'Zenda on November 3')}"
    assert "days apart" in why("degree", one, other)


def test_what_only_one_draft_has():
    first = "# Ruritania sells its mill\n\nRuritania sold its mill. The mill of Zenda has stood since 1804, Zenda says."
    second = "# Ruritania sells its mill\n\nRuritania sold its mill on Monday."
    alone = [found for found in told(first, second) if found.kind == "only-here"]
    assert {found.draft for found in alone} == {"0.md"}
    assert any("1804" in found.words for found in alone)


def test_a_headline_that_answers_no_denies_the_other():
    assert "conflicts" in kinds("# Jane Roe sells her mill", "# No, Jane Roe did not sell her mill")


def test_inside_one_draft():
    text = "# Ruritania holds on\n\nThe loss of Strelsau was a blow. Ruritania will maintain its base at Strelsau."
    assert any(found.kind == "conflicts" and found.other_draft == "0.md" for found in told(text))


# --- independence ------------------------------------------------------------------------------


def independence(one: str, other: str) -> str:
    return next(found.independence for found in told(one, other) if found.kind == "corroborates")


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("Ruritania withdrew from Hentzau.", "Ruritania withdrew from Hentzau.", "unknown"),
        ("Ruritania withdrew from Hentzau, spokesman Karl Moe said.",
         "Ruritania withdrew from Hentzau, Karl Moe said.", "one source"),
    ],
    ids=["no source on the page", "one man"],
)  # fmt: skip
def test_what_is_copied_is_counted_once(one, other, says):
    assert says in independence(one, other)


def test_one_copy_by_its_sentences():
    copy = (
        "Ruritania withdrew the last of its troops from the valley of Hentzau on Monday. "
        "Nobody in the town of Zenda had seen the lorries leave before the morning came."
    )
    assert "one copy" in independence(copy + " Karl Moe said so.", copy + " Jane Roe confirmed it.")


# --- what other origins add to strength --------------------------------------------------------

LEFT = "Ruritania withdrew its army from Hentzau"
TOLD = (
    f"{LEFT}, spokesman Karl Moe said.",
    f"{LEFT}, according to two American officials.",
    f"{LEFT}, according to Norwegian officials.",
    f"Satellite imagery showed {LEFT}.",
    f"{LEFT}.",
    f"{LEFT}, according to reports.",
    "Ruritania may have withdrawn its army from Hentzau, Jane Roe said.",
    f"General Anna Berg confirmed that {LEFT}.",
)
drafts = st.lists(st.sampled_from(TOLD), min_size=1, max_size=4)
slowly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def checked(texts: Sequence[str]) -> list[Report]:
    return list(ENGINE.check_together([from_text(text, name=f"{at}.txt") for at, text in enumerate(texts)]))


def strengths(texts: Sequence[str]) -> dict[str, int]:
    """The strength of the claim of each text."""
    return {
        text: max(a.strength or 0 for a in report.assessments)
        for text, report in zip(texts, checked(texts), strict=True)
    }


def added(*texts: str) -> list[tuple[str, int]]:
    """What the first draft gains, with the label."""
    return [(f.label, f.points) for a in checked(texts)[0].assessments for f in a.factors if f.rule == "second-origin"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TOLD[0], TOLD[4]),
        (TOLD[4], TOLD[0]),
        (TOLD[0], TOLD[0]),
        (TOLD[0], TOLD[5]),
        (TOLD[0], TOLD[6]),
        (TOLD[0], "Ruritania withdrew its army from Zenda, according to two American officials."),
        ("Gunmen killed 12 men in Hentzau, Karl Moe said.", "Gunmen killed 19 men in Hentzau, Jane Roe said."),
        (TOLD[1], f"{LEFT}, according to American officials."),
    ],
    ids=["the other names nobody", "it names nobody", "one man", "a gesture", "only possible there", "another place",
         "another number", "one class of one nation"],
)  # fmt: skip
def test_no_points_for(one, other):
    assert added(one, other) == []


def test_two_channels_add_points_in_a_line_of_their_own():
    # 75 for a named official of one side, 58 for two officials: 100·(1 − .25·(1 − .5·.58)) = 82
    assert added(TOLD[0], TOLD[1]) == [("also told by “two American officials” (1.txt C01), another channel", 7)]


def test_two_origins_of_one_draft():
    assert added(f"{TOLD[0]} The withdrawal of the army of Ruritania from Hentzau was confirmed by American officials.")


def test_two_of_one_class_add_less_than_two_channels():
    (_, one_class), (_, channels) = *added(TOLD[1], TOLD[2]), *added(TOLD[1], TOLD[0])
    assert 0 < one_class < channels


def test_a_headline_borrows_what_the_body_has_grown_to():
    alone, both = (
        checked([f"# Ruritania withdraws army from Hentzau\n\n{TOLD[0]}", *more])[0] for more in ([], [TOLD[1]])
    )
    grown = [a.support.strength for a in both.assessments if a.support]
    assert all(b >= a.support.strength for a, b in zip(alone.assessments, grown, strict=False) if a.support)


@slowly
@given(st.lists(st.sampled_from(TOLD), min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_drafts_moves_no_strength(texts, random):
    mixed = random.sample(texts, len(texts))
    assert strengths(mixed) == strengths(texts)


@slowly
@given(st.lists(st.sampled_from(TOLD), min_size=1, max_size=3, unique=True), st.data())
def test_a_copy_never_raises_a_strength(texts, data):
    copied = [*texts, data.draw(st.sampled_from(texts))]
    assert strengths(copied) == strengths(texts)


@slowly
@given(drafts)
def test_no_strength_passes_its_ceiling(texts):
    for text, report in zip(texts, checked(texts), strict=True):
        alone = checked([text])[0]
        for before, after in zip(alone.assessments, report.assessments, strict=True):
            bonus = 8 if RULES.house.has("caps", before.type) else 15
            assert (after.strength or 0) >= (before.strength or 0)
            assert (after.strength or 0) <= max(before.strength or 0, min(95, (before.strength or 0) + 15, after.cap))
            if all(RULES.house.has("caps", a.type) for r in checked(texts) for a in r.assessments):
                assert (after.strength or 0) <= (before.strength or 0) + bonus
                assert after.level is not Level.HIGH


@given(
    st.integers(0, 100), st.sampled_from(["official_named", "official_unnamed", "person_unnamed", "imagery_unsourced"]),
    st.lists(st.tuples(st.sampled_from(["official_named", "official_unnamed"]), st.integers(0, 95),
                       st.sampled_from([0.25, 0.5])), max_size=5),
)  # fmt: skip
def test_the_sum_of_factors_is_the_strength_whatever_the_echoes(points, kind, others):
    own = Assessment(kind, (Factor("x", "x", points),), 100, Commitment(Certainty.CERTAIN), (75, 50, 25))
    rows = [Echo("b", f"C{at}", "X", kind, strength, share) for at, (kind, strength, share) in enumerate(others)]
    claim = Claim("C01", Span(0, 1), 0, ZoneKind.BODY, Kind.FACT)
    report = replace(SEEDS[0], claims=(claim,), assessments=(own,))
    (grown,) = grow(report, {0: rows}, RULES)
    assert grown.strength == sum(factor.points for factor in grown.factors)
    assert points <= grown.strength <= max(points, min(95, points + 15))


# --- facts of the house ------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path):
    """The built-in rules with one fact over them."""
    (tmp_path / "facts.yml").write_text(
        "rule: house-facts\ntitle: Facts\nkind: fact\nfacts: |\n  Harald Roe: ousted 2024-12-08\n", encoding="utf-8"
    )
    return load([tmp_path])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If the Roe regime continues to weaken, prices may rise.", True),
        ("The generals toppled Harald Roe.", False),
        ("---\ndate: 2024-11-30\n---\n\nIf the Roe regime continues to weaken, prices may rise.", False),
        ("Harald Roe went home.", False),
    ],
    ids=["the contrary taken for granted", "the fact itself", "a draft of before", "the name alone"],
)
def test_a_fact_of_the_house(house, text, found):
    relations = told(text, engine=Engine(house))
    assert any(one.rule == "house-facts" for one in relations) == found


def test_a_fact_is_a_finding_with_its_place(house):
    report = Engine(house).check(from_text("If the Roe regime continues to weaken, prices may rise.", name="a"))
    assert any(one.rule == "stale-presupposition" for one in report.findings)
    assert any(one.where.endswith("facts.yml:5") for one in report.relations)


# --- the seeds ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "here", "there"),
    [
        ("conflicts", "the removal of former President Bashar al-Assad", "the stability of the Assad regime"),
        ("conflicts", "The loss of control over Tartus", "it will maintain its two primary military bases"),
        ("degree", "Russia Begins Major Military Withdrawal", "Russia Begins Partial Withdrawal"),
        ("modality", "could enable Russian forces to maintain", "it will maintain its two primary military bases"),
        ("corroborates", "dismantling of key military equipment", "Russia is dismantling key assets"),
    ],
    ids=["Assad", "Tartus", "scale", "bases", "dismantling"],
)
def test_the_seeds_against_each_other(kind, here, there):
    assert any(
        one.kind == kind and here in one.span.of(SEEDS[0].text) and there in one.other_text
        for one in SEEDS[0].relations
    )


def test_the_seeds_against_themselves():
    found = {(one.kind, one.topic) for report in SEEDS for one in report.relations if one.other_draft == report.name}
    assert ("conflicts", "control of Tartus") in found
    assert ("conflicts", "power of Assad") in found


# --- what holds of every relation --------------------------------------------------------------


@pytest.mark.parametrize("report", SEEDS, ids=lambda report: report.name)
def test_a_relation_points_at_claims_and_says_why(report):
    ids = {claim.id for claim in report.claims}
    for one in report.relations:
        assert one.claim in ids
        assert one.why
        assert one.words
        assert one.rule == "" or one.rule in RULES.rules or one.rule in ("likeness", "no-counterpart", "adds-detail")


def test_both_drafts_tell_the_same():
    def pairs(at: int) -> set[tuple[str, str, str]]:
        return {
            (one.kind, *sorted((one.draft + one.claim, one.other_draft + one.other_claim)))
            for one in SEEDS[at].relations
            if one.other_draft not in ("", SEEDS[at].name) and one.kind != "only-here"
        }

    assert pairs(0) == pairs(1)


def test_the_order_of_the_drafts_changes_nothing():
    backward = ENGINE.relater.study(tuple(reversed(SEEDS))).relations
    forward = ENGINE.relater.study(SEEDS).relations
    assert {(r.kind, r.topic, r.draft) for r in backward} == {(r.kind, r.topic, r.draft) for r in forward}


SENTENCES = st.sampled_from(
    (
        "Ruritania withdrew from Hentzau.", "Ruritania did not withdraw.", "Harald Roe was ousted.",
        "The Roe regime continues to rule.", "Talks with Hentzau may begin.", "12 soldiers died in Zenda.", "…",
    )
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.lists(SENTENCES, min_size=1, max_size=4))
def test_any_two_drafts_are_compared_and_none_is_called_right(one, other):
    for found in told(" ".join(one), " ".join(other)):
        assert found.kind in {"corroborates", "degree", "conflicts", "modality", "drift", "only-here"}
        assert not {"right", "wrong", "true", "correct"} & set(found.why.lower().split())


# --- what is told early, from marks and sentences, agrees with what is told in full -------------


def own(report: Report) -> list[Passage]:
    """The claims of a report, nothing read yet."""
    (page,) = pages([report], lexicon(RULES))
    return [Passage(page, at) for at in range(len(page.claims))]


def told_in_full(report: Report) -> list[tuple]:
    """The relations inside a draft by looking at every pair of claims."""
    claims = own(report)
    weights = Weights([claims])
    every = [(a, b) for a, b in combinations(claims, 2) if a.sentence != b.sentence]
    return [shown(each) for a, b in every for each in told_inside(pair(a, b, weights))]


def shown(found) -> tuple:
    return found.kind, found.one.id, found.other.id, found.why, found.words, found.weight


LONGER = st.lists(SENTENCES, min_size=1, max_size=14).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LONGER)
def test_every_pair_that_tells_something_is_looked_at(text):
    report = verify(text, engine=ENGINE)
    claims = own(report)
    found = inside(claims, Origins(report, RULES, ALIASES), Weights([claims]), alone=True)
    assert [shown(each) for each in told_inside(found)] == told_in_full(report)


@pytest.mark.parametrize("report", SEEDS, ids=lambda report: report.name)
def test_the_same_of_the_seeds(report):
    claims = own(report)
    found = inside(claims, Origins(report, RULES, ALIASES), Weights([claims]), alone=True)
    assert [shown(each) for each in told_inside(found)] == told_in_full(report)


def test_in_a_crowd_of_claims_the_first_are_compared_with_all():
    claims = own(verify("Ruritania sold its mill. " * 150 + "Ruritania did not sell its mill.", engine=ENGINE))
    found = inside(claims, Origins(claims[0].page.report, RULES, ALIASES), Weights([claims]), alone=True)
    assert {each.one.claim for each in found if each.kind == "conflicts"} == set(range(100))


def test_likeness_ranks_claims_of_one_matter_higher():
    drafts = [["Ruritania sold its mill.", "The mill of Ruritania was sold."], ["Jane won a race.", "It rained."]]
    related = Related(drafts)
    near = related.weigh(*drafts[0], (0, 0))
    far = related.weigh(drafts[0][0], drafts[1][0], (0, 1))
    assert near > far


@pytest.mark.xfail(strict=True, reason="one referent under two names needs a reference table (domain.md 4, X09)")
def test_rebels_and_the_new_administration():
    one = "Ruritania is in contact with rebel factions in Strelsau."
    other = "Ruritania is in contact with the new administration in Strelsau."
    assert "conflicts" in kinds(one, other)
