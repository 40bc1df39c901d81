"""What each check of procedures and duties says of registers written from the law.

The tables ``cases/reviews/*.json`` were written by people who saw the law and the form
of the records, not the checks. A case holds a whole register, the check, the id of the
record judged and what has to come out, with its article. A third of them is marked
``frozen`` and is judged in a test of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import adminlaw as al
from adminlaw.checks import CHECKS, Check
from adminlaw.findings import FACT_LABELS, Judgement, Status
from adminlaw.rulebook import Rulebook
from tests.test_checks import MADE

FOLDER = Path(__file__).parent / "cases" / "reviews"
CITY = Path(__file__).parents[1] / "examples" / "model-city"
CASES: tuple[Mapping[str, Any], ...] = tuple(
    case
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
)
OPEN = tuple(case for case in CASES if not case.get("frozen"))
FROZEN = tuple(case for case in CASES if case.get("frozen"))
OWN = tuple(each for each in CHECKS if each.id not in MADE)
"""The checks that have their passing, failing and unknown records in these tables."""


@cache
def law() -> Rulebook:
    """Return the rule book that ships."""
    return al.load_rulebook()


SAID: dict[str, list[Judgement]] = {}
"""What was said of each case, by its id: several tests ask."""


def judged(case: Mapping[str, Any], folder: Path) -> list[Judgement]:
    """Return what the check of a case says of the record of the case."""
    if case["id"] not in SAID:
        SAID[case["id"]] = audited(case, folder)
    return SAID[case["id"]]


def audited(case: Mapping[str, Any], folder: Path) -> list[Judgement]:
    """Audit the register of a case and return what concerns its record."""
    file = folder / "register.json"
    file.write_text(json.dumps(case["register"], ensure_ascii=False), "utf-8")
    waived = {each["check"] for each in case["register"].get("waivers", ())}
    asked = {case["check"], "X102"} | (waived & {each.id for each in CHECKS})
    report = al.audit(
        al.read_register(file),
        as_of=date.fromisoformat(case["as_of"]),
        rulebook=law(),
        checks=asked,
    )
    assert not [each for each in report.judgements if each.check == "X102"]
    subject = case["subject"]
    return [
        each
        for each in report.judgements
        if each.check == case["check"]
        and (each.subject.key == subject or each.subject.key.startswith(f"{subject}/"))
        and case.get("rule") in (None, each.rule)
    ]


def decided(found: list[Judgement], *, any_of_them: bool, expected: set[str]) -> str:
    """Return what judgements of one record come to: the gravest of them.

    A record about which nothing is said is one that the check is not about.
    """
    said = {each.status for each in found}
    if any_of_them and said & {Status.of(each) for each in expected}:
        return next(iter(sorted(expected & {each.code for each in said})))
    for status in _GRAVEST:
        if status in said:
            return status.code
    return Status.NOT_APPLICABLE.code


_GRAVEST = (
    Status.FAILED,
    Status.UNKNOWN,
    Status.NOT_ASSESSABLE,
    Status.PASSED,
    Status.NOT_APPLICABLE,
)


def hold(case: Mapping[str, Any], folder: Path) -> None:
    """Assert that a case comes out as the law has it."""
    found = judged(case, folder)
    expected = set(case["expect"].split("|"))
    came = decided(found, any_of_them=bool(case.get("any")), expected=expected)
    shown = [(each.rule, each.status.code, each.outcome.message.en) for each in found]
    assert came in expected, (case["why"], shown)
    if "severity" in case and came == "failed":
        failed = [each for each in found if each.status is Status.FAILED]
        assert case["severity"] in {each.severity.code for each in failed}


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case["id"])
def test_a_case_written_from_the_law_comes_out_so(
    case: Mapping[str, Any], tmp_path: Path
) -> None:
    """Each case has the outcome that its author read in the law."""
    hold(case, tmp_path)


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case["id"])
def test_a_frozen_case_comes_out_so(case: Mapping[str, Any], tmp_path: Path) -> None:
    """Each case that was kept back has the outcome that its author read in the law."""
    hold(case, tmp_path)


def test_no_case_is_there_twice() -> None:
    """Each case has an id of its own, and a third of them is frozen."""
    assert max(Counter(case["id"] for case in CASES).values()) == 1
    assert len(FROZEN) >= len(CASES) // 4


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    """Return what each check was seen to say, of its cases and of the model city."""
    folder = tmp_path_factory.mktemp("cases")
    found: dict[str, set[str]] = {}
    own = al.load_rulebook([CITY / "rules.toml"], place="990100")
    city = al.audit(al.read_register(CITY), as_of=date(2025, 6, 30), rulebook=own)
    for each in city.judgements:
        found.setdefault(each.check, set()).add(each.status.code)
    for case in CASES:
        said = {each.status.code for each in judged(case, folder)}
        found.setdefault(case["check"], set()).update(said)
    return found


@pytest.mark.parametrize("check", OWN, ids=lambda check: check.id)
def test_every_check_has_a_record_that_passes_one_that_fails_one_unknown(
    check: Check[Any], outcomes: Mapping[str, set[str]]
) -> None:
    """A check that cannot pass, fail or doubt would be no check."""
    missing = {"passed", "failed", "unknown"} - outcomes.get(check.id, set())
    assert missing == EXCEPT.get(check.id, set())


EXCEPT: Mapping[str, set[str]] = {
    # What is compared contradicts or does not; a basis that is not held is D219's.
    "D222": {"unknown"},
    # An evaluation may be made (可以): where none is on record nothing is asked.
    "M209": {"unknown"},
    # A failed assessment or the trait shows the risk; without either nothing is asked.
    "M219": {"unknown"},
    # 第二十四条 says 定期 and names no period, so no day is too late.
    "P213": {"failed"},
    # The library draws the graph: of a register that can be read it is sound.
    "P217": {"failed", "unknown"},
    # Unknown where the check that is waived was not run; these tables run it.
    "X101": {"unknown"},
    # A check that breaks off cannot be written as a register; see test_audit.py.
    "X102": {"passed", "failed", "unknown"},
}
"""Checks that cannot have one of the three, with the reason beside them."""


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case["id"])
def test_every_judgement_says_why_in_both_languages(
    case: Mapping[str, Any], tmp_path: Path
) -> None:
    """A finding names its rule, its provision and the records; facts have labels."""
    for each in judged(case, tmp_path):
        assert each.outcome.message.zh != each.outcome.message.en
        assert each.subject.label.zh
        if each.status is Status.FAILED:
            assert each.source is not None
            assert law().get(each.rule) is not None
            assert each.subject.records
        if each.status is Status.UNKNOWN:
            assert each.outcome.missing
        for name in each.outcome.facts:
            assert name.rstrip("0123456789") in FACT_LABELS, name
