"""Texts of law in the forms in which they circulate, and what is read in them.

Every law here is invented. What is expected was written down from the text before
it was read; a form that is known to be read wrongly says so in its mark.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import parse_provision
from adminlaw.statutes import (
    ActKind,
    InstrumentKind,
    Printed,
    Statute,
    UnitKind,
    read_statute,
)
from adminlaw.statutes.commencements import printed_commencements
from adminlaw.statutes.headers import read_header

Acts = list[tuple[str, date]]


def wrong(module: str, reason: str) -> pytest.MarkDecorator:
    """Mark what a module reads wrongly so far, and why."""
    return pytest.mark.xfail(strict=True, reason=f"{module}: {reason}")


def squeezed(text: str) -> str:
    """Return *text* without blanks of any kind."""
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def read(text: str) -> Statute:
    """Read a text, after which its pieces must be the text, each with one address."""
    law = read_statute(text)
    assert "".join(text[unit.start : unit.end] for unit in law.units) == text
    addresses = [unit.address for unit in law.units]
    assert len(addresses) == len(set(addresses))
    return law


def said(law: Statute, address: str) -> list[str]:
    """Return the words at every place that *address* names."""
    return [squeezed(each.text) for each in law.places(parse_provision(address))]


def numbers(law: Statute) -> list[str]:
    """Return the articles of a text, as a citation writes them."""
    return [str(each) for each in law.articles]


def pieces(law: Statute, kind: UnitKind) -> list[str]:
    """Return the words of the pieces of one kind."""
    return [
        squeezed(law.text[unit.start : unit.end])
        for unit in law.units
        if unit.kind is kind
    ]


def acts(law: Statute) -> Acts:
    """Return what the record tells of: each act and its day."""
    return [(act.kind.zh, act.day) for act in law.record]


def printed(law: Statute) -> list[date | None]:
    """Return the days of commencement that the text prints."""
    found: tuple[Printed, ...] = printed_commencements(law.text, law.units)
    return [each.day for each in found]


def sound(law: Statute) -> bool:
    """Tell whether nothing was reported."""
    return law.problems == ()


# What the database of the National People's Congress gives out

RECORD = (
    "（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过"
    "　根据2016年7月2日第十二届全国人民代表大会常务委员会第二十一次会议"
    "《关于修改〈中华人民共和国廊桥养护法〉等三部法律的决定》第一次修正"
    "　根据2021年4月29日第十三届全国人民代表大会常务委员会第二十八次会"
    "议《关于修改〈中华人民共和国水车法〉等八部法律的决定》第二次修正）"
)
NATIONAL = f"""中华人民共和国廊桥养护法

{RECORD}

目　　录

第一章　总　　则
第二章　养护责任
　第一节　一般规定
　第二节　巡检
第三章　附　　则

第一章　总　　则

　　第一条　为了加强廊桥养护，保障行人安全，制定本法。
　　第二条　在中华人民共和国境内养护廊桥，适用本法。
　　文物廊桥的养护，依照有关法律的规定执行。

第二章　养护责任

第一节　一般规定

　　第三条　廊桥管理人应当履行下列职责：
　　（一）建立养护档案；
　　（二）配备下列人员：
　　1.巡检员；
　　2.木工；
　　（三）法律规定的其他职责。
　　前款第二项人员的条件，由国务院规定。

第二节　巡检

　　第四条　廊桥每季度至少巡检一次。

第三章　附　　则

　　第五条　本法自2011年10月1日起施行。
"""

NATIONAL_RECORD = [
    ("通过", date(2011, 4, 22)),
    ("修正", date(2016, 7, 2)),
    ("修正", date(2021, 4, 29)),
]


def test_the_head_of_a_law_is_read_from_plain_text() -> None:
    """Name, record, kind and issuer of a law stand in its first two lines."""
    law = read(NATIONAL)
    assert law.title == "中华人民共和国廊桥养护法"
    assert acts(law) == NATIONAL_RECORD
    assert law.kind is InstrumentKind.LAW
    assert law.issuer == "全国人民代表大会常务委员会"
    assert sound(law)


def test_the_body_of_a_law_is_read_from_plain_text() -> None:
    """Paragraphs, items and subitems are found under full-width blanks."""
    law = read(NATIONAL)
    assert numbers(law) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert said(law, "第二条第二款") == ["文物廊桥的养护，依照有关法律的规定执行。"]
    assert said(law, "第三条第一款第三项") == ["（三）法律规定的其他职责。"]
    assert said(law, "第三条第一款第二项第二目") == ["2.木工；"]
    assert said(law, "第三条第二款") == ["前款第二项人员的条件，由国务院规定。"]
    assert printed(law) == [date(2011, 10, 1)]


def test_the_contents_are_not_headings() -> None:
    """A chapter that the contents list and the body prints is one chapter."""
    law = read(NATIONAL)
    assert pieces(law, UnitKind.CHAPTER) == [
        "第一章总则",
        "第二章养护责任",
        "第三章附则",
    ]
    assert pieces(law, UnitKind.SECTION) == ["第一节一般规定", "第二节巡检"]
    assert len(pieces(law, UnitKind.CONTENTS)) == 6


def broken_record() -> str:
    """Return the law with its record over several lines, in one parenthesis."""
    return NATIONAL.replace("通过　根据", "通过\n　　根据").replace(
        "第一次修正　根据", "第一次修正\n根据"
    )


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "record over lines": lambda _: broken_record(),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "old carriage returns": lambda text: text.replace("\n", "\r"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "tabs": lambda text: text.replace("　　", "\t"),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "blanks at the ends": lambda text: text.replace("\n", "　 \n"),
    "hard blanks": lambda text: text.replace("　", "\xa0"),
    "zero-width blanks": lambda text: text.replace("　　", "\u200b　　\u200b"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "no indents": lambda text: text.replace("\n　　", "\n"),
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "square brackets": lambda text: text.replace("（2011", "〔2011").replace(
        "第二次修正）", "第二次修正〕"
    ),
    "digits": lambda text: re.sub(
        "(?<=　)第([一二三四五])条",
        lambda found: f"第{'一二三四五'.index(found[1]) + 1}条",
        text,
    ),
    "full-width digits": lambda text: text.translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "Markdown": lambda text: "# " + re.sub("\n(　*第.[章节])", r"\n## \1", text),
    "bold labels": lambda text: re.sub(r"　　(第.条)　", r"**\1** ", text),
    "a blank line first": lambda text: "\n　\n" + text,
    "the name in marks": lambda text: "《" + text.replace("\n", "》\n", 1),
    "blanks inside the name": lambda text: text.replace("国廊", "国　廊", 1),
    "page numbers": lambda text: text.replace("\n\n第二章", "\n\n— 2 —\n\n第二章"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_law_is_the_same_law_in_every_form(form: str) -> None:
    """Blanks, line ends, brackets and digits change nothing in what is read."""
    law = read(FORMS[form](NATIONAL))
    assert law.title == "中华人民共和国廊桥养护法"
    assert acts(law) == NATIONAL_RECORD
    assert numbers(law) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert len(pieces(law, UnitKind.CHAPTER)) == 3
    assert [len(said(law, f"第三条第一款第{n}项")) for n in "一二三"] == [1, 1, 1]
    assert len(said(law, "第三条第二款")) == 1
    assert printed(law) == [date(2011, 10, 1)]
    assert sound(law)


def test_labels_may_touch_their_text() -> None:
    """A label without a blank after it is a label all the same."""
    law = read(re.sub("(第.条)　", r"\1", NATIONAL))
    assert numbers(law) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert said(law, "第三条第二款") == ["前款第二项人员的条件，由国务院规定。"]
    assert sound(law)


def test_contents_may_bear_page_numbers() -> None:
    """The first chapter is not lost where its line in the contents ends in a page."""
    paged = NATIONAL.replace("总　　则\n第二", "总　　则……1\n第二").replace(
        "附　　则\n\n第一", "附　　则……9\n\n第一"
    )
    law = read(paged)
    assert pieces(law, UnitKind.CHAPTER) == [
        "第一章总则",
        "第二章养护责任",
        "第三章附则",
    ]


def test_the_labels_may_stand_in_lines_of_their_own() -> None:
    """A label alone in its line introduces the first paragraph, and is not one."""
    law = read(re.sub("(第.条)　", r"\1\n　　", NATIONAL))
    assert said(law, "第二条第一款") == [
        "第二条在中华人民共和国境内养护廊桥，适用本法。"
    ]
    assert said(law, "第二条第二款") == ["文物廊桥的养护，依照有关法律的规定执行。"]


def test_an_article_may_have_a_name_of_its_own_line() -> None:
    """A name in brackets after the label is no paragraph: 第二条（适用范围）."""
    law = read(
        "滨河市古井保护条例\n"
        "第一条（目的和依据）\n为了保护古井，制定本条例。\n"
        "第二条（适用范围）\n本市古井的保护，适用本条例。\n私有古井另行规定。\n"
    )
    assert numbers(law) == ["第一条", "第二条"]
    assert said(law, "第二条第二款") == ["私有古井另行规定。"]


def test_an_article_may_have_a_name_in_its_line() -> None:
    """A name in brackets may stand between the label and the text."""
    law = read(
        "滨河市古井保护条例\n"
        "第一条【目的】为了保护古井，制定本条例。\n"
        "第二条 【适用范围】本市古井的保护，适用本条例。\n私有古井另行规定。\n"
        "第三条（施行日期）本条例自二〇二〇年一月一日起施行。\n"
    )
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert said(law, "第二条第二款") == ["私有古井另行规定。"]
    assert printed(law) == [date(2020, 1, 1)]
    assert sound(law)


# Orders of the State Council, of the President and of departments

ORDER = """中华人民共和国国务院令

第714号

　　《廊桥通行费管理条例》已经2019年4月17日国务院第46次常务会议通过，现予公布，自2019年10月1日起施行。

总理　　甲某某
2019年5月1日

廊桥通行费管理条例

第一章　总　　则

　　第一条　为了规范廊桥通行费的收取，制定本条例。
　　第二条　国家对廊桥通行费实行目录管理。
第二章　附　　则
　　第三条　本条例自2019年10月1日起施行。
"""


def test_an_order_of_the_state_council_names_the_regulation() -> None:
    """The name is that of the regulation, not that of the order before it."""
    law = read(ORDER)
    assert law.title == "廊桥通行费管理条例"
    assert law.kind is InstrumentKind.ADMINISTRATIVE_REGULATION
    assert law.number == "国务院令第714号"
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert printed(law) == [date(2019, 10, 1)]
    assert sound(law)


def test_an_order_of_the_state_council_tells_the_record() -> None:
    """The order says when the regulation was adopted, published and in force."""
    assert acts(read(ORDER)) == [
        ("通过", date(2019, 4, 17)),
        ("公布", date(2019, 5, 1)),
        ("施行", date(2019, 10, 1)),
    ]


def test_a_record_under_the_name_comes_before_that_of_the_order() -> None:
    """Where the regulation bears a record of its own, that record is read."""
    record = (
        "（2003年6月3日中华人民共和国国务院令第380号公布　"
        "2019年5月1日中华人民共和国国务院令第714号修订）"
    )
    law = read(ORDER.replace("\n\n第一章", f"\n{record}\n\n第一章"))
    assert law.title == "廊桥通行费管理条例"
    assert acts(law) == [("公布", date(2003, 6, 3)), ("修订", date(2019, 5, 1))]
    assert law.number.removeprefix("中华人民共和国") == "国务院令第714号"
    assert law.kind is InstrumentKind.ADMINISTRATIVE_REGULATION


def test_an_order_of_the_president_names_the_law() -> None:
    """A law after the order of the President has its own name and record."""
    order = (
        "中华人民共和国主席令\n第三十一号\n"
        "《中华人民共和国廊桥养护法》已由中华人民共和国第十一届全国人民代表大会"
        "常务委员会第二十次会议于2011年4月22日通过，现予公布，"
        "自2011年10月1日起施行。\n"
        "中华人民共和国主席　乙某某\n2011年4月22日\n"
    )
    law = read(order + NATIONAL)
    assert law.title == "中华人民共和国廊桥养护法"
    assert acts(law) == NATIONAL_RECORD
    assert law.kind is InstrumentKind.LAW
    assert len(law.articles) == 5


RULE = """中华人民共和国灯塔部令

2020年第8号

《灯塔巡检管理办法》已于2020年3月10日经第9次部务会议通过，现予公布，自2020年6月1日起施行。

部长　丙某某
2020年4月2日

灯塔巡检管理办法

第一条　为了规范灯塔巡检，根据《中华人民共和国灯塔法》，制定本办法。
第二条　巡检分为下列两类：
（一）日常巡检；
（二）专项巡检。
第三条　本办法自2020年6月1日起施行。《灯塔检查规定》（灯塔部令1998年第3号）同时废止。
"""


def test_an_order_of_a_department_names_the_rule() -> None:
    """A rule has the name under the order, the number of the order, its record."""
    law = read(RULE)
    assert law.title == "灯塔巡检管理办法"
    assert law.kind is InstrumentKind.DEPARTMENTAL_RULE
    assert law.number == "灯塔部令2020年第8号"
    assert acts(law) == [
        ("通过", date(2020, 3, 10)),
        ("公布", date(2020, 4, 2)),
        ("施行", date(2020, 6, 1)),
    ]
    assert printed(law) == [date(2020, 6, 1)]
    assert said(law, "第二条第二项") == ["（二）专项巡检。"]
    assert sound(law)


def test_an_announcement_of_a_local_congress_names_the_regulation() -> None:
    """The announcement that publishes a local regulation is not its name."""
    law = read(
        "滨河市第九届人民代表大会常务委员会公告\n第12号\n"
        "《滨河市古井保护条例》已由滨河市第九届人民代表大会常务委员会第十六次会议"
        "于2018年6月27日通过，并经云岭省第十三届人民代表大会常务委员会第五次会议"
        "于2018年9月30日批准，现予公布，自2019年1月1日起施行。\n"
        "滨河市人民代表大会常务委员会\n2018年10月20日\n\n" + LOCAL
    )
    assert law.title == "滨河市古井保护条例"
    assert acts(law) == LOCAL_RECORD
    assert law.kind is InstrumentKind.LOCAL_REGULATION
    assert numbers(law) == ["第一条", "第二条"]


# Local, autonomous and Party regulations

LOCAL_HEAD = (
    "（2018年6月27日滨河市第九届人民代表大会常务委员会第十六次会议通过"
    "　2018年9月30日云岭省第十三届人民代表大会常务委员会第五次会议批"
    "准）"
)
LOCAL = f"""滨河市古井保护条例

{LOCAL_HEAD}

第一条　为了保护古井，结合本市实际，制定本条例。

第二条　本条例自2019年1月1日起施行。
"""
LOCAL_RECORD = [("通过", date(2018, 6, 27)), ("批准", date(2018, 9, 30))]


def test_a_local_regulation_is_adopted_and_approved() -> None:
    """Both acts are read, and the place is that of the congress that adopted it."""
    law = read(LOCAL)
    assert law.title == "滨河市古井保护条例"
    assert acts(law) == LOCAL_RECORD
    assert law.kind is InstrumentKind.LOCAL_REGULATION
    assert law.place == "滨河市"
    assert len(law.editions) == 1
    assert printed(law) == [date(2019, 1, 1)]
    assert sound(law)


def test_an_autonomous_regulation_is_known_by_its_congress() -> None:
    """What the congress of an autonomous county makes is a separate regulation."""
    law = read(
        "青原土家族自治县茶园保护条例\n"
        "（2009年3月1日青原土家族自治县第八届人民代表大会第三次会议通过\n"
        "2009年5月28日云岭省第十一届人民代表大会常务委员会第十次会议批准）\n"
        "第一条　为了保护茶园，制定本条例。\n第二条　本条例自公布之日起施行。\n"
    )
    assert acts(law) == [("通过", date(2009, 3, 1)), ("批准", date(2009, 5, 28))]
    assert law.kind is InstrumentKind.AUTONOMOUS_REGULATION
    assert law.place == "青原土家族自治县"
    assert printed(law) == [None]
    assert sound(law)


def test_a_party_regulation_is_published_by_the_centre() -> None:
    """The record of a Party regulation names a meeting and the centre."""
    law = read(
        "中国共产党值守工作条例\n\n"
        "（2015年12月25日中共中央政治局会议审议批准　2016年1月1日中共中央发布）\n\n"
        "第一章　总　则\n第一条　为了规范值守工作，制定本条例。\n"
        "第二章　附　则\n第二条　本条例自发布之日起施行。\n"
    )
    assert acts(law) == [("批准", date(2015, 12, 25)), ("公布", date(2016, 1, 1))]
    assert law.kind is InstrumentKind.PARTY_REGULATION
    assert len(pieces(law, UnitKind.CHAPTER)) == 2
    assert sound(law)


def test_a_local_rule_is_published_by_the_head_of_a_government() -> None:
    """The record of a local rule names the order of the government."""
    law = read(
        "云岭省桥灯管理办法\n"
        "（2017年11月20日云岭省人民政府令第301号公布　自2018年1月1日起施行）\n"
        "第一条　为了管理桥灯，制定本办法。\n"
        "第二条　本办法自2018年1月1日起施行。\n"
    )
    assert acts(law) == [("公布", date(2017, 11, 20)), ("施行", date(2018, 1, 1))]
    assert law.kind is InstrumentKind.LOCAL_RULE
    assert law.place == "云岭省"
    assert law.number == "云岭省人民政府令第301号"


# The record in other forms


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            "（一九八七年六月二十三日第六届全国人民代表大会常务委员会第二十一次会议通过）",
            [("通过", date(1987, 6, 23))],
            id="Chinese numerals",
        ),
        pytest.param(
            "（二○○二年十月二十八日第九届全国人民代表大会常务委员会第三十次会议通过）",
            [("通过", date(2002, 10, 28))],
            id="round zeros",
        ),
        pytest.param(
            "2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过\n"
            "自2011年7月1日起施行",
            [("通过", date(2011, 4, 22)), ("施行", date(2011, 7, 1))],
            id="no brackets, commencement in its own line",
        ),
        pytest.param(
            "(2011 年 4 月 22 日第十一届全国人民代表大会常务委员会第二十次会议通过)",
            [("通过", date(2011, 4, 22))],
            id="blanks around digits",
        ),
        pytest.param(
            "（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过）\n"
            "（根据2016年7月2日第十二届全国人民代表大会常务委员会第二十一次会议"
            "《关于修改〈中华人民共和国廊桥养护法〉的决定》修正）",
            [("通过", date(2011, 4, 22)), ("修正", date(2016, 7, 2))],
            id="one bracket an act",
        ),
        pytest.param(
            "（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过，"
            "2011年4月22日中华人民共和国主席令第45号公布，自2011年7月1日起施行）",
            [
                ("通过", date(2011, 4, 22)),
                ("公布", date(2011, 4, 22)),
                ("施行", date(2011, 7, 1)),
            ],
            id="publication by the President",
        ),
        pytest.param(
            "（2011年4月22日第十一届全国人民代表大会常务委员会\n第二十次会议通过）",
            [("通过", date(2011, 4, 22))],
            id="a line broken inside an act",
        ),
        pytest.param(
            "（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过",
            [("通过", date(2011, 4, 22))],
            id="a bracket that never closes",
        ),
        pytest.param(
            "（2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过　"
            "根据2013年6月1日《中华人民共和国廊桥养护法修正案》、"
            "2016年7月2日《中华人民共和国廊桥养护法修正案（二）》修正）",
            [
                ("通过", date(2011, 4, 22)),
                ("修正", date(2013, 6, 1)),
                ("修正", date(2016, 7, 2)),
            ],
            id="several amendments, one verb",
        ),
        pytest.param(
            "2011年4月22日第十一届全国人民代表大会常务委员会第二十次会议通过\n"
            "2016年7月2日第十二届全国人民代表大会常务委员会第二十一次会议《关于修改\n"
            "〈中华人民共和国廊桥养护法〉的决定》修正",
            [("通过", date(2011, 4, 22)), ("修正", date(2016, 7, 2))],
            id="no brackets, a line broken inside a name",
        ),
        pytest.param(
            "2011年4月22日国家经济灯塔委员会发布\n自发布之日起施行",
            [("公布", date(2011, 4, 22)), ("施行", date(2011, 4, 22))],
            id="in force from the day of publication",
        ),
        pytest.param("（2011年4月22日）", [], id="a day alone"),
        pytest.param("", [], id="none"),
    ],
)
def test_a_record_is_read_in_every_form(record: str, expected: Acts) -> None:
    """The acts of a record are the same however it is printed."""
    body = "第一条　甲。\n第二条　乙。\n第三条　丙。\n"
    law = read(f"中华人民共和国廊桥养护法\n{record}\n{body}")
    assert law.title == "中华人民共和国廊桥养护法"
    assert acts(law) == expected
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert sound(law)


def test_a_body_keeps_its_whole_name() -> None:
    """Prepositions are taken off the ends of a body, and not out of its name."""
    law = read(
        "灯塔进出口办法\n（2001年4月5日国家经济灯塔委员会发布　"
        "2003年1月1日由青原自治州人民政府修订）\n第一条　略。\n"
    )
    assert [act.body for act in law.record] == [
        "国家经济灯塔委员会",
        "青原自治州人民政府",
    ]


def test_a_sentence_that_begins_with_a_day_is_no_record() -> None:
    """The record ends where the text begins to tell what happened on a day."""
    law = read(
        "灯塔部关于灯油问题的答复\n2001年4月5日\n"
        "2000年3月1日我部印发《灯油规定》以来，各地反映若干问题。现答复如下：\n"
        "2001年起，灯油照常供应。\n"
    )
    assert law.record == ()
    assert len(pieces(law, UnitKind.PASSAGE)) == 2
    assert sound(law)


def test_a_day_that_does_not_exist_is_reported() -> None:
    """A record of 31 February is no act, and somebody is told."""
    law = read("甲办法\n（2019年2月31日灯塔部公布）\n第一条　略。\n第二条　略。\n")
    assert law.record == ()
    assert law.problems != ()
    assert numbers(law) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "name",
    [
        "中华人民共和国廊桥养护法（2018修正）",
        "中华人民共和国廊桥养护法(2018年修订)",
        "《中华人民共和国廊桥养护法》",
        "　　　中华人民共和国廊桥养护法　",
        "# 中华人民共和国廊桥养护法",
        "**中华人民共和国廊桥养护法**",
    ],
)
def test_a_name_is_bare(name: str) -> None:
    """Signs and the year of a version that a database adds are no part of a name."""
    law = read(f"{name}\n第一条　甲。\n第二条　乙。\n")
    assert law.title == "中华人民共和国廊桥养护法"
    assert len(law.articles) == 2


@pytest.mark.parametrize("name", ["廊桥养护办法（试行）", "廊桥养护规定（一）"])
def test_brackets_that_belong_to_a_name_stay(name: str) -> None:
    """A name may end in brackets of its own."""
    assert read(f"{name}\n第一条　甲。\n第二条　乙。\n").title == name


def test_a_name_may_be_broken_into_two_lines() -> None:
    """The organ stands in one line and the name proper in the next."""
    law = read(
        "全国人民代表大会常务委员会\n关于加强廊桥保护的决定\n"
        "（2009年8月27日第十一届全国人民代表大会常务委员会第十次会议通过）\n"
        "为了加强廊桥保护，特作如下决定：\n"
        "一、国家保护廊桥。\n二、本决定自公布之日起施行。\n"
    )
    assert law.title == "全国人民代表大会常务委员会关于加强廊桥保护的决定"
    assert acts(law) == [("通过", date(2009, 8, 27))]
    assert numbers(law) == ["第一条", "第二条"]


# Databases of publishers

PUBLISHER = """灯塔巡检管理办法
【发文字号】灯塔部令2020年第8号
【发布部门】灯塔部
【发布日期】2020.04.02
【实施日期】2020.06.01
【时效性】现行有效
【效力级别】部门规章

灯塔巡检管理办法

（2020年4月2日灯塔部令2020年第8号公布　自2020年6月1日起施行）

第一条　为了规范灯塔巡检，制定本办法。
[条文释义]
第二条　巡检分为日常巡检和专项巡检。
【条文释义】
前款巡检的周期另行规定。
第三条　本办法自2020年6月1日起施行。
【法宝引证码】CLI.4.000000
"""


def test_lines_of_a_publisher_are_not_the_record() -> None:
    """The record under the second name is read; the publisher's lines are not."""
    law = read(PUBLISHER)
    assert law.title == "灯塔巡检管理办法"
    assert acts(law) == [("公布", date(2020, 4, 2)), ("施行", date(2020, 6, 1))]
    assert law.number == "灯塔部令2020年第8号"
    assert law.kind is InstrumentKind.DEPARTMENTAL_RULE


@wrong("structure.py", "[条文释义] counts as a paragraph")
def test_notes_of_a_publisher_are_not_paragraphs() -> None:
    """A link to a commentary between two paragraphs does not count."""
    law = read(PUBLISHER)
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert said(law, "第一条第二款") == []
    assert said(law, "第二条第二款") == ["前款巡检的周期另行规定。"]


# Judicial interpretations and replies

INTERPRETATION = """最高人民法院关于审理灯塔损害赔偿案件适用法律若干问题的解释

（2019年3月4日最高人民法院审判委员会第1762次会议通过，自2019年5月1日起施行）

法释〔2019〕7号

　　为正确审理灯塔损害赔偿案件，根据《中华人民共和国灯塔法》等法律规定，结合审判实践，制定本解释。

　　第一条　碰撞灯塔造成损害的，依照灯塔法第十二条处理。

　　第二条　本解释自2019年5月1日起施行。
"""


NUMBER_FIRST = INTERPRETATION.replace("法释〔2019〕7号\n\n", "").replace(
    "（2019", "法释〔2019〕7号\n\n（2019"
)


@pytest.mark.parametrize("first", ["record", "number"])
def test_the_head_of_a_judicial_interpretation_is_read(first: str) -> None:
    """The number may stand before or after the record; the rest is a preamble."""
    law = read(INTERPRETATION if first == "record" else NUMBER_FIRST)
    assert acts(law) == [("通过", date(2019, 3, 4)), ("施行", date(2019, 5, 1))]
    assert law.kind is InstrumentKind.JUDICIAL_INTERPRETATION
    assert len(pieces(law, UnitKind.PREAMBLE)) == 1
    assert numbers(law) == ["第一条", "第二条"]
    assert printed(law) == [date(2019, 5, 1)]
    assert sound(law)


def test_a_joint_interpretation_has_a_name_in_two_lines() -> None:
    """Two courts stand in the first line, and the name goes on in the second."""
    law = read(
        "最高人民法院　最高人民检察院\n"
        "关于办理损毁灯塔刑事案件适用法律若干问题的解释\n"
        "（2018年9月3日最高人民法院审判委员会第1747次会议、"
        "2018年12月12日最高人民检察院第十三届检察委员会第十一次会议通过，"
        "自2019年2月1日起施行）\n"
        "为依法惩治损毁灯塔犯罪，现就有关问题解释如下：\n"
        "第一条　甲。\n第二条　乙。\n"
    )
    assert law.title == (
        "最高人民法院最高人民检察院关于办理损毁灯塔刑事案件适用法律若干问题的解释"
    )
    assert law.kind is InstrumentKind.JUDICIAL_INTERPRETATION
    assert (ActKind.COMMENCED.zh, date(2019, 2, 1)) in acts(law)
    assert numbers(law) == ["第一条", "第二条"]


REPLY = """最高人民法院关于灯塔看守人能否申请先予执行问题的批复
法释〔2003〕4号
（2003年1月20日由最高人民法院审判委员会第1262次会议通过，自2003年2月1日起施行）

云岭省高级人民法院：
　　你院《关于灯塔看守人申请先予执行的请示》收悉。经研究，答复如下：
　　灯塔看守人追索报酬的，可以申请先予执行。
　　此复。
"""


def test_a_reply_has_no_articles() -> None:
    """A reply is passages under its name, and nothing is odd about that."""
    law = read(REPLY)
    assert law.articles == ()
    assert acts(law) == [("通过", date(2003, 1, 20)), ("施行", date(2003, 2, 1))]
    assert law.issuer == "最高人民法院审判委员会"
    assert pieces(law, UnitKind.PASSAGE)[0] == "云岭省高级人民法院："
    assert len(pieces(law, UnitKind.PASSAGE)) == 4
    assert sound(law)


# Normative documents

NOTICE = """滨河市人民政府办公室关于进一步规范夜间码头装卸作业的通知

滨政办发〔2022〕15号

各县（区）人民政府，市直各部门：

　　为了规范夜间码头装卸作业，经市人民政府同意，现通知如下：

　　一、总体要求

　　（一）指导思想。坚持安全第一。

　　（二）基本原则。

　　1.属地管理；

　　2.分级负责。

　　（1）县级负责日常；

　　（2）市级负责督查。

　　二、主要任务

　　（一）开展排查。

　　（二）限期整改。

　　三、附则

　　本通知自2022年9月1日起施行，有效期五年。

　　　　　　　　　　滨河市人民政府办公室

　　　　　　　　　　　　2022年8月3日

　　（此件公开发布）
"""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(INTERPRETATION, "法释〔2019〕7号", id="after the record"),
        pytest.param(NUMBER_FIRST, "法释〔2019〕7号", id="before the record"),
        pytest.param(REPLY, "法释〔2003〕4号", id="reply"),
        pytest.param(NOTICE, "滨政办发〔2022〕15号", id="notice"),
    ],
)
def test_a_number_in_a_line_of_its_own_is_that_of_the_text(
    text: str, number: str
) -> None:
    """The line under the name that is a document number is not lost."""
    assert read(text).number == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (INTERPRETATION, "法释〔2019〕7号"),
        (NUMBER_FIRST, "法释〔2019〕7号"),
        (REPLY, "法释〔2003〕4号"),
        (NOTICE, "滨政办发〔2022〕15号"),
        (ORDER, "国务院令第714号"),
        (RULE, "灯塔部令2020年第8号"),
        (PUBLISHER, "灯塔部令2020年第8号"),
        (LOCAL, ""),
    ],
)
def test_the_head_knows_the_number(text: str, number: str) -> None:
    """The head of a text gives the number that stands in it."""
    assert read_header(text).number == number


def test_a_normative_document_counts_its_levels() -> None:
    """一、 are its articles, （一） its items and 1. its subitems."""
    law = read(NOTICE)
    assert law.title == ("滨河市人民政府办公室关于进一步规范夜间码头装卸作业的通知")
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert said(law, "第二条第一款第二项") == ["（二）限期整改。"]
    assert said(law, "第一条第一款第二项第一目") == ["1.属地管理；"]
    assert printed(law) == [date(2022, 9, 1)]
    assert sound(law)


def test_a_notice_without_digits_counts_its_levels() -> None:
    """一、 are the articles and （一） the items of a notice without 1.."""
    law = read(re.sub("\n　　[（]?[12][.）].*\n", "\n", NOTICE))
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert said(law, "第二条第一款第二项") == ["（二）限期整改。"]
    assert pieces(law, UnitKind.PREAMBLE)[-1].endswith("现通知如下：")
    assert printed(law) == [date(2022, 9, 1)]
    assert sound(law)


def test_the_addressees_of_a_notice_stand_before_its_first_number() -> None:
    """The addressees and the opening are the preamble."""
    preamble = pieces(read(NOTICE), UnitKind.PREAMBLE)
    assert "各县（区）人民政府，市直各部门：" in preamble
    assert preamble[-1].endswith("现通知如下：")


def test_the_signature_of_a_notice_is_no_paragraph() -> None:
    """Who signs, the day and the note of disclosure belong to no article."""
    law = read(NOTICE)
    assert said(law, "第三条") == ["三、附则本通知自2022年9月1日起施行，有效期五年。"]


# Decisions that amend

AMENDING = """全国人民代表大会常务委员会关于修改《中华人民共和国廊桥养护法》的决定

（2016年7月2日第十二届全国人民代表大会常务委员会第二十一次会议通过）

第十二届全国人民代表大会常务委员会第二十一次会议决定对《中华人民共和国廊桥养护法》作如下修改：

一、将第五条修改为：“第五条　国务院灯塔主管部门负责全国廊桥工作。

“县级以上地方人民政府负责本行政区域内廊桥工作：

“（一）编制规划；

“（二）组织实施。”

二、第十条增加一款，作为第二款：“廊桥不得悬挂广告。”

三、删去第十二条第三项。

本决定自2016年9月1日起施行。

《中华人民共和国廊桥养护法》根据本决定作相应修改，重新公布。
"""


def test_an_amending_decision_counts_its_own_points() -> None:
    """The articles it quotes are quotations, and its own points are its articles."""
    law = read(AMENDING)
    assert law.amends
    assert law.title == (
        "全国人民代表大会常务委员会关于修改〈中华人民共和国廊桥养护法〉的决定"
    )
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert any("组织实施" in each for each in pieces(law, UnitKind.QUOTATION))
    assert said(law, "第五条") == []
    assert printed(law) == [date(2016, 9, 1)]
    assert sound(law)


@wrong("structure.py", "an article that follows in number ends an annex")
def test_the_amended_text_after_a_decision_is_not_the_decision() -> None:
    """The full text that a decision appends does not add articles to it."""
    law = read(f"{AMENDING}\n附：\n\n{NATIONAL}")
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert printed(law) == [date(2016, 9, 1)]


@wrong("structure.py", "nothing tells the appended text from the decision")
def test_the_amended_text_may_follow_without_a_word() -> None:
    """The name of the amended law alone in a line starts the appended text."""
    law = read(f"{AMENDING}\n{NATIONAL}")
    assert numbers(law) == ["第一条", "第二条", "第三条"]


def test_an_amendment_of_the_code_counts_its_points() -> None:
    """An amendment 修正案 is law, and quotes what it puts in."""
    law = read(
        "中华人民共和国廊桥法典修正案（二）\n"
        "（2017年11月4日第十二届全国人民代表大会常务委员会第三十次会议通过）\n"
        "一、在廊桥法典第二百九十九条后增加一条，作为第二百九十九条之一：\n"
        "“在廊桥上，以下列方式之一损毁构件，情节严重的，处三年以下拘禁：\n"
        "“（一）焚烧；\n“（二）锯断。\n“有前款行为，情节特别严重的，从重处罚。”\n"
        "二、将廊桥法典第三百条第一款修改为：“第三百条　略。”\n"
        "三、本修正案自公布之日起施行。\n"
    )
    assert law.amends
    assert law.kind is InstrumentKind.LAW
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert len(pieces(law, UnitKind.QUOTATION)) >= 3
    assert printed(law) == [None]
    assert sound(law)


def test_an_order_that_amends_several_rules_is_read() -> None:
    """A decision of a department with （一） under 一、 keeps its levels."""
    law = read(
        "灯塔部关于修改部分规章的决定\n"
        "（2021年6月23日灯塔部令第12号公布　自公布之日起施行）\n"
        "为了推进改革，灯塔部决定对2部规章的部分条款予以修改：\n"
        "一、对《灯塔巡检管理办法》作出修改\n"
        "（一）将第三条中的“三日”修改为“五日”。\n"
        "（二）删去第七条。\n"
        "二、对《灯塔照明规定》作出修改\n"
        "将第二条修改为：“灯塔应当夜间照明。”\n"
        "此外，对相关规章中的条文序号作相应调整。\n"
        "本决定自公布之日起施行。\n"
    )
    assert numbers(law) == ["第一条", "第二条"]
    assert said(law, "第一条第二项") == ["（二）删去第七条。"]
    assert acts(law) == [("公布", date(2021, 6, 23)), ("施行", date(2021, 6, 23))]
    assert law.kind is InstrumentKind.DEPARTMENTAL_RULE
    assert sound(law)


# Articles and what is inside them


def articles_of(*lines: str) -> Statute:
    """Return an invented rule of the given lines."""
    return read("\n".join(("灯塔照明办法", *lines, "")))


def test_numbers_with_a_suffix_follow_their_article() -> None:
    """第一百二十条之一 stands between 第一百二十条 and the next article."""
    law = articles_of(
        *(f"第{n}条　略。" for n in range(1, 120)),
        "第一百二十条　甲。",
        "第一百二十条之一　乙。",
        "丙。",
        "第一百二十条之二　丁。",
        "第一百二十一条　戊。",
    )
    assert numbers(law)[-4:] == [
        "第一百二十条",
        "第一百二十条之一",
        "第一百二十条之二",
        "第一百二十一条",
    ]
    assert said(law, "第一百二十条") == ["第一百二十条甲。"]
    assert said(law, "第一百二十条之一第二款") == ["丙。"]
    assert sound(law)


@pytest.mark.parametrize(
    "line",
    [
        "第十条之一第二款规定的期限，从点灯之日起算。",
        "第一条、第四条规定的灯塔，不适用前款规定。",
        "第四条规定的灯塔，不适用前款规定。",
        "第四条所称灯塔，不包括航标。",
        "第四条第二款的规定不适用于临时灯塔。",
        "第一条中的灯塔，包括灯船。",
        "第四条和第五条的规定，适用于灯船。",
        "第四条至第六条的规定，适用于灯船。",
        "第四条列明的灯塔，由灯塔部管理。",
        "第四条适用于灯船。",
        "第四条情形消失的，应当恢复照明。",
        "第四条、本条规定的灯塔，由灯塔部管理。",
        "第四条（一）项规定的灯塔，由灯塔部管理。",
        "第四条以外的灯塔，由灯塔部管理。",
        "第四条有关灯船的规定，适用于浮标。",
        "第四条不适用于灯船。",
        "第四条对灯船作了规定的，从其规定。",
        "第四条与第五条不一致的，适用第五条。",
        "第四条同时适用于灯船。",
    ],
)
def test_a_line_may_begin_with_another_article(line: str) -> None:
    """A sentence that begins by citing an article does not begin that article."""
    law = articles_of(
        "第一条　甲。",
        "第二条　乙。",
        "第三条　丙。",
        line,
        "第四条　丁。",
        "第五条　戊。",
    )
    assert numbers(law) == ["第一条", "第二条", "第三条", "第四条", "第五条"]
    assert said(law, "第三条第二款") == [line]
    assert said(law, "第四条") == ["第四条丁。"]
    assert sound(law)


NOTATIONS = {
    "（一）": ("（一）", "（二）", "（三）"),
    "(一)": ("(一)", "(二)", "(三)"),
    "1.": ("1.", "2.", "3."),
    "1. with blank": ("1. ", "2. ", "3. "),
    "1．": ("1．", "2．", "3．"),
    "1、": ("1、", "2、", "3、"),
    "①": ("①", "②", "③"),
    "(1)": ("(1)", "(2)", "(3)"),
    "（1）": ("（1）", "（2）", "（3）"),
    "1)": ("1)", "2)", "3)"),
    "a)": ("a)", "b)", "c)"),
    "一、": ("一、", "二、", "三、"),
    "（甲）": ("（甲）", "（乙）", "（丙）"),
    "㈠": ("㈠", "㈡", "㈢"),
    "⑴": ("⑴", "⑵", "⑶"),
    "一）": ("一）", "二）", "三）"),
    "- （一）": ("- （一）", "- （二）", "- （三）"),
    "full-width １．": ("１．", "２．", "３．"),
}


@pytest.mark.parametrize("notation", list(NOTATIONS))
def test_items_are_known_in_every_notation(notation: str) -> None:
    """Whatever numbers the items, they are items of the paragraph before them."""
    labels = NOTATIONS[notation]
    law = articles_of(
        "第一条　略。",
        "第二条　下列灯塔免检：",
        *(f"{label}第{n}类灯塔；" for label, n in zip(labels, "甲乙丙", strict=True)),
        "前款灯塔仍应照明。",
        "第三条　略。",
    )
    found = [said(law, f"第二条第一款第{n}项") for n in "一二三"]
    words = [
        squeezed(label) + f"第{n}类灯塔；"
        for label, n in zip(labels, "甲乙丙", strict=True)
    ]
    assert found == [[each] for each in words]
    assert said(law, "第二条第二款") == ["前款灯塔仍应照明。"]
    assert numbers(law) == ["第一条", "第二条", "第三条"]
    assert sound(law)


def test_items_may_stand_in_one_line() -> None:
    """Items that lost their line breaks are items."""
    law = articles_of(
        "第一条　下列灯塔免检：（一）灯船；（二）浮标；（三）其他。",
        "前款（一）、（二）由部规定。",
        "第二条　略。",
    )
    assert said(law, "第一条第一款第二项") == ["（二）浮标；"]
    assert said(law, "第一条第二款") == ["前款（一）、（二）由部规定。"]


def test_items_may_follow_their_label_at_once() -> None:
    """An article may begin with its first item."""
    law = articles_of("第一条　（一）灯船；", "（二）浮标。", "第二条　略。")
    assert said(law, "第一条第一项") == ["（一）灯船；"] or said(
        law, "第一条第一项"
    ) == ["第一条（一）灯船；"]
    assert said(law, "第一条第二项") == ["（二）浮标。"]


def test_items_nest() -> None:
    """A second notation inside an item counts subitems, and the items go on."""
    law = articles_of(
        "第一条　下列灯塔免检：",
        "（一）灯船，包括：",
        "1.大型；",
        "2.小型；",
        "（二）浮标，包括：",
        "1.红色；",
        "2.绿色。",
        "第二条　略。",
    )
    assert said(law, "第一条第一款第二项第二目") == ["2.绿色。"]
    assert said(law, "第一条第一款第一项第一目") == ["1.大型；"]
    assert len(said(law, "第一条第一款第二项")) == 1


def test_each_paragraph_may_have_its_items() -> None:
    """Two lists in two paragraphs are told apart."""
    law = articles_of(
        "第一条　免检的有：",
        "（一）灯船；",
        "（二）浮标。",
        "必检的有：",
        "（一）灯塔；",
        "（二）灯桩。",
        "第二条　略。",
    )
    assert said(law, "第一条第一款第二项") == ["（二）浮标。"]
    assert said(law, "第一条第二款第二项") == ["（二）灯桩。"]
    assert said(law, "第一条第二款") == ["必检的有：（一）灯塔；（二）灯桩。"]


def test_a_plain_line_inside_a_list_belongs_to_its_item() -> None:
    """The numbering goes on after it, so the line ends no list."""
    law = articles_of(
        "第一条　免检的有：",
        "（一）灯船；",
        "灯船含趸船。",
        "（二）浮标。",
        "其余必检。",
        "第二条　略。",
    )
    assert said(law, "第一条第一款第一项") == ["（一）灯船；灯船含趸船。"]
    assert said(law, "第一条第二款") == ["其余必检。"]


def test_lists_may_skip_a_number() -> None:
    """A list that leaves out a number is still one list."""
    law = articles_of(
        "第一条　免检的有：", "（一）灯船；", "（三）浮标。", "第二条　略。"
    )
    assert said(law, "第一条第一款第三项") == ["（三）浮标。"]


def test_a_long_list_goes_beyond_twenty() -> None:
    """Items are counted beyond ten and beyond twenty."""
    han = ["二十", "二十一", "二十二"]
    labels = [*"一二三四五六七八九十", *(f"十{n}" for n in "一二三四五六七八九"), *han]
    law = articles_of(
        "第一条　免检的有：", *(f"（{n}）略；" for n in labels), "第二条　略。"
    )
    assert said(law, "第一条第二十二项") == ["（二十二）略；"]


def test_a_year_or_an_amount_at_the_head_of_a_line_is_no_item() -> None:
    """2.5 metres and 2019年 do not number anything."""
    law = articles_of(
        "第一条　灯高如下。",
        "2.5米以上的为高灯。",
        "2019年以后建造的除外。",
        "第二条　略。",
    )
    assert said(law, "第一条第二款") == ["2.5米以上的为高灯。"]
    assert said(law, "第一条第三款") == ["2019年以后建造的除外。"]


# What is odd


def test_a_gap_is_reported() -> None:
    """A missing article is a problem at the place where it is missed."""
    law = articles_of("第一条　甲。", "第二条　乙。", "第四条　丙。", "第五条　丁。")
    assert numbers(law) == ["第一条", "第二条", "第四条", "第五条"]
    [problem] = law.problems
    assert problem.path == f"@{law.text.index('第四条')}"


def test_a_repeat_is_reported() -> None:
    """Two articles of one number are two places, and a problem."""
    law = articles_of("第一条　甲。", "第二条　乙。", "第二条　丙。", "第三条　丁。")
    assert said(law, "第二条") == ["第二条乙。", "第二条丙。"]
    assert len(law.problems) == 1


def test_a_chapter_without_articles_is_a_chapter() -> None:
    """Two headings may follow each other, and no article is lost."""
    law = articles_of(
        "第一章　总则",
        "第一条　甲。",
        "第二章　（保留）",
        "第三章　附则",
        "第二条　乙。",
    )
    assert len(pieces(law, UnitKind.CHAPTER)) == 3
    assert said(law, "第二条") == ["第二条乙。"]
    assert sound(law)


def test_sections_start_anew_in_each_chapter() -> None:
    """The first section of the second chapter is no repeat."""
    law = articles_of(
        "第一编　总则",
        "第一章　甲",
        "第一节　子",
        "第一条　甲。",
        "第二节　丑",
        "第二条　乙。",
        "第二章　乙",
        "第一节　寅",
        "第三条　丙。",
        "第二编　分则",
        "第一章　丙",
        "第四条　丁。",
    )
    assert sound(law)
    assert [unit.address for unit in law.units if unit.kind is UnitKind.SECTION] == [
        "第一编第一章第一节",
        "第一编第一章第二节",
        "第一编第二章第一节",
    ]


def test_a_missing_chapter_is_reported() -> None:
    """Chapter 4 after chapter 2 is a problem."""
    law = articles_of(
        "第一章　甲",
        "第一条　甲。",
        "第二章　乙",
        "第二条　乙。",
        "第四章　丙",
        "第三条　丙。",
    )
    assert len(law.problems) == 1


def test_two_laws_in_one_file_are_reported() -> None:
    """The second law starts from 1 again, which somebody is told."""
    law = read(LOCAL + "\n" + LOCAL.replace("古井", "古树"))
    assert law.title == "滨河市古井保护条例"
    assert law.problems != ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "　\r\n"])
def test_an_empty_text_has_no_name(text: str) -> None:
    """Nothing is read in a text that says nothing, and nothing fails."""
    law = read_statute(text)
    assert law.title == ""
    assert law.articles == ()
    assert law.record == ()


@pytest.mark.parametrize("blank", [" ", "\n\n", "　\r\n", "\u200b\n"])
def test_blanks_alone_are_a_text_too(blank: str) -> None:
    """The pieces of a text of blanks are that text."""
    read(blank)


def test_a_name_alone_is_a_text() -> None:
    """A text of one line is its name."""
    law = read("廊桥养护办法")
    assert law.title == "廊桥养护办法"
    assert law.units[0].kind is UnitKind.TITLE
    assert sound(law)


def test_a_text_may_lack_a_name() -> None:
    """Where the first line is an article, there is no name and no article is lost."""
    law = read("第一条　甲。\n第二条　乙。\n")
    assert law.title == ""
    assert numbers(law) == ["第一条", "第二条"]


# Annexes


def test_a_table_in_an_annex_belongs_to_no_article() -> None:
    """What stands under 附件 is not part of the closing article."""
    law = articles_of(
        "第一条　甲。",
        "第二条　本办法自2020年1月1日起施行。",
        "附件1",
        "灯塔收费标准表",
        "序号\t项目\t金额（元）",
        "1\t照明\t100",
        "2\t维修\t200",
        "附件2：灯塔登记表",
        "申请人：",
        "一、基本情况",
        "（一）名称",
    )
    assert said(law, "第二条") == ["第二条本办法自2020年1月1日起施行。"]
    assert numbers(law) == ["第一条", "第二条"]
    assert len(pieces(law, UnitKind.ANNEX)) == 9
    assert sound(law)


def test_a_table_inside_an_article_is_no_paragraph() -> None:
    """Rows of a table in Markdown count nothing."""
    law = articles_of(
        "第一条　收费如下：",
        "| 项目 | 金额 |",
        "| --- | --- |",
        "| 照明 | 100 |",
        "前款收费按年计算。",
        "第二条　略。",
    )
    assert len(pieces(law, UnitKind.TABLE)) == 3
    assert said(law, "第一条第二款") == ["前款收费按年计算。"]


def test_an_annex_may_have_articles_of_its_own() -> None:
    """An annex that counts beyond the articles of its text adds none to it."""
    law = articles_of(
        "第一条　甲。",
        "第二条　本办法自2020年1月1日起施行。",
        "附件：",
        "灯塔等级划分细则",
        "第一条　一级灯塔。",
        "第二条　二级灯塔。",
        "第三条　三级灯塔。",
        "第四条　四级灯塔。",
    )
    assert numbers(law) == ["第一条", "第二条"]
    assert said(law, "第二条") == ["第二条本办法自2020年1月1日起施行。"]


def test_a_paragraph_may_begin_with_a_word_of_annexes() -> None:
    """附加税 and 附则 start no annex."""
    law = articles_of(
        "第一条　甲。",
        "附加照明费另行规定。",
        "附近有航道的，应当设灯。",
        "第二条　乙。",
    )
    assert said(law, "第一条第三款") == ["附近有航道的，应当设灯。"]
    assert pieces(law, UnitKind.ANNEX) == []


# Commencement


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本办法自2020年6月1日起施行。", [date(2020, 6, 1)]),
        ("本办法自二〇二〇年六月一日起施行。", [date(2020, 6, 1)]),
        ("本办法自二○二○年六月一日起施行。", [date(2020, 6, 1)]),
        ("本办法自2020 年6 月1 日起施行。", [date(2020, 6, 1)]),
        ("本办法自２０２０年６月１日起施行。", [date(2020, 6, 1)]),
        ("本办法于2020年6月1日起施行。", [date(2020, 6, 1)]),
        ("本办法从2020年6月1日起生效。", [date(2020, 6, 1)]),
        ("本办法2020年6月1日起施行。", [date(2020, 6, 1)]),
        ("本办法自公布之日起施行。", [None]),
        ("本办法自发布之日起实施。", [None]),
        ("本办法自印发之日起施行。", [None]),
        ("本办法自公布之日起三十日后施行。", []),
        ("本办法自2020年6月1日起试行。", [date(2020, 6, 1)]),
        ("本办法由灯塔部负责解释，自2020年6月1日起施行。", [date(2020, 6, 1)]),
        ("本办法自2020年6月1日起施行，有效期至2025年5月31日。", [date(2020, 6, 1)]),
        (
            "本办法自2020年6月1日起施行。2010年5月1日起施行的《灯塔规定》同时废止。",
            [date(2020, 6, 1)],
        ),
        (
            "本办法自2020年6月1日起施行。灯塔部2010年5月1日公布的《灯塔规定》同时废止。",
            [date(2020, 6, 1)],
        ),
        ("本办法施行日期另行规定。", []),
        ("本办法自2020年2月30日起施行。", []),
    ],
)
def test_the_closing_article_prints_the_commencement(
    words: str, expected: list[date | None]
) -> None:
    """The day is read in every way of writing it, and no other day is taken for it."""
    assert printed(articles_of("第一条　甲。", f"第二条　{words}")) == expected


# Size, brackets, noise


def seconds(text: str) -> float:
    """Return how long it takes to read a text."""
    start = time.perf_counter()
    read_statute(text)
    return time.perf_counter() - start


BIG: dict[str, Callable[[int], str]] = {
    "articles": lambda n: "甲法\n" + "".join(f"第{i}条　略。\n" for i in range(1, n)),
    "paragraphs": lambda n: "甲法\n第一条　略。\n" + "略略略。\n" * n,
    "items": lambda n: "甲法\n第一条　略：\n" + "（一）略；\n（二）略。\n" * n,
    "repeats": lambda n: "甲法\n" + "第一条　略。\n" * n,
    "chapters": lambda n: "甲法\n" + "第一章　略\n" * n,
    "one line": lambda n: "甲法\n第一条　" + "略" * (10 * n),
    "one line of items": lambda n: "甲法\n第一条　" + "（一）略；（二）略；" * n,
    "one line of articles": lambda n: "甲法\n" + "。第一条 略" * n,
    "a long name": lambda n: "甲" * (10 * n) + "\n第一条　略。\n",
    "a long record": lambda n: (
        "甲法\n（" + "2001年1月1日甲通过　" * n + "）\n第一条　略"
    ),
    "a record without verbs": lambda n: "甲法\n（" + "2001年1月1日甲　" * n + "）\n",
    "an open name in a record": lambda n: (
        "甲法\n（2001年1月1日《" + "甲通过2001年1月1日" * n + "）\n第一条　略"
    ),
    "nested brackets": lambda n: "甲法\n第一条　" + "（" * n + "）" * n,
    "nested brackets in a record": lambda n: "甲法\n（2001年" + "（" * n + "）" * n,
    "quotes": lambda n: "关于修改甲法的决定\n一、" + "“" * n + "\n二、”\n",
    "blanks before a word": lambda n: "甲法\n第一条　略。\n" + " " * n + "略\n",
    "blanks before an annex": lambda n: "甲法\n第一条　略。\n" + " " * n + "附\n",
    "blank lines": lambda n: "甲法\n第一条　略。\n" + "\n" * n + "略\n",
    "blanks after an annex": lambda n: "甲法\n第一条　略。\n附件1" + " " * n + "略。\n",
    "a heading of blanks": lambda n: "甲法\n第一章" + " " * n + "。\n第一条　略。\n",
    "a label of blanks": lambda n: "甲法\n第一条" + " " * n + "。\n第二条　略。\n",
    "marks": lambda n: "甲法\n第一条　略。\n" + "#" * n + "略\n",
    "a record of lines": lambda n: (
        "甲法\n" + "2001年1月1日甲通过\n" * n + "<!-- INFO END -->\n第一条　略。\n"
    ),
    "commencement": lambda n: (
        "甲法\n第一条　略。\n第二条　" + "本法第一条" * n + "自2020年1月1日起施行。"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", list(BIG))
def test_time_grows_with_the_text(form: str) -> None:
    """Four times the text takes about four times as long, whatever it is made of."""
    small, large = 25_000, 100_000
    least = min(seconds(BIG[form](small)) for _ in range(2))
    assert seconds(BIG[form](large)) < 8 * least + 0.25


@pytest.mark.slow
@pytest.mark.parametrize("form", list(BIG))
def test_large_texts_are_whole(form: str) -> None:
    """However large a text is, its pieces are the text and have one address each."""
    law = read(BIG[form](3_000))
    assert all(unit.place is None or str(unit.place) for unit in law.units)
    printed_commencements(law.text, law.units)


def test_every_piece_has_a_place_beyond_the_largest_number() -> None:
    """An article of more paragraphs than a citation can count is no error."""
    law = read("甲法\n第一条　略。\n" + "略。\n" * 10_001)
    assert [unit.place for unit in law.units][1] == parse_provision("第一条第一款")


FRAGMENTS = st.sampled_from(
    [
        *("第一条　", "第二条", "第三条 ", "第四条之一　", "第5条 ", "第一章　总则"),
        *("第一节 ", "第一编　甲", "（一）", "(二)", "1.", "①", "a)", "一、", "二、"),
        *("甲。", "乙，", "：", "；", "“", "”", "《", "》", "（", "）", "\n", "\r\n"),
        *("\r", "\t", "　", "\u200b", "\ufeff", "\u2028", "\x85", "\x1c", "\xa0"),
        *("目录", "附件1", "附：", "| 甲 |", "<!-- 甲 -->", "<!-- INFO END -->"),
        *("# ", "**", "2011年4月22日", "第一次会议通过", "起施行", "自", "国务院令"),
        *("第714号", "法释〔2019〕7号", "修正", "关于修改《甲法》的决定", "公告"),
    ]
)
noise = st.text(max_size=200) | st.lists(FRAGMENTS, max_size=40).map("".join)


@given(text=noise)
def test_whatever_is_read_is_kept(text: str) -> None:
    """The pieces of any text at all are that text, and their addresses differ."""
    law = read(text + "\n")
    assert all(unit.start < unit.end for unit in law.units)
    for unit in law.units:
        assert unit.place is None or law.places(unit.place)
    printed_commencements(law.text, law.units)


@given(text=noise)
def test_every_article_is_found_again(text: str) -> None:
    """Each article of a text is at one place of it or more."""
    law = read(text + "\n")
    for article in law.articles:
        assert law.places(article)


@given(head=st.text(alphabet="甲乙丙第条法 ", min_size=90, max_size=900))
def test_one_line_is_a_text_and_not_an_error(head: str) -> None:
    """A text of one line that names no file is read, however long it is."""
    read("甲" + head)


@given(counts=st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_paragraphs_are_counted_as_written(counts: list[int]) -> None:
    """An article of n further lines has n + 1 paragraphs."""
    lines: list[str] = []
    for article, count in enumerate(counts, 1):
        lines += [f"第{article}条　甲。", *(f"乙{n}。" for n in range(count))]
    law = articles_of(*lines)
    for article, count in enumerate(counts, 1):
        assert len(said(law, f"第{article}条第{count + 1}款")) == 1
        assert said(law, f"第{article}条第{count + 2}款") == []
    assert sound(law)
