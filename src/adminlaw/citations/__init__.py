"""Read and write citations of Chinese legal texts (法条引用).

The idea: text on one side, typed places on the other, and one canonical way
back. `parse_citation` reads exactly one citation and points at the character
that stops it; nothing is half read. The levels of a place are those of
《立法法》第六十五条. The limits: one instrument, pins written out; ranges, relative
references, version parentheses and document numbers are refused for now.

>>> from adminlaw.citations import parse_citation
>>> citation = parse_citation("中华人民共和国行政处罚法第三十三条第1款")
>>> str(citation), citation.short_title
('《中华人民共和国行政处罚法》第三十三条第一款', '行政处罚法')
"""

from __future__ import annotations

from adminlaw.citations.citation import Citation, parse_citation, parse_provision
from adminlaw.citations.numerals import LARGEST, format_numeral, parse_numeral
from adminlaw.citations.provisions import Provision

__all__ = [
    "LARGEST",
    "Citation",
    "Provision",
    "format_numeral",
    "parse_citation",
    "parse_numeral",
    "parse_provision",
]
