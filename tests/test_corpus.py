"""A folder of texts becomes instruments; what cannot be read or told is reported."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from adminlaw.errors import (
    AmbiguousTitleError,
    CitationSyntaxError,
    InputError,
    UnknownInstrumentError,
    UnknownProvisionError,
    VersionError,
)
from adminlaw.statutes import (
    Corpus,
    InstrumentKind,
    Standing,
    read_corpus,
    read_statute,
)
from adminlaw.statutes.texts import pack, unpack

OLD = """# 某省甲条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 甲的具体办法由省人民政府制定。

第三条 本条例自2001年7月1日起施行。1990年5月1日发布的《某省旧甲办法》同时废止。
"""
NEW = """# 某省甲条例

2001年3月1日 某省第九届人民代表大会常务委员会第一次会议通过

2019年9月27日 某省第十三届人大常委会第二次会议《关于修改〈某省甲条例〉的决定》修正

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 甲的具体办法由省人民政府制定。

新的一款：

（一）甲；

（二）乙。

第三条 本条例自2001年7月1日起施行。
"""
REVISED = """# 某省乙条例

2005年1月10日 某省第十届人民代表大会常务委员会第三次会议通过

2020年1月10日 某省第十三届人民代表大会常务委员会第五次会议修订

<!-- INFO END -->

第一条 为了举例，制定本条例。

第二条 本条例自2020年5月1日起施行。第十条自2021年1月1日起施行。《某省丙条例》同时废止。
"""
ENDED = """# 某省丙条例

1999年1月10日 某省第九届人民代表大会常务委员会第三次会议通过

<!-- INFO END -->

第一条 本条例自1999年3月1日起施行。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four texts, a table and a file that is no text."""
    home = tmp_path / "laws"
    (home / "省").mkdir(parents=True)
    (home / "某省甲条例(2001-03-01).md").write_text(OLD, "utf-8")
    (home / "某省甲条例(2019-09-27).md").write_text(NEW, "utf-8")
    (home / "省" / "某省乙条例(2020-01-10).md").write_text(REVISED, "utf-8")
    (home / "省" / "某省丙条例(1999-01-10).txt").write_bytes(ENDED.encode("gb18030"))
    (home / "index.csv").write_text("name\n", "utf-8")
    return home


@pytest.fixture
def laws(folder: Path) -> Corpus:
    """Return the corpus of that folder."""
    return read_corpus(folder)


def test_texts_of_one_name_are_versions_of_one_instrument(laws: Corpus) -> None:
    """The older text is the first version, the newer one the amendment."""
    law = laws.instrument("某省甲条例")
    assert [(each.adopted, len(each.texts)) for each in law.versions] == [
        (date(2001, 3, 1), 1),
        (date(2019, 9, 27), 1),
    ]
    assert law.kind is InstrumentKind.LOCAL_REGULATION
    assert law.place == "某省"


def test_an_amended_text_does_not_tell_when_the_amendment_commences(
    laws: Corpus,
) -> None:
    """It prints 2001-07-01, which is the day of the first version and of no other."""
    first, second = laws.instrument("某省甲条例").versions
    assert first.commenced
    assert first.commenced.day == date(2001, 7, 1)
    assert second.commenced is None
    assert laws.on("某省甲条例", date(2010, 1, 1)).version == first
    assert laws.on("某省甲条例", date(2020, 1, 1)).standing is Standing.UNKNOWN


def test_a_whole_revision_tells_its_own_commencement(laws: Corpus) -> None:
    """A revised text is promulgated anew, and with it its closing article."""
    _, revised = laws.instrument("某省乙条例").versions
    assert revised.commenced
    assert revised.commenced.day == date(2020, 5, 1)
    parts = [(each.part, each.commenced.day) for each in revised.parts]
    assert parts == [("第十条", date(2021, 1, 1))]


def test_what_a_text_ends_is_repealed_from_its_commencement(laws: Corpus) -> None:
    """Both what the corpus holds and what it does not hold are known to have ended."""
    held = laws.on("某省丙条例", date(2020, 5, 1))
    assert held.standing is Standing.REPEALED
    assert held.ending
    assert held.ending.by == "某省乙条例"
    assert laws.on("某省丙条例", date(2020, 4, 30)).standing is Standing.IN_FORCE
    assert laws.on("某省旧甲办法", date(2001, 7, 1)).standing is Standing.REPEALED
    assert laws.on("某省旧甲办法", date(2001, 6, 30)).standing is Standing.UNKNOWN


def test_an_article_is_given_in_the_version_in_force(laws: Corpus) -> None:
    """第二条第二款第二项 stands in the later text only."""
    old = laws.article("某省甲条例", "第二条", on=date(2005, 1, 1))
    assert old.text == "第二条 甲的具体办法由省人民政府制定。"
    new = laws.article("某省甲条例", "第二条第二款第二项")
    assert new.text == "（二）乙。"
    assert new.version.adopted == date(2019, 9, 27)
    assert new.text_name == "某省甲条例(2019-09-27).md"
    assert "（二）乙。" in new._repr_html_()
    with pytest.raises(UnknownProvisionError, match="no such place"):
        laws.article("某省甲条例", "第二条第二款", on=date(2005, 1, 1))


def test_what_cannot_be_told_is_an_error_that_says_why(laws: Corpus) -> None:
    """Unknown names, days before the law, open days, no place: each has its own."""
    with pytest.raises(UnknownInstrumentError):
        laws.article("某省丁条例", "第一条")
    with pytest.raises(VersionError, match="not yet in force"):
        laws.article("某省甲条例", "第一条", on=date(2001, 6, 30))
    with pytest.raises(VersionError, match="2019-09-27"):
        laws.article("某省甲条例", "第一条", on=date(2020, 1, 1))
    with pytest.raises(VersionError, match="repealed"):
        laws.article("某省丙条例", "第一条", on=date(2021, 1, 1))
    with pytest.raises(UnknownProvisionError):
        laws.article("某省甲条例", "第九条")
    with pytest.raises(VersionError, match="2005-01-10"):
        laws.article("某省乙条例", "第一条", on=date(2010, 1, 1))
    with pytest.raises(CitationSyntaxError):
        laws.article("某省甲条例", "第一条、第二条")
    with pytest.raises(UnknownInstrumentError):
        laws.statute("没有的文件.md")


def test_a_version_without_a_text_is_not_held(folder: Path) -> None:
    """The record tells of the first version; its words are not there."""
    (folder / "某省甲条例(2001-03-01).md").unlink()
    laws = read_corpus(folder)
    with pytest.raises(UnknownProvisionError, match="is not held as a text"):
        laws.article("某省甲条例", "第一条", on=date(2005, 1, 1))


def test_files_that_are_no_texts_are_listed(laws: Corpus) -> None:
    """Nothing in the folder is passed over in silence."""
    assert laws.left_out == ("index.csv",)
    assert len(laws.entries) == 4
    assert not laws.unread


def test_a_file_that_cannot_be_decoded_is_listed_and_the_rest_is_read(
    folder: Path,
) -> None:
    """Neither UTF-8 nor GB18030: the file is named with what was expected."""
    (folder / "坏.md").write_bytes(b"\xff\xff\xff\x81")
    laws = read_corpus(folder)
    assert [each.file for each in laws.unread] == ["坏.md"]
    assert laws.unread[0] in laws.problems
    assert len(laws.entries) == 4


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    """A corpus is a folder."""
    with pytest.raises(InputError):
        read_corpus(tmp_path / "nowhere")


def test_a_store_gives_the_same_corpus_and_follows_changes(
    folder: Path, tmp_path: Path
) -> None:
    """Unchanged files come from the store, changed ones are read, gone ones dropped."""
    store = tmp_path / "laws.sqlite"
    first = read_corpus(folder, store=store)
    seen: list[int] = []
    again = read_corpus(folder, store=store, progress=lambda n, _: seen.append(n))
    assert not seen
    assert again.entries == first.entries
    assert again.instruments == first.instruments
    changed = folder / "某省甲条例(2019-09-27).md"
    changed.write_text(NEW.replace("乙。", "丙。"), "utf-8")
    os.utime(changed, ns=(1, 1))
    (folder / "省" / "某省乙条例(2020-01-10).md").unlink()
    third = read_corpus(folder, store=store)
    assert third.article("某省甲条例", "第二条第二款第二项").text == "（二）丙。"
    assert len(third.entries) == 3


def test_a_store_that_is_something_else_is_refused(folder: Path) -> None:
    """A file that is no store is not overwritten."""
    with pytest.raises(InputError):
        read_corpus(folder, store=folder / "index.csv")
    assert (folder / "index.csv").read_text("utf-8") == "name\n"


def test_a_text_that_changed_since_it_was_read_is_an_error(
    folder: Path, laws: Corpus
) -> None:
    """Offsets into another text would point at the wrong words."""
    path = folder / "某省甲条例(2019-09-27).md"
    path.write_text(NEW + "又一条。", "utf-8")
    with pytest.raises(InputError):
        laws.article("某省甲条例", "第一条")


def test_texts_of_one_version_in_parts_answer_together(folder: Path) -> None:
    """民法典 comes as one file a part; an article is found in whichever has it."""
    head = (
        "# 中华人民共和国某法典\n\n# {}\n\n"
        "2020年5月28日 第十三届全国人民代表大会第三次会议通过\n\n"
        "2021年1月1日 施行\n\n<!-- INFO END -->\n\n"
    )
    one = head.format("总则") + "第一条 甲。\n\n第二条 乙。\n"
    two = head.format("附则") + "第三条 丙。\n\n第四条 本法自2021年1月1日起施行。\n"
    (folder / "总则.md").write_text(one, "utf-8")
    (folder / "附则.md").write_text(two, "utf-8")
    laws = read_corpus(folder)
    day = date(2021, 1, 1)
    assert laws.article("某法典", "第二条", on=day).text == "第二条 乙。"
    assert laws.article("某法典", "第三条", on=day).text == "第三条 丙。"
    assert laws.instrument("某法典").kind is InstrumentKind.LAW


def test_two_texts_of_one_version_that_differ_are_ambiguous(folder: Path) -> None:
    """Which of them is right is not for the reader to choose."""
    copy = NEW.replace("（二）乙。", "（二）戊。")
    (folder / "省" / "某省甲条例(2019-09-27).md").write_text(copy, "utf-8")
    laws = read_corpus(folder)
    with pytest.raises(UnknownProvisionError, match="several"):
        laws.article("某省甲条例", "第二条第二款第二项")
    assert laws.article("某省甲条例", "第一条").text.startswith("第一条")


def test_names_of_several_instruments_are_ambiguous(folder: Path) -> None:
    """甲解释（一） and 甲解释（二） both answer to 甲解释."""
    for number in "一二":
        text = f"# 关于甲的解释（{number}）\n\n<!-- INFO END -->\n\n第一条 略。\n"
        (folder / f"{number}.md").write_text(text, "utf-8")
    with pytest.raises(AmbiguousTitleError):
        read_corpus(folder).instrument("关于甲的解释")


def test_units_survive_packing(folder: Path) -> None:
    """What a store keeps of a text is what was read."""
    units = read_statute(folder / "某省甲条例(2019-09-27).md").units
    assert unpack(pack(units)) == units


def test_relations_of_a_text_are_found_by_its_name(laws: Corpus) -> None:
    """The delegation of 第二条 names whom it charges."""
    found = laws.relations("某省甲条例(2001-03-01).md")
    assert ("delegation", "省人民政府") in {(x.kind.code, x.target) for x in found}
    assert ("repeal", "某省旧甲办法") in {(x.kind.code, x.target) for x in found}


def test_a_corpus_shows_itself(laws: Corpus) -> None:
    """In a notebook it is a table of kinds, texts and articles."""
    assert "地方性法规" in laws._repr_html_()
    assert "2001-07-01" in laws.instrument("某省甲条例")._repr_html_()


def test_statutes_come_one_at_a_time_in_order(laws: Corpus) -> None:
    """Walking through a corpus needs no more memory than one text."""
    names = [each.source for each in laws.statutes()]
    assert len(names) == 4
    assert names[0] == "某省甲条例(2001-03-01).md"
