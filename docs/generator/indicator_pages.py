"""The catalogue of indicators: what each is, and how a person works it out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from adminlaw.labels import Label
from adminlaw.measures import (
    CountDefinition,
    Definitions,
    DefinitionStatus,
    IndicatorDefinition,
    IndicatorKind,
    shipped_definitions,
)
from adminlaw.rulebook import load_rulebook
from generator.writing import Lines, page, paragraph, table

INTRODUCTION = """
`al.indicators(register)` works these out. Each has one sentence by which a person can
do it by hand: which records, which days, what counts. The definitions stand in
`measures/data/*.toml`. Where no law and no published report defines an indicator, it
says so: *our own*.
"""

RULES = """
Records are taken where the register declares them complete (`Register.complete`); else
the figures that a report prints; else the records, marked as not complete. A record of
which the day or the outcome is not known widens the bounds, and nothing is guessed. The
bounds of a share are found record by record: one that may count in the base counts in
the numerator only where it would; where the base may be empty, there are bounds and no
value. Other quotients lie between the least over the greatest and the reverse, and have
none where the base may be zero. An indicator is refused, with the reason, where its
base is missing or zero, where units, scopes or as-of days differ, and where a printed
number is altered or only rough. A figure of a narrower scope has a value of its own.
Rates are in percent, shortened half up to two decimals unless the table says otherwise;
a change is in percentage points. `FROM THE RECORDS` in the column of codes means that
no report prints the count.
"""

FIGURES = """
Every number of the published reports that the library was made for is listed in
`docs/reference/figures.csv`, with its indicator or with the reason why it is none.
"""


def indicators_page() -> str:
    """Return the page of indicators and of the counts that serve them."""
    held = shipped_definitions()
    return page(
        "Indicators",
        paragraph(INTRODUCTION),
        paragraph(RULES),
        paragraph(FIGURES),
        (line for each in areas(held) for line in area_section(*each, held)),
        ("## Counts that serve a rate", ""),
        table(
            ("count", "what it is", "how it is counted", "codes of figures"),
            (count_row(each, held) for each in parts(held)),
        ),
        ("## Numbers of the reports", ""),
        figures_table(),
    )


def figures_table() -> Lines:
    """Yield the table of the numbers of the reports."""
    yield from ("```{csv-table}", ":file: figures.csv", ":header-rows: 1")
    yield from (":widths: auto", "```", "")


def areas(
    held: Definitions,
) -> Iterator[tuple[str, tuple[IndicatorDefinition, ...]]]:
    """Yield the indicators of each area, which is the first word of their ids."""

    def area(each: IndicatorDefinition) -> str:
        return each.id.partition(".")[0]

    ordered = sorted(held.indicators.values(), key=area)
    for name, members in groupby(ordered, key=area):
        yield name, tuple(members)


def area_section(
    name: str, members: Iterable[IndicatorDefinition], held: Definitions
) -> Lines:
    """Yield the section of one area."""
    yield from (f"## {name.replace('_', ' ').capitalize()}", "")
    yield from table(
        ("indicator", "what it is", "how it is worked out", "kind", "source"),
        (indicator_row(each, held) for each in members),
    )


def indicator_row(each: IndicatorDefinition, held: Definitions) -> tuple[str, ...]:
    """Return one indicator as a row."""
    return (
        f"`{each.id}`",
        both(each.label),
        f"{both(each.definition)}{formula(each, held)}",
        kind(each),
        source(each.source, each.status),
    )


def kind(each: IndicatorDefinition) -> str:
    """Return the kind of an indicator with its unit and how it is shortened."""
    per = f" per {each.per.en}" if each.per else ""
    unit = "percentage points" if each.kind is IndicatorKind.CHANGE else each.unit.en
    digits = "" if each.places == DEFAULT_PLACES else f", {each.places} decimals"
    return f"{each.kind.en}, {unit}{per}{digits}"


DEFAULT_PLACES = 2


def formula(each: IndicatorDefinition, held: Definitions) -> str:
    """Return what is divided by what, by their ids."""
    if each.kind is IndicatorKind.CHANGE:
        return f"<br>`{each.of}`, this year less last"
    if each.kind is IndicatorKind.COUNT and not each.by:
        codes = printed(each.numerator[0], held)
        return f"<br>figures: {listed(codes)}" if codes else ""
    above = " + ".join(f"`{name}`" for name in each.numerator)
    above += "".join(f" − `{name}`" for name in each.minus)
    below = " + ".join(f"`{name}`" for name in each.denominator)
    split = each.by or each.share_by
    tail = f", by `{split}`" if split else ""
    tail += f"; printed as {listed(each.published)}" if each.published else ""
    return f"<br>{above}{' ÷ ' if below else ''}{below}{tail}"


def parts(held: Definitions) -> Iterator[CountDefinition]:
    """Yield the counts that are no indicators of their own, by id."""
    for key in sorted(held.counts):
        if held.counts[key].part:
            yield held.counts[key]


def count_row(each: CountDefinition, held: Definitions) -> tuple[str, ...]:
    """Return one count as a row."""
    return (
        f"`{each.id}`",
        both(each.label),
        both(each.definition),
        listed(printed(each.id, held)) or "FROM THE RECORDS",
    )


def printed(count: str, held: Definitions) -> tuple[str, ...]:
    """Return the codes of figures that say what a count says."""
    measures = load_rulebook().measures
    return tuple(code for code in held.codes(count) if code in measures)


def source(text: str, status: DefinitionStatus) -> str:
    """Return where a definition comes from."""
    return f"{text} ({status.en})" if text else status.en


def both(label: Label) -> str:
    """Return a label in both languages."""
    return f"{label.zh} · {label.en}"


def listed(codes: Iterable[str]) -> str:
    """Return codes with commas between them."""
    return ", ".join(f"`{each}`" for each in codes)
