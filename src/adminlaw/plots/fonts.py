"""Find a font with Chinese characters among those that are installed.

No setting of matplotlib is changed: the font found is given to each text. The limits:
fonts are known by their names; one that is not in the list has to be named.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from matplotlib.font_manager import FontProperties, fontManager

from adminlaw.errors import FieldValueError

FAMILIES: Final = (
    "Noto Sans CJK",
    "Noto Sans SC",
    "Source Han Sans",
    "Noto Serif CJK",
    "Noto Serif SC",
    "Source Han Serif",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "PingFang",
    "Hiragino Sans GB",
    "STHeiti",
    "Heiti SC",
    "Songti SC",
    "Microsoft YaHei",
    "SimHei",
    "SimSun",
    "DengXian",
    "KaiTi",
    "FangSong",
    "Arial Unicode MS",
    "Droid Sans Fallback",
    "AR PL UMing",
    "AR PL UKai",
)
"""How the names of fonts with Chinese characters begin, the first one preferred."""

_SHIPPED: Final = "DejaVu Sans"


def chinese_font(font: str | Path | None = None) -> FontProperties | None:
    """Return a font with Chinese characters; None where none is installed.

    Args:
        font: The name of a font, or its file; the first one found, by default.

    Raises:
        FieldValueError: there is no such font.
    """
    names = sorted({each.name for each in fontManager.ttflist})
    if font is None:
        found = (name for each in FAMILIES for name in names if name.startswith(each))
        name = next(found, None)
        return _family(name) if name else None
    if Path(font).is_file():
        return FontProperties(fname=str(font))
    if str(font) in names:
        return _family(str(font))
    expected = ("已安装字体的名称或字体文件", "an installed font, or the file of one")
    raise FieldValueError("font", str(font), *expected)


def in_size(font: FontProperties | None, size: float) -> FontProperties:
    """Return a font, or matplotlib's own, in a size in points."""
    found = font.copy() if font else FontProperties()
    found.set_size(size)
    return found


def _family(name: str) -> FontProperties:
    """Return a font; letters and digits that it lacks come from matplotlib's own."""
    return FontProperties(family=[name, _SHIPPED])
