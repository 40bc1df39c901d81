"""A group: the rows of one record, asked by the names of a template's columns.

A power with eight duties takes eight rows; what is merged or left blank below it
belongs to it. A builder asks for values and texts and never counts columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

from attrs import define, field

from adminlaw.converter import shown
from adminlaw.errors import Problem
from adminlaw.tables.cells import Reader, cell_text, tidy
from adminlaw.tables.days import is_open_end
from adminlaw.tables.grids import Value
from adminlaw.tables.layout import Column, ColumnKind, Template
from adminlaw.tables.results import place_of

_Cell: TypeAlias = tuple[int, int, Value]
"""Row of the group and column of the grid, with what stands there."""


_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_NAME = re.compile(rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}[·•][{_HAN}·•]{{1,8}}")
"""What may be the name of a person, with the dot of names that were translated."""


class Refused(Exception):  # noqa: N818 - a refusal of a row, not an error of a caller
    """A group that cannot become a record; its problems say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


@define(kw_only=True)
class Group:
    """The rows of one record (同一记录的各行).

    Attributes:
        rows: Numbers of its rows, from 1.
        cells: For each row its cells, with merged and filled down ones filled in.
        columns: Columns of the grid, from 0, by their names in the template; several
            where a heading is divided.
        section: Heading of the section in which it stands, such as 一、行政许可.
        about: Body that the sheet is about, by its name or its title; may be empty.
        title: What stands above the table, by line.
        remarks: What was read in doubt; a builder adds to it with ``remark``.
    """

    template: Template
    file: str
    sheet: str
    rows: tuple[int, ...]
    cells: tuple[tuple[Value, ...], ...]
    columns: Mapping[str, tuple[int, ...]]
    reader: Reader
    section: str = ""
    about: str = ""
    title: str = ""
    remarks: list[Problem] = field(factory=list)

    def has(self, name: str) -> bool:
        """Tell whether the table has a column of that name."""
        return name in self.columns

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a column, row by row, without blank ones.

        Cells that are merged over several rows count once.
        """
        cells = self._cells(name)
        if not cells:
            return ()
        if len(cells) > 1:
            return tuple(map(cell_text, cells))
        only = cells[0]
        return (only if type(only) is str else cell_text(only),)

    def text(self, name: str) -> str:
        """Return what a column says as the file writes it; several texts by line."""
        return "\n".join(self.texts(name))

    def values(self, name: str) -> tuple[Any, ...]:
        """Return the parsed cells of a column, row by row, without blank ones.

        A cell that cannot be read is left out, with a remark.
        """
        cells = self._cells(name)
        if not cells:
            return ()
        found = []
        for number, each in enumerate(cells):
            value, misread = self.reader.read(name, each)
            if misread is None:
                found.append(value)
            else:
                self.remarks.append(self._misread(name, number, misread))
        return tuple(found)

    def value(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """Return the parsed value of the first filled cell of a column.

        What it is depends on the kind of the column: see ``Reader``. *default* is
        given where nothing stands there, or where it cannot be read (with a remark).
        """
        cells = self._cells(name)
        if not cells:
            return default
        value, misread = self.reader.read(name, cells[0])
        if misread is None:
            return value
        self.remarks.append(self._misread(name, 0, misread))
        return default

    def faults(self) -> tuple[Problem, ...]:
        """Return a problem for each required cell that is blank or misread."""
        found: list[Problem] = []
        for column in self.reader.required:
            found += self._faults_of(column)
        return tuple(found)

    def _faults_of(self, column: Column) -> Sequence[Problem]:
        name, cells = column.name, self._cells(column.name)
        if not cells:
            stated = name == self.template.sheet_column and self.about
            return () if stated else (self._missing(column),)
        if name in self.reader.always:
            return ()
        _, misread = self.reader.read(name, cells[0])
        return (self._misread(name, 0, misread),) if misread else ()

    def remark(self, name: str, zh: str, en: str) -> None:
        """Note a doubt about a column: what was expected, in both languages."""
        self.remarks.append(self.problem(name, zh, en))

    def refuse(self, name: str, zh: str, en: str) -> NoReturn:
        """Refuse the group for what stands in a column.

        Raises:
            Refused: always.
        """
        raise Refused(self.problem(name, zh, en))

    def problem(self, name: str, zh: str, en: str) -> Problem:
        """Return a problem at the first filled cell of a column."""
        filled = self._filled(name)
        row, place, each = filled[0] if filled else (0, self._first(name), "")
        return Problem(
            file=self.file,
            line=self.rows[row],
            path=place_of(self.sheet, self.rows[row], place),
            received=self._shown(name, each) if filled else "",
            expected_zh=zh,
            expected_en=en,
        )

    def _first(self, name: str) -> int:
        return self.columns.get(name, (0,))[0]

    def _shown(self, name: str, value: Value) -> str:
        """Return a cell as messages repeat it: nothing of what may name a person."""
        column = self.reader.columns.get(name)
        return "***" if column and _personal(column) else shown(self.hide(value))

    def hide(self, value: Value) -> str:
        """Return the text of a cell without the persons that its row may name."""
        text = cell_text(value)
        if self.template.persons and self._may_name(tidy(text)):
            return "***"
        for name, column in self.reader.columns.items():
            if _personal(column) and name in self.columns:
                for person in self.texts(name):
                    # One character, such as 男, names nobody.
                    text = text.replace(person, "***") if person[1:] else text
        return text

    def _may_name(self, text: str) -> bool:
        """Tell whether a text alone in a cell may be the name of a person."""
        if not _NAME.fullmatch(text) or is_open_end(text):
            return False
        return not any(text in each.values for each in self.template.columns)

    def _missing(self, column: Column) -> Problem:
        return self.problem(
            column.name,
            f"必填的“{column.label.zh}”",
            f"a cell with the {column.label.en}",
        )

    def _misread(self, name: str, number: int, misread: tuple[str, str]) -> Problem:
        """Return a problem at the filled cell of a column that has that number."""
        row, column, each = self._filled(name)[number]
        return Problem(
            file=self.file,
            line=self.rows[row],
            path=place_of(self.sheet, self.rows[row], column),
            received=self._shown(name, each),
            expected_zh=misread[0],
            expected_en=misread[1],
        )

    def _cells(self, name: str) -> Sequence[Value]:
        """Return the content of each filled cell of a column; repeated ones once."""
        place = self.reader.places.get(name)
        if place is None and name not in self.columns:
            return ()
        if place is None or len(self.rows) > 1:
            return [each for _, _, each in self._filled(name)]
        # Most columns are undivided, and most records one row.
        only = self.cells[0][place] if place < len(self.cells[0]) else None
        return () if only is None or only == "" else (only,)

    def _filled(self, name: str) -> Sequence[_Cell]:
        """Return the filled cells of a column with where they stand."""
        places = self.columns.get(name, ())
        found: list[_Cell] = []
        before: Value = None
        for row, cells in enumerate(self.cells):
            for place in places:
                each = cells[place] if place < len(cells) else None
                if each is None or each == "" or (row and each == before):
                    continue
                found.append((row, place, each))
                if len(places) == 1:
                    before = each
        return found


def _personal(column: Column) -> bool:
    return column.personal or column.kind is ColumnKind.PERSON
