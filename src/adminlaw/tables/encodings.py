"""Decode text files: a byte order mark, else strict UTF-8, else strict GB18030.

The order matters: UTF-8 text decodes as GB18030 without an error and comes out as
other characters, while GB18030 text is hardly ever strict UTF-8. Nothing is guessed
from frequencies, and no character is replaced.
"""

from __future__ import annotations

import codecs
from typing import Final

from adminlaw.errors import InputError
from adminlaw.tables.refusing import unreadable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, file: str, *, encoding: str | None = None) -> str:
    """Return the text of a file, without its byte order mark.

    Args:
        data: The content of the file.
        file: Its name, for messages.
        encoding: Its encoding, where that is known.

    Raises:
        InputError: the encoding is not known, the text is not of that encoding or,
            where none is given, neither marked nor UTF-8 nor GB18030; or it holds a
            character NUL, which no text does.

    >>> decoded("决定".encode("gb18030"), "a.csv")
    '决定'
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    names = (encoding,) if encoding else (marked,) if marked else ("utf-8", "gb18030")
    text = _first(data, names, file).removeprefix("\ufeff")
    if "\0" in text:
        raise _no_text(data, file, max(data.find(b"\0"), 0))
    return text


def _first(data: bytes, names: tuple[str, ...], file: str) -> str:
    """Return the text in the first of the encodings that fits."""
    furthest = 0
    for name in names:
        try:
            return data.decode(name)
        except UnicodeError as error:
            # Some codecs raise a plain UnicodeError, which names no place.
            furthest = max(furthest, getattr(error, "start", 0))
        except LookupError:
            raise unreadable(
                file, f"已知的编码，而不是 {name}", f"a known encoding, not {name}"
            ) from None
    raise _not_in(data, file, names, furthest)


def _not_in(
    data: bytes, file: str, names: tuple[str, ...], position: int
) -> InputError:
    shown = tuple(name.upper() for name in names)
    return unreadable(
        file,
        f"{' 或 '.join(shown)} 编码的文本（第 {position + 1} 字节不是）",
        f"text in {' or '.join(shown)} (byte {position + 1} is not)",
        line=data.count(b"\n", 0, position) + 1,
    )


def _no_text(data: bytes, file: str, position: int) -> InputError:
    return unreadable(
        file,
        f"文本（第 {position + 1} 字节为空字符）",
        f"text (byte {position + 1} is NUL)",
        line=data.count(b"\n", 0, position) + 1,
    )
