"""Citations of files are found, looked up and printed, and none is lost."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from adminlaw import cli
from adminlaw.citations import CitationKind
from adminlaw.errors import InputError
from adminlaw.statutes import (
    Corpus,
    ResolutionStatus,
    Source,
    Survey,
    load_facts,
    read_corpus,
    read_sources,
    sources_of,
    survey,
)

Printed = pytest.CaptureFixture[str]

ARTICLES = """# 某省渡船条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

第一条 根据《中华人民共和国行政处罚法》第五条和《无此办法》，制定本条例。

第二条 开船应当登记。

有前款情形的，依照本条例第一条和国发〔2020〕1号办理。

第三条 本条例自2001年7月1日起施行。
"""
BASIS = "依据：合同法第一条、《某省渡船条例》第二条第二款、《无此办法》第三条。\n"
FORMATS = ("text", "json", "csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two texts and a file that is none."""
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "甲.md").write_text(ARTICLES, "utf-8")
    (folder / "乙.txt").write_text(BASIS, "gb18030")
    (folder / "readme.csv").write_text("《行政处罚法》", "utf-8")
    return folder


@pytest.fixture
def corpus(folder: Path) -> Corpus:
    """Return the folder as a corpus."""
    return read_corpus(folder)


def words(found: Survey, status: ResolutionStatus) -> list[str]:
    """Return the words of the citations that have an answer."""
    return [
        each.citation.text
        for each in found.references
        if each.resolution and each.resolution.status is status
    ]


def test_each_text_of_a_corpus_is_searched_and_looked_up_on_its_own_day(
    corpus: Corpus,
) -> None:
    """The day of a text decides which version its citations mean."""
    found = survey(sources_of(corpus), corpus)
    assert found.sources == ("乙.txt", "甲.md")
    assert "《某省渡船条例》第二条第二款" in words(found, ResolutionStatus.EXACT)
    assert "本条例第一条" in words(found, ResolutionStatus.EXACT)
    assert "《无此办法》" in words(found, ResolutionStatus.NOT_HELD)


def test_numbers_are_counted_and_not_looked_up(corpus: Corpus) -> None:
    """A document number is a citation of its own kind, without an answer."""
    found = survey(sources_of(corpus), corpus)
    numbers = [
        each
        for each in found.references
        if each.citation.kind is CitationKind.DOCUMENT_NUMBER
    ]
    assert [each.resolution for each in numbers] == [None]
    assert found.by_kind[CitationKind.DOCUMENT_NUMBER] == 1
    answered = len(found.references) - len(numbers)
    assert sum(found.by_status.values()) == answered


def test_a_survey_says_what_was_settled_and_which_names_are_not_held(
    corpus: Corpus,
) -> None:
    """Internal references are counted, and unknown names come with their number."""
    found = survey(sources_of(corpus), corpus)
    assert found.internal == (2, 2)
    assert found.unheld_titles == (("无此办法", 2),)
    assert {each.citation.text for each in found.unresolved} >= {"《无此办法》第三条"}
    assert "无此办法" in found._repr_html_()


def test_two_processes_find_what_one_finds() -> None:
    """The result does not depend on how many processes search."""
    texts = [
        Source(name=f"{number}", text=f"依照《行政处罚法》第{number}条和前款处理。")
        for number in range(1, 90)
    ]
    facts = load_facts()
    done: list[tuple[int, int]] = []
    alone = survey(texts, facts, progress=lambda *counts: done.append(counts))
    assert survey(texts, facts, workers=2) == alone
    assert done == [(64, 89), (89, 89)]
    assert [each.source for each in alone.references[::2]] == list(alone.sources)


def test_lines_and_columns_are_those_of_an_editor(tmp_path: Path) -> None:
    """Both count from one, and a column counts code points."""
    file = tmp_path / "x.txt"
    file.write_text("某通知\n\n　　依照刑法第一条处理。", "utf-8")
    sources, unread = read_sources([file], load_facts())
    (found,) = survey(sources, load_facts()).references
    assert not unread
    assert (found.line, found.column, found.citation.text) == (3, 5, "刑法第一条")


def test_a_text_is_known_by_its_heading_where_that_is_a_name(tmp_path: Path) -> None:
    """本条例 then bears the name; a heading that is a sentence gives none."""
    named, other = tmp_path / "a.txt", tmp_path / "b.txt"
    named.write_text("# 某市供水条例\n\n第二条 依照前条处理。", "utf-8")
    other.write_text("关于召开会议的函，请参加\n第二条 依照前条处理。", "utf-8")
    sources, _ = read_sources([named, other], load_facts())
    assert [each.title for each in sources] == ["某市供水条例", ""]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_searched(
    folder: Path,
) -> None:
    """Nothing is dropped in silence."""
    (folder / "坏.md").write_bytes(b"\xff\xff\xff\x81")
    sources, unread = read_sources([folder], load_facts())
    assert len(sources) == 2
    assert [each.file for each in unread] == ["坏.md"]


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    """A mistyped name is an error, not an empty answer."""
    with pytest.raises(InputError):
        read_sources([tmp_path / "nothing"], load_facts())


@pytest.mark.parametrize("format_", FORMATS)
def test_the_command_prints_every_citation(
    folder: Path, capsys: Printed, format_: str
) -> None:
    """People get lists and reasons, programs one line a text or a citation."""
    words = ["cite", str(folder), "--corpus", str(folder), "--format", format_]
    assert cli.main(words) == 0
    printed = capsys.readouterr().out
    assert "无此办法" in printed
    if format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(printed)))
        assert {row["status"] for row in rows} == {"exact", "repealed", "not_held", ""}
    if format_ == "json":
        lines = [json.loads(line) for line in printed.splitlines()]
        assert [line["id"] for line in lines] == ["乙.txt", "甲.md"]
        (first, *_) = lines[1]["citations"]
        assert first["provisions"] == [{"article": 5}]
        assert first["relation"] == "basis"


def test_the_command_speaks_english_and_lists_reasons(
    folder: Path, capsys: Printed
) -> None:
    """What does not resolve stands there with its place and the reason."""
    words = ["cite", str(folder / "乙.txt"), "--as-of", "2022-01-01", "--lang", "en"]
    assert cli.main(words) == 0
    printed = capsys.readouterr().out
    assert "合同法第一条 [repealed]" in printed
    assert "no instrument of that name is held" in printed


def test_the_command_lists_twenty_and_says_how_many_more(
    tmp_path: Path, capsys: Printed
) -> None:
    """--all lists the rest."""
    text = "".join(f"《无此{number}办法》第一条。" for number in range(25))
    (tmp_path / "x.txt").write_text(text, "utf-8")
    assert cli.main(["cite", str(tmp_path / "x.txt")]) == 0
    assert "另有 5 项" in capsys.readouterr().out
    assert cli.main(["cite", str(tmp_path / "x.txt"), "--all"]) == 0
    assert "另有" not in capsys.readouterr().out


def test_the_command_says_which_file_it_could_not_read(
    folder: Path, capsys: Printed
) -> None:
    """The exit code is 1, and the others are printed all the same."""
    (folder / "坏.md").write_bytes(b"\xff\xff\xff\x81")
    assert cli.main(["cite", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "坏.md" in printed.err
    assert "无此办法" in printed.out


@pytest.mark.parametrize("words", [["cite"], ["cite", "nowhere-at-all.txt"]])
def test_the_command_without_a_text_is_refused(
    words: list[str], capsys: Printed
) -> None:
    """No path, or one that leads nowhere, ends with 2."""
    assert cli.main(words) == 2
    assert capsys.readouterr().err


def test_a_day_may_be_asked_for(corpus: Corpus) -> None:
    """The day decides between versions and ends."""
    source = Source(name="x", text="依照合同法第一条处理。")
    before, after = (
        survey([source], corpus, as_of=day).references[0].resolution
        for day in (date(2020, 12, 31), date(2021, 1, 1))
    )
    assert before
    assert after
    assert before.status is not ResolutionStatus.REPEALED
    assert after.status is ResolutionStatus.REPEALED
