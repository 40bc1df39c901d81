"""Write the list that a clearance publishes (清理结果目录).

The result of a clearance is made known to the public, and what is not on the list of
documents in force may not be the basis of administration. The limits: a document that
the register does not hold is listed by its id.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from attrs import frozen

from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.markup import html_table, shown_as
from adminlaw.model import ClearanceCycle, ClearanceOutcome, Document, Register

_HEADINGS = (
    Label("结果", "outcome"),
    Label("序号", "number in the list"),
    Label("文件名称", "title"),
    Label("发文字号", "document number"),
    Label("替代文件", "replaced by"),
)


@frozen(kw_only=True)
class ListedDocument:
    """One line of the list (目录中的文件).

    Attributes:
        outcome: What was decided.
        place: Its number among those of one outcome, from 1.
        document: Its register id.
        title: What it is called; its id where the register does not hold it.
        number: 发文字号.
        successor: What takes its place; empty for nothing.
    """

    outcome: ClearanceOutcome
    place: int
    document: str
    title: str
    number: str = ""
    successor: str = ""

    _repr_html_ = shown_as(
        "目录中的文件",
        outcome="结果",
        place="序号",
        title="标题",
        number="文号",
        successor="替代文件",
    )

    def row(self, lang: Lang = "zh") -> tuple[str, ...]:
        """Return the cells of the line."""
        outcome = self.outcome.text(lang)
        return (outcome, str(self.place), self.title, self.number, self.successor)


@frozen(kw_only=True)
class PublishedList:
    """The list that a clearance publishes (清理结果目录).

    Attributes:
        cycle: Register id of the clearance.
        heading: What was cleared.
        lines: One for each verdict, by outcome.
    """

    cycle: str
    heading: Label
    lines: tuple[ListedDocument, ...]

    def __iter__(self) -> Iterator[ListedDocument]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, lang: Lang = "zh") -> str:
        """Return the list as it is published: a heading and its lines by outcome."""
        zh = lang == "zh"
        parts = [self.heading.text(lang)]
        for outcome, group in groupby(self.lines, key=lambda each: each.outcome):
            lines = tuple(group)
            count = f"{len(lines)}件" if zh else str(len(lines))
            parts.append(
                f"{outcome.text(lang)}（{count}）" if zh else _counted(outcome, count)
            )
            parts += [f"{each.place}. {_line(each, lang)}" for each in lines]
        return "\n".join(parts)

    def rows(self, lang: Lang = "zh") -> tuple[tuple[str, ...], ...]:
        """Return the headings and one row for each document."""
        heads = tuple(each.text(lang) for each in _HEADINGS)
        return (heads, *(each.row(lang) for each in self.lines))

    def csv(self, lang: Lang = "zh") -> str:
        """Return the rows as comma-separated text."""
        written = StringIO()
        csv.writer(written, lineterminator="\n").writerows(self.rows(lang))
        return written.getvalue()

    def _repr_html_(self) -> str:
        heads, *rows = self.rows("zh")
        return html_table(self.heading.zh, heads, rows)


def _counted(outcome: ClearanceOutcome, count: str) -> str:
    return f"{outcome.en} ({count})"


def _line(listed: ListedDocument, lang: Lang) -> str:
    number = f"（{listed.number}）" if listed.number else ""
    word = "由其替代：" if lang == "zh" else "replaced by "
    successor = f" {word}《{listed.successor}》" if listed.successor else ""
    return f"《{listed.title}》{number}{successor}"


def published_list(cycle: ClearanceCycle, register: Register) -> PublishedList:
    """Return the list of documents that a clearance publishes, by outcome.

    Args:
        cycle: The clearance; it need not be in the register.
        register: The records, for titles and numbers.

    Source: 《国务院关于加强市县政府依法行政的决定》 (recalled).
    """
    order = tuple(ClearanceOutcome)
    verdicts = sorted(cycle.verdicts, key=lambda each: order.index(each.outcome))
    lines: list[ListedDocument] = []
    for outcome, group in groupby(verdicts, key=lambda each: each.outcome):
        for place, verdict in enumerate(group, start=1):
            document = register.get(Document, verdict.document)
            successor = register.get(Document, verdict.successor)
            lines.append(
                ListedDocument(
                    outcome=outcome,
                    place=place,
                    document=verdict.document,
                    title=document.title if document else verdict.document,
                    number=document.number if document else "",
                    successor=successor.title if successor else verdict.successor or "",
                )
            )
    heading = Label(
        f"{cycle.scope.zh}清理结果目录", f"Result of the clearance: {cycle.scope.en}"
    )
    return PublishedList(cycle=cycle.id, heading=heading, lines=tuple(lines))
