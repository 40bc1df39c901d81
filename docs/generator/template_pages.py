"""The page of templates: what each table that ships is known by, column for column."""

from __future__ import annotations

from collections.abc import Iterable

from adminlaw.labels import Label
from adminlaw.tables import Column, Template, TemplateVersion, templates
from adminlaw.tables.layout import ColumnKind
from adminlaw.tables.matrices import Layout, layouts
from generator.writing import Lines, anchor, page, paragraph, table

INTRODUCTION = """
A template says by which headings a known kind of table is recognised, and how the
cells below each of them are read. They ship with the library as
`tables/templates/*.toml`. [Import a table](../howto/import-a-table.md) shows how
they are used, [Write a template](../howto/write-a-template.md) how one is made.
"""

HEADINGS = """
A heading is compared without blanks, line breaks and the marks of brackets;
full-width signs count as the usual ones. *Known as* lists the headings, then the
machine names of exports. A column marked *required* has to be filled in each
record; one marked *filled down* may leave a cell blank where it means the one
above; one marked *personal* may name a natural person, and is left out where
personal data are redacted; what one marked *no field* holds stands with the origin
of a record only. Of a column of the kinds `enum` and `enums` the labels
and codes of its [closed list](lists.md) are known, and the other words that the
template lists.
"""

FORMS = """
A yearly form is no list of records: each of its cells has a name of its own.
`al.read_table` gives its cells as [figures](entities/figure.md),
`al.forms.read_form` as the form itself ([Yearly forms](../howto/yearly-forms.md)).
"""


def templates_page() -> str:
    """Return the page of templates."""
    known = templates()
    return page(
        "Templates",
        paragraph(INTRODUCTION),
        table(
            ("template", "table", "columns", "versions"),
            (template_row(each) for each in known),
        ),
        paragraph(HEADINGS),
        (line for each in known for line in section(each)),
        ("## Kinds of column", ""),
        table(("kind", "中文", "English"), map(kind_row, ColumnKind)),
        ("## Yearly forms", ""),
        paragraph(FORMS),
        table(("form", "what it is", "years", "source"), map(form_row, layouts())),
    )


def template_row(template: Template) -> tuple[str, ...]:
    """Return the row of a template in the table of all."""
    return (
        f"[`{template.id}`](#{anchor(template.id)})",
        both(template.label),
        str(len(template.columns)),
        ", ".join(f"`{each.id}`" for each in template.versions),
    )


def section(template: Template) -> Lines:
    """Yield the section of a template."""
    yield from (f"## {template.id}", "", f"{both(template.label)}.", "")
    yield from told_by(template)
    if template.versions:
        headings = ("version", "what it is", "source")
        yield from table(headings, map(version_row, template.versions))
    yield from table(
        ("column", "what it is", "kind", "known as", "remarks"),
        map(column_row, template.columns),
    )


def told_by(template: Template) -> Lines:
    """Yield by what a row and a sheet are known."""
    said = []
    if template.keys:
        one = "One of " if len(template.keys) > 1 else ""
        said.append(
            f"{one}{listed(template.keys)} has to be there, and begins a record."
        )
    if template.sheet_column:
        column = f"`{template.sheet_column}`"
        said.append(f"Without a column {column} the name of the sheet stands for it.")
    if template.mentions:
        said.append(f"The file, the sheet or a title has to say {words(template)}.")
    if template.ignored:
        said.append(f"Rows that begin with {'、'.join(template.ignored)} are notes.")
    if said:
        yield from paragraph(" ".join(said))


def words(template: Template) -> str:
    """Return the words of which one has to stand with a table."""
    return " or ".join(template.mentions)


def version_row(version: TemplateVersion) -> tuple[str, ...]:
    """Return a version as a row."""
    status = "" if version.status == "read" else f" ({version.status})"
    return f"`{version.id}`", both(version.label), f"{version.source}{status}"


def column_row(column: Column) -> tuple[str, ...]:
    """Return a column as a row."""
    return (
        f"`{column.name}`",
        both(column.label),
        kind_of(column),
        "、".join((*column.synonyms, *(f"`{each}`" for each in column.codes))),
        "; ".join(remarks(column)),
    )


def kind_of(column: Column) -> str:
    """Return how a column is read, with its list or its unit."""
    if column.choices:
        return f"`{column.kind.code}`: {column.choices}"
    return f"`{column.kind.code}`" + (f", {column.unit}" if column.unit else "")


def remarks(column: Column) -> Lines:
    """Yield what else is to be said of a column."""
    if column.required:
        yield "required"
    if column.fill_down:
        yield "filled down"
    if column.personal:
        yield "personal"
    if column.origin_only:
        yield "no field"
    if column.versions:
        yield f"in {listed(column.versions)}"


def kind_row(kind: ColumnKind) -> tuple[str, ...]:
    """Return a kind of column as a row."""
    return f"`{kind.code}`", kind.zh, kind.en


def form_row(layout: Layout) -> tuple[str, ...]:
    """Return a yearly form as a row."""
    since = "" if layout.since is None else str(layout.since)
    until = "" if layout.until is None else str(layout.until - 1)
    years = f"{since}–{until}" if since or until else "any"
    return f"`{layout.id}`", both(layout.label), years, layout.source


def both(label: Label) -> str:
    """Return a label in both languages."""
    return f"{label.zh} · {label.en}"


def listed(names: Iterable[str]) -> str:
    """Return names as code with commas between them."""
    return ", ".join(f"`{each}`" for each in names)
