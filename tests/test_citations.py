"""Citations: numerals, provisions, one citation, and the gold tables.

``data/citations.csv`` and ``data/citations_refused.csv`` say what is read and
what is refused, one citation a row; a jurist extends them without Python.
"""

from __future__ import annotations

import csv
import json
import pickle
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from adminlaw.citations import (
    Citation,
    Provision,
    RelativeKind,
    format_numeral,
    parse_citation,
    parse_numeral,
    parse_provision,
)
from adminlaw.citations.provisions import MARKS
from adminlaw.errors import CitationSyntaxError, FieldTypeError, FieldValueError

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read one gold table."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_text(row: dict[str, str]) -> str:
    """Name a test after the text and the note of its row."""
    return f"{row['text']} ({row['note']})"


def read(text: str) -> tuple[Citation | None, CitationSyntaxError | None]:
    """Return what *text* is read as, or the error that refuses it."""
    try:
        return parse_citation(text), None
    except CitationSyntaxError as error:
        return None, error


READ = rows("citations.csv")
REFUSED = rows("citations_refused.csv")
LEAST_READ, LEAST_REFUSED = 60, 25


# Numerals


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (120, "一百二十"),
        (200, "二百"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1010, "一千零一十"),
        (1050, "一千零五十"),
        (1100, "一千一百"),
        (1101, "一千一百零一"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_number_is_written_as_promulgated_texts_write_it(
    number: int, text: str
) -> None:
    """The canonical numeral has 零 between places and no 一 before a leading 十."""
    assert format_numeral(number) == text


def test_every_number_is_read_back_from_each_of_its_styles() -> None:
    """Chinese numerals, 〇, digits and full-width digits write one number."""
    full_width = str.maketrans("0123456789", "０１２３４５６７８９")
    for number in range(1, 10_000):
        text = format_numeral(number)
        styles = (
            text,
            text.replace("零", "〇"),
            str(number),
            str(number).translate(full_width),
        )
        assert {parse_numeral(style) for style in styles} == {number}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2),
        ("两百零八", 208),
        ("两千两百", 2200),
        ("一百十五", 115),
        ("一十五", 15),
        ("一千零十", 1010),
        ("一〇一", 101),
        ("一二〇", 120),
        ("二零二一", 2021),
        ("一九四", 194),
        ("三三", 33),
        ("１2", 12),
    ],
)
def test_variants_of_a_numeral_mean_the_same_number(text: str, number: int) -> None:
    """两, a missing 一 before 十 and digit by digit writing are all in use."""
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("零", 0),
        ("0", 0),
        ("05", 0),
        ("百一", 0),
        ("一百一", 2),
        ("一百零", 2),
        ("五六", 1),
        ("一二三", 1),
        ("一百零二十", 4),
        ("一条", 1),
        ("第一", 0),
        ("10000", 4),
        ("1二", 1),
        ("-1", 0),
        ("²", 0),
        ("٣", 0),
        ("一" * 9000, 4),
        ("9" * 9000, 4),
    ],
)
def test_what_is_no_numeral_is_refused_where_it_stops_being_one(
    text: str, position: int
) -> None:
    """Colloquial, mixed, empty and oversized numerals are not guessed at."""
    with pytest.raises(CitationSyntaxError) as caught:
        parse_numeral(text)
    assert caught.value.position == position


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_a_number_that_no_provision_bears_is_not_written(number: int) -> None:
    """Numerals run from 1 to 9999."""
    with pytest.raises(FieldValueError):
        format_numeral(number)


# Provisions


def test_a_suffixed_article_is_another_article() -> None:
    """第一百二十条之一 neither equals 第一百二十条 nor lies in it."""
    plain, inserted = Provision(article=120), Provision(article=120, suffix=1)
    assert plain != inserted
    assert not plain.contains(inserted)
    assert not inserted.contains(plain)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (Provision(article=5), Provision(article=5)),
        (Provision(article=5), Provision(article=5, paragraph=1)),
        (Provision(article=5), Provision(article=5, item=1)),
        (Provision(article=5), Provision(chapter=2, article=5, item=1)),
        (Provision(chapter=2, article=5), Provision(article=5, paragraph=1)),
        (Provision(article=5, suffix=1), Provision(article=5, suffix=1, paragraph=2)),
        (Provision(article=5, paragraph=1), Provision(article=5, paragraph=1, item=2)),
        (Provision(part=2), Provision(part=2, chapter=6, section=1)),
        (Provision(chapter=3), Provision(chapter=3, article=10, suffix=1)),
    ],
)
def test_a_place_contains_what_is_written_under_it(
    whole: Provision, part: Provision
) -> None:
    """A place holds itself and every address that begins with its own."""
    assert whole.contains(part)


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (Provision(article=5, paragraph=1), Provision(article=5)),
        (Provision(article=5), Provision(article=6, paragraph=1)),
        (Provision(article=5, item=1), Provision(article=5, paragraph=1, item=1)),
        (Provision(paragraph=1), Provision(article=5, paragraph=1)),
        (Provision(section=2), Provision(chapter=3, section=2)),
        (Provision(chapter=3), Provision(article=10)),
    ],
)
def test_a_place_contains_nothing_that_its_address_does_not_tell(
    whole: Provision, part: Provision
) -> None:
    """A whole in its part, another article and an unwritten level stay outside."""
    assert not whole.contains(part)


def test_provisions_sort_in_the_order_of_the_text() -> None:
    """A whole comes before its parts, and 第十条 before 第十条之一."""
    in_order = [
        Provision(article=9, paragraph=3),
        Provision(article=10),
        Provision(article=10, item=2),
        Provision(article=10, paragraph=1),
        Provision(article=10, paragraph=1, item=1),
        Provision(article=10, paragraph=2),
        Provision(article=10, suffix=1),
        Provision(article=11),
        Provision(chapter=1),
    ]
    shuffled = in_order[1::2] + in_order[::2]
    assert sorted(shuffled) == in_order


def test_a_provision_is_written_from_the_highest_level_down() -> None:
    """The canonical address has Chinese numerals and no brackets."""
    place = Provision(article=10, suffix=1, paragraph=2, item=3, subitem=1)
    assert str(place) == "第十条之一第二款第三项第一目"
    assert str(Provision(part=2, chapter=6, section=1)) == "第二编第六章第一节"


def test_a_provision_shows_only_the_levels_that_were_written() -> None:
    """The repr has no nulls, and evaluates to an equal provision."""
    assert repr(Provision(article=120, suffix=1)) == "Provision(article=120, suffix=1)"


@pytest.mark.parametrize(
    "levels",
    [{}, {"article": 0}, {"article": -1}, {"article": 10_000}, {"suffix": 1}],
)
def test_an_address_that_cannot_be_written_is_refused(levels: dict[str, int]) -> None:
    """No level, a number no numeral writes, and a suffix of nothing are refused."""
    with pytest.raises(FieldValueError):
        Provision.of(levels)


@pytest.mark.parametrize("number", ["5", 5.0, True])
def test_a_level_takes_integers_only(number: object) -> None:
    """A text, a float and a truth value are not numbers of provisions."""
    with pytest.raises(FieldTypeError):
        Provision(article=number)  # type: ignore[arg-type]  # the wrong type is tested


# Gold tables


@pytest.mark.parametrize("row", READ, ids=by_text)
def test_a_citation_is_read_as_the_gold_table_says(row: dict[str, str]) -> None:
    """Title and fully expanded provisions follow the citation conventions."""
    citation = parse_citation(row["text"])
    places = [
        place.levels() | ({"proviso": True} if place.proviso else {})
        for place in citation.provisions
    ]
    assert (citation.title, places) == (row["title"], json.loads(row["provisions"]))


@pytest.mark.parametrize("row", READ, ids=by_text)
def test_a_citation_is_written_as_the_gold_table_says(row: dict[str, str]) -> None:
    """The canonical form is one, whatever was written, and reads back."""
    citation = parse_citation(row["text"])
    assert str(citation) == row["canonical"]
    assert parse_citation(row["canonical"]) == citation


@pytest.mark.parametrize("row", REFUSED, ids=by_text)
def test_a_text_is_refused_where_the_gold_table_says(row: dict[str, str]) -> None:
    """The error points at the character that no single citation can hold."""
    with pytest.raises(CitationSyntaxError) as caught:
        parse_citation(row["text"])
    assert caught.value.position == int(row["position"])
    assert caught.value.text == row["text"]


def test_the_gold_tables_are_large_and_free_of_repetition() -> None:
    """Each table keeps its size, and no text stands in it twice."""
    assert len({row["text"] for row in READ}) == len(READ) >= LEAST_READ
    assert len({row["text"] for row in REFUSED}) == len(REFUSED) >= LEAST_REFUSED


def test_the_gold_tables_do_not_contradict_each_other() -> None:
    """No text is both read and refused."""
    assert not {row["text"] for row in READ} & {row["text"] for row in REFUSED}


# Citations


def test_the_short_title_lacks_the_name_of_the_country() -> None:
    """A leading 中华人民共和国 is kept in the title and left off the short one."""
    citation = parse_citation("《中华人民共和国政府信息公开条例》第一条")
    assert citation.title == "中华人民共和国政府信息公开条例"
    assert citation.short_title == "政府信息公开条例"


@pytest.mark.parametrize(
    "title",
    ["行政处罚法", "中华人民共和国和俄罗斯联邦引渡条约", "中华人民共和国"],
)
def test_a_short_title_never_cuts_a_party_off_a_treaty(title: str) -> None:
    """Where the country is a party, or all there is, the name stays whole."""
    assert Citation(title=title).short_title == title


@pytest.mark.parametrize(
    "title",
    ["", "《刑法》", "刑 法", "关于〈甲法的决定", "甲〉〈乙", "关于<甲法>的决定"],
)
def test_a_title_with_marks_or_blanks_cannot_be_held(title: str) -> None:
    """A title is the bare name, so that it has one canonical form."""
    with pytest.raises(FieldValueError):
        Citation(title=title)


def test_a_place_that_would_be_read_as_another_cannot_follow() -> None:
    """第三款 after 第五条第一款 is 第五条第三款, never a paragraph by itself."""
    places = (Provision(article=5, paragraph=1), Provision(paragraph=3))
    with pytest.raises(FieldValueError, match="第五条第一款"):
        Citation(title="刑法", provisions=places)


@pytest.mark.parametrize(
    ("title", "provisions"),
    [(5, ()), ("刑法", [Provision(article=5)]), ("刑法", ("第五条",))],
)
def test_a_citation_takes_a_name_and_a_tuple_of_provisions(
    title: object, provisions: object
) -> None:
    """Fields of another type are refused, not coerced."""
    with pytest.raises(FieldTypeError):
        Citation(title=title, provisions=provisions)  # type: ignore[arg-type]  # on purpose


def test_an_error_speaks_both_languages_and_puts_a_caret_under_the_place() -> None:
    """Both messages show the text and point at the offending character."""
    with pytest.raises(CitationSyntaxError) as caught:
        parse_citation("《刑法》第五条规定")
    for message in (caught.value.message("zh"), caught.value.message("en")):
        assert message.splitlines()[1:] == [
            "  《刑法》第五条规定",
            "  　　　　　　　＾",
        ]


def test_citations_and_provisions_are_values() -> None:
    """Equal citations hash alike and survive pickling."""
    one, other = parse_citation("刑法第5条"), parse_citation("《刑法》第五条")
    assert len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  # our own bytes


@pytest.mark.parametrize("sign", ["至", "到", "—", "——", "-", "–", "~", "～"])
def test_every_sign_of_a_range_means_all_places_in_it(sign: str) -> None:
    """A range stands for its ends and for every number between them."""
    citation = parse_citation(f"《刑法》第十条{sign}第十五条")
    assert [place.article for place in citation.provisions] == [10, 11, 12, 13, 14, 15]


# Laws of reading and writing

numbers = st.integers(1, 9999) | st.integers(1, 3)
LEVELS = tuple(MARKS)
levels = st.fixed_dictionaries({}, optional=dict.fromkeys(LEVELS, numbers))


@st.composite
def provisions(draw: st.DrawFn) -> Provision:
    """Draw any provision that can be built."""
    drawn = draw(levels)
    if "article" not in drawn:
        drawn.pop("suffix", None)
    proviso = draw(st.sampled_from([False, False, True]))
    return Provision.of(drawn or {"article": draw(numbers)}, proviso=proviso)


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[Provision, ...]:
    """Draw a list whose members share levels, as written lists do."""
    drawn = draw(st.lists(provisions(), max_size=4))
    return tuple(
        Provision.of({**before.levels(), **pin.levels()})
        if draw(st.booleans())
        else pin
        for before, pin in pairwise([*drawn[:1], *drawn])
    )


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="《》〈〉<>＜＞"),
    min_size=1,
).map(lambda text: "".join(text.split()))
titles = st.one_of(
    names,
    st.builds("关于修改〈{}〉的决定".format, names),
    st.sampled_from([row["title"] for row in READ]),
).filter(bool)


@given(title=titles, places=neighbours())
def test_a_written_citation_reads_back_as_itself(
    title: str, places: tuple[Provision, ...]
) -> None:
    """Whatever citation can be built, its canonical form means it."""
    try:
        citation = Citation(title=title, provisions=places)
    except FieldValueError:
        assume(False)  # noqa: FBT003  # hypothesis takes its condition by position
    assert parse_citation(str(citation)) == citation


@given(place=provisions())
def test_every_single_place_can_be_cited(place: Provision) -> None:
    """A citation of one place is never refused, and reads back."""
    citation = Citation(title="甲法", provisions=(place,))
    assert parse_citation(str(citation)) == citation


@given(
    place=provisions(),
    rel=st.sampled_from(RelativeKind),
    n=st.sampled_from([None, 0, 2, 3, 12]),
)
def test_a_relative_place_is_written_and_read_back(
    place: Provision, rel: RelativeKind, n: int | None
) -> None:
    """前两款第三项 is one place, and its written form means it."""
    relative = Provision.of(place.levels(), rel=rel, n=n if rel.counts else None)
    assert parse_provision(str(relative)) == relative
    alone = Provision(rel=rel)
    assert parse_provision(str(alone)) == alone


@st.composite
def places_in_articles(draw: st.DrawFn) -> Provision:
    """Draw a place in an article, from so few numbers that many places meet."""
    few = st.none() | st.integers(1, 2)
    drawn = {name: number for name in LEVELS if (number := draw(few))}
    return Provision.of({**drawn, "article": draw(st.integers(1, 2))})


@given(place=provisions())
def test_every_place_contains_itself(place: Provision) -> None:
    """A place lies in itself, whatever its levels."""
    assert place.contains(place)


@given(one=places_in_articles(), two=places_in_articles(), three=places_in_articles())
def test_what_lies_in_a_part_of_a_place_lies_in_the_place(
    one: Provision, two: Provision, three: Provision
) -> None:
    """In articles containment is transitive; 第一编 cannot tell it holds 第三条."""
    if one.contains(two) and two.contains(three):
        assert one.contains(three)


CHARACTERS = "第一十百零〇3３（）()甲编章节条款项目之、，和及或至的《》〈〉 　法原本X。"
WORDS = ["行政处罚法", "规定", "以及", "分则", "物权编", "第五条", "第一款", "（试行）"]
pieces = st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=14).map("".join)


@settings(max_examples=500)
@given(text=st.text() | pieces | pieces.map("《行政处罚法》第五条".__add__))
def test_any_text_is_read_whole_or_refused_at_a_place_in_it(text: str) -> None:
    """Nothing but a syntax error is raised, and what is read is read whole."""
    citation, error = read(text)
    if error is None:
        assert parse_citation(str(citation)) == citation
    else:
        assert 0 <= error.position <= len(text)
        assert error.text == text


@pytest.mark.parametrize(
    "text",
    [
        "第一" * 20_000,
        "行政处罚法" * 20_000,
        "《" * 20_000,
        "《刑法》第五条" + "、第六条" * 20_000,
        "《刑法》第" + "一" * 50_000,
        "《刑法》第" + "（一）、" * 20_000,
        " " * 50_000 + "刑法",
        "刑法" + " " * 50_000 + "第",
        "分则" * 20_000 + "编",
    ],
)
def test_long_texts_are_read_in_time(text: str) -> None:
    """No repetition makes reading slower than the length of the text."""
    _, error = read(text)
    assert error is None or error.position <= len(text)
