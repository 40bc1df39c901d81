"""Read the name of the one instrument that a citation names.

Marks settle where a name ends (《…》, inner marks 〈…〉). A bare name has to show
its end itself: a kind of instrument (法, 条例, 办法 …), then 第 or nothing more.
Bare text that may be more than a name (依照…, 甲法和乙法, …的规定) is refused
rather than trimmed, for the marks are easily added. The law: quotation marks
for titles are GB/T 15834 第4.15条. The limits: no table of titles is consulted, so
a name is taken as written.
"""

from __future__ import annotations

import re
from typing import Final, Never

from adminlaw.citations.naming import INNER_MARKS
from adminlaw.errors import CitationSyntaxError

# A formatted list would take sixty lines.
# fmt: off
_KINDS: Final = (
    "法典", "法", "条例", "规定", "办法", "细则", "规则", "规章", "通则", "总则",
    "准则", "守则", "规程", "规范", "章程", "宪章", "决定", "决议", "解释", "批复",
    "复函", "答复", "意见", "通知", "通告", "公告", "命令", "令", "指示", "指引",
    "指南", "纪要", "修正案", "公约", "条约", "协定", "议定书", "备忘录", "宣言",
    "声明", "制度", "方案", "预案", "规划", "计划", "纲要", "要点", "安排", "措施",
    "政策", "标准", "基准", "体系", "目录", "名录", "清单", "须知",
)
_STRONG_KINDS: Final = (
    "法典", "法", "条例", "规定", "办法", "细则", "规则", "解释", "公约",
)
# fmt: on
_STAGES: Final = (
    "[一二三四五六七八九十]++|试行|暂行|试点|草案|修订草案|修正草案|征求意见稿|送审稿"
)


def _after(kinds: tuple[str, ...]) -> str:
    """Return a pattern for the place after one of *kinds*.

    执法, 违法 and the like end in 法 without naming a law; 公司法 is one.
    """
    verbs = "(?<![违执立守合非方普]法)(?<!(?<!公)司法)"
    return rf"(?:(?:{'|'.join(f'(?<={kind})' for kind in kinds)}){verbs})"


_MARKED: Final = re.compile(r"\s*+《([^《》〈〉<>＜＞]++)》")
_PLAIN: Final = re.compile(r"[^\s《》〈〉<>＜＞]++")
_MARK: Final = re.compile("[《》〈〉<>＜＞]")
_CLOSING: Final = {"《": "》", "〈": "〉", "<": ">", "＜": "＞"}

# A named part stands between the name and the pin and bears no number. Signs of
# a second name (和, 、, 法) keep a longer text from passing for one.
_NAMED_PART: Final = r"(?:总则|分则|附则|(?:(?![第和与及或法])\w){2,6}编)"
_BRIDGE: Final = re.compile(rf"\s*+(?:(?:{_NAMED_PART}\s*+)?(?:的\s*+)?(?=第))?")

_LETTER: Final = rf"(?:[\w\s·]|[（(](?:{_STAGES})[）)])"
_LETTERS: Final = re.compile(rf"{_LETTER}*+")
_BARE: Final = re.compile(
    rf"\s*+({_LETTER}+?)(?=\s*+(?:的\s*+)?(?:第|\Z|[（(](?!(?:{_STAGES})[）)])))"
    rf"(?:{_after(_KINDS)}|(?<=[）)])|(?<=分则)|(?<=编))"
)
# 最高人民法院关于适用《民法典》合同编通则若干问题的解释: only the inner name is marked.
_PIECE: Final = "(?:(?!第)[\\w、·]|《[^《》]{1,80}+》)"
_ISSUED: Final = (
    r"(?!根据|依据|依照|按照|参照|比照|违反|适用)"
    r"(?:[\w、·]{0,40}?[院会部局府署厅办委])?"
)
_NESTED: Final = rf"{_ISSUED}关于{_PIECE}{{0,80}}?《[^《》]{{1,80}}+》{_PIECE}{{0,80}}?"
_AHEAD: Final = r"\s*+(?:的\s*+)?(?:第|\Z|[（(]"
_BARE_NESTED: Final = re.compile(
    rf"\s*+(?:({_NESTED})(?={_AHEAD}(?!(?:{_STAGES})[）)]))){_after(_KINDS)}"
    rf"|({_NESTED}[（(](?:{_STAGES})[）)])(?={_AHEAD})))"
)
_BARE_PART: Final = re.compile(r"(.+法典?)(?:分则|\w{2,6}编)")
_STAGE: Final = re.compile(rf"[（(](?:{_STAGES})[）)]\Z")
_ENDS_IN_KIND: Final = re.compile(rf".*{_after(_KINDS)}", re.DOTALL)
_ANY_KIND: Final = f"(?:{'|'.join(_KINDS)})"
_OUTSIDE: Final = re.compile(
    "|".join(
        (
            # Words before a name; 依法行政 and 原子能 may begin one.
            r"\A(?:适用|除|按|依(?!法)|原(?!子|产|种|料|油|木))",
            r"\A(?:现行|修[订改正]后|新修[订改正])",
            # Words of the sentence around it.
            "根据|依据|依照|按照|参照|比照|违反|符合|属于|应当|可以|不得|认定为",
            # A reference back; in 基本法 and 资本办法 the 本 belongs to a noun.
            rf"(?<![基成资样标版文日课读副])[本该](?:实施)?{_ANY_KIND}\Z",
            rf"[前上][款条项]{_ANY_KIND}\Z",
            # A second name, or 规定 as a verb, after a first one.
            rf"(?=[\s和与及或]|以及|的?规定\Z){_after(_STRONG_KINDS)}",
        )
    )
)
# 上述规定 and 实施细则 stand for a name that the text gave earlier.
_NAMELESS: Final = re.compile(
    r"(?:[此其的]|[上前]述|以[上下]|下列|国家|(?:国家)?有关|相关|其他)?(?:实施)?"
    rf"{_ANY_KIND}"
)

_NAME: Final = (
    "the name of one instrument, best between 《 and 》",
    "一件法律文件的名称（宜加书名号）",
)
_PIN: Final = ("第 and a number, or the end", "“第”加数字，或者引用到此结束")


def read_title(text: str) -> tuple[str, int]:
    """Read the name at the start of *text*, and tell where it ends.

    Args:
        text: One citation, from its first character.

    Returns:
        The name without white space, marks off and inner marks as 〈〉, and the
        position after it.

    Raises:
        CitationSyntaxError: *text* does not begin with one name.

    Source: GB/T 15834—2011 第4.15条 (title marks, and 〈〉 inside them).

    >>> read_title("《行政处罚法》第五条")
    ('行政处罚法', 7)
    >>> read_title("行政处罚法的第五条")
    ('行政处罚法', 5)
    """
    marked = _MARKED.match(text)
    if marked:
        name, end = marked[1], marked.end()
    elif text.lstrip().startswith("《"):
        name, end = _read_nested(text, text.index("《"))
    else:
        name, end = _read_bare(text)
    name = "".join(name.split())
    if not name:
        raise CitationSyntaxError(text, end - 1, *_NAME)
    return name, end


def read_bridge(text: str, position: int) -> int:
    """Return where the places begin that belong to the name before *position*.

    A named part (分则, 物权编) and 的 may stand between, and bear no number.

    Returns:
        The position of the first 第, or the length of *text* where nothing follows.

    Raises:
        CitationSyntaxError: Something else follows.

    >>> read_bridge("《刑法》分则第三章", 4), read_bridge("《刑法》", 4)
    (6, 4)
    """
    bridge = _BRIDGE.match(text, position)
    end = bridge.end() if bridge else position
    if end < len(text) and text[end] != "第":
        raise CitationSyntaxError(text, end, *_PIN)
    return end


def is_title(text: str) -> bool:
    """Tell whether *text* is a name as :func:`read_title` returns names.

    >>> is_title("关于修改〈立法法〉的决定"), is_title("《立法法》"), is_title("")
    (True, False, False)
    """
    if _PLAIN.fullmatch(text):
        return True
    try:
        return read_title(f"《{text}》") == (text, len(text) + 2)
    except CitationSyntaxError:
        return False


def _read_nested(text: str, start: int) -> tuple[str, int]:
    """Read the name in the marks that open at *start*, inner marks as 〈〉."""
    end = _closing_mark(text, start)
    return text[start + 1 : end].translate(INNER_MARKS), end + 1


def _closing_mark(text: str, start: int) -> int:
    """Return the position of the mark that closes the one at *start*."""
    awaited: list[str] = []
    for found in _MARK.finditer(text, start):
        mark = found[0]
        if mark in _CLOSING:
            awaited.append(_CLOSING[mark])
        elif mark == awaited[-1]:
            awaited.pop()
        else:
            raise CitationSyntaxError(text, found.start(), awaited[-1], awaited[-1])
        if not awaited:
            return found.start()
    raise CitationSyntaxError(text, len(text), awaited[-1], awaited[-1])


def _read_bare(text: str) -> tuple[str, int]:
    """Read a name without marks; it ends at a kind of instrument."""
    nested = _BARE_NESTED.match(text)
    if nested:
        return (nested[1] or nested[2]).translate(INNER_MARKS), nested.end()
    found = _BARE.match(text)
    if found is None:
        _refuse_bare(text)
    name, start = found[1], found.start(1)
    outside = _OUTSIDE.search(name)
    if outside:
        raise CitationSyntaxError(text, start + outside.start(), *_NAME)
    # Otherwise the pattern itself has seen to it that a kind ends the name.
    if name.endswith(("分则", "编", "）", ")")):
        name = _without_part(name)
    if not name or _NAMELESS.fullmatch(name):
        raise CitationSyntaxError(text, start, *_NAME)
    return name, found.end(1)


def _without_part(name: str) -> str:
    """Return *name* without a named part; nothing where no kind ends the rest.

    分则 never belongs to the name of a law; a bare 总则 may (《民法总则》).
    """
    with_part = _BARE_PART.fullmatch(name)
    name = with_part[1] if with_part else name
    return name if _ENDS_IN_KIND.fullmatch(_STAGE.sub("", name)) else ""


def _refuse_bare(text: str) -> Never:
    """Point at what keeps *text* from being a bare name.

    A character that no name holds is the culprit, unless it opens a marked
    name: then it is the words before it.
    """
    start = len(text) - len(text.lstrip())
    letters = _LETTERS.match(text)
    end = letters.end() if letters else start
    if end == len(text) or text[end] == "《":
        end = start
    raise CitationSyntaxError(text, end, *_NAME)
