"""Layouts from files: those that ship, and those of a user (表式装载).

The file mirrors the classes of ``layouts``; whatever is wrong with one is an
``InputError`` with its path.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from attrs import evolve

from adminlaw.converter import structure
from adminlaw.errors import InputError, Problem, UnknownCodeError
from adminlaw.labels import Label
from adminlaw.tables.matrices.layouts import Layout, Profile


def narrowed(layout: Layout, profile: Profile) -> Layout:
    """Return a layout as one profile has it, with the profile in its label."""
    tables = tuple(
        evolve(
            table,
            rows=tuple(each for each in table.rows if _in(each.profiles, profile)),
            columns=tuple(
                each for each in table.columns if _in(each.profiles, profile)
            ),
        )
        for table in layout.tables
        if _in(table.profiles, profile)
    )
    return evolve(
        layout,
        id=f"{layout.id}-{profile.id}",
        label=Label(
            f"{layout.label.zh}：{profile.label.zh}",
            f"{layout.label.en}: {profile.label.en}",
        ),
        tables=tables,
        rules=tuple(each for each in layout.rules if _in(each.profiles, profile)),
        profile=profile,
        since=profile.since or layout.since,
        until=profile.until or layout.until,
    )


def _in(profiles: tuple[str, ...], profile: Profile) -> bool:
    return not profiles or profile.id in profiles


@cache
def layouts() -> tuple[Layout, ...]:
    """Return the layouts that ship, each profile as one of its own.

    >>> [each.id for each in layouts()][:2]
    ['disclosure-2019', 'disclosure-2021']
    """
    folder = files("adminlaw.tables.matrices").joinpath("data")
    names = sorted(each.name for each in folder.iterdir() if each.name[-5:] == ".toml")
    found: list[Layout] = []
    for name in names:
        found += parse_layout(folder.joinpath(name).read_text("utf-8"), name)
    return tuple(found)


def load_layout(source: str | Path | Layout) -> Layout:
    """Return a layout: by the id of one that ships, or from a file of one's own.

    Args:
        source: An id, such as ``disclosure-2021``; the path of a ``.toml`` file; or a
            layout, which is returned.

    Raises:
        UnknownCodeError: no layout has that id, or a form needs one of its profiles.
        InputError: the file holds no layout, or several profiles.

    >>> load_layout("enforcement-statistics-datong-2021").profile.label.zh
    '十一类（大同2021年）'
    """
    if isinstance(source, Layout):
        return source
    for each in layouts():
        if each.id == source:
            return each
    path = Path(source)
    if path.suffix.lower() != ".toml":
        choices = tuple(f"{each.id} ({each.label.zh})" for each in layouts())
        raise UnknownCodeError(str(source), "Layout", choices)
    found = parse_layout(_content(path), path.name)
    if len(found) != 1:
        raise InputError(
            (_problem(path.name, "只有一种口径的表式", "a layout of one profile"),)
        )
    return found[0]


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problem = _problem(path.name, "可读的 UTF-8 文件", "a readable UTF-8 file")
        raise InputError((problem,)) from None


def _problem(file: str, zh: str, en: str) -> Problem:
    return Problem(expected_zh=zh, expected_en=en, file=file)


def parse_layout(text: str, file: str) -> tuple[Layout, ...]:
    """Return what a file of layouts holds: one, or one for each of its profiles.

    Raises:
        InputError: the text is not TOML, or not a layout.
    """
    try:
        payload = tomllib.loads(text)
    except (ValueError, RecursionError):
        raise InputError((_problem(file, "TOML", "TOML"),)) from None
    found = structure(payload, Layout, file=file)
    return tuple(narrowed(found, each) for each in found.profiles) or (found,)
