"""Every real table that the project was given is read, and what became of it is told.

``docs/reference/samples.md`` says it file by file, and is kept true by a test where the
files are at hand. To write it anew::

    ADMINLAW_SAMPLES=<folder> python tests/test_sample_files.py --write
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from attrs import frozen
from python_calamine import CalamineWorkbook

from adminlaw.errors import AdminLawError, InputError, Problem
from adminlaw.findings import Status
from adminlaw.forms.reading import read_form
from adminlaw.forms.schemas import read_layout
from adminlaw.tables.reading import read_table
from adminlaw.tables.results import Fate, ImportResult

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "samples.md"

TABLES = ("*.xlsx", "*.tsv")
"""Files that hold tables; the JSON files are forms, read by ``adminlaw.forms``."""

DISCLOSURE = "annual-report/suqian-2023.json"
RECONSIDERATION = "moj_2019_reconsideration.json"
SCHEMA = "annual_report_table_schema_v2.json"

CASES_OF_2019 = 183_489
"""Applications for reconsideration of 2019, as the Ministry of Justice adds them up."""


def tables(folder: Path) -> Iterator[Path]:
    """Yield each table of the folder, in the order of their names."""
    found = (path for pattern in TABLES for path in folder.rglob(pattern))
    return iter(sorted(found))


def rows_of(path: Path) -> int:
    """Count the rows of a file without the library."""
    if path.suffix == ".tsv":
        return len(path.read_text("utf-8").splitlines())
    with path.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
        sheets = map(workbook.get_sheet_by_name, workbook.sheet_names)
        return sum(len(each.to_python(skip_empty_area=False)) for each in sheets)


@frozen
class Outcome:
    """What became of one file: a result, or the error that refused it."""

    name: str
    rows: int
    result: ImportResult | None = None
    refusal: str = ""


@cache
def outcome(path: Path, folder: Path) -> Outcome:
    """Read a file and keep what was said of it."""
    name = path.relative_to(folder).as_posix()
    try:
        return Outcome(name, rows_of(path), read_table(path))
    except InputError as error:
        return Outcome(name, rows_of(path), None, error.problems[0].expected_en)
    except AdminLawError as error:
        return Outcome(name, rows_of(path), None, type(error).__name__)


# The page.

HEAD = """# Real tables, and what became of them

The files on which the reading of tables and forms was tried: document numbers of four
governments, a template for power lists, division codes of five years, a disclosure
report and reconsideration statistics. They are not part of the project. Every row of a
table is accounted for: it became part of a record, was set apart, or is a problem. A
remark stands on a row that did become a record. A test writes this page, and keeps it
true.

| File | Template | Rows | Records | Part of records | Set apart | Problems | Remarks |
| --- | --- | ---: | ---: | ---: | --- | ---: | ---: |
"""

FORMS = """
## Yearly forms

| File | Form | Cells | Passed | Failed | Not applicable | Not assessable | Problems |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""

REASONS = """
## What was reported, and how often

| File | Kind | Column | Expected | Rows |
| --- | --- | --- | --- | ---: |
"""


def page(folder: Path) -> str:
    """Return the page on the files of a folder."""
    outcomes = [outcome(path, folder) for path in tables(folder)]
    rows = "".join(f"{_row(each)}\n" for each in outcomes)
    reasons = "".join(f"{line}\n" for each in outcomes for line in _reasons(each))
    forms = "".join(
        f"{_form(folder / name, year)}\n"
        for name, year in ((DISCLOSURE, None), (RECONSIDERATION, 2019))
    )
    schema = read_layout(folder / SCHEMA)
    places = sum(len(each.rows) * len(each.columns) for each in schema.tables)
    forms += f"| {SCHEMA} | a schema of tables | {places} | | | | | 0 |\n"
    return HEAD + rows + FORMS + forms + REASONS + reasons


def _form(path: Path, year: int | None) -> str:
    form = read_form(path, year=year)
    counts = form.check().counts
    numbers = (len(form.cells), *(counts.get(each, 0) for each in _JUDGED))
    shown = " | ".join(map(str, (*numbers, len(form.problems))))
    return f"| {path.name} | {form.id} | {shown} |"


_JUDGED = (Status.PASSED, Status.FAILED, Status.NOT_APPLICABLE, Status.NOT_ASSESSABLE)


def _row(one: Outcome) -> str:
    result = one.result
    if result is None:
        return f"| {one.name} | refused | {one.rows} | | | | | |"
    kept = result.counts.get(Fate.RECORD, 0)
    lost = result.counts.get(Fate.PROBLEM, 0)
    apart = ", ".join(
        f"{fate.en} {number}"
        for fate, number in result.counts.items()
        if fate not in {Fate.RECORD, Fate.PROBLEM}
    )
    template = " ".join(part for part in (result.template, result.version) if part)
    counts = (one.rows, len(result.records), kept, apart, lost, len(result.remarks))
    return f"| {one.name} | {template} | {' | '.join(map(str, counts))} |"


def _reasons(one: Outcome) -> Iterator[str]:
    if one.result is None:
        yield f"| {one.name} | refused | | {one.refusal} | {one.rows} |"
        return
    for kind, problems in (
        ("problem", one.result.problems),
        ("remark", one.result.remarks),
    ):
        for (path, expected), count in _counted(problems):
            yield f"| {one.name} | {kind} | {path} | {expected} | {count} |"


def _counted(problems: Iterable[Problem]) -> list[tuple[tuple[str, str], int]]:
    """Return places and reasons with their number, the most frequent first."""
    found = Counter(
        (re.sub(r"\d+$", "", each.path), each.expected_en.replace("|", "\\|"))
        for each in problems
    )
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def test_every_row_of_every_table_is_accounted_for(samples: Path) -> None:
    """No row of a real file is dropped, and each has one fate."""
    found = list(tables(samples))
    assert len(found) >= 10
    for path in found:
        one = outcome(path, samples)
        assert one.result is not None, (one.name, one.refusal)
        assert sum(one.result.counts.values()) == one.rows, one.name
        assert {each.id for each in one.result.records} == set(one.result.provenance)


def test_the_template_of_a_power_list_holds_no_power(samples: Path) -> None:
    """A form with two rows of headings and nothing below them gives no record."""
    result = read_table(samples / "power-list-template.xlsx")
    assert result.template == "powers"
    assert result.records == ()
    assert result.counts == {Fate.HEADER: 2}
    assert len(result.mapping) == 56
    assert {"holder", "basis"} <= {each.name for each in result.mapping}


def test_every_file_is_read_by_one_way_or_another(samples: Path) -> None:
    """Nothing in the folder is left out of these tests."""
    known = {*tables(samples), *(samples / each for each in _JSON)}
    assert {path for path in samples.rglob("*") if path.is_file()} == known


_JSON = (DISCLOSURE, RECONSIDERATION, SCHEMA)


def test_only_rows_without_a_number_are_no_documents(samples: Path) -> None:
    """A row of these lists that names nothing is a problem; every other is a record."""
    for path in tables(samples / "document-numbers"):
        with path.open("rb") as file:
            head, *rows = (
                CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
            )
        at = next(place for place, name in enumerate(head) if "number" in str(name))
        named = [str(row[at]).replace("发文字号：", "").strip() for row in rows]
        result = outcome(path, samples).result
        assert result is not None
        assert len(result.problems) == named.count("")
        assert [each.line for each in result.problems] == [
            number for number, name in enumerate(named, start=2) if not name
        ]


def test_the_disclosure_report_of_2023_satisfies_its_rules(samples: Path) -> None:
    """No balance of the report fails, and most are passed."""
    form = read_form(samples / DISCLOSURE)
    report = form.check()
    assert (form.id, form.year, form.problems) == ("disclosure-2021", 2023, ())
    assert report.failed == ()
    assert len(report.passed) > 40
    assert form.value("fees", "fees", "amount") == Decimal("59237.2449")


def test_the_reconsideration_cases_of_2019_add_up(samples: Path) -> None:
    """The cases of 32 places sum to the total that was published."""
    result = read_table(samples / RECONSIDERATION)
    assert len(result.records) == 32
    assert sum(each.value for each in result.records) == CASES_OF_2019
    form = read_form(samples / RECONSIDERATION, year=2019)
    assert form.check().failed == ()
    assert len(form.check().passed) == 1


def test_a_published_schema_of_the_report_is_read(samples: Path) -> None:
    """A layout of another project has its six tables."""
    schema = read_layout(samples / SCHEMA)
    assert len(schema.tables) == 6


def test_the_page_on_real_tables_is_true(samples: Path) -> None:
    """The page says what a reading gives today."""
    assert PAGE.read_text("utf-8") == page(samples)


if __name__ == "__main__":
    if "--write" not in sys.argv:
        sys.exit("--write")
    PAGE.write_text(page(Path(os.environ["ADMINLAW_SAMPLES"])), "utf-8")
