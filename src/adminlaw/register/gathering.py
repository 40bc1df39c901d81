"""What a register's files hold, before anything is made of it: rows and problems.

Bytes become JSON values, each with the place it came from. What cannot be read
is a problem with file and line; nothing is left out in silence.
"""

from __future__ import annotations

import json
import os
import tomllib
from codecs import BOM_UTF8
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from attrs import define, evolve, field, frozen

from adminlaw.converter import shown
from adminlaw.errors import InputError, Problem, unreadable
from adminlaw.model.registers import COLLECTIONS
from adminlaw.wording import listed, masked

HEADER = "register.toml"


@frozen
class Row:
    """One record as it was found: where, and what."""

    kind: str
    payload: object
    file: str
    line: int
    path: str = ""


@define
class Reading:
    """What one read gathers: the header, the rows and the problems."""

    header: dict[str, Any] | None = field(factory=dict)
    header_file: str = HEADER
    rows: list[Row] = field(factory=list)
    problems: list[Problem] = field(factory=list)


def _refuse(file: str, zh: str, en: str, received: str = "") -> NoReturn:
    problem = Problem(file=file, received=received, expected_zh=zh, expected_en=en)
    raise InputError((problem,))


def gather(path: Path) -> Reading:
    """Return what the files of a register hold.

    Raises:
        InputError: not even the names of the files can be read.
    """
    try:
        return _gather_path(path)
    except OSError as error:
        # A name too long, a folder above without rights: nothing can be examined.
        _refuse(
            _name(path), "可读的路径", "a path that can be read", str(error.strerror)
        )


def _name(path: Path) -> str:
    """Return what a file is called, so that it can be printed and names nobody."""
    name = path.name or os.path.basename(os.path.abspath(path))  # noqa: PTH100, PTH119
    return masked(name.encode("utf-8", "backslashreplace").decode())


def _gather_path(path: Path) -> Reading:
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
        raise InputError((unreadable(_name(path), error),)) from None
    except ValueError:
        _refuse(_name(path), "可用的文件名", "a usable file name")


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        _refuse(name, "UTF-8 文本", "UTF-8 text", f"byte {error.start}")


def _text(path: Path) -> str:
    return _decoded(_bytes(path).removeprefix(BOM_UTF8), _name(path))


def _gather_folder(folder: Path) -> Reading:
    # ``os.path``: unlike a Path it answers, and does not raise, without rights.
    if not os.path.lexists(folder / HEADER):
        _refuse(_name(folder), f"含 {HEADER} 的文件夹", f"a folder with {HEADER}")
    reading = Reading()
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


def _gather_lines(file: Path, reading: Reading) -> None:
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
        reading.rows.append(Row(file.stem, payload, _name(file), number))


def _gather_file(file: Path) -> Reading:
    try:
        payload = parse_json(_text(file))
    except InputError as error:
        raise InputError(
            tuple(evolve(each, file=_name(file)) for each in error.problems)
        ) from None
    if not isinstance(payload, dict):
        _refuse(_name(file), "对象（花括号）", "an object", shown(payload))
    return gather_payload(payload, _name(file))


def gather_payload(payload: dict[str, Any], name: str = "") -> Reading:
    """Return what a register that is one object holds; *name* is that of its file."""
    header: dict[str, Any] = {}
    reading = Reading(header=header, header_file=name)
    for key, value in payload.items():
        if key not in COLLECTIONS:
            header[key] = value
        elif isinstance(value, list):
            reading.rows += [
                Row(key, each, name, 0, f".{key}[{index}]")
                for index, each in enumerate(value)
            ]
        else:
            reading.problems.append(_not_a_list(name, key, value))
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
