"""The commands that read registers: judge one, copy one, describe its files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

from cyclopts import Parameter

from adminlaw.checks import audit
from adminlaw.cli.terminal import FOUND, REGISTER, progress, refused, today
from adminlaw.errors import AdminLawError, Lang, UnknownCodeError
from adminlaw.labels import Label
from adminlaw.model import COLLECTIONS, Register
from adminlaw.register import json_schema, read_register, write_register
from adminlaw.report import audit_json, audit_text
from adminlaw.rulebook import load_rulebook

_CHECKS: Final = Label("检查", "checks")


def audit_command(
    path: Path,
    /,
    *,
    as_of: date | None = None,
    lang: Lang = "zh",
    format: Literal["text", "json"] = "text",  # noqa: A002
    check: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    rules: Annotated[tuple[Path, ...], Parameter(negative="")] = (),
) -> int:
    """Judge a register by every check, or by those named.

    Parameters
    ----------
    path:
        A folder with register.toml, or a .json file.
    as_of:
        The day of the audit, YYYY-MM-DD; today by default.
    lang:
        Language of text and messages: zh or en.
    format:
        text for people, json for programs.
    check:
        Id of a check to run; may be given several times.
    rules:
        TOML file with rules of a place, beside those that ship; may be given
        several times.
    """
    day = as_of or today()
    try:
        with progress() as bar:
            register = read_register(path, progress=bar(REGISTER.text(lang)))
            report = audit(
                register,
                as_of=day,
                rulebook=load_rulebook(rules),
                checks=check,
                progress=bar(_CHECKS.text(lang)),
            )
    except AdminLawError as error:
        return refused(error.message(lang))
    print(audit_json(report) if format == "json" else audit_text(report, lang))
    return FOUND if report.errors else 0


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
        return refused(f"{target}: {error.strerror}")
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
        return refused(UnknownCodeError(kind, "Register", tuple(kinds)).message(lang))
    print(json.dumps(json_schema(kinds[kind]), ensure_ascii=False, indent=2))
    return 0
