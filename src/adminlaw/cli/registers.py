"""The commands that copy a register and describe its files."""

from __future__ import annotations

import json
from pathlib import Path

from adminlaw.cli.terminal import KINDS, refused, unusable
from adminlaw.errors import AdminLawError, Lang, UnknownCodeError
from adminlaw.model import COLLECTIONS, Register
from adminlaw.register import json_schema, read_register, write_register


def convert_command(source: Path, target: Path, /, *, lang: Lang = "zh") -> int:
    """Copy a register from one form to the other, and to the present file format.

    Parameters
    ----------
    source:
        A folder with register.toml, or a .json file; of any known version.
    target:
        A folder, or a file whose name ends in .json.
    lang:
        Language of messages: zh or en.
    """
    try:
        write_register(read_register(source), target)
    except AdminLawError as error:
        return refused(error.message(lang))
    except OSError as error:
        return unusable(error, lang, target)
    return 0


def schema_command(kind: str, /, *, lang: Lang = "zh") -> int:
    """Print the JSON Schema of a kind of record, or of a whole register.

    Parameters
    ----------
    kind:
        Name of a collection such as figures, or register.
    lang:
        Language of messages: zh or en.
    """
    kinds: dict[str, type] = {"register": Register, **COLLECTIONS}
    if kind not in kinds:
        named = KINDS.text(lang)
        return refused(UnknownCodeError(kind, named, tuple(kinds)).message(lang))
    print(json.dumps(json_schema(kinds[kind]), ensure_ascii=False, indent=2))
    return 0
