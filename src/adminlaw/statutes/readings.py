"""Find how a text is to be read: analogy, precedence, definitions, names, days.

参照 and 比照 apply a norm to another case; 另有规定的，从其规定 gives way; 所称
defines; 以下简称 shortens; a few clauses say how days are counted (《民法典》
第二百条至第二百零四条). The limits: what parties agree among themselves (另有约定,
章程另有规定) is no norm and is left out, and so is a level, price or practice that is
only looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adminlaw.model import Confidence
from adminlaw.statutes.clauses import (
    HIDDEN,
    LABEL,
    Clause,
    Found,
    TextRelationKind,
    back_over,
    begin_of,
    end_of,
    label_end,
    sentences,
)

_ENDS: Final = "，。；\n"
_SELF: Final = (
    "本(?:法|条例|办法|规定|细则|规则|解释|决定|章|节|条|编|款|项|通则|安排|规程|批复|意见|分编|"
    "实施[办细][法则]|通知|纪要|公告)"
)
_OF: Final = "(?:之[一二三四五六七八九十]+)?"
_PLACE: Final = f"(?:第[一二三四五六七八九十百千零0-9]+{_OF}[条款项章节编目]{_OF})"
_PLACES: Final = rf"{_PLACE}+(?:(?:、|和|及|至|以及|或者){_PLACE}+)*"
_TITLE: Final = f"《{HIDDEN}+》(?:（{HIDDEN}*）)?"
_NAMED_NORM: Final = re.compile(
    rf"\s*(?P<norm>(?:{_SELF}|{_TITLE})(?:{_PLACES})?"
    rf"|[前上][一二两三四五]?[款条项章节]{_PLACE}*|{_PLACES}"
    rf"|[^，。；《》的有]{{1,16}}?法典?{_PLACES})"
)
_NEXT_TITLE: Final = re.compile(
    rf"(?:、|以及|[和及与])?(?P<norm>{_TITLE}(?:{_PLACES})?)"
)
_LAW: Final = re.compile("(?:法典?|条例|办法|规则)\\Z")
_ANALOGY: Final = re.compile("(?<!不)(?:参照|比照)(?:适用|执行|援引|实施)?")
_CUT: Final = re.compile(
    "中?的|关于|有关|相关|规定|执行|办理|处理|进行|适用|予以|给予|认定|管理|确定|处罚|"
    "实施|审查|审理|计算|享受"
)
_NORM_WORD: Final = re.compile(
    "规定|(?<!办)法(?!人|定|院|律援)|条例|办法|规则|程序|条(?!件)|款|制度"
)
_UNNAMED: Final = re.compile(
    "有关|国家|国务院|相关|当地|上级|国际|现行|其他|同类|该|省|市|县|其"
)
_MEASURE: Final = re.compile(
    "[^，。；]{0,30}(?:标准|水平|价格?|比例|做法|经验|惯例|资费|工资|因素|情况)(?!.{0,8}规定)"
    "|[^，。；]{0,24}管理的?(?:[^，。；]{0,4}单位|人员|机关|事业|范围|工作人员|群团)"
    "|[^，。；]{0,12}制度的(?:机关|单位|人员)|系|点|国际|物(?![权业])"
)


def analogies(clause: Clause) -> Iterator[Found]:
    """Yield each norm that is applied by analogy."""
    mask = clause.mask
    for found in _ANALOGY.finditer(mask):
        end = end_of(mask, found.end(), _ENDS)
        norm = mask[found.end() : end].strip()
        if _MEASURE.match(norm) or mask.startswith("不", found.start() - 1):
            continue
        applied = (
            _applied(clause, found.end(), end) if norm else _implied(clause, found)
        )
        for target in applied:
            yield Found(
                kind=TextRelationKind.ANALOGY,
                start=found.start(),
                end=end,
                target=target,
                confidence=Confidence.HIGH if target else Confidence.MEDIUM,
            )


def _applied(clause: Clause, start: int, end: int) -> list[str]:
    """Return the norms between *start* and *end*; one without a name is empty."""
    mask = clause.mask
    named = _NAMED_NORM.match(mask, start, end)
    if named:
        return [_bare(clause, *each.span("norm")) for each in _row(named, end)]
    words = mask[start:end].lstrip()
    if not _NORM_WORD.search(words):
        return []
    cut = _CUT.search(words)
    head = words[: cut.start()] if cut else words
    of = cut is None or cut[0].endswith("的")
    if _UNNAMED.match(head) or not (of or _LAW.search(head)):
        return [""]
    at = end - len(words)
    return [_bare(clause, at, at + len(head))]


def _row(first: re.Match[str], end: int) -> Iterator[re.Match[str]]:
    """Yield *first* and the titles that follow it in a row: 《甲》、《乙》."""
    named: re.Match[str] | None = first
    while named is not None:
        yield named
        named = _NEXT_TITLE.match(named.string, named.end(), end)


def _implied(clause: Clause, found: re.Match[str]) -> list[str]:
    """Return the norm named before the verb: 本办法…可参照执行."""
    begun = begin_of(clause.mask, found.start(), "\n")
    return re.findall(_SELF, clause.mask[begun : found.start()])[-1:]


def _written(clause: Clause, start: int, end: int) -> str:
    """Return the words between *start* and *end* without blanks and parentheses."""
    return "".join(re.sub("（[^）]*）", "", clause.text[start:end]).split())


def _bare(clause: Clause, start: int, end: int) -> str:
    """Return the same without the marks of names and quotations."""
    return _written(clause, start, end).translate(_NO_MARKS)


_NO_MARKS: Final = str.maketrans("", "", '《》“”‘’"')

_OTHER_RULE: Final = re.compile(
    "(?:另[有行作][^，。；：约\n]{0,12}?|(?:有|作出)(?:不同|特别|专门|特殊|例外)的?)规定"
    "(?=[^，。；：\n]{0,30}?(?:的?，|者?外|从其))"
)
_FROM: Final = re.compile("(?:从其|依照其|适用其|按照其|依其|执行其)规定")
_OWN_RULE: Final = re.compile(
    "(?:已经?|另)?(?:有(?!关)[^，。；：\n]{0,10}?|作出)?规定[^，。；：\n]{0,30}\\Z"
)
_LONGEST_RULE: Final = 60
"""Characters before 从其规定 in which the words that it yields to are looked for."""
_NO_RULE_OF_LAW: Final = re.compile(
    "(?:(?:或者|、|以及|和|及)?[^，、或和及]{0,10}"
    "(?:章程|合同|协议|文件|当事人|约定|遗嘱|双方|合伙人?|股东|决议|信托))+\\Z"
)
_BEFORE: Final = re.compile(
    "除|但是?|如果?|另有约定(?:的?或者?|、)?|其中|凡是?|遇有|第[^条\\s]{1,8}条(?:之.)?\\s"
)
_WHOSE: Final = re.compile("(?:[对就]|关于|[同与和](?=本|中国法))")


def precedence(clause: Clause) -> Iterator[Found]:
    """Yield each rule to which the text gives way."""
    mask, taken = clause.mask, -1
    anchors = [
        *(each.start() for each in _OTHER_RULE.finditer(mask)),
        *filter(None, (_own_rule(mask, each) for each in _FROM.finditer(mask))),
    ]
    for anchor in sorted(anchors):
        begun = begin_of(mask, anchor, "，。；：（“\n")
        if begun < taken:
            continue
        start, end = _whose(mask, begun, anchor)
        whose = _NO_RULE_OF_LAW.sub("", _written(clause, start, end))
        if whose:
            taken = anchor
            yield Found(
                kind=TextRelationKind.PRECEDENCE,
                start=start,
                end=end_of(mask, anchor, "，。；\n"),
                target=whose,
            )


def _own_rule(mask: str, yielding: re.Match[str]) -> int | None:
    """Return where 规定…的 starts in the piece before 从其规定; None without."""
    end = back_over(mask, yielding.start(), "，")
    begun = max(begin_of(mask, end, "，。；：（“\n"), end - _LONGEST_RULE)
    rule = _OWN_RULE.search(mask, begun, end)
    if not rule or (yielding[0] != "从其规定" and rule[0].startswith("规定")):
        return None
    return rule.start()


def _whose(mask: str, begun: int, anchor: int) -> tuple[int, int]:
    """Return where the name of the rule's maker starts and ends."""
    start, end = begun, anchor
    for found in _BEFORE.finditer(mask, begun, anchor):
        start = found.end()
    words = mask[start:end]
    about = _WHOSE.search(words, 1)
    if about:
        end = start + about.start()
    lead = re.match(r"\s*(?:按照|依照|依据|由|在)?", words)
    start += lead.end() if lead else 0
    tail = re.search(r"(?:中|的|也|如|，|\s)*\Z", mask[start:end])
    return start, end - (len(tail[0]) if tail else 0)


_TERM: Final = r"(?:“(?P<quoted>[^”\n]{1,40})”|(?P<plain>[^，。；：“”\n]{1,60}?))"
_IS: Final = (
    "(?:(?:均|都|即|就)?是?指|系指|包括|是|为(?![了，])|均为|不包括|的(?=范围|含义))"
)
_CALLED: Final = re.compile(
    "(?:(?:本[\u4e00-\u9fff]{1,4}|前[一二两三]?[款条项]|上款"
    "|[法例]第[^，。；\n]{1,20}?|法(?=所称))"
    "(?:及[^，。；\n]{1,12})?中?(?:规定)?中?所?|(?<=[；。])所)(?:称|指)的?"
    rf"{_TERM}(?:（{HIDDEN}*）)?\s*[，：]?\s*{_IS}"
)
_BEFORE_CALLED: Final = re.compile(
    rf"(?:前[一二两三]?[款条项](?:规定的)?|{_PLACE}规定的){_TERM}(?:（{HIDDEN}*）)?"
    "[，：]?(?:是指|包括)(?!但)"
)
_QUOTED_TERM: Final = re.compile(
    "“(?P<quoted>[^”\n]{1,40})”(?:的情形)?[，：]?(?:均|即)?(?:是指|系指)"
)
_PLAIN: Final = re.compile(
    rf"(?:{_SELF}规定的|前款(?:规定的)?)?(?P<plain>[^，。；：“”\n（]{{2,24}}?)"
    rf"(?:（{HIDDEN}*）)?，?(?:是指|系指)"
)
_COMPARISON: Final = re.compile("以上|以下|以内|以外|届满|不满|超过")
_NUMBERS: Final = re.compile(
    "所?称的?(?P<terms>(?:“[^”\n]{1,6}”|"
    f"{_COMPARISON.pattern}|[、，和及])+?)"
    "[^。；\n“]{0,20}?(?:包括|含|不包括|不含|连)(?:本数|基数|本级|在内|本)?"
)
_ENTRY: Final = re.compile(
    LABEL.pattern
    + rf"{_TERM}(?:（{HIDDEN}*）)?\s*(?:，|：|——)?\s*(?:是指|指|系指|即指|包括)"
)
_NO_TERM: Final = re.compile(
    "[一二三四五六七八九十0-9]+[日天个年月]|所称|，|规定\\Z|应当|可以|不得|情形\\Z|[条款项]规定的"
)
_DAYS: Final = re.compile("\\s*(?:工作日|自然日|日历日)")
_LIST: Final = re.compile(
    "(?:语|所称|概念).*(?:含义|定义|意义|解释|是指)[^。]{0,10}：\\Z"
)


def definitions(clause: Clause) -> Iterator[Found]:
    """Yield each term that the text defines."""
    seen: set[str] = set()
    for many in _NUMBERS.finditer(clause.mask):
        for term in _COMPARISON.findall(many["terms"]):
            seen.add(term)
            yield _definition(term, many.span())
    for found in _defining(clause):
        group = "quoted" if found.groupdict().get("quoted") else "plain"
        term = _bare(clause, *found.span(group)).strip("的")
        known = _NO_TERM.search(term) or _DAYS.match(clause.mask, found.end())
        if term and not known and term not in seen:
            seen.add(term)
            yield _definition(term, found.span())


def _defining(clause: Clause) -> Iterator[re.Match[str]]:
    """Yield every place where a term is said to mean something."""
    mask = clause.mask
    entry = _ENTRY.match(mask) if _LIST.search(clause.lead) else None
    if entry:
        yield entry
    for pattern in (_CALLED, _BEFORE_CALLED, _QUOTED_TERM):
        yield from pattern.finditer(mask)
    for start, end in sentences(clause, "；"):
        plain = _PLAIN.match(mask, label_end(mask, start), end)
        if plain:
            yield plain


def _definition(term: str, span: tuple[int, int]) -> Found:
    """Return the definition of *term*, which stands at *span*."""
    return Found(
        kind=TextRelationKind.DEFINITION, start=span[0], end=span[1], target=term
    )


_NAME: Final = "(?:《[^》\n]{1,60}》|“[^”\n]{1,40}”|[^）)。；，,\n《“]{1,40})"
_SHORT: Final = re.compile(
    "(?:以下(?P<each>分别)?(?:均|一律|都)?(?:简称|统称|合称|并称|通称)"
    "|(?<=[（(，,、；])(?:以下称|下(?:简称|统称|称)))"
    rf"(?:为|作)?[：:]?\s*(?P<names>{_NAME}(?:(?:、|和|或者?|与){_NAME})*)"
)
_OR: Final = re.compile("或者|或(?![许有])|(?<=[”》])[、和与](?=[“《])")
_AND_OR: Final = re.compile("或者|或(?![许有])|[、和与]")


def short_names(clause: Clause) -> Iterator[Found]:
    """Yield each short name that the text gives."""
    for found in _SHORT.finditer(clause.text):
        between = _AND_OR if found["each"] else _OR
        for name in between.split(found["names"]):
            bare = name.strip("“”‘’《》\"' 　")
            if bare:
                yield Found(
                    kind=TextRelationKind.SHORT_NAME,
                    start=found.start(),
                    end=found.end(),
                    target=bare,
                )


_HOLIDAY: Final = "(?:节假日|休假日|休息日|节日)"
_COUNTING: Final = re.compile(
    "(?:以|按|按照|指|为|是|均为)(?:工作日|自然日|日历日|公历)(?:计算|\\Z|[，、。；])"
    f"|不(?:含|包括)(?:法定)?{_HOLIDAY}"
    "|(?:期[间限]|开始)[^。；]{0,16}(?:[日时天]|当日)[^。；]{0,10}不(?:计算|算|计入)"
    f"|(?:最后一[日天]|届满日)[^。；]{{0,20}}(?:{_HOLIDAY}|截止时间)"
    f"|{_HOLIDAY}[^。；]{{0,20}}(?:次日|顺延|第一个?工作日|第一日)"
    "|期[间限][^。；]{0,30}(?:届满日|期满日|到期日)(?!不得)|月末日为"
    "|不(?:计算在|计入|算在?|包括)[^。；]{0,6}(?:期[间限]|在途|路途|邮寄)"
    "|期[间限](?:的计算，?适用|以[年月日时小、]{1,9}计算)"
    "|(?:按照|按|以)[年月日时小、]{1,7}计算(?:的?期[间限])"
)
_GOES_ON: Final = re.compile("该月|[没无]有?(?:相应|对应|对)")


def counting(clause: Clause) -> Iterator[Found]:
    """Yield each statement of how periods are counted."""
    for piece in re.finditer("[^。；\n]+", clause.mask):
        if _COUNTING.search(piece[0]) and not _GOES_ON.match(piece[0]):
            yield Found(
                kind=TextRelationKind.COUNTING, start=piece.start(), end=piece.end()
            )
