"""The one way in which a file that cannot be read is refused."""

from __future__ import annotations

from adminlaw.errors import InputError, Problem


def unreadable(
    file: str, zh: str, en: str, *, path: str = "$", line: int = 0
) -> InputError:
    """Return the error that says what was expected of a file.

    Args:
        file: Name of the file, without its folder.
        zh: What was expected, in Chinese; it follows 应为.
        en: The same in English.
        path: Where in the file, such as the name of a sheet.
        line: Line of a text file, from 1; 0 where that has no meaning.

    >>> print(unreadable("a.xls", "表格", "a table").message("zh"))
    输入有 1 处问题
      a.xls $：应为表格
    """
    return InputError(
        (Problem(expected_zh=zh, expected_en=en, path=path, file=file, line=line),)
    )
