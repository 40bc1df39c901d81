"""Change one figure of a published report: what it falsifies is found, and no other.

The claims of the two reports are written out here a second time, as plain arithmetic
over numbers by figure id. The arithmetic shares no line with the checks: a rate is
compared as an interval instead of being rounded, the whole numbers behind a rate are
solved for instead of being searched, and the lengths of lists are read off the reports.

A claim is true, false or undecided. It is *falsified* where its terms are defined and
contradict it. What has no defined terms is undecided, and what leaves a part open is
falsified only by what no open part can repair; where that matters, it is said at the
arithmetic. An audit fails the false claims, passes the true ones, and does neither with
the undecided ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.findings import Status
from adminlaw.model import Figure, Qualifier, Register

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = {"hengshui-2017": date(2018, 1, 31), "lianjiang-2021": date(2021, 12, 30)}
OF_HENGSHUI = "@hs-report/[2017-01-01, 2018-01-01)/hengshui"
OF_LIANJIANG = "@lj-report/[2021-01-01, 2022-01-01)/lianjiang"

Values = Mapping[str, Decimal]
Verdicts = Mapping[tuple[str, str], bool | None]
"""Whether a claim is true, false or undecided, by check and subject."""

DECIDED = {Status.PASSED: True, Status.FAILED: False}


@attrs.frozen
class Claim:
    """A statement about some figures that can turn out false.

    Attributes:
        check: Id of the check that has to find it.
        subject: The key under which it has to find it.
        figures: Ids of the figures that it speaks of.
        holds: Whether the numbers of these figures, in this order, make it true; None
            where they leave it undecided.
    """

    check: str
    subject: str
    figures: tuple[str, ...]
    holds: Callable[..., bool | None]

    def verdict(self, values: Values) -> bool | None:
        """Tell whether the claim is true, given every number of the register."""
        return self.holds(*(values[each] for each in self.figures))


# --- The arithmetic ------------------------------------------------------------------


def falling(*numbers: Decimal) -> bool:
    """Tell whether no number is greater than the one before it."""
    return all(a >= b for a, b in pairwise(numbers))


def rising(*numbers: Decimal) -> bool:
    """Tell whether no number is less than the one before it."""
    return falling(*reversed(numbers))


def first_is_greatest(whole: Decimal, *parts: Decimal) -> bool:
    """Tell whether no part is greater than the whole; the parts have no order."""
    return all(part <= whole for part in parts)


def same(one: Decimal, other: Decimal) -> bool:
    """Tell whether a number stated twice is one number."""
    return one == other


def room_for_rest(whole: Decimal, *parts: Decimal) -> bool:
    """Tell whether the whole leaves nothing less than nothing for what is unnamed.

    The other parts are counts, so they are zero or more: parts that stay below the
    whole are completed by them, parts that exceed it by no count at all.
    """
    return Fraction(whole) - sum(map(Fraction, parts)) >= 0


def room_for_unpublished(whole: Decimal, *parts: Decimal) -> bool | None:
    """Tell whether a part that the report keeps to itself can complete the whole.

    It is a count, so it cannot repair an excess; that it does complete the whole
    nobody can confirm who does not know it.
    """
    return None if room_for_rest(whole, *parts) else False


def years_between(first: Decimal, last: Decimal, length: Decimal) -> bool:
    """Tell whether a span has its length, its first and its last year included."""
    return Fraction(last) - Fraction(first) == Fraction(length) - 1


def unit_of(stated: Decimal) -> Fraction:
    """Return the unit of the last printed place; a whole number is printed in ones."""
    exponent = stated.as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(1, 10 ** max(0, -exponent))


def prints_as(exact: Fraction, stated: Decimal) -> bool:
    """Tell whether *some* way of shortening prints an exact number as stated.

    Halves go up or to the even neighbour, so everything from half a unit below is
    printed so; truncation prints so all that lies less than one unit above. Below
    zero the same holds of the distances from zero, which have to lie on one side.
    """
    unit, distance, shown = unit_of(stated), abs(exact), abs(Fraction(stated))
    one_side = shown == 0 or (exact < 0) is (stated < 0)
    return one_side and shown - unit / 2 <= distance < shown + unit


def rate(part: Decimal, whole: Decimal, stated: Decimal) -> bool | None:
    """Tell whether a percentage can be that of its counts.

    A share of nothing is not defined: whatever is printed for it, there is no number
    with which it could agree or disagree.
    """
    if whole == 0:
        return None
    return prints_as(100 * Fraction(part) / Fraction(whole), stated)


def some_count(whole: Decimal, stated: Decimal) -> bool | None:
    """Tell whether some whole number of cases makes the percentage.

    Only of a positive whole number are there whole numbers between none and all;
    of any other base the question has no answer that could be right or wrong.
    """
    if whole <= 0 or whole != int(whole):
        return None
    # The least count that is not too small for the rate; a greater one fits worse.
    least = max(
        0, math.ceil((Fraction(stated) - unit_of(stated) / 2) * int(whole) / 100)
    )
    return least <= whole and prints_as(Fraction(100 * least) / Fraction(whole), stated)


def names(count: int) -> Callable[[Decimal], bool]:
    """Return whether a stated number is that of a closed list of so many names."""

    def exactly(stated: Decimal) -> bool:
        return stated == count

    return exactly


def names_and_more(count: int) -> Callable[[Decimal], bool | None]:
    """Return whether a stated number is that of a list that ends in 等.

    Names beyond the stated number falsify it; names yet to come would have to be
    known before it can be confirmed.
    """

    def exactly_or_open(stated: Decimal) -> bool | None:
        return None if stated > count else stated == count

    return exactly_or_open


def at_least_two(number: Decimal) -> bool:
    """Tell whether sessions are held at least twice a year."""
    return number >= 2


def at_most_all(percent: Decimal) -> bool:
    """Tell whether a share is at most the whole."""
    return percent <= 100


# --- The claims of the two reports ---------------------------------------------------


def lists(lengths: Mapping[str, int]) -> Iterator[Claim]:
    """Yield the claim of each closed list that it has as many names as is stated."""
    for figure, length in lengths.items():
        yield Claim("N401", figure, (figure,), names(length))


HENGSHUI = (
    Claim("N101", "hs-subjects", ("hs_subjects", "hs_depts"), first_is_greatest),
    Claim("N101", "hs-officers", ("hs_officers", "hs_trained"), first_is_greatest),
    Claim("N101", "hs-lit-city", ("hs_lit", "hs_lit_city"), first_is_greatest),
    Claim(
        "N101",
        "hs-opinions-papers",
        ("hs_papers", "hs_opinions_doc"),
        first_is_greatest,
    ),
    # What is verified need not have been taken into rectification: two parts of the
    # problems found, with no order between them.
    Claim(
        "N101",
        "hs-rectification",
        ("hs_found", "hs_rect", "hs_verified"),
        first_is_greatest,
    ),
    Claim("N101", "hs-posts", ("hs_posts", "hs_posts_section"), first_is_greatest),
    Claim("N101", "hs-tasks", ("hs_tasks", "hs_aspects"), first_is_greatest),
    Claim(
        "N103",
        f"proposals.disposition{OF_HENGSHUI}",
        ("hs_prop", "hs_prop_a", "hs_prop_b"),
        room_for_rest,
    ),
    Claim("N104", "hs-quotes", ("hs_quotes_open", "hs_quotes_close"), same),
    Claim("N106", "hs-certificates", ("hs_cert_before", "hs_cert_after"), rising),
    Claim(
        "N107",
        "hs-legislation-plan",
        ("hs_legplan_from", "hs_legplan_to", "hs_legplan_len"),
        years_between,
    ),
    Claim("N201", "hs_prop_a_pct", ("hs_prop_a", "hs_prop", "hs_prop_a_pct"), rate),
    Claim("N201", "hs_prop_b_pct", ("hs_prop_b", "hs_prop", "hs_prop_b_pct"), rate),
    Claim("N202", "hs_rec_corr", ("hs_rec", "hs_rec_corr"), some_count),
    Claim("N202", "hs_win", ("hs_lit", "hs_win"), some_count),
    Claim("N302", "proposals.full_rate@hs_rates_val", ("hs_rates_val",), at_most_all),
    Claim("A101", "study.leading_body", ("hs_study",), at_least_two),
    Claim("N401", "hs_lists", ("hs_lists",), names_and_more(4)),
    Claim("N401", "hs_categories", ("hs_categories",), names_and_more(1)),
    *lists(
        {
            "hs_centres": 3,
            "hs_lists_extra": 2,
            "hs_online5": 5,
            "hs_four_review": 4,
            "hs_coverages": 4,
            "hs_rates": 4,
            "hs_fields": 8,
            "hs_open5": 5,
            "hs_channels": 3,
            "hs_two_powers": 4,
            "hs_levels": 4,
            "hs_three_levels": 3,
            "hs_two_levels": 2,
            "hs_three_pub": 3,
        }
    ),
)

LIANJIANG = (
    Claim(
        "N101",
        f"reconsideration.flow{OF_LIANJIANG}",
        ("lj_rec_recv", "lj_rec_acc", "lj_rec_done"),
        falling,
    ),
    Claim(
        "N101",
        f"documents.normative_papers{OF_LIANJIANG}",
        ("lj_papers", "lj_norm"),
        falling,
    ),
    Claim("N101", f"decisions.hearings{OF_LIANJIANG}", ("lj_dec", "lj_hear"), falling),
    Claim(
        "N101",
        f"receptions.batches{OF_LIANJIANG}",
        ("lj_persons", "lj_batches"),
        falling,
    ),
    # Accepted is concluded and pending; the report does not print the pending cases.
    Claim(
        "N102",
        f"reconsideration.balance{OF_LIANJIANG}",
        ("lj_rec_acc", "lj_rec_done"),
        room_for_unpublished,
    ),
    Claim(
        "N104", f"advisers.engaged{OF_LIANJIANG}", ("lj_advisers", "lj_advisers2"), same
    ),
    Claim("N201", "lj_rec_rate", ("lj_rec_done", "lj_rec_acc", "lj_rec_rate"), rate),
    Claim("N202", "lj_lit_rate", ("lj_lit", "lj_lit_rate"), some_count),
    *lists({"lj_del_units": 6, "lj_platforms": 2}),
)

CLAIMS = {"hengshui-2017": HENGSHUI, "lianjiang-2021": LIANJIANG}


# --- Registers, with one figure changed ----------------------------------------------


@cache
def register(name: str) -> Register:
    """Return one of the example registers."""
    return al.read_register(EXAMPLES / name)


@cache
def numbers(name: str) -> Values:
    """Return the number of every figure of a register that states one."""
    stated = ((each.id, each.value) for each in register(name).figures)
    return {key: value for key, value in stated if value is not None}


def calculated(name: str, values: Values) -> Verdicts:
    """Return what the arithmetic says of each claim of a register."""
    return {(each.check, each.subject): each.verdict(values) for each in CLAIMS[name]}


def judged(changed: Register) -> Verdicts:
    """Return what an audit says of each claim, and of whatever else it fails."""
    report = al.audit(changed, as_of=AS_OF[changed.id])
    claims = {(each.check, each.subject) for each in CLAIMS[changed.id]}
    statuses = {
        (each.check, each.subject.key): each.status for each in report.judgements
    }
    return {
        key: DECIDED.get(status)
        for key, status in statuses.items()
        if key in claims or status is Status.FAILED
    }


def with_number(name: str, figure: str, value: Decimal) -> Register:
    """Return a register in which one figure states another number."""
    figures = tuple(
        attrs.evolve(each, value=value) if each.id == figure else each
        for each in register(name).figures
    )
    return attrs.evolve(register(name), figures=figures)


def home_of(figure: str) -> str:
    """Return the register that a figure is of."""
    return next(name for name in CLAIMS if figure in numbers(name))


# --- Numbers at which a claim may tip -------------------------------------------------

STEPS = ("0", "1", "-1", "0.5", "-0.5", "0.1", "-0.1", "0.01", "-0.01", "0.005")
"""Steps off a boundary: to it, over it, and by less than what was printed."""

HALVES = (Decimal("0.5"), Decimal("0.05"), Decimal("0.005"))
"""Half a unit of the places that rates are printed with."""


def boundaries(name: str, figure: str) -> list[Decimal]:
    """Return numbers for a figure near those at which one of its claims tips."""
    found = {numbers(name)[figure], Decimal(0), Decimal(100)}
    for claim in CLAIMS[name]:
        if figure in claim.figures:
            others = [numbers(name)[each] for each in claim.figures if each != figure]
            found.update(combined(others))
    return sorted(found)


def combined(others: Iterable[Decimal]) -> Iterator[Decimal]:
    """Yield numbers that some others single out: sums, distances, shares, parts."""
    known = tuple(others)
    yield from known
    for a in known:
        for b in known:
            yield from (a + b, a - b, a - b + 1, a * b / 100)
            yield from (a * (b - half) / 100 for half in HALVES)
            if b:
                share = 100 * a / b
                yield from (round(share, places) for places in range(4))


near = st.sampled_from([Decimal(each) for each in STEPS])
anything = st.one_of(
    st.integers(-3, 120).map(Decimal),
    st.integers(-(10**6), 10**6).map(Decimal),
    st.decimals(-200, 200, places=2),
    st.decimals(0, 100, places=1),
    st.integers(10**6, 10**24).map(Decimal),
)
claimed = [key for each in CLAIMS.values() for claim in each for key in claim.figures]
every = [key for name in CLAIMS for key in numbers(name)]


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Draw a figure that states a number, and another number for it."""
    # Half of the figures have no claim to break; the others deserve more of the draws.
    figure = draw(st.one_of(st.sampled_from(claimed), st.sampled_from(every)))
    edge = st.sampled_from(boundaries(home_of(figure), figure))
    tipping = st.builds(Decimal.__add__, edge, near)
    return figure, draw(st.one_of(tipping, anything))


@settings(max_examples=400)
@given(change=changes())
@example(change=("hs_prop", Decimal(0)))
@example(change=("hs_prop", Decimal(-564)))
@example(change=("hs_rec", Decimal(0)))
@example(change=("hs_lit", Decimal(0)))
@example(change=("hs_lit", Decimal("196.5")))
@example(change=("lj_rec_acc", Decimal(0)))
@example(change=("lj_lit", Decimal(-15)))
@example(change=("lj_lit_rate", Decimal("-0.0")))
@example(change=("hs_win", Decimal("96.0")))
@example(change=("hs_prop_a", Decimal("374.9754")))
@example(change=("hs_quotes_close", Decimal("58.0")))
@example(change=("hs_rec", Decimal(10**19)))
@example(change=("hs_prop_a_pct", Decimal("66.489361702127659574468085106383")))
def test_what_a_changed_figure_falsifies_is_found_and_nothing_else(
    change: tuple[str, Decimal],
) -> None:
    """Every change of one figure that falsifies a claim is found, and no other.

    Axiom: a claim fails exactly where its own numbers contradict it, and passes
    exactly where they bear it out.
    """
    figure, value = change
    name = home_of(figure)
    expected = calculated(name, {**numbers(name), figure: value})
    assert judged(with_number(name, figure, value)) == expected


# A claim, one of its figures, a number that leaves the claim standing and one beyond
# it that does not. 375 of 564 is 66.489…: 66.48 cuts it short, 66.5 rounds it up; of
# 564 just 66.485 percent, a tie that only half up prints as 66.49, are 374.9754.
EDGES = """
hs-subjects                     hs_depts            428     429
hs-subjects                     hs_subjects         352     351
hs-officers                     hs_trained          7193    7194
hs-officers                     hs_officers         3115    3114
hs-lit-city                     hs_lit_city         196     197
hs-lit-city                     hs_lit              76      75
hs-opinions-papers              hs_opinions_doc     418     419
hs-opinions-papers              hs_papers           33      32
hs-rectification                hs_rect             19013   19014
hs-rectification                hs_verified         19013   19014
hs-rectification                hs_found            18936   18935
hs-posts                        hs_posts_section    10      11
hs-posts                        hs_posts            2       1
hs-tasks                        hs_aspects          34      35
hs-tasks                        hs_tasks            7       6
proposals.disposition           hs_prop_a           427     428
proposals.disposition           hs_prop_b           189     190
proposals.disposition           hs_prop             512     511
hs-quotes                       hs_quotes_close     58      57
hs-quotes                       hs_quotes_open      57      56
hs-certificates                 hs_cert_before      23      24
hs-certificates                 hs_cert_after       6       5
hs-legislation-plan             hs_legplan_from     2017    2016
hs-legislation-plan             hs_legplan_from     2017    2018
hs-legislation-plan             hs_legplan_to       2021    2022
hs-legislation-plan             hs_legplan_len      5       4
hs_prop_a_pct                   hs_prop_a_pct       66.49   66.50
hs_prop_a_pct                   hs_prop_a_pct       66.48   66.47
hs_prop_a_pct                   hs_prop_a_pct       66.5    66.6
hs_prop_a_pct                   hs_prop_a_pct       66      67
hs_prop_a_pct                   hs_prop_a           374.9754  374.9753
hs_prop_a_pct                   hs_prop_a           375.0599  375.06
hs_prop_a_pct                   hs_prop             564     563
hs_prop_a_pct                   hs_prop             0       1
hs_prop_b_pct                   hs_prop_b_pct       24.29   24.30
hs_prop_b_pct                   hs_prop_b_pct       24.3    24.28
hs_prop_b_pct                   hs_prop_b           137     136
hs_rec_corr                     hs_rec_corr         100     101
hs_rec_corr                     hs_rec_corr         0       -1
hs_rec_corr                     hs_rec_corr         20.1    20.0
hs_rec_corr                     hs_rec              5       4
hs_rec_corr                     hs_rec              0       1
hs_win                          hs_win              96.4    96.3
hs_win                          hs_win              95.9    96.0
hs_win                          hs_lit              25      15
proposals.full_rate             hs_rates_val        100     100.01
study.leading_body              hs_study            2       1
hs_lists                        hs_lists            4       3
hs_lists                        hs_lists            20      3.5
hs_categories                   hs_categories       1       0
reconsideration.flow            lj_rec_recv         45      44
reconsideration.flow            lj_rec_acc          52      53
reconsideration.flow            lj_rec_done         45      46
reconsideration.balance         lj_rec_acc          43      42
reconsideration.balance         lj_rec_done         45      46
documents.normative_papers      lj_papers           2       1
documents.normative_papers      lj_norm             95      96
decisions.hearings              lj_dec              3       2
decisions.hearings              lj_hear             10      11
receptions.batches              lj_persons          3358    3357
receptions.batches              lj_batches          5832    5833
advisers.engaged                lj_advisers         3       4
advisers.engaged                lj_advisers2        3       2
lj_rec_rate                     lj_rec_rate         95.5    95.4
lj_rec_rate                     lj_rec_rate         95.6    95.7
lj_rec_rate                     lj_rec_done         43      44
lj_rec_rate                     lj_rec_acc          45      46
lj_lit_rate                     lj_lit_rate         53.3    53.2
lj_lit_rate                     lj_lit_rate         60.0    60.1
lj_lit_rate                     lj_lit              30      14
"""
LENGTHS = [
    f"{each.subject} {each.subject} {int(numbers(name)[each.subject])} {other}"
    for name, claims in CLAIMS.items()
    for each in claims
    if each.check == "N401" and each.holds.__name__ == "exactly"
    for other in (
        int(numbers(name)[each.subject]) - 1,
        int(numbers(name)[each.subject]) + 1,
    )
]


@pytest.mark.parametrize("line", [*EDGES.split("\n")[1:-1], *LENGTHS])
def test_a_claim_tips_between_two_neighbouring_numbers(line: str) -> None:
    """Each claim stands at its edge and is found one step beyond it."""
    subject, figure, standing, beyond = line.split()
    name = home_of(figure)
    (claim,) = [each for each in CLAIMS[name] if short(each) == subject]
    key = (claim.check, claim.subject)
    for number, fails in ((Decimal(standing), False), (Decimal(beyond), True)):
        calculation = calculated(name, {**numbers(name), figure: number})
        assert (calculation[key] is False) is fails
        assert judged(with_number(name, figure, number)) == calculation


def short(claim: Claim) -> str:
    """Return the key of a claim without the group of figures."""
    return claim.subject.partition("@")[0]


def test_every_claim_has_an_edge() -> None:
    """No claim of the arithmetic goes without a number that falsifies it."""
    lines = [*EDGES.split("\n")[1:-1], *LENGTHS]
    assert {line.split()[0] for line in lines} == {
        short(each) for claims in CLAIMS.values() for each in claims
    }


OTHER_CLAIMS = (
    ("N106", "hs-signed-posted"),  # signing and posting are not numbers
    # What is stated to be 70 or more cannot fall short of anything.
    ("N302", "lianjiang.service.compression@lj_compress"),
)


@pytest.mark.parametrize("name", CLAIMS)
def test_every_judgement_over_figures_that_can_fail_is_a_claim(name: str) -> None:
    """What passes or fails on numbers is in the arithmetic, so nothing hides there."""
    seen = {
        (each.check, each.subject.key): each.status
        for each in al.audit(register(name), as_of=AS_OF[name]).judgements
        if any(record.startswith("figures/") for record in each.subject.records)
        or each.subject.key == "study.leading_body"
    }
    claims = {(each.check, each.subject) for each in CLAIMS[name]}
    decided = {
        key
        for key, status in seen.items()
        if status in (Status.PASSED, Status.FAILED)
        # Whether a rate names its base, and a figure's unit, are not numbers.
        and key[0] not in ("N203", "N403")
        and key not in OTHER_CLAIMS
    }
    assert decided <= claims <= set(seen)


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claims_speak_of_exact_numbers_without_declared_rounding(name: str) -> None:
    """The arithmetic takes numbers as they stand, so none may be a bound or cut."""
    assert all(report.rounding is None for report in register(name).reports)
    for claim in CLAIMS[name]:
        for key in claim.figures:
            figure = register(name).find(Figure, key)
            assert figure.rounding is None
            assert figure.qualifier is Qualifier.EXACT


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("precision", [1, 2, 3, 28])
def test_the_decimal_context_of_the_caller_changes_no_finding(
    name: str, precision: int
) -> None:
    """All arithmetic is exact, however coarsely a program computes elsewhere."""
    with localcontext() as context:
        context.prec = precision
        found = judged(register(name))
    assert found == calculated(name, numbers(name))
