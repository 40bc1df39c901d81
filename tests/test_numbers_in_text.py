"""Document and case numbers in running text: sentences whose numbers are marked.

Each number stands between ⟦ and ⟧; whatever is not marked is no number. A jurist
extends the list without Python.
"""

from __future__ import annotations

import pytest

from adminlaw.citations.numbers_in_text import numbers_in

MARKED = [
    "根据⟦国务院令第713号⟧的规定",
    "⟦中华人民共和国国务院令第1号⟧公布",
    "《年节及纪念日放假办法》（⟦国务院令第513号⟧）的规定",
    "《条例》（⟦国务院令第1号⟧公布，⟦国务院令第2号⟧修订）",
    "依照⟦国发〔2020〕1号⟧文和⟦国办发[2018]37号⟧文件、⟦皖政〔2014〕1号⟧通知",
    "市人民政府⟦京某发〔2000〕1号⟧文",
    "我院以⟦法〔1998〕86号⟧通知印发，我院⟦法〔1998〕86号⟧通知",
    "中共中央办公厅⟦厅字〔2018〕1号⟧",
    "《通知》（⟦国发〔1984〕174号⟧文）",
    "贯彻落实⟦国发〔2020〕1号⟧和⟦国办发〔2020〕2号⟧精神",
    "执行⟦国务院一九八○年275号⟧文件精神",
    "1990年7月6日⟦山东省人民政府第7号令⟧发布",
    "4月30日修订⟦山东省人民政府第90号令⟧发布",
    "经国务院批准⟦公安部令第16号⟧发布",
    "1988年11月3日原⟦国家工商行政管理局令第1号⟧公布",
    "由⟦住房和城乡建设部令第5号⟧公布",
    "宪法和⟦国务院令第5号⟧",
    "1990年 ⟦国家教育委员会令第10号⟧、⟦卫生部令第1号⟧发布",
    "⟦中华人民共和国国务院、中央军事委员会令第22号⟧发布",
    "⟦财政部 税务总局公告2020年第3号⟧规定",
    "⟦国家税务总局2019年第14号公告⟧规定",
    "⟦四川省第十三届人民代表大会常务委员会公告（第66号）⟧",
    "⟦全国人民代表大会常务委员会公告〔十三届〕第三号⟧",
    "发布⟦公告第5号⟧",
    "依照⟦第5号令⟧办理",
    "最高人民法院⟦（2020）最高法民申1号⟧民事裁定",
    "⟦(2019)京73民初1号⟧、⟦(2019)京73民初2号⟧",
    "⟦（2021）粤0111民初30063号⟧民事判决⟦（2022）粤01民终2号⟧判决",
    "⟦（2020）京01民终1号之一⟧裁定",
    "法院作出⟦（2014）杭西行初字第1号⟧行政判决",
    "《规定》(⟦〔94〕财税字第089号⟧)中规定",
    "被告作出⟦衡府行复决〔2020〕12号⟧复议决定",
    "住在第5号楼，贯彻一号文件，见3号图、指导案例第1号、第1号指导案例",
    "ISO9001号标准，GB/T 9704号，幸福路2019年3号楼，长安街1号院",
    "发出禁止令第3号和法令第2号",
    "豫政 第24号，〔1982〕3号",
    "国发〔2020〕\n1号",
]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its marks, and the spans that were marked."""
    text, spans = "", []
    for piece in marked.split("⟦"):
        inside, closed, rest = piece.partition("⟧")
        if closed:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + rest
    return text, spans


@pytest.mark.parametrize("marked", MARKED)
def test_the_marked_numbers_are_found_and_no_others(marked: str) -> None:
    """A number spans from its code or body to 号 (conventions, section 6)."""
    text, spans = unmarked(marked)
    assert [(start, end) for start, end, _ in numbers_in(text)] == spans
