"""Codes of bodies, places and items against their national standards."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from adminlaw.checks.identity import check
from adminlaw.checks.sights import Context, Sight
from adminlaw.findings import Outcome, Subject, failed, passed
from adminlaw.identifiers import (
    Identifier,
    parse_credit_code,
    parse_division_code,
    parse_item_code,
)
from adminlaw.labels import Label


@frozen
class WrittenCode:
    """A code as a record writes it, and how it is read."""

    text: str
    read: Callable[[str], Identifier]


_WHERE: tuple[tuple[str, str, Callable[[str], Identifier]], ...] = (
    ("authorities", "credit_code", parse_credit_code),
    ("places", "division_code", parse_division_code),
    ("powers", "code", parse_item_code),
    ("service_items", "code", parse_item_code),
)
"""Which kinds of record carry which codes."""


def _codes(context: Context) -> Iterator[Sight[WrittenCode]]:
    for kind, field, read in _WHERE:
        for record in getattr(context.register, kind):
            text = getattr(record, field)
            if text:
                key = f"{kind}/{record.id}"
                yield Sight(
                    item=WrittenCode(text, read),
                    subject=Subject(
                        key=f"{key}.{field}",
                        label=Label(record.name, record.name),
                        records=(key,),
                    ),
                )


@check(
    "I101",
    zh="编码有效",
    en="a code is well formed",
    rule="records.codes",
    over=_codes,
)
def code_is_valid(code: WrittenCode, _context: Context) -> Outcome:
    """A code with a wrong check character names nobody, or somebody else.

    Blind to: whether a well-formed code was ever given out, and to whom.
    """
    identifier = code.read(code.text)
    if identifier.valid:
        return passed(Label("编码格式正确", "the code is well formed"))
    problems = identifier.problems
    return failed(
        Label(
            "；".join(each.text("zh") for each in problems),
            "; ".join(each.text("en") for each in problems),
        ),
        {"problems": " ".join(each.kind.code for each in problems)},
    )
