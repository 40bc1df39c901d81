"""Tell which words of a text name an instrument, and which only look like it.

Names in 《》 are many things: laws, but also licences, forms, contracts and
newspapers; what a name ends in tells them apart. Names without marks are those of a
table, for nothing in 违反治安管理处罚法的行为 shows where the name begins. The law:
GB/T 15834—2011 第4.15条 for the marks. The limits: a name that is in no table and
bears no marks is found only before a place (某某市供水条例第五条).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

COUNTRY: Final = "中华人民共和国"

_KEPT_OUT: Final = re.compile(rf"[\s《》〈〉<>＜＞“”\"]|{COUNTRY}")
_BRACKETS: Final = str.maketrans("（）〔〕［］", "()[][]")
_TAIL: Final = re.compile(r"(?:[（(][^（()）]*[)）])+\Z")
# In the name of a treaty the country is a party, not a prefix.
_PREFIX: Final = re.compile(rf"{COUNTRY}(?!(?:政府)?[和与]|\Z)")
INNER_MARKS: Final = str.maketrans("《》<>＜＞", "〈〉〈〉〈〉")
"""Marks of every form to those of a name inside a name."""
_LONGEST: Final = 40
"""Characters of the longest name that is looked for without marks."""

# A formatted list would take sixty lines.
# fmt: off
_INSTRUMENTS: Final = (
    "法典", "法", "条例", "规定", "办法", "细则", "规则", "规章", "通则", "总则",
    "准则", "守则", "规程", "规范", "章程", "宪章", "决定", "决议", "解释", "批复",
    "复函", "答复", "意见", "通知", "通告", "公告", "命令", "令", "指示", "指引",
    "指南", "纪要", "修正案", "公约", "条约", "协定", "议定书", "备忘录", "宣言",
    "声明", "制度", "方案", "预案", "规划", "计划", "纲要", "要点", "安排", "措施",
    "政策", "标准", "基准", "体系", "目录", "名录", "清单", "须知", "法规", "函",
    "大纲", "导则", "设想", "布告", "说明", "几点意见", "若干问题", "问题解答",
    "解答", "界限", "简则", "约章", "则例", "法案", "附件", "附录", "规约", "准则",
    "提要", "提纲", "划分", "划定", "标准表", "税目税率表", "税率表", "分类", "编码",
    "税则", "区划", "程序", "细目",
)
_OTHERS: Final = (
    "通知书", "决定书", "告知书", "委托书", "保证书", "申请书", "意见书", "建议书",
    "协议书", "合同", "协议", "许可证", "执照", "证书", "证明", "证", "登记表",
    "申请表", "表", "单", "日报", "报", "杂志", "公报", "刊", "书", "簿", "册",
    "卡", "歌", "曲", "图", "笔录", "凭证", "记录", "账", "信", "报告",
    "处罚决定", "裁定", "判决", "调解", "起诉状", "上诉状", "答辩状",
)
# fmt: on
KIND_WORDS: Final = frozenset(_INSTRUMENTS)
"""Words for kinds of instrument; as short names they stand in marks or before 第."""

# What is taken, kept or handed in is listed in a form; what is controlled, by law.
_FORM: Final = re.compile("(?:物品|财物|证据|材料|财产|移送|收取|扣押|查封)清单\\Z")
_IS_INSTRUMENT: Final = re.compile(rf"(?:{'|'.join(_INSTRUMENTS)})\Z")


@lru_cache(maxsize=65536)
def title_key(name: str) -> str:
    """Return *name* as names are compared: marks, blanks and the country off.

    >>> title_key("《中华人民共和国行政处罚法》") == title_key("行政处罚法")
    True
    """
    return _KEPT_OUT.sub("", name.translate(_BRACKETS))


@frozen
class Titles:
    """The names that a search knows (法律文件名称表); immutable.

    Attributes:
        full: For each name, as names are compared, the full official name.
        lengths: For the last two characters of names that may stand without
            marks, how long such names are, longest first.
    """

    full: Mapping[str, str] = field(factory=lambda: MappingProxyType({}), repr=False)
    lengths: Mapping[str, tuple[int, ...]] = field(
        factory=lambda: MappingProxyType({}), repr=False
    )

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> Titles:
        """Make a table of pairs: a name in use, and the full official name.

        A name that is given with two full names is left out: it is ambiguous.

        >>> table = Titles.of([("处罚法", "中华人民共和国行政处罚法")])
        >>> table.full_name("处罚法")
        '中华人民共和国行政处罚法'
        """
        full: dict[str, str] = {}
        ambiguous: set[str] = set()
        for name, official in names:
            key = title_key(name)
            if full.setdefault(key, official) != official:
                ambiguous.add(key)
        for key in ambiguous:
            del full[key]
        return cls(MappingProxyType(full), MappingProxyType(_lengths(full)))

    def full_name(self, name: str) -> str:
        """Return the full official name of what *name* names; empty if unknown."""
        return self.full.get(title_key(name), "")

    def with_names(self, names: Mapping[str, str]) -> Titles:
        """Return the table with more names; the new ones win."""
        added = {title_key(name): official for name, official in names.items()}
        full = {**self.full, **added}
        return Titles(MappingProxyType(full), MappingProxyType(_lengths(full)))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return how long names are, by their last two characters."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        if len(name) <= _LONGEST and _IS_INSTRUMENT.search(_TAIL.sub("", name)):
            lengths.setdefault(name[-2:], set()).add(len(name))
    return {end: tuple(sorted(each, reverse=True)) for end, each in lengths.items()}


def bare_title(written: str) -> str:
    """Return a name as titles are given: marks, blanks and the country off.

    >>> bare_title("中华人民共和国 行政处罚法")
    '行政处罚法'
    >>> bare_title("关于修改《立法法》的决定")
    '关于修改〈立法法〉的决定'
    """
    return without_country("".join(written.split()).translate(INNER_MARKS))


def without_country(name: str) -> str:
    """Return a name without a leading 中华人民共和国.

    >>> without_country("中华人民共和国行政处罚法")
    '行政处罚法'
    """
    leading = _PREFIX.match(name)
    return name[leading.end() :] if leading else name


@lru_cache(maxsize=65536)
def names_instrument(name: str) -> bool:
    """Tell whether a name in marks is that of an instrument, by what it ends in.

    >>> [names_instrument(name) for name in ("公司法", "营业执照", "办法（试行）")]
    [True, False, True]
    """
    bare = _TAIL.sub("", name) or name
    if bare.endswith(_OTHERS) and not bare.endswith("清单"):
        return bare.endswith(("议定书", "税率表", "标准表"))
    return bool(_IS_INSTRUMENT.search(bare)) and not _FORM.search(bare)
