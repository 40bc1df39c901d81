"""What cannot be counted or compared is refused, and results show themselves."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

from adminlaw.errors import (
    FieldValueError,
    SpanError,
    UnknownIndicatorError,
    UnknownRecordError,
)
from adminlaw.labels import Label
from adminlaw.measures import (
    IndicatorStatus,
    compare,
    indicators,
)
from adminlaw.model import (
    FigureRole,
    Qualifier,
    Unit,
)
from adminlaw.spans import DateSpan
from tests.measure_registers import (
    REAL,
    figure,
    litigation,
    printed,
    real,
    register,
    ten_cases,
)


def test_figures_of_different_days_are_not_divided() -> None:
    """Received up to November, accepted up to December: no rate."""
    figures = (
        figure("a", "reconsideration.accepted", "8", as_of=date(2021, 12, 31)),
        figure("r", "reconsideration.received", "10", as_of=date(2021, 11, 30)),
    )
    found = indicators(register(figures=figures)).find(
        "reconsideration.acceptance_rate"
    )
    assert found.reason is not None
    assert "as-of days differ" in found.reason.en


def test_figures_of_another_period_are_left_out() -> None:
    """The number of 2019 is not that of 2021, and is found when 2019 is asked for."""
    year = DateSpan.year(2019)
    figures = (figure("a", "appraisal.failed", "12", period=year),)
    held = register(figures=figures)
    assert indicators(held).find("appraisal.failed").status is IndicatorStatus.REFUSED
    assert indicators(held, period=year).find("appraisal.failed").value == 12


def test_two_numbers_for_one_thing_are_refused() -> None:
    """A report that prints 12 and 13 for the same leaves it open."""
    figures = (
        figure("a", "appraisal.towns", "12"),
        figure("b", "appraisal.towns", "13"),
    )
    found = indicators(register(figures=figures)).find("appraisal.towns")
    assert found.reason is not None
    assert "different numbers" in found.reason.en


def test_a_figure_in_another_unit_is_refused() -> None:
    """Towns counted in persons are no towns."""
    figures = (figure("a", "appraisal.towns", "12", unit=Unit.PERSON),)
    found = indicators(register(figures=figures)).find("appraisal.towns")
    assert found.reason is not None
    assert "another unit" in found.reason.en


def test_a_norm_is_shown_and_never_counted() -> None:
    """Four planned sessions are no sessions held."""
    figures = (figure("n", "study.sessions", "4", role=FigureRole.NORM),)
    found = indicators(register(figures=figures)).find("study.sessions")
    assert found.status is IndicatorStatus.REFUSED
    assert found.published[0].role is FigureRole.NORM


def test_at_most_leaves_the_lower_bound_at_nothing() -> None:
    """Not more than five lie between none and five."""
    figures = (figure("n", "appraisal.towns", "5", qualifier=Qualifier.AT_MOST),)
    found = indicators(register(figures=figures)).find("appraisal.towns")
    assert found.least == 0
    assert found.most == 5


def test_without_a_period_what_needs_a_day_is_refused() -> None:
    """All days have no last one: a state on it cannot be told, an event can."""
    held = register(cases=ten_cases(), period=None)
    found = indicators(held)
    assert found.find("reconsideration.received").value == 10
    assert found.find("reconsideration.pending").status is IndicatorStatus.REFUSED
    asked = indicators(held, as_of=date(2022, 1, 1))
    assert asked.find("reconsideration.pending").value == 2


def test_wrong_use_is_an_error() -> None:
    """An unknown id, a time instead of a day, and labels that are too few."""
    held = register()
    with pytest.raises(UnknownIndicatorError):
        indicators(held, ids=["no.such"])
    with pytest.raises(SpanError):
        indicators(held, as_of="2021-01-01")  # type: ignore[arg-type]
    with pytest.raises(FieldValueError):
        compare(indicators(held), labels=())
    with pytest.raises(UnknownRecordError):
        indicators(held).find("no.such")
    with pytest.raises(UnknownRecordError):
        compare().find("no.such")


def test_some_indicators_can_be_asked_for() -> None:
    """Only those named come out, in the order named."""
    wanted = ["tasks.on_time_rate", "clearance.total"]
    found = indicators(register(), ids=wanted)
    assert [each.id for each in found] == wanted
    assert len(found) == 2


def test_years_are_compared_in_percentage_points() -> None:
    """50 after 75 percent is 25 points less."""
    cases = (
        *(litigation(f"a{i}", 2020, appeared=i > 0) for i in range(4)),
        *(litigation(f"b{i}", 2021, appeared=i > 0) for i in range(2)),
    )
    held = register(cases=cases)
    years = (indicators(held, period=DateSpan.year(each)) for each in (2020, 2021))
    table = compare(*years, labels=("2020", "2021"))
    row = table.find("litigation.head_appearance_rate")
    assert [each.value.value for each in row.cells if each.value] == [75, 50]
    assert row.cells[1].difference == -25
    assert "50.00%（-25.00个百分点）" in table.text()


def test_places_with_other_scopes_or_periods_are_not_compared() -> None:
    """Papers of one scope stand beside no others, five years beside no one year."""
    table = compare(real("hengshui-2017"), real("lianjiang-2021"), real("liyang-2015"))
    papers = table.find("documents.papers", scope="市政府发文")
    assert papers.cells[1].reason is not None
    assert papers.cells[1].reason.en == "the scopes differ"
    study = table.find("study.sessions")
    assert study.cells[2].reason is not None
    assert study.cells[2].reason.en == "the periods are not equally long"
    assert "口径不同" in table._repr_html_()
    assert len(table) == len(list(table))


def test_another_definition_of_one_name_is_not_compared() -> None:
    """Rates of one id with different sentences are two things."""
    first = indicators(printed(reconsideration__received="10"))
    value = first.find("reconsideration.received")
    other = attrs.evolve(value.indicator, places=3)
    second = attrs.evolve(first, values=(attrs.evolve(value, indicator=other),))
    row = compare(first, second).find("reconsideration.received")
    assert row.cells[1].reason == Label("定义不同", "the definitions differ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_results_are_told_in_both_languages(lang: Any) -> None:  # noqa: ANN401
    """Values, refusals, assumptions and the table beside the report."""
    found = real("hengshui-2017")
    assert "11.86%" in found.text(lang)
    assert found.published().text(lang)
    name = {"zh": "清理结果合计", "en": "sum of the outcomes of clearances"}[lang]
    assert found.find("clearance.total").text(lang).startswith(name)


def test_results_show_themselves_with_chinese_headings() -> None:
    """Indicators, one value, and the table beside the report are HTML tables."""
    found = real("lianjiang-2021")
    shown = (found, found.find("reconsideration.conclusion_rate"), found.published())
    for each in shown:
        html = each._repr_html_()
        assert html.startswith("<table>")
        assert "公布值" in html
    assert len(found.published()) > 30


def test_results_can_be_copied() -> None:
    """They are plain data: pickled and read again they are equal."""
    found = real("county-speech")
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


def test_every_value_is_computed_bounded_or_refused_with_a_reason() -> None:
    """The three make the whole, and no refusal is silent."""
    for name in REAL:
        found = real(name)
        told = (*found.computed, *found.bounded, *found.refused)
        assert len(told) == len(found)
        assert all(each.reason for each in found.refused)
        assert all(each.amount for each in (*found.computed, *found.bounded))
