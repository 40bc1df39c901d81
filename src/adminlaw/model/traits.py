"""Traits: circumstances of a document, a decision or a case on which duties depend.

A procedure asks for a hearing, an argument or a review only where something holds.
Whether it holds is a fact of the record: it is named among its traits, or ruled out,
or unsaid, and what is unsaid is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from adminlaw.labels import LabelledEnum


class Trait(LabelledEnum):
    """What sets a document, a decision or a case apart (情形)."""

    # Of a case of any kind.
    MAJOR = "major", "重大", "major"
    SIMPLE = "simple", "简单常见", "simple"
    SUMMARY = "summary", "简易程序", "summary procedure"
    HEARING = "hearing", "听证", "with a hearing"
    GROUP = "group", "群体性", "of a group"
    # Of a document or a decision.
    PUBLIC_INTEREST = (
        "public_interest",
        "涉及公众切身利益或者重大公共利益",
        "touches vital interests of the public",
    )
    SECRET = "secret", "依法不予公开", "lawfully kept from the public"
    SPECIALISED = "specialised", "专业性、技术性较强", "specialised or technical"
    RISKY = "risky", "可能产生社会稳定等风险", "may bring social or other risks"
    HEARING_REQUIRED = (
        "hearing_required",
        "法律法规规定应当听证",
        "the law requires a hearing",
    )
    HEARING_LISTED = "hearing_listed", "列入听证目录", "listed for a hearing"
    MARKET = "market", "涉及经营者经济活动", "touches the business of undertakings"
    ENTERPRISES = (
        "enterprises",
        "与企业生产经营活动密切相关",
        "closely concerns enterprises",
    )
    EMERGENCY = "emergency", "应对突发事件等紧急情况", "an emergency"
    IMPORTANT = "important", "重要的文件或者事项", "an important document or matter"
    SETS_PENALTY = "sets_penalty", "设定行政处罚", "creates a penalty"
    SETS_LICENCE = "sets_licence", "设定行政许可", "creates a licence"
    SETS_COMPULSION = "sets_compulsion", "设定行政强制", "creates compulsion"
    SETS_FEE = "sets_fee", "设定行政事业性收费", "creates a fee"
    REDUCES_RIGHTS = (
        "reduces_rights",
        "无依据减损权益或者增加义务",
        "reduces rights or adds duties without a basis",
    )
    # Of an enforcement case.
    RIGHTS_AFFECTED = (
        "rights_affected",
        "直接关系当事人或者第三人重大权益",
        "directly concerns major rights of a party or third person",
    )
    COMPLEX = (
        "complex",
        "疑难复杂、涉及多个法律关系",
        "complex, with several legal relations",
    )
    REVIEW_BY_LAW = (
        "review_by_law",
        "法律法规规定应当法制审核的其他情形",
        "another case in which the law requires a legality review",
    )
    SEVERE = (
        "severe",
        "情节复杂或者重大违法行为",
        "complicated circumstances or a major violation",
    )
    HEARING_RIGHT = "hearing_right", "属于听证范围", "the party may ask for a hearing"
    SOCIAL_INFLUENCE = (
        "social_influence",
        "具有一定社会影响",
        "of some social influence",
    )
    PARTY_ABSENT = "party_absent", "当事人不在场", "the party is absent"
    ON_THE_SPOT = "on_the_spot", "当场实施或者当场收缴", "done on the spot"
    THIRD_PARTY = "third_party", "涉及第三方权益", "concerns a third party"
    SUSPECTED_CRIME = "suspected_crime", "涉嫌犯罪", "suspected crime"
    HEAD_EXCUSED = (
        "head_excused",
        "负责人有正当理由不能出庭",
        "the head has good reason not to appear",
    )
    UNCONTROLLED_RISK = (
        "uncontrolled_risk",
        "风险不可控",
        "a risk that cannot be controlled",
    )


FIELD_OF: Mapping[Trait, str] = MappingProxyType(
    {
        Trait.PUBLIC_INTEREST: "public_interest",
        Trait.SECRET: "secret",
        Trait.HEARING_LISTED: "hearing",
    }
)
"""Traits that some records state in a field of their own."""


def has_trait(record: object, trait: Trait) -> bool | None:
    """Tell whether a record has a trait; None where it does not say.

    A record without traits, such as a power, says nothing.

    >>> from adminlaw.model import Document
    >>> document = Document(id="d", title="某办法", without=(Trait.MARKET,))
    >>> has_trait(document, Trait.MARKET), has_trait(document, Trait.RISKY)
    (False, None)
    """
    if trait in getattr(record, "traits", ()):
        return True
    if trait in getattr(record, "without", ()):
        return False
    stated: bool | None = getattr(record, FIELD_OF.get(trait, ""), None)
    return stated
