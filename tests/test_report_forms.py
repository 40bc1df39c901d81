"""An audit as a page to mail, as a table, as Markdown, and as files of each form."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.checks import CHECKS, AuditReport
from adminlaw.checks.sections import FOUND, WAIVED, key_of, sections_of
from adminlaw.citations import parse_citation
from adminlaw.errors import FieldValueError, Lang
from adminlaw.findings import (
    Judgement,
    Outcome,
    Severity,
    SourceStatus,
    Status,
    Step,
    Subject,
)
from adminlaw.labels import Label
from adminlaw.model import Waiver
from adminlaw.model.identities import WaiverId
from adminlaw.report import (
    audit_csv,
    audit_data,
    audit_html,
    audit_in,
    audit_markdown,
    audit_text,
    form_of,
    write_audit,
)
from adminlaw.report.csv_table import safe_cell

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2025, 6, 30)
FORMS = ("text", "json", "csv", "markdown", "html")
ENDINGS = (".txt", ".json", ".csv", ".md", ".html")
SCRIPT = "<script>alert('1')</script>"
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
LISTED = (Status.UNKNOWN, Status.NOT_ASSESSABLE, Status.NOT_APPLICABLE)

by_language = pytest.mark.parametrize("lang", ["zh", "en"])
words = st.text(max_size=12) | st.sampled_from(
    [SCRIPT, "甲|乙", "=1+1", "a\nb", '"quoted"', "&amp;", "**x**", "-5", "'", "]]>"]
)
labels = st.builds(Label, words, words)


def waiver(reason: str = "历史遗留事项", role: str = "法制机构负责人") -> Waiver:
    """Return a waiver that holds on the day of the audits of this module."""
    return Waiver(
        id=WaiverId("w"),
        check="D101",
        subject="s",
        reason=reason,
        role=role,
        day=date(2025, 1, 6),
        expires=date(2025, 12, 31),
    )


def judgement(  # noqa: PLR0913 - each is a side of a judgement
    status: Status = Status.FAILED,
    *,
    check: str = "D101",
    name: str = "某办法",
    key: str = "doc-1",
    severity: Severity = Severity.ERROR,
    known: SourceStatus = SourceStatus.RECALLED,
    accepted: Waiver | None = None,
) -> Judgement:
    """Return a judgement with everything that a report can show."""
    outcome = Outcome(
        status=status,
        message=Label("施行早于公布", "it took effect before it was published"),
        facts={"published": "2020-02-29", "effective": "2019-12-01"},
        steps=(Step(Label("2020-02-29 ≤ 2019-12-01", "the same"), "false"),),
        missing=(Label("公布日", "day of publication"),) * (status is Status.UNKNOWN),
    )
    return Judgement(
        check=check,
        subject=Subject(
            key=key, label=Label(name, name), records=(f"documents/{key}",)
        ),
        outcome=outcome,
        rule="documents.publication",
        severity=severity,
        source=parse_citation("《行政处罚法》第六十条"),
        source_status=Label(known.zh, known.en),
        waiver=accepted,
    )


def report_with(*judgements: Judgement, name: str = "某地") -> AuditReport:
    """Return an audit that came to these judgements."""
    return AuditReport(
        register="r",
        label=Label(name, name),
        as_of=DAY,
        checks=CHECKS,
        only=(),
        judgements=judgements,
        unchecked_rules=("some.rule",),
        unexamined_figures=3,
    )


@st.composite
def reports(draw: st.DrawFn) -> AuditReport:
    """Return an audit whose texts may be anything."""
    codes = st.sampled_from([each.id for each in CHECKS] + ["Z999"])
    drawn = []
    for _ in range(draw(st.integers(0, 6))):
        made = judgement(
            draw(st.sampled_from(Status)),
            check=draw(codes),
            severity=draw(st.sampled_from(Severity)),
            known=draw(st.sampled_from(SourceStatus)),
            accepted=draw(st.none() | st.builds(waiver, words, words)),
        )
        subject = Subject(key=draw(words), label=draw(labels), records=(draw(words),))
        outcome = attrs.evolve(
            made.outcome,
            message=draw(labels),
            facts={draw(words): draw(words)},
            missing=tuple(draw(st.lists(labels, max_size=2))),
        )
        source = draw(st.sampled_from([made.source, None]))
        drawn.append(
            attrs.evolve(made, subject=subject, outcome=outcome, source=source)
        )
    return report_with(*drawn, name=draw(words))


@cache
def model_city() -> AuditReport:
    """Return the audit of the model city."""
    return al.audit(al.read_register(EXAMPLES / "model-city"), as_of=DAY)


VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a page holds: its elements, their attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up an element, and open it if it can hold anything."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which has to be the last one that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Take up a text, apart from those of script and style."""
        inside = self.open[-1] if self.open else ""
        (self.scripts if inside in ("script", "style") else self.texts).append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in the order of the page."""
        return [value for _, each, value in self.attributes if each == name]

    @property
    def text(self) -> str:
        """What a reader sees, in one line."""
        return " ".join("".join(self.texts).split())


def seen(text: str) -> str:
    """Return a text as a reader sees it: every row of blanks is one."""
    return " ".join(text.split())


# The page


@by_language
def test_the_page_needs_no_network(lang: Lang) -> None:
    """It links to itself alone, loads nothing, and forbids whatever would."""
    for report in (model_city(), report_with(judgement())):
        text = audit_html(report, lang)
        page = Page(text)
        assert not re.search(r"https?://|src=|url\(|@import", text)
        assert all(each.startswith("#") for each in page.values("href"))
        assert "default-src 'none'" in " ".join(page.values("content"))
        assert not page.tags["link"] + page.tags["img"] + page.tags["iframe"]


@by_language
def test_the_page_is_well_formed(lang: Lang) -> None:
    """Each element is closed, each id is used once, each link leads somewhere."""
    page = Page(audit_html(model_city(), lang))
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {each[1:] for each in page.values("href")} <= set(ids)
    assert ("html", "lang", {"zh": "zh-CN", "en": "en"}[lang]) in page.attributes


@by_language
def test_the_page_says_all_of_a_finding(lang: Lang) -> None:
    """Gravity, subject, message, facts, steps, source and how the source is known."""
    found = judgement()
    text = Page(audit_html(report_with(found), lang)).text
    said = [
        found.severity.text(lang),
        found.subject.label.text(lang),
        found.outcome.message.text(lang),
        "2020-02-29",
        found.outcome.steps[0].line(lang),
        str(found.source),
        found.source_status.text(lang),
        found.rule,
        "documents/doc-1",
    ]
    assert [each for each in said if each not in text] == []


@by_language
def test_the_page_says_why_a_check_matters(lang: Lang) -> None:
    """Above the findings of a check stands why it matters and what it cannot see."""
    (check,) = (each for each in CHECKS if each.id == "D101")
    text = Page(audit_html(report_with(judgement()), lang)).text
    assert check.why.text(lang) in text
    assert check.blind.text(lang) in text


@by_language
def test_missing_evidence_is_named_on_the_page(lang: Lang) -> None:
    """What would decide an unknown judgement stands beside it."""
    unknown = judgement(Status.UNKNOWN)
    text = Page(audit_html(report_with(unknown), lang)).text
    assert unknown.outcome.missing[0].text(lang) in text


@by_language
def test_no_name_becomes_a_part_of_the_page(lang: Lang) -> None:
    """A name that is a script is shown as it is and runs nowhere."""
    many = [judgement(each, name=SCRIPT, key=SCRIPT) for each in Status]
    accepted = judgement(name=SCRIPT, accepted=waiver(SCRIPT, SCRIPT))
    report = report_with(*many, accepted, name=SCRIPT)
    text = audit_html(report, lang)
    page = Page(text)
    assert page.tags["script"] == 1
    assert SCRIPT not in text
    assert page.text.count(SCRIPT) >= len(many)


@given(report=reports(), lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=60)
def test_whatever_texts_say_the_page_stays_whole(
    report: AuditReport, lang: Lang
) -> None:
    """Elements are closed, the script is ours alone, each finding is in the page."""
    page = Page(audit_html(report, lang))
    own = Page(audit_html(report_with(), lang))
    assert page.open == []
    assert page.scripts == own.scripts
    for each in (*report.findings, *report.waived):
        assert seen(each.subject.label.text(lang)) in page.text
    listed = [each for each in report.judgements if each.status is not Status.PASSED]
    shown = [(s, c) for s, c in marks(page) if c]
    assert Counter(shown) == Counter((key_of(each), each.check) for each in listed)


def marks(page: Page) -> list[tuple[str, str]]:
    """Return section and check of everything that the page lists."""
    return list(zip(page.values("data-status"), page.values("data-check"), strict=True))


@by_language
def test_a_large_page_lists_some_of_each_check_and_counts_the_others(
    lang: Lang,
) -> None:
    """Findings are all there, what is in order is counted, and nothing goes unsaid."""
    many = [judgement(Status.PASSED, key=f"p{n}") for n in range(500)]
    many += [judgement(Status.UNKNOWN, key=f"u{n}") for n in range(50)]
    many += [judgement(Status.UNKNOWN, key=f"v{n}", check="O101") for n in range(7)]
    many += [judgement(key=f"f{n}") for n in range(80)]
    page = Page(audit_html(report_with(*many), lang, most=5))
    counts = Counter(marks(page))
    assert counts == {
        ("failed", "D101"): 80,
        ("unknown", "D101"): 5,
        ("unknown", "O101"): 5,
    }
    more = {"zh": "另有 {} 项未列出", "en": "{} more are not listed"}[lang]
    assert more.format(45) in page.text
    assert more.format(2) in page.text
    assert page.values("data-rest") == ["47"]
    assert "500" in page.text


def test_a_page_of_a_hundred_thousand_judgements_is_small() -> None:
    """What is in order takes no room, whatever its number."""
    one = judgement(Status.PASSED)
    assert len(audit_html(report_with(*[one] * 100_000))) < 40_000


@by_language
def test_every_filter_has_a_name_and_offers_what_is_there(lang: Lang) -> None:
    """Each field stands in a label; outcomes, gravities and checks that are listed."""
    grave = judgement(severity=Severity.WARNING)
    page = Page(audit_html(report_with(grave, judgement(Status.UNKNOWN)), lang))
    assert page.tags["label"] == page.tags["select"] + page.tags["input"] == 4
    offered = [
        v for tag, name, v in page.attributes if (tag, name) == ("option", "value")
    ]
    assert offered == ["", "failed", "unknown", "", "warning", "", "D101"]


def test_the_page_hides_nothing_without_its_script() -> None:
    """Only the filter is hidden in the file, and the line that the script writes."""
    page = Page(audit_html(model_city()))
    assert [tag for tag, name, _ in page.attributes if name == "hidden"] == [
        "form",
        "p",
    ]


def test_the_page_is_made_for_paper_as_well() -> None:
    """On A4 the filter is left out and the heads of tables stand on each page."""
    style = Page(audit_html(report_with())).scripts[0]
    paper = style.split("@media print")[1]
    assert "size: A4" in style
    assert "#controls { display: none" in paper
    assert "thead { display: table-header-group" in paper


def test_the_gravest_findings_come_first() -> None:
    """An error stands above a warning, whatever the order of the checks."""
    light = judgement(severity=Severity.INFO, check="N101", name="轻")
    heavy = judgement(severity=Severity.ERROR, check="O101", name="重")
    page = Page(audit_html(report_with(light, heavy)))
    assert page.values("data-severity") == ["error", "info"]


def test_findings_of_several_checks_begin_with_a_list_of_them() -> None:
    """Each check that found something is linked to; a single one needs no list."""
    one, other = judgement(), judgement(check="O101")
    page = Page(audit_html(report_with(one, other)))
    assert {"#failed-1", "#failed-2"} <= set(page.values("href"))
    assert (
        "data-index"
        not in audit_html(report_with(one)).split("<main>")[1].split("<script>")[0]
    )


def test_english_pages_are_english_and_chinese_ones_chinese() -> None:
    """No word of the page itself is left in the other language."""
    report = report_with(name="x")
    english = Page(audit_html(report, "en")).text
    chinese = Page(audit_html(report, "zh")).text
    assert not re.search("[一-鿿。，：]", english)
    ids = {each.id for each in CHECKS} | {"A", "some.rule", "r", "x", "CSV", "JSON"}
    assert {*re.findall(r"[A-Za-z][A-Za-z0-9.]*", chinese)} <= ids


# Waivers


def test_a_waived_finding_stands_in_a_section_of_its_own() -> None:
    """It is none of the findings, and it is not left out."""
    report = report_with(judgement(accepted=waiver()), judgement(key="doc-2"))
    found = {each.key: len(each.judgements) for each in sections_of(report)}
    assert (found["failed"], found[WAIVED]) == (1, 1)
    assert sum(found.values()) == len(report.judgements)


@by_language
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_who_waived_what_and_until_when(form: str, lang: Lang) -> None:
    """Reason, office, day and last day are in each of them."""
    accepted = waiver("理由甲", "职务乙")
    text = audit_in(report_with(judgement(accepted=accepted)), form, lang)
    assert all(
        each in text for each in ("理由甲", "职务乙", "2025-01-06", "2025-12-31")
    )


def test_without_waivers_there_is_no_word_of_them() -> None:
    """A column or section of waived findings is there only if there are some."""
    report = report_with(judgement())
    assert "已豁免" not in audit_text(report)
    assert "已豁免" not in audit_markdown(report)
    assert {each.key for each in sections_of(report)}.isdisjoint({WAIVED})


def test_the_data_of_a_waiver_are_its_own() -> None:
    """Programs read the same as people; a judgement without one says so."""
    report = report_with(judgement(accepted=waiver()), judgement())
    said, none = (each["waiver"] for each in audit_data(report)["judgements"])
    assert (said["expires"], none) == ("2025-12-31", None)


# Tables


def rows_of(text: str) -> list[list[str]]:
    """Return the rows of comma-separated text."""
    return list(csv.reader(StringIO(text, newline="")))


@given(report=reports(), lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=60)
def test_a_table_gives_back_what_was_judged(report: AuditReport, lang: Lang) -> None:
    """A row a judgement; without its apostrophe each cell is the text that it was."""
    head, *rows = rows_of(audit_csv(report, lang))
    assert len(rows) == len(report.judgements)
    for row, each in zip(rows, report.judgements, strict=True):
        assert len(row) == len(head)
        plain = [cell.removeprefix("'") for cell in row]
        assert plain[0] == each.check
        assert plain[4:7] == [
            each.subject.key,
            each.subject.label.text(lang),
            each.outcome.message.text(lang),
        ]
        assert not any(FORMULA.match(cell) for cell in row)


@given(text=st.text())
def test_a_safe_cell_is_no_formula_and_loses_nothing(text: str) -> None:
    """Taking one apostrophe away gives back what was there."""
    cell = safe_cell(text)
    assert not FORMULA.match(cell)
    assert cell.removeprefix("'") == text


def test_a_table_is_in_one_language() -> None:
    """Headings and outcomes are Chinese or English; ids are the same in both."""
    report = report_with(judgement(Status.UNKNOWN))
    zh, en = rows_of(audit_csv(report, "zh")), rows_of(audit_csv(report, "en"))
    assert (zh[0][0], en[0][0]) == ("检查", "check")
    assert (zh[1][2], en[1][2]) == (Status.UNKNOWN.zh, Status.UNKNOWN.en)
    assert zh[1][4] == en[1][4] == "doc-1"


# Markdown


def bars(line: str) -> int:
    """Return how many marks of a line divide cells."""
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))


@given(report=reports(), lang=st.sampled_from(["zh", "en"]))
@settings(max_examples=60)
def test_every_row_of_a_table_in_markdown_has_as_many_cells(
    report: AuditReport, lang: Lang
) -> None:
    """A name may hold a bar or a break, and the row stays a row."""
    lines = audit_markdown(report, lang).splitlines()
    width = 0
    for line in lines:
        if not line.startswith("|"):
            width = 0
            continue
        width = width or bars(line)
        assert bars(line) == width


def test_no_name_is_markup_in_markdown() -> None:
    """Marks are written with a backslash, so that they are shown and not obeyed."""
    text = audit_markdown(report_with(judgement(name="**甲**|<b>[乙](丙)")))
    assert r"\*\*甲\*\*\|\<b\>\[乙\](丙)" in text


@by_language
def test_markdown_counts_what_it_does_not_list(lang: Lang) -> None:
    """Findings are never cut; another section says how many more there are."""
    many = [judgement(Status.UNKNOWN, key=f"u{n}") for n in range(50)]
    many += [judgement(key=f"f{n}") for n in range(50)]
    text = audit_markdown(report_with(*many), lang, most=10)
    assert text.count("documents/f") == 50
    assert text.count("documents/u") == 10
    assert {"zh": "另有 40 项", "en": "And 40 more"}[lang] in text


# Files


@pytest.mark.parametrize(("ending", "form"), list(zip(ENDINGS, FORMS, strict=True)))
def test_the_ending_of_a_name_says_the_form(
    tmp_path: Path, ending: str, form: str
) -> None:
    """A file holds what the function of its form returns; folders are made."""
    report = report_with(judgement(), judgement(Status.UNKNOWN))
    file = tmp_path / "new" / f"audit{ending.upper()}"
    write_audit(report, file, "en")
    assert form_of(file) == form
    content = file.read_bytes()
    text = content.decode("utf-8-sig")
    assert text == f"{audit_in(report, form, 'en')}\n"
    assert content.startswith(b"\xef\xbb\xbf") == (form == "csv")


@pytest.mark.parametrize("name", ["audit", "audit.pdf", "audit.html.", ".html"])
def test_a_name_that_names_no_form_is_refused(tmp_path: Path, name: str) -> None:
    """The message lists the endings that there are, and nothing is written."""
    with pytest.raises(FieldValueError, match=r"\.html"):
        write_audit(report_with(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_form_that_does_not_exist_is_refused() -> None:
    """The message lists those that there are."""
    with pytest.raises(FieldValueError, match="markdown"):
        audit_in(report_with(), "pdf")


def test_half_a_character_breaks_no_file(tmp_path: Path) -> None:
    """JSON lets a register hold one; it is written as a question mark."""
    report = report_with(judgement(name="甲\ud800"))
    for ending in ENDINGS:
        write_audit(report, tmp_path / f"audit{ending}")
    assert "甲?" in (tmp_path / "audit.html").read_text("utf-8")
    assert json.loads((tmp_path / "audit.json").read_text("utf-8"))


def test_findings_are_never_cut_in_any_form() -> None:
    """Each of a hundred findings is in each form."""
    report = report_with(*(judgement(key=f"doc-{n:03}") for n in range(100)))
    for form in FORMS:
        text = audit_in(report, form)
        assert {f"doc-{n:03}" for n in range(100)} <= {*re.findall(r"doc-\d{3}", text)}


@pytest.mark.parametrize("status", LISTED)
def test_only_failures_are_findings(status: Status) -> None:
    """A waiver of something that did not fail changes nothing."""
    made = judgement(status, accepted=waiver())
    assert key_of(made) == status.code
    assert key_of(made) not in FOUND
