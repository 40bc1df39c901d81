"""What every command shares: exit codes, the clock, refusals, a progress bar.

Exit codes: 0 without errors found, 1 with errors found, 2 where the input or the
call cannot be used, 70 where the program itself broke.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress

from adminlaw.errors import Lang
from adminlaw.labels import Label

FOUND: Final = 1
UNUSABLE: Final = 2
BROKEN: Final = 70

REGISTER: Final = Label("登记簿", "register")
KINDS: Final = Label("记录类别", "the kinds of record")
TEXTS: Final = Label("法律文本", "texts")
WRITTEN: Final = Label("已写入 {}", "written to {}")
_NO_FOLDER: Final = Label("没有这个文件或文件夹", "no such file or folder")


def today() -> date:
    """Return the day of whoever asks.

    Only commands read a clock: the library itself is always given the day.
    """
    return date.today()  # noqa: DTZ011 - the day of whoever sits at the terminal


def refused(message: str) -> int:
    """Say on standard error why something cannot be used; return the exit code."""
    print(message, file=sys.stderr)
    return UNUSABLE


def unusable(error: OSError, lang: Lang, file: Path | None = None) -> int:
    """Say which file cannot be read or written, and why; return the exit code.

    A reader of the output who went away is no fault of a file: ``main`` sees to it.
    """
    if isinstance(error, BrokenPipeError):
        raise error
    missing = isinstance(error, FileNotFoundError)
    why = _NO_FOLDER.text(lang) if missing else error.strerror
    return refused(f"{error.filename or file}: {why}")


@contextmanager
def progress() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Show bars on a terminal's standard error; elsewhere show nothing."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as shown:

        def bar(title: str) -> Callable[[int, int], None]:
            task = shown.add_task(title, total=None)

            def update(done: int, total: int) -> None:
                shown.update(task, completed=done, total=total)

            return update

        yield bar
