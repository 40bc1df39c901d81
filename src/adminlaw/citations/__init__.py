"""Read and write citations of Chinese legal texts (法条引用).

The idea: text on one side, typed places on the other, and one canonical way
back. `parse_citation` reads exactly one citation and points at the character
that stops it; `find_in` finds all of them in running text, with their spans. The
levels of a place are those of 《立法法》第六十五条. The limits: no law is known here;
which names stand for which instrument is an argument.

>>> from adminlaw.citations import parse_citation
>>> citation = parse_citation("中华人民共和国行政处罚法第三十三条第1款")
>>> str(citation), citation.short_title
('《中华人民共和国行政处罚法》第三十三条第一款', '行政处罚法')
"""

from __future__ import annotations

from adminlaw.citations.annotating import annotate
from adminlaw.citations.case_numbers import CaseNumber, parse_case_number
from adminlaw.citations.citation import Citation, parse_citation, parse_provision
from adminlaw.citations.cleaning import Cleaned, Cleaning, clean
from adminlaw.citations.document_numbers import (
    DocumentNumber,
    NumberForm,
    parse_document_number,
)
from adminlaw.citations.finding import find_in
from adminlaw.citations.found import CitationKind, CitationRelation, FoundCitation
from adminlaw.citations.naming import (
    Titles,
    bare_title,
    names_instrument,
    title_key,
)
from adminlaw.citations.numerals import LARGEST, format_numeral, parse_numeral
from adminlaw.citations.pins import write_pins
from adminlaw.citations.provisions import Provision, RelativeKind

__all__ = [
    "LARGEST",
    "CaseNumber",
    "Citation",
    "CitationKind",
    "CitationRelation",
    "Cleaned",
    "Cleaning",
    "DocumentNumber",
    "FoundCitation",
    "NumberForm",
    "Provision",
    "RelativeKind",
    "Titles",
    "annotate",
    "bare_title",
    "clean",
    "find_in",
    "format_numeral",
    "names_instrument",
    "parse_case_number",
    "parse_citation",
    "parse_document_number",
    "parse_numeral",
    "parse_provision",
    "title_key",
    "write_pins",
]
