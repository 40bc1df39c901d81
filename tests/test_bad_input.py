"""Whatever is wrong with an input is said precisely, and nothing readable is lost.

``data/bad_input.csv`` holds mistakes in one record, one a line, without Python: the
kind of record, the field, the JSON that stands in it, and what has to be said. The
tables below add what a row cannot hold: headers, bytes, folders and paths. Every case
goes through the reader, through partial reading and through the command line.
"""

from __future__ import annotations

import builtins
import csv
import io
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest

from adminlaw.cli import main
from adminlaw.converter import structure
from adminlaw.errors import InputError, Problem
from adminlaw.model import COLLECTIONS, Activity, Place, Register
from adminlaw.register import read_partial_register, read_register, write_register

# A register in which nothing is wrong; no record refers to one of places or figures.

GOOD: Mapping[str, tuple[dict[str, Any], ...]] = {
    "places": (
        {"id": "good-1", "name": "某县", "level": "county"},
        {"id": "good-2", "name": "某镇", "level": "town"},
        {"id": "place-only", "name": "某村", "level": "village"},
    ),
    "authorities": (
        {"id": "good-1", "name": "某局", "kind": "department"},
        {"id": "good-2", "name": "某县人民政府", "kind": "government"},
    ),
    "subjects": (
        {"id": "good-1", "authority": "good-1", "kind": "statutory"},
        {"id": "good-2", "authority": "good-2", "kind": "statutory"},
    ),
    "powers": (
        {"id": "good-1", "name": "罚款", "kind": "penalty", "holder": "good-1"},
        {"id": "good-2", "name": "检查", "kind": "inspection", "holder": "good-1"},
    ),
    "officers": (
        {"id": "good-1", "category": "officer"},
        {"id": "good-2", "category": "reviewer"},
    ),
    "benchmarks": ({"id": "good-1", "name": "甲"}, {"id": "good-2", "name": "乙"}),
    "service_items": ({"id": "good-1", "name": "甲"}, {"id": "good-2", "name": "乙"}),
    "documents": ({"id": "good-1", "title": "甲"}, {"id": "good-2", "title": "乙"}),
    "clearance_cycles": (
        {"id": "good-1", "scope": "normative"},
        {"id": "good-2", "scope": "rules"},
    ),
    "cases": (
        {"id": "good-1", "kind": "petition"},
        {"id": "good-2", "kind": "penalty"},
    ),
    "activities": (
        {"id": "good-1", "kind": "lecture"},
        {"id": "good-2", "kind": "talk"},
    ),
    "figures": (
        {"id": "good-1", "label": {"zh": "数", "en": "number"}, "unit": "case"},
        {"id": "good-2", "label": {"zh": "量", "en": "amount"}, "unit": "case"},
    ),
    "relations": (
        {"id": "good-1", "kind": "subset"},
        {"id": "good-2", "kind": "equal"},
    ),
}
ALL = frozenset(f"{kind}/{each['id']}" for kind in GOOD for each in GOOD[kind])

HEADER = 'schema_version = 2\nid = "r"\nlabel = { zh = "册", en = "register" }\n'
TOP = {"schema_version": 2, "id": "r", "label": {"zh": "册", "en": "register"}}
TOML, FILE = "register.toml", "register.json"

Spot = tuple[str | None, int | None, str | None]
"""File, line and JSON path of a problem; None where they are free."""


@attrs.frozen(kw_only=True)
class Bad:
    """One kind of bad input, and what has to be said of it.

    Attributes:
        about: What is wrong, in a few words.
        make: Writes it below a folder and returns the path to read.
        spots: Where the problems are; each is met, and no problem lies elsewhere.
        received: What the first problem repeats; empty where it is not told.
        expected: Words of its expectation in English.
        kept: The records that are read all the same; None where the header is lost.
    """

    about: str
    make: Callable[[Path], Path]
    spots: tuple[Spot, ...]
    received: str = ""
    expected: str = ""
    kept: frozenset[str] | None = ALL


def text_of(row: object) -> str:
    """Return one record as a line of a file."""
    return json.dumps(row, ensure_ascii=False)


def lines(kind: str) -> str:
    """Return the good lines of a kind."""
    return "".join(f"{text_of(each)}\n" for each in GOOD[kind])


def folder(
    path: Path, changes: Mapping[str, str | bytes], *, header: str | bytes = HEADER
) -> Path:
    """Write the good register with some files changed."""
    register = path / "register"
    register.mkdir()
    good = {f"{kind}.jsonl": lines(kind) for kind in GOOD}
    for name, content in {**good, TOML: header, **changes}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (register / name).write_bytes(data)
    return register


def single(path: Path, content: str | bytes) -> Path:
    """Write a register as one file."""
    file = path / FILE
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def one_file(kind: str = "places", bad: str = "", top: object = None) -> str:
    """Return the good register as one file, with *bad* after the first of *kind*."""
    head = text_of(TOP if top is None else top)[:-1]
    parts = [
        f'"{each}": [{", ".join(_rows(each, bad if each == kind else ""))}]'
        for each in GOOD
    ]
    return f"{head}, {', '.join(parts)}}}"


def _rows(kind: str, bad: str) -> list[str]:
    first, *rest = map(text_of, GOOD[kind])
    return [first, *([bad] if bad else []), *rest]


# Mistakes in one record


@attrs.frozen
class Row:
    """One line of the table: a mistake in one record."""

    description: str
    kind: str
    field: str
    value: str
    seen_by: str
    path: str
    received: str
    expected: str

    @property
    def text(self) -> str:
        """The record as it stands in a file, the mistake in it."""
        if not self.field:
            return self.value
        good = {**GOOD[self.kind][0], "id": "bad"}
        good.pop(self.field, None)
        wrong = [f'"{self.field}": {self.value}'] if self.value else []
        pairs = [f'"{name}": {text_of(each)}' for name, each in good.items()]
        return f"{{{', '.join([*pairs, *wrong])}}}"


with (Path(__file__).parent / "data" / "bad_input.csv").open(
    encoding="utf-8", newline=""
) as _stream:
    TABLE = [Row(**row) for row in csv.DictReader(_stream)]

STRUCTURED = [row for row in TABLE if row.seen_by == "structure"]


def in_folder(row: Row) -> Bad:
    """Return the case of a mistake in the second line of a file."""
    first, rest = lines(row.kind).split("\n", 1)
    content = f"{first}\n{row.text}\n{rest}"
    name = f"{row.kind}.jsonl"
    # The column of a mistake in a long line is left to the machine.
    path = None if row.path.endswith("@") else row.path
    return Bad(
        about=row.description,
        make=partial(folder, changes={name: content}),
        spots=((name, 2, path),),
        received=row.received,
        expected=row.expected,
    )


def in_file(row: Row) -> Bad:
    """Return the case of the same mistake in a register of one file."""
    return Bad(
        about=f"in one file {row.description}",
        make=partial(single, content=one_file(row.kind, row.text)),
        spots=((FILE, 0, f"$.{row.kind}[1]{row.path.removeprefix('$')}"),),
        received=row.received,
        expected=row.expected,
    )


def in_text(
    about: str,
    bad: str,
    *,
    received: str = "",
    expected: str = "",
    path: str | None = "$",
) -> Bad:
    """Return the case of a second line that no table can hold."""
    first, rest = lines("places").split("\n", 1)
    return Bad(
        about=about,
        make=partial(folder, changes={"places.jsonl": f"{first}\n{bad}\n{rest}"}),
        spots=(("places.jsonl", 2, path),),
        received=received,
        expected=expected,
    )


def named(value: str) -> str:
    """Return a place with raw JSON as its name."""
    return f'{{"id": "bad", "level": "county", "name": {value}}}'


ROWS = [
    *map(in_folder, TABLE),
    *(in_file(row) for row in TABLE if row.seen_by != "text"),
    in_text("lists nested without end", "[" * 100_000, expected="less deep"),
    in_text("objects nested without end", '{"a":' * 100_000, expected="less deep"),
    in_text(
        "lists nested 500 deep in a name",
        named("[" * 500 + "]" * 500),
        path="$.name",
        received="[…]",
        expected="text",
    ),
    in_text(
        "objects nested 500 deep in a name",
        named('{"a":' * 500 + "1" + "}" * 500),
        path="$.name",
        received="{…}",
        expected="text",
    ),
    in_text("a number of 5000 digits", named("1" * 5000), expected="JSON"),
    in_text("a key of 5000 digits", f'{{"{"1" * 5000}": 1, "{"1" * 5000}": 2}}',
            received="***", expected="keys that are not repeated"),
    in_text("no characters but NUL", "\0" * 100, path=None, expected="JSON"),
    in_text("a NUL inside text", named('"某\0县"'), path=None, expected="JSON"),
    Bad(
        about="a decimal of 5000 digits",
        make=partial(
            folder,
            changes={
                "figures.jsonl": lines("figures")
                + '{"id": "bad", "label": {"zh": "数", "en": "number"}, '
                f'"unit": "case", "value": "0.{"3" * 5000}"}}\n'
            },
        ),
        spots=(("figures.jsonl", 3, "$.value"),),
        received="'0.***'",
        expected="a whole number, or a decimal",
    ),
    Bad(
        about="two mistakes in one record",
        make=partial(
            folder,
            changes={
                "cases.jsonl": lines("cases")
                + '{"id": 5, "kind": "quarrel", "events": [{"day": "2021-02-30"}]}\n'
            },
        ),
        spots=tuple(
            ("cases.jsonl", 3, path)
            for path in ("$.id", "$.kind", "$.events[0].kind", "$.events[0].day")
        ),
    ),
    Bad(
        about="a record that names a record that was left out",
        make=partial(
            folder,
            changes={
                "places.jsonl": lines("places")
                + '{"id": "bad", "name": "某县", "level": "?"}\n'
                + '{"id": "below", "name": "某镇", "level": "town", "parent": "bad"}\n'
                + '{"id": "last", "name": "某村", "level": "town", "parent": "below"}\n'
            },
        ),
        spots=(
            ("places.jsonl", 4, "$.level"),
            ("places.jsonl", 5, "$.parent"),
            ("places.jsonl", 6, "$.parent"),
        ),
        received="'?'",
    ),
    Bad(
        about="a file that ends in the middle of a record",
        make=partial(
            folder, changes={"cases.jsonl": lines("cases") + '{"id": "bad", "ki'}
        ),
        spots=(("cases.jsonl", 3, None),),
        expected="JSON",
    ),
    Bad(
        about="line ends of old Macintosh files",
        make=partial(
            folder, changes={"cases.jsonl": lines("cases").replace("\n", "\r")}
        ),
        spots=(("cases.jsonl", 1, None),),
        expected="JSON",
        kept=frozenset(each for each in ALL if not each.startswith("cases/")),
    ),
]  # fmt: skip

# Mistakes in the header


def head(**changes: str) -> str:
    """Return the good header with some raw values changed, added or left out."""
    good = {
        "schema_version": "2",
        "id": '"r"',
        "label": '{ zh = "册", en = "register" }',
    }
    pairs = {**good, **changes}
    return "".join(f"{name} = {each}\n" for name, each in pairs.items() if each)


def in_header(
    about: str,
    header: str | bytes,
    *paths: str,
    received: str = "",
    expected: str = "",
) -> Bad:
    """Return the case of a header that cannot be used."""
    return Bad(
        about=f"a header with {about}",
        make=partial(folder, changes={}, header=header),
        spots=tuple((TOML, 0, path) for path in paths or ("$",)),
        received=received,
        expected=expected,
        kept=None,
    )


VERSION = "file format version 1 to 2"
DAY, SPAN = "a day that exists", "a span that ends after it starts"
HEADERS = [
    in_header("nothing in it", "", "$.schema_version", "$.id", "$.label"),
    in_header("a key without a value", "id = ", expected="TOML"),
    in_header("text without quotation marks", head(id="r"), expected="TOML"),
    in_header("a key said twice", HEADER + 'id = "s"\n', expected="TOML"),
    in_header("a table said twice", HEADER + "[a]\n[a]\n", expected="TOML"),
    in_header("JSON for TOML", text_of(TOP), expected="TOML"),
    in_header("a NUL", HEADER + "\0", expected="TOML"),
    in_header(
        "a day that does not exist",
        head(period="{ since = 2017-02-30 }"),
        expected="TOML",
    ),
    in_header("a number of 5000 digits", head(x="1" * 5000), expected="TOML"),
    in_header("lists nested without end", head(x="[" * 5000), expected="TOML less"),
    in_header("tables nested without end", head(x="{a=" * 5000), expected="TOML less"),
    in_header(
        "lists nested 300 deep",
        head(complete="[" * 300 + "]" * 300),
        "$.complete[0]",
    ),
    in_header("bytes of GB 18030", HEADER.encode("gb18030"), expected="UTF-8"),
    in_header("bytes of UTF-16", HEADER.encode("utf-16"), expected="UTF-8"),
    in_header("an id that is a number", head(id="5"), "$.id", received="5",
              expected="text"),
    in_header("an id that is a day", head(id="2017-01-01"), "$.id", expected="text"),
    in_header("an id that is a moment", head(id="2017-01-01T08:25:30+08:00"), "$.id",
              expected="text"),
    in_header("an id that is missing", head(id=""), "$.id", expected="a required"),
    in_header("a label that is missing", head(label=""), "$.label",
              expected="a required"),
    in_header("a label that is text", head(label='"册"'), "$.label", received="'册'",
              expected="an object"),
    in_header("a label in Chinese only", head(label='{ zh = "册" }'), "$.label.en",
              expected="a required"),
    in_header("a label in a third language",
              head(label='{ zh = "册", en = "r", fr = "r" }'), "$.label.fr",
              received="'fr'", expected="one of the known fields"),
    in_header("no version", head(schema_version=""), "$.schema_version",
              expected=VERSION),
    *(
        in_header(f"a version that is {about}", head(schema_version=version),
                  "$.schema_version", received=received, expected=VERSION)
        for about, version, received in (
            ("zero", "0", "0"),
            ("negative", "-1", "-1"),
            ("that of the next release", "3", "3"),
            ("far off", "99", "99"),
            ("a float", "2.0", "2.0"),
            ("infinite", "inf", "inf"),
            ("no number", "nan", "nan"),
            ("true", "true", "True"),
            ("text", '"2"', "'2'"),
            ("a list", "[2]", "[…]"),
            ("a table", "{ a = 2 }", "{…}"),
            ("of 40 digits", "1" * 40, "***"),
        )
    ),
    in_header("a version of 5000 hexadecimal digits",
              head(schema_version=f"0x{'f' * 5000}"), "$.schema_version",
              expected=VERSION),
    in_header("an unknown key", head(colour='"red"'), "$.colour", received="'colour'",
              expected="one of the known fields"),
    in_header("an unknown table", HEADER + "[colour]\n", "$.colour",
              received="'colour'", expected="one of the known fields"),
    in_header("an unknown kind declared complete", head(complete='["figure"]'),
              "$.complete[0]", received="'figure'", expected="kinds of record"),
    in_header("a kind declared complete by its label",
              head(complete='["cases", "案件"]'), "$.complete[1]", received="'案件'",
              expected="kinds of record"),
    in_header("a number declared complete", head(complete="[1]"), "$.complete[0]",
              received="1"),
    in_header("a list declared complete", head(complete='[["cases"]]'),
              "$.complete[0]"),
    in_header("a table declared complete", head(complete="[{ a = 1 }]"),
              "$.complete[0]"),
    in_header("text for the kinds declared complete", head(complete='"cases"'),
              "$.complete", received="'cases'", expected="a list"),
    in_header("a truth value for the kinds declared complete", head(complete="true"),
              "$.complete", received="True", expected="a list"),
    in_header("records in it", head(places="[]"), received="places",
              expected="places.jsonl"),
    in_header("a collection that is a number", head(places="5"), received="places",
              expected="places.jsonl"),
    in_header("a collection that is a table", HEADER + "[places]\n",
              received="places", expected="places.jsonl"),
    in_header("a period that ends before it starts",
              head(period="{ since = 2018-01-01, until = 2017-01-01 }"), "$.period",
              received="2018-01-01", expected=SPAN),
    in_header("a period that is a year", head(period="2017"), "$.period",
              received="2017", expected="an object"),
    in_header("a period that is no number", head(period="nan"), "$.period",
              received="nan", expected="an object"),
    in_header("a period that starts at a moment",
              head(period="{ since = 2017-01-01T00:00:00 }"), "$.period.since",
              expected=DAY),
    in_header("a period that starts at a time of day",
              head(period="{ since = 08:25:30 }"), "$.period.since", expected=DAY),
    in_header("a period with an unknown key",
              head(period="{ from = 2017-01-01 }"), "$.period.from", received="'from'",
              expected="one of the known fields"),
    in_header("a place that no record has", head(place='"nowhere"'), "$.place",
              received="'nowhere'", expected="the id of a record in places"),
    in_header("a place that is a list", head(place='["good-1"]'), "$.place",
              received="[…]", expected="text"),
    in_header("sources that no record has", head(sources='["a", "b"]'),
              "$.sources[0]", "$.sources[1]", received="'a'",
              expected="the id of a record in reports"),
    in_header("sources that are text", head(sources='"a"'), "$.sources",
              received="'a'", expected="a list"),
]  # fmt: skip

# Mistakes in files

UNDECODED = os.fsdecode("指标.json".encode("gb18030"))
"""A name from an archive of another system, as Python hands it out."""


CUT = f"places/{GOOD['places'][-1]['id']}"
"""The record whose line is cut off below."""


def without(kind: str) -> frozenset[str]:
    """Return the good records but those of one kind."""
    return frozenset(each for each in ALL if not each.startswith(f"{kind}/"))


def in_bytes(about: str, data: bytes, kept: frozenset[str] | None = None) -> Bad:
    """Return the case of a file of places that is no UTF-8; other lines are read."""
    return Bad(
        about=about,
        make=partial(folder, changes={"places.jsonl": data}),
        spots=(("places.jsonl", None, None),),
        expected="UTF-8",
        kept=without("places") if kept is None else kept,
    )


def stray(name: str) -> Bad:
    """Return the case of a file that is named after no kind of record."""
    shown = name.isprintable()
    return Bad(
        about=f"a stray file named {name}",
        make=partial(folder, changes={name: "{}"}),
        spots=((name if shown else None, 0, "$"),),
        received=name if shown else "",
        expected="a file named after a kind of record",
    )


def changed(path: Path, change: Callable[[Path, Path], None]) -> Path:
    """Write the good register, and let *change* put a thing where figures stand."""
    register = folder(path, {})
    (register / "figures.jsonl").unlink()
    change(register / "figures.jsonl", path)
    return register


def headless(path: Path, change: Callable[[Path, Path], None]) -> Path:
    """Write the good register, and let *change* put a thing where the header stands."""
    register = folder(path, {})
    (register / TOML).unlink()
    change(register / TOML, path)
    return register


def make_folder(file: Path, _outside: Path) -> None:
    """Put a folder there."""
    file.mkdir()


def make_loop(file: Path, _outside: Path) -> None:
    """Put a link there that leads to itself."""
    file.symlink_to(file.name)


def make_broken_link(file: Path, _outside: Path) -> None:
    """Put a link there that leads to nothing."""
    file.symlink_to("nothing.txt")


def make_link_outside(file: Path, outside: Path) -> None:
    """Put a link there that leads to a good file outside the register."""
    good = HEADER if file.name == TOML else lines("figures")
    (outside / file.name).write_text(good, "utf-8")
    file.symlink_to(outside / file.name)


def make_link_around(file: Path, outside: Path) -> None:
    """Put a link there that leads outside by way of the folder above."""
    (outside / file.name).write_text(lines("figures"), "utf-8")
    file.symlink_to(Path("..") / file.name)


INSTEAD: Mapping[str, tuple[Callable[[Path, Path], None], str]] = {
    "a folder": (make_folder, "a readable file"),
    "a link to itself": (make_loop, "a readable file"),
    "a link to nothing": (make_broken_link, "a file that exists"),
    "a link out of the register": (make_link_outside, "a file inside the folder"),
    "a link round to the outside": (make_link_around, "a file inside the folder"),
}
FILES = [
    in_bytes("places in GB 18030", lines("places").encode("gb18030")),
    in_bytes("places in Big5", '{"id": "某縣"}'.encode("big5")),
    in_bytes("places in UTF-16 with its mark", lines("places").encode("utf-16")),
    in_bytes("places in UTF-16 without its mark", lines("places").encode("utf-16-le")),
    in_bytes("places in UTF-8 with coded surrogates", b'{"id": "\xed\xa0\x80"}\n'),
    in_bytes("places in UTF-8 of too many bytes", b'{"id": "\xc0\x80"}\n'),
    in_bytes(
        "places cut off inside a character",
        lines("places").encode().partition(b"\x91")[0],
        kept=ALL - {CUT},
    ),
    *map(
        stray,
        (
            "figure.jsonl",
            "FIGURES.JSONL",
            "figures.json",
            "old.figures.jsonl",
            "._figures.jsonl",
            "指标.jsonl",
            # Other systems allow no such name.
            *((UNDECODED,) if platform.system() == "Linux" else ()),
        ),
    ),
    *(
        Bad(
            about=f"{about} named figures.jsonl",
            make=partial(changed, change=change),
            spots=(("figures.jsonl", 0, "$"),),
            expected=expected,
            kept=without("figures"),
        )
        for about, (change, expected) in INSTEAD.items()
    ),
    *(
        Bad(
            about=f"{about} named register.toml",
            make=partial(headless, change=change),
            spots=((TOML, 0, "$"),),
            expected=expected,
            kept=None,
        )
        for about, (change, expected) in list(INSTEAD.items())[:4]
    ),
]

# Mistakes in a register of one file


def in_single(
    about: str,
    content: str | bytes,
    *paths: str | None,
    received: str = "",
    expected: str = "",
) -> Bad:
    """Return the case of a register of one file that cannot be used at all."""
    return Bad(
        about=f"one file with {about}",
        make=partial(single, content=content),
        spots=tuple((FILE, 0, path) for path in paths or ("$",)),
        received=received,
        expected=expected,
        kept=None,
    )


def with_top(**changes: object) -> str:
    """Return the good register as one file with some keys of its head changed."""
    return one_file(top={**TOP, **changes})


def collection(about: str, value: str, received: str) -> Bad:
    """Return the case of a collection that is no list."""
    content = f'{text_of(TOP)[:-1]}, "places": {value}, "cases": []}}'
    return Bad(
        about=f"one file with places that are {about}",
        make=partial(single, content=content),
        spots=((FILE, 0, "$.places"),),
        received=received,
        expected="a list",
        kept=frozenset(),
    )


SINGLES = [
    in_single("nothing in it", "", "$ @1:1", expected="JSON"),
    in_single("a line end in it", "\n", None, expected="JSON"),
    in_single("null in it", "null", received="None", expected="an object"),
    in_single("a list in it", "[]", received="[…]", expected="an object"),
    in_single("a number in it", "5", received="5", expected="an object"),
    in_single("text in it", '"register"', received="'register'", expected="an object"),
    in_single("TOML in it", HEADER, None, expected="JSON"),
    in_single("lines of records in it", lines("places"), None, expected="JSON"),
    in_single("its end cut off", one_file()[:-1], None, expected="JSON"),
    in_single("half of it cut off", one_file()[:300], None, expected="JSON"),
    in_single("NaN in it", with_top(period=float("nan")), expected="JSON"),
    in_single("a key said twice", '{"id": "r", "id": "s"}', received="'id'",
              expected="keys that are not repeated"),
    in_single("lists nested without end", "[" * 100_000, expected="less deep"),
    in_single("bytes of GB 18030", one_file().encode("gb18030"), expected="UTF-8"),
    in_single("bytes of UTF-16", one_file().encode("utf-16"), expected="UTF-8"),
    in_single("an empty object in it", "{}", "$.schema_version", "$.id", "$.label"),
    in_single("no version", with_top(schema_version=None), "$.schema_version",
              received="None", expected=VERSION),
    in_single("a version that is a float", with_top(schema_version=2.0),
              "$.schema_version", received="2.0", expected=VERSION),
    in_single("a version that is to come", with_top(schema_version=3),
              "$.schema_version", received="3", expected=VERSION),
    in_single("an unknown key", with_top(colour="red"), "$.colour", received="'colour'",
              expected="one of the known fields"),
    in_single("an unknown kind of record", with_top(figure=[]), "$.figure",
              received="'figure'", expected="one of the known fields"),
    in_single("an index of its own", with_top(_index={}), "$._index",
              received="'_index'", expected="one of the known fields"),
    in_single("an id that is null", with_top(id=None), "$.id", received="None",
              expected="text"),
    in_single("a list among the kinds declared complete", with_top(complete=[[]]),
              "$.complete[0]"),
    collection("null", "null", "None"),
    collection("an object", '{"good-1": {}}', "{…}"),
    collection("text", '"good-1"', "'good-1'"),
    collection("a number", "3", "3"),
]  # fmt: skip

# Mistakes in the path


def in_path(about: str, make: Callable[[Path], Path], name: str | None = None) -> Bad:
    """Return the case of a path at which no register stands.

    An odd name may be shown in another way, so it may be left out.
    """
    return Bad(about=about, make=make, spots=((name, 0, "$"),), kept=None)


def beside(name: str, content: str | None = None) -> Callable[[Path], Path]:
    """Return a maker of a path, with a file there if *content* is given."""

    def make(path: Path) -> Path:
        if content is not None:
            (path / name).write_text(content, "utf-8")
        return path / name

    return make


def a_folder(name: str) -> Callable[[Path], Path]:
    """Return a maker of an empty folder."""

    def make(path: Path) -> Path:
        (path / name).mkdir()
        return path / name

    return make


def headerless(path: Path) -> Path:
    """Write the good register without its header."""
    register = folder(path, {})
    (register / TOML).unlink()
    return register


def a_link(name: str, target: str) -> Callable[[Path], Path]:
    """Return a maker of a link."""

    def make(path: Path) -> Path:
        (path / name).symlink_to(target)
        return path / name

    return make


LONG = "x" * 300
PATHS = [
    in_path("a path to nothing", beside("missing"), "missing"),
    in_path("a path to no file", beside("missing.json"), "missing.json"),
    in_path("a path below a file", lambda path: beside("a.json", "{}")(path) / "b.json",
            "b.json"),
    in_path("a text file", beside("notes.txt", "notes"), "notes.txt"),
    in_path("a file of records for a register", beside("cases.jsonl", ""),
            "cases.jsonl"),
    in_path("a header for a register", beside(TOML, HEADER), TOML),
    in_path("an empty folder", a_folder("empty"), "empty"),
    in_path("records without a header", headerless, "register"),
    in_path("an empty folder named as a file", a_folder("a.json"), "a.json"),
    in_path("a link to itself for a folder", a_link("loop", "loop"), "loop"),
    in_path("a link to itself for a file", a_link("loop.json", "loop.json"),
            "loop.json"),
    in_path("a link to nothing", a_link("link", "nothing"), "link"),
    in_path("a path with NUL", beside("a\0b")),
    in_path("a path with NUL to a file", beside("a\0b.json")),
    in_path("a path of 300 characters", beside(LONG)),
    in_path("a path of 300 characters to a file", beside(f"{LONG}.json")),
    in_path("a path in bytes of another encoding", beside(UNDECODED)),
]  # fmt: skip

CASES = [*ROWS, *HEADERS, *FILES, *SINGLES, *PATHS]


def slug(text: str) -> str:
    """Return *text* as the id of a test."""
    return re.sub(r"[^a-z0-9.]+", "-", ascii(text).lower()).strip("-")


# What has to be said


def refused(path: Path) -> tuple[Problem, ...]:
    """Return the problems for which the register at *path* is refused."""
    with pytest.raises(InputError) as caught:
        read_register(path)
    assert type(caught.value) is InputError
    return caught.value.problems


def fits(problem: Problem, spot: Spot) -> bool:
    """Tell whether a problem lies at a spot."""
    file, line, path = spot
    return (
        file in (None, problem.file)
        and line in (None, problem.line)
        and path in (None, problem.path)
    )


def ids(register: Register) -> frozenset[str]:
    """Return the records of a register, as kind and id."""
    return frozenset(
        f"{kind}/{each.id}" for kind in COLLECTIONS for each in getattr(register, kind)
    )


HAN = re.compile("[一-鿿]|JSON|TOML")


@attrs.frozen
class Seen:
    """A bad input, where it stands and what the reader raised."""

    bad: Bad
    path: Path
    raised: Exception | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the InputError; anything else that was raised fails."""
        assert type(self.raised) is InputError, repr(self.raised)
        return self.raised.problems


@pytest.fixture(scope="module", params=CASES, ids=[slug(each.about) for each in CASES])
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Seen:
    """Write each bad input once, and read it once."""
    bad: Bad = request.param
    path = bad.make(tmp_path_factory.mktemp("bad"))
    try:
        read_register(path)
    except Exception as error:  # noqa: BLE001 - whatever it is, the tests judge it
        return Seen(bad, path, error)
    return Seen(bad, path, None)


def test_the_tables_hold_more_than_sixty_kinds_of_mistakes() -> None:
    """No two cases have one description, so that each is counted once."""
    assert len({slug(each.about) for each in CASES}) == len(CASES) > 60


@pytest.mark.parametrize("form", ["folder", "file"])
def test_the_register_around_the_mistakes_is_good(form: str, tmp_path: Path) -> None:
    """Without a mistake every record of it is read, so that mistakes cause the rest."""
    path = folder(tmp_path, {}) if form == "folder" else single(tmp_path, one_file())
    assert ids(read_register(path)) == ALL


def test_a_bad_input_is_refused_at_its_place(seen: Seen) -> None:
    """The reader raises an InputError whose problems have file, line and JSON path."""
    spots = seen.bad.spots
    for spot in spots:
        assert any(fits(each, spot) for each in seen.problems), spot
    for each in seen.problems:
        assert any(fits(each, spot) for spot in spots), each


def test_a_bad_input_is_refused_with_what_was_received_and_expected(
    seen: Seen,
) -> None:
    """Each problem says in two languages what was expected, the first what came."""
    assert seen.bad.received in seen.problems[0].received
    assert any(seen.bad.expected in each.expected_en for each in seen.problems)
    for each in seen.problems:
        assert HAN.search(each.expected_zh)
        assert each.expected_en.strip()
        assert len(each.received) <= 80


def test_the_report_on_a_bad_input_can_be_written_to_a_file(seen: Seen) -> None:
    """Each message holds line and path, and is text that UTF-8 can encode."""
    error = InputError(seen.problems)
    for message, word in ((error.message("zh"), "应为"), (error.message(), "expected")):
        assert message.encode()
        assert message.count(word) >= len(seen.problems)
        for each in seen.problems:
            assert f"{each.line or ''} {each.path}" in message


def test_nothing_that_can_be_read_is_lost(seen: Seen) -> None:
    """Partial reading gives every good record, and the same problems as reading.

    Only where the header cannot be used there is no register to speak of.
    """
    if seen.bad.kept is None:
        with pytest.raises(InputError) as caught:
            read_partial_register(seen.path)
        assert caught.value.problems == seen.problems
        return
    found = read_partial_register(seen.path)
    assert ids(found.register) == seen.bad.kept
    assert found.problems == seen.problems


def test_what_could_be_read_can_be_written(seen: Seen, tmp_path: Path) -> None:
    """The records that are left make a register that survives a round trip."""
    if seen.bad.kept is None:
        assert seen.problems
        return
    register = read_partial_register(seen.path).register
    for name in ("again", "again.json"):
        write_register(register, tmp_path / name)
        assert read_register(tmp_path / name) == register


@pytest.mark.parametrize(
    ("lang", "word"), [("zh", "应为"), ("en", "expected")], ids=["zh", "en"]
)
def test_the_command_line_refuses_a_bad_input(
    lang: str, word: str, seen: Seen, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2 and a message in the language asked for, and prints nothing."""
    assert main(["audit", str(seen.path), "--as-of", "2021-07-15", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert (out, "Traceback" in err) == ("", False)
    assert word in err
    for _, line, path in seen.bad.spots:
        assert line is None or f"{line or ''} {path or '$'}" in err


def test_a_bad_input_is_not_converted(
    seen: Seen, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``adminlaw convert`` refuses it as well, and writes nothing."""
    target = tmp_path / "target"
    assert main(["convert", str(seen.path), str(target), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert (out, "Traceback" in err) == ("", False)
    assert "expected" in err
    assert not target.exists()


@pytest.mark.parametrize("row", STRUCTURED, ids=lambda row: slug(row.description))
def test_a_bad_record_in_memory_is_refused_alike(row: Row) -> None:
    """``structure`` names the file and line it was told, the path and the value."""
    payload = json.loads(row.text)
    with pytest.raises(InputError) as caught:
        structure(payload, COLLECTIONS[row.kind], file="rows.jsonl", line=7)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.path) == ("rows.jsonl", 7, row.path)
    assert row.received in problem.received
    assert row.expected in problem.expected_en
    assert HAN.search(problem.expected_zh)


# What only looks bad


HARMLESS: Mapping[str, tuple[str, bytes]] = {
    "an empty file": ("places.jsonl", b""),
    "blank lines": ("places.jsonl", b"\n \n\t\n\r\n"),
    "a byte order mark": ("places.jsonl", b"\xef\xbb\xbf" + lines("places").encode()),
    "a byte order mark and nothing else": ("places.jsonl", b"\xef\xbb\xbf"),
    "a header with a byte order mark": (TOML, b"\xef\xbb\xbf" + HEADER.encode()),
    "a header with CR LF": (TOML, HEADER.replace("\n", "\r\n").encode()),
    "rows with CR LF": ("cases.jsonl", lines("cases").replace("\n", "\r\n").encode()),
    "a last line without an end": ("cases.jsonl", lines("cases").rstrip().encode()),
    "a remark beside the register": ("README.md", b"\xff"),
}


@pytest.mark.parametrize(
    ("name", "data"), HARMLESS.values(), ids=[slug(each) for each in HARMLESS]
)
def test_what_only_looks_bad_is_read(name: str, data: bytes, tmp_path: Path) -> None:
    """Marks, blank lines and other files in the folder are no mistakes."""
    partial_register = read_partial_register(folder(tmp_path, {name: data}))
    assert partial_register.problems == ()
    emptied = name == "places.jsonl" and b"{" not in data
    assert ids(partial_register.register) == (without("places") if emptied else ALL)


def test_a_link_inside_the_register_is_followed(tmp_path: Path) -> None:
    """A link between files of one register leads nowhere else, and is read."""
    register = folder(tmp_path, {"figures.txt": lines("figures")})
    (register / "figures.jsonl").unlink()
    (register / "figures.jsonl").symlink_to("figures.txt")
    assert ids(read_register(register)) == ALL


def test_a_link_to_a_register_is_followed(tmp_path: Path) -> None:
    """The folder itself may be reached by a link: nothing in it leads outside."""
    (tmp_path / "link").symlink_to(folder(tmp_path, {}))
    assert ids(read_register(tmp_path / "link")) == ALL


# Rights

Forbid = Callable[[Path], None]


@pytest.fixture
def forbid(monkeypatch: pytest.MonkeyPatch) -> Forbid:
    """Return a function that takes all rights from a file or a folder.

    Tests may run as root, whom no rights of files stop.
    """

    def guarded(function: Callable[..., Any], path: Path, *, inside: bool) -> Any:  # noqa: ANN401
        def call(target: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            if isinstance(target, (str, os.PathLike)):
                asked = Path(os.path.abspath(target))  # noqa: PTH100 - no link is read
                if path in asked.parents or (asked == path and not inside):
                    raise PermissionError(13, os.strerror(13), str(target))
            return function(target, *args, **kwargs)

        return call

    def take(path: Path) -> None:
        for name in ("listdir", "scandir"):
            monkeypatch.setattr(
                os, name, guarded(getattr(os, name), path, inside=False)
            )
        # What a thing is, is asked of the folder that it stands in.
        for name in ("stat", "lstat"):
            monkeypatch.setattr(os, name, guarded(getattr(os, name), path, inside=True))
        opened = guarded(io.open, path, inside=False)
        monkeypatch.setattr(io, "open", opened)
        monkeypatch.setattr(builtins, "open", opened)

    return take


RIGHTS: Mapping[str, tuple[str, str, frozenset[str] | None]] = {
    "a folder without rights": ("", "register", None),
    "a header without rights": (TOML, TOML, None),
    "a file of records without rights": (
        "figures.jsonl",
        "figures.jsonl",
        without("figures"),
    ),
    "a folder above without rights": ("..", "register", None),
}
every_right = pytest.mark.parametrize("right", RIGHTS, ids=slug)


@every_right
def test_what_may_not_be_read_is_reported(
    right: str, forbid: Forbid, tmp_path: Path
) -> None:
    """A missing right is a problem of the input: it is named, and the rest is read."""
    register, (closed, file, kept) = folder(tmp_path, {}), RIGHTS[right]
    forbid(Path(os.path.abspath(register / closed)))  # noqa: PTH100 - no link is read
    problems = refused(register)
    assert [(each.file, each.line, each.path) for each in problems] == [(file, 0, "$")]
    assert HAN.search(problems[0].expected_zh)
    if kept is not None:
        assert ids(read_partial_register(register).register) == kept


@every_right
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_line_says_what_may_not_be_read(
    lang: str,
    right: str,
    forbid: Forbid,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ends with 2 and names the file or folder, in the language asked for."""
    register, (closed, file, _) = folder(tmp_path, {}), RIGHTS[right]
    forbid(Path(os.path.abspath(register / closed)))  # noqa: PTH100 - no link is read
    assert main(["audit", str(register), "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert (out, "Traceback" in err, file in err) == ("", False, True)
    assert {"zh": "应为", "en": "expected"}[lang] in err


def test_a_single_file_without_rights_is_reported(
    forbid: Forbid, tmp_path: Path
) -> None:
    """A register of one file that may not be opened is named."""
    file = single(tmp_path, one_file())
    forbid(file)
    (problem,) = refused(file)
    assert (problem.file, problem.path) == (FILE, "$")
    assert "readable" in problem.expected_en


# What no table holds


@pytest.mark.parametrize("here", [".", ""], ids=["dot", "empty"])
def test_the_current_folder_is_called_by_its_name(
    here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A problem names a file or folder, also where the path is that of the shell."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    (problem,) = refused(Path(here))
    assert problem.file


def test_one_line_in_another_encoding_costs_that_line_only(tmp_path: Path) -> None:
    """A line of GB 18030 is reported with its number, and the others are read."""
    first, rest = lines("places").encode().split(b"\n", 1)
    bad = '{"id": "bad", "name": "某乡", "level": "town"}'.encode("gb18030")
    content = b"\n".join((first, bad, rest))
    partial_register = read_partial_register(
        folder(tmp_path, {"places.jsonl": content})
    )
    assert ids(partial_register.register) == ALL
    (problem,) = partial_register.problems
    assert (problem.file, problem.line) == ("places.jsonl", 2)


@pytest.mark.slow
def test_a_line_of_50_megabytes_is_refused_like_a_short_one(tmp_path: Path) -> None:
    """The report on an endless value is short, and the lines around it are read."""
    bad = f'{{"id": "bad", "name": "", "level": "{"长" * 17_000_000}"}}'
    assert len(bad.encode()) > 50_000_000
    register = folder(tmp_path, {"places.jsonl": f"{lines('places')}{bad}\n"})
    partial_register = read_partial_register(register)
    assert ids(partial_register.register) == ALL
    (problem,) = partial_register.problems
    assert (problem.line, problem.path) == (4, "$.level")
    assert len(InputError((problem,)).message("zh")) < 1000


def test_a_repeated_key_among_many_is_found_at_once(tmp_path: Path) -> None:
    """An object of 12,000 keys, the last of them repeated, is refused in no time."""
    keys = ", ".join(f'"k{number}": 1' for number in range(12_000))
    bad = f'{{{keys}, "k11999": 2}}\n'
    register = folder(tmp_path, {"places.jsonl": lines("places") + bad})
    start = time.process_time()
    (problem,) = refused(register)
    assert problem.received == "'k11999'"
    assert time.process_time() - start < 1  # some hundredths, where it is linear


def nested(depth: int, opening: str, inner: str, closing: str) -> str:
    """Return a place whose name is nested *depth* times."""
    return named(opening * depth + inner + closing * depth)


@pytest.mark.parametrize(
    ("opening", "inner", "closing"),
    [("[", "", "]"), ('{"a":', "1", "}"), ('[{"a":', "1", "}]")],
    ids=["lists", "objects", "both"],
)
def test_no_depth_of_nesting_breaks_the_report(
    opening: str, inner: str, closing: str, tmp_path: Path
) -> None:
    """There is no depth at which JSON is read and its value cannot be reported."""
    depths = range(300, 1000)
    rows = [nested(depth, opening, inner, closing) for depth in depths]
    register = folder(tmp_path, {"places.jsonl": lines("places") + "\n".join(rows)})
    partial_register = read_partial_register(register)
    assert ids(partial_register.register) == ALL
    found = sorted(each.line for each in partial_register.problems)
    assert found == [number + 4 for number, _ in enumerate(depths)]


def deep(depth: int) -> object:
    """Return a list in a list, *depth* times."""
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def itself() -> object:
    """Return a list that holds itself."""
    value: list[object] = []
    value.append(value)
    return value


ODD_KEYS: dict[object, int] = {1: 2, None: 3, (4,): 5}

IN_MEMORY: Mapping[str, object] = {
    "a whole number of 5001 digits": 10**5000,
    "a negative number of 5001 digits": -(10**5000),
    "lists 100 thousand deep": deep(100_000),
    "a list that holds itself": itself(),
    "bytes": b"\xd6\xd0",
    "a set": {"county"},
    "a tuple": ("county",),
    "no number": float("nan"),
    "infinity": float("inf"),
    "a class": Place,
    "keys that are no text": ODD_KEYS,
}


@pytest.mark.parametrize(
    "value", IN_MEMORY.values(), ids=[slug(each) for each in IN_MEMORY]
)
@pytest.mark.parametrize("name", ["name", "level", "parent", "other"])
def test_no_value_in_memory_breaks_the_report(name: str, value: object) -> None:
    """What no file can hold is refused in the same way as what a file holds."""
    payload = {**GOOD["places"][0], name: value}
    with pytest.raises(InputError) as caught:
        structure(payload, Place)
    for lang in ("zh", "en"):
        assert len(caught.value.message("zh" if lang == "zh" else "en")) < 1000


def test_a_number_that_python_cannot_print_is_no_count() -> None:
    """A count of 5001 digits would be read and never written again: it is refused."""
    payload = {"id": "a", "kind": "lecture", "occurrences": 10**5000}
    with pytest.raises(InputError):
        structure(payload, Activity)


def test_a_key_of_a_payload_that_is_no_text_is_an_unknown_field() -> None:
    """A dict of Python may have other keys than JSON; they are named and refused."""
    payload: dict[object, object] = {5: 1}
    with pytest.raises(InputError) as caught:
        structure(payload | GOOD["places"][0], Place)
    (problem,) = caught.value.problems
    assert "5" in problem.received


@pytest.mark.parametrize("name", ["again", "again.json"])
def test_what_cannot_be_written_leaves_the_old_files_alone(
    name: str, tmp_path: Path
) -> None:
    """A register is written as a whole or not at all, so that none is lost half way."""
    register = read_register(folder(tmp_path, {}))
    write_register(register, tmp_path / name)
    half = attrs.evolve(register.places[-1], name="某\ud800")
    with pytest.raises(ValueError, match=r"surrogates|UTF-8|文本"):
        write_register(attrs.evolve(register, places=(half,)), tmp_path / name)
    assert read_register(tmp_path / name) == register


# The program itself

MODULE = [sys.executable, "-m", "adminlaw"]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does, and fail where it does not end."""
    package = Path(read_register.__code__.co_filename).parents[2]
    return subprocess.run(  # noqa: S603 - our own interpreter and module
        [*MODULE, *arguments],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(package), **variables},
        stdin=subprocess.DEVNULL,
        timeout=10,
    )


def bad_ones(*starts: str) -> Iterator[Bad]:
    """Yield the cases whose descriptions are given."""
    for start in starts:
        yield next(each for each in CASES if each.about == start)


SHELL = list(
    bad_ones(
        "an enum given as its Chinese label",
        "places in GB 18030",
        "a header with a list declared complete",
        "a path of 300 characters",
    )
)


@pytest.mark.parametrize("bad", SHELL, ids=lambda bad: slug(bad.about))
def test_the_program_ends_with_2_and_a_message(bad: Bad, tmp_path: Path) -> None:
    """From a shell there is an exit code, a message and nothing on standard output."""
    done = run("audit", str(bad.make(tmp_path)), "--lang", "zh", PYTHONUTF8="1")
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode("utf-8")
    assert "应为" in message
    assert "Traceback" not in message


def test_the_program_reports_on_a_terminal_that_knows_only_ascii(
    tmp_path: Path,
) -> None:
    """Where 汉字 cannot be printed they are escaped, and the program does not break."""
    (bad,) = bad_ones("an enum given as its Chinese label")
    done = run("audit", str(bad.make(tmp_path)), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"places.jsonl:2 $.level" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_pipe_named_like_a_file_of_records_is_not_waited_for(
    tmp_path: Path,
) -> None:
    """A pipe has no end: it is no readable file, and the program does not hang."""
    register = folder(tmp_path, {})
    (register / "figures.jsonl").unlink()
    os.mkfifo(register / "figures.jsonl")
    try:
        done = run("audit", str(register))
    except subprocess.TimeoutExpired:
        pytest.fail("the program waits for the pipe")
    assert done.returncode == 2
    assert b"figures.jsonl" in done.stderr
