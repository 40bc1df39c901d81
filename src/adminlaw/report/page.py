"""An audit as one HTML file: nothing is fetched, so that it can be mailed and kept.

Template, style and script stand in ``data``; all findings are in the page itself, and
the script only hides what a reader filters away. A large audit stays a small page: what
is in order is counted, and of what is unknown so many are listed for each check.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from adminlaw.checks.sections import (
    FOUND,
    WAIVED,
    Section,
    columns_of,
    key_of,
    sections_of,
)
from adminlaw.errors import Lang
from adminlaw.findings import Severity, Status
from adminlaw.labels import Label
from adminlaw.report.page_parts import (
    Group,
    cards,
    checks_table,
    grouped,
    judged_table,
    tile,
)

if TYPE_CHECKING:
    from adminlaw.checks import AuditReport

_WORDS: Final = {
    "kind": Label("依法行政审查报告", "Audit of law-based administration"),
    "skip": Label("跳到发现", "Skip to the findings"),
    "filter": Label("筛选", "Filter"),
    "search": Label("搜索", "Search"),
    "search_hint": Label("名称、编号、条款……", "name, number, article …"),
    "status": Label("结论", "Outcome"),
    "severity": Label("严重程度", "Severity"),
    "check": Label("检查", "Check"),
    "reset": Label("清除筛选", "Clear"),
    "shown_all": Label("共列出 {} 项。", "{} judgements are listed. "),
    "shown_some": Label(
        "经筛选：显示 {} 项，列出的共 {} 项。", "Filtered: {} of the {} listed. "
    ),
    "unlisted": Label(
        "另有 {} 项未列出，筛选和搜索不及于此。",
        "{} more are not listed; filter and search do not reach them.",
    ),
    "how_to_read": Label("怎样读本报告", "How to read this report"),
}
_AS_OF: Final = Label("审查日：{}", "As of {}")
_VERDICT: Final = Label(
    "共 {} 项检查，作出 {} 项判断。缺少证据不等于通过，另行列出。",
    "{} checks gave {} judgements. Missing evidence is no pass: it is listed apart.",
)
_ALL: Final = Label("全部", "all")
_NONE: Final = Label("无。", "None.")
_CHECKS: Final = Label("各项检查的结论", "Outcomes by check")
_LEFT_OVER: Final = Label("未审查的内容", "What was not looked at")
_FIGURES: Final = Label(
    "{} 个数字没有检查涉及。", "{} figures were looked at by no check."
)
_RULES: Final = Label(
    "在本地有效而未据以评判的规则：", "Rules in force here that judged nothing: "
)
_FOOTER: Final = Label(
    "登记簿 {}；本文件不连接网络，可以邮寄、存档、打印。",
    "Register {}; this file uses no network and may be mailed, kept and printed.",
)
_NOTES: Final = (
    (
        Label("错误、警告、提示", "Error, warning, info"),
        Label(
            "违反“必须、不得、应当”的为错误，违反“原则上、一般”的为警告，"
            "其余（可以、力争、倡导等）为提示。",
            "A breach of a duty is an error, of what is asked in principle a warning; "
            "of anything weaker, an info.",
        ),
    ),
    (
        Label("缺少证据", "Unknown"),
        Label(
            "登记簿没有足以判断的记录，须补充所列证据。只有登记簿声明该类记录完整、"
            "而且期限已过，没有记录才算不通过。",
            "The register holds too little to tell; the evidence listed would decide. "
            "Absence is a failure only where the register declares that kind of "
            "record complete and the time for it is over.",
        ),
    ),
    (
        Label("无法评判", "Not assessable"),
        Label(
            "记录本身使问题没有确定的答案。",
            "The record itself leaves the question without an answer.",
        ),
    ),
    (
        Label("已豁免", "Waived"),
        Label(
            "问题仍在，有权的人已说明理由、在限期以内予以接受。",
            "The fault is there; somebody in office has accepted it for a time, "
            "and says why.",
        ),
    ),
    (
        Label("依据核验", "How a source is known"),
        Label(
            "标明“凭记忆”或者“转述”的依据未与原文核对，引用以前须自行核对。",
            "A source marked as recalled or reported was not compared with its text; "
            "compare it before you cite it.",
        ),
    ),
)


def audit_html(report: AuditReport, lang: Lang = "zh", *, most: int = 20) -> str:
    """Return an audit as one HTML page that needs nothing else.

    Args:
        report: The audit.
        lang: Language of the page.
        most: How many judgements of a check are listed under each outcome, findings
            excepted, which are all listed; the page says how many more there are. What
            is in order is only counted.
    """
    laid = [(each, grouped(report, each, lang)) for each in sections_of(report)]
    listed = [pair for pair in laid if pair[0].key != Status.PASSED.code]
    texts = {
        name: escape(label.text(lang), quote=True) for name, label in _WORDS.items()
    }
    name = report.label.text(lang)
    texts |= {
        "html_lang": "zh-CN" if lang == "zh" else "en",
        "title": escape(f"{name} {_WORDS['kind'].text(lang)} {report.as_of}"),
        "name": escape(name),
        "day": _AS_OF.text(lang).format(report.as_of),
        "verdict": _VERDICT.text(lang).format(
            f"{len(report.checks):,}", f"{len(report.judgements):,}"
        ),
        "tiles": "\n".join(_tiles(report, lang)),
        "unlisted_count": str(sum(_unlisted(s, gs, most) for s, gs in listed)),
        "sections": "\n".join(_section(s, gs, lang, most) for s, gs in listed),
        "summary": _summary(report, lang),
        "left_over": _left_over(report, lang),
        "notes": "\n".join(_notes(lang)),
        "footer": escape(_FOOTER.text(lang).format(report.register)),
        **_choices(listed, lang),
    }
    css, js = _data("audit.css"), _data("audit.js")
    return Template(_data("audit.html")).substitute(texts, css=css, js=js)


@cache
def _data(name: str) -> str:
    """Return a file that ships with the library."""
    file = files("adminlaw.report").joinpath("data", name)
    return file.read_text("utf-8").strip()


def _unlisted(section: Section, groups: tuple[Group, ...], most: int) -> int:
    """Return how many judgements of a section the page does not list."""
    if section.key in FOUND:
        return 0
    return sum(max(0, len(each.judgements) - most) for each in groups)


def _tiles(report: AuditReport, lang: Lang) -> Iterator[str]:
    """Yield the number of each kind of judgement, with a link to its section."""
    keys = [key_of(each) for each in report.judgements]
    found = [each.severity for each in report.judgements if _is_open(key_of(each))]
    for severity in Severity:
        count = found.count(severity)
        yield tile(severity.code, severity.text(lang), (count, Status.FAILED.code))
    columns, there = dict(columns_of(report)), sections_of(report)
    for key in (*(each.key for each in there[1:-1]), Status.PASSED.code):
        place = "checks" if key == Status.PASSED.code else key
        yield tile(key, columns[key].text(lang), (keys.count(key), place))


def _is_open(key: str) -> bool:
    return key == Status.FAILED.code


def _choices(
    listed: list[tuple[Section, tuple[Group, ...]]], lang: Lang
) -> dict[str, str]:
    """Return the options of each filter; only what is there can be chosen."""
    sections = [(s.key, s.title.text(lang)) for s, groups in listed if groups]
    checks = {each.check: each.title for _, groups in listed for each in groups}
    found = {
        each.severity
        for section, _ in listed
        if section.key in FOUND
        for each in section.judgements
    }
    severities = [(each.code, each.text(lang)) for each in Severity if each in found]
    return {
        "statuses": _options(sections, lang),
        "severities": _options(severities, lang),
        "checks": _options(sorted(checks.items()), lang),
    }


def _options(pairs: list[tuple[str, str]], lang: Lang) -> str:
    return "\n".join(
        f'<option value="{escape(value)}">{escape(text)}</option>'
        for value, text in [("", _ALL.text(lang)), *pairs]
    )


def _section(section: Section, groups: tuple[Group, ...], lang: Lang, most: int) -> str:
    count = f"{len(section.judgements):,}"
    title = f'{section.title.text(lang)} <span class="count">{count}</span>'
    body = f"<p>{_NONE.text(lang)}</p>"
    if groups and section.key in FOUND:
        body = cards(groups, lang, waived=section.key == WAIVED)
    elif groups:
        body = judged_table(section.key, groups, (lang, most))
    return (
        f'<section id="{section.key}" data-section>\n<h2>{title}</h2>\n{body}\n'
        "</section>"
    )


def _summary(report: AuditReport, lang: Lang) -> str:
    title = _CHECKS.text(lang)
    table = checks_table(report, lang)
    return f'<section id="checks">\n<h2>{title}</h2>\n{table}\n</section>'


def _left_over(report: AuditReport, lang: Lang) -> str:
    """Return what no check looked at; nothing where only some checks were run."""
    if report.only:
        return ""
    lines = [_FIGURES.text(lang).format(report.unexamined_figures)]
    if report.unchecked_rules:
        lines.append(_RULES.text(lang) + ", ".join(report.unchecked_rules))
    said = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f"<section>\n<h2>{_LEFT_OVER.text(lang)}</h2>\n{said}</section>"


def _notes(lang: Lang) -> Iterator[str]:
    for term, said in _NOTES:
        yield f"<div><dt>{term.text(lang)}</dt><dd>{said.text(lang)}</dd></div>"
