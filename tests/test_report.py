"""An audit written for people in two languages, and for programs as JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.checks import CHECKS, AuditReport, Check
from adminlaw.citations import parse_citation
from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Status
from adminlaw.labels import Label
from adminlaw.model import (
    Case,
    CaseKind,
    Event,
    EventKind,
    Figure,
    PublishedReport,
    Register,
    Relation,
    RelationKind,
    ReportKind,
    Unit,
)
from adminlaw.model.identities import CaseId, FigureId, RelationId, ReportId
from adminlaw.report import audit_data, audit_in, audit_json, audit_text
from adminlaw.spans import DateSpan
from adminlaw.wording import width

LAW = al.load_rulebook()
EXAMPLES = Path(__file__).parent.parent / "examples"
AS_OF = {"hengshui-2017": date(2018, 1, 31), "lianjiang-2021": date(2021, 12, 30)}
WRITTEN = (
    Status.FAILED,
    Status.UNKNOWN,
    Status.NOT_ASSESSABLE,
    Status.NOT_APPLICABLE,
    Status.PASSED,
)
"""The statuses whose judgements are written out, in this order."""

HEAD = re.compile(r"(.+) \((\d+)\)")
LEFT_OVER = {"zh": "个数字没有检查涉及", "en": "figures were looked at by no check"}
TOTAL = {"zh": "合计", "en": " all"}
MORE = {"zh": r"另有 (\d+) 项", "en": r"and (\d+) more"}

by_language = pytest.mark.parametrize("lang", ["zh", "en"])
by_name = pytest.mark.parametrize("name", list(AS_OF))
chinese = re.compile(r"[　-〿一-鿿＀-￯]")


@cache
def report_of(name: str) -> AuditReport:
    """Return the audit of one of the example registers."""
    register = al.read_register(EXAMPLES / name)
    return al.audit(register, as_of=AS_OF[name], rulebook=LAW)


def balances(count: int, sums: int | None = 4) -> Register:
    """Return a register with so many sums of 1 and 2, each said to be another.

    Where none is said, each sum is right, and of numbers of its own.
    """
    figures: list[Figure] = []
    relations: list[Relation] = []
    for number in range(count):
        ids = [FigureId(f"f{number}-{part}") for part in range(3)]
        values = (sums, 1, 2) if sums else (number + 3, number + 1, 2)
        for key, value in zip(ids, values, strict=True):
            label = Label(f"数{key}", f"figure {key}")
            figures.append(
                Figure(id=key, label=label, unit=Unit.CASE, value=Decimal(value))
            )
        relations.append(
            Relation(
                id=RelationId(f"sum-{number}"),
                kind=RelationKind.BALANCE,
                whole=ids[0],
                parts=tuple(ids[1:]),
            )
        )
    return Register(
        id="r",
        label=Label("某地", "somewhere"),
        figures=tuple(figures),
        relations=tuple(relations),
    )


def written(report: AuditReport) -> list[Status]:
    """Return the statuses that have a section; one is left out if it is empty."""
    empty = not report.with_status(Status.NOT_APPLICABLE)
    return [each for each in WRITTEN if not (empty and each is Status.NOT_APPLICABLE)]


def audited(register: Register, *only: str) -> AuditReport:
    """Return the audit of a register in the middle of 2018."""
    return al.audit(register, as_of=date(2018, 6, 30), rulebook=LAW, checks=only)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes; 汉字 take two."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def cut(line: str, start: int, stop: int) -> str:
    """Return what a line shows between two columns of a terminal."""
    shown, at = "", 0
    for char in line:
        if start <= at < stop:
            shown += char
        at += columns(char)
    return shown.strip()


def table(text: str) -> list[str]:
    """Return the lines of the table of checks, without the count of idle ones below."""
    lines = text.split("\n\n")[1].split("\n")
    return [each for each in lines if not each.endswith(("。", "."))]


def judging(report: AuditReport) -> list[Check[Any]]:
    """Return the checks that judged something."""
    return [each for each in report.checks if any(report.counts(each.id).values())]


def sections(text: str) -> list[tuple[str, int, list[str]]]:
    """Return each section of judgements: its title, its count and its lines."""
    found = []
    for block in text.split("\n\n")[2:]:
        head, *lines = block.split("\n")
        match = HEAD.fullmatch(head)
        if match:
            found.append((match[1], int(match[2]), lines))
    return found


def entries(lines: list[str]) -> list[str]:
    """Return the first line of each judgement of a section."""
    return [line for line in lines if re.match(r"  (\[.+\] )?[A-Z]\d{3} ", line)]


# The table


@by_name
@by_language
def test_every_line_of_the_table_is_equally_wide(name: str, lang: Lang) -> None:
    """On a terminal, where 汉字 take two columns, the table has a straight edge."""
    lines = table(audit_text(report_of(name), lang))
    assert len(lines) == len(judging(report_of(name))) + 1
    assert len({columns(line) for line in lines}) == 1


@by_name
@by_language
def test_every_column_of_the_table_stands_under_its_heading(
    name: str, lang: Lang
) -> None:
    """Read column by column, the table gives the counts of each check."""
    report = report_of(name)
    head, *lines = table(audit_text(report, lang))
    names = [TOTAL[lang], *(status.text(lang) for status in Status)]
    ends, at = [], head.index(names[0])
    for each in names:
        at = head.index(each, at) + len(each)
        ends.append(columns(head[:at]))
    for check, line in zip(judging(report), lines, strict=True):
        counts = list(report.counts(check.id).values())
        assert line.startswith(f"{check.id} {check.label.text(lang)}")
        shown = [
            cut(line, end - columns(each), end)
            for each, end in zip(names, ends, strict=True)
        ]
        assert shown == [str(sum(counts)), *(str(each or "·") for each in counts)]


@given(text=st.text(max_size=20))
def test_width_is_what_a_terminal_shows(text: str) -> None:
    """Wide characters take two columns, marks that combine take none."""
    assert width(text) == columns(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("汉字", 4),
        ("（。", 4),
        ("a\u0301", 1),
        ("·", 1),
        ("≥1", 2),
    ],
)
def test_the_width_of_some_texts(text: str, expected: int) -> None:
    """汉字 and full-width marks are two columns wide, an accent none."""
    assert width(text) == expected


# The sections


def size(entry: str) -> int:
    """Return how many judgements an entry stands for: the number at its end, or one."""
    match = re.search(r" \((\d+)\)$", entry)
    return int(match[1]) if match else 1


def alike(judgements: Iterable[Judgement]) -> list[list[Judgement]]:
    """Return the judgements that one check made in the same words, together."""
    found: dict[object, list[Judgement]] = {}
    for each in judgements:
        said = each.outcome
        facts = tuple(sorted(said.facts.items()))
        key = (each.check, said.message, facts, said.missing, each.waiver)
        found.setdefault(key, []).append(each)
    return list(found.values())


@by_name
@by_language
def test_every_section_is_as_long_as_it_says(name: str, lang: Lang) -> None:
    """Each judgement stands in the section of its status, and none is left out."""
    report = report_of(name)
    found = sections(audit_text(report, lang, most=10_000))
    expected = [report.with_status(status) for status in written(report)]
    assert [count for _title, count, _lines in found] == list(map(len, expected))
    for judgements, (_title, count, lines) in zip(expected, found, strict=True):
        assert sum(map(size, entries(lines))) == count
        text = "\n".join(lines)
        for group in alike(judgements)[:5]:
            assert group[0].subject.label.text(lang) in text


@by_language
def test_what_is_said_of_several_in_the_same_words_is_said_once(lang: Lang) -> None:
    """The entry bears the label of the check, their number, and five of the names."""
    report = report_of("lianjiang-2021")
    judgements = report.with_status(Status.UNKNOWN)
    label = {each.id: each.label.text(lang) for each in report.checks}
    groups = alike(judgements)
    assert len(groups) < len(judgements)
    heads = [
        f"  {group[0].check} {label[group[0].check]} ({len(group)})"
        if len(group) > 1
        else f"  {group[0].check} {group[0].subject.label.text(lang)}"
        for group in groups
    ]
    title = Status.UNKNOWN
    found = sections(audit_text(report, lang))[written(report).index(title)]
    assert entries(found[2]) == heads[: len(entries(found[2]))] != []
    largest = max(groups, key=len)
    names = list(dict.fromkeys(each.subject.label.text(lang) for each in largest))
    assert {"zh": "；", "en": "; "}[lang].join(names[:5]) in "\n".join(found[2])


@by_language
@pytest.mark.parametrize("most", [0, 1, 5, 60])
def test_a_long_section_is_cut_and_says_by_how_much(lang: Lang, most: int) -> None:
    """So many entries are written out, and the last line counts the judgements left."""
    report = report_of("hengshui-2017")
    found = sections(audit_text(report, lang, most=most))
    for status, (_title, count, lines) in zip(written(report), found, strict=True):
        groups = alike(report.with_status(status))
        expected = count if status is Status.FAILED else min(most, len(groups))
        assert len(entries(lines)) == expected
        shown = sum(map(size, entries(lines)))
        left = [int(n) for line in lines for n in re.findall(MORE[lang], line)]
        assert left == ([count - shown] if count > shown else [])


@by_language
def test_findings_are_never_cut(lang: Lang) -> None:
    """However many findings there are, each is written out."""
    report = audited(balances(80))
    (_title, count, lines), *_rest = sections(audit_text(report, lang, most=3))
    assert count == len(entries(lines)) == 80
    assert not [line for line in lines if re.search(MORE[lang], line)]


@by_language
def test_no_more_than_sixty_are_written_out_unless_asked_for(lang: Lang) -> None:
    """A section of eighty that pass, each in other words, is cut at sixty."""
    report = audited(balances(80, sums=None), "N102")
    found = sections(audit_text(report, lang))
    assert [len(entries(lines)) for _t, _c, lines in found] == [0, 0, 0, 60]


@by_language
def test_a_finding_explains_itself(lang: Lang) -> None:
    """It says how grave it is, what is wrong, the arithmetic, source and records."""
    report = audited(balances(1))
    (finding,) = report.findings
    (_title, _count, lines), *_rest = sections(audit_text(report, lang))
    text = "\n".join(lines)
    assert f"[{finding.severity.text(lang)}] N102" in lines[0]
    assert finding.outcome.message.text(lang) in lines[1]
    assert "1 + 2 = 3" in text
    assert str(finding.source) in text
    assert finding.source_status.text(lang) in text
    assert all(record in text for record in finding.subject.records)


@by_language
def test_missing_evidence_is_named(lang: Lang) -> None:
    """What would decide an unknown judgement stands below it."""
    report = report_of("lianjiang-2021")
    text = audit_text(report, lang)
    for each in report.with_status(Status.UNKNOWN):
        assert each.outcome.missing
        assert all(label.text(lang) in text for label in each.outcome.missing)


@by_name
@by_language
def test_what_no_check_looked_at_is_said_at_the_end(name: str, lang: Lang) -> None:
    """The number of figures and the rules that judged nothing close the text."""
    report = report_of(name)
    figures, rules = audit_text(report, lang).split("\n")[-2:]
    assert figures.startswith(f"{report.unexamined_figures} {LEFT_OVER[lang]}")
    assert all(rule in rules for rule in report.unchecked_rules)


@by_language
def test_an_audit_of_some_checks_does_not_say_what_the_others_left(lang: Lang) -> None:
    """What one check does not look at says nothing about the register."""
    text = audit_text(audited(balances(1), "S101"), lang)
    assert LEFT_OVER[lang] not in text
    assert len(table(text)) == 2


@by_language
def test_an_empty_register_has_a_report_as_well(lang: Lang) -> None:
    """It begins with the name and the day, and every section is empty."""
    text = audit_text(audited(balances(0), "N101"), lang)
    assert text.startswith({"zh": "某地  审查日 ", "en": "somewhere  as of "}[lang])
    assert "2018-06-30" in text.split("\n")[0]
    assert [count for _title, count, _lines in sections(text)] == [0, 0, 0, 0]


def test_english_text_is_english() -> None:
    """Only the title of a source is Chinese; no full-width mark is left over."""
    text = audit_text(audited(balances(2)), "en")
    lines = [line for line in text.split("\n") if "source: " not in line]
    assert not [line for line in lines if chinese.search(line)]


@by_name
def test_chinese_text_is_chinese(name: str) -> None:
    """Lengths, units and roundings are named in Chinese; ids and codes stay ids."""
    text = audit_text(report_of(name), "zh")
    # An id such as ``years.plans`` is no word.
    assert not re.findall(r"\b(?:working|days?|weeks?|months?|years?)\b(?!\.)", text)
    assert not re.findall(r"\b(?:half_up|half_even|truncate)\b", text)
    assert not re.findall(r"单位 [a-z]+", text)


# JSON


@by_name
def test_the_json_of_an_audit_is_read_back_as_its_data(name: str) -> None:
    """Nothing in it is of a kind that JSON cannot hold."""
    report = report_of(name)
    assert json.loads(audit_json(report)) == audit_data(report)


@by_name
def test_the_json_of_an_audit_holds_every_judgement(name: str) -> None:
    """Status, severity, facts, steps, rule and source of each, in order."""
    report = report_of(name)
    data = json.loads(audit_json(report))
    assert len(data["judgements"]) == len(report.judgements)
    for each, said in zip(report.judgements, data["judgements"], strict=True):
        assert (said["check"], said["rule"]) == (each.check, each.rule)
        assert Status.of(said["status"]) is each.status
        assert said["severity"] == each.severity.code
        assert said["subject"] == each.subject.key
        assert tuple(said["records"]) == each.subject.records
        assert said["facts"] == dict(each.outcome.facts)
        assert len(said["steps"]) == len(each.outcome.steps)
        assert len(said["missing"]) == len(each.outcome.missing)
        assert said["message"] == attrs.asdict(each.outcome.message)
        assert each.source is not None
        assert parse_citation(said["source"]) == each.source


@by_name
def test_the_json_of_an_audit_counts_every_check(name: str) -> None:
    """Its counts are those of the judgements it holds."""
    data = json.loads(audit_json(report_of(name)))
    assert [check["id"] for check in data["checks"]] == [c.id for c in CHECKS]
    for check in data["checks"]:
        assert set(check["counts"]) == {status.code for status in Status}
        for status, count in check["counts"].items():
            found = [
                each
                for each in data["judgements"]
                if (each["check"], each["status"]) == (check["id"], status)
            ]
            assert len(found) == count


@by_name
def test_the_json_of_an_audit_says_what_was_audited(name: str) -> None:
    """The register, the day, and what no check looked at."""
    report = report_of(name)
    data = json.loads(audit_json(report))
    assert (data["register"], data["as_of"]) == (name, AS_OF[name].isoformat())
    assert data["label"] == attrs.asdict(report.label)
    assert data["unchecked_rules"] == list(report.unchecked_rules)
    assert data["unexamined_figures"] == report.unexamined_figures


def test_a_judgement_without_a_rule_has_no_source_in_json_either() -> None:
    """Where the rule book holds no such rule the source is null."""
    made = balances(1)
    rule = tuple(attrs.evolve(each, rule="no.such") for each in made.relations)
    report = audited(attrs.evolve(made, relations=rule), "N102")
    (said,) = json.loads(audit_json(report))["judgements"]
    assert (said["source"], said["status"]) == (None, "unknown")
    assert audit_text(report, "zh")
    assert audit_text(report, "en")


def test_json_keeps_chinese_readable() -> None:
    """汉字 are written as themselves."""
    assert "衡水市" in audit_json(report_of("hengshui-2017"))


# Natural persons


FORMS = ("text", "json", "csv", "markdown", "html")
LANGS: tuple[Lang, ...] = ("zh", "en")
NAME, NUMBER = "欧阳某某", "11010519491231002X"


def with_persons() -> Register:
    """Return a register in which persons are named wherever a field may name one."""
    note = Event(kind=EventKind.PUBLISHED, day=date(2018, 4, 2), note=NAME)
    late = PublishedReport(
        id=ReportId("report"),
        title="报告",
        kind=ReportKind.LAW_BASED_GOVERNMENT,
        period=DateSpan.year(2017),
        events=(note,),
    )
    case = Case(
        id=CaseId("c"),
        kind=CaseKind.PENALTY,
        party=NAME,
        party_number=NUMBER,
        events=(attrs.evolve(note, kind=EventKind.RECEIVED),),
    )
    return attrs.evolve(balances(1), reports=(late,), cases=(case,))


def test_no_form_of_an_audit_names_a_person() -> None:
    """Every form, the one line and the notebook are free of names and numbers."""
    report = audited(with_persons())
    assert "R101" in {each.check for each in report.findings}
    shown: list[Any] = [
        *(audit_in(report, form, lang) for form in FORMS for lang in LANGS),
        repr(report),
        repr(report.judgements),
        cast("Any", report)._repr_html_(),
    ]
    for text in shown:
        assert NAME not in text
        assert NUMBER not in text
