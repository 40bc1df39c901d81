"""The parts of the HTML page of an audit: findings as cards, the rest as tables.

Every text is escaped where it enters the page, here and in ``page``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adminlaw.checks.sections import (
    WAIVED,
    Section,
    columns_of,
    counts_of,
    facts_line,
    facts_of,
    is_read,
    key_of,
    lacking_line,
    missing_line,
    names_of,
    waiver_line,
)
from adminlaw.errors import Lang
from adminlaw.findings import Judgement, Severity, Status
from adminlaw.labels import Label

if TYPE_CHECKING:
    from adminlaw.checks import AuditReport

_WHY: Final = Label("为什么：", "Why: ")
_BLIND: Final = Label("局限：", "Blind to: ")
_SOURCE: Final = Label("依据：", "Source: ")
_NO_SOURCE: Final = Label("无", "none")
_WAIVED: Final = Label("已豁免", "waived")
_IDS: Final = Label("对象 {}；规则 {}；记录 {}", "subject {}; rule {}; records {}")
_CHECK: Final = Label("检查", "Check")
_TOTAL: Final = Label("合计", "All")
_MORE: Final = Label(
    "另有 {} 项未列出，见 CSV 或者 JSON 格式的报告。",
    "{} more are not listed; the report as CSV or JSON has them.",
)
_IDLE: Final = Label(
    "另有 {} 项检查在本登记簿没有对象：{}",
    "{} further checks found nothing to judge: {}",
)
_HEADS: Final = {
    "subject": Label("对象", "Subject"),
    "what": Label("说明", "What"),
    "missing": Label("缺少的证据", "Missing evidence"),
    "source": Label("依据", "Source"),
}
_GRAVEST_FIRST: Final = {each: rank for rank, each in enumerate(Severity)}


@frozen(kw_only=True)
class Group:
    """The judgements of one check in one section, the gravest first.

    Attributes:
        title: The id and the name of the check.
        why: Why it matters; empty where nothing is said.
        blind: What it cannot see.
    """

    check: str
    title: str
    why: str
    blind: str
    judgements: tuple[Judgement, ...]


def grouped(report: AuditReport, section: Section, lang: Lang) -> tuple[Group, ...]:
    """Return the judgements of a section by check; grave findings come first."""
    gathered: dict[str, list[Judgement]] = {}
    for judgement in section.judgements:
        gathered.setdefault(judgement.check, []).append(judgement)
    for found in gathered.values():
        found.sort(key=_rank)
    names, checks = names_of(report), {each.id: each for each in report.checks}
    groups = []
    for code, found in gathered.items():
        check = checks.get(code)
        title = f"{code} {names[code].text(lang)}" if code in names else code
        why = check.why.text(lang) if check else ""
        blind = check.blind.text(lang) if check else ""
        groups.append(
            Group(
                check=code, title=title, why=why, blind=blind, judgements=tuple(found)
            )
        )
    if section.key == Status.FAILED.code:
        groups.sort(key=lambda each: _rank(each.judgements[0]))
    return tuple(groups)


def _rank(judgement: Judgement) -> int:
    graded = judgement.status is Status.FAILED
    return _GRAVEST_FIRST[judgement.severity] if graded else 0


def tile(key: str, text: str, target: tuple[int, str]) -> str:
    """Return one number of the head of the page, with a link to its section."""
    count, place = target
    kind = key if count else f"{key} none"
    return (
        f'<li class="{kind}"><a href="#{place}"><b>{count:,}</b>'
        f"<span>{escape(text)}</span></a></li>"
    )


def cards(groups: tuple[Group, ...], lang: Lang, *, waived: bool) -> str:
    """Return findings under the title of their check, below a list of the checks."""
    key = WAIVED if waived else Status.FAILED.code
    named = [(f"{key}-{number}", group) for number, group in enumerate(groups, 1)]
    found = [_index(named)] if len(named) > 1 else []
    for place, group in named:
        body = "\n".join(_card(each, lang, waived=waived) for each in group.judgements)
        found.append(
            f'<section data-group="{escape(group.title)}">\n'
            f'<h3 id="{place}">{_titled(group)}</h3>\n'
            f"{_reason(group, lang)}{body}\n</section>"
        )
    return "\n".join(found)


def _index(named: list[tuple[str, Group]]) -> str:
    """Return the checks that found something, with links to what they found."""
    lines = "\n".join(
        f'<li><a href="#{place}">{_titled(group)}</a></li>' for place, group in named
    )
    return f'<ul class="index" data-index>\n{lines}\n</ul>'


def _titled(group: Group) -> str:
    code, _, name = group.title.partition(" ")
    return (
        f'<span class="id">{escape(code)}</span> {escape(name)} '
        f'<span class="count">{len(group.judgements):,}</span>'
    )


def _reason(group: Group, lang: Lang) -> str:
    if not group.why:
        return ""
    why = f"{_WHY.text(lang)}{group.why}"
    blind = f"{_BLIND.text(lang)}{group.blind}"
    return f'<p class="why">{escape(why)}<br>{escape(blind)}</p>\n'


def _card(judgement: Judgement, lang: Lang, *, waived: bool) -> str:
    severity = judgement.severity
    kind = f"{severity.code} waived" if waived else severity.code
    return (
        f'<article class="{kind}" {_marks(judgement)}>\n'
        + "\n".join(_card_lines(judgement, lang))
        + "\n</article>"
    )


def _marks(judgement: Judgement) -> str:
    """Return the attributes by which the page is filtered."""
    key = key_of(judgement)
    grade = judgement.severity.code if judgement.status is Status.FAILED else ""
    return (
        f'data-check="{escape(judgement.check)}" data-status="{key}" '
        f'data-severity="{grade}"'
    )


def _card_lines(judgement: Judgement, lang: Lang) -> Iterator[str]:
    """Yield a finding line by line: what, the facts, the arithmetic, the source."""
    outcome, subject = judgement.outcome, judgement.subject
    badge = f'<span class="badge">{judgement.severity.text(lang)}</span>'
    if judgement.waiver is not None:
        badge += f'<span class="badge waived">{_WAIVED.text(lang)}</span>'
    yield f"<h4>{badge} {escape(subject.label.text(lang))}</h4>"
    facts = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in facts_of(outcome, lang)
    )
    message = f'<p class="message">{escape(outcome.message.text(lang))}</p>'
    yield f'<div class="said">{message}<dl>{facts}</dl></div>' if facts else message
    steps = "".join(f"<li>{escape(each.line(lang))}</li>" for each in outcome.steps)
    if steps:
        yield f'<ol class="steps">{steps}</ol>'
    if lacking := lacking_line(outcome, lang):
        yield f"<p>{escape(lacking)}</p>"
    if judgement.waiver is not None:
        said = waiver_line(judgement.waiver, lang)
        yield f'<p class="waiver">{escape(said)}</p>'
    yield f"<p>{_SOURCE.text(lang)}{_source(judgement, lang)}</p>"
    ids = (subject.key, judgement.rule, ", ".join(subject.records) or "—")
    yield f'<p class="ids">{escape(_IDS.text(lang).format(*ids))}</p>'


def _source(judgement: Judgement, lang: Lang) -> str:
    """Return the provision, and marked in the page how it is known."""
    source = str(judgement.source or _NO_SOURCE.text(lang))
    kind = "known" if is_read(judgement) else "known unread"
    known = escape(judgement.source_status.text(lang))
    return f'{escape(source)} <span class="{kind}">{known}</span>'


def judged_table(key: str, groups: tuple[Group, ...], shown: tuple[Lang, int]) -> str:
    """Return a table of judgements that are no findings, a body for each check."""
    lang = shown[0]
    heads = [name for name in _HEADS if name != "missing" or key == Status.UNKNOWN.code]
    cells = "".join(
        f'<th scope="col" class="{name}">{_HEADS[name].text(lang)}</th>'
        for name in heads
    )
    bodies = "\n".join(_body(each, heads, shown) for each in groups)
    return (
        '<div class="scroll"><table class="judged">\n'
        f"<thead><tr>{cells}</tr></thead>\n{bodies}\n</table></div>"
    )


def _body(group: Group, heads: list[str], shown: tuple[Lang, int]) -> str:
    lang, most = shown
    width = len(heads)
    head = f'<th scope="rowgroup" colspan="{width}">{_titled(group)}</th>'
    rows = [f'<tr class="group">{head}</tr>']
    rows += [_judged(each, heads, lang) for each in group.judgements[:most]]
    if len(group.judgements) > most:
        said = _MORE.text(lang).format(f"{len(group.judgements) - most:,}")
        rows.append(f'<tr class="more"><td colspan="{width}">{said}</td></tr>')
    lines = "\n".join(rows)
    return f'<tbody data-group="{escape(group.title)}">\n{lines}\n</tbody>'


def _judged(judgement: Judgement, heads: list[str], lang: Lang) -> str:
    outcome, subject = judgement.outcome, judgement.subject
    facts = escape(facts_line(outcome, lang))
    what = escape(outcome.message.text(lang))
    cells = {
        "subject": f"{escape(subject.label.text(lang))}"
        f'<span class="detail">{escape(subject.key)}</span>',
        "what": f'{what}<span class="detail">{facts}</span>' if facts else what,
        "missing": escape(missing_line(outcome, lang)),
        "source": _source(judgement, lang),
    }
    row = "".join(f"<td>{cells[name]}</td>" for name in heads)
    return f"<tr {_marks(judgement)}>{row}</tr>"


def checks_table(report: AuditReport, lang: Lang) -> str:
    """Return the table of checks and outcomes; checks that judged nothing are named."""
    columns, names = columns_of(report), names_of(report)
    heads = f'<th scope="col">{_CHECK.text(lang)}</th>' + "".join(
        f'<th scope="col" class="number">{escape(text)}</th>'
        for text in (_TOTAL.text(lang), *(label.text(lang) for _, label in columns))
    )
    rows, idle = [], []
    for check, counts in counts_of(report).items():
        if not counts:
            idle.append(check)
            continue
        title = names[check].text(lang) if check in names else ""
        cells = _number("", counts.total())
        cells += "".join(_number(key, counts[key]) for key, _ in columns)
        code = f'<span class="id">{escape(check)}</span>'
        rows.append(f'<tr><th scope="row">{code} {escape(title)}</th>{cells}</tr>')
    table = (
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>"
    )
    said = _IDLE.text(lang).format(len(idle), ", ".join(idle))
    note = f"\n<p>{escape(said)}</p>" if idle else ""
    return f'<div class="scroll">{table}</div>{note}'


def _number(key: str, count: int) -> str:
    kind = f"number {key}" if count else "number zero"
    return f'<td class="{kind.strip()}">{f"{count:,}" if count else "·"}</td>'
