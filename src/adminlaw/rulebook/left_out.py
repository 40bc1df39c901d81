"""Which articles that print a time or a number bear no rule, and why.

The rule book is complete where every such article has a rule or stands in this list;
a test reads the texts and compares (``make corpus``).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from attrs import frozen

from adminlaw.citations import Provision, parse_provision


@frozen(kw_only=True)
class LeftOut:
    """An article without a rule (未列规则的条文).

    Attributes:
        statute: Full title of the instrument.
        text: Day of adoption of the text.
        article: The article.
        reason: Why it bears no rule.
    """

    statute: str
    text: date
    article: Provision
    reason: str


@cache
def left_out() -> tuple[LeftOut, ...]:
    """Return every article that is left out, in the order of the file.

    >>> [each.reason for each in left_out() if str(each.article) == "第九十二条"]
    ['says "several" (两个以上, 几个): no threshold']
    """
    path = files("adminlaw.rulebook").joinpath("data", "left_out.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return tuple(
        LeftOut(
            statute=row["statute"],
            text=date.fromisoformat(row["text"]),
            article=parse_provision(row["article"]),
            reason=row["reason"],
        )
        for row in rows
    )
