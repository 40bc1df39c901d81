"""Text and cells as XML: what GraphML and GEXF files share.

XML 1.0 has no place for most control characters, U+FFFE and U+FFFF: an attribute that
holds one is refused, for it would not come back.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from adminlaw.errors import FieldValueError
from adminlaw.graph.columns import Part
from adminlaw.graph.flattening import Cell, Keys, text_of

TYPES: Final = {
    str: "string",
    int: "long",
    float: "double",
    bool: "boolean",
    date: "string",
}
"""What GraphML and GEXF call the type of a cell."""

_UNFIT: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A line break is written as a number, for a reader would change it.
_ESCAPES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def escaped(value: Cell) -> str:
    """Return a cell as the text of an element or of an attribute.

    >>> escaped('第一条 <"甲" & 乙>')
    '第一条 &lt;&quot;甲&quot; &amp; 乙&gt;'
    """
    return text_of(value).translate(_ESCAPES)


def check(part: Part, keys: Keys, cells: dict[str, Cell]) -> None:
    """Refuse a node or an edge with a character that XML cannot hold.

    Raises:
        FieldValueError: there is one; it names the node or the edge and the attribute.
    """
    named = dict(zip(part.keys, keys, strict=True))
    for name, value in (named | cells).items():
        for text in (name, value):
            if isinstance(text, str) and (found := _UNFIT.search(text)):
                where = f"{part.place(keys)}.{name}"
                zh = "XML 可容纳的字符（.json、.csv 和 .parquet 可容纳）"
                en = "a character that XML can hold; use .json, .csv or .parquet"
                raise FieldValueError(where, found[0], zh, en)
