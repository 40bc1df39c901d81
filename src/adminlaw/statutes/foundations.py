"""Find what a text rests on, what it ends and what it amends (依据、废止、修改).

The basis opens a text, in its first article or its preamble; the repeal closes it
(《立法法》第六十一条 asks a draft to explain itself; where the basis stands is the
custom of drafting); amendments are instructions. The limits: an instrument that
is not named (有关法律、法规) is no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from adminlaw.model import Confidence
from adminlaw.statutes.clauses import (
    HIDDEN,
    TITLE,
    Clause,
    Found,
    TextRelationKind,
    Title,
    label_end,
    sentences,
    titles_in,
)

_CUE: Final = re.compile("根据|依据|依照|按照|遵照|遵循")
_SERVING: Final = re.compile("贯彻|实施|施行|执行|落实|履行")
_SERVED: Final = re.compile(
    rf"(?:（{HIDDEN}*）)?的?[^《，]{{0,8}}?(?:实施|施行|执行|落实)"
)
_MADE: Final = re.compile(
    "制[定订](?:了?本|如下|以下|下列|《)"
    "|(?:解释|规定|批复|答复|通知|通告|意见|安排|办法|解答|规则|说明|修改|补充|决定|公告|复函)(?:如下|：)"
    "|作出?(?:如下|以下)|现予"
)
_MADE_FOR: Final = re.compile(f"制[定订]|{_MADE.pattern}")
"""The same where a sentence opens with its purpose: no other law is meant then."""

_BARE: Final = re.compile(
    r"[\u4e00-\u9fff]{0,24}?(?:(?<!办)(?<!司)(?<!立)(?<!执)法|条例|宪法|"
    r"关于[\u4e00-\u9fff、]{2,40}的(?:决定|决议|规定|办法|通知|意见))"
    r"(?=\Z|第|等|的|有关|相关|关于|规定|和|与|以及|及)"
)
_PURPOSE: Final = re.compile(r"\s*(?:第[^条\s]{1,4}条\s+|一、)?(?:为|实施|贯彻)")
_AND: Final = re.compile("、|以及|[和及与]")
_UNNAMED: Final = re.compile(
    "有关|法律|法规|上位|相关|国家|本[法条]|其|该|上述|立法|基本法|合法|等"
)


def enabling(clause: Clause) -> Iterator[Found]:
    """Yield the instruments that the text says it is made under."""
    if not clause.opening:
        return
    for start, end in sentences(clause):
        purpose = _PURPOSE.match(clause.mask, start, end)
        making = _MADE_FOR if purpose else _MADE
        made = [each.start() for each in making.finditer(clause.mask, start, end)]
        if made:
            yield from _bases(clause, start, made[-1])


def _bases(clause: Clause, start: int, end: int) -> Iterator[Found]:
    """Yield each basis before the word of making, which stands at *end*."""
    basing = False
    for piece in re.finditer("[^，；：]+", clause.mask[start:end]):
        begun, ended = start + piece.start(), start + piece.end()
        cue = _CUE.search(piece[0])
        names = list(titles_in(clause, begun, ended))
        # A list goes on behind a comma only where the next name follows at once.
        basing = bool(cue) or (basing and TITLE.match(piece[0]) is not None)
        if basing:
            first = begun + (cue.start() if cue else 0)
            yield from _named(each for each in names if each.start > first)
            yield from _named(_bare_names(clause, first, ended))
        elif _PURPOSE.match(piece[0]):
            yield from _named(_served(clause, begun, names, ended))


def _named(names: Iterator[Title]) -> Iterator[Found]:
    """Yield each of *names* as a basis."""
    for each in names:
        yield Found(
            kind=TextRelationKind.ENABLING,
            start=each.start,
            end=each.end,
            target=each.name,
        )


def _served(
    clause: Clause, start: int, names: list[Title], end: int
) -> Iterator[Title]:
    """Yield what the text is made to carry out: 为实施《…》, 为保障《…》的实施."""
    serving = _SERVING.search(clause.mask, start, end)
    for name in names:
        if (serving and serving.end() <= name.start) or _SERVED.match(
            clause.mask, name.end, end
        ):
            yield name


def _bare_names(clause: Clause, start: int, end: int) -> Iterator[Title]:
    """Yield the instruments named without marks: 根据宪法和刑法的有关规定."""
    cue = _CUE.match(clause.mask, start, end)
    begun = cue.end() if cue else start
    for item in _items(clause.mask, begun, end):
        found = _BARE.match(clause.mask, item, end)
        if found and not _UNNAMED.search(found[0].split("关于")[0]):
            yield Title(found[0], *found.span())


def _items(mask: str, start: int, end: int) -> Iterator[int]:
    """Yield where each item of a list starts."""
    yield start
    for found in _AND.finditer(mask, start, end):
        yield found.end()


_END: Final = re.compile("废止|失效|停止执行|停止施行|停止使用|不再执行|不再适用|废除")
_LIST_ENDED: Final = re.compile(
    f"(?:下列|以下)[^，。]{{0,30}}(?:{_END.pattern})|(?:{_END.pattern})(?:下列|以下)"
)
_BETWEEN: Final = (
    rf"[\s，、]|（{HIDDEN}*）|《{HIDDEN}+》|等|同时|即行|即|也|均|都|一律|一并|相应|予以|应予|应当|应|"
    "宣布|随之|现予|现|自行|自[^，。；《》]{1,30}?起|司法解释|规定|文件|及其[^，。；《》]{1,12}|"
    "[一二三四五六七八九十0-9]+[件部个项][^，。；《》]{0,14}|"
    "(?:和|与|以及|及)[^，。；《》]{1,40}|第[^，。；《》]{1,12}[条款章节][^，。；《》]{0,12}|"
    "[^，。；《》]{0,12}?中[^，。；《》]{0,30}?的?(?:有关|相关)?(?:规定|内容|条款)"
)
_TO_VERB: Final = re.compile(rf"(?:{_BETWEEN})*+\Z")
_OF_RECORD: Final = re.compile(
    rf"\s*(?:（{HIDDEN}*）)?\s*(?:第[一二三四五六七八九十]+次)?"
    "(?:修[正订改]|通过|批准|公布|发布|颁布|作出)"
)
_POWER: Final = re.compile(
    r"(?:修改|修订|制定|改变|撤销|解释|变更)(?:、|或者?|和)\s*\Z"
)
_NOT_ENDING: Final = re.compile("后|前|的|之|、|或|期|时")
_REASON: Final = re.compile(r"(?:根据|依照|按照|依据|与)\s*\Z")
_OTHER_SENSE: Final = re.compile("(?:施行|实施|生效|执行|适用|为准)[，；]|；")


def repeals(clause: Clause) -> Iterator[Found]:
    """Yield the instruments that the text ends."""
    if _LIST_ENDED.search(clause.lead):
        yield from (_ended(each) for each in list(titles_in(clause))[:1])
        return
    for start, end in sentences(clause, "；"):
        verbs = [
            verb
            for verb in _END.finditer(clause.mask, start, end)
            if not _POWER.search(
                clause.mask[max(start, verb.start() - 6) : verb.start()]
            )
            and not _NOT_ENDING.match(clause.mask, verb.end())
        ]
        if verbs:
            yield from map(_ended, _ends(clause, start, verbs[-1], end))


def _ends(clause: Clause, start: int, verb: re.Match[str], end: int) -> list[Title]:
    """Return the names that *verb* ends: the list before it, or after it."""
    mask = clause.mask
    after = list(titles_in(clause, verb.end(), end))
    if after and not mask[verb.end() : after[0].start].strip(" 下列以了："):
        return after
    before = [
        each
        for each in titles_in(clause, start, verb.start())
        if not _OF_RECORD.match(mask, each.end) and not _NO_INSTRUMENT.search(each.name)
    ]
    if not before or not _TO_VERB.match(mask, before[-1].end, verb.start()):
        return []
    ended = [before[-1]]
    for each in reversed(before[:-1]):
        if _OTHER_SENSE.search(mask, each.end, ended[-1].start):
            break
        ended.append(each)
    return [
        each
        for each in reversed(ended)
        if not _REASON.search(mask[max(start, each.start - 4) : each.start])
    ]


_NO_INSTRUMENT: Final = re.compile("[证书照表票]\\Z")


def _ended(title: Title) -> Found:
    """Return the end of the instrument that *title* names."""
    return Found(
        kind=TextRelationKind.REPEAL,
        start=title.start,
        end=title.end,
        target=title.name,
    )


CHANGED: Final = re.compile(
    "(?:作出?|做出?)(?:了?如下|以下)(?:相应|补充|、|和|与)*(?:修改|修正|修订|补充|调整)"
)
"""What a text says before its instructions to amend another."""

_CHANGE: Final = re.compile(
    "修改|改为|增加|增写|删去|删除|作(?:出)?(?:如下|以下)|修正|补充|合并|调整|不再适用"
)
_BARE_CHANGED: Final = re.compile(
    r"(?:\A|[将对在把，去除改])(?:中华人民共和国)?"
    r"(?P<name>(?![将对在把删修增依])[\u4e00-\u9fff]{1,14}?法)"
    r"(?=第|序言|中|作|进行|的第)"
)


def amendments(clause: Clause) -> Iterator[Found]:
    """Yield the instruments that a clause changes, each once."""
    if clause.amends:
        yield from _instructed(clause)
        return
    if not clause.opening:
        return
    for start, end in sentences(clause):
        verb = CHANGED.search(clause.mask, start, end)
        if verb:
            begun = max(start, clause.mask.rfind("对", start, verb.start()))
            # 对 may stand before each of several names, or inside none of them.
            names = titles_in(clause, begun, verb.start())
            yield from _changed(names)


def _instructed(clause: Clause) -> Iterator[Found]:
    """Yield what one instruction changes: 《某办法》第三条, 刑法第十七条."""
    start = label_end(clause.mask)
    if not _CHANGE.search(clause.mask, start):
        return
    names = [
        each
        for each in titles_in(clause, start)
        if not _REASON.search(clause.mask[max(0, each.start - 4) : each.start])
    ]
    bare = None if names else _BARE_CHANGED.search(clause.mask[start:])
    if bare:
        names = [
            Title(bare["name"], start + bare.start("name"), start + bare.end("name"))
        ]
    yield from _changed(iter(names))


def _changed(names: Iterator[Title]) -> Iterator[Found]:
    """Yield an amendment for each name, once: an instruction may repeat it."""
    first = {each.name: each for each in reversed(list(names))}
    for each in sorted(first.values(), key=lambda title: title.start):
        yield Found(
            kind=TextRelationKind.AMENDMENT,
            start=each.start,
            end=each.end,
            target=each.name,
            confidence=Confidence.HIGH if len(first) == 1 else Confidence.MEDIUM,
        )
