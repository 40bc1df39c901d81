"""The model city: a fictional register whose faults are known."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import adminlaw as al
from adminlaw.findings import Status
from adminlaw.graph import EdgeKind, NodeKind, Prevailing
from adminlaw.model import CaseState, Document, EventKind, PowerKind, case_state
from adminlaw.statutes import ResolutionStatus

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "model-city"
DAY = date(2025, 6, 30)
RULES = {"example.study", "clearance.normative"}
"""Rules that are judged as wholes: no record of its own is at fault."""

TOOK_EFFECT = EventKind.TOOK_EFFECT
MARK = re.compile("虚构|示例|示范|样板|样例")
COLLECTIONS = {
    "power": "powers",
    "document": "documents",
    "benchmark": "benchmarks",
    "transfer": "transfers",
    "subject": "subjects",
    "service_item": "service_items",
    "decision": "decisions",
    "case": "cases",
    "authority": "authorities",
    "officer": "officers",
    "filing": "filings",
    "catalogue": "catalogues",
    "clearance_cycle": "clearance_cycles",
    "power_list": "power_lists",
    "evaluation": "evaluations",
    "headcount": "headcounts",
    "adviser": "advisers",
    "programme": "programmes",
    "task": "tasks",
    "report": "reports",
    "appraisal": "appraisals",
    "accountability": "accountabilities",
    "waiver": "waivers",
}
BASIS = {"D219", "P209", "E228"}
"""Checks whose plants and near misses rest on law that has changed."""

RESTING = (
    "powers",
    "documents",
    "benchmarks",
    "transfers",
    "subjects",
    "service_items",
    "decisions",
    "cases",
)


@pytest.fixture(scope="module")
def city() -> al.Register:
    """Return the register of the city."""
    return al.read_register(FOLDER)


@pytest.fixture(scope="module")
def plants() -> list[dict[str, str]]:
    """Return what is wrong in it on purpose."""
    return [row for row in table("plants.csv") if not row["check"]]


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the folder."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_is_what_the_script_writes() -> None:
    """Neither the folder nor the script was changed without the other."""
    script = ROOT / "scripts" / "model_city.py"
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("ok\n", 0)


def test_every_name_says_that_it_is_fictional(city: al.Register) -> None:
    """Nobody can take a record for one of a real city."""
    assert "虚构" in city.label.zh
    assert "fictional" in city.label.en
    assert "虚构" in (FOLDER / "README.md").read_text(encoding="utf-8")
    names = [
        *(each.name for each in city.places),
        *(each.name for each in city.authorities),
        *(each.name for each in city.powers),
        *(each.name for each in city.benchmarks),
        *(each.name for each in city.service_items),
        *(each.name for each in city.transfers),
        *(each.title for each in city.documents),
        *(each.title for each in city.decisions),
        *(each.subject for each in city.cases),
        *(each.name for each in city.power_lists),
        *(each.title for each in city.reports),
        *(each.subject for each in city.tasks),
    ]
    assert [name for name in names if not MARK.search(name)] == []
    assert all(each.division_code.startswith("99") for each in city.places)


def test_the_city_is_as_large_as_it_is_meant_to_be(city: al.Register) -> None:
    """Enough of everything, and small enough to ship as an example."""
    pending = {CaseState.RECEIVED, CaseState.ACCEPTED}
    states = Counter(case_state(each, as_of=DAY) in pending for each in city.cases)
    assert len(city.powers) >= 400
    assert len({each.kind for each in city.powers}) >= 10
    assert len(city.subjects) >= 30
    assert len(city.documents) >= 120
    assert len(city.clearance_cycles) >= 3
    assert len(city.cases) >= 200
    assert states[True] >= 55
    assert len(city.benchmarks) >= 40
    assert len(city.service_items) >= 60
    assert len(city.transfers) >= 15
    assert len(city.decisions) >= 10
    assert sum(each.stat().st_size for each in FOLDER.iterdir()) < 2_000_000


def test_powers_rest_on_many_articles(city: al.Register) -> None:
    """The powers rest on at least 150 articles of 40 instruments that are held."""
    facts = al.load_facts()
    found = {
        (answer.title, place.provision.article)
        for power in city.powers
        for citation in power.basis
        if (answer := facts.resolve(citation, as_of=DAY)).version
        for place in answer.places
        if place.status is ResolutionStatus.EXACT
    }
    assert len(found) >= 150
    assert len({title for title, _ in found}) >= 40
    texts = sum(bool(power.basis_text) for power in city.powers)
    assert 0.25 < texts / len(city.powers) < 0.4


def test_plants_name_records_that_exist(city: al.Register) -> None:
    """Every row names a record of the city, and no row stands twice."""
    plants = table("plants.csv")
    ids = {
        kind: {each.id for each in getattr(city, name)}
        for kind, name in COLLECTIONS.items()
    }
    ids["rule"] = RULES
    everything = set().union(*ids.values())
    rows = [*plants, *table("near_misses.csv")]
    assert [row for row in rows if row["record"] not in ids[row["kind"]]] == []
    because = [row["because"] for row in plants if re.match(r"[a-z]", row["because"])]
    assert [each for each in because if each not in everything] == []
    keys = Counter((row["question"], row["fault"], row["record"]) for row in plants)
    assert [key for key, times in keys.items() if times > 1] == []
    assert len({row["id"] for row in plants}) == len(plants)


def test_every_fault_is_planted_twice(plants: list[dict[str, str]]) -> None:
    """A query that finds a fault once may have found it by chance."""
    counts = Counter((row["question"], row["fault"]) for row in plants)
    assert min(counts.values()) >= 2
    assert {question for question, _ in counts} == {
        "orphans",
        "creation_authority",
        "exercise_authority",
        "misheld",
        "conflicts",
    }


def named_in(record: object) -> list[al.FoundCitation]:
    """Return the instruments that a basis names by title, as the source writes it."""
    text = getattr(record, "basis_text", "")
    return [each for each in al.find_citations(text) if each.title]


def test_what_is_not_planted_rests_on_law_in_force(
    city: al.Register, plants: list[dict[str, str]]
) -> None:
    """Every other basis exists in the version in force on the day."""
    facts = al.load_facts()
    orphans = {row["record"] for row in plants if row["question"] == "orphans"}
    orphans |= {row["record"] for row in table("plants.csv") if row["check"] in BASIS}
    orphans |= {
        row["record"] for row in table("near_misses.csv") if row["check"] in BASIS
    }
    titles = {each.title for each in city.documents}
    wrong = [
        (record.id, str(citation))
        for name in RESTING
        for record in getattr(city, name)
        if record.id not in orphans
        for citation in (*record.basis, *named_in(record))
        if citation.title not in titles
        if facts.resolve(citation, as_of=DAY).status is not ResolutionStatus.EXACT
    ]
    assert wrong == []


def test_powers_that_are_not_planted_rest_on_laws_and_regulations(
    city: al.Register, plants: list[dict[str, str]]
) -> None:
    """A law or an administrative regulation creates them; compulsion, a law alone."""
    facts = al.load_facts()
    planted = {row["record"] for row in plants}
    allowed = {
        PowerKind.PENALTY: {"law", "administrative_regulation"},
        PowerKind.LICENSING: {"law", "administrative_regulation"},
        PowerKind.COMPULSION: {"law"},
    }
    wrong = []
    for power in city.powers:
        if power.id in planted or power.kind not in allowed:
            continue
        kinds = {facts.instrument(each.title).kind for each in power.basis}
        codes = {kind.code for kind in kinds if kind}
        if not codes <= allowed[power.kind]:
            wrong.append((power.id, codes))
    assert wrong == []


def test_documents_begin_when_their_events_say(city: al.Register) -> None:
    """A document takes effect on the first day of its span."""
    for each in city.documents:
        assert isinstance(each, Document)
        began = [event.day for event in each.events if event.kind is TOOK_EFFECT]
        assert began == ([each.valid.since] if each.valid else [])


# Part B: the questions find what was planted, and nothing else.


@pytest.fixture(scope="module")
def graph(city: al.Register) -> Any:  # noqa: ANN401 - a networkx graph
    """Return the graph of the city, from the facts table alone."""
    return al.legal_basis_graph(city)


def rows_of(plants: list[dict[str, str]], question: str) -> set[tuple[str, str]]:
    """Return the records and faults that a question has to find."""
    return {
        (row["record"], row["fault"]) for row in plants if row["question"] == question
    }


def powers_in_force(graph: Any) -> list[str]:  # noqa: ANN401
    """Return the ids of the powers in force on the day."""
    view = al.in_force(graph, DAY)
    nodes = view.nodes(data=True)
    return [data["ref"] for _, data in nodes if data["kind"] is NodeKind.POWER]


def record_of(node: str) -> str:
    """Return the id of the record that a node stands for."""
    return node.partition(":")[2]


def test_every_planted_orphan_is_found_and_nothing_else(
    graph: Any,  # noqa: ANN401
    plants: list[dict[str, str]],
) -> None:
    """Each record is named with each planted reason, and with no other."""
    found = al.orphans(graph, as_of=DAY)
    named = {
        (record_of(each.node), lost.loss.code)
        for each in (*found.orphans, *found.weakened)
        for lost in each.lost
    }
    assert named == rows_of(plants, "orphans")


def test_every_basis_of_too_low_a_rank_is_found_and_nothing_else(
    graph: Any,  # noqa: ANN401
    plants: list[dict[str, str]],
) -> None:
    """Just the planted powers fail, whatever else is unknown."""
    failed = {
        power
        for power in powers_in_force(graph)
        if al.creation_authority(graph, power, as_of=DAY).status is Status.FAILED
    }
    assert failed == {record for record, _ in rows_of(plants, "creation_authority")}


def test_every_fault_of_exercise_is_found_and_nothing_else(
    graph: Any,  # noqa: ANN401
    plants: list[dict[str, str]],
) -> None:
    """A finding is about the planted record: the power, the transfer, the subject."""
    planted = {record for record, _ in rows_of(plants, "exercise_authority")}
    found = set()
    for power in powers_in_force(graph):
        answer = al.exercise_authority(graph, power, as_of=DAY)
        moved = {
            record_of(node)
            for node, data in graph.pred[f"power:{power}"].items()
            if any(each["kind"] is EdgeKind.APPLIES for each in data.values())
        }
        for finding in answer.findings:
            about = {power, record_of(finding.about), *moved} & planted
            assert about, (power, finding.message.zh)
            found |= about
    assert found == planted


def test_every_power_without_one_holder_is_found_and_nothing_else(
    graph: Any,  # noqa: ANN401
    plants: list[dict[str, str]],
) -> None:
    """An overlap is named by all its records, a gap by its power."""
    found = {
        (record_of(node), answer.state.code)
        for answer in al.misheld(graph, as_of=DAY)
        for node in {answer.power, *(each.power for each in answer.holders)}
    }
    assert found == rows_of(plants, "misheld")


def test_every_conflict_is_found_and_nothing_else(
    graph: Any,  # noqa: ANN401
    plants: list[dict[str, str]],
) -> None:
    """Each planted pair is found, with which of both prevails or who decides."""
    pairs = {
        frozenset((row["record"], row["because"]))
        for row in plants
        if row["question"] == "conflicts"
    }
    found = al.conflicts(graph, as_of=DAY)
    assert {
        frozenset((record_of(each.first), record_of(each.second))) for each in found
    } == pairs
    faults = {
        row["record"]: row["fault"] for row in plants if row["question"] == "conflicts"
    }
    for each in found:
        assert each.answer is None or _fault(each.answer) in (
            faults[record_of(each.first)],
            "two_limits",
        )


def _fault(answer: Prevailing) -> str:
    """Return what the table of plants calls an answer."""
    if answer.adjudicator is not None:
        return "adjudicator"
    return answer.by.code if answer.by else "two_limits"


def test_an_end_that_is_planned_says_who_loses_what(graph: Any) -> None:  # noqa: ANN401
    """Ending a law in a trial names the powers that rest on it alone."""
    title = "中华人民共和国消防法"
    resting = {
        each.node
        for each in al.impact(graph, title, as_of=DAY).direct
        if each.kind is NodeKind.POWER
    }
    lost = {each.node for each in al.terminate(graph, title, DAY).lost}
    only = {
        node
        for node in resting
        if all(
            "消防法" in graph.nodes[end]["label"]
            for _, end, data in graph.out_edges(node, data=True)
            if data["kind"] is EdgeKind.BASED_ON
        )
    }
    assert only
    assert only <= lost
