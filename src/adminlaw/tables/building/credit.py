"""Cases of the credit publicity tables (双公示：行政许可、行政处罚).

One row is one decision. The forms of 2015, 2018 and 2020 differ in columns and not in
rows, so one builder reads them all. What the form of 2020 asks of a natural person and
of a body is remarked upon where a row does otherwise; the row is kept. The limits: no
amount is sought in a text, and a decision without a number is known by its day only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from adminlaw.errors import MisreadError
from adminlaw.identifiers import parse_credit_code
from adminlaw.model import (
    Case,
    CaseKind,
    CaseOutcome,
    Event,
    EventKind,
    PartyKind,
    PowerForm,
)
from adminlaw.model.identities import AuthorityId, CaseId
from adminlaw.money import Money, MoneyUnit
from adminlaw.spans import DateSpan
from adminlaw.tables.amounts import counts_in_wan, names_unit
from adminlaw.tables.building.publicity import judge_day, judge_row, last_day
from adminlaw.tables.building.readings import (
    body,
    code_of,
    coded,
    diagnosed,
    happened,
    said,
    spanned,
)
from adminlaw.tables.days import Day, read_day
from adminlaw.tables.desk import Desk
from adminlaw.tables.groups import Group
from adminlaw.tables.values import read_texts
from adminlaw.wording import masked

_CODES = (
    "credit_code",
    "registration_code",
    "organisation_code",
    "tax_code",
    "institution_code",
    "social_code",
)
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_SUM = re.compile(r"[\d.,]+\s*万?元?整?")
_OTHER = re.compile(r"其[他它]\s*[-—－:：（(]")
_DAY_AT_END = re.compile(r"(?:19|20)\d\d ?[年./-].*$|二[〇○零].{2}年.*$")
_WAN = ("万元", MoneyUnit.WAN_YUAN.code)
_HIDDEN = "***"
_SHOWN = 12  # characters of an unknown kind that a remark repeats


def credit_penalties(group: Group, desk: Desk) -> Iterator[Case]:
    """Yield the case of one row of 行政处罚信用信息.

    Source: 《行政处罚法》第四十八条 (publication of decisions), forms of 双公示.
    """
    _refuse_nameless(group)
    handler = body(group, desk, "handler", "handler_code")
    number, decided = _numbered(group), group.value("decided")
    if group.has("handled"):
        name, day = _handled(group)
        handler = handler or (desk.authority(name) if name else None)
        decided = decided or day
    kind = _party_kind(group)
    judge_row(group, desk, decided)
    yield Case(
        id=_id(desk, "penalty", (said(group, "handler"), number, str(decided or ""))),
        kind=CaseKind.PENALTY,
        number=number,
        subject=_subject(group, kind, ("conduct", "title", "facts")),
        handler=handler,
        basis=desk.citations(said(group, "basis")),
        basis_text=said(group, "basis"),
        events=_events(group, decided, handler),
        outcome=CaseOutcome.PENALISED,
        forms=_forms(group),
        content=said(group, "content"),
        amount=_amount(group, desk, "fine"),
        confiscated=_amount(group, desk, "confiscated"),
        valid=_valid(group, decided),
        published_until=last_day(group, decided),
        party=said(group, "party"),
        party_kind=kind,
        party_number=_party_number(group, kind),
    )


def credit_licences(group: Group, desk: Desk) -> Iterator[Case]:
    """Yield the case of one row of 行政许可信用信息.

    Source: 《行政许可法》第四十条 (publication of decisions), forms of 双公示.
    """
    _refuse_nameless(group)
    handler = body(group, desk, "handler", "handler_code")
    number, decided = _licence_number(group), group.value("decided")
    kind, valid = _party_kind(group), _valid(group, decided)
    judge_row(group, desk, decided)
    if not said(group, "category").startswith(("其他", "其它")):
        coded(group, "category")
    yield Case(
        id=_id(desk, "licence", (said(group, "handler"), number, str(decided or ""))),
        kind=CaseKind.LICENCE,
        number=number,
        subject=_subject(group, kind, ("title", "licence_name", "document_name")),
        handler=handler,
        events=_events(group, decided, handler),
        # A term of validity or a licence is only given where one was granted.
        outcome=CaseOutcome.GRANTED if valid or said(group, "licence_number") else None,
        content=said(group, "content"),
        valid=valid,
        published_until=last_day(group, decided),
        party=said(group, "party"),
        party_kind=kind,
        party_number=_party_number(group, kind),
    )


def _handled(group: Group) -> tuple[str, Day | None]:
    """Return the body and the day that some forms write into one cell."""
    text = said(group, "handled").replace("\n", " ")
    found = _DAY_AT_END.search(text)
    name = (text[: found.start()] if found else text).strip(" ,，、;；:：（(")
    try:
        return name, read_day(found[0].strip(" )）")) if found else None
    except MisreadError as error:
        group.remark("handled", error.expected_zh, error.expected_en)
        return name, None


def _refuse_nameless(group: Group) -> None:
    """Refuse a row that names neither a decision nor a party."""
    names = ("number", "licence_number", "party")
    if not any(said(group, each) for each in names):
        group.refuse("number", "文书号或者行政相对人名称", "a number or a party")


def _id(desk: Desk, prefix: str, parts: tuple[str, str, str]) -> CaseId:
    return CaseId(desk.identity(prefix, *parts))


def _numbered(group: Group) -> str:
    number = said(group, "number")
    if not number and group.has("number"):
        group.remark("number", "决定书文号", "the number of the decision")
    return number


def _licence_number(group: Group) -> str:
    """Return the number of the decision, or that of the licence where it has none."""
    number, licence = said(group, "number"), said(group, "licence_number")
    if number or not licence:
        return _numbered(group)
    group.remark(
        "number",
        "决定文书号；未填，按填报规则以许可编号代替",
        "the number of the decision; blank, so that of the licence stands for it",
    )
    return licence


def _subject(group: Group, kind: PartyKind | None, names: tuple[str, ...]) -> str:
    """Return what a case is about, without the name of a party that may be a person."""
    text = next((found for each in names if (found := said(group, each))), "")
    party = said(group, "party")
    is_body = kind is PartyKind.ORGANISATION or (
        kind is None and parse_credit_code(said(group, "credit_code")).valid
    )
    return text if is_body or len(party) <= 1 else text.replace(party, _HIDDEN)


def _events(
    group: Group, decided: object, handler: AuthorityId | None
) -> tuple[Event, ...]:
    events = happened(EventKind.DECIDED, decided, handler)
    if coded(group, "status") == "revoked":
        return (*events, Event(kind=EventKind.VOIDED))
    return events


def _forms(group: Group) -> tuple[PowerForm, ...]:
    """Return the kinds of penalty of both columns, each once, in their order."""
    found = [
        _form(group, name, text)
        for name in ("forms", "second_forms")
        for text in read_texts(said(group, name), commas=True)
    ]
    return tuple(dict.fromkeys(found))


def _form(group: Group, name: str, text: str) -> PowerForm:
    plain = _SUM.sub("", _BRACKETS.sub("", text)).strip()
    for each in (text, plain):
        code = code_of(group, "forms", each)
        if code:
            return PowerForm.of(code)
    if not _OTHER.match(text):
        said_short = masked(group.hide(text))[:_SHOWN]
        group.remark(
            name,
            f"已知的处罚类别（“{said_short}”按其他行政处罚记录）",
            f"a known kind of penalty ({said_short!r} is kept as another penalty)",
        )
    return PowerForm.OTHER_PENALTY


def _valid(group: Group, decided: object) -> DateSpan | None:
    """Return the days of effect; none where they end before the decision."""
    since = group.value("valid_since")
    judge_day(group, "valid_since", since)
    found = spanned(group, since, "valid_until")
    end = found.until if found else None
    if end is not None and isinstance(decided, date) and end <= decided:
        group.remark(
            "valid_until", "不早于决定日期的日期", "no day before the decision"
        )
        return None
    return found


def _amount(group: Group, desk: Desk, name: str) -> Money | None:
    found: Money | None = group.value(name)
    if found is None or not found.amount:
        return found
    if found.amount < 0:
        group.remark(name, "不为负数的金额", "an amount that is not negative")
    text = said(group, name)
    if not names_unit(text):
        _judge_unit(group, desk, name, found)
    elif counts_in_wan(text) and group.reader.unit(name) in _WAN:
        group.remark(
            name,
            f"写明单位的金额（“万”与表头的万元不重复计算，读作 {found}）",
            f"an amount with its unit ({found}: the 万 of the cell counts once)",
        )
    return found


def _judge_unit(group: Group, desk: Desk, name: str, found: Money) -> None:
    """Remark on an amount in a unit that nothing names, or that is hardly meant.

    That nothing names it is said once for a column.
    """
    column, place = group.reader.columns[name], f"unit\x1f{group.sheet}\x1f{name}"
    if name not in group.reader.units and place not in desk.notes:
        desk.notes[place] = True
        group.remark(
            name,
            f"写明单位的金额或者表头（本列未写明，按模板读作{found.unit.zh}）",
            f"an amount or a heading with its unit (the column names none and is read "
            f"in {found.unit.en})",
        )
    most = column.unlikely_from
    if most and found.unit is MoneyUnit.WAN_YUAN and found.amount >= most:
        group.remark(
            name,
            f"可能的金额（{found} 过大，疑以元填写）",
            f"a likely amount ({found} is large: perhaps it was written in yuan)",
        )


# --- The party --------------------------------------------------------------------


def _party_kind(group: Group) -> PartyKind | None:
    """Return the kind of the party; the rules of 2020 go with that column."""
    kind: PartyKind | None = group.value("party_kind")
    if kind is PartyKind.NATURAL_PERSON:
        _judge_person(group)
    elif kind is not None:
        _judge_body(group, kind)
    return kind


def _judge_person(group: Group) -> None:
    """Remark on what the form of 2020 asks of a natural person."""
    for name in ("certificate_kind", "certificate_number"):
        if group.has(name) and not said(group, name):
            group.remark(
                name, "自然人须填写的证件", "a certificate of a natural person"
            )
    for name in (*_CODES, "representative"):
        if said(group, name):
            group.remark(
                name, "空白（自然人不填）", "a blank cell for a natural person"
            )


def _judge_body(group: Group, kind: PartyKind) -> None:
    """Remark on what the form of 2020 asks of a body or a sole trader."""
    for name in ("certificate_kind", "certificate_number"):
        if said(group, name):
            group.remark(name, "空白（非自然人不填）", "a blank cell for a body")
    if group.has("representative") and not said(group, "representative"):
        group.remark("representative", "法定代表人", "a legal representative")
    code = said(group, "credit_code")
    if not code:
        if group.has("credit_code"):
            group.remark("credit_code", "统一社会信用代码", "a credit code")
        return
    begins = group.reader.columns["credit_code"].values.get(kind.code, "")
    if parse_credit_code(code).valid and not code.startswith(begins):
        group.remark(
            "credit_code",
            f"以 {begins} 开头的代码（提示：部分系统的规则，机关事业单位不适用）",
            f"a code with {begins} first (for information: a rule of some systems)",
        )


def _party_number(group: Group, kind: PartyKind | None) -> str:
    """Return the number by which the party is known, as the kind of party says."""
    code = _credit_code(group)
    codes = (code, *(said(group, each) for each in _CODES[1:]))
    persons = (said(group, "certificate_number"), said(group, "identity_number"))
    ordered = (
        (*persons, *codes) if kind is PartyKind.NATURAL_PERSON else (*codes, *persons)
    )
    return next((each for each in ordered if each), "")


def _credit_code(group: Group) -> str:
    """Return the credit code of the party as written, with remarks on its defects."""
    diagnosed(group, "credit_code")
    return said(group, "credit_code")
