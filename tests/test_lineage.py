"""What became of articles, and what versions are made under, told without a text."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import Provision, parse_provision, title_key
from adminlaw.errors import FieldValueError, InputError, VersionError
from adminlaw.findings import SourceStatus
from adminlaw.statutes import (
    ArticleMove,
    Enabling,
    Facts,
    Lineage,
    MoveKind,
    format_lineage,
    load_facts,
    parse_lineage,
    read_corpus,
)

COMPARED = "两个文本逐条比对"


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Return the table that ships."""
    return load_facts()


def answers(line: str, place: str) -> list[str] | None:
    """Return what a line says of a place, as citations are written."""
    found = parse_lineage(line).follow(parse_provision(place))
    return None if found is None else [str(each.provision) for each in found]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("第四条", ["第四条"]),
        ("第四条第二款第一项", ["第四条第二款第一项"]),
        ("第四条但书", ["第四条但书"]),
        ("第二章第四条", ["第四条"]),
        ("第五条", ["第五条"]),
        ("第五条第二款", None),
        ("第六条", ["第六条"]),
        ("第六条第一款", None),
        ("第八条", ["第十条"]),
        ("第八条第一款", ["第十条第一款"]),
        ("第十一条", ["第一百二十条之一"]),
        ("第十二条", ["第十三条", "第十五条之一"]),
        ("第十三条", []),
        ("第十三条第一款", []),
        ("第十五条", []),
        ("第二十条之二", ["第二十一条"]),
        ("第二十条", None),
        ("第二章", None),
    ],
)
def test_each_word_says_what_became_of_its_articles(
    place: str, found: list[str] | None
) -> None:
    """Kept, reworded, moved, divided, ended; what is not listed is not known."""
    line = "1-4= 5~ 6 7-9>9= 11>120_1~ 12>13+15_1 13-15> 20_2>21"
    assert answers(line, place) == found


@pytest.mark.parametrize(
    "word",
    [
        *("a", "0", "1-", "5-5", "5-4", "5>=", "5-6>~", "5>6+7=", "5-6>7+8"),
        *("5-6>7_1", "1_1-2", "第五条", "5>>6", "5~=", "5=6", "99999"),
        *("5 5", "1-3 2>4"),
    ],
)
def test_a_word_of_another_form_is_refused(word: str) -> None:
    """A slip in the table is an error, not a missing article; nor is one said twice."""
    with pytest.raises(FieldValueError):
        parse_lineage(word)


ARTICLES = st.tuples(st.integers(1, 60), st.sampled_from([0, 0, 0, 1, 2]))
KINDS = st.sampled_from([None, *MoveKind])
REWORDINGS = st.sampled_from([None, MoveKind.REWORDED])
MOVES = st.one_of(
    st.just(ArticleMove(())),
    st.builds(ArticleMove, st.tuples(ARTICLES), KINDS),
    st.builds(ArticleMove, st.tuples(ARTICLES, ARTICLES), REWORDINGS),
)
LISTED = st.dictionaries(ARTICLES, MOVES, max_size=40)


@given(LISTED, st.integers(0, 3), KINDS)
def test_a_lineage_reads_back_as_it_was_written(
    steps: dict[tuple[int, int], ArticleMove], shift: int, kind: MoveKind | None
) -> None:
    """One line holds all that is known, runs of articles included."""
    run = {(n, 0): ArticleMove(((n + shift, 0),), kind) for n in range(20, 50)}
    for each in (steps, {**run, **steps}, {**steps, **run}):
        assert parse_lineage(format_lineage(Lineage(each))).steps == each


def test_runs_are_written_short() -> None:
    """Articles that went the same way are one word."""
    words = "1-3 4 5= 6-7>7 8>9 9> 10> 11_1 12"
    assert format_lineage(parse_lineage(words)) == "1-4 5= 6-8>7 9-10> 11_1 12"


# --- What ships ---------------------------------------------------------------------


def test_every_revision_is_one_of_versions_that_the_table_holds(facts: Facts) -> None:
    """Title and both days name an instrument and its versions."""
    adopted = {
        title_key(each.title): [version.adopted for version in each.versions]
        for each in facts.instruments
    }
    for key, old, new in facts.moves:
        assert {old, new} <= set(adopted[key]), key
        assert old < new, key
    for key, day in facts.enabling:
        assert day in adopted[key], key


def test_each_article_exists_where_the_articles_are_held(facts: Facts) -> None:
    """What is listed is in the older version, and what answers to it in the newer."""
    looked_at = 0
    for (key, old, new), lineage in facts.moves.items():
        before, after = facts.addresses.get((key, old)), facts.addresses.get((key, new))
        if before:
            assert lineage.steps.keys() <= before.articles.keys(), (key, old)
        targets = {each for step in lineage.steps.values() for each in step.targets}
        if after:
            looked_at += 1
            assert targets <= after.articles.keys(), (key, new)
    assert looked_at > 50


def test_the_table_lists_no_article_twice_and_every_row_has_a_source() -> None:
    """Two rows on the same versions complete each other."""
    data = files("adminlaw.statutes").joinpath("data/moves.toml").read_text("utf-8")
    listed: Counter[tuple[object, ...]] = Counter()
    for row in tomllib.loads(data)["moves"]:
        assert row["source"]
        steps = parse_lineage(row["articles"]).steps
        assert format_lineage(Lineage(steps)) == row["articles"]
        listed.update((row["title"], row["old"], row["new"], each) for each in steps)
    assert set(listed.values()) == {1}


def test_no_two_articles_with_the_same_words_become_one(facts: Facts) -> None:
    """Where words were kept the numbers are told apart on both sides."""
    for key, lineage in facts.moves.items():
        kept = [
            target
            for step in lineage.steps.values()
            if step.kind is MoveKind.KEPT
            for target in step.targets
        ]
        assert len(kept) == len(set(kept)), key


@pytest.mark.parametrize(
    ("title", "place", "days", "found"),
    [
        # Three revisions in a row; the second changed 第二十五条 alone.
        ("行政诉讼法", "第六十六条", ("1989-04-04", "2017-06-27"), ["第九十七条"]),
        ("行政诉讼法", "第五十四条", ("1989-04-04", "2014-11-01"), None),
        ("行政诉讼法", "第五十二条", ("1989-04-04", "2017-06-27"), ["第六十三条"]),
        # 2018: 监察委员会 took 第一百二十三条 to 第一百二十七条.
        ("宪法", "第一百二十三条", ("1982-12-04", "2018-03-11"), ["第一百二十八条"]),
        ("宪法", "第二条第二款", ("1982-12-04", "2018-03-11"), ["第二条第二款"]),
        (
            "民事诉讼法",
            "第一百六十二条",
            ("2012-08-31", "2023-09-01"),
            ["第一百六十五条"],
        ),
        (
            "刑事诉讼法",
            "第二百八十条",
            ("2012-03-14", "2018-10-26"),
            ["第二百九十八条"],
        ),
        ("立法法", "第九十条", ("2000-03-15", "2015-03-15"), ["第九十九条"]),
        ("立法法", "第九十条", ("2000-03-15", "2023-03-13"), ["第一百一十条"]),
        ("国家赔偿法", "第十五条", ("1994-05-12", "2012-10-26"), ["第十七条"]),
        (
            "政府信息公开条例",
            "第二十一条",
            ("2007-04-05", "2019-04-03"),
            ["第三十六条"],
        ),
        ("行政复议法", "第六条", ("1999-04-29", "2023-09-01"), ["第十一条"]),
        ("公司法", "第一百四十七条", ("2005-10-27", "2023-12-29"), ["第一百七十八条"]),
    ],
)
def test_an_article_is_followed_through_every_revision(
    facts: Facts,
    title: str,
    place: str,
    days: tuple[str, str],
    found: list[str] | None,
) -> None:
    """Steps between versions compose; a divided article has no single successor."""
    old, new = map(date.fromisoformat, days)
    one = facts.follow(title, place, old=old, new=new)
    assert (one and [str(one[0])]) == found


def test_all_parts_of_a_divided_article_are_named(facts: Facts) -> None:
    """第五十四条 had four kinds of judgment, which have an article each now."""
    old, new = date(1989, 4, 4), date(2017, 6, 27)
    found = facts.successors("行政诉讼法", "第五十四条", old=old, new=new)
    assert found is not None
    numbers = [each.provision.article for each in found]
    assert numbers == [69, 70, 72, 77]
    assert all(each.kind is MoveKind.REWORDED for each in found)
    assert all(len(each.sources) == 2 for each in found)


def test_an_article_that_ended_is_told_from_one_of_which_nothing_is_known(
    facts: Facts,
) -> None:
    """第六十三条 has no successor since 2021; 第六十条之一 never was."""
    old, new = date(1996, 3, 17), date(2021, 1, 22)
    name = "行政处罚法"
    assert facts.successors(name, "第六十三条", old=old, new=new) == ()
    assert facts.successors(name, "第六十条之一", old=old, new=new) is None
    assert facts.follow(name, "第六十三条", old=old, new=new) is None


def test_a_way_is_no_surer_than_its_steps(facts: Facts) -> None:
    """A recalled step makes the whole recalled, and a rewording stays one."""
    days = {"old": date(2017, 6, 27), "new": date(2023, 9, 1)}
    found = facts.successors("民事诉讼法", Provision(article=162), **days)
    assert found
    assert found[0].status is SourceStatus.RECALLED
    assert found[0].kind is MoveKind.REWORDED
    days["old"] = date(2021, 12, 24)
    found = facts.successors("民事诉讼法", Provision(article=1), **days)
    assert found
    assert found[0].status is SourceStatus.READ
    assert found[0].kind is MoveKind.KEPT


def test_the_way_leads_from_a_version_to_itself_and_not_back(facts: Facts) -> None:
    """The same version has the same place; an older one is not asked for."""
    old, new = date(2017, 9, 1), date(2021, 1, 22)
    assert facts.follow("行政处罚法", "第五条", old=new, new=new) == (
        Provision(article=5),
        MoveKind.KEPT,
    )
    assert facts.follow("行政处罚法", "第五条", old=new, new=old) is None


def test_any_day_of_a_decision_names_its_version_and_no_other_day_does(
    facts: Facts,
) -> None:
    """The day of publication serves as well; a day on which nothing was decided not."""
    held = facts.enabling_of("建设工程安全生产管理条例", date(2003, 11, 24))
    assert held
    assert held == facts.enabling_of("建设工程安全生产管理条例", date(2003, 11, 12))
    with pytest.raises(VersionError):
        facts.enabling_of("建设工程安全生产管理条例", date(2003, 11, 25))
    with pytest.raises(VersionError):
        facts.follow(
            "行政处罚法", "第五条", old=date(2017, 9, 2), new=date(2021, 1, 22)
        )


@pytest.mark.parametrize(
    ("title", "day", "by"),
    [
        # Each read in 第一条 of the text.
        ("建设工程质量管理条例", "2019-04-23", ["建筑法"]),
        ("建设工程安全生产管理条例", "2003-11-12", ["建筑法", "安全生产法"]),
        (
            "大中型水利水电工程建设征地补偿和移民安置条例",
            "2017-04-14",
            ["土地管理法", "水法"],
        ),
        ("诉讼费用交纳办法", "2006-12-08", ["民事诉讼法", "行政诉讼法"]),
        ("行政复议法实施条例", "2007-05-29", ["行政复议法"]),
        ("保障农民工工资支付条例", "2019-12-30", ["劳动法"]),
        ("规章制定程序条例", "2017-12-22", ["立法法"]),
        ("行政处罚法", "2021-01-22", ["宪法"]),
    ],
)
def test_what_a_version_is_made_under_is_known_without_its_text(
    facts: Facts, title: str, day: str, by: list[str]
) -> None:
    """The instruments that its enabling clause names, by their titles in full."""
    held = facts.enabling_of(title, date.fromisoformat(day))
    assert held
    assert held.by == tuple(facts.instrument(each).title for each in by)
    assert (held.place, held.status) == ("第一条", SourceStatus.READ)


def test_an_instrument_of_the_table_is_named_by_its_title(facts: Facts) -> None:
    """A name that the table knows leads to one instrument, and is its title."""
    for key, held in facts.enabling.items():
        assert len(set(held.by)) == len(held.by), key
        for name in held.by:
            assert all(each.title == name for each in facts.names.all(name)), name
            assert title_key(name) != key[0]


def test_a_version_of_which_no_text_was_read_has_no_answer(facts: Facts) -> None:
    """What it is made under is not guessed from another version."""
    assert facts.enabling_of("行政处罚法", date(2017, 9, 1)) is None


# --- Files of one's own -------------------------------------------------------------

OWN = """
[[instrument]]
title = "某条例"
[[instrument.version]]
adopted = 2001-01-01
[[instrument.version]]
adopted = 2002-01-01
[[instrument.version]]
adopted = 2003-01-01
"""
FIRST = (
    '[[moves]]\ntitle = "某条例"\nold = 2001-01-01\nnew = 2002-01-01\nsource = "试"\n'
)
SECOND = FIRST.replace("2002", "2003").replace("2001", "2002")
ENABLING = '[[enabling]]\ntitle = "某条例"\nadopted = 2001-01-01\nplace = "第一条"\n'
DAYS = {"old": date(2001, 1, 1), "new": date(2003, 1, 1)}


def own(folder: Path, *parts: str) -> Facts:
    """Return the facts of a file of one's own."""
    file = folder / "mine.toml"
    file.write_text("\n".join((OWN, *parts)), "utf-8")
    return load_facts([file])


def test_a_file_of_ones_own_says_what_became_of_articles(tmp_path: Path) -> None:
    """Rows on the same versions complete each other, and the later one stands."""
    facts = own(
        tmp_path,
        f'{FIRST}articles = "1>2 2>3+4 4>"',
        f'{FIRST}articles = "1>5= 3>9"\nstatus = "reported"',
        f'{SECOND}articles = "3>3 4> 5>6="',
        f'{ENABLING}by = ["某法"]\nstatus = "recalled"\nsource = "试"',
    )
    ways = {1: [6], 2: [3], 3: None, 4: []}
    for article, target in ways.items():
        place = Provision(article=article, paragraph=1 if article == 1 else None)
        found = facts.successors("某条例", place, **DAYS)
        numbers = found and [each.provision.article for each in found]
        assert numbers == target or (found == () and target == [])
    first = facts.successors("某条例", "第一条", **DAYS)
    assert first
    assert first[0].status is SourceStatus.REPORTED
    assert facts.enabling_of("某条例", DAYS["old"]) == Enabling(
        by=("某法",), place="第一条", status=SourceStatus.RECALLED, source="试"
    )


def test_a_row_over_several_versions_goes_before_the_steps(tmp_path: Path) -> None:
    """Where both lead to the version, the longer one was compared at once."""
    long = FIRST.replace("2002", "2003")
    rows = (f'{FIRST}articles = "1>2 2>3"', f'{SECOND}articles = "2>4 3>5"')
    facts = own(tmp_path, *rows, f'{long}articles = "1>8"')
    numbers = [
        found and found[0].article
        for found in (
            facts.follow("某条例", Provision(article=article), **DAYS)
            for article in (1, 2, 3)
        )
    ]
    assert numbers == [8, 5, None]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f'{FIRST}articles = "5>>6"', "$.moves[0]"),
        (f'{FIRST}articles = "5 5>6"', "$.moves[0]"),
        (FIRST, "$.moves[0].articles"),
        (f'{SECOND.replace("2002", "2004")}articles = "5"', "$.moves[0]"),
        (f'{FIRST}articles = "5"\nlineage = "5"', "$.moves[0]"),
        (f'{FIRST}articles = "5"\nstatus = "sure"', "$.moves[0].status"),
        (f"{ENABLING}by = []", "$.enabling[0]"),
        (f'{ENABLING}by = "某法"', "$.enabling[0].by"),
        (ENABLING, "$.enabling[0].by"),
    ],
)
def test_a_faulty_row_is_refused_with_its_place(
    tmp_path: Path, text: str, path: str
) -> None:
    """A slip in a line, an order of days, a missing or an unknown key."""
    with pytest.raises(InputError) as caught:
        own(tmp_path, text)
    problem = caught.value.problems[0]
    assert problem.file == "mine.toml"
    assert problem.path.startswith(path)


# --- Against the texts --------------------------------------------------------------


def test_what_was_compared_is_what_the_texts_say(corpus: Path, facts: Facts) -> None:
    """Each step that two texts gave is found in them again, and no other."""
    laws = read_corpus(corpus, workers=2)
    for title in (
        "行政复议法",
        "立法法",
        "民事诉讼法",
        "互联网上网服务营业场所管理条例",
    ):
        instrument = facts.instrument(title)
        for (key, old, new), lineage in facts.moves.items():
            if key != title_key(instrument.title):
                continue
            for (article, suffix), step in lineage.steps.items():
                if step.source != COMPARED:
                    continue
                place = Provision(article=article, suffix=suffix or None)
                move = laws.follow(title, place, old=old, new=new)
                assert move, (title, place)
                target = (move.target.article, move.target.suffix or 0)
                assert (step.targets, step.kind) == ((target,), move.kind)
