"""The command line, in this process and as a program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import adminlaw as al
from adminlaw import cli
from adminlaw.checks import CHECKS
from adminlaw.errors import Lang
from adminlaw.findings import Status
from adminlaw.report import audit_json, audit_text

EXAMPLES = Path(__file__).parent.parent / "examples"
HENGSHUI = str(EXAMPLES / "hengshui-2017")
DAY = "2018-01-31"

UNLAWFUL: Mapping[str, object] = {
    "schema_version": 1,
    "id": "r",
    "label": {"zh": "某地", "en": "somewhere"},
    "figures": [
        {"id": key, "label": {"zh": key, "en": key}, "unit": "case", "value": value}
        for key, value in (("a", 21), ("b", 20), ("c", 2))
    ],
    "relations": [{"id": "s", "kind": "balance", "whole": "a", "parts": ["b", "c"]}],
}
"""A register in which 21 cases are said to be 20 and 2."""

Printed = pytest.CaptureFixture[str]


def written(folder: Path, content: Mapping[str, object]) -> str:
    """Return the path of a register that is written into a folder."""
    file = folder / "register.json"
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return str(file)


def program(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a program, with UTF-8 on its streams."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "adminlaw", *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
    )


# What it prints


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_audit_prints_what_the_library_says(lang: Lang, capsys: Printed) -> None:
    """The text is that of ``audit_text``, in the language asked for."""
    code = cli.main(["audit", HENGSHUI, "--as-of", DAY, "--lang", lang])
    out, err = capsys.readouterr()
    report = al.audit(al.read_register(HENGSHUI), as_of=date(2018, 1, 31))
    assert (code, out, err) == (0, audit_text(report, lang) + "\n", "")


def test_checks_that_judged_nothing_are_only_counted(capsys: Printed) -> None:
    """They have no line of the table, unless they were asked for."""
    report = al.audit(al.read_register(HENGSHUI), as_of=date.fromisoformat(DAY))
    idle = {each.id for each in CHECKS} - {each.check for each in report.judgements}
    text = report.text("en")
    assert text == audit_text(report, "en")
    assert f"{len(idle)} more had nothing to judge." in text
    assert not idle & {line.split(" ")[0] for line in text.splitlines()}
    some = min(idle)
    cli.main(["audit", HENGSHUI, "--as-of", DAY, "--check", some])
    assert some in capsys.readouterr().out


def test_an_audit_speaks_chinese_unless_told_otherwise(capsys: Printed) -> None:
    """Without ``--lang`` the language is that of the law."""
    cli.main(["audit", HENGSHUI, "--as-of", DAY])
    plain = capsys.readouterr().out
    cli.main(["audit", HENGSHUI, "--as-of", DAY, "--lang", "zh"])
    assert plain == capsys.readouterr().out


def test_an_audit_prints_json_for_programs(capsys: Printed) -> None:
    """``--format json`` prints one JSON text and nothing else."""
    code = cli.main(["audit", HENGSHUI, "--as-of", DAY, "--format", "json"])
    out, err = capsys.readouterr()
    report = al.audit(al.read_register(HENGSHUI), as_of=date(2018, 1, 31))
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(audit_json(report))


def test_the_day_of_an_audit_is_today_unless_told_otherwise(capsys: Printed) -> None:
    """Only the command line reads a clock."""
    before = date.today()  # noqa: DTZ011 - the day of whoever sits at the terminal
    cli.main(["audit", HENGSHUI, "--format", "json"])
    said = date.fromisoformat(json.loads(capsys.readouterr().out)["as_of"])
    assert before <= said <= date.today()  # noqa: DTZ011


def test_a_check_may_be_asked_for_by_its_id(capsys: Printed) -> None:
    """``--check`` may be given several times; the others do not run."""
    words = ["--check", "N201", "--check", "N101", "--format", "json"]
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY, *words]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [check["id"] for check in data["checks"]] == ["N101", "N201"]
    assert {each["check"] for each in data["judgements"]} == {"N101", "N201"}


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_every_check_can_be_run_alone(check: str, capsys: Printed) -> None:
    """Each id that the reference lists is known to the command line."""
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY, "--check", check]) == 0
    assert check in capsys.readouterr().out


# Its exit code


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown", "html"])
def test_a_breach_of_a_duty_ends_with_one(
    tmp_path: Path, form: str, capsys: Printed
) -> None:
    """An error that was found is told to the shell, whatever the format."""
    path = written(tmp_path, UNLAWFUL)
    assert cli.main(["audit", path, "--as-of", DAY, "--format", form]) == 1
    out, err = capsys.readouterr()
    assert "N102" in out
    assert err == ""


def test_a_finding_that_is_no_error_ends_with_nought(capsys: Printed) -> None:
    """衡水市's missing quotation mark is worth a note, not a failure."""
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    failed = [each for each in data["judgements"] if each["status"] == "failed"]
    assert [each["severity"] for each in failed] == ["info"]


def test_an_error_that_was_not_asked_for_does_not_count(
    tmp_path: Path, capsys: Printed
) -> None:
    """With ``--check`` only what that check finds decides the exit code."""
    path = written(tmp_path, UNLAWFUL)
    assert cli.main(["audit", path, "--as-of", DAY, "--check", "N101"]) == 0
    assert "N102" not in capsys.readouterr().out


WRONG_WORDS = [
    ["audit"],
    ["audit", HENGSHUI, "--nope"],
    ["audit", HENGSHUI, "extra"],
    ["audit", HENGSHUI, "--as-of", "2018-13-45"],
    ["audit", HENGSHUI, "--as-of", "2018-02-29"],
    ["audit", HENGSHUI, "--as-of", "yesterday"],
    ["audit", HENGSHUI, "--as-of", "31.01.2018"],
    ["audit", HENGSHUI, "--as-of", ""],
    ["audit", HENGSHUI, "--as-of"],
    ["audit", HENGSHUI, "--lang", "fr"],
    ["audit", HENGSHUI, "--format", "xml"],
    ["audit", HENGSHUI, "--out", "report.xml"],
    ["audit", HENGSHUI, "--html"],
    ["explain", "N999"],
    ["explain", "N101", "N102"],
    ["explain", "N101", "--as-of", "never"],
    ["audit", HENGSHUI, "--check"],
    ["audit", HENGSHUI, "--check", "N999"],
    ["audit", HENGSHUI, "--check", "N101", "--check", "n101"],
    ["audit", HENGSHUI, "--check", ""],
    ["audit", HENGSHUI, "--no-check"],
    ["audit", str(EXAMPLES / "no-such")],
    ["audit", str(EXAMPLES)],
    ["audit", __file__],
    ["audit", ""],
    ["no-such-command"],
    ["--nope"],
]


@pytest.mark.parametrize("words", WRONG_WORDS, ids=lambda words: " ".join(words[2:]))
def test_a_wrong_call_ends_with_two_and_says_why(
    words: list[str], capsys: Printed
) -> None:
    """Nothing is printed but a message on standard error, without a traceback."""
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("zh", "没有编号为“N999”的检查"), ("en", "no check has the id")],
)
def test_a_check_that_does_not_exist_is_refused_in_the_language_asked_for(
    lang: str, expected: str, capsys: Printed
) -> None:
    """The message lists the ids that there are."""
    assert cli.main(["audit", HENGSHUI, "--check", "N999", "--lang", lang]) == 2
    err = capsys.readouterr().err
    assert expected in err
    assert all(check.id in err for check in CHECKS)


FAULTY: Mapping[str, str] = {
    "register.toml": 'schema_version = 1\nid = "r"\nlabel = { zh = "甲", en = "a" }\n',
    "figures.jsonl": (
        '{"id": "a", "label": {"zh": "甲", "en": "a"}, "unit": "case", "value": 1}\n'
        '{"id": "b", "label": {"zh": "乙", "en": "b"}, "unit": "thing", "value": 2}\n'
        '{"id": "c", "label": {"zh": "丙", "en": "c"}, "unit": "case", "value": "x"}\n'
        "{not json\n"
    ),
    "relations.jsonl": '{"id": "s", "kind": "balance", "whole": "a", "parts": ["z"]}\n',
}
"""A folder with four things in it that cannot be used."""

PLACES = ("figures.jsonl:2", "figures.jsonl:3", "figures.jsonl:4", "relations.jsonl:1")


@pytest.mark.parametrize(
    ("lang", "word", "other"), [("zh", "应为", "expected"), ("en", "expected", "应为")]
)
def test_every_problem_of_an_input_is_listed_at_once(
    tmp_path: Path, lang: str, word: str, other: str, capsys: Printed
) -> None:
    """File, line, path and what was expected, on standard error, in one language."""
    for name, text in FAULTY.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert cli.main(["audit", str(tmp_path), "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert all(place in err for place in PLACES)
    assert word in err
    assert other not in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe",
        b'{"schema_version": 99, "id": "r", "label": {"zh": "a", "en": "a"}}',
        b'{"schema_version": 1, "id": "r", "label": {"zh": "a", "en": "a"}, "x": 1}',
        b'{"schema_version": 1, "id": 5, "label": "a", "figures": {}}',
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_file_makes_the_program_break(
    tmp_path: Path, content: bytes, form: str, capsys: Printed
) -> None:
    """What is no register is refused, whatever it is and whatever format is asked."""
    file = tmp_path / "register.json"
    file.write_bytes(content)
    assert cli.main(["audit", str(file), "--format", form]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "register.json" in err
    assert "Traceback" not in err


def test_a_defect_of_the_program_is_not_taken_for_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Should the program itself break it ends with 70 and shows where."""

    def broken(*_words: object, **_options: object) -> None:
        message = "a defect"
        raise RuntimeError(message)

    monkeypatch.setattr("adminlaw.cli.audits.audit", broken)
    assert cli.main(["audit", HENGSHUI, "--as-of", DAY]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "RuntimeError: a defect" in err


# Help


@pytest.mark.parametrize("words", [["--help"], ["-h"], []])
def test_the_program_says_what_it_can_do(words: list[str], capsys: Printed) -> None:
    """Without words, or asked for help, it lists its commands."""
    assert cli.main(words) == 0
    out, err = capsys.readouterr()
    assert "adminlaw" in out
    assert "audit" in out
    assert err == ""


def test_the_audit_says_what_it_takes(capsys: Printed) -> None:
    """Every option is explained, with what it may be and what it is otherwise."""
    assert cli.main(["audit", "--help"]) == 0
    out = capsys.readouterr().out
    options = ("PATH", "--as-of", "--lang", "--format", "--check", "--html", "--out")
    assert all(option in out for option in options)
    assert all(word in out for word in ("YYYY-MM-DD", "zh", "en", "text", "json"))


# As a program


def test_the_program_ends_with_nought_where_nothing_is_wrong() -> None:
    """``python -m adminlaw`` is the same command line."""
    done = program("audit", HENGSHUI, "--as-of", DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("衡水市2017年度法治政府建设")


def test_the_program_ends_with_one_where_a_duty_is_broken(tmp_path: Path) -> None:
    """The shell can tell a register in order from one that is not."""
    path = written(tmp_path, UNLAWFUL)
    done = program("audit", path, "--as-of", DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    statuses = [each["status"] for each in json.loads(done.stdout)["judgements"]]
    assert Status.FAILED.code in statuses


@pytest.mark.parametrize("words", [["--nope"], ["--as-of", "x"], ["--check", "x"]])
def test_the_program_ends_with_two_where_it_is_called_wrongly(words: list[str]) -> None:
    """Standard output stays empty, so that nothing is piped on."""
    done = program("audit", HENGSHUI, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_program_explains_itself() -> None:
    """``--help`` works in a terminal that is as narrow as they come."""
    done = program("audit", "--help", COLUMNS="40")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--as-of" in done.stdout


def test_whoever_stops_reading_is_not_shown_a_traceback() -> None:
    """``adminlaw audit … | head`` ends quietly when the reader has seen enough."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "adminlaw", "audit", HENGSHUI, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()


# Statute texts

LAWS = """# 某省甲条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 本条例自2001年7月1日起施行。
"""


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    """Return a folder with one text and one file that is none."""
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "甲.md").write_text(LAWS, "utf-8")
    (folder / "readme.csv").write_text("x", "utf-8")
    return folder


@pytest.mark.parametrize(("lang", "kind"), [("zh", "地方性法规"), ("en", "local")])
def test_a_corpus_is_summed_up(
    laws: Path, capsys: Printed, lang: str, kind: str
) -> None:
    """The command prints kinds, articles, versions, and files that are no texts."""
    assert cli.main(["corpus", str(laws), "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert kind in printed
    assert "readme.csv" in printed


def test_a_corpus_with_a_file_that_cannot_be_read_exits_with_one(
    laws: Path, capsys: Printed
) -> None:
    """What was found wrong shows in the exit code, and by name with --problems."""
    (laws / "坏.md").write_bytes(b"\xff\xff\xff\x81")
    assert cli.main(["corpus", str(laws), "--problems"]) == 1
    assert "坏.md" in capsys.readouterr().out


def test_problems_beyond_the_first_are_counted(laws: Path, capsys: Printed) -> None:
    """Ten are written out, the rest are a number until they are asked for."""
    gaps = "\n".join(f"第{number}条 略。" for number in range(1, 40, 3))
    (laws / "乙.md").write_text(f"某办法\n{gaps}\n", "utf-8")
    assert cli.main(["corpus", str(laws), "--lang", "en"]) == 0
    assert "and 2 more" in capsys.readouterr().out
    assert cli.main(["corpus", str(laws), "--lang", "en", "--problems"]) == 0
    assert "more, see" not in capsys.readouterr().out


def test_an_article_is_printed_from_a_corpus(
    laws: Path, tmp_path: Path, capsys: Printed
) -> None:
    """Name, version, how its commencement is known, and the words."""
    words = ["article", "某省甲条例", "第一条", "--on", "2005-01-01"]
    store = ["--corpus", str(laws), "--store", str(tmp_path / "s.sqlite")]
    assert cli.main([*words, *store]) == 0
    printed = capsys.readouterr().out
    assert "2001-07-01起施行" in printed
    assert "第一条 为了举例，制定本条例。" in printed


def test_an_article_that_is_not_in_force_yet_is_refused(
    laws: Path, capsys: Printed
) -> None:
    """The reason goes to standard error, in the language asked for."""
    words = ["article", "某省甲条例", "第一条", "--on", "2001-06-30", "--lang", "en"]
    assert cli.main([*words, "--corpus", str(laws)]) == 2
    assert "not yet in force" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "shown", "code"),
    [
        (["行政复议法", "第九十条", "--on", "2024-01-01"], "有此条款", 0),
        (["行政复议法", "第九十条", "--on", "2023-12-31"], "没有此条款", 1),
        (["合同法", "第一条", "--on", "2021-01-01"], "已废止", 1),
        (["行政处罚法", "第一条", "--on", "2000-01-01"], "未收录", 0),
    ],
)
def test_without_a_corpus_the_facts_table_answers(
    words: list[str], shown: str, code: int, capsys: Printed
) -> None:
    """Which version is in force, and whether it has the place, needs no texts."""
    assert cli.main(["article", *words]) == code
    assert shown in capsys.readouterr().out


def test_an_unknown_folder_and_an_unknown_name_are_refused(capsys: Printed) -> None:
    """Both end with 2 and say what is wrong."""
    assert cli.main(["corpus", "nowhere-at-all"]) == 2
    assert cli.main(["article", "没有这样的法", "第一条"]) == 2
    assert cli.main(["article", "行政处罚法", "第一条第"]) == 2
    assert "没有这样的法" in capsys.readouterr().err
