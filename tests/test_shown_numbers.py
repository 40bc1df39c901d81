"""What shows a record shows no number of a person, whichever field holds it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from adminlaw.model import (
    Case,
    CaseKind,
    Certificate,
    CertificateKind,
    Event,
    EventKind,
    Officer,
    OfficerCategory,
    Power,
    PowerKind,
)
from adminlaw.model.identities import AuthorityId, CaseId, OfficerId, PowerId

NUMBER = "11010519491231002X"
CREDIT_CODE = "11440100007482575H"
ITEM_CODE = "11440100007482575H3440118009000"
CASE = Case(id=CaseId("c"), kind=CaseKind.PENALTY)
POWER = Power(
    id=PowerId("p"), name="某处罚", kind=PowerKind.PENALTY, holder=AuthorityId("a")
)


@pytest.mark.parametrize("name", ["number", "basis_text", "subject", "departure"])
@pytest.mark.parametrize("said", ["{}", "当事人（{}）违法", "110105 19491231 002X"])
def test_a_number_in_a_text_of_a_case_is_masked(name: str, said: str) -> None:
    """The field keeps it, for it is data; the repr and the HTML do not show it."""
    text = said.format(NUMBER)
    given: dict[str, Any] = {name: text}
    case = attrs.evolve(CASE, **given)
    assert getattr(case, name) == text
    for shown in (repr(case), case._repr_html_()):
        assert "***" in shown
        assert "19491231" not in shown


def test_a_number_among_texts_and_in_records_inside_is_masked() -> None:
    """Fields of a certificate and notes of an event are shown with their owners."""
    held = Certificate(kind=CertificateKind.ENFORCEMENT, domains=("食品", NUMBER))
    officer = Officer(
        id=OfficerId("o"),
        category=OfficerCategory.OFFICER,
        certificates=(held,),
        events=(Event(kind=EventKind.TRAINED, note=f"证件号{NUMBER}"),),
    )
    for shown in (repr(held), repr(officer), officer._repr_html_()):
        assert NUMBER not in shown
        assert "食品" in shown


@pytest.mark.parametrize("code", [CREDIT_CODE, ITEM_CODE, "1100-A-00100-140825"])
def test_codes_of_bodies_and_items_stay(code: str) -> None:
    """They are as long as a number of a person; their check characters tell."""
    power = attrs.evolve(POWER, code=code)
    assert f"code='{code}'" in repr(power)
    assert code in power._repr_html_()


def test_a_number_of_a_person_in_the_place_of_a_code_is_masked() -> None:
    """Columns are mixed up in real files."""
    power = attrs.evolve(POWER, code=NUMBER)
    assert "code='***'" in repr(power)
    assert NUMBER not in power._repr_html_()


def test_what_is_personal_stays_out_altogether() -> None:
    """A masked field is shown, a personal one is not."""
    case = attrs.evolve(CASE, party="某某", number=NUMBER)
    assert "party=" not in repr(case)
    assert "number='***'" in repr(case)
