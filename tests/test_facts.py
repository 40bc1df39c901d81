"""The facts table that ships: sourced, consistent, and answering without a corpus."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import Provision, title_key
from adminlaw.errors import FieldValueError, InputError, UnknownInstrumentError
from adminlaw.statutes import (
    Addresses,
    Facts,
    Standing,
    addresses_of,
    format_addresses,
    load_facts,
    parse_addresses,
    read_statute,
)


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Return the table that ships."""
    return load_facts()


def test_no_version_commences_before_it_is_adopted(facts: Facts) -> None:
    """A day of commencement before the adoption would be a slip."""
    for instrument in facts.instruments:
        for version in instrument.versions:
            if version.commenced:
                assert version.commenced.day >= min(version.days), instrument.title
    for decision in facts.decisions:
        assert decision.commenced.day >= decision.adopted, decision.title


def test_every_day_has_a_source(facts: Facts) -> None:
    """No fact stands in the table without saying where it is from."""
    for instrument in facts.instruments:
        known = [each.commenced for each in instrument.versions if each.commenced]
        known += [each.ended for each in instrument.endings]
        known += [p.commenced for each in instrument.versions for p in each.parts]
        assert all(each.source for each in known), instrument.title
    assert all(each.commenced.source for each in facts.decisions)


def test_versions_are_in_order_and_no_name_means_two_instruments(facts: Facts) -> None:
    """Adoption days grow, and each title and alias finds its instrument alone."""
    for instrument in facts.instruments:
        days = [each.adopted for each in instrument.versions]
        assert days == sorted(set(days)), instrument.title
        for name in (instrument.title, instrument.short_title, *instrument.aliases):
            assert facts.instrument(name) is instrument


@pytest.mark.parametrize(
    ("title", "day", "adopted"),
    [
        # 《行政处罚法》第八十六条: from 2021-07-15.
        ("行政处罚法", date(2021, 7, 14), date(2017, 9, 1)),
        ("行政处罚法", date(2021, 7, 15), date(2021, 1, 22)),
        # 《行政复议法》第九十条: from 2024-01-01.
        ("行政复议法", date(2023, 12, 31), date(2017, 9, 1)),
        ("行政复议法", date(2024, 1, 1), date(2023, 9, 1)),
        # The amending decision of 2014-11-01 began on 2015-05-01.
        ("行政诉讼法", date(2015, 4, 30), date(1989, 4, 4)),
        ("行政诉讼法", date(2015, 5, 1), date(2014, 11, 1)),
        ("政府信息公开条例", date(2019, 5, 15), date(2019, 4, 3)),
    ],
)
def test_the_version_in_force_is_known_without_a_corpus(
    facts: Facts, title: str, day: date, adopted: date
) -> None:
    """The day before commencement and that day have the versions that law gives."""
    found = facts.on(title, day).version
    assert found
    assert found.adopted == adopted


def test_a_repealed_instrument_is_known_as_such(facts: Facts) -> None:
    """民法典 ended 合同法 on 2021-01-01 (第一千二百六十条)."""
    assert facts.on("合同法", date(2020, 12, 31)).standing is Standing.IN_FORCE
    assert facts.on("合同法", date(2021, 1, 1)).standing is Standing.REPEALED


@pytest.mark.parametrize(
    ("title", "place", "day", "held"),
    [
        # 《行政处罚法》(2021) has 86 articles; 第八十五条 has one paragraph.
        ("行政处罚法", Provision(article=86), date(2022, 1, 1), True),
        ("行政处罚法", Provision(article=87), date(2022, 1, 1), False),
        ("行政处罚法", Provision(article=85, paragraph=2), date(2022, 1, 1), False),
        # 《行政复议法》(2023) has 90 articles, (2017) has 43.
        ("行政复议法", Provision(article=44), date(2023, 12, 31), False),
        ("行政复议法", Provision(article=90), date(2024, 1, 1), True),
        # 《刑法》第一百二十条之一 has been there since 2001.
        ("刑法", Provision(article=120, suffix=1), date(2024, 3, 1), True),
        # No text of the version of 1996 was read.
        ("行政处罚法", Provision(article=1), date(2000, 1, 1), None),
    ],
)
def test_whether_an_article_exists_is_answered_without_a_corpus(
    facts: Facts,
    title: str,
    place: Provision,
    day: date,
    held: bool | None,  # noqa: FBT001 - a column of the table above
) -> None:
    """An article beyond the last one does not exist; without a table it is unknown."""
    assert facts.has(title, place, on=day) is held


def test_addresses_know_paragraphs_and_items() -> None:
    """第五条第二款第二项 exists where the second paragraph has two items."""
    table = parse_addresses("1-4 5:0.2 6:3 120_1:0.0")
    there = [
        Provision(article=4),
        Provision(article=5, paragraph=2, item=2),
        Provision(article=5, item=2),
        Provision(article=6, paragraph=1, item=3),
        Provision(article=120, suffix=1, paragraph=2),
    ]
    absent = [
        Provision(article=7),
        Provision(article=120),
        Provision(article=5, paragraph=3),
        Provision(article=5, paragraph=1, item=1),
        Provision(article=6, item=4),
    ]
    assert all(table.has(each) is True for each in there)
    assert all(table.has(each) is False for each in absent)
    assert table.has(Provision(chapter=1)) is None
    assert table.has(Provision(article=5, paragraph=2, item=2, subitem=1)) is None


ITEMS = st.lists(st.integers(0, 30), min_size=1, max_size=5).map(tuple)
TABLES = st.dictionaries(
    st.tuples(st.integers(1, 1300), st.integers(0, 5)), ITEMS, max_size=40
)


@given(TABLES)
def test_addresses_read_back_as_they_were_written(
    articles: dict[tuple[int, int], tuple[int, ...]],
) -> None:
    """One line holds all that a table knows."""
    ordered = dict(sorted(articles.items()))
    assert parse_addresses(format_addresses(Addresses(ordered))).articles == ordered


@pytest.mark.parametrize("word", ["5:", "a", "1-2:0", "5:0,2", "第五条", "1_"])
def test_a_line_of_another_form_is_refused(word: str) -> None:
    """A slip in the table is an error, not a missing article."""
    with pytest.raises(FieldValueError):
        parse_addresses(f"1 {word}")


def test_the_addresses_of_a_text_are_those_that_a_reader_counts() -> None:
    """Two paragraphs, of which the first introduces two items, and an article more."""
    law = read_statute(
        "某条例\n第一条 下列：\n（一）甲；\n（二）乙。\n余者。\n第二条 略。"
    )
    assert format_addresses(addresses_of(law)) == "1:2.0 2"


def test_a_file_of_ones_own_replaces_an_instrument(tmp_path: Path) -> None:
    """A user corrects a day without a release of ours."""
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[instrument]]\ntitle = "中华人民共和国行政处罚法"\nkind = "law"\n'
        '[[instrument.version]]\nadopted = 2021-01-22\nact = "revised"\n'
        'commenced = 2021-07-16\nsource = "试"\n',
        "utf-8",
    )
    facts = load_facts([file])
    assert facts.on("行政处罚法", date(2021, 7, 16)).standing is Standing.IN_FORCE
    assert facts.on("行政处罚法", date(2021, 7, 15)).version is None
    assert load_facts().on("行政处罚法", date(2021, 7, 15)).version is not None


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('[[instrument]]\ntitel = "x"\n', "$.instrument[0]"),
        ("[[law]]\n", "$.law[0]"),
        (
            '[[instrument]]\ntitle = "x"\n[[instrument.version]]\n',
            "$.instrument[0].ver",
        ),
        ("= 1", "$"),
    ],
)
def test_a_faulty_file_is_refused_with_its_place(
    tmp_path: Path, text: str, path: str
) -> None:
    """An unknown key, an unknown table and a missing day each name file and path."""
    file = tmp_path / "faulty.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load_facts([file])
    assert caught.value.problems[0].file == "faulty.toml"
    assert caught.value.problems[0].path.startswith(path)


def test_an_unknown_name_is_an_error(facts: Facts) -> None:
    """The table does not answer for what it does not hold."""
    with pytest.raises(UnknownInstrumentError):
        facts.on("没有这样的法", date(2020, 1, 1))


def test_decisions_that_amend_many_have_one_day_each(facts: Facts) -> None:
    """A decision is listed once, by its body, its day and its name."""
    keys = [
        (each.body, each.adopted, title_key(each.title)) for each in facts.decisions
    ]
    assert len(set(keys)) == len(keys)
