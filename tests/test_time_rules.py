"""The rules of the statutes: what they hold, where they stand, and what is left out."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.citations import (
    Citation,
    Provision,
    parse_citation,
    parse_numeral,
)
from adminlaw.converter import structure
from adminlaw.errors import FieldValueError, InputError, UnknownRuleError
from adminlaw.labels import Label
from adminlaw.periods import Direction, FirstDay, Length, LengthUnit
from adminlaw.rulebook import (
    Cap,
    Content,
    CreationAuthority,
    ExerciseAuthority,
    Extension,
    FixedDate,
    Grant,
    Nature,
    Norm,
    Precedence,
    Quantity,
    Roll,
    Rule,
    Rulebook,
    RuleVersion,
    Side,
    SourceStatus,
    TimeLimit,
    left_out,
    load_rulebook,
)
from adminlaw.rulebook.loader import ShippedRules
from adminlaw.rulebook.stale import stale
from adminlaw.spans import DateSpan
from adminlaw.statutes import (
    Corpus,
    Standing,
    Statute,
    load_facts,
    read_corpus,
)

LAW = load_rulebook()
STATUTES = tuple(LAW.statutes.values())
PAIRS = tuple((rule, version) for rule in STATUTES for version in rule.versions)
LIMITS = tuple(
    (rule, version, version.content)
    for rule, version in PAIRS
    if isinstance(version.content, TimeLimit)
)
DATA = files("adminlaw.rulebook").joinpath("data", "statutes")
CASES = Path(__file__).parent / "cases"

chinese = re.compile("[一-鿿]")


def labels_of(content: object) -> Iterator[Label]:
    """Yield every label that a rule holds, nested ones too."""
    names = getattr(content, "__attrs_attrs__", ())
    for value in (getattr(content, each.name) for each in names):
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Label):
                yield each
            elif isinstance(each, (Extension, Cap, Grant)):
                yield from labels_of(each)


# What the files hold


def test_the_rule_book_of_the_statutes_is_as_large_as_was_counted() -> None:
    """Nothing was lost when the files moved in: kinds and versions are counted."""
    kinds = Counter(rule.kind.code for rule in STATUTES)
    assert kinds == {
        "time_limit": 417,
        "quantity": 221,
        "fixed_date": 7,
        "norm": 13,
        "creation_authority": 13,
        "exercise_authority": 16,
        "precedence": 17,
    }
    versions = Counter(rule.kind.code for rule, _ in PAIRS)
    assert versions["time_limit"] == 705
    assert versions["quantity"] == 354
    assert versions["fixed_date"] == 12


def test_no_id_is_used_twice_in_the_whole_rule_book() -> None:
    """An id names one rule, of a statute or not."""
    ids = Counter(rule.id for rule in LAW.every())
    assert set(ids.values()) == {1}
    assert not set(LAW.rules) & set(LAW.statutes)
    assert not set(LAW.review) & {*LAW.rules, *LAW.statutes}


def test_every_rule_stands_in_a_file_of_its_area() -> None:
    """The word before the first dot names the file, so that one file is read."""
    areas = {file.name.partition(".")[0] for file in DATA.iterdir()}
    assert {rule.id.partition(".")[0] for rule in STATUTES} == areas
    assert all(LAW.statutes[rule.id] is rule for rule in STATUTES)


def test_every_rule_of_a_statute_has_names_in_both_languages() -> None:
    """Ids are words with dots; labels are 汉字, and Latin letters without any."""
    for rule, version in PAIRS:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", rule.id), rule.id
        for label in (rule.label, *labels_of(version.content)):
            assert chinese.search(label.zh), (rule.id, label)
            assert re.search("[A-Za-z]", label.en), (rule.id, label)
            assert not chinese.search(label.en), (rule.id, label)


def test_every_version_of_a_statute_is_national_and_names_its_text() -> None:
    """A source is a title and a text by its day, and an article if that was read."""
    for rule, version in PAIRS:
        assert rule.place == ""
        assert parse_citation(str(version.source)) == version.source
        assert version.text, rule.id
        assert version.status is not SourceStatus.REPORTED
        if version.status is SourceStatus.READ:
            assert all(each.article for each in version.source.provisions), rule.id
            assert version.source.provisions, rule.id


def test_a_number_of_a_statute_is_given_as_printed() -> None:
    """Only what sets no number has no number phrase."""
    for rule, version in PAIRS:
        match version.content:
            case Norm() | ExerciseAuthority() | Precedence():
                numbered = False
            case CreationAuthority(may=grants):
                numbered = any(each.longest for each in grants)
            case _:
                numbered = True
        assert bool(version.printed) is numbered, rule.id


def test_the_versions_of_a_rule_follow_each_other_without_overlap() -> None:
    """A new version is added below, and the one before it is closed."""
    for rule in STATUTES:
        spans = [each.valid for each in rule.versions]
        for before, after in pairwise(spans):
            assert before.until, rule.id
            assert after.since, rule.id
            assert before.until <= after.since, rule.id


def test_what_runs_backward_or_restrains_never_moves_to_a_later_day() -> None:
    """A notice is due before its day, and nobody is held longer for a holiday."""
    for rule, _, limit in LIMITS:
        if limit.direction is Direction.BACKWARD or limit.nature is Nature.RESTRAINT:
            assert limit.roll is Roll.NEVER, rule.id
        if limit.length.unit is LengthUnit.HOUR:
            assert limit.roll is not Roll.STATUTE, rule.id


ONE = {"当日", "每年", "按月", "有效期届满前"}
"""Phrases that print no number and mean one day, one month or one year."""

WRITTEN = {
    LengthUnit.HOUR: {"小时"},
    LengthUnit.WORKING_DAY: {"工作日", "日"},
    LengthUnit.DAY: {"日", "天"},
    LengthUnit.WEEK: {"周"},
    LengthUnit.MONTH: {"月"},
    LengthUnit.YEAR: {"年"},
}


def test_a_length_has_the_number_and_the_unit_that_are_printed() -> None:
    """日 may be a working day, where a clause says so; a month is never thirty days."""
    for rule, version, limit in LIMITS:
        printed = re.findall(
            r"([0-9]+|[一二三四五六七八九十百两]+)个?(工作日|小时|日|天|周|月|年)",
            even(version.printed),
        )
        numbers = {
            parse_numeral(text.replace("两", "二"))
            for text, unit in printed
            if unit in WRITTEN[limit.length.unit]
        }
        wanted = {1} if version.printed in ONE else numbers
        assert limit.length.number in wanted, (rule.id, version.printed)


def test_a_day_is_a_working_day_only_where_a_clause_says_so() -> None:
    """A bare 日 counted in working days names the clause, and 工作日 needs none."""
    for rule, version, limit in LIMITS:
        if limit.length.unit is LengthUnit.WORKING_DAY and version.printed not in ONE:
            assert limit.unit_by or "工作日" in version.printed, rule.id


@pytest.mark.parametrize(
    "rule", ["disclosure.confirm_receipt", "tax.issue_registration"]
)
def test_on_the_same_day_is_one_day_that_counts(rule: str) -> None:
    """当日 is no length of nothing: the day of the event is the one day there is."""
    (version,) = LAW.statutes[rule].versions
    assert isinstance(version.content, TimeLimit)
    assert version.printed == "当日"
    assert version.content.length == Length(1, LengthUnit.DAY)
    assert version.content.first_day is FirstDay.COUNTED


# Asking for a rule


def test_a_time_limit_is_asked_for_by_the_day_of_its_event() -> None:
    """三日 were calendar days until 2021-07-14; 五日 are working days since."""
    before = LAW.time_limit("penalty.request_hearing", on=date(2021, 7, 14)).content
    since = LAW.time_limit("penalty.request_hearing", on=date(2021, 7, 15)).content
    assert isinstance(before, TimeLimit)
    assert isinstance(since, TimeLimit)
    assert str(before.length) == "3 days"
    assert str(since.length) == "5 working days"
    assert str(since.unit_by) == "《中华人民共和国行政处罚法》第八十五条"
    assert since.side is Side.CITIZEN


def test_an_extension_says_how_much_by_whom_and_on_what() -> None:
    """An answer on disclosure may take 20 working days more, approved and notified."""
    content = LAW.time_limit("disclosure.answer", on=date(2024, 1, 2)).content
    assert isinstance(content, TimeLimit)
    extension = content.extension
    assert extension
    assert str(extension.length) == "20 working days"
    assert extension.notify
    assert extension.times == 1
    assert str(extension.source).endswith("第三十三条第二款")


def test_sources_of_several_places_are_kept_one_by_one() -> None:
    """The times that do not count in a reconsideration stand in two instruments."""
    content = LAW.time_limit("reconsideration.decide", on=date(2024, 1, 2)).content
    assert isinstance(content, TimeLimit)
    titles = [each.short_title for each in content.excluded_source]
    assert titles == ["行政复议法", "行政复议法实施条例"]


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("no.such", date(2024, 1, 1)),
        ("penalty.no_such", date(2024, 1, 1)),
        ("", date(2024, 1, 1)),
        ("penalty.decide", date(2021, 7, 14)),
    ],
)
def test_a_time_limit_that_is_not_law_that_day_is_refused(rule: str, day: date) -> None:
    """No other version is put in the place of one that is not in force."""
    with pytest.raises(UnknownRuleError) as caught:
        LAW.time_limit(rule, on=day)
    assert (caught.value.rule, caught.value.day) == (rule, day)


@pytest.mark.parametrize("rule", ["penalty.exempt_age", "figures.accuracy"])
def test_a_rule_that_is_no_time_limit_is_no_time_limit(rule: str) -> None:
    """A quantity or a norm has no last day."""
    with pytest.raises(FieldValueError):
        LAW.time_limit(rule, on=date(2024, 1, 1))


def test_the_rules_of_the_statutes_are_read_area_by_area() -> None:
    """Loading reads none of the statutes, and one question reads one area."""
    program = """
from datetime import date
from adminlaw.rulebook import load_rulebook
from adminlaw.rulebook.loader import _area
law = load_rulebook()
assert _area.cache_info().currsize == 0
law.version("figures.accuracy", date(2024, 1, 1))
assert _area.cache_info().currsize == 0
law.time_limit("penalty.decide", on=date(2024, 1, 1))
assert _area.cache_info().currsize == 1
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own


def test_nobody_changes_the_rules_of_the_statutes() -> None:
    """They are a mapping that is only read."""
    with pytest.raises(TypeError):
        LAW.statutes["own.norm"] = STATUTES[0]  # type: ignore[index]
    assert "penalty.decide" in ShippedRules("statutes")
    assert "penalty.no_such" not in ShippedRules("statutes")
    assert len(ShippedRules("statutes")) == len(STATUTES)


@pytest.mark.parametrize(
    ("place", "places"),
    [
        (None, {"", "131100", "320481", "370000", "430000", "440881", "511900"}),
        ("", {""}),
        ("440881", {"", "440881"}),
        ("430100", {"", "430000"}),
        ("110000", {""}),
    ],
)
def test_a_rule_book_of_a_place_holds_what_is_law_there(
    place: str | None, places: set[str]
) -> None:
    """National rules always; those of other places never."""
    law = load_rulebook(place=place)
    assert {rule.place for rule in law.rules.values()} == places
    assert law.get("penalty.decide")


def test_a_place_that_is_no_division_code_is_refused() -> None:
    """A name is not taken for a code."""
    with pytest.raises(InputError) as caught:
        load_rulebook(place="廉江")
    assert "'廉江'" in caught.value.message("zh")


def test_a_city_may_rest_a_rule_on_a_statute(tmp_path: Path) -> None:
    """Its rule has the days, the strength and the source of the statute's."""
    file = tmp_path / "own.toml"
    file.write_text(
        '[[norm]]\nid = "own.review"\nlabel = { zh = "甲", en = "a" }\n'
        'rests_on = "penalty.legality_review"\n',
        "utf-8",
    )
    law = load_rulebook(extra=[file])
    own, base = law.rules["own.review"], law.statutes["penalty.legality_review"]
    assert own.versions == base.versions


# Rules whose source is no longer law


FACTS = load_facts()


def version(
    source: str, *, text: date | None = None, also_texts: tuple[date, ...] = ()
) -> RuleVersion:
    """Return a version that is always in force and cites *source*."""
    return RuleVersion(
        valid=DateSpan.always(),
        modality=PAIRS[0][1].modality,
        source=parse_citation(source),
        content=Norm(),
        text=text,
        also_texts=also_texts,
    )


def book(*versions: RuleVersion) -> Rulebook:
    """Return a rule book with one rule a version."""
    kind = LAW.rules["figures.accuracy"].kind
    rules = {
        f"own.{index}": Rule(
            id=f"own.{index}", kind=kind, label=Label("甲", "a"), versions=(each,)
        )
        for index, each in enumerate(versions)
    }
    return Rulebook(rules=rules, measures={}, statutes={}, review={})


@pytest.mark.parametrize(
    ("source", "texts", "day", "standing"),
    [
        ("《行政处罚法》第五条", (date(2021, 1, 22),), date(2022, 1, 1), None),
        ("《行政处罚法》第五条", (), date(2022, 1, 1), None),
        ("《行政处罚法》", (date(1996, 3, 17),), date(2022, 1, 1), Standing.IN_FORCE),
        (
            "《行政处罚法》",
            (date(1996, 3, 17), date(2017, 9, 1)),
            date(2019, 1, 1),
            None,
        ),
        ("《信访条例》", (date(2005, 1, 10),), date(2022, 4, 30), None),
        ("《信访条例》", (date(2005, 1, 10),), date(2022, 5, 1), Standing.REPEALED),
        ("《信访条例》", (), date(2022, 5, 1), Standing.REPEALED),
        ("《行政处罚法》", (date(1996, 3, 17),), date(1996, 9, 30), Standing.NOT_YET),
        ("《某市办法》", (), date(2022, 5, 1), Standing.UNKNOWN),
    ],
)
def test_a_rule_is_stale_where_another_text_or_none_is_in_force(
    source: str, texts: tuple[date, ...], day: date, standing: Standing | None
) -> None:
    """A rule is named with how its instrument stands; a sound one is not named."""
    text = texts[0] if texts else None
    cited = version(source, text=text, also_texts=texts[1:])
    found = stale(book(cited), FACTS, day)
    assert [each.standing for each in found] == ([standing] if standing else [])
    for each in found:
        assert each.version is cited
        assert chinese.search(each.reason.zh)
        assert re.search("[a-z]", each.reason.en)


def test_a_rule_that_is_not_in_force_is_not_stale() -> None:
    """The old version of a rule cites an old text, and that is as it should be."""
    day = date(2018, 6, 1)
    held = {each.rule.id for each in stale(LAW, FACTS, day)}
    assert "penalty.decide" not in held


STALE = {
    # No fact is held of when order 149 commenced (recalled: 2019-01-01).
    "公安机关办理行政案件程序规定",
    # The interpretation of 2000 is in no table; its amendment of 2020 has no day.
    "最高人民法院关于执行〈中华人民共和国行政诉讼法〉若干问题的解释（法释〔2000〕8号）",
    "最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释",
}


def test_no_rule_of_a_statute_cites_a_text_that_was_not_in_force() -> None:
    """On every day on which a rule or an instrument changed each rule is sound."""
    days = {
        each
        for _, version in PAIRS
        for each in (version.valid.since, version.valid.last_day)
        if each
    }
    days |= {date(each.year, 12, 1) for each in days} | {date(2026, 6, 1)}
    for day in sorted(days):
        for each in stale(LAW, FACTS, day):
            if each.rule.id in LAW.statutes:
                assert each.standing is Standing.UNKNOWN, (day, each)
                assert each.version.source.title in STALE, (day, each)


# The texts of the statutes


@pytest.fixture(scope="session")
def texts(corpus: Path) -> Corpus:
    """Return the corpus of statutes, read once."""
    return read_corpus(corpus)


@pytest.fixture(scope="session")
def places(texts: Corpus) -> Places:
    """Return where words are looked up in the corpus."""
    return Places(texts)


class Places:
    """What stands at a place of a text, blanks off and digits narrow."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._held: dict[str, Statute] = {}

    def statutes(self, title: str, text: date) -> list[Statute]:
        """Return the texts that the corpus holds of a version."""
        held = self._corpus.instrument(title).version(text)
        for name in held.texts if held else ():
            if name not in self._held:
                self._held[name] = self._corpus.statute(name)
        return [self._held[name] for name in (held.texts if held else ())]

    def words(self, source: Citation, text: date) -> list[str]:
        """Return the words of each place that a citation names in a version."""
        return [
            even(passage.text)
            for statute in self.statutes(source.title, text)
            for each in source.provisions
            for passage in statute.places(each)
        ]

    def in_force(self, title: str, day: date) -> date | None:
        """Return the day of adoption of the version in force on a day."""
        version = self._corpus.on(title, day).version
        return version.adopted if version else None


WIDE = str.maketrans("０１２３４５６７８９", "0123456789", "\u200b")


def even(text: str) -> str:
    """Return words without blanks and with narrow digits."""
    return "".join(text.split()).translate(WIDE)


def test_every_rule_that_was_read_stands_where_it_says(places: Places) -> None:
    """The printed phrase stands in the cited 款 and 项 of the cited text."""
    wrong = [
        (rule.id, str(version.source), version.printed)
        for rule, version in PAIRS
        if version.status is SourceStatus.READ and version.text
        for found in [places.words(version.source, version.text)]
        if not found or not all(even(version.printed) in each for each in found)
    ]
    assert not wrong


def test_what_is_said_to_stand_in_other_texts_too_stands_there(places: Places) -> None:
    """Of those texts that the corpus holds."""
    looked_at = 0
    for rule, version in PAIRS:
        for text in version.also_texts:
            found = places.words(version.source, text)
            looked_at += bool(found)
            assert all(even(version.printed) in each for each in found), rule.id
            assert found or not places.statutes(version.source.title, text), rule.id
    assert looked_at > 30


def cited(version: RuleVersion) -> Iterator[tuple[Citation, str]]:
    """Yield the other provisions that a time limit names, and what is printed there."""
    limit = version.content
    if not isinstance(limit, TimeLimit):
        return
    if limit.unit_by:
        yield limit.unit_by, ""
    for each in limit.excluded_source:
        yield each, ""
    if limit.extension:
        yield limit.extension.source, limit.extension.printed
    if limit.cap:
        yield limit.cap.source or version.source, limit.cap.printed


HELD_BY_NO_TABLE = "最高人民法院关于执行〈中华人民共和国行政诉讼法〉若干问题的解释"


def texts_of(source: Citation, version: RuleVersion, places: Places) -> set[date]:
    """Return the texts in which another provision that a version names is to stand."""
    if source.title == version.source.title:
        return set(version.texts)
    days = (version.valid.since, version.valid.last_day or date(2026, 6, 1))
    found = {places.in_force(source.title, each) for each in days if each}
    return {each for each in found if each}


def test_the_other_provisions_that_a_rule_names_exist_and_say_so(
    places: Places,
) -> None:
    """The clause of the unit, the extension, the cap, the times that do not count."""
    looked_at = 0
    for rule, version in PAIRS:
        for source, printed in cited(version):
            if source.title.startswith(HELD_BY_NO_TABLE):
                continue
            for text in texts_of(source, version, places):
                held = places.statutes(source.title, text)
                found = places.words(source, text)
                looked_at += bool(held)
                assert found or not held, (rule.id, str(source), text)
                if version.status is SourceStatus.READ and found:
                    assert any(even(printed) in each for each in found), rule.id
    assert looked_at > 100


# Completeness


DIGITS = "0-9零一二三四五六七八九十百千两半几"
NUMBER = f"(?<![第任{DIGITS}])[{DIGITS}]+"
EXPRESSION = re.compile(
    rf"{NUMBER}(?:个)?(?:小时|工作日|日|天|周岁|周(?!年)|星期|月|季度|年)"
    rf"|每[日天周月年]|[当次即翌]日|隔日"
    rf"|{NUMBER}(?:[万亿]?元|人|名|份|倍|次|件|[%％])|{NUMBER}个?(?:以上|以下|以内)"
    r"|百分之|分之|过半数"
)
"""A length of time or a number that may be a threshold."""

ASIDE = re.compile(
    r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    r"|第[零〇一二三四五六七八九十百千、和至]+[条款项章节编次届审](?:之[一二三四五六七八九十])?"
    r"|第三人|一次性|一人民"
)
"""Dates, places in a text and fixed words, which are neither."""

SCOPE = {"中华人民共和国民法典": range(188, 205)}
"""Of a code, only the articles on limitation and on the counting of periods."""

NO_RULE = {("最高人民法院关于审理行政协议案件若干问题的规定", date(2019, 11, 27))}
"""Texts that were read and hold no rule of their own."""


def test_an_expression_of_time_is_seen() -> None:
    """What the scan looks for, and what it passes over."""
    for words in ("九十日", "3个工作日", "每年", "两名以上", "百分之三", "二十四小时"):
        assert EXPRESSION.search(ASIDE.sub("", words))
    for words in ("第三十日", "2021年7月15日", "第三人", "及时", "第二款、第三款"):
        assert not EXPRESSION.search(ASIDE.sub("", words))


def read_texts() -> set[tuple[str, date]]:
    """Return the title and the day of every text that was read for its rules."""
    return NO_RULE | {
        (version.source.title, text)
        for _, version in PAIRS
        if version.status is SourceStatus.READ
        for text in version.texts
    }


def ruled(places: Places) -> Mapping[tuple[str, date], set[tuple[int, int]]]:
    """Return the articles of each text that some rule cites."""
    found: dict[tuple[str, date], set[tuple[int, int]]] = {}
    for _, version in PAIRS:
        sources = (version.source, *(source for source, _ in cited(version)))
        for source in sources:
            if source.title.startswith(HELD_BY_NO_TABLE):
                continue
            for text in texts_of(source, version, places):
                key = (source.title, text)
                found.setdefault(key, set()).update(map(number, source.provisions))
    return found


def number(place: Provision) -> tuple[int, int]:
    """Return what an article is counted by."""
    return place.article or 0, place.suffix or 0


def printing(
    title: str, text: date, places: Places
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield each article of a text that prints an expression of time, and that."""
    for statute in places.statutes(title, text):
        for article in statute.articles:
            if title in SCOPE and article.article not in SCOPE[title]:
                continue
            words = even("\n".join(each.text for each in statute.places(article)))
            words = words.removeprefix(str(article))
            expression = EXPRESSION.search(ASIDE.sub("＃", words))
            if expression:
                yield number(article), expression[0]


def test_every_article_with_a_time_has_a_rule_or_a_reason(places: Places) -> None:
    """Each article that prints a time or a number is ruled, or says why it is not."""
    held = ruled(places)
    reasons = {
        (each.statute, each.text, number(each.article)): each for each in left_out()
    }
    missing, used = [], set()
    for title, text in sorted(read_texts()):
        for article, expression in printing(title, text, places):
            key = (title, text, article)
            if key in reasons:
                used.add(key)
            if article not in held.get((title, text), set()) and key not in reasons:
                missing.append((title, text, article, expression))
    assert not missing
    assert used == set(reasons)


def test_an_article_is_left_out_once_and_for_a_reason() -> None:
    """A reason is more than a word, and no article has two."""
    keys = [(each.statute, each.text, each.article) for each in left_out()]
    assert len(keys) == len(set(keys))
    assert all(len(each.reason) > 20 for each in left_out())


# The rules outside the corpus


@pytest.fixture(scope="session")
def outside(corpus: Path) -> list[dict[str, Any]]:
    """Return the list of rules that no text of the corpus holds."""
    file = corpus.parent / "reference" / "rules-outside-corpus.jsonl"
    if not file.is_file():
        pytest.skip("no rules-outside-corpus.jsonl beside the corpus")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def carriers() -> dict[int, list[str]]:
    """Return the rules that carry each row, by the number of the row from 1."""
    path = CASES / "rules_outside_corpus.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        int(row["row"]): [each["rule"] for each in rows if each["row"] == row["row"]]
        for row in rows
    }


UNITS = {"CNY": "yuan", "working_day": "working day"}


def amounts(version: RuleVersion) -> set[tuple[str, str]]:
    """Return the numbers that a version sets, each with its unit."""
    content: Content = version.content
    match content:
        case TimeLimit():
            caps = [content.cap.length] if content.cap else []
            lengths = [content.length, *caps]
            return {(str(each.number), each.unit.code) for each in lengths}
        case FixedDate():
            return {(f"{content.month:02}-{content.day:02}", "date")}
        case Quantity():
            bounds = (content.at_least, content.at_most)
            return {(str(each), content.unit.code) for each in bounds if each}
        case _:
            return {("None", "None")}


def known_in(row: Mapping[str, Any]) -> DateSpan:
    """Return the days on which a row is law; the last one named is included."""
    last = row.get("version_effective_to")
    return DateSpan(
        date.fromisoformat(row["version_effective_from"]),
        date.fromisoformat(last) + timedelta(days=1) if last else None,
    )


def carries(rule: Rule, row: Mapping[str, Any]) -> bool:
    """Tell whether a rule says the number of a row on the days of the row."""
    quantity, unit = str(row.get("quantity")), str(row.get("unit"))
    return any(
        (quantity, UNITS.get(unit, unit)) in amounts(each)
        and each.valid.overlaps(known_in(row))
        for each in rule.versions
    )


def test_every_rule_outside_the_corpus_is_carried(
    outside: list[dict[str, Any]],
) -> None:
    """Each row has a rule with its number and unit, on its days, recalled."""
    table = carriers()
    assert set(table) == set(range(1, len(outside) + 1))
    for index, row in enumerate(outside, start=1):
        for name in table[index]:
            rule = LAW.get(name)
            assert rule, (index, name)
            assert carries(rule, row), (index, name)
            recalled = [v for v in rule.versions if v.status is SourceStatus.RECALLED]
            assert any(each.valid.overlaps(known_in(row)) for each in recalled), index


def test_the_extensions_outside_the_corpus_are_carried(
    outside: list[dict[str, Any]],
) -> None:
    """Length, unit and number of an extension are those of the row."""
    table = carriers()
    for index, row in enumerate(outside, start=1):
        wanted = row.get("extension")
        if not wanted:
            continue
        days = known_in(row)
        versions: Iterable[RuleVersion] = LAW.statutes[table[index][0]].versions
        (found,) = [
            limit.extension
            for each in versions
            if each.valid.overlaps(days)
            for limit in [each.content]
            if isinstance(limit, TimeLimit)
        ]
        assert found
        assert found.length
        unit = UNITS.get(wanted["unit"], wanted["unit"])
        assert (found.length.number, found.length.unit.code) == (
            wanted["quantity"],
            unit,
        )
        assert found.times == wanted["max_times"]


# The pages


def test_every_rule_of_a_statute_has_a_section_on_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both labels, each source and each number as printed stand on the page."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "docs"))
    pages = import_module("generator.law_pages").statute_pages()
    for rule in STATUTES:
        page = pages[f"reference/rules/{rule.id.partition('.')[0]}.md"]
        section = page.partition(f"### {rule.id}\n")[2].partition("\n#")[0]
        assert f"{rule.label.zh} · {rule.label.en}" in section, rule.id
        for each in rule.versions:
            assert str(each.source) in section, rule.id
            assert each.printed in section, rule.id
    text = "\n".join(pages.values())
    assert all(each.reason in text for each in left_out())


# What cannot be written


@given(month=st.integers(1, 12), day=st.integers(1, 31))
def test_a_fixed_date_is_a_day_of_some_year(month: int, day: int) -> None:
    """29 February is one, 30 February is none."""
    person = Label("甲", "a")
    try:
        date(2000, month, day)
    except ValueError:
        with pytest.raises(FieldValueError):
            FixedDate(actor=person, action=person, month=month, day=day, years_later=1)
        return
    made = FixedDate(actor=person, action=person, month=month, day=day, years_later=1)
    assert (made.month, made.day) == (month, day)


@pytest.mark.parametrize("bound", ["at_least", "at_most", "more_than", "less_than"])
def test_a_quantity_has_at_least_one_bound(bound: str) -> None:
    """One bound is enough, and none is no quantity."""
    without = {"subject": {"zh": "甲", "en": "a"}, "unit": "yuan"}
    made = structure({**without, bound: 5}, Quantity)
    assert getattr(made, bound) == Decimal(5)
    with pytest.raises(InputError):
        structure(without, Quantity)
