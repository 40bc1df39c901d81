"""The commands that bring tables in and out.

They stand apart, so that no other command loads the templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from adminlaw.cli.terminal import FOUND, KINDS, WRITTEN, refused, unusable
from adminlaw.converter import unstructure
from adminlaw.errors import AdminLawError, Lang, UnknownCodeError
from adminlaw.frames import write_table
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Register, redact
from adminlaw.register import read_register, write_register
from adminlaw.tables import ImportResult, read_table

_DRY: Final = Label("试运行，未写入；写入用 --to", "a dry run: give --to to write")
_KEPT_BACK: Final = Label(
    "有未读入的行，未写入；仍要写入用 --accept-problems",
    "some rows were not understood: nothing is written without --accept-problems",
)
_LEFT_OUT: Final = Label(
    "以下各列没有对应字段，未写入登记簿：{}",
    "columns that no field holds, not written to the register: {}",
)
_REDACTED: Final = Label(
    "可能涉及个人的栏目未写入；写入用 --personal",
    "what may name a person was left out: --personal writes it",
)


def import_command(
    file: Path,
    /,
    *,
    template: str = "",
    sheet: str = "",
    encoding: str = "",
    to: Path | None = None,
    label: str = "",
    accept_problems: Annotated[bool, Parameter(negative="")] = False,
    redact: Annotated[bool, Parameter(negative="")] = False,
    lang: Lang = "zh",
    format: Literal["text", "json"] = "text",  # noqa: A002
) -> int:
    """Read a spreadsheet into a register; without --to, show what would be read.

    Parameters
    ----------
    file:
        A table: CSV, XLSX, XLS, ODS, HTML or JSON, known by its content.
    template:
        Id of a template, or a TOML file with one; found by the header by default.
    sheet:
        Name of the sheet to read; every sheet that has the table by default.
    encoding:
        Encoding of a text file; by default UTF-8, else GB18030.
    to:
        Register to put the records into, a folder or a .json file; it is made where
        there is none.
    label:
        What a register that is made is called, such as 云山县住建局; as its file or
        folder by default.
    accept_problems:
        Write the rows that were understood although others were not.
    redact:
        Leave out personal data.
    lang:
        Language of messages: zh or en.
    format:
        What is printed: text for people or json for programs.
    """
    try:
        found = read_table(
            file,
            template or None,
            sheet=sheet or None,
            encoding=encoding or None,
            redact=redact,
        )
        print(_shown(found, format, lang))
        written = to is not None and (accept_problems or not found.problems)
        if to is not None and written:
            write_register(_merged(found, to, label), to)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, file)
    if format == "text":
        if written and found.left_out:
            print(_LEFT_OUT.text(lang).format(_listed(found.left_out, lang)))
        said = WRITTEN if written else (_KEPT_BACK if to else _DRY)
        print(said.text(lang).format(to))
    return FOUND if found.problems else 0


def _listed(texts: Iterable[str], lang: Lang) -> str:
    """Return all of the texts: what is not written is not cut short."""
    return ("、" if lang == "zh" else ", ").join(texts)


def _shown(found: ImportResult, form: str, lang: Lang) -> str:
    if form == "text":
        return found.text(lang)
    return json.dumps(unstructure(found), ensure_ascii=False, indent=2)


def _merged(found: ImportResult, target: Path, label: str) -> Register:
    """Return the register at *target* with the records, or a new one so called."""
    new = not target.exists() or (target.is_dir() and not any(target.iterdir()))
    if not new:
        return found.merge_into(read_register(target))
    name = target.resolve().name.removesuffix(".json")
    return found.register(name, Label(label or name, label or name))


def export_command(
    source: Path,
    kind: str,
    target: Path,
    /,
    *,
    labels: Literal["zh", "en", "code"] = "zh",
    readable: Annotated[bool, Parameter(negative="")] = False,
    personal: Annotated[bool, Parameter(negative="")] = False,
    lang: Lang = "zh",
) -> int:
    """Write one kind of record as a table: CSV, XLSX or Parquet.

    Parameters
    ----------
    source:
        A folder with register.toml, or a .json file.
    kind:
        Name of a collection, such as powers.
    target:
        File to write, ending in .csv, .xlsx or .parquet.
    labels:
        Headings and members of lists: zh, en, or code.
    readable:
        A table for people: names instead of ids, words instead of JSON, amounts in
        yuan. It cannot be read back.
    personal:
        Write personal data too; they are left out by default.
    lang:
        Language of messages: zh or en.
    """
    if kind not in COLLECTIONS:
        named, choices = KINDS.text(lang), tuple(COLLECTIONS)
        return refused(UnknownCodeError(kind, named, choices).message(lang))
    try:
        register = read_register(source)
        names = register if readable else None
        records = getattr(register, kind)
        write_table(records, target, labels=labels, personal=personal, names=names)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, target)
    print(WRITTEN.text(lang).format(target))
    if not personal and any(_personal(each) for each in records):
        print(_REDACTED.text(lang))
    return 0


def _personal(record: object) -> bool:
    """Tell whether a record says anything that is left out as personal."""
    return bool(redact(record) != record)
