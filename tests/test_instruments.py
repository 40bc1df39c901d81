"""Which version is in force on a day: facts decide, and what is not held is unknown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import title_key
from adminlaw.errors import AmbiguousTitleError, UnknownInstrumentError
from adminlaw.findings import SourceStatus
from adminlaw.statutes import (
    ActKind,
    DayFact,
    Ending,
    Instrument,
    InstrumentKind,
    Standing,
    Version,
)
from adminlaw.statutes.names import Names

DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


def fact(day: date) -> DayFact:
    """Return a day that was read in a closing article."""
    return DayFact(day=day, source="施行条款")


def version(adopted: date, commenced: date | None, *, first: bool = False) -> Version:
    """Return a version with its two days."""
    return Version(
        adopted=adopted,
        act=ActKind.ADOPTED if first else ActKind.AMENDED,
        days=frozenset({adopted}),
        commenced=fact(commenced) if commenced else None,
        first=first,
    )


FIRST = version(date(2000, 3, 15), date(2000, 7, 1), first=True)
SECOND = version(date(2015, 3, 15), date(2015, 3, 15))
OPEN = version(date(2020, 1, 10), None)
LAW = Instrument(
    title="中华人民共和国甲法", kind=InstrumentKind.LAW, versions=(FIRST, SECOND)
)


@pytest.mark.parametrize(
    ("day", "standing", "adopted"),
    [
        (date(2000, 6, 30), Standing.NOT_YET, None),
        (date(2000, 7, 1), Standing.IN_FORCE, FIRST.adopted),
        (date(2015, 3, 14), Standing.IN_FORCE, FIRST.adopted),
        (date(2015, 3, 15), Standing.IN_FORCE, SECOND.adopted),
        (date(2030, 1, 1), Standing.IN_FORCE, SECOND.adopted),
    ],
)
def test_a_version_is_in_force_from_its_commencement(
    day: date, standing: Standing, adopted: date | None
) -> None:
    """The day before commencement the version before it is in force, or none."""
    answer = LAW.on(day)
    assert answer.standing is standing
    assert (answer.version.adopted if answer.version else None) == adopted


def test_an_amendment_without_a_known_commencement_makes_the_answer_unknown() -> None:
    """From its adoption on both versions are possible, and both are named."""
    law = evolve(LAW, versions=(FIRST, SECOND, OPEN))
    assert law.on(date(2020, 1, 9)).version == SECOND
    answer = law.on(date(2020, 1, 10))
    assert answer.standing is Standing.UNKNOWN
    assert answer.candidates == (SECOND, OPEN)
    assert "2020-01-10" in answer.reason.zh


def test_a_later_version_with_a_known_day_settles_what_was_open() -> None:
    """Once a later version is in force it does not matter when an older one began."""
    last = version(date(2023, 3, 13), date(2023, 3, 15))
    law = evolve(LAW, versions=(FIRST, SECOND, OPEN, last))
    assert law.on(date(2023, 3, 14)).standing is Standing.UNKNOWN
    assert law.on(date(2023, 3, 15)).version == last


def test_of_two_versions_that_commence_together_the_later_one_stands() -> None:
    """An amendment adopted before the law begins is in force with it."""
    early = version(date(2000, 5, 1), date(2000, 7, 1))
    law = evolve(LAW, versions=(FIRST, early))
    assert law.on(date(2000, 7, 1)).version == early


def test_what_came_before_the_first_version_held_is_unknown() -> None:
    """Only a version that is known to be the first shows that nothing came before."""
    law = evolve(LAW, versions=(evolve(FIRST, first=False), SECOND))
    assert law.on(date(1999, 1, 1)).standing is Standing.UNKNOWN


def test_a_repealed_instrument_is_repealed_from_its_last_day_on() -> None:
    """The first day on which it is no longer in force is the day of the ending."""
    ending = Ending(ended=fact(date(2021, 1, 1)), by="中华人民共和国乙法")
    law = evolve(LAW, endings=(ending,))
    assert law.on(date(2020, 12, 31)).version == SECOND
    answer = law.on(date(2021, 1, 1))
    assert answer.standing is Standing.REPEALED
    assert answer.ending == ending
    assert "乙法" in answer.reason.zh


def test_a_name_that_is_used_again_is_in_force_again() -> None:
    """An ending ends what came before it, not a new text of the same name."""
    again = version(date(2021, 6, 1), date(2021, 9, 1))
    ending = Ending(ended=fact(date(2021, 1, 1)))
    law = evolve(LAW, versions=(FIRST, SECOND, again), endings=(ending,))
    assert law.on(date(2021, 8, 31)).standing is Standing.REPEALED
    assert law.on(date(2021, 9, 1)).version == again


def test_a_law_without_versions_is_unknown_until_its_end() -> None:
    """That something ended is known although no version of it is held."""
    gone = Instrument(
        title="某办法", kind=None, endings=(Ending(ended=fact(date(2010, 1, 1))),)
    )
    assert gone.on(date(2009, 12, 31)).standing is Standing.UNKNOWN
    assert gone.on(date(2010, 1, 1)).standing is Standing.REPEALED


@given(days=st.lists(st.tuples(DAYS, st.integers(0, 500)), min_size=1, unique=True))
def test_where_all_days_are_known_every_day_has_one_answer(
    days: list[tuple[date, int]],
) -> None:
    """Each day is before the first version or in exactly one; never unknown."""
    versions = [
        version(adopted, adopted + timedelta(days=wait)) for adopted, wait in days
    ]
    versions.sort(key=lambda each: each.adopted)
    versions[0] = evolve(versions[0], first=True)
    law = evolve(LAW, versions=tuple(versions))
    for adopted, wait in days:
        start = adopted + timedelta(days=wait)
        assert law.on(start).standing is Standing.IN_FORCE
    earliest = min(adopted for adopted, _ in days)
    before = law.on(earliest - timedelta(days=1))
    assert before.standing is Standing.NOT_YET


@given(day=DAYS, known=st.integers(0, 3))
def test_forgetting_a_day_never_changes_an_answer_into_another(
    day: date, known: int
) -> None:
    """With fewer facts an answer may become unknown, and nothing else."""
    last = version(date(2023, 3, 13), date(2023, 3, 15))
    full = (FIRST, SECOND, evolve(OPEN, commenced=fact(date(2020, 2, 1))), last)
    forgetful = tuple(
        evolve(each, commenced=None) if index == known else each
        for index, each in enumerate(full)
    )
    told = evolve(LAW, versions=full).on(day)
    guessed = evolve(LAW, versions=forgetful).on(day)
    if guessed.standing is not Standing.UNKNOWN:
        assert guessed.standing is told.standing
        assert (guessed.version and guessed.version.adopted) == (
            told.version and told.version.adopted
        )


def test_a_recalled_day_shows_as_such() -> None:
    """Whoever asks sees how the day is known."""
    day = DayFact(day=date(2000, 7, 1), source="决定", status=SourceStatus.RECALLED)
    law = evolve(LAW, versions=(evolve(FIRST, commenced=day),))
    found = law.on(date(2001, 1, 1)).version
    assert found
    assert found.commenced
    assert found.commenced.status.zh == "凭记忆，未经核对"
    assert "2000-07-01" in law._repr_html_()


# Names


@pytest.mark.parametrize(
    "name",
    ["甲法", "《甲法》", "中华人民共和国甲法", "《中华人民共和国 甲法》", "甲法律"],
)
def test_an_instrument_is_found_by_its_names(name: str) -> None:
    """Marks, white space and the name of the country may be left out; aliases hold."""
    names = Names((evolve(LAW, aliases=("甲法律",)),))
    assert names.one(name).title == LAW.title


def test_a_number_or_an_issuer_may_be_left_out() -> None:
    """最高人民法院 before 关于 and a number at the end are not needed."""
    long = Instrument(
        title="最高人民法院关于适用〈甲法〉的解释（法释〔2018〕1号）", kind=None
    )
    names = Names((long, LAW))
    assert names.one("关于适用《甲法》的解释") is long
    assert names.one("最高人民法院关于适用〈甲法〉的解释") is long


def test_a_name_in_full_goes_before_a_longer_one_that_was_shortened() -> None:
    """某解释 is not 某解释（二）, although the latter may be asked for without 二."""
    one = Instrument(title="关于甲的解释", kind=None)
    two = Instrument(title="关于甲的解释（二）", kind=None)
    assert Names((one, two)).one("关于甲的解释") is one
    assert Names((two,)).one("关于甲的解释") is two


def test_a_name_of_several_is_ambiguous_and_one_of_none_unknown() -> None:
    """Nothing is chosen by guessing; the error names the candidates."""
    two = [
        Instrument(title="甲解释（一）", kind=None),
        Instrument(title="甲解释（二）", kind=None),
    ]
    names = Names(two)
    with pytest.raises(AmbiguousTitleError) as caught:
        names.one("甲解释")
    assert caught.value.candidates == ("甲解释（一）", "甲解释（二）")
    assert "甲解释（二）" in caught.value.message("zh")
    with pytest.raises(UnknownInstrumentError, match="乙法"):
        names.one("乙法")


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    """Comparing names twice changes nothing."""
    assert title_key(title_key(text)) == title_key(text)
