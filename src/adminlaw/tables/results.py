"""What became of a file: its records, and the fate of each of its rows.

Nothing is dropped in silence: a row became part of a record, was set apart with the
reason, or is reported as a problem. ``ImportResult`` refuses to be made where that
does not add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from adminlaw.errors import FieldValueError, Lang, Problem
from adminlaw.labels import Label, LabelledEnum
from adminlaw.markup import html_table, shown_as
from adminlaw.model import Power, Register
from adminlaw.tables.merging import merged, register_of


class Fate(LabelledEnum):
    """What became of a row (行的去向)."""

    RECORD = "record", "成为记录", "part of a record"
    PROBLEM = "problem", "未能读入", "not understood"
    BLANK = "blank", "空行", "blank"
    TITLE = "title", "标题", "title above the table"
    HEADER = "header", "表头", "header"
    REPEATED_HEADER = "repeated_header", "重复表头", "header again"
    SECTION = "section", "分节标题", "heading of a section"
    NOTE = "note", "说明", "note"
    TOTAL = "total", "合计", "total"
    HIDDEN = "hidden", "隐藏工作表", "row of a hidden sheet"
    OTHER_TABLE = "other_table", "非本表", "row of a sheet without the table"


def place_of(sheet: str, row: int, column: int) -> str:
    """Return a cell as spreadsheet programs name it; *column* counts from 0.

    >>> place_of("教育局", 7, 2), place_of("", 1, 27)
    ('教育局!C7', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row}" if sheet else f"{letters}{row}"


def sheet_of(path: str) -> str:
    """Return the sheet that the path of a problem names; empty where none.

    >>> sheet_of("教育局!C7"), sheet_of("C7")
    ('教育局', '')
    """
    return path.rpartition("!")[0]


@frozen(kw_only=True)
class RowFate:
    """What became of one row.

    Attributes:
        sheet: Name of the sheet; empty where the file has none.
        row: Its number there, from 1, as spreadsheet programs count.
        record: Id of the record that it became part of; empty if of none.
    """

    sheet: str
    row: int
    fate: Fate
    record: str = ""

    _repr_html_ = shown_as(
        "行的去向", sheet="工作表", row="行", fate="去向", record="记录"
    )


@frozen(kw_only=True)
class Origin:
    """Where a record comes from (来源), with its cells as the file holds them.

    Attributes:
        rows: Numbers of its rows, from 1.
        cells: For each row, its headings with the text below them; personal columns
            are left out of a ``repr``.
    """

    file: str
    sheet: str
    rows: tuple[int, ...]
    cells: tuple[Mapping[str, str], ...] = field(default=(), repr=False)

    _repr_html_ = shown_as("来源", file="文件", sheet="工作表", rows="行")


@frozen(kw_only=True)
class Mapped:
    """A column of the file and the field of the template that it was taken for.

    Attributes:
        sheet: Name of the sheet.
        column: Number of the column, from 1.
        heading: The heading as the file writes it, long numbers masked.
        name: Name of the column in the template; empty where none fits, so that its
            cells are kept with the origin only.
        exact: Whether the heading is a known one, rather than one that holds one.
        origin_only: Whether no field of a record holds it, so that it is kept with the
            origin only.
    """

    sheet: str
    column: int
    heading: str
    name: str
    label: Label | None = None
    exact: bool = True
    origin_only: bool = False

    _repr_html_ = shown_as(
        "列的对应",
        sheet="工作表",
        column="列",
        heading="标题",
        label="字段",
        exact="标题是否已知",
        origin_only="只在来源中",
    )


@frozen(kw_only=True)
class ImportResult:
    """What reading a table gave (导入结果).

    Attributes:
        template: Id of the template that was used.
        version: Id of the version of the template that fits the header.
        records: The records, in the order of their rows.
        related: Records that the others refer to, such as authorities, and service
            items with the time limits of powers.
        problems: Rows that were not understood: file, row as ``line``, sheet and cell
            as ``path``, what was received and what was expected.
        remarks: What was read in doubt in rows that did become records, in the same
            form.
        provenance: Where each of ``records`` comes from, by id.
        rows: The fate of each row of the file, in order.
        mapping: The columns of the file and what they were taken for.

    Raises:
        FieldValueError: a row has no fate or more than one, a row that is a problem is
            not reported, or a record has no origin.
    """

    file: str
    template: str
    version: str = ""
    records: tuple[Any, ...] = ()
    related: tuple[Any, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    provenance: Mapping[str, Origin] = field(factory=dict, repr=False)
    rows: tuple[RowFate, ...] = field(default=(), repr=False)
    mapping: tuple[Mapped, ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a result whose rows do not add up."""
        places = {(each.sheet, each.row) for each in self.rows}
        if len(places) != len(self.rows):
            self._refuse("每行恰有一个去向", "one fate for each row")
        lost = {
            (each.sheet, each.row) for each in self.rows if each.fate is Fate.PROBLEM
        }
        told = {(sheet_of(each.path), each.line) for each in self.problems}
        if lost - told:
            self._refuse("每个未读入的行都有说明", "a problem for each row refused")
        if {each.id for each in self.records} != set(self.provenance):
            self._refuse("每条记录都有来源", "an origin for each record")

    def _refuse(self, zh: str, en: str) -> None:
        raise FieldValueError("rows", len(self.rows), zh, en)

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many rows met each fate; their sum is the number of rows of the file."""
        found = dict.fromkeys(Fate, 0)
        for each in self.rows:
            found[each.fate] += 1
        return {fate: number for fate, number in found.items() if number}

    def register(self, id: str, label: Label) -> Register:  # noqa: A002
        """Return a register of the records and of what they refer to.

        Args:
            id: Id of the register, as its file will carry it.
            label: What the register is called.

        Raises:
            InputError: two records of one kind bear the same id.
        """
        return register_of((*self.related, *self.records), id, label)

    def merge_into(self, register: Register) -> Register:
        """Return *register* with the records added.

        A body that the register knows by the same name is not added again: what was
        read refers to the one that is there. A record that is there already, equal in
        everything, is passed over.

        Raises:
            InputError: a record bears the id of another one of the register.
        """
        return merged(register, (*self.related, *self.records))

    @property
    def main_items(self) -> int:
        """How many of the records are main items (主项) that only their parts name."""
        owners = {each.record for each in self.rows}
        named = {each.parent for each in self.records if isinstance(each, Power)}
        return sum(
            1 for each in self.records if each.id in named and each.id not in owners
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """Headings of the columns that no field of a record holds, each once.

        Their text stands in ``provenance``, and not in a register.
        """
        headings = (
            " ".join(each.heading.split())
            or f"({place_of('', 1, each.column - 1)[:-1]})"
            for each in self.mapping
            if each.origin_only
        )
        return tuple(dict.fromkeys(headings))

    def text(self, lang: Lang = "en") -> str:
        """Return what became of the file, as lines: rows, columns, problems."""
        return "\n".join(_lines(self, lang))

    def _repr_html_(self) -> str:
        fates = [(fate.zh, str(number)) for fate, number in self.counts.items()]
        main = _main_items(self, "zh")
        caption = f"导入结果：{self.file}（模板 {self.template} {self.version}）{main}"
        return "".join(
            (
                html_table(caption, ("行的去向", "行数"), fates),
                html_table("列的对应", _COLUMN_HEADINGS, _mapping_rows(self, "zh")),
                _problem_table("未能读入", self.problems),
                _problem_table("存疑", self.remarks),
            )
        )


_COLUMN_HEADINGS = ("工作表", "列", "表头", "对应字段")
_SHOWN = 20
_UNMAPPED = Label("（未对应，原文保留在来源中）", "(unmapped, kept with the origin)")
_INEXACT = Label("（含有）", " (contains it)")
_ORIGIN_ONLY = Label(
    "（无字段，原文保留在来源中）", " (no field, kept with the origin)"
)


def _mapping_rows(result: ImportResult, lang: Lang) -> list[tuple[str, str, str, str]]:
    return [
        (
            each.sheet,
            str(each.column),
            " ".join(each.heading.split()),
            _meaning(each, lang),
        )
        for each in result.mapping
    ]


def _meaning(column: Mapped, lang: Lang) -> str:
    if not column.name:
        return _UNMAPPED.text(lang)
    label = column.label.text(lang) if column.label else column.name
    asides = ((not column.exact, _INEXACT), (column.origin_only, _ORIGIN_ONLY))
    return label + "".join(each.text(lang) for said, each in asides if said)


def _problem_table(caption: str, problems: tuple[Problem, ...]) -> str:
    if not problems:
        return ""
    rows = [
        (each.path, str(each.line), each.expected_zh, each.received)
        for each in problems[:_SHOWN]
    ]
    title = f"{caption}：{len(problems)} 处"
    return html_table(title, ("单元格", "行", "应为", "收到"), rows)


_HEAD = Label(
    "{file}：模板 {template}，{rows} 行，{records} 条记录{main}",
    "{file}: template {template}, {rows} rows, {records} records{main}",
)
_MAIN = Label("（含{}个主项）", " (including {} main items)")
_ONE_MAIN = Label("（含1个主项）", " (including 1 main item)")
_PARTS = {
    "columns": Label("列的对应：", "columns:"),
    "problems": Label("未能读入 {} 处：", "{} not understood:"),
    "remarks": Label("存疑 {} 处：", "{} in doubt:"),
    "more": Label("  …… 另有 {} 处", "  … and {} more"),
}


def _lines(result: ImportResult, lang: Lang) -> list[str]:
    head = _HEAD.text(lang).format(
        file=result.file,
        template=f"{result.template} {result.version}".rstrip(),
        rows=len(result.rows),
        records=len(result.records),
        main=_main_items(result, lang),
    )
    fates = [f"  {fate.text(lang)}: {number}" for fate, number in result.counts.items()]
    columns = [
        f"  {' '.join(part for part in row[:3] if part)} → {row[3]}"
        for row in _mapping_rows(result, lang)
    ]
    return [
        head,
        *fates,
        *([_PARTS["columns"].text(lang)] if columns else []),
        *columns,
        *_problem_lines("problems", result.problems, lang),
        *_problem_lines("remarks", result.remarks, lang),
    ]


def _main_items(result: ImportResult, lang: Lang) -> str:
    number = result.main_items
    said = _ONE_MAIN if number == 1 else _MAIN
    return said.text(lang).format(number) if number else ""


def _problem_lines(part: str, problems: tuple[Problem, ...], lang: Lang) -> list[str]:
    if not problems:
        return []
    lines = [_PARTS[part].text(lang).format(len(problems))]
    lines += [f"  {each.text(lang)}" for each in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(_PARTS["more"].text(lang).format(len(problems) - _SHOWN))
    return lines
