"""Places and the authorities in them: who acts, and for which territory."""

from __future__ import annotations

from attrs import frozen

from adminlaw.identifiers import DivisionLevel
from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AuthorityId, PlaceId
from adminlaw.spans import DateSpan


class AuthorityKind(LabelledEnum):
    """Kind of body that acts in the register (机构类别)."""

    GOVERNMENT = "government", "人民政府", "people's government"
    GOVERNMENT_OFFICE = "government_office", "政府办公机构", "government office"
    DEPARTMENT = "department", "政府工作部门", "department"
    LEGAL_AFFAIRS = "legal_affairs", "政府法制机构", "legal affairs body"
    SUB_DISTRICT = "sub_district", "街道办事处", "sub-district office"
    PUBLIC_INSTITUTION = "public_institution", "事业单位", "public institution"
    COORDINATING = "coordinating", "议事协调机构", "coordinating body"
    STAFFING_OFFICE = "staffing_office", "机构编制部门", "staffing office"
    APPROVAL_BUREAU = (
        "approval_bureau",
        "行政审批局",
        "administrative approval bureau",
    )
    SERVICE_CENTRE = "service_centre", "政务服务中心", "government service centre"
    ENFORCEMENT_BUREAU = (
        "enforcement_bureau",
        "综合行政执法局",
        "comprehensive enforcement bureau",
    )
    EXPERT_BODY = "expert_body", "专家咨询机构", "expert consultation body"
    RECONSIDERATION_COMMITTEE = (
        "reconsideration_committee",
        "行政复议委员会",
        "administrative reconsideration committee",
    )
    JUSTICE_BUREAU = "justice_bureau", "司法行政部门", "justice bureau"
    LEGAL_UNIT = "legal_unit", "部门法制机构", "department legal unit"
    INSPECTION_GROUP = "inspection_group", "督查组", "inspection group"
    CPPCC = "cppcc", "政协", "CPPCC committee"
    CONGRESS = "congress", "人民代表大会", "people's congress"
    STANDING_COMMITTEE = "standing_committee", "人大常委会", "standing committee"
    COURT = "court", "人民法院", "people's court"
    PROCURATORATE = "procuratorate", "人民检察院", "people's procuratorate"
    PARTY_ORGAN = "party_organ", "党的机关", "Party organ"
    MEDIA = "media", "新闻媒体", "news media"
    PUBLIC = "public", "公众", "the public"
    OTHER = "other", "其他", "other"


@frozen(kw_only=True, field_transformer=typed)
class Place:
    """A territory (行政区域).

    Attributes:
        division_code: Division code as written; judged by a check, not here.
        parent: Register id of the territory that it belongs to.
    """

    id: PlaceId
    name: str
    level: DivisionLevel
    division_code: str = ""
    parent: PlaceId | None = None

    _repr_html_ = record_html


@frozen(kw_only=True, field_transformer=typed)
class Authority:
    """A body with public tasks (机关、机构).

    Attributes:
        level: Level of government at which it stands; None where unsaid.
        place: Register id of its territory.
        parent: Register id of the body that it belongs to.
        successor: Register id of the body that took over from it.
        members: Register ids of the bodies that sit on it.
        functions: Names of its duties, as the source lists them.
        credit_code: 统一社会信用代码 as written; judged by a check, not here.
        valid: Days on which it exists.
        events: Its founding, changes and end.

    >>> Authority(
    ...     id=AuthorityId("a"), name="某市司法局", kind=AuthorityKind.DEPARTMENT
    ... ).kind.zh
    '政府工作部门'
    """

    id: AuthorityId
    name: str
    kind: AuthorityKind
    level: DivisionLevel | None = None
    place: PlaceId | None = None
    parent: AuthorityId | None = None
    successor: AuthorityId | None = None
    members: tuple[AuthorityId, ...] = ()
    functions: tuple[str, ...] = ()
    credit_code: str = ""
    valid: DateSpan = DateSpan.always()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
