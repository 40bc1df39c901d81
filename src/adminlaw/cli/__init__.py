"""The command line: it reads, calls the library, prints what comes back.

``terminal`` says what the exit codes mean.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from adminlaw.cli.registers import convert_command, schema_command
from adminlaw.cli.statutes import article_command, cite_command, corpus_command
from adminlaw.cli.terminal import BROKEN, UNUSABLE, refused
from adminlaw.cli.times import (
    calendar_command,
    due_command,
    rules_command,
    timeline_command,
)

app = App(
    name="adminlaw",
    help="Administrative law as data: audit a register from the shell.",
    version_flags=[],
)

# Loaded when they are called, as is the graph: no other command needs the checks.
app.command(
    "adminlaw.cli.audits:audit_command",
    name="audit",
    help="Judge a register by every check, or by those named.",
)
app.command(
    "adminlaw.cli.audits:explain_command",
    name="explain",
    help="Explain a check: what it asks, why, by which rules. Without one: list all.",
)
app.command(
    "adminlaw.cli.tables:import_command",
    name="import",
    help="Read a spreadsheet into a register; first show what would be read.",
)
app.command(
    "adminlaw.cli.tables:export_command",
    name="export",
    help="Write one kind of record as CSV, XLSX or Parquet.",
)
app.command(
    "adminlaw.cli.measures:indicators_command",
    name="indicators",
    help="Work out the indicators of a register, with what they rest on.",
)
app.command(
    "adminlaw.cli.measures:form_command",
    name="form",
    help="Check a yearly form by its balancing rules, or fill one from a register.",
)
app.command(convert_command, name="convert")
app.command(schema_command, name="schema")
app.command(corpus_command, name="corpus")
app.command(article_command, name="article")
app.command(cite_command, name="cite")
app.command(due_command, name="due")
app.command(timeline_command, name="timeline")
app.command(calendar_command, name="calendar")
app.command(rules_command, name="rules")
# Loaded when it is called: no other command needs networkx.
app.command(
    "adminlaw.cli.graphs:app",
    name="graph",
    help="Ask what rests on what: powers, articles, instruments, cases.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: Words after the program's name; those of the process by default.
    """
    try:
        result = app(
            arguments,
            exit_on_error=False,
            print_error=True,
            result_action="return_value",
        )
        sys.stdout.flush()
    except CycloptsError:
        return UNUSABLE
    except BrokenPipeError:
        # The reader went away, as ``head`` does; nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNUSABLE
    except OSError as error:
        return refused(f"adminlaw: {error.strerror}")
    except Exception:  # noqa: BLE001 - a defect must not look like errors found
        traceback.print_exc()
        return BROKEN
    return result if isinstance(result, int) else 0


def run() -> None:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without 汉字 shows their codes rather than breaking off.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
