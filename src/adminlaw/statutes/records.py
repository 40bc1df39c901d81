"""Read the record at the head of a text: who adopted, approved, amended it, when.

A record is a run of acts, each from its day to its verb: 2021年1月22日 第十三届全国
人民代表大会常务委员会第二十五次会议修订. It prints the days of decision and rarely that
of entry into force (《立法法》第六十五条第三款 asks for the former only).
The limits: an act without a day is not an act; what is left over is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from attrs import field, frozen

from adminlaw.labels import LabelledEnum
from adminlaw.markup import shown_as
from adminlaw.statutes.lines import NUMERAL, number_of

_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_DAY: Final = re.compile(r"([12][0-9]{3})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_HAN_DAY: Final = re.compile(
    r"([一二][〇零○Ｏ一二三四五六七八九]{3})\s*年\s*([元一二三四五六七八九十]{1,2})\s*月"
    r"\s*([一二三四五六七八九十]{1,3})\s*日"
)
_HAN_DIGITS: Final = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_COUNTRY: Final = "中华人民共和国"


class ActKind(LabelledEnum):
    """What was done with a text on a day (立法行为)."""

    ADOPTED = "adopted", "通过", "adopted"
    APPROVED = "approved", "批准", "approved"
    PUBLISHED = "published", "公布", "published"
    COMMENCED = "commenced", "施行", "commenced"
    AMENDED = "amended", "修正", "amended"
    REVISED = "revised", "修订", "revised"
    REPEALED = "repealed", "废止", "repealed"


@frozen(kw_only=True)
class Act:
    """One act of the record of a text.

    Attributes:
        kind: What was done.
        day: When; for an act that needs approval the day of the approval.
        body: Who did it, sessions included as printed; empty if unsaid.
        document: The deciding document, marks off; empty if the text itself.
        number: The order or announcement that published it, such as
            国务院令第590号; empty if unsaid.
        decided: The day of the decision that was approved on *day*.
    """

    kind: ActKind
    day: date
    body: str = ""
    document: str = ""
    number: str = ""
    decided: date | None = None

    _repr_html_ = shown_as(
        "制定行为",
        kind="类别",
        day="日期",
        body="机关",
        document="文件",
        number="文号",
        decided="决定日期",
    )


@frozen
class Record:
    """The acts of a text, and the parts of its record that were not understood."""

    acts: tuple[Act, ...] = ()
    leftover: tuple[str, ...] = ()


_MARKED: Final = re.compile(r"[《<〈]")
_OPENING, _CLOSING = "《〈<", "》〉>"

# Words that end an act, longest first; a verb before 的 or 并 goes on.
_VERB: Final = re.compile(
    r"(?:第[一二三四五六七八九十]+次)?(修\s*正|修\s*订|(?<!关于)修改|(?<!关于)废止)"
    r"(?![的《〈<]|部分)(?:通过)?"
    r"|(公布施行|发布施行|公告施行)|(起?\s*施行|起?\s*实施|起?\s*生效|起?\s*执行)"
    r"|(批准)(?!的|[ \t]*[0-9]{4}\s*年.{0,60}(?:修正|修订)|修订|修正)"
    r"|(公布|发布|颁布|印发)(?!的|之日)"
    r"|(通过)(?!的|并|修订|修正|，?\s*根据.{0,3}批准)|(?<=》)()(?=\s*(?:\n|\Z|[、和]\s*(?:根据)?[12][0-9]{3}\s*年))"
)
_SAME_DAY: Final = re.compile(
    r"[自从]?(?:发布|公布|颁布)之日起?(?:施行|实施|生效|执行)"
)
_KINDS: Final = (
    (ActKind.AMENDED,),
    (ActKind.PUBLISHED, ActKind.COMMENCED),
    (ActKind.COMMENCED,),
    (ActKind.APPROVED,),
    (ActKind.PUBLISHED,),
    (ActKind.ADOPTED,),
    (ActKind.AMENDED,),
)
_SPECIAL: Final = {
    "修订": ActKind.REVISED,
    "废止": ActKind.REPEALED,
}
_NUMBER: Final = re.compile(
    r"(?:[\w、]*?(?:令|公告)\s*"
    r"(?:第\s*[0-9]+\s*号|[0-9]{4}年第[0-9]+号|[〔\[（(][0-9]{4}[〕\]）)](?:第)?[0-9]+号))"
    r"|第\s*[0-9]+\s*号(?:令|公告)?"
    r"|[\u4e00-\u9fff]{1,8}[〔\[][0-9]{4}[〕\]](?:第)?[0-9]+号"
)
_NOISE: Final = re.compile(
    r"[\s（()）。，、；:：]|根据|由|经|自|起|并|于"
    r"|第[一二三四五六七八九十]+次(?!会议|常务|[部局室]务)"
)
_BESIDE: Final = re.compile(
    r"[\s（()）。，、；:：]|第[一二三四五六七八九十]+次(?!会议|常务|[部局室]务)"
)
_LEADING: Final = re.compile(
    r"\A(?:根据|由|经|自(?!治)|起|并|于)+|(?:于|由|经|自|并)+\Z"
)
_SESSION: Final = re.compile(
    rf"第{NUMERAL}+届|第{NUMERAL}+次(?:全体)?(?:会议|常务会议)"
)


def read_record(lines: Sequence[str]) -> Record:
    """Return the acts that the *lines* of a record tell of.

    >>> lines = ["2012年2月23日 国务院令第614号公布", "2012年4月1日 施行"]
    >>> acts = read_record(lines).acts
    >>> [(act.kind.code, act.day.isoformat(), act.number) for act in acts]
    [('published', '2012-02-23', '国务院令第614号'), ('commenced', '2012-04-01', '')]
    """
    text = _joined(lines)
    acts: list[Act] = []
    leftover: list[str] = []
    position = 0
    while (found := _DAY.search(text, position)) is not None:
        _between(text[position : found.start()], acts, leftover)
        end, kinds = _end_of_act(text, found.end())
        position = end
        segment = text[found.start() : end]
        made = list(_acts(segment, kinds)) if kinds else []
        acts += made
        if not made:
            _keep(segment, leftover)
    _between(text[position:], acts, leftover)
    return Record(tuple(acts), tuple(leftover))


def _between(text: str, acts: list[Act], leftover: list[str]) -> None:
    """Read what stands between two acts, such as 自公布之日起施行."""
    same_day = _SAME_DAY.search(text)
    if same_day and acts:
        acts.append(Act(kind=ActKind.COMMENCED, day=acts[-1].day))
        text = text[: same_day.start()] + text[same_day.end() :]
    _keep(text, leftover)


def _joined(lines: Sequence[str]) -> str:
    """Return one text; a line that does not start an act goes on the line before."""
    parts: list[str] = []
    depth = 0
    for line in lines:
        clean = _HAN_DAY.sub(_in_digits, line.translate(_WIDE).strip(_BLANK))
        if parts and depth <= 0 and not parts[-1].endswith(UNFINISHED):
            parts.append("\n")
        parts.append(clean)
        depth += _depth(clean)
    return "".join(parts)


_BLANK: Final = " \t\r\n\u3000\xa0\u200b\ufeff"
UNFINISHED: Final = ("会议", "、", "修改", "和")
"""Ends of a line that the next one goes on."""


def _in_digits(found: re.Match[str]) -> str:
    """Return a day in digits that is written 一九八七年六月二十三日."""
    month, day = number_of(found[2].replace("元", "一")), number_of(found[3])
    if month is None or day is None:
        return found[0]
    return f"{found[1].translate(_HAN_DIGITS)}年{month}月{day}日"


def _depth(text: str) -> int:
    return sum((char in _OPENING) - (char in _CLOSING) for char in text)


def _end_of_act(text: str, start: int) -> tuple[int, tuple[ActKind, ...]]:
    """Return where the act that begins before *start* ends, and what it was."""
    following = _DAY.search(text, start)
    depth, counted = 0, start
    newline = text.find("\n", start)
    for found in _VERB.finditer(text, start):
        depth += _depth(text[counted : found.start()])
        counted = found.start()
        if depth > 0:
            continue
        if following and following.start() < found.start() and 0 <= newline < counted:
            break
        group = next(
            index for index, each in enumerate(found.groups()) if each is not None
        )
        word = "".join((found[group + 1] or "").split())
        kinds = (_SPECIAL[word],) if word in _SPECIAL else _KINDS[group]
        return found.end(), kinds
    return (len(text) if newline < 0 else newline), ()


def _acts(segment: str, kinds: tuple[ActKind, ...]) -> Iterator[Act]:
    """Yield the acts of one *segment*, which starts at its first day."""
    days = [day for found in _DAY.finditer(_unmarked(segment)) if (day := _day(found))]
    if not days:
        return
    document = _document(segment)
    bare = _unmarked(segment)
    number = _NUMBER.search(_DAY.sub(" ", bare))
    written = "".join(number[0].split()) if number else ""
    approved = len(days) > 1 and "批准" in bare
    day = _approval(bare, days) if approved else max(days)
    others = [each for each in days if each != day] if approved else []
    body = _body(bare, written)
    for kind in kinds:
        yield Act(
            kind=kind,
            day=day,
            body="" if kind is ActKind.COMMENCED else body,
            document=document,
            number="" if kind is ActKind.COMMENCED else written,
            decided=others[0] if others else None,
        )


def _day(found: re.Match[str]) -> date | None:
    """Return the day that was found; None where the calendar has no such day."""
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _approval(bare: str, days: Sequence[date]) -> date:
    """Return the day next before the word 批准."""
    upto = bare[: bare.index("批准")]
    found = [day for each in _DAY.finditer(upto) if (day := _day(each))]
    return found[-1] if found else max(days)


def _unmarked(segment: str) -> str:
    """Return *segment* without what stands in marks."""
    kept: list[str] = []
    depth = 0
    for char in segment:
        depth += char in _OPENING
        if depth == 0:
            kept.append(char)
        if char in _CLOSING and depth:
            depth -= 1
    return "".join(kept)


def _document(segment: str) -> str:
    """Return the name in marks, inner marks as 〈〉; empty where there is none."""
    opening = segment.find("《")
    if opening < 0:
        return ""
    closing = segment.rfind("》")
    name = segment[opening + 1 : closing if closing > opening else len(segment)]
    inner = str.maketrans("《》<>", "〈〉〈〉")
    return "".join(name.split()).translate(inner)


def _body(bare: str, number: str) -> str:
    """Return who acted, without days, numbers and verbs."""
    words = _DAY.sub("", bare)
    if number:
        words = "".join(words.split()).replace(number, _office(number))
    words = re.split(
        r"通过|批准|公布|发布|颁布|印发|修\s*正|修\s*订|修改|施行|废止|《|关于", words
    )[0]
    words = _LEADING.sub("", _BESIDE.sub("", words))
    return words.removesuffix("公告").removeprefix(_COUNTRY)


def _office(number: str) -> str:
    """Return whose order *number* is: 国务院 for 国务院令第590号."""
    return re.split("令|公告|第", number)[0]


def _keep(text: str, leftover: list[str]) -> None:
    """Remember a part of the record that says something and was not read."""
    if _NOISE.sub("", text):
        leftover.append(" ".join(text.split()))


def bare_body(body: str) -> str:
    """Return a body without the session in which it acted.

    >>> bare_body("第八届全国人民代表大会第四次会议")
    '全国人民代表大会'
    """
    return _SESSION.sub("", body).removesuffix("会议")


@frozen(kw_only=True)
class Edition:
    """One version as a record tells of it: an adoption or a change, and its acts.

    Attributes:
        act: The adoption, publication, amendment or revision that made it.
        acts: All acts that belong to it, that one included.
    """

    act: Act
    acts: tuple[Act, ...] = field()

    _repr_html_ = shown_as("版本记录", act="行为", acts="行为")

    @property
    def day(self) -> date:
        """The day of the act that made this version."""
        return self.act.day

    @property
    def days(self) -> frozenset[date]:
        """Every day of a decision that made, approved or published this version."""
        found = {each.day for each in self.acts if each.kind is not ActKind.COMMENCED}
        decided = {each.decided for each in self.acts if each.decided}
        return frozenset(found | decided or {self.act.day})

    @property
    def commenced(self) -> date | None:
        """The day of commencement, where the record prints it."""
        days = [each.day for each in self.acts if each.kind is ActKind.COMMENCED]
        return days[-1] if days else None


CHANGES: Final = frozenset({ActKind.AMENDED, ActKind.REVISED})
"""Acts that make another version of a text."""

_FOLLOW: Final = frozenset({ActKind.APPROVED, ActKind.PUBLISHED, ActKind.COMMENCED})


def editions(acts: Sequence[Act]) -> tuple[Edition, ...]:
    """Return the versions that a record tells of, in order.

    A repeal makes none. An adoption that leads to an amendment belongs to it, and
    so do the approval, the publication and the commencement that come after.

    >>> record = read_record(["2012年2月23日 国务院令第614号公布", "2012年4月1日 施行"])
    >>> [each.commenced for each in editions(record.acts)]
    [datetime.date(2012, 4, 1)]
    """
    groups: list[list[Act]] = []
    for act in acts:
        if act.kind is ActKind.REPEALED:
            continue
        if act.kind is ActKind.COMMENCED and groups:
            _commenced_group(act, groups).append(act)
        elif not groups or _begins(act, groups[-1], first=len(groups) == 1):
            groups.append([act])
        else:
            groups[-1].append(act)
    return tuple(Edition(act=_maker(group), acts=tuple(group)) for group in groups)


def _commenced_group(act: Act, groups: list[list[Act]]) -> list[Act]:
    """Return the group that commences by *act*: the last one made before that day.

    Some records print the day of the first commencement after all amendments.
    """
    older = [group for group in groups if group[0].day <= act.day]
    return (older or groups)[-1]


def _begins(act: Act, group: Sequence[Act], *, first: bool) -> bool:
    """Tell whether *act* begins another version than the one of *group*."""
    if act.kind in _FOLLOW:
        return False
    near = 0 <= (act.day - group[-1].day).days <= _DAYS_OF_APPROVAL
    only_adopted = all(each.kind is ActKind.ADOPTED for each in group)
    if act.kind is ActKind.ADOPTED:
        # Two bodies adopt one text: the two highest organs of justice.
        return not (only_adopted and near and act.body != group[-1].body)
    # The adoption of an amendment stands before the amendment.
    return first or not (only_adopted and near)


_DAYS_OF_APPROVAL: Final = 366
"""Days within which the steps of one adoption follow each other."""


def _maker(group: Sequence[Act]) -> Act:
    """Return the act of *group* that made the version."""
    for kinds in (CHANGES, {ActKind.ADOPTED}, {ActKind.PUBLISHED, ActKind.APPROVED}):
        found = [act for act in group if act.kind in kinds]
        if found:
            return found[-1]
    return group[0]
