"""Texts of cells: how a cell prints, and forms in which texts are compared.

What is kept is what the file says. Full-width digits, letters and brackets are made
half-width for comparing and for reading numbers only: in the text of law ``（`` and
``(`` are not the same.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from adminlaw.tables.grids import Value

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]+")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_HALF: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
}
_MINUSES: Final = str.maketrans("−﹣‐‑", "----")


def cell_text(value: Value) -> str:
    """Return a cell as it prints, a text unchanged.

    Days are written as ISO has them, and a number without a fraction has none.

    >>> from datetime import date
    >>> [cell_text(each) for each in (20210715.0, date(2021, 7, 15), 0.5, True, None)]
    ['20210715', '2021-07-15', '0.5', 'TRUE', '']
    """
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int():
            return str(value)
        case float():
            return _number_text(value)
        case timedelta():
            return _duration(value)
        case date() | time():
            return _moment_text(value)


def _number_text(value: float) -> str:
    # By its digits, so that nothing is added to what the file holds.
    text = format(Decimal(repr(value)), "f")
    return text.removesuffix(".0")


def _moment_text(value: date | time) -> str:
    """Return a day, a time of day or both; midnight is what a day is stored as."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return value.isoformat()


def _duration(value: timedelta) -> str:
    """Return hours, minutes and seconds, as spreadsheet programs show a duration."""
    seconds = value.days * 86_400 + value.seconds
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def tidy(value: Value) -> str:
    r"""Return the text of a cell to be kept: no characters without width, no margins.

    Blanks inside a line stay; lines that are blank go.

    >>> tidy("\u3000一、立案\u200b责任\r\n\r\n 二、调查责任 ")
    '一、立案责任\n二、调查责任'
    """
    text = value if type(value) is str else cell_text(value)
    if text.isprintable():
        return text.strip()  # Neither lines nor characters without width.
    if "\n" not in text and "\r" not in text:
        return _INVISIBLE.sub("", text).strip()
    lines = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line for each in lines.split("\n") if (line := each.strip()))


def is_blank(value: Value) -> bool:
    r"""Tell whether a cell shows nothing.

    >>> is_blank(" \u3000\xa0"), is_blank(0)
    (True, False)
    """
    return value is None or (isinstance(value, str) and not tidy(value))


def key(value: Value) -> str:
    """Return the text of a cell for comparing only: NFKC, no blanks, lower case.

    >>> key("合　计"), key("金额（ＲＭＢ）")
    ('合计', '金额(rmb)')
    """
    text = cell_text(value)
    plain = text if text.isprintable() else _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFKC", plain)
    return "".join(text.split()).casefold()


def half_width(value: Value) -> str:
    r"""Return the text of a cell for reading numbers: half-width, blanks as one.

    Unlike NFKC it leaves ``②`` and ``10²`` alone, which are no 2 and no 102.

    >>> half_width("２０１４年　３月\n１日")
    '2014年 3月 1日'
    """
    text = tidy(value).translate(_HALF).translate(_MINUSES)
    return _BLANKS.sub(" ", text.replace("\n", " ")).strip()
