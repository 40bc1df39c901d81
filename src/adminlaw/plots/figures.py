"""Draw boxes in columns as a matplotlib figure.

The figure belongs to no window and changes no setting; a notebook shows it, and
``savefig`` writes it. The limits: texts are set in the font that was found, and
without one boxes bear numbers, as the figure says.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from adminlaw.errors import Lang
from adminlaw.graph import NodeKind
from adminlaw.plots.fonts import chinese_font, in_size
from adminlaw.plots.layers import Arrow, Box, Layers
from adminlaw.plots.words import NO_FONT, ON_FIGURE, MissingFontWarning
from adminlaw.wording import width

_WIDE, _HIGH = 3.2, 0.95
"""Inches from one column to the next, and from one row to the next."""

_BEND: Final = 0.15
"""How far an arrow that passes a column is bent, as a part of its length."""

_LINE: Final = 14
"""汉字 in a line of a box."""

# A number, a day or a Latin word is not torn apart, nor a mark from what it belongs to.
_PIECE: Final = re.compile(r"[（【《“]*(?:[!-~]+|[^!-~])[，。、；：）】》”]*")

_COLORS: Final[Mapping[NodeKind | None, str]] = MappingProxyType(
    {
        NodeKind.INSTRUMENT: "#dbe7f5",
        NodeKind.VERSION: "#e8f0f9",
        NodeKind.PROVISION: "#f4f8fc",
        NodeKind.POWER: "#fde8d0",
        NodeKind.SERVICE_ITEM: "#e3f2e1",
        NodeKind.BENCHMARK: "#fbf3d0",
        NodeKind.DOCUMENT: "#ece4f4",
        NodeKind.CASE: "#f8dede",
        NodeKind.RULE: "#dff1ef",
        NodeKind.UNRESOLVED: "#eeeeee",
    }
)
"""The colour of each kind of box; other kinds are white."""

_INK, _WEAK = "#444444", "#c0392b"


def figure(
    layers: Layers,
    title: str,
    *,
    lang: Lang = "zh",
    font: Any = None,  # noqa: ANN401 - a name, a file or None
) -> Figure:
    """Return the drawing of some boxes.

    Raises:
        FieldValueError: there is no such font.
    """
    chinese = chinese_font(font)
    if chinese is None:
        warnings.warn(f"{NO_FONT.zh} / {NO_FONT.en}", MissingFontWarning, stacklevel=4)
    pen = _Pen(lang=lang if chinese else "en", font=chinese)
    columns, rows = layers.size
    drawn = Figure(figsize=(columns * _WIDE, rows * _HIGH + 0.9), layout="tight")
    axes = drawn.add_subplot()
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.4, -0.6))
    axes.set_axis_off()
    head = title if chinese else ON_FIGURE
    axes.set_title(head, fontproperties=pen.of(11), parse_math=False)
    boxes = {
        box.key: pen.box(axes, box, number)
        for number, box in enumerate(layers.boxes, 1)
    }
    for arrow in layers.arrows:
        pen.arrow(axes, arrow, (boxes[arrow.start], boxes[arrow.end]))
    return drawn


def lines_of(label: str) -> list[str]:
    """Return a name in lines that are short enough for a box.

    >>> lines_of("中华人民共和国民办教育促进法（2018-12-29）")
    ['中华人民共和国民办教育促进法', '（2018-12-29）']
    """
    lines = [""]
    for piece in _PIECE.findall(label):
        if lines[-1] and width(lines[-1] + piece) > 2 * _LINE:
            lines.append("")
        lines[-1] += piece
    return lines


@frozen(kw_only=True)
class _Pen:
    """In which language and in which font is written."""

    lang: Lang
    font: FontProperties | None

    def of(self, size: float) -> FontProperties:
        """Return the font in a size, in points."""
        return in_size(self.font, size)

    def box(self, axes: Axes, box: Box, number: int) -> Text:
        """Draw a box; its text bears the key of the node as its id."""
        name = "\n".join(lines_of(box.label)) if self.font else str(number)
        kind = box.kind.text(self.lang) if box.kind else ""
        edge = {"edgecolor": _INK, "linewidth": 1.8 if box.asked else 0.8}
        color = _COLORS.get(box.kind, "#ffffff")
        return axes.text(
            box.column,
            box.row,
            "\n".join(filter(None, (f"[{kind}]" if kind else "", name))),
            ha="center",
            va="center",
            fontproperties=self.of(8),
            parse_math=False,
            gid=box.key,
            bbox={"boxstyle": "round,pad=0.4", "facecolor": color, **edge},
        )

    def arrow(self, axes: Axes, arrow: Arrow, ends: tuple[Text, Text]) -> None:
        """Draw an arrow from box to box, with what it says in its middle."""
        start, end = ends
        style = "-" if arrow.holds else "--"
        look = {
            "arrowstyle": "-|>",
            "color": _WEAK if arrow.weakest else _INK,
            "linestyle": ":" if arrow.holds and arrow.doubtful else style,
            "patchA": start.get_bbox_patch(),
            "patchB": end.get_bbox_patch(),
        }
        (x, y), (to_x, to_y) = start.get_position(), end.get_position()
        # What goes past a column goes round the boxes that stand there.
        bend = _BEND if abs(to_x - x) > 1 else 0
        look["connectionstyle"] = f"arc3,rad={bend}"
        axes.annotate("", (to_x, to_y), (x, y), arrowprops=look)
        axes.text(
            (x + to_x) / 2,
            (y + to_y) / 2 + bend * (to_x - x) * _WIDE / _HIGH / 2,
            arrow.kind.text(self.lang),
            ha="center",
            va="center",
            fontproperties=self.of(6.5),
            color=look["color"],
            bbox={"facecolor": "white", "linewidth": 0, "pad": 1},
        )
