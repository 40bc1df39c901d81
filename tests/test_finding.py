"""Finding citations in running text: the gold table, and laws of every search.

``data/citations_in_text.csv`` says what is found in which sentence; a jurist
extends it without Python. What it leaves out of a citation is not compared, and a
citation that is ``optional`` may be found or not.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import adminlaw as al
from adminlaw.citations import (
    CitationKind,
    Cleaning,
    FoundCitation,
    Provision,
    RelativeKind,
    annotate,
    clean,
    format_numeral,
    parse_provision,
    title_key,
)
from adminlaw.errors import FieldValueError
from adminlaw.statutes import shipped_titles

TABLE = Path(__file__).parent / "data" / "citations_in_text.csv"
LEAST_ROWS = 120
LEAST_OVERLAP = 0.5
Label = dict[str, Any]


class Row(NamedTuple):
    """A sentence, and the citations that stand in it."""

    text: str
    document: str | None
    labels: list[Label]
    note: str


# The gold table


def rows() -> list[Row]:
    """Read the gold table, each citation with the place where it starts."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row_of(each) for each in csv.DictReader(lines)]


def row_of(cells: dict[str, str]) -> Row:
    r"""Read one row of the table; \n in its text is a line break."""
    text = cells["text"].replace("\\n", "\n")
    labels = json.loads(cells["citations"])
    before: Label = {"text": "", "start": 0}
    for label in labels:
        label["start"] = start_of(label, before, text)
        before = label
    return Row(text, cells["document"] or None, labels, cells["note"])


def start_of(label: Label, before: Label, text: str) -> int:
    """Return where a label starts: at its nth place, or the next after *before*."""
    if "nth" in label:
        places = [each.start() for each in re.finditer(re.escape(label["text"]), text)]
        return places[int(label["nth"]) - 1]
    again = before["text"] == label["text"]
    return text.index(label["text"], before["start"] + again)


def end_of(label: Label) -> int:
    """Return where a label ends."""
    end: int = label["start"] + len(label["text"])
    return end


def shared(found: FoundCitation, label: Label) -> float:
    """Return the share of their characters that two spans have in common."""
    start, end = int(label["start"]), end_of(label)
    both = min(found.end, end) - max(found.start, start)
    return max(0, both) / (max(found.end, end) - min(found.start, start))


def is_optional(found: FoundCitation, labels: list[Label]) -> bool:
    """Tell whether what was found is neither required nor wrong."""
    best = {True: 0.0, False: 0.0}
    for label in labels:
        kind = label.get("optional", False)
        best[kind] = max(best[kind], shared(found, label))
    return best[True] >= LEAST_OVERLAP and best[True] > best[False]


def place_of(provision: Provision) -> Label:
    """Return a place as the table writes it."""
    written: Label = dict(provision.levels())
    if provision.rel is not None:
        written["rel"] = provision.rel.code
    if provision.n is not None:
        written["n"] = provision.n
    return written


def places_of(provisions: Iterable[Provision] | None) -> list[Label] | None:
    """Return places as the table writes them; None where there are none."""
    return None if provisions is None else [place_of(each) for each in provisions]


FIELDS: dict[str, Callable[[FoundCitation], object]] = {
    "title": lambda found: found.title,
    "canonical": lambda found: found.canonical_title,
    "provisions": lambda found: places_of(found.provisions),
    "resolved": lambda found: places_of(found.resolved),
    "relation": lambda found: found.relation and found.relation.code,
    "number": lambda found: found.number,
    "version": lambda found: found.version,
}
"""The fields that a row may state, and how each is read off a citation."""

ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.note)
def test_citations_are_found_as_the_gold_table_says(row: Row) -> None:
    """Spans, kinds and all that a row states follow the citation conventions."""
    found = [
        each
        for each in al.find_citations(row.text, document=row.document)
        if not is_optional(each, row.labels)
    ]
    required = [label for label in row.labels if not label.get("optional")]
    assert [(each.text, each.start, each.kind.code) for each in found] == [
        (label["text"], label["start"], label["kind"]) for label in required
    ]
    for each, label in zip(found, required, strict=True):
        stated = {name: label[name] for name in FIELDS if name in label}
        assert {name: FIELDS[name](each) for name in stated} == stated


def test_the_gold_table_is_large_and_free_of_repetition() -> None:
    """The table keeps its size, and neither a case nor its note stands twice."""
    cases = {(row.text, row.document) for row in ROWS}
    assert len(cases) == len({row.note for row in ROWS}) == len(ROWS) >= LEAST_ROWS


def test_the_gold_table_states_nothing_that_is_not_compared() -> None:
    """A misspelt field would pass unseen, so no row has one."""
    known = {"text", "kind", "optional", "nth", "start", *FIELDS}
    for row in ROWS:
        for label in row.labels:
            assert set(label) <= known
            assert label["kind"] in {kind.code for kind in CitationKind}


def test_every_relative_word_stands_in_the_gold_table() -> None:
    """Each kind of relative reference has a row that finds it."""
    places = [
        place
        for row in ROWS
        for label in row.labels
        for place in label.get("provisions", ())
    ]
    assert {place.get("rel") for place in places} >= {
        each.code for each in RelativeKind
    }


# A grammar of citations


class Written(NamedTuple):
    """Words, and the places that they mean."""

    text: str
    places: tuple[Provision, ...]


class Expected(NamedTuple):
    """A citation that was made, as it must be found."""

    text: str
    kind: CitationKind
    title: str = ""
    places: tuple[Provision, ...] = ()
    number: str = ""


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
styles: st.SearchStrategy[Callable[[int], str]] = st.sampled_from(
    [format_numeral, str, lambda number: str(number).translate(FULL_WIDTH)]
)
numbers = st.integers(1, 20) | st.integers(1, 1300)
small = st.integers(1, 20)
LIST_SIGNS = ("、", "，", "和", "与", "及", "以及", "或", "或者", " ", "、　")
RANGE_SIGNS = ("至", "到", "—", "~", "～", "-")
list_signs = st.sampled_from(LIST_SIGNS)
range_signs = st.sampled_from(RANGE_SIGNS)
MARKS = {"article": "条", "paragraph": "款", "item": "项", "subitem": "目"}


def several(limit: int = 20) -> st.SearchStrategy[list[int]]:
    """Return two to four different numbers in their order."""
    lists = st.lists(st.integers(1, limit), min_size=2, max_size=4, unique=True)
    return lists.map(sorted)


@st.composite
def members(draw: st.DrawFn, level: str) -> tuple[str, list[int]]:
    """Write one number, a list, a short list or a range of one level."""
    style, mark = draw(styles), MARKS[level]
    form = draw(st.sampled_from(["one", "list", "short", "range", "short range"]))
    around = "（{}）" if level == "item" and draw(st.booleans()) else "{}"
    if form == "one":
        number = draw(small)
        return f"第{around.format(style(number))}{mark}", [number]
    chosen = draw(several())
    short = [around.format(style(number)) for number in chosen]
    full = [f"第{each}{mark}" for each in short]
    if form == "list":
        return draw(list_signs).join(full), chosen
    if form == "short":
        return f"第{'、'.join(short)}{mark}", chosen
    sign, run = draw(range_signs), list(range(chosen[0], chosen[-1] + 1))
    if form == "range":
        return f"{full[0]}{sign}{full[-1]}", run
    return f"第{short[0]}{sign}{short[-1]}{mark}", run


DEPTHS = {
    "article": ((), ("paragraph",), ("item",), ("paragraph", "item")),
    "paragraph": ((), ("item",), ("item", "subitem")),
    "item": ((), ("subitem",)),
}
"""What may be written under a place of each level."""


@st.composite
def under(draw: st.DrawFn, level: str, whole: dict[str, Any]) -> Written:
    """Write the places that follow 第五条 or 前款, the last level several times."""
    below = draw(st.sampled_from(DEPTHS[level]))
    if not below:
        return Written("", (Provision(**whole),))
    text = ""
    for name in below[:-1]:
        number = draw(small)
        whole = {**whole, name: number}
        text += f"第{draw(styles)(number)}{MARKS[name]}"
    words, chosen = draw(members(below[-1]))
    places = tuple(Provision(**{**whole, below[-1]: each}) for each in chosen)
    return Written(text + words, places)


@st.composite
def one_article(draw: st.DrawFn) -> Written:
    """Write one article, inserted later or not, and places in it."""
    style, number = draw(styles), draw(numbers)
    suffix = draw(st.none() | st.integers(1, 9))
    rest = draw(under("article", {"article": number, "suffix": suffix}))
    label = f"第{style(number)}条" + (f"之{format_numeral(suffix)}" if suffix else "")
    return Written(label + rest.text, rest.places)


@st.composite
def inserted_articles(draw: st.DrawFn) -> Written:
    """Write a range of articles inserted after one: 第五条之一至之三."""
    number, (first, *_, last) = draw(numbers), draw(several(9))
    text = f"第{format_numeral(number)}条之{format_numeral(first)}"
    places = [Provision(article=number, suffix=s) for s in range(first, last + 1)]
    return Written(f"{text}至之{format_numeral(last)}", tuple(places))


@st.composite
def many_articles(draw: st.DrawFn) -> Written:
    """Write several articles without places in them."""
    text, chosen = draw(members("article"))
    return Written(text, tuple(Provision(article=number) for number in chosen))


@st.composite
def divisions(draw: st.DrawFn) -> Written:
    """Write one part, chapter or section with what is above it."""
    names = draw(st.sampled_from(["编", "章", "编章", "章节", "编章节"]))
    drawn = {name: draw(small) for name in names}
    text = "".join(f"第{format_numeral(drawn[name])}{name}" for name in names)
    place = Provision(
        part=drawn.get("编"), chapter=drawn.get("章"), section=drawn.get("节")
    )
    return Written(text, (place,))


@st.composite
def article_lists(draw: st.DrawFn) -> Written:
    """Write a coordinated list of pins, each of which begins with its article."""
    pin = one_article() | many_articles() | inserted_articles()
    pins = draw(st.lists(pin, min_size=1, max_size=3))
    text = pins[0].text
    for each in pins[1:]:
        text += draw(list_signs) + each.text
    return Written(text, tuple(place for each in pins for place in each.places))


pins = article_lists() | divisions()
marked = st.builds(
    "{}{}{}".format,
    st.text("山水云风木石", min_size=1, max_size=5),
    st.sampled_from(["法", "条例", "办法", "规定", "实施细则"]),
    st.sampled_from(["", "（试行）", "（二）"]),
)
bare = st.sampled_from(["行政处罚法", "刑法", "民法典", "政府信息公开条例", "公司法"])
NAMES_OF_SELF = ["本法", "本条例", "本办法", "本规定", "本《办法》"]


@st.composite
def named(draw: st.DrawFn) -> Expected:
    """Write a citation of a named instrument, with places or without."""
    title = draw(marked | bare)
    name, version = f"《{title}》", ""
    if title in {"行政处罚法", "刑法", "民法典", "政府信息公开条例", "公司法"}:
        country = draw(st.sampled_from(["", "中华人民共和国"]))
        name = draw(st.sampled_from([country + title, f"《{country}{title}》"]))
    if draw(st.booleans()):
        return Expected(name, CitationKind.LAW_TITLE, title)
    version = draw(st.sampled_from(["", "", "（2021年修订）", "的"]))
    written = draw(pins)
    text = name + version + written.text
    return Expected(text, CitationKind.LAW_PROVISION, title, written.places)


@st.composite
def internal(draw: st.DrawFn) -> Expected:
    """Write a reference to the text itself, with 本法 or without."""
    anchor, written = draw(st.sampled_from(["", *NAMES_OF_SELF])), draw(pins)
    kind = CitationKind.INTERNAL_REFERENCE
    return Expected(anchor + written.text, kind, "", written.places)


RELATIVES = {
    "前条": ("article", RelativeKind.PREV_ARTICLE),
    "前款": ("paragraph", RelativeKind.PREV_PARAGRAPH),
    "上款": ("paragraph", RelativeKind.PREV_PARAGRAPH),
    "前项": ("item", RelativeKind.PREV_ITEM),
    "本条": ("article", RelativeKind.THIS_ARTICLE),
    "本款": ("paragraph", RelativeKind.THIS_PARAGRAPH),
    "本项": ("item", RelativeKind.THIS_ITEM),
    "该条": ("article", RelativeKind.THAT_ARTICLE),
    "该款": ("paragraph", RelativeKind.THAT_PARAGRAPH),
    "该项": ("item", RelativeKind.THAT_ITEM),
}


@st.composite
def relative(draw: st.DrawFn) -> Expected:
    """Write a relative reference, with places under it.

    该款 and 该项 by themselves are left to the gold table.
    """
    word = draw(st.sampled_from(list(RELATIVES)))
    level, rel = RELATIVES[word]
    rest = draw(under(level, {"rel": rel}))
    assume(rest.text or word not in {"该款", "该项"})
    kind = CitationKind.INTERNAL_REFERENCE
    return Expected(word + rest.text, kind, "", rest.places)


@st.composite
def counted(draw: st.DrawFn) -> Expected:
    """Write a reference to several places before: 前两款, 前三条, 前数项."""
    mark, rel = draw(
        st.sampled_from(
            [
                ("条", RelativeKind.PREV_ARTICLE),
                ("款", RelativeKind.PREV_PARAGRAPH),
                ("项", RelativeKind.PREV_ITEM),
            ]
        )
    )
    word, n = draw(st.sampled_from([("两", 2), ("二", 2), ("三", 3), ("数", 0)]))
    place = Provision(rel=rel, n=n)
    kind = CitationKind.INTERNAL_REFERENCE
    return Expected(f"前{word}{mark}", kind, "", (place,))


BRACKETS = [("〔", "〕"), ("[", "]"), ("［", "］"), ("(", ")"), ("（", "）")]
figures: st.SearchStrategy[Callable[[int], str]] = st.sampled_from(
    [str, lambda number: str(number).translate(FULL_WIDTH)]
)


@st.composite
def documents(draw: st.DrawFn) -> Expected:
    """Write a document number in any of its brackets."""
    code = draw(st.sampled_from(["国发", "国办发", "京政发", "财税", "法释"]))
    opening, closing = draw(st.sampled_from(BRACKETS))
    year, serial = draw(st.integers(1990, 2026)), draw(st.integers(1, 500))
    digits = draw(figures)
    text = f"{code}{opening}{digits(year)}{closing}{digits(serial)}号"
    number = f"{code}〔{year}〕{serial}号"
    return Expected(text, CitationKind.DOCUMENT_NUMBER, number=number)


@st.composite
def cases(draw: st.DrawFn) -> Expected:
    """Write a case number in full-width or half-width brackets."""
    court = draw(st.sampled_from(["京01", "沪0105", "最高法", "浙"]))
    code = draw(st.sampled_from(["民终", "行终", "行初", "民申"]))
    year, serial = draw(st.integers(2016, 2026)), draw(st.integers(1, 9999))
    opening, closing = draw(st.sampled_from(BRACKETS[-2:]))
    rest = f"{court}{code}{serial}号"
    text, number = f"{opening}{year}{closing}{rest}", f"（{year}）{rest}"
    return Expected(text, CitationKind.CASE_NUMBER, number=number)


absolute = named() | documents() | cases()
expected = absolute | internal() | relative() | counted()
NOISE = "山水云风木石abc;:!?；：！？。\n\t"
noise = st.text(NOISE, max_size=12)
cues = st.sampled_from(["依照", "违反", "根据", "参照"])
ends = st.sampled_from(["的，", "。", "；", "\n", "规定的"])


def shown(found: FoundCitation) -> Expected:
    """Return what was found, as the grammar writes it."""
    return Expected(found.text, found.kind, found.title, found.provisions, found.number)


@settings(max_examples=300)
@given(made=expected, before=noise, cue=cues, end=ends, after=noise)
def test_a_citation_in_any_noise_is_found_where_it_stands(
    made: Expected, before: str, cue: str, end: str, after: str
) -> None:
    """Whatever is made by the grammar is found, whole, alone and with its places."""
    text = before + cue + made.text + end + after
    found = al.find_citations(text)
    assert [shown(each) for each in found] == [made]
    assert found[0].start == len(before + cue)


@given(made=st.lists(absolute, min_size=2, max_size=4))
def test_citations_in_a_row_of_clauses_do_not_disturb_each_other(
    made: list[Expected],
) -> None:
    """Each clause keeps its own citation, however many stand in a sentence."""
    text = "；".join(f"依照{each.text}的规定办理" for each in made)
    assert [shown(each) for each in al.find_citations(text)] == made


@given(one=st.lists(absolute, max_size=3), two=st.lists(absolute, max_size=3))
def test_texts_that_are_joined_keep_their_citations(
    one: list[Expected], two: list[Expected]
) -> None:
    """A text that names all it cites is searched alike wherever it stands."""
    first, second = (
        "。".join(f"依照{each.text}的规定" for each in part) for part in (one, two)
    )
    between = "\n\n山水；云风。\n\n"
    joined = al.find_citations(first + between + second)
    shift = len(first + between)
    assert [(each.start, shown(each)) for each in joined] == [
        *((each.start, shown(each)) for each in al.find_citations(first)),
        *((each.start + shift, shown(each)) for each in al.find_citations(second)),
    ]


# Any text

TRIGGERS = (
    "第条款项目编章节《》〈〉（）〔〕()[]号前本该上述各一二三0123456789、，。至和之令年法"
    "\n 　"
)
WORDS = (
    *TRIGGERS,
    "第五条", "第一款", "前款", "本法", "本条例", "该法", "该条", "《甲法》",
    "《条例》", "行政处罚法", "刑法", "（以下简称", "上述规定", "修改为", "删去",
    "国发〔2020〕1号", "（2020）京01民终1号", "国务院令第1号", "第九条 ", "分则",
    "规定", "第XX条", "中华人民共和国",
)  # fmt: skip
triggers = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
any_text = st.text() | st.text(TRIGGERS, max_size=60) | triggers


@settings(max_examples=600)
@given(
    text=any_text, document=st.sampled_from([None, "", "甲法", "中华人民共和国刑法"])
)
def test_any_text_is_searched_without_harm(text: str, document: str | None) -> None:
    """No text raises; what is found is in it, and no more than once."""
    found = al.find_citations(text, document=document)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
    assert len({(each.start, each.end, each.kind) for each in found}) == len(found)


@given(text=any_text)
@example(text="0令1号规定第1条")
def test_citations_come_in_the_order_of_their_starts(text: str) -> None:
    """What starts sooner comes first, whatever it is."""
    starts = [each.start for each in al.find_citations(text)]
    assert starts == sorted(starts)


def crossing_pairs(found: Iterable[FoundCitation]) -> list[tuple[str, str]]:
    """Return the words of citations that share characters and do not nest."""
    return [
        (one.text, two.text)
        for one, two in permutations(found, 2)
        if one.start < two.start < one.end < two.end
    ]


@given(text=any_text)
@example(text="该条〔2000〕1号")
def test_citations_nest_or_stand_apart(text: str) -> None:
    """No citation ends inside another that began later, so all can be marked."""
    assert not crossing_pairs(al.find_citations(text))


@settings(max_examples=200)
@given(text=any_text)
def test_every_citation_carries_what_its_kind_demands(text: str) -> None:
    """Names, places and numbers are there exactly where the kind has them."""
    for each in al.find_citations(text):
        kind = each.kind
        assert bool(each.number) == (
            kind in {CitationKind.DOCUMENT_NUMBER, CitationKind.CASE_NUMBER}
        )
        assert bool(each.title) == (
            kind in {CitationKind.LAW_PROVISION, CitationKind.LAW_TITLE}
        )
        if kind is CitationKind.LAW_PROVISION:
            assert each.provisions
        if kind is not CitationKind.INTERNAL_REFERENCE:
            assert not any(place.rel for place in each.provisions)
        assert not any(place.rel for place in each.resolved or ())


@settings(max_examples=200)
@given(texts=st.lists(any_text, min_size=2, max_size=4))
def test_a_search_does_not_depend_on_those_before_it(texts: list[str]) -> None:
    """The same text gives the same citations in whatever order texts are searched."""
    forwards = [al.find_citations(text) for text in texts]
    backwards = [al.find_citations(text) for text in reversed(texts)]
    assert forwards == backwards[::-1]


SEARCH_ALL = """
import csv, sys
import adminlaw as al
with open(sys.argv[1], encoding="utf-8", newline="") as lines:
    texts = [row["text"].replace("\\\\n", "\\n") for row in csv.DictReader(lines)]
for text in texts[:: int(sys.argv[2])]:
    sys.stdout.buffer.write((repr(al.find_citations(text)) + "\\n").encode())
"""


def searched_in_another_process(*, seed: str, step: int) -> list[bytes]:
    """Search every *step*-th row in a process of its own; return the rows' order."""
    done = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", SEARCH_ALL, str(TABLE), str(step)],
        env={
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        check=True,
    )
    return done.stdout.splitlines()[::step]


def test_a_search_does_not_depend_on_its_process() -> None:
    """Another hash seed and another order of texts give the same citations."""
    one = searched_in_another_process(seed="1", step=1)
    assert one == searched_in_another_process(seed="2", step=-1)
    assert len(one) == len(ROWS)


@given(made=st.lists(expected, min_size=1, max_size=3))
def test_an_absolute_place_is_written_and_read_back(made: list[Expected]) -> None:
    """Every absolute place that is found survives str and parse_provision."""
    text = "；".join(f"核对{each.text}的规定" for each in made)
    for each in al.find_citations(text):
        for place in (*each.provisions, *(each.resolved or ())):
            if place.rel is None:
                assert parse_provision(str(place)) == place


# Marks around citations

OPEN, CLOSE = "\ue000", "\ue001"
plain_text = any_text.filter(lambda text: OPEN not in text and CLOSE not in text)


def spans_between_marks(text: str) -> list[tuple[int, int]]:
    """Return the spans that marks enclose, counted without the marks."""
    spans, begun, length = [], [], 0
    for character in text:
        if character == OPEN:
            begun.append(length)
        elif character == CLOSE:
            spans.append((begun.pop(), length))
        else:
            length += 1
    assert not begun
    return spans


def mark(_: FoundCitation) -> tuple[str, str]:
    """Put a citation between two characters that no text has."""
    return OPEN, CLOSE


@settings(max_examples=300)
@given(text=plain_text)
def test_marks_stand_around_citations_and_nested_ones_nest(text: str) -> None:
    """Each citation stands between its marks, and without them the text is back."""
    found = al.find_citations(text)
    assume(not crossing_pairs(found))
    shown_text = annotate(text, found, marker=mark, plain=str)
    assert shown_text.replace(OPEN, "").replace(CLOSE, "") == text
    spans = sorted((each.start, each.end) for each in found)
    assert sorted(spans_between_marks(shown_text)) == spans


@given(text=st.text("<>&\"'甲", max_size=8) | triggers, made=absolute)
def test_a_page_shows_the_text_that_was_marked(text: str, made: Expected) -> None:
    """Tags off and entities read, a page with marks is the text."""
    text = f"{text}。依照{made.text}。"
    page = annotate(text, al.find_citations(text))
    assert html.unescape(re.sub(r"<[^<>]*>", "", page)) == text


def piece(text: str, start: int, end: int) -> FoundCitation:
    """Return a citation of any words of a text."""
    kind = CitationKind.INTERNAL_REFERENCE
    return FoundCitation(start, end, text[start:end], kind)


@given(cuts=st.lists(st.integers(0, 30), min_size=4, max_size=4, unique=True))
def test_citations_that_cross_cannot_be_marked(cuts: list[int]) -> None:
    """Two citations share no characters, or one lies in the other."""
    text = "依照甲法第五条和第六条" * 3
    one, two, three, four = sorted(cuts)
    crossing = [piece(text, one, three), piece(text, two, four)]
    for citations in (crossing, crossing[::-1]):
        with pytest.raises(FieldValueError):
            annotate(text, citations)


@given(cuts=st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_nested_and_separate_citations_are_marked_in_any_order(cuts: list[int]) -> None:
    """Marks do not depend on the order in which citations are given."""
    text = "依照甲法第五条和第六条" * 3
    one, two, three, four = sorted(cuts)
    nested = [piece(text, one, four + 1), piece(text, two, three + 1)]
    given_so = annotate(text, nested, marker=mark, plain=str)
    assert given_so == annotate(text, nested[::-1], marker=mark, plain=str)
    assert sorted(spans_between_marks(given_so)) == sorted(
        (each.start, each.end) for each in nested
    )


@pytest.mark.parametrize(
    "foreign",
    [
        FoundCitation(0, 2, "后款", CitationKind.INTERNAL_REFERENCE),
        FoundCitation(2, 5, "前款。", CitationKind.INTERNAL_REFERENCE),
        FoundCitation(3, 5, "前款", CitationKind.INTERNAL_REFERENCE),
    ],
)
def test_a_citation_of_another_text_cannot_be_marked(foreign: FoundCitation) -> None:
    """Its words must stand where it says that they stand."""
    with pytest.raises(FieldValueError):
        annotate("依照前款", [foreign])


# Texts that are cleaned

DIRT = {
    Cleaning.TAGS: ("<b>", "</b>", '<span class="x">', "<br/>"),
    Cleaning.INVISIBLE: ("\u200b", "\ufeff", "\u200d", "\u2060"),
    Cleaning.BLANKS: (" ", "　", "\u00a0"),
    Cleaning.BREAKS: ("\n",),
}


OUTER = "第条款项目编章节零一二三四五六七八九十百千"
"""Characters beside which a blank or a line break may mean something."""


def is_inside(character: str) -> bool:
    """Tell whether a character is one of 汉字 and neither mark nor numeral."""
    return "一" <= character <= "龥" and character not in OUTER


@st.composite
def soiled(draw: st.DrawFn) -> tuple[Expected, str, str, Cleaning]:
    """Return a citation, a dirty sentence of it, its dirty words, and the step."""
    step = draw(st.sampled_from(Cleaning))
    made = draw(absolute.filter(lambda each: not re.search(r"\s", each.text)))
    between_words = step in {Cleaning.BLANKS, Cleaning.BREAKS}
    dirty = made.text[0]
    for before, character in pairwise(made.text):
        if not between_words or (is_inside(before) and is_inside(character)):
            dirty += draw(st.just("") | st.sampled_from(DIRT[step]))
        dirty += character
    return made, f"甲局依照{dirty}的规定办理。", dirty, step


@settings(max_examples=200)
@given(case=soiled())
def test_what_is_found_in_a_cleaned_text_is_led_back(
    case: tuple[Expected, str, str, Cleaning],
) -> None:
    """Cleaning frees the citation, and back() gives its words as they stood."""
    made, text, dirty, step = case
    cleaned = clean(text, step)
    assert cleaned.text == f"甲局依照{made.text}的规定办理。"
    (found,) = al.find_citations(cleaned.text)
    assert shown(found) == made
    original = cleaned.back(found)
    assert original.text == dirty == text[original.start : original.end]
    assert original.start == len("甲局依照")


steps = st.lists(st.sampled_from(Cleaning), unique=True)


def is_left_of(text: str, original: str) -> bool:
    """Tell whether *text* is *original* with characters taken out."""
    characters = iter(original)
    return all(character in characters for character in text)


@settings(max_examples=300)
@given(
    text=any_text
    | st.lists(st.sampled_from([*WORDS, "<b>", "<", ">", "\u200b"])).map("".join),
    chosen=steps,
)
def test_back_leads_to_the_same_words(text: str, chosen: list[Cleaning]) -> None:
    """Whatever is taken out, a citation begins and ends at its own characters."""
    cleaned = clean(text, *chosen)
    assert cleaned.original == text
    assert is_left_of(cleaned.text, text)
    for found in al.find_citations(cleaned.text):
        original = cleaned.back(found)
        assert text[original.start : original.end] == original.text
        assert (original.text[0], original.text[-1]) == (found.text[0], found.text[-1])
        assert is_left_of(found.text, original.text)
        assert (original.kind, original.provisions) == (found.kind, found.provisions)


@given(text=st.text("甲乙第五条款《》（）、。；abc123"), chosen=steps)
def test_a_clean_text_stays_as_it_is(text: str, chosen: list[Cleaning]) -> None:
    """Where there is nothing to take out, nothing moves."""
    cleaned = clean(text, *chosen)
    assert cleaned.text == text
    for found in al.find_citations(text):
        assert cleaned.back(found) == found


@given(text=any_text)
def test_no_step_takes_nothing_out(text: str) -> None:
    """A text that is cleaned of nothing is the text."""
    assert clean(text).text == text


@given(text=any_text, step=st.sampled_from(Cleaning))
def test_what_is_clean_needs_no_cleaning(text: str, step: Cleaning) -> None:
    """A step that was taken has nothing left to take out."""
    once = clean(text, step).text
    assert clean(once, step).text == once


def test_a_citation_of_another_text_is_not_led_back() -> None:
    """What the cleaned text does not hold has no place in the original."""
    cleaned = clean("依照<b>前款</b>", Cleaning.TAGS)
    with pytest.raises(FieldValueError):
        cleaned.back(FoundCitation(0, 2, "前款", CitationKind.INTERNAL_REFERENCE))


# Texts made to be slow


@pytest.mark.parametrize(
    "text",
    [
        "《" * 10_000,
        "《" * 10_000 + "》" * 10_000,
        "《甲〈" * 5_000 + "〉》" * 5_000,
        "《甲法》" * 20_000,
        "《甲法》" + "（" * 10_000,
        "（" * 100_000,
        "（" * 10_000 + "）" * 10_000,
        "（2020" * 20_000,
        "〔2020〕" * 20_000,
        "第一条、" * 62_500,
        "第" * 100_000,
        "第一" * 50_000,
        "第（一）、" * 2_000,
        "第一、" * 2_000,
        "前" * 100_000,
        "前款" * 20_000,
        "本法" * 20_000,
        "号" * 100_000,
        "令第1" * 20_000,
        "1" * 250_000,
        "第" + "1" * 250_000 + "条",
        "一" * 250_000,
        "第" + "一" * 250_000 + "条",
        "第1至9999条、" * 20_000,
        "《甲法》第1条" + "至第9999条第1款、第1条" * 2_000,
        "第一条之一至之九十九、" * 5_000,
        "行政处罚法" * 20_000,
        "中华人民共和国" * 20_000,
        "以下简称" * 20_000,
        "《甲法》（以下简称《乙法》）" * 5_000,
        " " * 250_000,
        "第 " * 50_000,
        "\n第一条 " * 20_000,
        "\n（一）" * 20_000,
        "将第三条修改为" * 10_000,
        "依照" * 50_000,
        "<" * 100_000,
    ],
    ids=lambda text: f"{text[:12]!r} {len(text)}",
)
def test_a_long_text_is_searched_in_time(text: str) -> None:
    """No repetition makes a search or a cleaning slower than the text is long."""
    found = al.find_citations(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    assert len(found) <= len(text) // 2
    assert len(clean(text, *Cleaning).text) <= len(text)


NAMED_TWICE = ("刑法", "中华人民共和国刑法", "《刑法》", "《中华人民共和国刑法》")


@pytest.mark.parametrize(("one", "two"), list(product(NAMED_TWICE, repeat=2)))
def test_one_law_has_one_canonical_title(one: str, two: str) -> None:
    """Marks and the name of the country do not make another law."""
    found = al.find_citations(f"依照{one}第五条、{two}第六条处罚。")
    assert {each.canonical_title for each in found} == {"中华人民共和国刑法"}
    assert {title_key(each.title) for each in found} == {"刑法"}
    assert [each.provisions for each in found] == [
        (Provision(article=5),),
        (Provision(article=6),),
    ]


def found_in(text: str, document: str | None = None) -> list[tuple[str, str]]:
    """Return the words of each citation with the instrument that it is about."""
    return [
        (each.text, each.canonical_title or each.title)
        for each in al.find_citations(text, document=document)
    ]


@pytest.mark.parametrize("ending", ["违反上述规定的", "并且有第三项所列情形的"])
def test_places_and_name_of_a_reference_come_from_one_citation(ending: str) -> None:
    """A reference never has the places of one law and the name of another."""
    text = f"依照《行政复议法》第二十八条第一款处理，{ending}，处罚。"
    first, second = found_in(text, "中华人民共和国行政处罚法")
    assert first[1] == second[1] == "中华人民共和国行政复议法"


def test_a_reference_to_places_of_two_laws_is_left_open() -> None:
    """上述规定 after two laws has no one name and no places."""
    text = "违反《行政处罚法》第五条或者《行政许可法》第十二条的，依照上述规定处理。"
    last = al.find_citations(text)[-1]
    assert (last.text, last.canonical_title, last.resolved) == ("上述规定", "", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "《甲市总体规划》（以下简称《规划》）。规划范围、规划期限。",
            ["《甲市总体规划》"],
        ),
        (
            "《甲办法》（以下简称《办法》）。违反办法第六条。",
            ["《甲办法》", "办法第六条"],
        ),
        ("《企业法》（以下简称企业法）。企业法人。", ["《企业法》"]),
        (
            "《甲税则》（以下简称甲税则）。甲税则委员会。违反甲税则。",
            ["《甲税则》", "甲税则"],
        ),
    ],
)
def test_a_short_name_is_found_as_a_word_of_its_own(
    text: str, found: list[str]
) -> None:
    """A kind of instrument is a name in marks or before a place, and nowhere else."""
    assert [words for words, _ in found_in(text)] == found


def test_every_short_name_of_a_long_text_is_found() -> None:
    """There is no number of short names beyond which uses are lost."""
    given_names = "".join(f"《甲{n}法》（以下简称乙{n}法）" for n in range(100))
    assert found_in(f"{given_names}。按照乙99法处理")[-1] == ("乙99法", "甲99法")


def test_lines_may_end_as_windows_ends_them() -> None:
    """A carriage return starts no paragraph and is no part of a heading."""
    (found,) = al.find_citations("第五条\r\n甲。\r\n违反前款规定")
    assert found.resolved == (Provision(article=5, paragraph=1),)
    assert not al.find_citations("行政处罚法\r\n第一条 略。\r\n")


def test_a_range_beyond_all_codes_keeps_its_two_ends() -> None:
    """No code has thousands of articles; a slip of the pen fills no memory."""
    (found,) = al.find_citations("《甲法》第一条至第九千条")
    assert found.provisions == (Provision(article=1), Provision(article=9000))


@pytest.mark.parametrize("verb", ["不服", "撤销", "维持", "涉案", "被告", "因", "上述"])
def test_a_number_begins_with_its_issuer(verb: str) -> None:
    """Verbs and parties of a judgment are no part of a document number."""
    (found,) = al.find_citations(f"{verb}冀政复决〔2020〕5号")
    assert found.number == "冀政复决〔2020〕5号"


def test_the_same_law_is_the_one_named_before() -> None:
    """同法 stands for a name, and 合同法 is one."""
    found = found_in("依照《行政处罚法》第五条和同法第六条、合同法第七条处理")
    assert [name for _, name in found] == [
        "中华人民共和国行政处罚法",
        "中华人民共和国行政处罚法",
        "中华人民共和国合同法",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "依照《外商投资法》第五条、其实施条例第三条处理",
            "中华人民共和国外商投资法实施条例",
        ),
        ("《信访条例》修订了。新条例第五条规定", "信访条例"),
        ("《甲法》第五条、其实施条例第三条", "其实施条例"),
        ("《甲法》修订了。新条例第五条", "新条例"),
    ],
)
def test_a_name_by_context_is_the_one_that_is_known(text: str, name: str) -> None:
    """其实施条例 and 新条例 stand for a known instrument, or for none."""
    known = "中华人民共和国外商投资法实施条例"
    titles = shipped_titles().with_names({known: known})
    last = al.find_citations(text, titles=titles)[-1]
    assert (last.canonical_title or last.title) == name
