"""A register as files: a folder, or one JSON file.

A folder holds ``register.toml`` and one JSON Lines file for each kind of
record. A file that cannot be used yields one report of all its problems;
nothing is left out unless partial reading is asked for, and then what was left
out is listed.
"""

from __future__ import annotations

import gc
import json
import os
import tomllib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from attrs import define, evolve, field, frozen

from adminlaw.converter import shown, structure, unstructure
from adminlaw.errors import InputError, Problem, listed, masked
from adminlaw.model.registers import COLLECTIONS, Register
from adminlaw.register.integrity import dangling
from adminlaw.register.migrations import SCHEMA_VERSION, migrated, path_as_written
from adminlaw.register.toml import toml_text

HEADER = "register.toml"


@frozen
class PartialRegister:
    """What could be read of an input, and what could not.

    Attributes:
        register: Every record that could be used.
        problems: Why each of the others was left out; never empty in silence.
    """

    register: Register
    problems: tuple[Problem, ...]


@frozen
class _Row:
    """One record as it was found: where, and what."""

    kind: str
    payload: object
    file: str
    line: int
    path: str = ""


@define
class _Reading:
    """What one read gathers: the header, the rows and the problems."""

    header: dict[str, Any] | None = field(factory=dict)
    header_file: str = HEADER
    rows: list[_Row] = field(factory=list)
    problems: list[Problem] = field(factory=list)


Progress = Callable[[int, int], None]
"""Called with how many rows are done and how many there are."""


def read_register(path: str | Path, *, progress: Progress | None = None) -> Register:
    """Return the register in a folder or in one JSON file.

    Args:
        path: A folder with ``register.toml``, or a ``.json`` file.
        progress: Called now and then with rows done and rows in all.

    Raises:
        InputError: something in it cannot be used; it lists every problem with
            file, line, path, value received and what was expected.
    """
    partial = read_partial_register(path, progress=progress)
    if partial.problems:
        raise InputError(partial.problems)
    return partial.register


def read_partial_register(
    path: str | Path, *, progress: Progress | None = None
) -> PartialRegister:
    """Return what can be used of a register, with the list of what cannot.

    A record that names a record that was left out is left out as well.

    Raises:
        InputError: not even the header of the register can be used.
    """
    with _collector_off():
        reading = _reading(Path(path))
        records = _records(reading, progress)
        header = _header(reading, records)
    return PartialRegister(evolve(header, **records), tuple(reading.problems))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Spare the garbage collector a bulk read: half the time would go into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse(file: str, zh: str, en: str, received: str = "") -> NoReturn:
    problem = Problem(file=file, received=received, expected_zh=zh, expected_en=en)
    raise InputError((problem,))


def _reading(path: Path) -> _Reading:
    try:
        return _gather(path)
    except OSError as error:
        # A name too long, a folder above without rights: nothing can be examined.
        _refuse(
            _name(path), "可读的路径", "a path that can be read", str(error.strerror)
        )


def _name(path: Path) -> str:
    """Return what a file is called, so that it can be printed and names nobody."""
    name = path.name or os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119
    return masked(name.encode("utf-8", "backslashreplace").decode())


def _gather(path: Path) -> _Reading:
    if path.is_dir():
        return _gather_folder(path)
    if path.suffix.lower() == ".json":
        return _gather_file(path)
    _refuse(
        _name(path),
        f"含 {HEADER} 的文件夹，或 .json 文件",
        f"a folder with {HEADER}, or a .json file",
        shown(_name(path)),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(_name(path), "可读的文件", "a readable file", str(error.strerror))
    except ValueError:
        _refuse(_name(path), "可用的文件名", "a usable file name")


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        _refuse(name, "UTF-8 文本", "UTF-8 text", f"byte {error.start}")


def _text(path: Path) -> str:
    return _decoded(_bytes(path).removeprefix(BOM_UTF8), _name(path))


def _gather_folder(folder: Path) -> _Reading:
    # ``os.path``: unlike a Path it answers, and does not raise, without rights.
    if not os.path.lexists(folder / HEADER):
        _refuse(_name(folder), f"含 {HEADER} 的文件夹", f"a folder with {HEADER}")
    reading = _Reading()
    try:
        reading.header = _toml(folder / HEADER)
    except InputError as error:
        reading.header = None
        reading.problems += error.problems
    for file in _data_files(folder):
        if _leads_outside(file, folder):
            reading.problems.append(_outside(_name(file)))
        elif not file.is_file() and file.exists():
            # A pipe would never end, and a folder holds no lines.
            reading.problems.append(_no_file(_name(file)))
        elif file.suffix == ".jsonl" and file.stem in COLLECTIONS:
            _gather_lines(file, reading)
        else:
            reading.problems.append(_unknown_file(_name(file)))
    return reading


def _toml(file: Path) -> dict[str, Any]:
    """Return the header; records have files of their own and may not stand in it."""
    if _leads_outside(file, file.parent):
        raise InputError((_outside(_name(file)),))
    text = _text(file)
    try:
        header = tomllib.loads(text)
    except RecursionError:
        _refuse(_name(file), "层级较浅的 TOML", "TOML less deep")
    except ValueError as error:
        why = masked(str(error))
        _refuse(_name(file), f"TOML（{why}）", f"TOML ({why})")
    for kind in COLLECTIONS.keys() & header.keys():
        name = f"{kind}.jsonl"
        _refuse(_name(file), f"{kind} 记录在 {name} 中", f"{kind} in {name}", kind)
    return header


def _data_files(folder: Path) -> list[Path]:
    """Return the files of a folder that look like records, whatever their name."""
    try:
        members = sorted(folder.iterdir())
    except OSError as error:
        _refuse(_name(folder), "可读的文件夹", "a readable folder", str(error.strerror))
    return [each for each in members if each.suffix.lower() in {".json", ".jsonl"}]


def _leads_outside(file: Path, folder: Path) -> bool:
    """Tell whether a file is a link to a place outside the register."""
    return not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _no_file(name: str) -> Problem:
    return Problem(
        file=name,
        received=shown(name),
        expected_zh="可读的普通文件",
        expected_en="a readable file, no folder and no pipe",
    )


def _outside(name: str) -> Problem:
    return Problem(
        file=name,
        received=shown(name),
        expected_zh="登记簿文件夹内的文件",
        expected_en="a file inside the folder of the register",
    )


def _unknown_file(name: str) -> Problem:
    zh, en = listed(COLLECTIONS)
    return Problem(
        file=name,
        received=shown(name),
        expected_zh=f"以类别命名的文件：{zh}",
        expected_en=f"a file named after a kind of record: {en}",
    )


def _gather_lines(file: Path, reading: _Reading) -> None:
    try:
        content = _bytes(file)
    except InputError as error:
        reading.problems.extend(error.problems)
        return
    # Only \n ends a line: JSON text may hold other separators, such as U+2028.
    for number, line in enumerate(content.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            payload = parse_json(_decoded(line, _name(file)))
        except InputError as error:
            reading.problems.extend(
                evolve(each, file=_name(file), line=number) for each in error.problems
            )
            continue
        reading.rows.append(_Row(file.stem, payload, _name(file), number))


def _gather_file(file: Path) -> _Reading:
    try:
        payload = parse_json(_text(file))
    except InputError as error:
        raise InputError(
            tuple(evolve(each, file=_name(file)) for each in error.problems)
        ) from None
    if not isinstance(payload, dict):
        _refuse(_name(file), "对象（花括号）", "an object", shown(payload))
    header: dict[str, Any] = {}
    reading = _Reading(header=header, header_file=_name(file))
    for key, value in payload.items():
        if key not in COLLECTIONS:
            header[key] = value
        elif isinstance(value, list):
            reading.rows += [
                _Row(key, each, _name(file), 0, f".{key}[{index}]")
                for index, each in enumerate(value)
            ]
        else:
            reading.problems.append(_not_a_list(_name(file), key, value))
    return reading


def _not_a_list(file: str, key: str, value: object) -> Problem:
    return Problem(
        file=file,
        path=f"$.{key}",
        received=shown(value),
        expected_zh="列表",
        expected_en="a list",
    )


def parse_json(text: str) -> Any:  # noqa: ANN401
    """Return the value that a JSON text holds; refuse NaN and repeated keys.

    Raises:
        InputError: the text is not such JSON.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = f"$ @{error.lineno}:{error.colno}"
        problem = Problem(
            path=place, expected_zh="JSON", expected_en=f"JSON ({error.msg})"
        )
    except RecursionError:
        problem = Problem(expected_zh="层级较浅的 JSON", expected_en="JSON less deep")
    except _RepeatedKeyError as error:
        problem = Problem(
            received=shown(error.args[0]),
            expected_zh="不重复的键",
            expected_en="keys that are not repeated",
        )
    except ValueError as error:
        problem = Problem(expected_zh="JSON 数字", expected_en=f"JSON ({error})")
    raise InputError((problem,))


class _RepeatedKeyError(ValueError):
    """A JSON object says the same key twice, so one value would be lost."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise _RepeatedKeyError(counts.most_common(1)[0][0])
    return result


def _no_constant(text: str) -> NoReturn:
    message = f"{text} is not JSON"
    raise ValueError(message)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def _records(reading: _Reading, progress: Progress | None) -> dict[str, Any]:
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
    reading: _Reading, progress: Progress | None
) -> Iterator[tuple[_Row, Any]]:
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


def _placed(problem: Problem, row: _Row) -> Problem:
    path = f"${row.path}{problem.path.removeprefix('$')}"
    return evolve(problem, path=path, file=row.file, line=row.line)


def _first_of_each_id(
    rows: list[tuple[_Row, Any]], problems: list[Problem]
) -> Iterator[tuple[_Row, Any]]:
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
    rows: list[tuple[_Row, Any]], problems: list[Problem]
) -> list[tuple[_Row, Any]]:
    """Drop records that name nothing, until every name that is left is held."""
    while True:
        held = _held(rows)
        found = [(row, record, dangling(record, held)) for row, record in rows]
        rows = [(row, record) for row, record, bad in found if not bad]
        problems += [_placed(each, row) for row, _, bad in found for each in bad]
        if len(rows) == len(found):
            return rows


def _held(rows: list[tuple[_Row, Any]]) -> dict[type, set[str]]:
    held: dict[type, set[str]] = {cls: set() for cls in COLLECTIONS.values()}
    for row, record in rows:
        held[COLLECTIONS[row.kind]].add(record.id)
    return held


def _header(reading: _Reading, records: Mapping[str, Any]) -> Register:
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
        rows = [
            (_Row(kind, None, "", 0), each)
            for kind in records
            for each in records[kind]
        ]
        problems += dangling(register, _held(rows))
    if problems or register is None:
        named = [evolve(each, file=reading.header_file) for each in problems]
        raise InputError((*named, *reading.problems))
    return register


def _version(reading: _Reading) -> int:
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
        _replace({path: f"{text}\n".encode()})
        return
    contents = {
        path / f"{kind}.jsonl": _lines(payload.pop(kind, [])) for kind in COLLECTIONS
    }
    contents[path / HEADER] = toml_text(payload).encode()
    path.mkdir(parents=True, exist_ok=True)
    _replace(contents)


def _lines(members: list[Any]) -> bytes:
    lines = (json.dumps(each, ensure_ascii=False) for each in members)
    return "".join(f"{line}\n" for line in lines).encode()


def _replace(contents: Mapping[Path, bytes]) -> None:
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
