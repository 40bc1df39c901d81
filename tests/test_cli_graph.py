"""The commands about the legal-basis graph."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import adminlaw as al
from adminlaw import cli
from adminlaw.errors import Lang
from adminlaw.graph import EdgeKind, NodeKind, legal_basis_graph, orphans, read_graph
from adminlaw.report.graphs import graph_json, size_data, size_text
from adminlaw.statutes import ResolutionStatus

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
LIANJIANG = str(ROOT / "examples" / "lianjiang-2021")
DAY = "2025-06-30"

RECORDS: Mapping[str, object] = {
    "schema_version": 1,
    "id": "r",
    "label": {"zh": "某市", "en": "a city"},
    "place": "city",
    "places": [{"id": "city", "name": "某市", "level": "city"}],
    "authorities": [
        {"id": key, "name": name, "kind": "department", "place": "city"}
        for key, name in (("one", "某市甲局"), ("two", "某市乙局"))
    ],
    "powers": [
        {
            "id": "sound",
            "name": "对拒不执行决定行为的处罚",
            "kind": "penalty",
            "holder": "one",
            "basis": ["《行政处罚法》第七十二条"],
            "valid": {"since": "2022-01-01"},
        },
        {
            "id": "lost",
            "name": "信访事项复查",
            "kind": "other",
            "holder": "one",
            "basis": ["《信访条例》第三十四条"],
            "valid": {"since": "2015-01-01"},
        },
        *(
            {
                "id": f"twice-{body}",
                "name": "某事项检查",
                "kind": "inspection",
                "holder": body,
                "basis": ["《行政处罚法》第五十四条"],
                "valid": {"since": "2022-01-01"},
            }
            for body in ("one", "two")
        ),
    ],
    "documents": [
        {"id": key, "title": "某市办事规定", "kind": "normative", "issuers": [body]}
        for key, body in (("d1", "one"), ("d2", "two"))
    ],
}
"""A power with a sound basis, one that lost it, one of two bodies, two like titles."""

LAWS = """# 某省甲条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

第一条 为了举例，制定本条例。

第二条 具体办法由省人民政府制定。

第三条 本条例自2001年7月1日起施行。
"""

Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a register, its graph, and a corpus of one text."""
    folder = tmp_path_factory.mktemp("graph")
    register = folder / "register.json"
    register.write_text(json.dumps(RECORDS, ensure_ascii=False), "utf-8")
    (folder / "laws").mkdir()
    (folder / "laws" / "甲.md").write_text(LAWS, "utf-8")
    graph = legal_basis_graph(al.read_register(register))
    # Rules, and articles on which nothing else rests, make it slow to read.
    graph.remove_nodes_from([node for node in graph if node.startswith("rule:")])
    idle = [
        node
        for node, edges in graph.degree()
        if node.startswith("provision:") and edges == 1
    ]
    graph.remove_nodes_from(idle)
    al.write_graph(graph, folder / "graph.json")
    return folder


@pytest.fixture
def source(folder: Path) -> list[str]:
    """Return the words that name the written graph."""
    return ["--graph", str(folder / "graph.json")]


def said(capsys: Printed, *words: str) -> tuple[int, str, str]:
    """Return the exit code of a command about the graph, and what it printed."""
    code = cli.main(["graph", *words])
    out, err = capsys.readouterr()
    return code, out, err


# Making and taking away


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_graph_is_built_written_and_counted(
    folder: Path, tmp_path: Path, lang: Lang, capsys: Printed
) -> None:
    """The counts are those of the library, and the file holds the same graph."""
    register, file = str(folder / "register.json"), tmp_path / "new.graphml"
    words = ["build", "--register", register, "--out", str(file), "--lang", lang]
    code, out, err = said(capsys, *words)
    graph = legal_basis_graph(al.read_register(register))
    assert (code, out, err) == (0, size_text(graph, lang) + "\n", "")
    assert size_data(read_graph(file)) == size_data(graph)


def test_the_size_of_a_graph_counts_every_node_and_edge(
    source: list[str], folder: Path, capsys: Printed
) -> None:
    """As JSON each kind has its code, both labels and its count."""
    code, out, _ = said(capsys, "build", *source, "--format", "json")
    graph = read_graph(folder / "graph.json")
    data = json.loads(out)
    assert code == 0
    assert data["question"] == "build"
    assert sum(each["count"] for each in data["nodes"]) == len(graph)
    assert sum(each["count"] for each in data["edges"]) == graph.number_of_edges()
    power = next(each for each in data["nodes"] if each["code"] == "power")
    assert power == {"code": "power", "zh": "行政职权", "en": "power", "count": 4}


def test_a_reference_counts_once_and_as_its_best_edge() -> None:
    """A basis of which one version is held and two are not is found by that one."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shared = {"kind": EdgeKind.BASED_ON, "source": "power:p.basis[0]", "offset": None}
    graph.add_node("power:p", kind=NodeKind.POWER)
    for node, status in zip("abc", ("not_held", "exact", "not_held"), strict=True):
        graph.add_node(node, kind=NodeKind.VERSION)
        graph.add_edge("power:p", node, status=ResolutionStatus.of(status), **shared)
    data = size_data(graph)
    assert [each["count"] for each in data["edges"]] == [3]
    assert [(each["code"], each["count"]) for each in data["references"]] == [
        ("exact", 1)
    ]
    other = {**shared, "source": "power:p.basis[1]"}
    graph.add_edge("power:p", "a", status=ResolutionStatus.NOT_HELD, **other)
    assert "  1   50.0%  not held" in size_text(graph, "en")


def test_a_graph_is_built_from_a_corpus(
    folder: Path, tmp_path: Path, capsys: Printed
) -> None:
    """Texts are read through the store, and their delegations can be asked for."""
    store = ["--store", str(tmp_path / "laws.store")]
    words = ["--corpus", str(folder / "laws"), *store, "--as-of", DAY, "--lang", "en"]
    code, out, _ = said(capsys, "delegations", *words)
    assert code == 0
    assert "某省甲条例" in out
    assert said(capsys, "delegations", "某省甲条例", *words)[1] == out
    code, out, _ = said(capsys, "delegations", *words, "--unfulfilled")
    assert code == 1
    assert "none held" in out
    one = ["delegations", "《某省甲条例》第一条", *words, "--unfulfilled"]
    assert said(capsys, *one)[:2] == (0, "nothing found\n")


def test_what_is_in_force_on_a_day_is_taken_away(
    source: list[str], tmp_path: Path, capsys: Printed
) -> None:
    """The file holds what is in force on that day, and nothing is printed."""
    early, late = tmp_path / "early.json", tmp_path / "late.json"
    for file, day in ((early, "2016-01-01"), (late, DAY)):
        words = ["export", str(file), *source, "--as-of", day]
        assert said(capsys, *words) == (0, "", "")
    assert "power:lost" in read_graph(early)
    assert "power:sound" not in read_graph(early)
    assert "power:sound" in read_graph(late)


def test_a_picture_is_written_and_says_where_it_is_too_large(
    folder: Path, tmp_path: Path, capsys: Printed
) -> None:
    """Mermaid takes so many nodes and no more, unless more are asked for."""
    file = tmp_path / "part.mmd"
    register = ["--register", str(folder / "register.json")]
    words = ["export", str(file), *register, "--as-of", DAY]
    assert said(capsys, *words)[0] == 2
    assert not file.exists()
    assert said(capsys, *words, "--any-size", "--doubtful") == (0, "", "")
    assert file.read_text("utf-8").startswith(("flowchart", "graph", "---", "%%"))


# Asking

Case = tuple[list[str], str, int]

QUESTIONS: list[Case] = [
    (["impact", "《信访条例》第三十四条", "--as-of", "2020-01-01"], "信访事项复查", 0),
    (["orphans", "--as-of", DAY], "power:lost", 1),
    (["orphans", "--as-of", "2020-01-01"], "0", 0),
    (["orphans", "--as-of", DAY, "--kind", "case"], "0", 0),
    (["chain", "lost", "--as-of", DAY], "信访条例", 0),
    (["diff", "2021-01-01", DAY], "2021-01-01", 0),
    (["holders", "sound", "city", "--as-of", DAY], "某市甲局", 0),
    (["holders", "twice-one", "city", "--as-of", DAY], "某市乙局", 1),
    (["conflicts", "--as-of", DAY], "", 0),
    (["delegations", "--as-of", DAY], "", 0),
    (["delegations", "--as-of", DAY, "--unfulfilled"], "", 0),
    (["succession", "行政处罚法"], "2021-07-15", 0),
    (["terminate", "行政处罚法", DAY], "power:sound", 0),
]
"""What is asked of the small register, what the answer names, and the exit code."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: " ".join(case[0]))
def test_a_question_is_answered(
    case: Case, lang: str, source: list[str], capsys: Printed
) -> None:
    """What is wrong ends with 1, every other answer with 0, and none is silent."""
    words, shown, code = case
    done, out, err = said(capsys, *words, *source, "--lang", lang)
    assert (done, err) == (code, "")
    assert shown in out
    assert out.strip()


def keys(data: object) -> Iterator[str]:
    """Yield every key of an object and of what is in it."""
    if isinstance(data, dict):
        yield from data
    for each in data.values() if isinstance(data, dict) else ():
        yield from keys(each)
    for each in data if isinstance(data, list) else ():
        yield from keys(each)


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: " ".join(case[0]))
def test_an_answer_is_json_with_keys_that_are_documented(
    case: Case, source: list[str], capsys: Printed
) -> None:
    """One object, with the question's name; every key of it stands on the page."""
    words, shown, code = case
    done, out, err = said(capsys, *words, *source, "--format", "json")
    data: dict[str, Any] = json.loads(out)
    assert (done, err) == (code, "")
    assert data["question"] == words[0]
    assert shown in out or shown == "0"
    explained = set(re.findall(r"`(\w+)`", part("JSON of an answer")))
    data.pop("rebased", None)  # its keys are nodes
    assert set(keys(data)) <= explained


def test_an_answer_as_json_is_that_of_the_library(
    source: list[str], folder: Path, capsys: Printed
) -> None:
    """A link has its days, its words and its source; a kind its code and labels."""
    _, out, _ = said(capsys, "orphans", "--as-of", DAY, *source, "--format", "json")
    graph = read_graph(folder / "graph.json")
    assert out == graph_json(orphans(graph, as_of=date(2025, 6, 30))) + "\n"
    (orphan,) = json.loads(out)["orphans"]
    link = orphan["lost"][0]["link"]
    assert orphan["kind"] == {"code": "power", "zh": "行政职权", "en": "power"}
    assert [each["code"] for each in orphan["losses"]] == ["repealed"]
    assert link["kind"]["code"] == "based_on"
    assert link["until"] == "2022-05-01"
    assert link["words"] == "《信访条例》第三十四条"
    assert link["source"] == "power:lost.basis[0]"


def test_the_day_is_today_unless_told_otherwise(
    source: list[str], capsys: Printed
) -> None:
    """Only the command line reads a clock."""
    before = date.today()  # noqa: DTZ011 - the day of whoever sits at the terminal
    _, out, _ = said(capsys, "orphans", *source, "--format", "json")
    day = date.fromisoformat(json.loads(out)["as_of"])
    assert before <= day <= date.today()  # noqa: DTZ011


# What cannot be used


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (["impact", "没有这样的法"], "没有名为", "no instrument is held"),
        (["impact", "某市办事规定"], "不止一件文件", "several instruments"),
        (["impact", "《行政处罚法》第九百条"], "图上没有此条", "no such article"),
        (["impact", "《行政处罚法》第"], "此处应为", "expected"),
        (["succession", "没有这样的法"], "没有名为", "no instrument is held"),
        (["terminate", "某市办事规定", DAY], "不止一件文件", "several instruments"),
        (["chain", "nobody"], "登记簿中没有", "the register holds no"),
        (["holders", "sound", "nowhere"], "登记簿中没有", "the register holds no"),
        (["orphans", "--kind", "nope"], "不是NodeKind的代码", "is not a code of"),
        (["export", "x.svg"], "以下结尾之一", "expected one of"),
    ],
)
def test_what_is_not_on_the_graph_is_refused_in_the_language_asked_for(
    words: list[str], zh: str, en: str, source: list[str], capsys: Printed
) -> None:
    """An unknown or ambiguous name ends with 2 and is said on standard error."""
    for lang, expected in (("zh", zh), ("en", en)):
        code, out, err = said(capsys, *words, *source, "--lang", lang)
        assert (code, out) == (2, "")
        assert expected in err
        assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ([], "未指定来源", "no source is named"),
        (["--graph", "g.json", "--register", "r"], "不能再有", "neither --register"),
        (["--graph", "nowhere.json"], "nowhere.json", "nowhere.json"),
        (["--graph", "nowhere.gexf"], "以下结尾之一", "expected one of"),
        (["--register", "nowhere"], "应为", "expected a folder"),
        (["--corpus", "nowhere"], "应为", "expected"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused(
    words: list[str], zh: str, en: str, capsys: Printed
) -> None:
    """No source, two that exclude each other, or one that is not there ends with 2."""
    for lang, expected in (("zh", zh), ("en", en)):
        code, out, err = said(capsys, "orphans", *words, "--lang", lang)
        assert (code, out) == (2, "")
        assert expected in err
        assert "Traceback" not in err


@pytest.mark.parametrize(
    "words",
    [
        ["diff", "2021-02-30", DAY],
        ["diff", "2021-01-01"],
        ["terminate", "行政处罚法", "tomorrow"],
        ["orphans", "--as-of", "2025-06-31"],
        ["orphans", "--format", "csv"],
        ["impact"],
        ["nope"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_two(
    words: list[str], source: list[str], capsys: Printed
) -> None:
    """A day that does not exist, a missing word, an unknown command are refused."""
    code, out, err = said(capsys, *words, *source)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_a_file_that_cannot_be_written_is_named(
    source: list[str], tmp_path: Path, capsys: Printed
) -> None:
    """Where a file stands in the place of a folder the message names it."""
    (tmp_path / "file").write_text("", "utf-8")
    code, out, err = said(capsys, "build", *source, "--out", f"{tmp_path}/file/g.json")
    assert (code, out) == (2, "")
    assert str(tmp_path / "file") in err


# The page, and what is loaded


def part(heading: str) -> str:
    """Return what stands under a heading of the page, up to the next of any level."""
    found = re.search(rf"^#+ {heading}$\n(.*?)(?=^#+ )", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None, f"no section {heading!r}"
    return found[1]


COMMANDS = tuple(name for name in cli.app["graph"] if not name.startswith("-"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_is_documented(command: str) -> None:
    """Each has a section; that, or the one on all of them, explains each option."""
    text = part("graph") + part(f"graph {command}")
    explained = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    found = cli.app["graph"][command].assemble_argument_collection()
    assert {name for each in found for name in each.names} - {"*"} <= explained


def test_the_graph_says_what_can_be_asked(capsys: Printed) -> None:
    """Without words, or asked for help, it lists its commands."""
    for words in ([], ["--help"]):
        code, out, err = said(capsys, *words)
        assert (code, err) == (0, "")
        assert "adminlaw graph COMMAND" in out
        assert all(command in out for command in COMMANDS)


def test_a_command_about_time_loads_no_graph() -> None:
    """Only audits and the commands about the graph load it, and networkx with it."""
    words = ["due", "reconsideration.apply", "--start", "2026-09-25"]
    script = f"import sys\nfrom adminlaw.cli import main\nmain({words})\n"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"{script}print(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = set(done.stderr.split())
    assert "adminlaw.clocks" in loaded
    heavy = {"adminlaw.graph", "adminlaw.checks", "adminlaw.cli.graphs", "networkx"}
    assert loaded.isdisjoint(heavy)
