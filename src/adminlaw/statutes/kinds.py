"""What kind of instrument a text is, and what rank it has (法的效力位阶).

The kinds and their order are those of 《立法法》第九十八条至第一百零二条; judicial
interpretations, supervision regulations and the rules of the Party stand outside
that order and have no rank. The limits: a kind follows from who made the text,
as its record or its name says; where neither says it, no kind is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.labels import LabelledEnum


class InstrumentKind(LabelledEnum):
    """Kind of legal instrument (法律文件种类)."""

    CONSTITUTION = "constitution", "宪法", "constitution"
    LAW = "law", "法律", "law"
    LEGAL_INTERPRETATION = (
        "legal_interpretation",
        "法律解释",
        "legislative interpretation",
    )
    ADMINISTRATIVE_REGULATION = (
        "administrative_regulation",
        "行政法规",
        "administrative regulation",
    )
    SUPERVISION_REGULATION = (
        "supervision_regulation",
        "监察法规",
        "supervision regulation",
    )
    LOCAL_REGULATION = "local_regulation", "地方性法规", "local regulation"
    AUTONOMOUS_REGULATION = (
        "autonomous_regulation",
        "自治条例和单行条例",
        "autonomous or separate regulation",
    )
    ZONE_REGULATION = (
        "zone_regulation",
        "经济特区法规",
        "regulation of a special economic zone",
    )
    DEPARTMENTAL_RULE = "departmental_rule", "部门规章", "departmental rule"
    LOCAL_RULE = "local_rule", "地方政府规章", "local government rule"
    JUDICIAL_INTERPRETATION = (
        "judicial_interpretation",
        "司法解释",
        "judicial interpretation",
    )
    NORMATIVE = "normative", "行政规范性文件", "administrative normative document"
    PARTY_REGULATION = "party_regulation", "党内法规", "Party regulation"

    @property
    def rank(self) -> int | None:
        """The place in the hierarchy of norms, 1 for the Constitution; None outside.

        Between kinds of one rank the hierarchy does not decide
        (《立法法》第一百零二条、第一百零六条).

        >>> InstrumentKind.LAW.rank < InstrumentKind.LOCAL_REGULATION.rank
        True
        """
        return _RANKS.get(self)


_ORDER: Final = (
    (InstrumentKind.CONSTITUTION,),
    (InstrumentKind.LAW, InstrumentKind.LEGAL_INTERPRETATION),
    (InstrumentKind.ADMINISTRATIVE_REGULATION,),
    (
        InstrumentKind.LOCAL_REGULATION,
        InstrumentKind.AUTONOMOUS_REGULATION,
        InstrumentKind.ZONE_REGULATION,
    ),
    (InstrumentKind.DEPARTMENTAL_RULE, InstrumentKind.LOCAL_RULE),
    (InstrumentKind.NORMATIVE,),
)
_RANKS: Final[Mapping[InstrumentKind, int]] = MappingProxyType(
    {kind: place for place, kinds in enumerate(_ORDER, 1) for kind in kinds}
)

CONGRESS: Final = "全国人民代表大会"
_COURTS: Final = re.compile("最高人民法院|最高人民检察院|(?:审判|检察)委员会")
_STATE_COUNCIL: Final = re.compile(
    r"\A(?:国务院|政务院)(?:(?:中华人民共和国)?中央军(?:事委员会|委))?\Z|次常务会议"
)
_LOCAL_CONGRESS: Final = re.compile(
    rf"(?!{CONGRESS})(.+?(?:省|自治[区州县旗]|[市县盟旗区]))(?:第.+?届)?"
    "人(?:民代表(?:大)?会|大常委会)"
)
_LOCAL_GOVERNMENT: Final = re.compile(r"(.+?(?:省|自治区|自治州|市|县|区))人民政府\Z")
_PLACE: Final = re.compile(
    r"\A(?:《)?(.{2,9}?(?:省|自治[区州县]|市|盟)|.{2,8}经济特区)(?![场容政民区])"
)
_DEPARTMENT: Final = re.compile(
    r"(?:部|委员会|总局|局|署|办公室|银行|院|会)\Z|[部局室署委行]务会议"
)


def place_of(body: str) -> str:
    """Return the place whose congress or government *body* is; empty if national.

    >>> place_of("河南省第十届人民代表大会常务委员会"), place_of("国务院")
    ('河南省', '')
    """
    for pattern in (_LOCAL_CONGRESS, _LOCAL_GOVERNMENT):
        found = pattern.match(body)
        if found:
            return found[1]
    return ""


def kind_of(title: str, bodies: tuple[str, ...]) -> InstrumentKind | None:
    """Return the kind of a text by its name and by who first made it.

    Args:
        title: The full name, marks off.
        bodies: Who adopted, approved, published or revised it, in that order.

    Source: 《立法法》第十条, 第七十二条, 第八十条, 第八十四条, 第八十五条, 第九十一条,
    第九十三条, 第一百一十八条, 第一百一十九条.

    >>> kind_of("某某条例", ("国务院",)).zh, kind_of("某某条例", ())
    ('行政法规', None)
    """
    if re.fullmatch(r"(?:中华人民共和国)?宪法(?:修正案.*)?", title):
        return InstrumentKind.CONSTITUTION
    kinds = [kind for body in bodies if (kind := _kind_by(body, title))]
    if InstrumentKind.ADMINISTRATIVE_REGULATION in kinds:
        # What the State Council approves or revises is its own, whoever printed it.
        return InstrumentKind.ADMINISTRATIVE_REGULATION
    return kinds[0] if kinds else _kind_by_name(title)


def _kind_by(body: str, title: str) -> InstrumentKind | None:
    """Return the kind of what *body* makes, None where it does not tell."""
    if body.startswith(("中共", "中国共产党")):
        return InstrumentKind.PARTY_REGULATION
    if CONGRESS in body and not _PLACE.match(title):
        interprets = re.search(r"关于《.+》.*的解释\Z", title)
        if interprets:
            return InstrumentKind.LEGAL_INTERPRETATION
        return InstrumentKind.LAW
    if _COURTS.search(body):
        return InstrumentKind.JUDICIAL_INTERPRETATION
    if "国家监察委员会" in body:
        return InstrumentKind.SUPERVISION_REGULATION
    return _kind_by_executive(body, title)


def _kind_by_executive(body: str, title: str) -> InstrumentKind | None:
    """Return the kind of what a local body, the State Council or a department makes."""
    if _LOCAL_CONGRESS.match(body):
        return _kind_of_local(title, body)
    if _LOCAL_GOVERNMENT.match(body):
        return InstrumentKind.LOCAL_RULE
    if _STATE_COUNCIL.search(body):
        return InstrumentKind.ADMINISTRATIVE_REGULATION
    return InstrumentKind.DEPARTMENTAL_RULE if _DEPARTMENT.search(body) else None


def _kind_of_local(title: str, body: str) -> InstrumentKind:
    """Return which of the three kinds of local regulations a congress made."""
    if "经济特区" in title:
        return InstrumentKind.ZONE_REGULATION
    autonomous = re.search("自治[州县旗]", body)
    if "自治条例" in title or (autonomous and title.endswith("条例")):
        return InstrumentKind.AUTONOMOUS_REGULATION
    return InstrumentKind.LOCAL_REGULATION


def _kind_by_name(title: str) -> InstrumentKind | None:
    """Return the kind that a name by itself tells; most names do not tell it."""
    if re.search("最高人民(?:法院|检察院)", title):
        return InstrumentKind.JUDICIAL_INTERPRETATION
    if title.startswith(("中共", "中国共产党")):
        return InstrumentKind.PARTY_REGULATION
    if re.fullmatch(r"中华人民共和国.*(?:(?<!办)法|法典|刑法修正案.*)", title):
        return InstrumentKind.LAW
    place = _PLACE.match(title)
    if place and title.endswith("条例"):
        return _kind_of_local(title, place[1])
    return None
