"""One text as a corpus holds it: its head in full, its structure packed.

A corpus of thousands of texts fits into memory because the units of a text are kept
as numbers in one block of bytes, and words are read when somebody asks for them.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from adminlaw.converter import CONVERTER
from adminlaw.errors import FieldTypeError
from adminlaw.markup import shown_as
from adminlaw.statutes.clauses import Clause
from adminlaw.statutes.commencements import Printed, printed_commencements
from adminlaw.statutes.foundations import repeals
from adminlaw.statutes.reading import Statute, read_text, statute_of
from adminlaw.statutes.units import Levels, Unit, UnitKind

FORMAT: Final = 1
"""Version of the packed form; a store of another one is made anew."""


@frozen(kw_only=True)
class Repeal:
    """An instrument that a text ends (废止条款).

    Attributes:
        title: Its name, as the text writes it.
        start: Where the name starts in the text, in code points.
        end: Where it ends, exclusive.
        partial: Whether only some of its provisions end.
    """

    title: str
    start: int
    end: int
    partial: bool = False

    _repr_html_ = shown_as("废止条款", title="标题", partial="是否部分")


@frozen(kw_only=True)
class Entry:
    """What a corpus knows of a text without its words and its structure.

    Attributes:
        name: Path of its file below the folder, with / between its parts.
        size: Size of the file in bytes.
        changed: When the file changed last, in nanoseconds.
        characters: Length of the text, in code points.
        articles: How many articles it has.
        statute: The text as read, without words and units.
        printed: What its closing articles say of its commencement.
        repeals: The instruments that it ends.
    """

    name: str
    size: int
    changed: int
    characters: int
    articles: int
    statute: Statute
    printed: tuple[Printed, ...] = ()
    repeals: tuple[Repeal, ...] = ()

    _repr_html_ = shown_as("文本目录", name="名称", articles="条数", characters="字数")


@frozen(kw_only=True)
class Sheet:
    """A text that was read: its entry, its packed units, its words."""

    entry: Entry
    units: bytes = field(repr=False)
    text: str = field(repr=False)


def read_sheet(folder: Path, name: str) -> Sheet:
    """Read one file of a corpus.

    Raises:
        InputError: the file cannot be read, or is neither UTF-8 nor GB18030.
    """
    path = folder / name
    text = read_text(path)
    about = path.stat()
    statute = statute_of(text, name=path.name)
    entry = Entry(
        name=name,
        size=about.st_size,
        changed=about.st_mtime_ns,
        characters=len(text),
        articles=len(statute.articles),
        statute=evolve(statute, text="", units=()),
        printed=printed_commencements(text, statute.units),
        repeals=_repeals(text, statute.units),
    )
    return Sheet(entry=entry, units=pack(statute.units), text=text)


_PARTLY: Final = ("中", "第", "的有关", "有关")
_SPEAKING: Final = frozenset(
    {UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.PASSAGE, UnitKind.PREAMBLE}
)


def _repeals(text: str, units: tuple[Unit, ...]) -> tuple[Repeal, ...]:
    """Return what the text ends; only some of its provisions where it says so."""
    found: list[Repeal] = []
    for unit in units:
        words = text[unit.start : unit.end] if unit.kind in _SPEAKING else ""
        if "废止" not in words and "失效" not in words:
            continue
        for each in repeals(Clause(text=words, start=unit.start)):
            found.append(  # noqa: PERF401 - two loops read better than one line
                Repeal(
                    title=each.target,
                    start=unit.start + each.start,
                    end=unit.start + each.end,
                    partial=words[each.end :].lstrip().startswith(_PARTLY),
                )
            )
    return tuple(found)


def _packed_elsewhere(value: object, _type: object) -> Unit:
    raise FieldTypeError("Statute", "units", "packed units", type(value).__name__)


# The units of a text are packed, not written out; the converter need not know them.
CONVERTER.register_structure_hook(Unit, _packed_elsewhere)

_KINDS: Final = tuple(UnitKind)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}
_WIDTH: Final = 14
"""Numbers of one packed unit: kind, start, end, nine levels, number, repeat."""


def pack(units: tuple[Unit, ...]) -> bytes:
    """Return units as bytes, the same on every machine."""
    numbers = array("i")
    for unit in units:
        kind = _NUMBERS[unit.kind]
        ends = (unit.number, unit.repeat)
        numbers.extend((kind, unit.start, unit.end, *unit.levels, *ends))
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes(), 1)


def unpack(packed: bytes) -> tuple[Unit, ...]:
    """Return the units that :func:`pack` packed.

    >>> units = (Unit(UnitKind.TITLE, 0, 3), Unit(UnitKind.PASSAGE, 3, 9))
    >>> unpack(pack(units)) == units
    True
    """
    numbers = array("i")
    numbers.frombytes(zlib.decompress(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(
        Unit(_KINDS[row[0]], row[1], row[2], Levels(*row[3:12]), row[12], row[13])
        for row in (numbers[at : at + _WIDTH] for at in range(0, len(numbers), _WIDTH))
    )
