"""Find where a text leaves rules to be made by somebody (授权制定配套规定).

具体办法由国务院规定; 省人民政府可以根据本条例制定实施细则; 授权某机关规定. A rule of
general application is made later (《立法法》第六十六条 gives it one year); plans,
single decisions and what parties agree are none, nor is 国务院规定的, which points
at rules that exist. The word of making is looked for; before it an organ has to be
named, and before that or after it a rule. The limits: the words of law, not their
sense; an organ that only an earlier sentence names is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from adminlaw.model import Confidence
from adminlaw.statutes.clauses import (
    HIDDEN,
    LABEL,
    Clause,
    Found,
    Obligation,
    TextRelationKind,
    back_over,
    begin_of,
    end_of,
    label_end,
)

_GENERAL: Final = (
    "办法|细则|规定|条例|规则|规章|法规|规程|规范|标准|目录|名录|范围|程序|样式|式样|格式|"
    "文本|清单|条件|种类|级别|品种|基准|指引|指南|守则|准则|导则|限量值|限量|步骤|幅度|"
    "限额|定额|定额指标|细目|费率|税率|制度|方法"
)
_RULE: Final = re.compile(rf"(?:{_GENERAL})(?=\Z|（|[、和及与等并]|以及|报|予以|作为)")
_MAKES: Final = re.compile(
    # 规定 is a noun in 按照规定, 前款规定, 有关规定, and 制定本条例 makes this text.
    r"(?P<verb>制[定订]|(?<![按照所款条项章的例据])(?<![有相]关)规定|拟[定订]|另定|编制"
    r"|颁[布发]|确定|划定|[公发]布|核定|印发|作出[^，。；：\n]{0,6}?规定)"
    "(?:[、和并或及者后]{0,2}(?:制[定订]|规定|拟[定订]|颁布|编制|确定|[公发]布"
    "|调整|修[改订]|完善)|[、和并]{1,2}(?:组织)?(?:实施|执行|落实|审查))*"
    "(?!的|权|机关|部门|工作|过程|之"
    "|本(?:法|条例|办法|规[定则程]|细则|解释|实施|决定|意见|章程|通知|安排)(?!的))"
)
_RULES: Final = frozenset({"规定", "另定"})
_STRONG: Final = frozenset(
    {"制定", "制订", "拟定", "拟订", "颁布", "编制", "印发", "颁发"}
)

_BY: Final = re.compile(
    "(?<![自理缘事经案])(?<![律规]规定)由(?![于此来])"
    "|授权(?!的|机关|部门|组织)|委托(?=国务院)"
)
_AFTER_BODY: Final = re.compile(
    # What the negations leave out stands in names: 工商, 应急, 许可, 经济, 就业.
    "会同|(?<!工)商(?![务业品标检会贸洽用])|征求|根据|依照|依据|按照|参照|结合|"
    "应当|(?<!供)应(?!急)|可以|有权|(?<![许认])可(?!再)|必须|得|"
    "负责(?!.{2,20}?的(?:部门|机关|机构|主管|行政))|另|统一(?!战|管理)|单独|分别|分级|"
    "分类|共同|联合(?!会)|依法|及时|具体|先行|"
    "组织(?=国务院|有关|同级|省|专家|实|\\Z)|自行|"
    "自本|自法|于|在(?=其|各自|本|职责|国|法|不|征)|通过|经(?![济营贸信外])|"
    "报(?=国务院|省|市|本级|上|同级|请|经|县|自治)|对(?!外)|就(?!业)|为|履行|行使|"
    "的(?:主要)?职|制定|定期|适时|逐步|编制(?![委部管机])|拟|提出|从|本着|将|"
    "以(?![下上外内]|及)|再(?!生)|每|是"
)
_STARTS: Final = re.compile(
    LABEL.pattern + "(?:其中|但是|但|并且|并|同时|必要时|具体|也|即|因此|对此)?"
)
_GOES_ON: Final = re.compile(
    r"\s*(?:\Z|会同|商|征求|根据|依照|依据|按|参照|结合|遵循|坚持|本着|应当|可以|有权|"
    "并|于|自|在|经|报|对|就|为|组织|加强|建立|健全|完善|统筹|明确|综合|采取|以|统一|"
    "另行|及时|将|把|负责|分别|依法|通过|针对|参考|充分|科学|适时)"
)
_ORGAN: Final = re.compile(
    r"(?:国务院|中央军委|政府|部门|(?<!代表)机关|委员会|[常管]委会|大会|小组|法院|检察院|"
    "海关|办公室|银行|国家|军兵种|部队|当地|地方|主管|"
    "(?:管理|监管|监督|主管|工作|行政|检察|海事|气象|派出|管辖|监察|执法)机构|"
    r"[\u4e00-\u9fff]{2}(?:局|厅|委|署|(?<![内外干全乐局])部)|总部|"
    rf"[省市县区旗盟州])(?:（{HIDDEN}*）)?\Z"
)
_NO_ORGAN: Final = re.compile(
    "当事人|双方|合同|章程|企业|公司|学校|单位|业主(?!管)|合伙|股东|职工|农民|村民|居民|"
    "使用人|所有权人|申请人|生产者|建设方|协会|基金会|律师|保险人|仲裁|本法|本条例|个人|"
    "社会组织|法律|法规|招标|评标|教师|学术|专家|任何|不得|未|已|没有|禁止|需要|符合|"
    "标准(?!化)|程序|办法|管理区|地区\\Z"
)
_MAY: Final = re.compile("可(?!再)|有权|授权")
_PERMIT: Final = re.compile("也?(?:可以?|应当?)\\Z")
_TERM: Final = re.compile("[一二两三四五六七八九十0-9]{1,3}个?(?:年|月|日)(?:以)?内")
_PIECES: Final = 5
"""Pieces of a sentence, between commas, in which the maker is looked for."""
_LONGEST_BODY: Final = 60
_LONGEST_OBJECT: Final = 100


@frozen
class _Maker:
    """Who makes a rule: where its name stands, and where the clause begins.

    ``asked`` is true for 由国务院制定, false for 国务院制定.
    """

    start: int
    body_start: int
    body_end: int
    asked: bool


def delegations(clause: Clause) -> Iterator[Found]:
    """Yield each order or permission to make rules."""
    bodies: set[int] = set()
    for verb in _MAKES.finditer(clause.mask):
        if not _may_be_made(clause.mask, verb):
            continue
        maker = _maker(clause, verb.start())
        if maker is None:
            found = _in_list(clause, verb) or _otherwise(clause, verb)
        elif maker.body_start in bodies:
            continue
        else:
            found = _delegated(clause, verb, maker)
            bodies |= {maker.body_start} if found else set()
        if found:
            yield found


def _may_be_made(mask: str, verb: re.Match[str]) -> bool:
    """Tell, at a glance, whether *verb* can be one of making a rule."""
    after = mask[verb.end() : verb.end() + 1]
    return bool(
        verb["verb"] not in _RULES
        or after in _ENDINGS
        or _RULE.search(_object(mask, verb))
    )


def _object(mask: str, verb: re.Match[str]) -> str:
    """Return the words right after the verb, as far as its piece goes."""
    end = end_of(mask, verb.end(), "，。；：\n")
    return mask[verb.end() : min(end, verb.end() + _LONGEST_OBJECT)].strip()


def _maker(clause: Clause, position: int) -> _Maker | None:
    """Return who makes what the verb at *position* says; None if nobody is named."""
    mask = clause.mask
    low = begin_of(mask, position, "。；：\n")
    end = position
    for _ in range(_PIECES):
        begun = begin_of(mask, end, "，。；：\n")
        maker = _named(clause, begun, end)
        if maker or begun <= low or not _GOES_ON.match(mask[begun:end]):
            return maker
        end = begun - 1
    return None


def _named(clause: Clause, begun: int, end: int) -> _Maker | None:
    """Return the maker that one piece of a sentence names."""
    cues = list(_BY.finditer(clause.mask, begun, end))
    if cues:
        start, body_start = cues[-1].start(), cues[-1].end()
    else:
        found = _STARTS.match(clause.mask, begun, end)
        start = body_start = found.end() if found else begun
    cut = _AFTER_BODY.search(clause.mask, body_start, end)
    body_end = cut.start() if cut else end
    body = clause.mask[body_start:body_end].rstrip()
    if (
        len(body) > _LONGEST_BODY
        or not _ORGAN.search(body)
        or _NO_ORGAN.search(body.rsplit("的", 1)[-1])
    ):
        return None
    return _Maker(start, body_start, body_start + len(body), bool(cues))


def _delegated(clause: Clause, verb: re.Match[str], maker: _Maker) -> Found | None:
    """Return the delegation that *verb* states, if what is made is a rule."""
    mask = clause.mask
    permit = _PERMIT.search(mask, max(0, maker.start - 4), maker.start)
    upto = back_over(mask, permit.start() if permit else maker.start, "， ")
    subject = (begin_of(mask, upto, "，。；：\n"), upto)
    after = (verb.end(), end_of(mask, verb.end(), "，。；：\n"))
    between = mask[maker.body_end : verb.start()]
    if _is_object(verb, mask[slice(*after)], between, asked=maker.asked):
        start, made, end = maker.start, after, after[1]
    elif _is_subject(verb, mask[slice(*subject)], between, asked=maker.asked):
        start, made, end = subject[0], subject, verb.end()
    else:
        return None
    words = mask[upto : maker.body_start] + between
    return Found(
        kind=TextRelationKind.DELEGATION,
        start=start,
        end=end,
        target=clause.text[maker.body_start : maker.body_end].strip(),
        matter=_matter(clause, *made),
        obligation=Obligation.MAY if _MAY.search(words) else Obligation.MUST,
        term=_term(mask, verb),
    )


def _is_object(verb: re.Match[str], after: str, between: str, *, asked: bool) -> bool:
    """Tell whether the words *after* the verb are the rule that is made."""
    if not _RULE.search(after) or _OTHERS.search(between):
        return False
    name = verb["verb"]
    if name in _STRONG:
        return True
    if name in _RULES:
        return not _REFERS.search(between) and (asked or bool(_BOUND.search(between)))
    return verb[0] != name


_OTHERS: Final = re.compile("鼓励|支持|引导|指导|督促|监督|要求|推动|协助|参与(?!制)")
"""Words after which not the organ but somebody else makes the rule."""


def _is_subject(
    verb: re.Match[str], subject: str, between: str, *, asked: bool
) -> bool:
    """Tell whether the words before the maker are the rule that is made."""
    if verb.string[verb.end() : verb.end() + 1] not in _ENDINGS:
        return False
    if verb["verb"].startswith("作出"):
        return asked or bool(_BOUND.search(between))
    if verb["verb"] in _RULES:
        if _RULE.search(subject) and verb.string.startswith(_CLOSES, verb.end()):
            return True
        return asked and bool(subject.strip()) and not _REFERS.search(between)
    return asked and bool(_RULE.search(subject))


_CLOSES: Final = ("。", "；", "，报", "，并", "\n", "，由")
_ENDINGS: Final = "，。；、（并报后\n "
"""What may follow a verb that has no object; so may nothing at all."""
_BOUND: Final = re.compile("可以|应当|有权|必须|统一|另行|负责|\\A会同")
_REFERS: Final = re.compile(
    "(?:根据|依照|依据|按照|参照|符合|违反|执行|遵守|除)(?:[^，]*"
    "(?:的|有关|相关|国家|法律|法规|规章|条例|办法|法|上级|[条款项章]|职责|政策|权限|程序))?\\Z"
)


def _in_list(clause: Clause, verb: re.Match[str]) -> Found | None:
    """Return what a list makes a duty of the organ that its lead names.

    国务院某部门履行下列职责：（一）制定某标准 is such a list.
    """
    mask = clause.mask
    begun = label_end(mask)
    after = (verb.end(), end_of(mask, verb.end(), "，。；：\n"))
    between = mask[begun : verb.start()]
    if not begun or (between and not _WITH.fullmatch(between)):
        return None
    lead = Clause(text=clause.lead.split("，")[0].rstrip("："))
    maker = _named(lead, 0, len(lead.mask))
    if maker is None or not _is_object(verb, mask[slice(*after)], "", asked=False):
        return None
    return Found(
        kind=TextRelationKind.DELEGATION,
        start=begun,
        end=after[1],
        target=lead.text[maker.body_start : maker.body_end].strip(),
        matter=_matter(clause, *after),
        obligation=Obligation.MAY if _MAY.search(clause.lead) else Obligation.MUST,
        term=_term(mask, verb),
        confidence=Confidence.MEDIUM,
    )


_WITH: Final = re.compile("(?:会同|组织|依法|根据|负责|按照|结合|研究)[^，。；]{0,40}")


def _otherwise(clause: Clause, verb: re.Match[str]) -> Found | None:
    """Return the delegation to nobody in particular: 具体办法另行规定."""
    mask = clause.mask
    begun = begin_of(mask, verb.start(), "，。；：\n")
    words = mask[begun : verb.start()]
    if verb["verb"] != "另定" and not words.endswith("另行"):
        return None
    words = words.removesuffix("另行").rstrip()
    if not words:
        end = begun - 1
        begun = begin_of(mask, end, "，。；：\n")
        words = mask[begun:end]
    if not _RULE.search(words):
        return None
    return Found(
        kind=TextRelationKind.DELEGATION,
        start=begun,
        end=verb.end(),
        matter=_matter(clause, begun, begun + len(words)),
        obligation=Obligation.MUST,
        term=_term(mask, verb),
        confidence=Confidence.MEDIUM,
    )


def _term(mask: str, verb: re.Match[str]) -> str:
    """Return the time within which the sentence says that it has to be done."""
    begun = begin_of(mask, verb.start(), "。；\n")
    found = _TERM.search(mask, begun, end_of(mask, verb.end(), "。；\n"))
    return found[0] if found else ""


def _matter(clause: Clause, start: int, end: int) -> str:
    """Return what is to be made, short: from the last 的 to the last word of a rule."""
    words = clause.mask[start:end].rstrip("的")
    rules = list(_RULE.finditer(words))
    upto = start + (rules[-1].end() if rules else len(words))
    begun = max(start, clause.mask.rfind("的", start, upto - 1) + 1)
    return clause.text[label_end(clause.mask, begun) : upto].strip("、 ")
