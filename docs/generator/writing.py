"""Write Markdown, and read what docstrings say."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from adminlaw.checks.text import width

NOTE = "<!-- Written by docs/generate.py from the code; changes made here are lost. -->"

TERM = re.compile(r" \(([^()]*[\u4e00-\u9fff][^()]*)\)")
"""The Chinese term in the first paragraph of a docstring."""

MARGIN = 88
"""Columns of a line of Python, as the formatter has it."""

Lines = Iterator[str]


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Lines:
    """Yield a table and the empty line after it."""
    names = tuple(headings)
    yield row(names)
    yield row("---" for _ in names)
    yield from map(row, rows)
    yield ""


def row(cells: Iterable[str]) -> str:
    """Return one line of a table; a bar inside a cell is escaped."""
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def anchor(heading: str) -> str:
    """Return what a heading is called in an address."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link(text: str, page: str = "") -> str:
    """Return a link to the heading *text*, on this page or another one."""
    return f"[{text}]({page}#{anchor(text)})"


def literal(value: object, *, indent: int = 0, before: int = 0) -> str:
    """Return plain data as Python source, laid out as the formatter would.

    Args:
        value: Text, whole numbers, truth values, None, lists and mappings of these.
        indent: Columns that its line is indented by.
        before: Columns that its line has taken already.
    """
    flat = one_line(value)
    # One column for the comma behind it; 汉字 take two each.
    if indent + before + width(flat) < MARGIN or not value:
        return flat
    match value:
        case Mapping():
            pairs = [(f"{one_line(name)}: ", each) for name, each in value.items()]
        case list():
            pairs = [("", each) for each in value]
        case _:
            return flat
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    pad, deeper = " " * indent, indent + 4
    lines = (
        f"{' ' * deeper}{key}{literal(each, indent=deeper, before=width(key))},"
        for key, each in pairs
    )
    return "\n".join((opening, *lines, f"{pad}{closing}"))


def one_line(value: object) -> str:
    """Return plain data as Python source on one line, with double quotation marks."""
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Mapping():
            pairs = (f"{one_line(k)}: {one_line(each)}" for k, each in value.items())
            return f"{{{', '.join(pairs)}}}"
        case list():
            return f"[{', '.join(map(one_line, value))}]"
        case _:
            return repr(value)


def paragraph(text: str) -> Lines:
    """Yield *text* as one paragraph and the empty line after it."""
    yield " ".join(text.split())
    yield ""


def page(title: str, *parts: Iterable[str]) -> str:
    """Return a page: its title, where it comes from, and its parts."""
    lines = [f"# {title}", "", NOTE, "", *(line for part in parts for line in part)]
    return "\n".join(lines).rstrip() + "\n"


def prose(thing: object) -> str:
    """Return what a docstring says before its sections and examples, as Markdown."""
    text = inspect.getdoc(thing) or ""
    text = re.split(r"\n\n(?:[A-Z]\w+:|>>>)", text)[0]
    return text.replace("``", "`")


def first_sentence(thing: object) -> str:
    """Return the first line of a docstring without the Chinese term."""
    return TERM.sub("", prose(thing).split("\n")[0]).rstrip(".")


def term(thing: object) -> str:
    """Return the Chinese term that a docstring names.

    Raises:
        ValueError: it names none.
    """
    found = TERM.search(prose(thing))
    if found is None:
        message = f"no Chinese term in the docstring of {thing!r}"
        raise ValueError(message)
    return found[1]


def attribute_notes(cls: type) -> dict[str, str]:
    """Return what the docstring of a class says of each attribute."""
    text = inspect.getdoc(cls) or ""
    _, _, section = text.partition("\nAttributes:\n")
    section = section.split("\n\n")[0]
    joined = re.sub(r"\n {8,}", " ", section).replace("``", "`")
    pairs = (line.strip().partition(": ") for line in joined.splitlines())
    return {name: note for name, colon, note in pairs if colon}
