"""A record that does not say until when a thing is good proves nothing by it.

A certificate whose days are unsaid is neither good nor bad on a day, and a power that
has ended on no known day is neither in force nor certainly out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adminlaw import audit, read_table, structure, unstructure
from adminlaw.findings import Status
from adminlaw.graph import legal_basis_graph
from adminlaw.model import (
    Certificate,
    CertificateKind,
    Material,
    Officer,
    Register,
    days_in_force,
)
from adminlaw.plots.shares import powers_of
from adminlaw.spans import DateSpan
from tests.template_tables import as_csv, table
from tests.test_reviews import CASES, audited

ACT = date(2022, 5, 10)
AS_OF = date(2022, 12, 31)
GOOD = {"since": "2020-01-01"}
LAPSED = {"since": "2020-01-01", "until": "2021-01-01"}


def certificate(valid: dict[str, str] | None, **more: object) -> dict[str, object]:
    """Return an enforcement certificate, its days stated or not."""
    days = {} if valid is None else {"valid": valid}
    return {"kind": "enforcement", **days, **more}


def made(**records: Any) -> Register:  # noqa: ANN401 - JSON
    """Return a register of these records."""
    label = {"zh": "测试", "en": "test"}
    return structure({"id": "r", "label": label, **records}, Register)


def enforced(*certificates: dict[str, object], **case: object) -> Register:
    """Return a register with a penalty decided by an officer with certificates."""
    officer = {"id": "o", "category": "officer", "certificates": list(certificates)}
    penalty = {
        "id": "c",
        "kind": "penalty",
        "officers": ["o"],
        "events": [{"kind": "decided", "day": str(ACT)}],
        **case,
    }
    return made(officers=[officer], cases=[penalty])


def outcome(register: Register, check: str) -> tuple[Status, str]:
    """Return the one status of a check, and what it says."""
    (said,) = audit(register, as_of=AS_OF, checks=(check,)).judgements
    return said.status, said.outcome.message.zh


# --- Certificates -----------------------------------------------------------------


def test_a_certificate_that_states_no_days_says_none() -> None:
    """An absent key is unsaid, is left out again, and is not the same as 长期."""
    unsaid = structure({"kind": "enforcement"}, Certificate)
    for_ever = structure({"kind": "enforcement", "valid": {}}, Certificate)
    assert unsaid.valid is None
    assert for_ever.valid == DateSpan.always()
    assert unstructure(unsaid) == {"kind": "enforcement"}
    assert unstructure(for_ever) == {"kind": "enforcement", "valid": {}}


@pytest.mark.parametrize(
    ("certificates", "status"),
    [
        ((None,), Status.UNKNOWN),
        (({},), Status.PASSED),
        ((None, GOOD), Status.PASSED),
        ((LAPSED, None), Status.UNKNOWN),
        ((LAPSED,), Status.FAILED),
    ],
)
def test_an_unsaid_certificate_neither_passes_nor_fails_on_the_day(
    certificates: tuple[dict[str, str] | None, ...], status: Status
) -> None:
    """O101: only a certificate that states its days shows that an officer had one."""
    register = enforced(*map(certificate, certificates))
    assert outcome(register, "O101")[0] is status


def test_the_missing_days_are_named_and_not_the_day_of_the_act() -> None:
    """What is asked for is the validity of the certificate."""
    assert outcome(enforced(certificate(None)), "O101")[1] == "证件有效期未载明"


@pytest.mark.parametrize(
    ("valid", "domain", "status"),
    [
        (GOOD, "消防", Status.PASSED),
        (None, "消防", Status.UNKNOWN),
        (None, "税务", Status.FAILED),
    ],
)
def test_the_scope_of_an_unsaid_certificate_proves_nothing_either(
    valid: dict[str, str] | None, domain: str, status: Status
) -> None:
    """O202: no days, no pass; outside its field it would not help if it were good."""
    held = certificate(valid, domains=[domain], place="city")
    officer = {
        "id": "o",
        "category": "officer",
        "subject": "s",
        "authority": "a",
        "certificates": [held],
    }
    register = made(
        place="city",
        places=[{"id": "city", "name": "某市", "level": "city"}],
        authorities=[
            {"id": "a", "name": "某局", "kind": "department", "place": "city"}
        ],
        subjects=[
            {"id": "s", "authority": "a", "kind": "statutory", "domains": ["消防"]}
        ],
        officers=[officer],
        cases=[
            {
                "id": "c",
                "kind": "penalty",
                "handler": "a",
                "officers": ["o"],
                "events": [{"kind": "decided", "day": str(ACT)}],
            }
        ],
    )
    assert outcome(register, "O202")[0] is status


@pytest.mark.parametrize(
    ("valid", "status"), [(None, Status.UNKNOWN), (GOOD, Status.PASSED)]
)
def test_a_lawyer_since_no_known_day_may_have_reviewed_before(
    valid: dict[str, str] | None, status: Status
) -> None:
    """O205: the qualification has to be held on the day of the review."""
    lawyer = {**certificate(valid), "kind": "legal_profession"}
    review = {"kind": "reviewed", "day": str(ACT), "person": "o"}
    register = enforced(lawyer, events=[review])
    assert outcome(register, "O205")[0] is status


def test_long_term_certificates_overlap_and_unsaid_ones_may() -> None:
    """O207: two that are good for ever overlap; of two unsaid ones it is not known."""
    assert outcome(enforced(*[certificate({})] * 2), "O207")[0] is Status.FAILED
    assert outcome(enforced(*[certificate(None)] * 2), "O207")[0] is Status.UNKNOWN


def test_examinations_are_judged_where_a_certificate_states_no_days() -> None:
    """O201 and O203 ask for the day of issue, and find none."""
    officer = {
        "id": "o",
        "category": "officer",
        "certificates": [certificate(None)],
        "events": [{"kind": "examined", "day": "2020-01-01", "passed": True}],
    }
    register = made(officers=[officer])
    assert outcome(register, "O201") == (Status.UNKNOWN, "发证日期未载明")


def without_days(payload: Any) -> Any:  # noqa: ANN401 - JSON
    """Return records whose certificates state no days."""
    if isinstance(payload, list):
        return [without_days(each) for each in payload]
    if not isinstance(payload, dict):
        return payload
    if payload.get("kind") in {each.code for each in CertificateKind}:
        return {name: each for name, each in payload.items() if name != "valid"}
    return {name: without_days(each) for name, each in payload.items()}


DECIDED_BY_DAYS = {
    ("O202", "passed"),
    ("O204", "failed"),
    ("O205", "passed"),
    ("O205", "failed"),
    ("O207", "passed"),
    ("O207", "failed"),
    ("P212", "passed"),
}
"""Checks and outcomes that rest on the days of a certificate."""


def by_days() -> Iterator[Mapping[str, Any]]:
    """Yield the reviewed cases with such an outcome that state days."""
    for case in CASES:
        stated = {**case, "register": without_days(case["register"])}
        if (case["check"], case["expect"]) in DECIDED_BY_DAYS and stated != case:
            yield stated


@pytest.mark.parametrize("case", tuple(by_days()), ids=lambda case: case["id"])
def test_what_rests_on_days_is_unknown_without_them(
    case: Mapping[str, Any], tmp_path: Path
) -> None:
    """The registers written from the law, with the days of certificates left out."""
    statuses = {each.status for each in audited(case, tmp_path)}
    assert Status.UNKNOWN in statuses
    assert Status.of(case["expect"]) not in statuses


@pytest.mark.parametrize(
    ("row", "valid"),
    [
        ({"证件有效期": "长期"}, DateSpan.always()),
        ({"证件有效期": "2025-12-31"}, DateSpan(None, date(2026, 1, 1))),
        ({"有效期自": "2020-01-01", "有效期至": "长期"}, DateSpan(date(2020, 1, 1))),
        ({"证件有效期": "见附件"}, None),
        ({"证件有效期": ""}, None),
        ({"有效期自": "2020-01-01", "有效期至": ""}, None),
        ({"有效期自": "2020-01-01", "有效期至": "2019-01-01"}, None),
    ],
)
def test_only_a_stated_end_of_a_roster_makes_a_certificate_good(
    tmp_path: Path, row: dict[str, str], valid: DateSpan | None
) -> None:
    """An end that is blank, elsewhere or before its start is not 长期."""
    roster = table({"姓名": "某某", "单位": "某局", "执法证号": "A1", **row})
    (officer,) = read_table(as_csv(tmp_path, roster), "officers").records
    assert isinstance(officer, Officer)
    assert officer.certificates[0].kind is CertificateKind.ENFORCEMENT
    assert officer.certificates[0].valid == valid


# --- Powers -----------------------------------------------------------------------


ENDED = [{"kind": "repealed"}]


def powers(events: list[dict[str, str]], **more: Any) -> Register:  # noqa: ANN401
    """Return a register with one power to penalise and a case under it."""
    power = {"id": "p", "name": "某处罚", "kind": "penalty", "holder": "a"}
    case = {
        "id": "c",
        "kind": "penalty",
        "handler": "a",
        "power": "p",
        "events": [{"kind": "decided", "day": str(ACT)}],
    }
    body = {"id": "a", "name": "某局", "kind": "department", "level": "county"}
    return made(
        authorities=[body], powers=[{**power, "events": events, **more}], cases=[case]
    )


@pytest.mark.parametrize("check", ["P205", "P206", "P207", "P208", "P210", "E227"])
def test_a_power_that_ended_on_no_known_day_is_unknown(check: str) -> None:
    """Whether it was in force is not known, whatever else is on record."""
    held = powers(ENDED, steps=["受理"], posts=["科长"])
    assert outcome(held, check) == (
        Status.UNKNOWN,
        "职权终止日期未载明" if check == "E227" else "终止日期未载明",
    )


def test_a_power_whose_list_states_no_days_is_in_force() -> None:
    """A list of powers lists what is in force; an end is what has to be said."""
    held = powers([], steps=["受理"])
    assert outcome(held, "P206")[0] is Status.PASSED
    assert held.powers[0].valid == DateSpan.always()


@pytest.mark.parametrize(
    ("events", "until", "days"),
    [
        ([], None, DateSpan.always()),
        (ENDED, None, None),
        ([{"kind": "suspended"}], None, None),
        ([{"kind": "published"}], None, DateSpan.always()),
        ([{"kind": "repealed", "day": "2021-01-01"}], None, DateSpan.always()),
        (ENDED, "2021-01-01", DateSpan(None, date(2021, 1, 1))),
    ],
)
def test_an_end_on_no_known_day_leaves_no_days_in_force(
    events: list[dict[str, str]], until: str | None, days: DateSpan | None
) -> None:
    """Where the end of its days is stated, an event without a day adds nothing."""
    valid = {"valid": {"until": until}} if until else {}
    (power,) = powers(events, **valid).powers
    assert days_in_force(power) == days


def test_a_power_that_has_ended_is_in_doubt_in_the_graph() -> None:
    """It may have been in force on each day."""
    graph = legal_basis_graph(powers(ENDED))
    assert graph.nodes["power:p"]["doubt"] == (DateSpan.always(),)
    assert "doubt" not in legal_basis_graph(powers([])).nodes["power:p"]


def test_a_power_that_has_ended_is_in_no_picture_of_a_day() -> None:
    """What is drawn as of a day is what is known to be in force."""
    given: tuple[list[dict[str, str]], ...] = (ENDED, [])
    drawn = [powers_of(powers(each), by="kind", as_of=AS_OF) for each in given]
    assert [bool(each.groups) for each in drawn] == [False, True]


# --- Materials --------------------------------------------------------------------


def test_a_material_of_unsaid_need_is_not_essential_by_default() -> None:
    """An absent key is unsaid; yes and no are both written out."""
    assert structure({"name": "申请表"}, Material).essential is None
    for need in (True, False):
        said = Material(name="申请表", essential=need)
        assert unstructure(said) == {"name": "申请表", "essential": need}
