"""A citation is looked up: six answers, and none stands in for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import Citation, Provision
from adminlaw.citations.found import CitationKind, FoundCitation
from adminlaw.citations.provisions import RelativeKind
from adminlaw.errors import (
    CitationSyntaxError,
    UnknownInstrumentError,
    UnknownProvisionError,
    VersionError,
)
from adminlaw.model import Confidence
from adminlaw.statutes import (
    CERTAINTY,
    Corpus,
    Facts,
    MoveKind,
    Resolution,
    ResolutionStatus,
    addresses_of,
    load_facts,
    read_corpus,
)

EXACT = ResolutionStatus.EXACT
OTHER = ResolutionStatus.OTHER_VERSION
AMBIGUOUS = ResolutionStatus.AMBIGUOUS
REPEALED = ResolutionStatus.REPEALED
NOT_HELD = ResolutionStatus.NOT_HELD
NOT_FOUND = ResolutionStatus.NOT_FOUND

OLD = """# 某省渡船条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

<!-- INFO END -->

第一章 总则

第一条 为了方便群众过河，制定本条例。

第二条 开船应当向所在地县级人民政府交通主管部门登记，登记时提交下列材料：

（一）申请书；

（二）下列证件之一：

1. 身份证；

2. 船员证。

材料齐全的，当日登记，但是节假日除外。

第三条 渡船每年检验一次。

第四条 渡口由乡镇人民政府设置，并且设立公告栏。

第五条 渡船载客不得超过核定的人数，不得在夜间和大风大雾天气航行。

第六条 船员应当经过培训，取得船员证书以后上船。

第七条 违反本条例第五条规定的，处五百元以下罚款。拒不改正的，吊销渡船登记证书。

第八条 本条例自2001年7月1日起施行。
"""
NEW = """# 某省渡船条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

2015年5月20日 某省第十二届人民代表大会常务委员会第九次会议修订

<!-- INFO END -->

第一章 总则

第一条 为了保障渡运安全，方便群众过河，根据有关法律，制定本条例。

第二章 登记

第二条 县级人民政府领导渡运安全工作。

第三条 渡船每年检验一次。

第四条 开船应当向所在地县级人民政府交通主管部门登记，登记时提交下列材料：

（一）申请书；

（二）居民身份证或者船员证。

材料齐全的，当日登记，但是节假日除外。

第五条 渡口由乡镇人民政府设置，并且设立公告栏。船员应当经过培训，取得船员证书以后上船。

第六条 渡船载客不得超过核定的人数，不得在夜间和大风大雾天气航行。

第七条 违反本条例第六条规定的，处五百元以下罚款。

第八条 拒不改正的，吊销渡船登记证书。

第九条 渡工的培训由主管部门组织。

第十条 本条例自2015年9月1日起施行。
"""
OPEN = """# 某省集市条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

2019年9月27日 某省第十三届人大常委会第二次会议《关于修改〈某省集市条例〉的决定》修正

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 集市由县级人民政府设置。

集市每月休市一日。

第三条 本条例自2001年7月1日起施行。
"""
OPEN_OLD = """# 某省集市条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 集市由县级人民政府设置。

第三条 本条例自2001年7月1日起施行。
"""
FOLLOWER = """# 某省渡口规定

2016年1月10日 某省人民政府第三次常务会议通过

<!-- INFO END -->

第一条 根据《某省渡船条例》，制定本规定。

第二条 渡口适用《某省渡船条例》第九条和本规定第一条。

第三条 本规定自2016年3月1日起施行。《某省渡口暂行规定》同时废止。
"""
SINGLE = """# 某省码头条例

2020年1月10日 某省第十三届人民代表大会常务委员会第五次会议通过

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 码头分为两类：

（一）客运；

（二）货运。

码头分级：

（一）一级；

（二）二级。

第四条 本条例自2020年5月1日起施行。
"""
LISTED = """
[[instrument]]
title = "某省渡船条例"
place = "某省"
complete = true
[[instrument.version]]
adopted = 2001-03-01
commenced = 2001-07-01
source = "施行条款"
[[instrument.version]]
adopted = 2015-05-20
act = "revised"
commenced = 2015-09-01
source = "施行条款"
[[text]]
title = "某省渡船条例"
adopted = 2001-03-01
articles = "1 2:2.0 3-8"
[[text]]
title = "某省渡船条例"
adopted = 2015-05-20
articles = "1-3 4:2.0 5-10"

[[instrument]]
title = "某省渡口暂行规定"
complete = true
[[instrument.version]]
adopted = 2000-01-01
commenced = 2000-01-01
source = "施行条款"
[[instrument.ended]]
day = 2016-03-01
by = "某省渡口规定"
source = "施行条款"
[[text]]
title = "某省渡口暂行规定"
adopted = 2000-01-01
articles = "1-5"

[[instrument]]
title = "某省集市条例"
complete = true
[[instrument.version]]
adopted = 2001-03-01
commenced = 2001-07-01
source = "施行条款"
[[instrument.version]]
adopted = 2019-09-27
[[text]]
title = "某省集市条例"
adopted = 2001-03-01
articles = "1-3"
[[text]]
title = "某省集市条例"
adopted = 2019-09-27
articles = "1 2:0.0 3"

[[instrument]]
title = "甲市市容条例"
place = "甲市"
aliases = ["市容条例"]
complete = true
[[instrument.version]]
adopted = 2010-01-01
commenced = 2010-01-01
source = "施行条款"
[[text]]
title = "甲市市容条例"
adopted = 2010-01-01
articles = "1-4"

[[instrument]]
title = "乙市市容条例"
place = "乙市"
aliases = ["市容条例"]
complete = true
[[instrument.version]]
adopted = 2010-01-01
commenced = 2010-01-01
source = "施行条款"
[[text]]
title = "乙市市容条例"
adopted = 2010-01-01
articles = "1-9"

[[instrument]]
title = "乙市绿化条例"
place = "乙市"
complete = true
[[instrument.version]]
adopted = 2011-01-01
commenced = 2011-01-01
source = "施行条款"
"""
FERRY_OLD = "某省渡船条例(2001-03-01).md"
FERRY_NEW = "某省渡船条例(2015-05-20).md"


@frozen
class Reference:
    """What a text says without naming an instrument: 本条例第五条."""

    provisions: tuple[Provision, ...]
    title: str = ""
    version: str = ""


def own(*, article: int) -> Reference:
    """Return a reference to an article of the text itself."""
    return Reference((Provision(article=article),))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the texts above."""
    home = tmp_path_factory.mktemp("laws")
    texts = {
        FERRY_OLD: OLD,
        FERRY_NEW: NEW,
        "某省集市条例(2001-03-01).md": OPEN_OLD,
        "某省集市条例(2019-09-27).md": OPEN,
        "某省渡口规定.md": FOLLOWER,
        "某省码头条例.md": SINGLE,
        "无日期办法.md": "# 无日期办法\n\n第一条 略。\n\n第二条 自公布之日起施行。\n",
    }
    for name, text in texts.items():
        (home / name).write_text(text, "utf-8")
    return home


@pytest.fixture(scope="module")
def laws(folder: Path) -> Corpus:
    """Return the corpus of that folder."""
    return read_corpus(folder)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Return a facts table that holds some of the same instruments, without texts."""
    file = tmp_path_factory.mktemp("facts") / "more.toml"
    file.write_text(LISTED, "utf-8")
    return load_facts([file])


@pytest.fixture(params=["corpus", "facts"])
def resolve(
    request: pytest.FixtureRequest, laws: Corpus, facts: Facts
) -> Callable[..., Resolution]:
    """Resolve in the corpus, and the same in the facts table."""
    return laws.resolve if request.param == "corpus" else facts.resolve


CASES = [
    # In force that day, with the place.
    ("《某省渡船条例》第七条", date(2010, 1, 1), EXACT),
    ("《某省渡船条例》第二条第二款", date(2010, 1, 1), EXACT),
    ("《某省渡船条例》第十条", date(2015, 9, 1), EXACT),
    ("《某省渡船条例》第四条第一项", date(2016, 1, 1), EXACT),
    ("《某省渡船条例》", date(2016, 1, 1), EXACT),
    ("《某省渡船条例》第九条", None, EXACT),
    # The eve of the revision, its articles are not in force.
    ("《某省渡船条例》第九条", date(2015, 8, 31), OTHER),
    ("《某省渡船条例》第二条第二款", date(2016, 1, 1), OTHER),
    # Adopted, not yet commenced.
    ("《某省渡船条例》第一条", date(2001, 6, 30), OTHER),
    ("《某省渡船条例》", date(2001, 6, 30), OTHER),
    # Both versions are held, and neither has it.
    ("《某省渡船条例》第十一条", date(2016, 1, 1), NOT_FOUND),
    ("《某省渡船条例》第三条第二款", date(2016, 1, 1), NOT_FOUND),
    ("《某省渡船条例》第十一条", date(2001, 6, 30), NOT_FOUND),
    ("《某省渡船条例》第三条、第十一条", date(2016, 1, 1), NOT_FOUND),
    # Ended, with the first day of the end.
    ("《某省渡口暂行规定》第一条", date(2016, 3, 1), REPEALED),
    ("《某省渡口暂行规定》", None, REPEALED),
    # Nobody knows when the amendment of 2019 commenced.
    ("《某省集市条例》第二条", date(2020, 1, 1), EXACT),
    ("《某省集市条例》第二条第二款", date(2020, 1, 1), AMBIGUOUS),
    ("《某省集市条例》第四条", date(2020, 1, 1), NOT_FOUND),
    ("《某省集市条例》", date(2020, 1, 1), EXACT),
    # No such instrument, no such version.
    ("《某省桥梁条例》第一条", date(2020, 1, 1), NOT_HELD),
    ("《某省渡船条例》（2009年修正）第一条", None, NOT_HELD),
    # The version that the citation names.
    ("《某省渡船条例》（2001年）第七条", None, EXACT),
    ("《某省渡船条例》（2001年）第七条", date(2016, 1, 1), OTHER),
    ("《某省渡船条例》（2015年修订）第七条", date(2016, 1, 1), EXACT),
    ("《某省渡船条例（2015年修订）》第十条", None, EXACT),
    ("《某省渡船条例》（2001年）第十条", None, OTHER),
]


@pytest.mark.parametrize(("text", "day", "status"), CASES)
def test_each_answer_is_the_same_with_a_corpus_and_without(
    resolve: Callable[..., Resolution],
    text: str,
    day: date | None,
    status: ResolutionStatus,
) -> None:
    """Articles from a text and articles from the facts table answer alike."""
    found = resolve(text, as_of=day)
    assert found.status is status, found.text("en")
    assert found.reason.zh
    assert found.reason.en


@pytest.mark.parametrize(
    ("text", "status", "sure"),
    [
        # Decided in 2015; nothing was decided in 2014.
        ("《某省渡船条例》（2015年5月20日修订）第九条", EXACT, Confidence.HIGH),
        ("《某省渡船条例》（二〇一五年修订）第九条", EXACT, Confidence.HIGH),
        ("《某省渡船条例》（2014年修订）第九条", NOT_HELD, Confidence.HIGH),
        # It was a 修订, and there was one act that year.
        ("《某省渡船条例》（2015年修正）第九条", EXACT, Confidence.MEDIUM),
        # No year: any version may be meant; 第一条 is in both, 第九条 in one.
        ("《某省渡船条例》（旧法）第一条", EXACT, Confidence.MEDIUM),
        ("《某省渡船条例》（旧法）第九条", AMBIGUOUS, Confidence.MEDIUM),
    ],
)
def test_the_version_that_a_citation_names_is_read_with_care(
    laws: Corpus, text: str, status: ResolutionStatus, sure: Confidence
) -> None:
    """A year and a day settle it, a slip of 修正 for 修订 less surely."""
    found = laws.resolve(text)
    assert (found.status, found.confidence) == (status, sure)


def test_a_year_of_commencement_names_a_version_less_surely(tmp_path: Path) -> None:
    """Decided in 2019, in force from 2020: both years are written."""
    text = SINGLE.replace("2020年1月10日", "2019年12月10日")
    (tmp_path / "a.md").write_text(text, "utf-8")
    laws = read_corpus(tmp_path)
    found = laws.resolve("《某省码头条例》（2020年）第一条")
    assert (found.status, found.confidence) == (EXACT, Confidence.MEDIUM)
    assert (
        laws.resolve("《某省码头条例》（2019年）第一条").confidence is Confidence.HIGH
    )


def test_another_version_is_named(laws: Corpus) -> None:
    """The version in force lacks 第九条; the one of 2015 has it."""
    found = laws.resolve("《某省渡船条例》第九条", as_of=date(2010, 1, 1))
    place = found.places[0]
    assert found.version
    assert found.version.adopted == date(2001, 3, 1)
    assert [each.adopted for each in place.versions] == [date(2015, 5, 20)]
    assert place.present is False
    assert "2015-05-20" in found.reason.zh


def test_an_instrument_not_yet_in_force_says_so(laws: Corpus) -> None:
    """On the eve of its commencement nothing of it is in force."""
    found = laws.resolve("《某省渡船条例》第一条", as_of=date(2001, 6, 30))
    assert "尚未施行" in found.places[0].reason.zh
    assert found.version
    assert found.version.adopted == date(2001, 3, 1)


def test_a_repeal_says_when_and_by_what(resolve: Callable[..., Resolution]) -> None:
    """The closing article of 《某省渡口规定》 ended the older one."""
    found = resolve("《某省渡口暂行规定》第二条", as_of=date(2020, 1, 1))
    assert found.ending
    assert found.ending.ended.day == date(2016, 3, 1)
    assert found.ending.by == "某省渡口规定"
    assert found.places[0].status is REPEALED


def test_an_unknown_commencement_lowers_the_confidence(
    resolve: Callable[..., Resolution],
) -> None:
    """Where all versions that can be in force have it, it is there; which is open."""
    found = resolve("《某省集市条例》第二条", as_of=date(2020, 1, 1))
    assert found.confidence is Confidence.MEDIUM
    assert found.version is None
    assert [each.adopted.year for each in found.possible] == [2001, 2019]
    split = resolve("《某省集市条例》第二条第二款", as_of=date(2020, 1, 1))
    assert [each.adopted.year for each in split.places[0].versions] == [2019]
    assert split.places[0].present is None


def test_before_the_open_day_nothing_is_open(
    resolve: Callable[..., Resolution],
) -> None:
    """On the eve of the amendment the first version is in force, and surely so."""
    found = resolve("《某省集市条例》第二条第二款", as_of=date(2019, 9, 26))
    assert found.status is OTHER
    assert found.confidence is Confidence.HIGH


def test_what_other_versions_could_have_is_not_called_absent(folder: Path) -> None:
    """The text of 2001 is gone; it could have had any article."""
    (only := folder.parent / "half").mkdir()
    (only / FERRY_NEW).write_text(NEW, "utf-8")
    laws = read_corpus(only)
    found = laws.resolve("《某省渡船条例》第十一条", as_of=date(2016, 1, 1))
    assert found.status is NOT_HELD
    assert found.confidence is Confidence.LOW
    assert found.places[0].present is False
    assert "2001-03-01" in found.reason.zh
    old = laws.resolve("《某省渡船条例》第一条", as_of=date(2010, 1, 1))
    assert old.status is NOT_HELD
    assert old.places[0].present is None
    assert [each.adopted.year for each in old.places[0].versions] == [2015]
    assert laws.resolve("《某省渡船条例》", as_of=date(2010, 1, 1)).status is EXACT


def test_a_day_before_all_that_is_known_is_not_held(tmp_path: Path) -> None:
    """The record begins with an amendment, so something was there before."""
    text = NEW.replace(
        "2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过\n\n", ""
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    laws = read_corpus(tmp_path)
    assert laws.resolve("《某省渡船条例》", as_of=date(2015, 6, 1)).status is NOT_HELD
    found = laws.resolve("《某省渡船条例》第一条", as_of=date(2015, 6, 1))
    assert found.status is NOT_HELD
    absent = laws.resolve("《某省渡船条例》第十一条", as_of=date(2016, 1, 1))
    assert absent.status is NOT_HELD
    assert "此前" in absent.reason.zh


def test_a_text_that_may_be_cut_off_is_not_taken_to_be_whole(tmp_path: Path) -> None:
    """Without its closing article nobody knows whether 第十一条 was lost."""
    (tmp_path / "a.md").write_text(SINGLE.partition("第四条")[0], "utf-8")
    laws = read_corpus(tmp_path)
    found = laws.resolve("《某省码头条例》第五条")
    assert found.status is NOT_HELD
    assert found.places[0].present is None


def test_a_number_that_the_text_skips_is_less_sure_to_be_absent(laws: Corpus) -> None:
    """第三条 is missing between 第二条 and 第四条; a copy may have lost it."""
    gap = laws.resolve("《某省码头条例》第三条", as_of=date(2021, 1, 1))
    beyond = laws.resolve("《某省码头条例》第五条", as_of=date(2021, 1, 1))
    assert (gap.status, gap.confidence) == (NOT_FOUND, Confidence.MEDIUM)
    assert (beyond.status, beyond.confidence) == (NOT_FOUND, Confidence.HIGH)


def test_an_item_of_two_paragraphs_is_ambiguous(laws: Corpus) -> None:
    """第二条第一项 stands in both paragraphs, and both are named."""
    found = laws.resolve("《某省码头条例》第二条第一项")
    assert found.status is AMBIGUOUS
    assert [str(each) for each in found.places[0].choices] == [
        "第二条第一款第一项",
        "第二条第二款第一项",
    ]
    assert laws.resolve("《某省码头条例》第二条第二款第一项").status is EXACT


def test_levels_that_the_facts_table_does_not_hold_need_a_text(
    laws: Corpus, facts: Facts
) -> None:
    """A chapter and a 目 are found in a text; without one only the article is."""
    chapter = Citation(title="某省渡船条例", provisions=(Provision(chapter=2),))
    sub = Provision(article=2, paragraph=1, item=2, subitem=2)
    subitem = Citation(title="某省渡船条例", provisions=(sub,), version="2001年")
    for citation in (chapter, subitem):
        assert laws.resolve(citation).status is EXACT
        assert facts.resolve(citation).status is NOT_HELD
        assert facts.resolve(citation).places[0].present is None
    old = Citation(title="某省渡船条例", provisions=(Provision(chapter=2),))
    assert laws.resolve(old, as_of=date(2010, 1, 1)).status is OTHER
    gone = Provision(article=99, paragraph=1, item=1, subitem=1)
    absent = Citation(title="某省渡船条例", provisions=(gone,))
    assert facts.resolve(absent).status is NOT_FOUND


def test_a_heading_that_a_copy_may_have_lost_is_not_called_absent(
    tmp_path: Path,
) -> None:
    """第二章 is missing between 第一章 and 第三章; a 第四章 there never was."""
    text = SINGLE.replace("第一条", "第一章 总则\n\n第一条").replace(
        "第四条", "第三章 附则\n\n第四条"
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    laws = read_corpus(tmp_path)
    found = [
        laws.resolve(
            Citation(title="某省码头条例", provisions=(Provision(chapter=number),))
        ).status
        for number in (1, 2, 4)
    ]
    assert found == [EXACT, NOT_HELD, NOT_FOUND]


def test_a_chapter_above_an_article_is_compared_where_it_can_be(
    laws: Corpus, facts: Facts
) -> None:
    """第二章第四条 is right, 第一章第四条 is not; the facts table cannot tell."""
    right = Provision(chapter=2, article=4)
    wrong = Provision(chapter=1, article=4)
    answers = [
        (
            laws.resolve(Citation(title="某省渡船条例", provisions=(each,))),
            facts.resolve(Citation(title="某省渡船条例", provisions=(each,))),
        )
        for each in (right, wrong)
    ]
    assert answers[0][0].status is EXACT
    assert answers[1][0].status is OTHER
    assert {each[1].confidence for each in answers} == {Confidence.MEDIUM}


def test_a_proviso_is_looked_for_in_the_words(laws: Corpus) -> None:
    """第四条第二款 has a proviso (但是), 第三条 has none."""
    with_one = Provision(article=4, paragraph=2, proviso=True)
    without = Provision(article=3, proviso=True)
    found = laws.resolve(Citation(title="某省渡船条例", provisions=(with_one,)))
    absent = laws.resolve(Citation(title="某省渡船条例", provisions=(without,)))
    assert (found.status, absent.status) == (EXACT, NOT_FOUND)


def test_the_least_certain_place_leads(laws: Corpus) -> None:
    """Each place keeps its own answer; the whole has the last in the order."""
    found = laws.resolve(
        "《某省渡船条例》第一条、第八条、第九条", as_of=date(2010, 1, 1)
    )
    assert [each.status for each in found.places] == [EXACT, EXACT, OTHER]
    assert found.status is OTHER
    assert set(CERTAINTY) == set(ResolutionStatus)
    worst = laws.resolve("《某省渡船条例》第一条、第十一条", as_of=date(2010, 1, 1))
    assert worst.status is NOT_FOUND


def test_two_bearers_of_a_name_are_ambiguous_unless_the_text_is_near(
    facts: Facts,
) -> None:
    """The text of a city of 乙 means its own city's ordinance, with less certainty."""
    found = facts.resolve("《市容条例》第五条", as_of=date(2020, 1, 1))
    assert found.status is AMBIGUOUS
    assert found.candidates == ("乙市市容条例", "甲市市容条例")
    assert found.places[0].status is AMBIGUOUS
    near = facts.resolve(
        "《市容条例》第五条", as_of=date(2020, 1, 1), within="乙市绿化条例"
    )
    assert (near.title, near.status) == ("乙市市容条例", EXACT)
    assert near.confidence is Confidence.MEDIUM
    far = facts.resolve(
        "《市容条例》第五条", as_of=date(2020, 1, 1), within="某省渡船条例"
    )
    assert far.status is AMBIGUOUS


def test_a_name_is_not_stretched_to_a_neighbour(tmp_path: Path) -> None:
    """解释（二） is not answered by 解释（一）, nor one issuer's text by another's."""
    for name in ("公安部关于甲的解释（一）", "公安部关于乙的解释（二）"):
        text = f"# {name}\n\n<!-- INFO END -->\n\n第一条 略。\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    laws = read_corpus(tmp_path)
    assert laws.resolve("《公安部关于甲的解释（一）》第一条").status is EXACT
    assert laws.resolve("《公安部关于甲的解释（二）》第一条").status is NOT_HELD
    assert laws.resolve("《司法部关于甲的解释（一）》第一条").status is NOT_HELD
    assert laws.resolve("《公安部关于乙的解释》第一条").status is NOT_HELD
    shortened = laws.resolve("《关于甲的解释》第一条")
    assert (shortened.status, shortened.confidence) == (EXACT, Confidence.MEDIUM)


def test_a_reference_without_a_name_means_the_text_it_stands_in(laws: Corpus) -> None:
    """本条例第七条 in the text of 2001 is its own article, not that of 2015."""
    found = laws.resolve(own(article=7), within=FERRY_OLD)
    assert (found.title, found.status) == ("某省渡船条例", EXACT)
    assert found.version
    assert found.version.adopted == date(2001, 3, 1)
    later = laws.resolve(own(article=7), within=FERRY_OLD, as_of=date(2020, 1, 1))
    assert later.status is OTHER
    by_title = laws.resolve(own(article=9), within="某省渡船条例")
    assert by_title.status is EXACT
    assert laws.resolve(own(article=7)).status is AMBIGUOUS
    assert laws.resolve(own(article=7), within="没有的文本").status is NOT_HELD


def test_the_day_of_the_text_is_used_where_none_is_given(laws: Corpus) -> None:
    """《某省渡口规定》 commenced in 2016, after the revision of what it cites."""
    found = laws.resolve("《某省渡船条例》第九条", within="某省渡口规定.md")
    assert found.status is EXACT
    assert "2016-03-01" in found.reason.zh
    older = laws.resolve("《某省渡船条例》第九条", within=FERRY_OLD)
    assert older.status is OTHER


def test_a_text_whose_day_is_open_may_mean_what_is_still_to_commence(
    folder: Path,
) -> None:
    """Adopted between decision and commencement of the revision, begun who knows when.

    第一条 is in both versions, 第九条 only in the one to come, 第十一条 in none.
    """
    (home := folder.parent / "between").mkdir()
    for name, text in ((FERRY_OLD, OLD), (FERRY_NEW, NEW)):
        (home / name).write_text(text, "utf-8")
    open_ = FOLLOWER.replace("2016年1月10日", "2015年7月1日")
    open_ = open_.replace("2016年3月1日", "批准之日")
    (home / "某省渡口规定.md").write_text(open_, "utf-8")
    laws = read_corpus(home)
    found = [
        laws.resolve(f"《某省渡船条例》第{number}条", within="某省渡口规定.md")
        for number in ("一", "九", "十一")
    ]
    assert [x.status for x in found] == [EXACT, AMBIGUOUS, NOT_FOUND]
    assert {x.confidence for x in found} == {Confidence.MEDIUM}


def test_a_bare_number_that_the_text_lacks_may_be_of_another(laws: Corpus) -> None:
    """第九条 alone may go on a law named before; 本条例第九条 cannot."""
    place = Provision(article=9)
    kind = CitationKind.INTERNAL_REFERENCE
    bare = FoundCitation(0, 3, "第九条", kind, provisions=(place,))
    said = FoundCitation(0, 6, "本条例第九条", kind, provisions=(place,))
    assert laws.resolve(bare, within="某省码头条例.md").status is AMBIGUOUS
    assert laws.resolve(said, within="某省码头条例.md").status is NOT_FOUND
    assert laws.resolve(bare, within=FERRY_NEW).status is EXACT


def test_what_a_finder_has_settled_is_used(laws: Corpus) -> None:
    """该条例第九条 with its full name, 前款 with the paragraph that it means."""
    kind = CitationKind.INTERNAL_REFERENCE
    named = FoundCitation(
        0,
        6,
        "该条例第九条",
        kind,
        canonical_title="某省渡船条例",
        provisions=(Provision(article=9),),
    )
    settled = FoundCitation(
        0,
        2,
        "前款",
        kind,
        provisions=(Provision(rel=RelativeKind.PREV_PARAGRAPH),),
        resolved=(Provision(article=4, paragraph=1),),
    )
    assert laws.resolve(named).title == "某省渡船条例"
    found = laws.resolve(settled, within=FERRY_NEW)
    assert (found.status, found.places[0].provision.paragraph) == (EXACT, 1)
    assert found.citation is settled


def test_a_relative_place_is_not_called_absent() -> None:
    """前款 counts from where it stands; until that is settled it is ambiguous."""
    place = Provision(rel=RelativeKind.PREV_PARAGRAPH)
    found = load_facts().resolve(Reference((place,)), within="行政处罚法")
    assert found.status is AMBIGUOUS
    assert "相对引用" in found.reason.zh


def test_in_an_amending_text_this_law_is_not_the_text(tmp_path: Path) -> None:
    """本法 in what an amendment quotes is the law that it amends."""
    text = "# 某法修正案\n\n<!-- INFO END -->\n\n一、第五条修改为：“本法第三条。”\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    found = read_corpus(tmp_path).resolve(own(article=3), within="a.md")
    assert found.status is AMBIGUOUS


def test_a_text_without_a_day_answers_with_less_certainty(laws: Corpus) -> None:
    """Nobody knows when it was made; its own articles are sure."""
    own_place = laws.resolve(own(article=1), within="无日期办法.md")
    latest = laws.resolve("《无日期办法》第一条")
    dated = laws.resolve("《无日期办法》第一条", as_of=date(2020, 1, 1))
    assert [x.status for x in (own_place, latest, dated)] == [EXACT, EXACT, EXACT]
    sure = [Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW]
    assert [x.confidence for x in (own_place, latest, dated)] == sure
    assert latest.version is None


def test_provisions_that_commence_later_are_not_in_force_yet(tmp_path: Path) -> None:
    """第二条 of a text in force begins half a year after the rest."""
    clause = "第四条 本条例自2020年5月1日起施行。第二条自2021年1月1日起施行。"
    text = SINGLE.replace("第四条 本条例自2020年5月1日起施行。", clause)
    (tmp_path / "a.md").write_text(text, "utf-8")
    laws = read_corpus(tmp_path)
    cited = "《某省码头条例》第二条第一款"
    assert laws.resolve(cited, as_of=date(2020, 12, 31)).status is OTHER
    assert laws.resolve(cited, as_of=date(2021, 1, 1)).status is EXACT
    assert (
        laws.resolve("《某省码头条例》第一条", as_of=date(2020, 6, 1)).status is EXACT
    )


# Read beside each other: what became of each article of 2001 in 2015.
MOVES = [
    # Same words, same number and another number.
    ("第三条", "第三条", MoveKind.KEPT),
    ("第五条", "第六条", MoveKind.KEPT),
    # The list of documents was changed, the rest was kept.
    ("第二条", "第四条", MoveKind.REWORDED),
    ("第二条第二款", "第四条第二款", MoveKind.KEPT),
    ("第二条第一款第一项", "第四条第一款第一项", MoveKind.KEPT),
    ("第二条第一项", "第四条第一项", MoveKind.KEPT),
    # 第四条 and 第六条 were merged, 第七条 was split.
    ("第四条", None, None),
    ("第六条", None, None),
    ("第七条", None, None),
    # No such place in the text of 2001.
    ("第九条", None, None),
    ("第二条第三款", None, None),
]


@pytest.mark.parametrize(("place", "target", "kind"), MOVES)
def test_articles_are_followed_where_their_words_were_kept(
    laws: Corpus, place: str, target: str | None, kind: MoveKind | None
) -> None:
    """What was merged, split or changed beyond doubt is not followed."""
    move = laws.follow(
        "某省渡船条例", place, old=date(2001, 3, 1), new=date(2015, 5, 20)
    )
    assert (move and str(move.target), move and move.kind) == (target, kind)


def test_a_move_says_how_sure_it_is(laws: Corpus) -> None:
    """Kept words are surer than changed ones; both versions are named."""
    days = {"old": date(2001, 3, 1), "new": date(2015, 5, 20)}
    kept = laws.follow("某省渡船条例", "第五条", **days)
    changed = laws.follow("某省渡船条例", "第二条", **days)
    stayed = laws.follow("某省渡船条例", "第三条", **days)
    assert kept
    assert changed
    assert stayed
    assert (kept.likeness, kept.confidence) == (1, Confidence.HIGH)
    assert changed.confidence is Confidence.MEDIUM
    assert changed.likeness < 1
    assert (kept.renumbered, stayed.renumbered) == (True, False)
    assert kept.origin_version.adopted == date(2001, 3, 1)
    assert "第六条" in kept._repr_html_()


def test_a_citation_of_another_version_is_followed_into_the_one_in_force(
    laws: Corpus, facts: Facts
) -> None:
    """第五条 of 2001 is 第六条 now; without the texts nothing is followed."""
    text = "《某省渡船条例》（2001年）第五条"
    moved = laws.resolve(text, as_of=date(2020, 1, 1)).places[0].moved
    assert moved
    assert str(moved.target) == "第六条"
    assert facts.resolve(text, as_of=date(2020, 1, 1)).places[0].moved is None
    gone = laws.resolve("《某省渡船条例》第二条第二款", as_of=date(2020, 1, 1))
    assert gone.places[0].moved
    assert str(gone.places[0].moved.target) == "第四条第二款"


def test_a_number_that_meant_another_article_when_written_is_marked(
    folder: Path,
) -> None:
    """A text of 2005 that cites 第五条 meant what is 第六条 since 2015."""
    (home := folder.parent / "written").mkdir()
    for name, text in ((FERRY_OLD, OLD), (FERRY_NEW, NEW)):
        (home / name).write_text(text, "utf-8")
    earlier = FOLLOWER.replace("2016年", "2005年")
    (home / "某省渡口规定.md").write_text(earlier, "utf-8")
    laws = read_corpus(home)
    cited = "《某省渡船条例》第五条"
    found = laws.resolve(cited, within="某省渡口规定.md", as_of=date(2020, 1, 1))
    assert (found.status, found.confidence) == (EXACT, Confidence.MEDIUM)
    assert found.places[0].moved
    assert str(found.places[0].moved.target) == "第六条"
    then = laws.resolve(cited, within="某省渡口规定.md")
    assert (then.status, then.places[0].moved) == (EXACT, None)


def test_following_needs_two_texts(laws: Corpus, folder: Path) -> None:
    """An unknown name, an unknown version and a version without a text are errors."""
    day = date(2001, 3, 1)
    with pytest.raises(UnknownInstrumentError):
        laws.follow("某省桥梁条例", "第一条", old=day, new=day)
    with pytest.raises(VersionError):
        laws.follow("某省渡船条例", "第一条", old=day, new=date(2010, 1, 1))
    (half := folder.parent / "two").mkdir()
    (half / FERRY_NEW).write_text(NEW, "utf-8")
    later = read_corpus(half)
    with pytest.raises(UnknownProvisionError):
        later.follow("某省渡船条例", "第一条", old=day, new=date(2015, 5, 20))


def test_a_text_is_read_as_one_citation_or_refused(laws: Corpus) -> None:
    """Two citations in one string are an error, not an answer."""
    with pytest.raises(CitationSyntaxError):
        laws.resolve("《某省渡船条例》第一条和《某省集市条例》第一条")


def test_a_resolution_explains_itself(laws: Corpus) -> None:
    """In words of both languages, and as a table."""
    found = laws.resolve("《某省渡船条例》第一条、第九条", as_of=date(2010, 1, 1))
    assert (
        found.text()
        .splitlines()[0]
        .startswith("《某省渡船条例》第一条、第九条：对应其他版本：")
    )
    assert len(found.text("en").splitlines()) == 3
    assert "in another version" in found.text("en")
    assert "对应其他版本" in found._repr_html_()


DAYS = st.dates(date(2000, 1, 1), date(2022, 1, 1))


@given(day=DAYS, article=st.integers(1, 10), data=st.data())
def test_a_place_that_the_version_in_force_lists_is_exact(
    laws: Corpus, day: date, article: int, data: st.DataObject
) -> None:
    """Whatever the addresses of the version in force hold is found in it."""
    title = data.draw(st.sampled_from(("某省渡船条例", "某省码头条例")))
    answer = laws.on(title, day)
    if answer.version is None:
        return
    table = addresses_of(laws.statute(answer.version.texts[0])).articles
    items = table.get((article, 0), ())
    for paragraph, last in enumerate(items, 1):
        item = data.draw(st.integers(0, last))
        place = Provision(article=article, paragraph=paragraph, item=item or None)
        citation = Citation(title=title, provisions=(place,))
        assert laws.resolve(citation, as_of=day).status is EXACT


@given(
    day=st.none() | DAYS,
    article=st.integers(11, 9999),
    suffix=st.none() | st.integers(1, 99),
    title=st.sampled_from(("某省渡船条例", "某省集市条例", "某省码头条例")),
)
def test_a_place_beyond_the_last_article_is_never_exact(
    laws: Corpus, day: date | None, article: int, suffix: int | None, title: str
) -> None:
    """No day and no version makes an article that no text has."""
    place = Provision(article=article, suffix=suffix)
    found = laws.resolve(Citation(title=title, provisions=(place,)), as_of=day)
    assert found.status in (NOT_FOUND, NOT_HELD)


@given(order=st.permutations(CASES))
def test_the_answer_does_not_depend_on_what_was_asked_before(
    folder: Path, laws: Corpus, order: list[tuple[str, date | None, object]]
) -> None:
    """A corpus that has just been read answers like one that was asked much."""
    anew = read_corpus(folder)
    for text, day, _ in order:
        assert anew.resolve(text, as_of=day) == laws.resolve(text, as_of=day)


@pytest.fixture(scope="module")
def real(corpus: Path) -> Corpus:
    """Return the corpus that ADMINLAW_CORPUS names."""
    return read_corpus(corpus)


# From reading both texts of each law side by side.
REAL_MOVES = [
    # Foreigners: not a word changed.
    ("行政复议法", "第四十一条", "第八十九条", MoveKind.KEPT),
    # 行政诉讼法 became 《中华人民共和国行政诉讼法》; 行政处分 became 处分.
    ("行政复议法", "第五条", "第十条", MoveKind.REWORDED),
    ("行政复议法", "第三十五条", "第八十一条", MoveKind.REWORDED),
    ("行政复议法", "第三十六条", "第八十二条", MoveKind.REWORDED),
    ("行政复议法", "第十九条", "第三十四条", MoveKind.REWORDED),
    ("行政复议法", "第二十七条", "第五十七条", MoveKind.REWORDED),
    # 第九条 got a third paragraph, its second is the same.
    ("行政复议法", "第九条第二款", "第二十条第二款", MoveKind.KEPT),
    # Split: 第十条 into 14, 16, 17 and 19; 第二十三条 into 47 and 48; 第三十一条
    # into 62 and 75; 第二十八条 into 61, 63, 64, 66, 68 and 70.
    ("行政复议法", "第十条", None, None),
    ("行政复议法", "第二十三条", None, None),
    ("行政复议法", "第三十一条", None, None),
    ("行政复议法", "第二十八条", None, None),
    # Gone: 第四十二条, on other laws.
    ("行政复议法", "第四十二条", None, None),
    ("立法法", "第五十七条", "第六十一条", MoveKind.KEPT),
    ("立法法", "第八十四条", "第九十五条", MoveKind.KEPT),
    ("立法法", "第八十七条", "第九十八条", MoveKind.KEPT),
]
REAL_DAYS = {
    "行政复议法": {"old": date(2017, 9, 1), "new": date(2023, 9, 1)},
    "立法法": {"old": date(2015, 3, 15), "new": date(2023, 3, 13)},
}


@pytest.mark.parametrize(("title", "place", "target", "kind"), REAL_MOVES)
def test_articles_of_real_laws_are_followed_as_a_reader_would(
    real: Corpus, title: str, place: str, target: str | None, kind: MoveKind | None
) -> None:
    """Two revisions that renumbered nearly everything."""
    move = real.follow(title, place, **REAL_DAYS[title])
    assert (move and str(move.target), move and move.kind) == (target, kind)


@pytest.mark.parametrize(
    ("text", "day", "status"),
    [
        # 90 articles since 2024-01-01, 43 before.
        ("《行政复议法》第九十条", date(2024, 1, 1), EXACT),
        ("《行政复议法》第九十条", date(2023, 12, 31), OTHER),
        # No text of the version of 2009 is held.
        ("《行政复议法》第五条", date(2010, 1, 1), NOT_HELD),
        ("《合同法》第五十二条", date(2021, 1, 1), REPEALED),
        # 民法典 has 1260 articles and one version.
        ("《民法典》第一千二百六十条", date(2021, 1, 1), EXACT),
        ("《民法典》第一千二百六十一条", date(2021, 1, 1), NOT_FOUND),
        ("《民法典》第一条", date(2020, 12, 31), OTHER),
        # 86 articles since 2021; those of 1996 and 2017 are not held.
        ("《行政处罚法》第八十七条", date(2022, 1, 1), NOT_HELD),
        # Two parts of the interpretation are held, （一） and （二）.
        ("《民法典婚姻家庭编解释（四）》第一条", date(2025, 6, 1), NOT_HELD),
    ],
)
def test_real_citations_have_the_answer_that_the_law_gives(
    real: Corpus, text: str, day: date, status: ResolutionStatus
) -> None:
    """Days before and after a commencement, an end, an article too many."""
    assert real.resolve(text, as_of=day).status is status


def test_every_text_has_its_own_first_and_last_article(real: Corpus) -> None:
    """本法第一条 in a text is that text's, whatever is in force today."""
    for entry in real.entries:
        statute = real.statute(entry.name)
        if statute.amends or not statute.articles:
            continue
        ends = Reference((statute.articles[0], statute.articles[-1]))
        assert real.resolve(ends, within=entry.name).status is EXACT, entry.name
