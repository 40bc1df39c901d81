"""Records as offices keep them, and what a reader has to understand of each.

The tables are written down from the published forms of the field (权责清单,
规范性文件目录, 双公示) and know nothing of the library: headings, the names of the same
columns in exports, and how cells are made. What a row says is kept in plain values, so
that a reading can be compared with what was meant and not only with another reading.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeAlias

from attrs import frozen

Meant: TypeAlias = str | date | Decimal | tuple[str, ...] | None
"""What a field says: a text, a day, an amount in 万元, numbered paragraphs."""

PERSON = "欧阳某测"
"""A party that is a natural person; no message and no ``repr`` may hold it."""

SPECIMEN = "11010519491231002X"
"""The identity number that GB 11643 prints as its example; nobody's."""

HOLDERS = ("某市农业农村局", "某市司法局", "某县人民政府", "某市城市管理综合行政执法局")
MARKS = "()（）[]［］〔〕【】﹝﹞〖〗"
INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060"


@frozen
class Table:
    """A table to be written: its headings and the rows below them.

    Attributes:
        subject: Which of ``SUBJECTS`` it is about.
        headings: Its headings in order.
        codes: What exports call the same columns; empty where there is no such form.
        rows: For each record, what stands below each heading.
    """

    subject: str
    headings: tuple[str, ...]
    codes: Mapping[str, str]
    rows: tuple[Mapping[str, Meant], ...]


def plain(text: str) -> str:
    """Return a text as a reader compares it: no blanks, one form of each mark.

    >>> plain("国发［２０１３］ ５号")
    '国发(2013)5号'
    """
    shown = "".join(each for each in text if each not in INVISIBLE)
    for at, mark in enumerate(MARKS):
        shown = shown.replace(mark, "()"[at % 2])
    return "".join(unicodedata.normalize("NFKC", shown).split())


def credit_code(body: str) -> str:
    """Return a credit code with its check character (GB 32100—2015)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(
        alphabet.index(each) * pow(3, at, 31) for at, each in enumerate(body, start=0)
    )
    return body + alphabet[-total % 31]


def _day(rng: Random) -> date:
    return date(2009, 1, 1) + timedelta(days=rng.randrange(5400))


def _power(rng: Random, at: int) -> Mapping[str, Meant]:
    kind = rng.choice(("行政处罚", "行政许可", "行政检查", "行政强制", "其他行政权力"))
    stages = ("受理责任：依法受理", "审查责任：依法审查", "决定责任：作出决定")
    return {
        "序号": str(at),
        "权力类型": kind,
        "事项名称": f"对第{at}类{rng.choice(('农药', '种子', '渔业'))}活动的{kind}",
        "实施依据": rng.choice(
            (
                "《中华人民共和国农业法》第十条",
                "《中华人民共和国种子法》第二十条第一款",
                "",
            )
        ),
        "行使主体": rng.choice(HOLDERS),
        "承办机构": rng.choice(("执法监督科", "政策法规科", "")),
        "行使层级": rng.choice(("市级", "县级", "省级")),
        "责任事项": stages[: rng.randint(1, 3)],
        "追责情形": ("不履行职责的", "滥用职权的")[: rng.randint(1, 2)],
        "备注": rng.choice(("", "", "暂停实施")),
    }


def _document(rng: Random, at: int) -> Mapping[str, Meant]:
    signed = _day(rng)
    office = rng.choice(("某政发", "某政办发", "某政规"))
    return {
        "序号": str(at),
        "标题": f"关于做好{signed.year}年第{at}批农田建设工作的通知",
        "发文字号": f"{office}〔{signed.year}〕{at + rng.randrange(40)}号",
        "发文机关": rng.choice(HOLDERS),
        "成文日期": signed,
        "发布日期": signed + timedelta(days=rng.randrange(40)),
        "主题分类": rng.choice(("农业农村", "城乡建设", "")),
        "索引号": f"11341802003284723Q/{signed.year}-{at:05d}",
    }


def _party(rng: Random, at: int) -> dict[str, Meant]:
    """Return the cells of a party: of a person, or of a legal person."""
    if rng.random() < 1 / 3:
        return {
            "行政相对人名称": PERSON,
            "行政相对人类别": "自然人",
            "行政相对人代码_1（统一社会信用代码）": "",
            "证件类型": "身份证",
            "证件号码": SPECIMEN,
        }
    return {
        "行政相对人名称": f"某市第{at}农资有限公司",
        "行政相对人类别": "法人及非法人组织",
        "行政相对人代码_1（统一社会信用代码）": credit_code(
            f"91110105MA{at:03d}{rng.randrange(10**4):04d}"
        ),
        "证件类型": "",
        "证件号码": "",
    }


def _penalty(rng: Random, at: int) -> Mapping[str, Meant]:
    day = _day(rng)
    amount = Decimal(rng.randrange(1, 400)) / 100
    return {
        **_party(rng, at),
        "行政处罚决定书文号": f"某农罚〔{day.year}〕{at}号",
        "违法行为类型": rng.choice(("经营假种子", "无证捕捞")),
        "违法事实": "当事人违反规定从事经营活动",
        "处罚依据": "《中华人民共和国种子法》第七十四条",
        "处罚类别": rng.choice(("罚款", "警告、罚款")),
        "处罚内容": "依法予以罚款",
        "罚款金额（万元）": amount,
        "处罚决定日期": day,
        "公示截止期": day + timedelta(days=rng.randrange(90, 1000)),
        "处罚机关": rng.choice(HOLDERS[:2]),
        "备注": "",
    }


def _licence(rng: Random, at: int) -> Mapping[str, Meant]:
    day = _day(rng)
    return {
        **_party(rng, at),
        "行政许可决定文书名称": "准予行政许可决定书",
        "行政许可决定文书号": f"某农许〔{day.year}〕{at}号",
        "许可类别": rng.choice(("普通", "核准", "登记")),
        "许可证书名称": "农药经营许可证",
        "许可编号": f"农许{day.year}{at:04d}",
        "许可内容": "准予经营农药",
        "许可决定日期": day,
        "有效期自": day,
        "有效期至": day + timedelta(days=rng.randrange(300, 1800)),
        "许可机关": rng.choice(HOLDERS[:2]),
        "备注": "",
    }


SUBJECTS: Mapping[str, Callable[[Random, int], Mapping[str, Meant]]] = {
    "powers": _power,
    "documents": _document,
    "penalties": _penalty,
    "licences": _licence,
}
"""Every kind of table, with what makes one of its rows."""

CODES: Mapping[str, Mapping[str, str]] = {
    "powers": {},
    "documents": {},
    "penalties": {
        "行政相对人名称": "CF_XDR_MC",
        "行政相对人类别": "CF_XDR_LB",
        "行政相对人代码_1（统一社会信用代码）": "CF_XDR_SHXYM",
        "证件类型": "CF_XDR_ZJLX",
        "证件号码": "CF_XDR_ZJHM",
        "行政处罚决定书文号": "CF_WSH",
        "违法行为类型": "CF_WFXW",
        "违法事实": "CF_SY",
        "处罚依据": "CF_YJ",
        "处罚类别": "CF_CFLB",
        "处罚内容": "CF_NR",
        "罚款金额（万元）": "CF_NR_FK",
        "处罚决定日期": "CF_JDRQ",
        "公示截止期": "CF_GSJZQ",
        "处罚机关": "CF_CFJG",
        "备注": "BZ",
    },
    "licences": {
        "行政相对人名称": "XK_XDR_MC",
        "行政相对人类别": "XK_XDR_LB",
        "行政相对人代码_1（统一社会信用代码）": "XK_XDR_SHXYM",
        "证件类型": "XK_XDR_ZJLX",
        "证件号码": "XK_XDR_ZJHM",
        "行政许可决定文书名称": "XK_XKWS",
        "行政许可决定文书号": "XK_WSH",
        "许可类别": "XK_XKLB",
        "许可证书名称": "XK_XKZS",
        "许可编号": "XK_XKBH",
        "许可内容": "XK_NR",
        "许可决定日期": "XK_JDRQ",
        "有效期自": "XK_YXQZ",
        "有效期至": "XK_YXQZI",
        "许可机关": "XK_XKJG",
        "备注": "BZ",
    },
}
"""What exports call the columns; only the credit forms have such names."""

HOLDER = {
    "powers": "行使主体",
    "documents": "发文机关",
    "penalties": "处罚机关",
    "licences": "许可机关",
}
"""The column of each table that names the body that acts."""


def table(subject: str, count: int, rng: Random) -> Table:
    """Return a table of *count* records."""
    rows = tuple(SUBJECTS[subject](rng, at) for at in range(1, count + 1))
    return Table(subject, tuple(rows[0]), CODES[subject], rows)
