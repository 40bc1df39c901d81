"""Deadlines, clocks, calendars and rules from the shell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw import cli
from adminlaw.clocks import read_case
from adminlaw.errors import Lang
from adminlaw.periods.calendars import work_calendar
from adminlaw.report import due_data, due_text, timeline_data, timeline_text
from adminlaw.rulebook import RuleKind, load_rulebook

Printed = pytest.CaptureFixture[str]

CASE = {
    "id": "fy-1",
    "kind": "reconsideration",
    "events": [
        {"kind": "received", "day": "2024-03-01"},
        {"kind": "accepted", "day": "2024-03-06"},
    ],
}
"""A reconsideration that has to be decided by 2024-05-06."""


MADE_UP = (
    ("元旦", "2027-01-01", "2027-01-02"),
    ("春节", "2027-02-05", "2027-02-12"),
    ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", "2027-06-09"),
    ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
)
"""The breaks of 2027, which nobody has published."""


def written(folder: Path, content: object = CASE) -> str:
    """Return the path of a case that is written into a folder."""
    file = folder / "case.json"
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return str(file)


def said(capsys: Printed, *words: str) -> tuple[int, str, str]:
    """Return the exit code of a command, what it printed and what it complained of."""
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, out, err


# adminlaw due


def test_due_prints_the_last_day(capsys: Printed) -> None:
    """The rule, its article, and the last day, in the language of the law."""
    code, out, err = said(capsys, "due", "reconsideration.apply", "--start=2024-08-03")
    assert (code, err) == (0, "")
    head, end = out.splitlines()
    assert "《中华人民共和国行政复议法》第二十条第一款" in head
    assert end == "最后一日: 2024-10-08 [确定]"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("explain", [False, True])
def test_due_prints_what_the_library_says(
    lang: Lang,
    explain: bool,  # noqa: FBT001 - a column of cases
    capsys: Printed,
) -> None:
    """The text is that of ``due_text``, in the language asked for."""
    answer = al.due("penalty.pay_fine", start=date(2024, 9, 18))
    words = ["due", "penalty.pay_fine", "--start", "2024-09-18", "--lang", lang]
    code, out, err = said(capsys, *words, *["--explain"][: int(explain)])
    wanted = due_text(answer, lang, explain=explain)
    assert (code, out, err) == (0, wanted + "\n", "")


@pytest.mark.parametrize(
    ("rule", "start"),
    [("penalty.decide", "2024-03-01"), ("licence.decide", "2026-12-15")],
)
def test_due_prints_json_for_programs(rule: str, start: str, capsys: Printed) -> None:
    """It is what ``due_data`` returns, with a last day only where that is certain."""
    code, out, _ = said(capsys, "due", rule, "--start", start, "--format", "json")
    answer = al.due(rule, start=date.fromisoformat(start))
    data = json.loads(out)
    assert data == due_data(answer)
    assert (data["last_day"] is None) == (code == 1) == (answer.last_day is None)
    assert data["earliest"] == answer.earliest.isoformat()


def test_due_explains_each_step(capsys: Printed) -> None:
    """The holiday that moved the end, the article, and the reading taken."""
    words = ["due", "penalty.pay_fine", "--start", "2024-09-18", "--explain"]
    code, out, _ = said(capsys, *words, "--lang", "zh")
    assert code == 0
    assert "国庆节" in out
    assert "《民法典》第二百零三条第一款" in out
    assert "* 法律未规定时末日逢休息日是否顺延" in out
    _, out, _ = said(capsys, *words, "--lang", "en")
    assert "National Day" in out
    assert "= 2024-10-08 [certain]" in out


def test_due_takes_a_moment_for_hours(capsys: Printed) -> None:
    """The last minute is printed, not the day alone."""
    words = ["due", "litigation.preservation_urgent", "--lang", "en"]
    code, out, _ = said(capsys, *words, "--start", "2026-09-18T14:00")
    assert code == 0
    assert out.splitlines()[1] == "last day: 2026-09-20 15:00 [certain]"
    code, out, err = said(capsys, *words, "--start", "2026-09-18")
    assert (code, out) == (2, "")
    assert "moment" in err


def test_due_extends_and_takes_readings(capsys: Printed) -> None:
    """``--extended`` and ``--choice``, as the library has them."""
    words = ["due", "reconsideration.decide", "--start", "2024-07-04"]
    assert "2024-10-08" in said(capsys, *words, "--extended")[1]
    words = ["due", "penalty.decide", "--start", "2024-07-05"]
    assert "2024-10-03" in said(capsys, *words)[1]
    choice = ["--choice", "roll-when-silent=rolled", "--choice", "hours=exact"]
    assert "2024-10-08" in said(capsys, *words, *choice)[1]


def test_due_ends_with_one_where_the_day_is_not_certain(capsys: Printed) -> None:
    """Bounds, what is missing, and when to ask again."""
    words = ["due", "penalty.request_hearing", "--start", "2026-12-28"]
    code, out, err = said(capsys, *words, "--lang", "en")
    assert (code, err) == (1, "")
    assert " [provisional]" in out
    assert "between 2027-01-0" in out
    assert "waits for: " in out
    assert "ask again after: 2026-1" in out
    code, out, _ = said(capsys, *words, "--lang", "zh", "--explain")
    assert code == 1
    assert "[待放假通知公布]" in out


@pytest.mark.parametrize(
    "words",
    [
        ["due", "nope", "--start", "2024-07-05"],
        ["due", "penalty.decide", "--start", "1990-07-05"],
        ["due", "penalty.decide", "--start", "2024-13-05"],
        ["due", "penalty.decide", "--start", "2024-02-30"],
        ["due", "penalty.decide", "--start", "yesterday"],
        ["due", "penalty.decide", "--start", ""],
        ["due", "penalty.decide", "--start", "T"],
        ["due", "penalty.decide"],
        ["due"],
        ["due", "penalty.decide", "--start", "2024-07-05", "--lang", "fr"],
        ["due", "penalty.decide", "--start", "2024-07-05", "--extended"],
        ["due", "penalty.decide", "--start", "2024-07-05", "--choice", "hours"],
        ["due", "penalty.decide", "--start", "2024-07-05", "--choice", "x=y"],
        ["due", "penalty.decide", "--start", "9999-12-31"],
        ["due", "figures.accuracy", "--start", "2024-07-05"],
        ["timeline"],
        ["timeline", "no-such-file.json"],
        ["timeline", "no-such-file.json", "--as-of", "soon"],
        ["calendar"],
        ["calendar", "1900"],
        ["calendar", "2099"],
        ["calendar", "0"],
        ["calendar", "99999"],
        ["calendar", "2024", "--file", "no-such-file.toml"],
        ["calendar", "2024", "--known-at", "2020-01-01"],
        ["rules", "--statute", "没有这部法"],
        ["rules", "--on", "never"],
    ],
)
def test_what_cannot_be_used_ends_with_two(words: list[str], capsys: Printed) -> None:
    """Nothing is printed but what is wrong, and no traceback."""
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


# adminlaw timeline


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_timeline_prints_what_the_library_says(
    tmp_path: Path, lang: Lang, capsys: Printed
) -> None:
    """The clocks of the case, then the limits that do not run with their reasons."""
    path = written(tmp_path)
    code, out, err = said(
        capsys, "timeline", path, "--as-of", "2024-04-01", "--lang", lang
    )
    found = al.timeline(read_case(path), as_of=date(2024, 4, 1))
    assert (code, out, err) == (0, timeline_text(found, lang) + "\n", "")
    assert "2024-03-06 – 2024-05-06" in out
    assert {"zh": "未适用 (6)", "en": "Not applied (6)"}[lang] in out


def test_timeline_prints_json_for_programs(tmp_path: Path, capsys: Printed) -> None:
    """It is what ``timeline_data`` returns: each clock, and each that does not run."""
    file = written(tmp_path)
    words = ("timeline", file, "--as-of", "2024-04-01", "--format", "json")
    code, out, _ = said(capsys, *words)
    found = al.timeline(read_case(file), as_of=date(2024, 4, 1))
    assert (code, json.loads(out)) == (0, timeline_data(found))
    clocks = {each["rule"]: each for each in json.loads(out)["clocks"]}
    assert clocks["reconsideration.decide"]["last_day"] == "2024-05-06"
    assert len(clocks) == len(found.clocks)


def test_timeline_says_so_where_no_clock_runs(tmp_path: Path, capsys: Printed) -> None:
    """A case without events has no line of a clock, and is told so."""
    file = written(tmp_path, {"id": "c", "kind": "penalty"})
    _, out, _ = said(capsys, "timeline", file, "--as-of", "2024-04-01")
    assert out.splitlines()[0] == "没有起算的期限"


def test_a_case_that_is_not_there_is_refused_in_chinese(capsys: Printed) -> None:
    """No words of the operating system stand in the message."""
    assert said(capsys, "timeline", "nope.json")[2].splitlines()[1:] == [
        "  nope.json $：应为存在的文件"
    ]


def test_timeline_ends_with_one_where_a_limit_was_missed(
    tmp_path: Path, capsys: Printed
) -> None:
    """Only a complete record, or a late step on record, shows that."""
    words = ["timeline", written(tmp_path), "--as-of", "2024-05-07", "--lang", "en"]
    code, out, _ = said(capsys, *words)
    assert code == 0
    assert "indeterminate" in out
    code, out, _ = said(capsys, *words, "--complete")
    assert code == 1
    assert "missed" in out
    late = {"kind": "decided", "day": "2024-05-07"}
    written(tmp_path, {**CASE, "events": [*CASE["events"], late]})
    assert said(capsys, *words)[0] == 1


def test_the_day_of_a_timeline_is_today_unless_told_otherwise(
    tmp_path: Path, capsys: Printed
) -> None:
    """Only the command line reads a clock: a decision of 2024 is long overdue."""
    code, out, _ = said(capsys, "timeline", written(tmp_path), "--complete")
    assert code == 1
    assert "逾期" in out


def test_timeline_writes_a_calendar_file(tmp_path: Path, capsys: Printed) -> None:
    """An entry for each last day; the text is printed as well."""
    pytest.importorskip("icalendar")
    file = tmp_path / "case.ics"
    words = ["timeline", written(tmp_path), "--as-of", "2024-04-01"]
    code, out, err = said(capsys, *words, "--ical", str(file))
    assert (code, err) == (0, "")
    assert out
    text = file.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "20240506" in text
    code, _, err = said(capsys, *words, "--ical", str(tmp_path / "no" / "case.ics"))
    assert code == 2
    assert err


def test_timeline_names_the_extra_that_is_missing(
    tmp_path: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without icalendar nothing is written, and the message says what to install."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("adminlaw.clocks.files.import_module", absent)
    file = tmp_path / "case.ics"
    words = ["timeline", written(tmp_path), "--as-of", "2024-04-01"]
    code, out, err = said(capsys, *words, "--ical", str(file))
    assert (code, out) == (2, "")
    assert "icalendar" in err
    assert not file.exists()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ([], "case.json"),
        ({"id": "c-1"}, "$.kind"),
        ({"id": "c-1", "kind": "nope"}, "$.kind"),
        ({**CASE, "events": [{"kind": "received", "day": "2024-02-30"}]}, "[0].day"),
        ({**CASE, "events": [{"kind": "receved"}]}, "[0].kind"),
        ({**CASE, "evnts": []}, "evnts"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_faulty_case_is_refused_with_the_place(
    tmp_path: Path, content: object, place: str, lang: Lang, capsys: Printed
) -> None:
    """The message names the file, the field and what was expected there."""
    path = written(tmp_path, content)
    code, out, err = said(capsys, "timeline", path, "--lang", lang)
    assert (code, out) == (2, "")
    assert "case.json" in err
    assert place in err


def test_a_file_that_is_no_json_is_refused(tmp_path: Path, capsys: Printed) -> None:
    """As is one that is no text."""
    file = tmp_path / "case.json"
    for content in (b"{", b"\xff\xff"):
        file.write_bytes(content)
        code, out, err = said(capsys, "timeline", str(file))
        assert (code, out) == (2, "")
        assert "JSON" in err


# adminlaw calendar


def test_calendar_prints_the_odd_days_of_a_year(capsys: Printed) -> None:
    """The notice, the weekdays off by name, and the weekends that are worked."""
    code, out, err = said(capsys, "calendar", "2024", "--lang", "zh")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "2024  放假安排: 国办发明电〔2023〕7号 (2023-10-25)"
    assert "  2024-10-01 休 国庆节" in lines
    assert "  2024-10-12 班" in lines
    assert not any("2024-02-09" in line for line in lines)
    odd = [
        day
        for number in range(366)
        if work_calendar().is_working_day(
            day := date.fromordinal(date(2024, 1, 1).toordinal() + number)
        )
        is (day.weekday() >= 5)
    ]
    assert [line.split()[0] for line in lines[1:]] == [str(day) for day in odd]


def test_calendar_answers_as_the_notices_stood(capsys: Printed) -> None:
    """2019-05-02 became a day off by the notice of 2019-03-22."""
    words = ["calendar", "2019", "--lang", "en"]
    assert "2019-05-02 off" in said(capsys, *words)[1]
    assert "2019-05-02" not in said(capsys, *words, "--known-at", "2019-03-01")[1]


def test_calendar_takes_a_year_from_a_file(tmp_path: Path, capsys: Printed) -> None:
    """A year to come is added without a release of ours."""
    text = [
        '[[year]]\nyear = 2027\nnumber = "国办发明电〔2026〕0号"',
        "published = 2026-11-05\nworking = [2027-01-03]\nbreaks = [",
        *(
            f'  {{ name = "{name}", first = {first}, last = {last} }},'
            for name, first, last in MADE_UP
        ),
        "]\n",
    ]
    file = tmp_path / "2027.toml"
    file.write_text("\n".join(text), "utf-8")
    code, out, err = said(capsys, "calendar", "2027", "--file", str(file))
    assert (code, err) == (0, "")
    assert "2027-01-01 休 元旦" in out
    assert "2027-01-03 班" in out


# adminlaw rules


def test_rules_lists_the_rules_of_a_statute(capsys: Printed) -> None:
    """By any name of the statute, on a day, with length, article and status."""
    words = ["rules", "--on", "2021-07-14", "--lang", "en"]
    code, out, err = said(capsys, *words, "--statute", "行政处罚法")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert any(x.startswith("penalty.serve_decision") and "7 days" in x for x in lines)
    assert all("《中华人民共和国行政处罚法》" in line for line in lines)
    assert not any(line.startswith("penalty.decide ") for line in lines)
    long = said(capsys, *words, "--statute", "中华人民共和国行政处罚法")
    assert long == (0, out, "")
    later = said(capsys, "rules", "--on", "2021-07-15", "--statute", "行政处罚法")[1]
    assert "7个工作日" in later
    assert "penalty.decide " in later


def test_rules_lists_every_rule_that_is_law_on_a_day(capsys: Printed) -> None:
    """A line each, those of the statutes and all others."""
    code, out, _ = said(capsys, "rules", "--on", "2024-07-05")
    assert code == 0
    book = load_rulebook()
    law = [rule.id for rule in book.every() if rule.on(date(2024, 7, 5))]
    assert [line.split("  ")[0] for line in out.splitlines()] == law


def test_rules_lists_the_rules_of_a_kind(capsys: Printed) -> None:
    """``--kind time_limit`` lists what ``adminlaw due`` takes, and nothing else."""
    code, out, _ = said(capsys, "rules", "--kind", "time_limit", "--on", "2024-07-05")
    assert code == 0
    limits = [
        rule.id
        for rule in load_rulebook().every()
        if rule.on(date(2024, 7, 5)) and rule.kind is RuleKind.TIME_LIMIT
    ]
    assert [line.split("  ")[0] for line in out.splitlines()] == limits


def test_rules_of_no_kind_are_refused_with_the_nearest(capsys: Printed) -> None:
    """A kind that is nearly right is answered with the right one."""
    code, _, err = said(capsys, "rules", "--kind", "timelimit", "--lang", "en")
    assert (code, "did you mean time_limit" in err) == (2, True)


def test_rules_without_a_day_are_those_of_today(capsys: Printed) -> None:
    """The command line reads the clock."""
    code, out, _ = said(capsys, "rules", "--statute", "行政复议法")
    assert code == 0
    assert "reconsideration.apply" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_that_rest_on_old_law_are_found(lang: Lang, capsys: Printed) -> None:
    """One line each with the reason; the exit code says whether there are any."""
    words = ["rules", "--stale", "--on", "2024-07-05", "--lang", lang]
    code, out, err = said(capsys, *words)
    assert err == ""
    lines = [line for line in out.splitlines() if line]
    assert code == int(bool(lines))
    ids = {rule.id for rule in load_rulebook().every()}
    assert all(line.split("  ")[0] in ids for line in lines)
