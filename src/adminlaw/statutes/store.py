"""Keep a corpus that was read in one file, so that the next start is quick.

SQLite, because it comes with Python, is one file, reads single texts without
loading the rest, and is left whole by a program that breaks off. A row is used
again only while its file has the same size and time of change.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from attrs import frozen

from adminlaw.converter import structure, unstructure
from adminlaw.errors import InputError, Problem
from adminlaw.statutes.reading import read_text
from adminlaw.statutes.texts import FORMAT, Entry, Sheet

_SCHEMA: Final = """
create table if not exists texts (
    name text primary key, size integer, changed integer,
    entry text not null, units blob not null, words blob not null
) without rowid
"""


class Shelf:
    """Where the words and the units of a corpus are taken from: its folder."""

    def __init__(self, folder: Path, sheets: Iterable[Sheet]) -> None:
        self._folder = folder
        self._units = {each.entry.name: each.units for each in sheets}

    def load(self, entry: Entry) -> tuple[bytes, str]:
        """Return the packed units and the words of a text.

        Raises:
            InputError: the file cannot be read, or changed since it was read.
        """
        text = read_text(self._folder / entry.name)
        if len(text) != entry.characters:
            problem = Problem(
                file=entry.name,
                received=f"{len(text)}",
                expected_zh=f"读取语料时的{entry.characters}字",
                expected_en=f"the {entry.characters} characters read before",
            )
            raise InputError((problem,))
        return self._units[entry.name], text


_MARK: Final = 0x61646C77
"""What a file of ours says it is, so that no other database is taken for one."""


def _refusal(path: Path) -> InputError:
    problem = Problem(
        file=path.name,
        expected_zh="本库写成的语料缓存文件，或者可新建的文件",
        expected_en="a store written by this library, or a file that can be made",
    )
    return InputError((problem,))


@frozen
class Store:
    """A corpus in one SQLite file.

    Attributes:
        path: The file; it is made where there is none.
    """

    path: Path

    def _open(self) -> closing[sqlite3.Connection]:
        """Open the file; an empty one becomes a store, any other is refused."""
        try:
            connection = sqlite3.connect(self.path)
            mark = connection.execute("pragma application_id").fetchone()[0]
            version = connection.execute("pragma user_version").fetchone()[0]
            if (mark, version) != (_MARK, FORMAT):
                self._make(connection, mark)
        except sqlite3.DatabaseError:
            raise _refusal(self.path) from None
        return closing(connection)

    def _make(self, connection: sqlite3.Connection, mark: int) -> None:
        """Make the table of an empty file, or anew in a store of another form."""
        tables = connection.execute("select count(*) from sqlite_master").fetchone()
        if mark != _MARK and tables[0]:
            connection.close()
            raise _refusal(self.path)
        connection.execute(f"pragma application_id = {_MARK}")
        connection.execute("drop table if exists texts")
        connection.execute(_SCHEMA)
        # Last, so that a store left half made is made again.
        connection.execute(f"pragma user_version = {FORMAT}")

    def entries(self) -> Iterator[Entry]:
        """Yield what is known of each text.

        Raises:
            InputError: the file is no store.
        """
        with self._open() as connection:
            rows = connection.execute(
                "select entry from texts order by name"
            ).fetchall()
        for (entry,) in rows:
            yield structure(json.loads(entry), Entry, file=self.path.name)

    def put(self, sheets: Iterable[Sheet], gone: Iterable[str] = ()) -> None:
        """Add texts, in place of older readings, and drop those that are *gone*."""
        rows = (
            (
                each.entry.name,
                each.entry.size,
                each.entry.changed,
                json.dumps(unstructure(each.entry), ensure_ascii=False),
                each.units,
                zlib.compress(each.text.encode("utf-8", "surrogatepass"), 6),
            )
            for each in sheets
        )
        with self._open() as connection, connection:
            connection.executemany(
                "delete from texts where name = ?", ((n,) for n in gone)
            )
            connection.executemany(
                "insert or replace into texts values (?, ?, ?, ?, ?, ?)", rows
            )

    def load(self, entry: Entry) -> tuple[bytes, str]:
        """Return the packed units and the words of a text.

        Raises:
            InputError: the file is no store, or has no such text any more.
        """
        query = "select units, words from texts where name = ?"
        with self._open() as connection:
            found = connection.execute(query, (entry.name,)).fetchone()
        if found is None:
            problem = Problem(
                file=self.path.name,
                received=entry.name,
                expected_zh="仍在缓存中的文本",
                expected_en="a text that is still in the store",
            )
            raise InputError((problem,))
        units, words = found
        return bytes(units), zlib.decompress(words).decode("utf-8", "surrogatepass")


def fresh(entries: Iterable[Entry], folder: Path) -> Mapping[str, Entry]:
    """Return the entries whose files have not changed since they were read."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        try:
            about = (folder / entry.name).stat()
        except OSError:
            continue
        if (about.st_size, about.st_mtime_ns) == (entry.size, entry.changed):
            kept[entry.name] = entry
    return kept
