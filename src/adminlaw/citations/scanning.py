"""Look through a text for the pieces of which citations are made.

Places, names in marks, known names without marks, and the words that stand for one
of them. Each pass goes once through the text from one rare literal to the next, and
what a piece of text means is remembered, for law says the same few thousand things
over and over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from adminlaw.citations.naming import (
    COUNTRY,
    KIND_WORDS,
    Titles,
    bare_title,
    names_instrument,
)
from adminlaw.citations.numerals import read_numeral
from adminlaw.citations.patterns import ANCHORS, PINS, TITLE
from adminlaw.citations.positions import LABEL, Label
from adminlaw.citations.provisions import RelativeKind


class Mark(NamedTuple):
    """A name, as titles are given, and whether it is that of an instrument."""

    title: str
    is_instrument: bool


class Anchor(NamedTuple):
    """A word that stands for a place or an instrument named before."""

    rel: RelativeKind | None
    n: int | None


_PREV: Final = {
    "条": RelativeKind.PREV_ARTICLE,
    "款": RelativeKind.PREV_PARAGRAPH,
    "项": RelativeKind.PREV_ITEM,
}
_THIS: Final = {
    "编": RelativeKind.THIS_PART,
    "章": RelativeKind.THIS_CHAPTER,
    "节": RelativeKind.THIS_SECTION,
    "条": RelativeKind.THIS_ARTICLE,
    "款": RelativeKind.THIS_PARAGRAPH,
    "项": RelativeKind.THIS_ITEM,
}
_THAT: Final = {
    "条": RelativeKind.THAT_ARTICLE,
    "款": RelativeKind.THAT_PARAGRAPH,
    "项": RelativeKind.THAT_ITEM,
}
_SELF: Final = Anchor(None, None)
_OF_LINE: Final = ' \t\u3000\xa0“"‘*#>'

# What stands before an anchor and makes another word of it: 目前条件, 基本条款.
_NO_ANCHOR: Final = {
    "前": re.compile("[目此提]\\Z"),
    "本": re.compile("[基资根版文标样副原读课剧脚书账日蓝]\\Z"),
    "该": re.compile("[应本各]\\Z"),
    "同": re.compile("[合共相不一等会协胡陪伙如异雷]\\Z"),
    "上": re.compile("[以之加网身线向晚早]\\Z"),
    "以": re.compile("[所予给难可加]\\Z"),
    "各": re.compile("(?!)"),
}
# A sum of money is 该款 too, and a piece of work 该项.
_IS_ITEM: Final = re.compile("第|规定|所列|的?规定|中的?规定|情形|所称|所规定|列举")
_IS_PARAGRAPH: Final = re.compile(
    "第|规定|所列|的规定|之规定|中|情形|所称|所规定|罪|、|，依|行为|另有|其他"
)
_CITING: Final = (
    "依照", "按照", "根据", "依据", "违反", "适用", "属于", "符合", "参照", "比照"
)  # fmt: skip
_MEANT: Final = {"该款": _IS_PARAGRAPH, "该项": _IS_ITEM}


def pins_in(text: str) -> tuple[dict[int, int], list[Label]]:
    """Return where each list of places starts and ends, and the labels of lines."""
    found: dict[int, int] = {}
    labels: list[Label] = []
    for line in _AT_LINE.finditer(text):
        number, mark, suffix = line.groups()
        if mark:
            labels.append((line.start() + 1, line.end(), mark, number, suffix))
        elif places := PINS.match(text, line.start() + 1):
            found[places.start()] = places.end()
    search, at = _INSIDE.search, 0
    while match := search(text, at):
        start, at = match.span()
        if text[start - 1 : start] in _OF_LINE and _starts_line(text, start):
            at = _at_line(text, start, at, found, labels)
        else:
            found[start] = at
    labels.sort()
    return found, labels


# Labels stand at the start of a line; the search for places passes over them.
_AT_LINE: Final = re.compile(f"\n(?:{LABEL.pattern}|第)")
_INSIDE: Final = re.compile(PINS.pattern.replace("第", "第(?<!\n第)", 1))


def _at_line(
    text: str, start: int, end: int, found: dict[int, int], labels: list[Label]
) -> int:
    """Take in the label or the places with which a line starts; return their end."""
    label = LABEL.match(text, start)
    if label is None:
        found[start] = end
        return end
    number, mark, suffix = label.groups()
    labels.append((start, label.end(), mark, number, suffix))
    return label.end()


def _starts_line(text: str, position: int) -> bool:
    """Tell whether only blanks and marks stand before *position* in its line."""
    while position and text[position - 1] in _OF_LINE:
        position -= 1
    return not position or text[position - 1] == "\n"


def fills_line(text: str, start: int, end: int) -> bool:
    """Tell whether a name is a whole line: the heading of a text, which cites none."""
    return text[end : end + 1] in ("\n", "\r", "") and _starts_line(text, start)


def marks_in(text: str) -> Iterator[tuple[int, int, Mark]]:
    """Yield each outermost name in marks."""
    for found in TITLE.finditer(text):
        yield found.start(), found.end(), _mark(found[0])


@lru_cache(maxsize=65536)
def _mark(written: str) -> Mark:
    """Return what a name in marks names."""
    title = bare_title(written[1:-1])
    return Mark(title, bool(title) and names_instrument(title))


def anchors_in(text: str) -> Iterator[tuple[int, int, Anchor]]:
    """Yield each word that stands for something named before."""
    for pattern in ANCHORS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if _NO_ANCHOR[text[start]].search(text, max(0, start - 1), start):
                continue
            meant = _MEANT.get(found[0])
            if (
                meant is None
                or meant.match(text, end)
                or text.endswith(_CITING, 0, start)
            ):
                yield start, end, _anchor(found[0])


@lru_cache(maxsize=4096)
def _anchor(written: str) -> Anchor:
    """Return what an anchor stands for."""
    if written == "上述":
        return Anchor(RelativeKind.PRECEDING, None)
    groups = next(
        found.groupdict() for each in ANCHORS if (found := each.fullmatch(written))
    )
    level, n = groups.get("level"), _count(groups.get("n"))
    if groups.get("rules") is not None:
        return Anchor(RelativeKind.PRECEDING, None)
    if groups.get("self"):
        return _SELF
    if groups.get("that"):
        return Anchor(RelativeKind.THAT_DOCUMENT, None)
    if groups.get("of"):
        return Anchor(_PREV[groups["of"]], n)
    each = groups.get("each") or ""
    if written.startswith("各该") or "各该" in each:
        return Anchor(_PREV[written[-1]], 0)
    kinds = {"本": _THIS, "该": _THAT}.get(written[0], _PREV)
    return Anchor(kinds[level or "条"], n)


def _count(written: str | None) -> int | None:
    """Return how many places 前两款 means; 0 for several, None for one."""
    if not written:
        return None
    number = read_numeral(written) or 0
    return None if number == 1 else number


# 公司法人, 劳动法规, 行政诉讼法定 and the like name no law; 刑法规定 does.
_FOLLOWING: Final = "法(?![律院学官庭医治制典]|规(?!定)|人(?!民)|定(?!罪))"


def names_in(text: str, titles: Titles) -> Iterator[tuple[int, int, Mark]]:
    """Yield each known name that stands without marks."""
    lengths, known = titles.lengths.get, titles.full
    for pattern in _BARE:
        for found in pattern.finditer(text):
            end = found.end()
            for length in lengths(text[end - 2 : end], ()):
                if end >= length and text[end - length : end] in known:
                    if _may_be_bare(text, end):
                        start = _with_country(text, end - length)
                        more = _DERIVED.match(text, end)
                        end = more.end() if more else end
                        yield start, end, _bare(text[start:end])
                    break


@lru_cache(maxsize=16384)
def _bare(written: str) -> Mark:
    """Return what a known name without marks names."""
    return Mark(bare_title(written), is_instrument=True)


_NAME_ENDS: Final = (
    _FOLLOWING,
    "典(?<=法典)(?!型)",
    "例(?<=条例)",
    "约(?<=公约)",
    "则(?<=[通总]则)",
)
_BARE: Final = tuple(map(re.compile, _NAME_ENDS))


def _may_be_bare(text: str, end: int) -> bool:
    """Tell whether a known name can be one: 具体办法 and the like are descriptions."""
    return text[end - 2 : end] != "办法" or text[end : end + 1] == "第"


_DERIVED: Final = re.compile(
    "修改决定|修正案(?:[（(][一二三四五六七八九十]{1,3}[）)])?|实施(?:条例|细则|办法)"
    "|(?:司法)?解释(?:[（(][一二三四五六七八九十]{1,3}[）)])?(?=第|[（(])"
)
"""What makes of the name of a law the name of a text about it: 商标法修改决定."""


def _with_country(text: str, start: int) -> int:
    """Return where a name starts, the name of the country before it included."""
    return start - len(COUNTRY) if text.endswith(COUNTRY, 0, start) else start


# fmt: off
_STOPS: Final = (
    "根据", "依据", "依照", "按照", "参照", "比照", "违反", "符合", "属于", "适用",
    "认定为", "以及", "或者", "结合", "触犯", "构成", "出现", "具有", "发生", "收到",
    "履行", "达到", "超过", "执行", "遵守", "涉及", "存在", "应当", "不得", "可以",
    "所称", "修改后", "修改前", "修订后", "修订前", "修正后", "修正前", "现行",
    "新修订", "作出", "按", "和", "与", "及", "或", "由", "将", "在", "除", "是",
    "为", "的", "于", "犯", "了", "有", "把", "受", "原",
)
# fmt: on
_ANY_STOP: Final = f"(?:{'|'.join(_STOPS)})(?<!共和(?=国))"
_STOP: Final = re.compile(f"{_ANY_STOP}(?!.*{_ANY_STOP})")
_RUN: Final = re.compile(
    r"[\w·〔〕]++(?:[（(](?:[一二三四五六七八九十]{1,3}|试行|暂行)[）)])?\Z"
)
_BARE_KIND: Final = re.compile(
    "(?:.*(?:法典|法|条例|办法|细则|规则|公约|条约|协定|议定书|通则|规程|[章宪][程章]|修正案"
    "|(?<=.)(?:规定|解释|决定|意见|通知|批复|纲要|标准|规范|准则)))"
    "(?:[（(](?:[一二三四五六七八九十]{1,3}|试行|暂行)[）)])?\\Z"
)
_NAMELESS: Final = re.compile(
    "(?:[此其的该本同]|前引|上引|[上前]述|以[上下]|下列|国家|(?:国家)?有关|相关|其他|该|各|地方性?|司"
    "|[违执立守合非方普办]|[前上][款条项])?(?:实施)?"
    "(?:法|规定|解释|决定|意见|通知|批复|纲要|标准|规范|准则|法规|行政法规|规章)"
    "|.*(?:法|条例|办法|细则|规则|规定|解释|决定)规定"
)
_REACH: Final = 40


def name_before(text: str, end: int, least: int) -> tuple[int, Mark] | None:
    """Return where the name without marks that ends at *end* starts, if one does.

    It goes back to the last word that no name holds, not beyond *least*, and has to
    end in a kind of instrument.

    >>> name_before("违反某市供水条例第五条", 8, 0)
    (2, Mark(title='某市供水条例', is_instrument=True))
    """
    low = max(least, end - _REACH)
    run = _RUN.search(text, low, end)
    if run is None or not _BARE_KIND.fullmatch(run[0]):
        return None
    words = run[0]
    stop = _STOP.search(words)
    start = stop.end() if stop else 0
    name = words[start:]
    if (
        not name
        or _NAMELESS.fullmatch(name)
        or (low and not stop and run.start() == low)
    ):
        return None
    return run.start() + start, Mark(bare_title(name), is_instrument=True)


def first_names_in(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, Mark]]:
    """Yield each place where a short name stands that the text itself has given.

    A name of 法 is none in 企业法人, and none goes on from another word; the longest
    of several that end in one place counts.
    """
    lengths: dict[str, list[int]] = {}
    for name in sorted(set(names), key=len, reverse=True):
        lengths.setdefault(name[-2:], []).append(len(name))
    known = set(names)
    if not known:
        return
    ends = re.compile(f"[{re.escape(''.join({name[-1] for name in known}))}]")
    for found in ends.finditer(text):
        end = found.end()
        for length in dict.fromkeys(lengths.get(text[end - 2 : end], ())):
            name = text[max(0, end - length) : end]
            if name in known and _is_word(text, end - length, end):
                yield end - length, end, Mark(name, is_instrument=True)
                break


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a short name stands for itself and is no part of a longer word."""
    if text[end - 1] == "法" and not _FULL_NAME.match(text, end - 1):
        return False
    if _LONGER.match(text, end):
        return False
    # 公约 is a short name in 依照公约, and a part of another name in 国际公约.
    kind = text[start:end] in KIND_WORDS
    return not kind or not start or not _PART_OF_NAME.match(text, start - 1)


_FULL_NAME: Final = re.compile(_FOLLOWING)
_LONGER: Final = re.compile("委员会|机关|部门|人员|机构|企业|单位|司|范围|期限|草案")
_PART_OF_NAME: Final = re.compile(
    "[\u4e00-\u9fff](?<![照据按反和与及或对在由以的是为用合于除将凡施因])"
)
