"""Tables for notebooks: everything that goes in is escaped, nothing is lost."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from adminlaw.markup import html_table

# A parser turns a lone carriage return into a line end, and no text holds surrogates.
cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=8
)


class Reader(HTMLParser):
    """What a browser makes of a table: its tags, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that opens."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag in ("caption", "th", "td"):
            self.texts.append((tag, ""))

    def handle_data(self, data: str) -> None:
        """Add text to the cell that is open."""
        tag, text = self.texts[-1]
        self.texts[-1] = tag, text + data


@given(
    caption=cells,
    headings=st.lists(cells, max_size=3),
    rows=st.lists(st.lists(cells, max_size=3), max_size=3),
)
def test_a_reader_gets_back_what_went_into_a_table(
    caption: str, headings: list[str], rows: list[list[str]]
) -> None:
    """Whatever a cell holds is shown as it is and never becomes markup."""
    read = Reader(html_table(caption, headings, rows))
    assert read.texts == [
        ("caption", caption),
        *(("th", each) for each in headings),
        *(("td", each) for row in rows for each in row),
    ]
    assert read.tags.count("tr") == len(rows) + 1
    assert set(read.tags) <= {"table", "caption", "tr", "th", "td"}
    assert read.attributes == []


def test_a_script_in_a_cell_does_not_run() -> None:
    """A register may hold anything; a notebook only shows it."""
    table = html_table("<script>", ["<script>"], [["<script>alert('1')</script>"]])
    assert "<script" not in table


def test_rows_may_come_one_by_one() -> None:
    """The rows are read once, so a generator will do."""
    table = html_table("数", ["值"], ([str(each)] for each in range(3)))
    assert Reader(table).texts[2:] == [("td", "0"), ("td", "1"), ("td", "2")]
