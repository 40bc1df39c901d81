"""A register as files: a folder, or one JSON file.

A folder holds ``register.toml`` and one JSON Lines file for each kind of
record. A file that cannot be used yields one report of all its problems;
nothing is left out unless partial reading is asked for, and then what was left
out is listed.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from adminlaw.converter import shown, structure, unstructure
from adminlaw.errors import FieldTypeError, InputError, Problem
from adminlaw.markup import shown_as
from adminlaw.model.registers import COLLECTIONS, Register
from adminlaw.register.gathering import (
    HEADER,
    Reading,
    Row,
    gather,
    gather_payload,
)
from adminlaw.register.integrity import dangling
from adminlaw.register.migrations import SCHEMA_VERSION, migrated, path_as_written
from adminlaw.register.toml import toml_text
from adminlaw.wording import listed


@frozen
class PartialRegister:
    """What could be read of an input, and what could not.

    Attributes:
        register: Every record that could be used.
        problems: Why each of the others was left out; never empty in silence.
    """

    register: Register
    problems: tuple[Problem, ...]

    _repr_html_ = shown_as("部分读入的登记簿", register="登记簿", problems="问题")


Progress = Callable[[int, int], None]
"""Called with how many rows are done and how many there are."""


Source = str | Path | Mapping[str, object]
"""Where a register is: the path of a folder or a file, or what such a file holds."""


def read_register(source: Source, *, progress: Progress | None = None) -> Register:
    """Return the register in a folder, in one JSON file or in a mapping.

    Args:
        source: A folder with ``register.toml``, or a ``.json`` file; or what
            ``json.loads`` makes of the text of one.
        progress: Called now and then with rows done and rows in all.

    Raises:
        InputError: something in it cannot be used; every problem is listed with file,
            line, path, the value received and what was expected.
        FieldTypeError: *source* is neither a path nor a mapping.

    What can be used of a file with problems, ``read_partial_register`` gives.

    >>> label = {"zh": "某县", "en": "a county"}
    >>> read_register({"schema_version": 2, "id": "r", "label": label}).label.zh
    '某县'
    """
    partial = read_partial_register(source, progress=progress)
    if partial.problems:
        raise InputError(partial.problems)
    return partial.register


def read_partial_register(
    source: Source, *, progress: Progress | None = None
) -> PartialRegister:
    """Return what can be used of a register, with the list of what cannot.

    Args:
        source: As for ``read_register``.
        progress: As for ``read_register``.

    A record that names a record that was left out is left out as well.

    Raises:
        InputError: not even the header of the register can be used.
        FieldTypeError: *source* is neither a path nor a mapping.
    """
    with collector_off():
        reading = _gathered(source)
        records = _records(reading, progress)
        header = _header(reading, records)
    return PartialRegister(evolve(header, **records), tuple(reading.problems))


def _gathered(source: object) -> Reading:
    if isinstance(source, Mapping):
        return gather_payload(dict(source))
    if not isinstance(source, (str, Path)):
        expected, received = "str | Path | Mapping", type(source).__name__
        raise FieldTypeError("read_register", "source", expected, received)
    return gather(Path(source))


@contextmanager
def collector_off() -> Iterator[None]:
    """Spare the garbage collector a bulk read: half the time would go into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _records(reading: Reading, progress: Progress | None) -> dict[str, Any]:
    """Return the usable records by kind; note a problem for each of the others."""
    kept = list(_structured(reading, progress))
    kept = list(_first_of_each_id(kept, reading.problems))
    kept = _without_dangling(kept, reading.problems)
    records: dict[str, list[Any]] = {}
    for row, record in kept:
        records.setdefault(row.kind, []).append(record)
    return {kind: tuple(members) for kind, members in records.items()}


_STEP = 1000  # rows between two calls of ``progress``


def _structured(
    reading: Reading, progress: Progress | None
) -> Iterator[tuple[Row, Any]]:
    total, version = len(reading.rows), _version(reading)
    for number, row in enumerate(reading.rows, 1):
        try:
            yield (
                row,
                structure(
                    migrated(row.kind, row.payload, version), COLLECTIONS[row.kind]
                ),
            )
        except InputError as error:
            reading.problems += [
                _placed(
                    evolve(each, path=path_as_written(row.kind, each.path, version)),
                    row,
                )
                for each in error.problems
            ]
        if progress is not None and (number % _STEP == 0 or number == total):
            progress(number, total)


def _placed(problem: Problem, row: Row) -> Problem:
    path = f"${row.path}{problem.path.removeprefix('$')}"
    return evolve(problem, path=path, file=row.file, line=row.line)


def _first_of_each_id(
    rows: list[tuple[Row, Any]], problems: list[Problem]
) -> Iterator[tuple[Row, Any]]:
    seen: set[tuple[str, str]] = set()
    for row, record in rows:
        key = (row.kind, record.id)
        if key not in seen:
            seen.add(key)
            yield row, record
            continue
        problem = Problem(
            path="$.id",
            received=shown(record.id),
            expected_zh=f"{row.kind} 中不重复的标识",
            expected_en=f"an id used once in {row.kind}",
        )
        problems.append(_placed(problem, row))


def _without_dangling(
    rows: list[tuple[Row, Any]], problems: list[Problem]
) -> list[tuple[Row, Any]]:
    """Drop records that name nothing, until every name that is left is held."""
    while True:
        held = _held(record for _, record in rows)
        found = [(row, record, dangling(record, held)) for row, record in rows]
        rows = [(row, record) for row, record, bad in found if not bad]
        problems += [_placed(each, row) for row, _, bad in found for each in bad]
        if len(rows) == len(found):
            return rows


def _held(records: Iterable[Any]) -> dict[type, set[str]]:
    """Return the ids of records by their class."""
    held: dict[type, set[str]] = {cls: set() for cls in COLLECTIONS.values()}
    for record in records:
        held[type(record)].add(record.id)
    return held


def _header(reading: Reading, records: Mapping[str, Any]) -> Register:
    """Return the register without its records.

    Raises:
        InputError: the header cannot be used; the problems of the rows are in it.
    """
    if reading.header is None:
        raise InputError(tuple(reading.problems))
    header = dict(reading.header)
    version = header.pop("schema_version", None)
    problems = [*_bad_version(version), *_bad_kinds(header.get("complete"))]
    register: Register | None = None
    try:
        register = structure(header, Register)
    except InputError as error:
        problems += error.problems
    if register is not None:
        held = _held(chain.from_iterable(records.values()))
        problems += dangling(register, held)
    if problems or register is None:
        named = [evolve(each, file=reading.header_file) for each in problems]
        raise InputError((*named, *reading.problems))
    return register


def _version(reading: Reading) -> int:
    """Return the version of the input; the present one where that cannot be told."""
    version = (reading.header or {}).get("schema_version")
    return version if type(version) is int else SCHEMA_VERSION


def _bad_version(version: object) -> Iterator[Problem]:
    if type(version) is not int or not 1 <= version <= SCHEMA_VERSION:
        yield Problem(
            path="$.schema_version",
            received=shown(version),
            expected_zh=f"文件格式版本 1 至 {SCHEMA_VERSION}",
            expected_en=f"file format version 1 to {SCHEMA_VERSION}",
        )


def _bad_kinds(kinds: object) -> Iterator[Problem]:
    """Yield a problem for each kind declared complete that is no kind of record."""
    zh, en = listed(COLLECTIONS)
    for index, kind in enumerate(kinds if isinstance(kinds, list) else []):
        if isinstance(kind, str) and kind not in COLLECTIONS:
            yield Problem(
                path=f"$.complete[{index}]",
                received=shown(kind),
                expected_zh=f"记录类别之一：{zh}",
                expected_en=f"one of the kinds of record: {en}",
            )


def write_register(register: Register, path: str | Path) -> None:
    """Write a register: to one file where *path* ends in ``.json``, else to a folder.

    Files of kinds that the register does not hold are removed from the folder, so
    that reading it again gives an equal register.

    Raises:
        OSError: the files cannot be written.
    """
    path = Path(path)
    payload = {"schema_version": SCHEMA_VERSION, **unstructure(register)}
    if path.suffix.lower() == ".json":
        text = json.dumps(payload, ensure_ascii=False, indent=1)
        replace_files({path: f"{text}\n".encode()})
        return
    contents = {
        path / f"{kind}.jsonl": _lines(payload.pop(kind, [])) for kind in COLLECTIONS
    }
    contents[path / HEADER] = toml_text(payload).encode()
    path.mkdir(parents=True, exist_ok=True)
    replace_files(contents)


def _lines(members: list[Any]) -> bytes:
    lines = (json.dumps(each, ensure_ascii=False) for each in members)
    return "".join(f"{line}\n" for line in lines).encode()


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files whole: all is written beside them before the first is replaced."""
    written = [(file, file.with_name(f"{file.name}.new")) for file in contents]
    for file, new in written:
        if contents[file]:
            new.write_bytes(contents[file])
    for file, new in written:
        if contents[file]:
            new.replace(file)
        else:
            file.unlink(missing_ok=True)
