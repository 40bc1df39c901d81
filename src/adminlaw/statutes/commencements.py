"""Read when a text says that it enters into force.

本法自2021年7月15日起施行 and 自公布之日起施行 stand in the closing article. An amended
text goes on printing the day of its first version, so what a text prints is only
reported here, with its place; which version it speaks of is judged elsewhere.
The limits: 自公布之日起三十日后 is a disputed reading and gives no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from adminlaw.markup import shown_as
from adminlaw.statutes.lines import NUMERAL, number_of
from adminlaw.statutes.units import Unit, UnitKind


@frozen(kw_only=True)
class Printed:
    """A day of commencement as a text prints it (施行日期条款).

    Attributes:
        day: The day; None where the text says 自公布之日起.
        part: The places it is about, as printed; empty for the whole text.
        start: Where the words start in the text, in code points.
        end: Where they end, exclusive.
    """

    day: date | None
    start: int
    end: int
    part: str = ""

    _repr_html_ = shown_as("施行日期条款", day="日期", part="条款")


_YEAR: Final = (
    rf"(?P<year>{NUMERAL}{{4}})\s*年\s*(?P<month>{NUMERAL}{{1,3}})\s*月\s*"
    rf"(?P<day>{NUMERAL}{{1,3}})\s*日"
)
_SUBJECT: Final = (
    "本(?:暂行|实施)?(?:法|条例|办法|规定|细则|规则|解释|决定|章程|通则|规程|修正案|"
    "规范|安排|标准|方案|批复|意见|通知|通告|公告)"
)
_PRINTED: Final = re.compile(
    rf"(?:{_SUBJECT}(?P<part>(?:第[^，。；]{{1,60}}?)?(?:的?规定)?)[，,]?\s*[从自于由]?"
    r"|(?:(?P<places>第[^，。；]{1,60}?[条款项])(?:的?规定)?[，,]?\s*)?[从自于由])\s*"
    rf"(?:{_YEAR}|(?P<published>(?:公布|发布|颁布|公告|印发)之?日))\s*"
    r"(?P<after>起?\s*[^，。；\s]{0,12}?)"
    r"\s*(?:起)?\s*(?:正式)?(?:施行|实施|生效|执行|实行|试行)"
)
_WHOLE_YEAR: Final = str.maketrans(
    "〇零○Ｏ一二三四五六七八九０１２３４５６７８９", "00001234567890123456789"
)
_CLOSING_ARTICLES: Final = 4
_CLOSING_PASSAGES: Final = 3


def printed_commencements(text: str, units: Sequence[Unit]) -> tuple[Printed, ...]:
    """Return what the closing articles of *text* say of its commencement."""
    return tuple(
        printed
        for unit in _closing(units)
        for printed in _in_unit(text[unit.start : unit.end], unit.start)
    )


def _closing(units: Sequence[Unit]) -> list[Unit]:
    """Return the pieces of the last articles, or the last passages."""
    said = [unit for unit in units if unit.kind is UnitKind.PARAGRAPH]
    if not said:
        passages = [unit for unit in units if unit.kind is UnitKind.PASSAGE]
        return passages[-_CLOSING_PASSAGES:]
    articles = dict.fromkeys((unit.levels.article, unit.levels.suffix) for unit in said)
    last = list(articles)[-_CLOSING_ARTICLES:]
    return [each for each in said if (each.levels.article, each.levels.suffix) in last]


def _in_unit(words: str, offset: int) -> Iterator[Printed]:
    for found in _PRINTED.finditer(words):
        if "后" in found["after"]:
            continue
        day = (
            None if found["published"] else day_of(*found.group("year", "month", "day"))
        )
        if day is None and not found["published"]:
            continue
        part = found["places"] or found["part"] or ""
        part = part.removesuffix("规定").removesuffix("的").strip()
        if not part and not _speaks_of_itself(words, found):
            continue
        yield Printed(
            day=day,
            start=offset + found.start(),
            end=offset + found.end(),
            part=part,
        )


def _speaks_of_itself(words: str, found: re.Match[str]) -> bool:
    """Tell whether the day is that of the text, and not of another one it names."""
    if re.match(_SUBJECT, found[0]):
        return True
    before = re.split("[。；]", words[: found.start()])[-1]
    return not before.strip() or bool(
        re.search(rf"{_SUBJECT}[^《》]{{0,20}}\Z", before)
    )


def day_of(year: str, month: str, day: str) -> date | None:
    """Return the day that numerals of either kind write; None if there is none.

    >>> day_of("一九八七", "十", "1"), day_of("2021", "13", "1")
    (datetime.date(1987, 10, 1), None)
    """
    numbers = (number_of(month), number_of(day))
    digits = year.translate(_WHOLE_YEAR)
    if None in numbers or not digits.isascii():
        return None
    try:
        return date(int(digits), numbers[0] or 0, numbers[1] or 0)
    except ValueError:
        return None
