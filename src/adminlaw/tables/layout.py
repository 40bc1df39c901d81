"""Templates: what the columns of a known kind of table are called, as data.

A template is a file of ``templates/``. A heading is known by its synonyms, so the
order of columns and further columns of a place do not matter; forms of several years
are versions of one template.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from adminlaw.labels import Label, LabelledEnum


class ColumnKind(LabelledEnum):
    """How the cells of a column are read (列的读法)."""

    TEXT = "text", "文本", "text"
    PERSON = "person", "个人信息", "personal data"
    NUMBER = "number", "序号", "running number"
    WHOLE = "whole", "整数", "whole number"
    DECIMAL = "decimal", "小数", "decimal number"
    DAY = "day", "日期", "day"
    MONEY = "money", "金额", "amount of money"
    CODE = "code", "代码", "code with a diagnosis"
    ENUM = "enum", "选项", "one of a list"
    ENUMS = "enums", "多选", "several of a list"
    TEXTS = "texts", "多个文本", "several texts"
    NUMBERED = "numbered", "编号条目", "numbered paragraphs"
    LIMIT = "limit", "期限", "length of time"
    YES_NO = "yes_no", "是否", "yes or no"
    BASIS = "basis", "依据", "legal basis"


@frozen(kw_only=True)
class Column:
    """One column of a template (列).

    Attributes:
        name: Its name for the builder of records.
        synonyms: Headings under which it is known, without spaces and brackets marks.
        codes: Machine names, as headings of exports carry them.
        kind: How its cells are read.
        choices: Name of the list of an ``enum`` column, such as ``PowerKind``.
        values: Texts and codes of cells, with the codes of that list; beyond the
            labels of the list itself.
        unit: Unit of money, or of a length of time, where the cell names none.
        unlikely_from: Amount, in the unit of the column, from which that unit is hardly
            meant where the cell names none; 0 for none.
        required: Whether a row without it is not understood.
        fill_down: Whether a blank cell below a filled one means the same.
        personal: Whether it may name or identify a natural person.
        origin_only: Whether no field of a record holds it: it may be checked, and is
            kept with the origin.
        versions: Ids of the versions that have it; empty for all.
    """

    name: str
    label: Label
    synonyms: tuple[str, ...]
    codes: tuple[str, ...] = ()
    kind: ColumnKind = ColumnKind.TEXT
    choices: str = ""
    values: Mapping[str, str] = field(factory=dict)
    unit: str = ""
    unlikely_from: int = 0
    required: bool = False
    fill_down: bool = False
    personal: bool = False
    origin_only: bool = False
    versions: tuple[str, ...] = ()


@frozen(kw_only=True)
class TemplateVersion:
    """One form of a template (模板版本): who issued it, and from which year."""

    id: str
    label: Label
    source: str = ""
    status: str = "read"


@frozen(kw_only=True)
class Template:
    """A known kind of table (模板).

    Attributes:
        id: Its id, such as ``powers``.
        builder: Name of the builder that makes records of its rows.
        columns: Its columns.
        versions: Its forms, oldest first; empty where it has but one.
        sheet_column: Name of the column that the name of a sheet stands for, where the
            table has no such column.
        keys: Names of the columns of which one at least has to be found, and which
            together say that a row begins a new record.
        ignored: Beginnings of rows that are notes, such as 表格说明.
        mentions: Words of which one has to stand in the name of the file or sheet or
            at the head of the table, for the template to be chosen unasked; empty
            where the headings say enough.
        persons: Whether its rows are about persons, so that in a file whose columns
            have slipped a short text may be a name; messages then do not repeat it.
    """

    id: str
    label: Label
    builder: str
    columns: tuple[Column, ...]
    versions: tuple[TemplateVersion, ...] = ()
    sheet_column: str = ""
    keys: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    persons: bool = False
