"""Templates from files: those that ship, and those of a user.

The file mirrors the classes of ``layout``; whatever is wrong with one is an
``InputError`` with its path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from adminlaw.converter import shown, structure
from adminlaw.errors import FieldTypeError, InputError, Problem, UnknownCodeError
from adminlaw.tables.choices import choices_of, code_kinds
from adminlaw.tables.layout import Column, ColumnKind, Template
from adminlaw.wording import listed

_LISTED = {ColumnKind.ENUM, ColumnKind.ENUMS}


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates that ship, by id.

    >>> "powers" in [each.id for each in templates()]
    True
    """
    return tuple(map(_shipped, _names()))


@cache
def _names() -> tuple[str, ...]:
    """Return the ids of the templates that ship, which are the names of their files."""
    folder = files("adminlaw.tables").joinpath("templates")
    names = sorted(each.name for each in folder.iterdir() if each.name[-5:] == ".toml")
    return tuple(name.removesuffix(".toml") for name in names)


@cache
def _shipped(name: str) -> Template:
    file = files("adminlaw.tables").joinpath("templates", f"{name}.toml")
    return _template(file.read_text("utf-8"), file.name)


def held_columns(template: Template) -> frozenset[str]:
    """Return the names of the columns that a field of a record holds.

    They are those of the templates that ship for the same builder: a name of one's own
    is none that it asks for.

    >>> table = load_template("reconsideration-by-place")
    >>> sorted(held_columns(table))
    ['count', 'name']
    """
    ships = template.id in _names() and template is _shipped(template.id)
    known = {
        each.name
        for of in ((template,) if ships else templates())
        if of.builder == template.builder
        for each in of.columns
        if not each.origin_only
    }
    return frozenset(
        each.name
        for each in template.columns
        if each.name in known and not each.origin_only
    )


def load_template(source: str | Path | Template) -> Template:
    """Return a template: by the id of one that ships, or from a file of one's own.

    Raises:
        UnknownCodeError: there is no template of that id, and no such file.
        InputError: the file holds no template; it lists every problem.
        FieldTypeError: it is neither an id, nor a path, nor a template.

    >>> load_template("powers").label.zh
    '权责清单'
    """
    if isinstance(source, Template):
        return source
    if source in _names():
        return _shipped(str(source))
    given: object = source
    if not isinstance(given, str | Path):
        expected, received = "str | Path | Template", type(given).__name__
        raise FieldTypeError("load_template", "source", expected, received)
    path = Path(source)
    if path.suffix.lower() != ".toml":
        choices = tuple(f"{each.id} ({each.label.zh})" for each in templates())
        raise UnknownCodeError(str(source), "Template", choices)
    return _template(_content(path), path.name)


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        why, expected = error.strerror or "", ("可读的模板文件", "a readable template")
    except UnicodeDecodeError as error:
        why, expected = f"byte {error.start}", ("UTF-8 文本", "UTF-8 text")
    raise InputError((_problem(path.name, "$", expected, why),))


def _template(text: str, file: str) -> Template:
    try:
        payload = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        expected = (f"TOML（{error}）", f"TOML ({error})")
        raise InputError((_problem(file, "$", expected),)) from None
    found = structure(payload, Template, file=file)
    problems = tuple(_faults(found, file))
    if problems:
        raise InputError(problems)
    return found


def _problem(
    file: str, path: str, expected: tuple[str, str], received: str = ""
) -> Problem:
    zh, en = expected
    return Problem(
        file=file, path=path, received=received, expected_zh=zh, expected_en=en
    )


def _faults(template: Template, file: str) -> Iterator[Problem]:
    """Yield what the types of a template cannot say: names that name nothing."""
    names = [each.name for each in template.columns]
    versions = {each.id for each in template.versions}
    known = listed(names)
    sheet = (template.sheet_column,) if template.sheet_column else ()
    for path, wanted in (("keys", template.keys), ("sheet_column", sheet)):
        for name in wanted:
            if name not in names:
                expected = (f"列名之一：{known[0]}", f"one of the columns: {known[1]}")
                yield _problem(file, f"$.{path}", expected, shown(name))
    for index, column in enumerate(template.columns):
        path = f"$.columns[{index}]"
        if column.name in names[:index]:
            expected = ("不重复的列名", "a name used once")
            yield _problem(file, f"{path}.name", expected, shown(column.name))
        for name in set(column.versions) - versions:
            expected = ("本模板的版本", "a version of this template")
            yield _problem(file, f"{path}.versions", expected, shown(name))
        yield from _choice_faults(column, file, path)


def _choice_faults(column: Column, file: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the list of an ``enum`` column."""
    if column.kind is ColumnKind.CODE and column.choices not in code_kinds():
        known = listed(code_kinds())
        expected = (f"代码种类：{known[0]}", f"a kind of code: {known[1]}")
        yield _problem(file, f"{path}.choices", expected, shown(column.choices))
    if column.kind not in _LISTED:
        return
    choices = choices_of(column.choices)
    if choices is None:
        expected = ("代码表的名称，如 PowerKind", "the name of a list, as PowerKind")
        yield _problem(file, f"{path}.choices", expected, shown(column.choices))
        return
    for text, code in column.values.items():
        if code not in choices._value2member_map_:
            expected = (f"{column.choices} 的代码", f"a code of {column.choices}")
            yield _problem(file, f"{path}.values.{text}", expected, shown(code))
