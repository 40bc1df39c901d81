"""Write Markdown, and read what docstrings say."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator

NOTE = "<!-- Written by docs/generate.py from the code; changes made here are lost. -->"

TERM = re.compile(r" \(([^()]*[\u4e00-\u9fff][^()]*)\)")
"""The Chinese term in the first paragraph of a docstring."""

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


def link(text: str, page: str = "") -> str:
    """Return a link to the heading *text*, on this page or another one."""
    slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
    return f"[{text}]({page}#{slug})"


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
