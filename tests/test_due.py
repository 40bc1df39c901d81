"""By which day: rules, facts and readings together, against days read from the law."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.clocks import Due, Facts, due
from adminlaw.errors import (
    FieldTypeError,
    FieldValueError,
    PeriodError,
    UnknownCodeError,
    UnknownRuleError,
    UnpublishedYearError,
)
from adminlaw.labels import Label
from adminlaw.periods import Length
from adminlaw.periods.calendars import work_calendar
from adminlaw.periods.deadlines import DeadlineStatus
from adminlaw.periods.readings import Choice, readings
from adminlaw.rulebook import TimeLimit, load_rulebook
from adminlaw.spans import DateSpan

CALENDAR = work_calendar()
LAW = load_rulebook()
LIMITS = tuple(
    (rule.id, version)
    for rule in LAW.statutes.values()
    for version in rule.versions
    if isinstance(version.content, TimeLimit)
)


def asked(rule: str, start: str, **options: Any) -> Due:  # noqa: ANN401 - whatever due takes
    """Return the answer for a start that is written as text."""
    begun = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    return due(rule, start=begun, **options)


def out(since: str, last: str) -> tuple[DateSpan, ...]:
    """Return one stretch of days that do not count, both ends included."""
    until = date.fromisoformat(last) + timedelta(days=1)
    return (DateSpan(date.fromisoformat(since), until),)


EXTENDED = Facts(extended=True)

# Rule, start, facts, last day. Each day was read from the article that stands behind
# it, with the published calendars, and not from what the code answered.
READ_FROM_THE_LAW = [
    # 行政处罚法: until 2021-07-14 no working days; since then 二日、三日、五日、七日
    # (第八十五条), and the limit for the decision itself (第六十条).
    ("penalty.decide", "2021-07-15", None, "2021-10-13"),
    ("penalty.decide", "2024-07-05", None, "2024-10-03"),
    ("penalty.serve_decision", "2021-07-14", None, "2021-07-21"),
    ("penalty.serve_decision", "2021-07-15", None, "2021-07-26"),
    ("penalty.request_hearing", "2019-09-28", None, "2019-10-08"),
    ("penalty.request_hearing", "2021-07-14", None, "2021-07-19"),
    ("penalty.request_hearing", "2024-09-27", None, "2024-10-10"),
    ("penalty.hearing_notice", "2019-10-10", None, "2019-10-03"),
    ("penalty.hearing_notice", "2024-10-15", None, "2024-09-30"),
    ("penalty.hand_in_fine", "2018-02-13", None, "2018-02-15"),
    ("penalty.hand_in_fine", "2024-04-30", None, "2024-05-07"),
    ("penalty.registered_evidence", "2022-01-26", None, "2022-02-09"),
    ("penalty.pay_fine", "2024-09-18", None, "2024-10-08"),
    ("penalty.limitation", "2016-02-29", None, "2018-02-28"),
    ("penalty.withdraw_publication", "2024-02-08", None, "2024-02-19"),
    # 行政许可法第八十二条: working days throughout; 2024-02-09 was one of them.
    ("licence.ask_completion", "2024-02-07", None, "2024-02-20"),
    ("licence.decide", "2024-01-22", None, "2024-02-22"),
    ("licence.decide", "2024-01-22", EXTENDED, "2024-03-07"),
    (
        "licence.decide",
        "2024-01-22",
        Facts(excluded=out("2024-01-29", "2024-02-02")),
        "2024-02-29",
    ),
    ("licence.issue", "2024-04-25", None, "2024-05-11"),
    ("licence.hearing_notice", "2024-05-09", None, "2024-04-26"),
    ("licence.apply_renewal", "2024-03-15", None, "2024-01-30"),
    ("licence.request_hearing", "2024-04-28", None, "2024-05-08"),
    # 行政强制法第六十九条: ten days or fewer are working days; a restraint never moves.
    ("compulsion.seal_seize", "2024-01-12", None, "2024-02-11"),
    ("compulsion.seal_seize", "2024-01-12", EXTENDED, "2024-03-12"),
    (
        "compulsion.seal_seize",
        "2021-07-20",
        Facts(excluded=out("2021-08-02", "2021-08-10")),
        "2021-08-28",
    ),
    ("compulsion.freeze", "2024-01-31", None, "2024-03-01"),
    ("compulsion.wait_after_demand", "2024-09-26", None, "2024-10-15"),
    ("compulsion.court_accept", "2024-09-30", None, "2024-10-12"),
    ("compulsion.demand_before_substitute", "2025-05-07", None, "2025-04-29"),
    ("compulsion.apply_court", "2021-11-30", None, "2022-02-28"),
    # 行政复议法: 十日 are working days since 2024-01-01 (第八十八条), not before.
    ("reconsideration.apply", "2024-08-03", None, "2024-10-08"),
    ("reconsideration.apply", "2023-12-31", None, "2024-02-29"),
    ("reconsideration.examine", "2024-02-05", None, "2024-02-18"),
    ("reconsideration.reply", "2023-12-29", None, "2024-01-08"),
    ("reconsideration.reply", "2024-01-02", None, "2024-01-16"),
    ("reconsideration.decide", "2024-07-04", None, "2024-09-02"),
    ("reconsideration.decide", "2024-07-04", EXTENDED, "2024-10-08"),
    (
        "reconsideration.decide",
        "2024-07-04",
        Facts(extended=Length.parse("10 days")),
        "2024-09-12",
    ),
    ("reconsideration.summary.decide", "2024-09-03", None, "2024-10-08"),
    ("reconsideration.hearing_notice", "2024-05-08", None, "2024-04-28"),
    ("reconsideration.supplement", "2024-04-26", None, "2024-05-13"),
    (
        "reconsideration.apply_uninformed",
        "2024-12-20",
        Facts(cap_from=date(2024, 1, 5)),
        "2025-01-05",
    ),
    # 行政诉讼法: three months until 2015-04-30, six since; 十日 and 十五日 to answer.
    ("litigation.sue", "2015-04-30", None, "2015-07-30"),
    ("litigation.sue", "2015-05-01", None, "2015-11-02"),
    ("litigation.sue", "2021-06-30", None, "2021-12-30"),
    ("litigation.sue", "2023-08-31", None, "2024-02-29"),
    ("litigation.sue_after_reconsideration", "2024-09-18", None, "2024-10-08"),
    ("litigation.answer", "2015-04-20", None, "2015-04-30"),
    ("litigation.answer", "2024-04-19", None, "2024-05-06"),
    ("litigation.docket", "2024-09-27", None, "2024-10-08"),
    ("litigation.first_instance", "2015-04-30", None, "2015-07-30"),
    ("litigation.first_instance", "2018-04-03", None, "2018-10-08"),
    ("litigation.summary.conclude", "2021-08-20", None, "2021-10-08"),
    ("litigation.appeal_judgment", "2024-09-20", None, "2024-10-08"),
    (
        "litigation.sue_uninformed",
        "2023-01-10",
        Facts(cap_from=date(2022, 5, 5)),
        "2023-05-05",
    ),
    (
        "litigation.sue_uninformed",
        "2023-01-10",
        Facts(cap_from=date(2022, 12, 1)),
        "2023-07-10",
    ),
    # 政府信息公开条例: fifteen working days until 2019-05-14, twenty since.
    ("disclosure.answer", "2019-05-14", None, "2019-06-04"),
    ("disclosure.answer", "2019-05-15", None, "2019-06-13"),
    ("disclosure.answer", "2019-05-15", EXTENDED, "2019-07-11"),
    ("disclosure.correction_notice", "2020-01-17", None, "2020-02-04"),
    ("disclosure.third_party", "2021-04-19", None, "2021-05-11"),
    # 信访: calendar days, except where 工作日 is written.
    ("petition.register_and_refer", "2023-09-16", None, "2023-10-01"),
    ("petition.decide", "2022-04-30", None, "2022-06-29"),
    ("petition.decide", "2022-05-01", EXTENDED, "2022-07-30"),
    ("petition.review_request", "2022-09-05", None, "2022-10-08"),
    ("petition.object_referral", "2024-02-07", None, "2024-02-20"),
    # 国家赔偿法 and the transfer rules have no working-day clause.
    ("compensation.claim", "2020-10-05", None, "2022-10-08"),
    ("compensation.decide", "2021-12-31", None, "2022-02-28"),
    ("compensation.committee.decide", "2023-08-31", EXTENDED, "2024-02-29"),
    ("compensation.sue_after_silence", "2022-07-01", None, "2022-10-08"),
    ("transfer.decide", "2024-02-27", None, "2024-03-01"),
    # Decisions, rules, laws: minimum times, notices and terms of validity.
    ("decision.hearing_materials", "2024-03-07", None, "2024-02-29"),
    ("decision.legality_review", "2024-09-29", None, "2024-10-14"),
    ("legislation.authorisation_term", "2021-07-01", None, "2026-06-30"),
    ("legislation.npc_draft", "2025-03-05", None, "2025-02-05"),
    ("rulemaking.hearing_notice", "2024-03-30", None, "2024-02-29"),
    ("filing.submit", "2025-01-29", None, "2025-02-28"),
    ("business_environment.consult", "2021-01-29", None, "2021-02-28"),
    ("market_publicity.publish", "2024-01-15", None, "2024-02-09"),
    # Others: one extension of 治安管理处罚法 until 2025, two since; 民事诉讼法; 税收.
    ("public_security.case.handle", "2024-01-05", EXTENDED, "2024-03-05"),
    (
        "public_security.case.handle",
        "2026-01-05",
        Facts(extended=Length.parse("60 days")),
        "2026-04-07",
    ),
    ("public_security_procedure.freeze.term", "2023-11-30", EXTENDED, "2024-02-29"),
    ("civil_procedure.trial.ordinary", "2024-02-29", EXTENDED, "2025-02-28"),
    ("tax.register", "2024-04-12", None, "2024-05-13"),
]


@pytest.mark.parametrize(("rule", "start", "facts", "last_day"), READ_FROM_THE_LAW)
def test_a_limit_ends_where_the_law_says(
    rule: str, start: str, facts: Facts | None, last_day: str
) -> None:
    """The version of the day of the event, its unit, its roll and its extension."""
    found = asked(rule, start, facts=facts or Facts())
    assert str(found.last_day) == last_day
    assert found.status is DeadlineStatus.CERTAIN
    assert found.earliest == found.latest == found.last_day == found.steps[-1].day
    begun = date.fromisoformat(start)
    assert begun in found.version.valid
    assert found.source == LAW.time_limit(rule, on=begun).source


# Hours


@pytest.mark.parametrize(
    ("rule", "start", "last_moment"),
    [
        # 民事诉讼法第八十五条第二款, 公安机关办理行政案件程序规定第三十五条.
        ("litigation.preservation_urgent", "2026-09-18T14:00", "2026-09-20T15:00"),
        (
            "public_security_procedure.questioning.ordinary",
            "2024-03-05T08:30",
            "2024-03-05T17:00",
        ),
        (
            "public_security_procedure.measure.report_urgent",
            "2023-12-31T08:59",
            "2024-01-01T09:00",
        ),
        ("civil_procedure.preservation.urgent", "2024-04-30T23:40", "2024-05-03T00:00"),
    ],
)
def test_hours_start_with_the_next_full_one(
    rule: str, start: str, last_moment: str
) -> None:
    """The starting hour is left out; nights and holidays count; nothing moves."""
    found = asked(rule, start)
    assert found.deadline.last_moment == datetime.fromisoformat(last_moment)
    assert any("开始之时" in each.zh for each in found.notices)


@pytest.mark.parametrize(
    ("rule", "start", "last_moment"),
    [
        ("compulsion.report_urgent_measure", "2021-03-05T16:20", "2021-03-06T16:20"),
        ("compulsion.report_urgent_measure", "2024-02-28T23:10", "2024-02-29T23:10"),
        ("transfer.hand_over", "2020-02-28T14:15", "2020-02-29T14:15"),
    ],
)
def test_hours_run_from_the_very_moment_where_that_is_chosen(
    rule: str, start: str, last_moment: str
) -> None:
    """《民法典》第二百零一条第二款, where no statute leaves out the first hour."""
    found = asked(rule, start, choice={"hours": "exact"})
    assert found.deadline.last_moment == datetime.fromisoformat(last_moment)


def test_hours_need_a_moment() -> None:
    """A day does not say when twenty-four hours begin."""
    with pytest.raises(PeriodError, match="moment"):
        asked("compulsion.report_urgent_measure", "2024-03-05")


# Readings


@pytest.mark.parametrize(
    ("rule", "start", "reading", "answers"),
    [
        (
            "penalty.pay_fine",
            "2024-09-18",
            "roll-when-silent",
            {
                "by_side": "2024-10-08",
                "rolled": "2024-10-08",
                "not_rolled": "2024-10-03",
            },
        ),
        (
            "penalty.decide",
            "2024-07-05",
            "roll-when-silent",
            {
                "by_side": "2024-10-03",
                "rolled": "2024-10-08",
                "not_rolled": "2024-10-03",
            },
        ),
        (
            "penalty.hearing_notice",
            "2024-10-15",
            "days-before",
            {"event_minus": "2024-09-30", "clear_days": "2024-09-29"},
        ),
        (
            "decision.hearing_materials",
            "2024-03-07",
            "days-before",
            {"event_minus": "2024-02-29", "clear_days": "2024-02-28"},
        ),
        (
            "compulsion.seal_seize",
            "2024-01-12",
            "restraint-first-day",
            {"excluded": "2024-02-11", "counted": "2024-02-10"},
        ),
        (
            "legislation.authorisation_term",
            "2021-07-01",
            "validity-start",
            {"counted": "2026-06-30", "excluded": "2026-07-01"},
        ),
    ],
)
def test_a_disputed_reading_is_an_option_with_a_notice(
    rule: str, start: str, reading: str, answers: dict[str, str]
) -> None:
    """Each answer gives its day, and a notice names it and those not taken."""
    default = readings()[reading].default
    assert set(answers) == set(readings()[reading].options)
    assert str(asked(rule, start).last_day) == answers[default]
    for answer, last_day in answers.items():
        for choice in ({reading: answer}, Choice({reading: answer})):
            found = asked(rule, start, choice=choice)
            assert str(found.last_day) == last_day
            assert readings()[reading].notice(answer) in found.notices


def test_a_statute_that_says_whether_an_end_moves_leaves_nothing_to_choose() -> None:
    """行政复议 refers to civil procedure; no reading of silence has a say."""
    for answer in readings()["roll-when-silent"].options:
        found = asked(
            "reconsideration.apply", "2024-08-03", choice={"roll-when-silent": answer}
        )
        assert str(found.last_day) == "2024-10-08"
        assert not any("顺延" in each.zh for each in found.notices)


def test_working_days_end_on_a_working_day_and_ask_no_reading() -> None:
    """There is nothing to move, so nothing is said of it."""
    assert asked("penalty.serve_decision", "2024-09-27").notices == ()


def test_a_reading_that_there_is_not_is_refused() -> None:
    """A typing error must not pass for a choice."""
    with pytest.raises(PeriodError) as caught:
        asked("penalty.decide", "2024-07-05", choice={"roll": "rolled"})
    assert "roll-when-silent" in caught.value.message("zh")
    with pytest.raises(UnknownCodeError):
        asked("penalty.decide", "2024-07-05", choice={"roll-when-silent": "yes"})


# Extensions, caps, judgement


@pytest.mark.parametrize(
    ("rule", "start", "extended"),
    [
        ("penalty.decide", "2024-07-05", True),
        ("penalty.request_hearing", "2024-09-27", Length.parse("1 working day")),
        ("reconsideration.decide", "2024-07-04", Length.parse("31 days")),
        ("reconsideration.decide", "2024-07-04", Length.parse("1 month")),
        ("licence.decide", "2024-01-22", Length.parse("11 working days")),
        ("licence.decide", "2024-01-22", Length.parse("5 days")),
        ("public_security.case.handle", "2024-01-05", Length.parse("60 days")),
        ("public_security.case.handle", "2026-01-05", Length.parse("61 days")),
        ("litigation.first_instance", "2024-01-05", True),
    ],
)
def test_an_extension_beyond_the_law_is_refused(
    rule: str,
    start: str,
    extended: bool | Length,  # noqa: FBT001 - a column of cases
) -> None:
    """None is allowed, or not so long, or the law says no length and nobody did."""
    with pytest.raises(PeriodError) as caught:
        asked(rule, start, facts=Facts(extended=extended))
    assert caught.value.message("zh")
    assert caught.value.message("en")


def test_an_extension_without_a_statutory_length_is_the_callers() -> None:
    """《行政诉讼法》第八十一条: the higher court says by how much."""
    facts = Facts(extended=Length.parse("3 months"))
    found = asked("litigation.first_instance", "2024-01-05", facts=facts)
    assert str(found.last_day) == "2024-10-08"
    assert any("延长" in each.zh for each in found.notices)


def test_a_maximum_that_cannot_be_counted_is_told() -> None:
    """Without the day from which it runs a maximum is not applied, and that is said."""
    found = asked("litigation.sue_uninformed", "2023-01-10")
    assert str(found.last_day) == "2023-07-10"
    assert any("最长期限未计" in each.zh for each in found.notices)
    facts = Facts(cap_from=date(2022, 5, 5))
    counted = asked("litigation.sue_uninformed", "2023-01-10", facts=facts)
    assert not any("最长期限未计" in each.zh for each in counted.notices)


def test_a_maximum_does_not_move() -> None:
    """It ends on 国庆节, before the ordinary limit, and stays there."""
    facts = Facts(cap_from=date(2023, 10, 3))
    found = asked("litigation.sue_uninformed", "2024-06-20", facts=facts)
    assert str(found.last_day) == "2024-10-03"


def test_what_is_at_issue_gives_no_day() -> None:
    """Whether there was a good reason is for the law to judge, not for a number."""
    plain = asked("reconsideration.apply", "2024-08-03")
    assert plain.status is DeadlineStatus.CERTAIN
    assert any(each.zh.startswith("须判断") for each in plain.notices)
    found = asked("reconsideration.apply", "2024-08-03", facts=Facts(disputed=True))
    assert found.status is DeadlineStatus.JUDGEMENT
    assert found.last_day is None
    assert found.notices == plain.notices


# Calendars


def test_an_answer_that_waits_for_a_notice_is_provisional() -> None:
    """Five working days from 2026-12-28 need the notice for 2027."""
    found = asked("penalty.request_hearing", "2026-12-28")
    assert found.status is DeadlineStatus.PROVISIONAL
    assert found.last_day is None
    assert found.earliest <= found.latest
    assert "2027" in found.text("zh")


def test_an_answer_is_that_of_the_calendar_given() -> None:
    """The 2020 break was made longer on 2020-01-27; before that nobody knew."""
    then = CALENDAR.as_known_at(date(2020, 1, 20))
    rule, start = "disclosure.correction_notice", "2020-01-17"
    assert str(asked(rule, start, calendar=then).last_day) == "2020-02-01"
    assert str(asked(rule, start).last_day) == "2020-02-04"
    found = asked(rule, start, calendar=then)
    assert CALENDAR.affected([found.deadline], then) == (found.deadline,)


def test_calendar_days_that_never_move_need_no_notice() -> None:
    """A restraint is certain years ahead."""
    found = asked("compulsion.seal_seize", "2034-01-12")
    assert str(found.last_day) == "2034-02-11"


# Errors


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("penalty.nope", "2024-07-05"),
        ("nope", "2024-07-05"),
        ("", "2024-07-05"),
        ("penalty.decide", "2021-07-14"),
        ("decision.legality_review", "2019-08-31"),
        ("penalty.request_hearing", "1996-09-30"),
    ],
)
def test_a_rule_that_is_not_law_that_day_is_refused(rule: str, start: str) -> None:
    """An unknown id, or a day before the first version."""
    with pytest.raises(UnknownRuleError) as caught:
        asked(rule, start)
    assert start in caught.value.message("en")


def test_a_rule_that_is_no_time_limit_is_refused() -> None:
    """A share or a fixed date has no last day of this kind."""
    other = next(
        rule
        for rule in LAW.statutes.values()
        if not isinstance(rule.versions[-1].content, TimeLimit)
        and rule.on(date(2024, 7, 5))
    )
    with pytest.raises(FieldValueError):
        asked(other.id, "2024-07-05")


def test_working_days_before_the_first_calendar_are_refused() -> None:
    """The calendar starts in 2004; an earlier end is not guessed."""
    with pytest.raises(UnpublishedYearError):
        asked("reconsideration.examine", "2000-03-01")


# What an answer shows


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_answer_explains_itself(lang: Any) -> None:  # noqa: ANN401 - a Lang
    """The rule and its article, every step, the end, every notice: a line each."""
    found = asked("penalty.pay_fine", "2024-09-18")
    lines = found.text(lang).splitlines()
    assert lines[0].startswith(found.rule.label.text(lang))
    assert str(found.source) in lines[0]
    assert lines[1 : 1 + len(found.steps)] == [x.line(lang) for x in found.steps]
    assert lines[-1] == f"* {found.notices[-1].text(lang)}"
    assert len(lines) == 2 + len(found.steps) + len(found.notices)


def test_text_is_no_day() -> None:
    """A day that is still text is refused by name, before anything is counted."""
    text: Any = "2026-01-10"
    with pytest.raises(FieldTypeError, match=r"due\.start takes datetime\.date"):
        due("penalty.decide", start=text)
    case = al.structure({"id": "c", "kind": "penalty"}, al.Case)
    with pytest.raises(FieldTypeError, match=r"timeline\.as_of"):
        al.timeline(case, as_of=text)
    city = al.Register(id="r", label=Label("空", "empty"))
    with pytest.raises(FieldTypeError, match=r"audit\.as_of"):
        al.audit(city, as_of=text)


def test_an_answer_shows_itself_in_a_notebook() -> None:
    """A table with the steps, the end and the article."""
    html = asked("penalty.pay_fine", "2024-09-18")._repr_html_()
    assert "<table" in html
    assert "2024-10-08" in html
    assert "行政处罚法" in html
    provisional = asked("penalty.request_hearing", "2026-12-28")._repr_html_()
    assert " – " in provisional


@given(
    pair=st.sampled_from(LIMITS),
    start=st.dates(date(2008, 1, 1), date(2022, 12, 31)),
    silent=st.sampled_from(sorted(readings()["roll-when-silent"].options)),
    before=st.sampled_from(sorted(readings()["days-before"].options)),
)
def test_every_limit_of_every_statute_can_be_asked(
    pair: tuple[str, Any], start: date, silent: str, before: str
) -> None:
    """On each day on which it is law it gives an answer that its steps lead to."""
    rule, version = pair
    start = max(start, version.valid.since or start)
    if start not in version.valid:
        start = version.valid.last_day or start
    assume(start >= CALENDAR.known_from)
    moment = datetime(start.year, start.month, start.day, 9, 30)  # noqa: DTZ001
    choice = {"roll-when-silent": silent, "days-before": before}
    found = due(rule, start=moment, choice=choice)
    assert found.version == version
    assert found.earliest <= found.latest
    if found.last_day:
        assert found.steps[-1].day == found.last_day
    for lang in ("zh", "en"):
        assert len(found.text(lang).splitlines()) >= 3
