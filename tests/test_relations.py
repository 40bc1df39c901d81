"""What a text says of others: a clause of each kind, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adminlaw.statutes import (
    Obligation,
    TextRelation,
    TextRelationKind,
    find_relations,
    read_statute,
)


def relations(
    text: str, kind: TextRelationKind, title: str = "某条例"
) -> list[TextRelation]:
    """Return the relations of one kind in a text with that name."""
    statute = read_statute(f"{title}\n{text}")
    return [each for each in find_relations(statute) if each.kind is kind]


def targets(text: str, kind: TextRelationKind, title: str = "某条例") -> list[str]:
    """Return the targets of the relations of one kind."""
    return [each.target for each in relations(text, kind, title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条 为了举例，根据《甲法》《乙条例》，制定本条例。", ["甲法", "乙条例"]),
        ("第一条 根据宪法，制定本法。", ["宪法"]),
        ("第一条 为了实施《甲法》，结合本省实际，制定本办法。", ["甲法"]),
        ("第一条 根据有关法律、法规，制定本条例。", []),
        ("第二条 依照《甲法》应当给予处罚的，由公安机关处罚。", []),
    ],
)
def test_the_enabling_clause_names_the_basis(text: str, expected: list[str]) -> None:
    """Named instruments are targets; 有关法律 names none."""
    assert targets(text, TextRelationKind.ENABLING) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第九条 本条例自2020年1月1日起施行。《甲条例》同时废止。", ["甲条例"]),
        ("第九条 《甲办法》、《乙规定》同时废止。", ["甲办法", "乙规定"]),
        ("第九条 1994年1月1日国务院发布的《甲条例》即行废止。", ["甲条例"]),
        (
            "第九条 经《关于修改〈甲条例〉的决定》修正的《甲条例》同时废止。",
            ["甲条例"],
        ),
        ("第九条 有权机关可以修改或者废止规范性文件。", []),
        ("第九条 许可证自行失效。", []),
    ],
)
def test_the_repeal_clause_names_what_ends(text: str, expected: list[str]) -> None:
    """The decision that once amended the instrument is not what ends."""
    assert targets(text, TextRelationKind.REPEAL) == expected


@pytest.mark.parametrize(
    ("text", "body", "obligation", "term"),
    [
        ("第二条 具体办法由国务院规定。", "国务院", Obligation.MUST, ""),
        (
            "第二条 省人民政府可以根据本条例制定实施细则。",
            "省人民政府",
            Obligation.MAY,
            "",
        ),
        (
            "第二条 市人民政府应当自本条例施行之日起一年内制定具体实施办法。",
            "市人民政府",
            Obligation.MUST,
            "一年内",
        ),
    ],
)
def test_a_delegation_says_who_whether_and_by_when(
    text: str, body: str, obligation: Obligation, term: str
) -> None:
    """由 and 应当 oblige, 可以 allows; a term is kept as written."""
    (found,) = relations(text, TextRelationKind.DELEGATION)
    assert (found.target, found.obligation, found.term) == (body, obligation, term)
    assert found.address.startswith("第二条")


@pytest.mark.parametrize(
    "text",
    [
        "第二条 由国务院规定的部门负责。",
        "第二条 县级人民政府应当制定应急预案。",
        "第二条 收费标准按照国务院的规定执行。",
        "第二条 合同条款由当事人规定。",
    ],
)
def test_what_refers_to_rules_or_makes_plans_is_no_delegation(text: str) -> None:
    """Rules that exist, plans and contracts are not rules to be made."""
    assert not relations(text, TextRelationKind.DELEGATION)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("第二条 其他行为参照本条例执行。", TextRelationKind.ANALOGY, ["本条例"]),
        (
            "第二条 法律、行政法规另有规定的，从其规定。",
            TextRelationKind.PRECEDENCE,
            ["法律、行政法规"],
        ),
        ("第二条 当事人另有约定的除外。", TextRelationKind.PRECEDENCE, []),
        (
            "第二条 本条例所称甲，是指乙。",
            TextRelationKind.DEFINITION,
            ["甲"],
        ),
        (
            "第二条 国务院甲主管部门（以下简称甲部门）负责。",
            TextRelationKind.SHORT_NAME,
            ["甲部门"],
        ),
        (
            "第二条 本法中“二日”“三日”的规定是指工作日，不含法定节假日。",
            TextRelationKind.COUNTING,
            [""],
        ),
    ],
)
def test_how_a_text_is_to_be_read_is_found(
    text: str, kind: TextRelationKind, expected: list[str]
) -> None:
    """Analogy, precedence, definition, short name, counting: each has its words."""
    assert targets(text, kind) == expected


def test_an_amending_text_names_what_it_amends() -> None:
    """Each instruction that names an instrument is one relation."""
    text = "一、将甲法第十七条修改为：“新的规定。”\n二、删去第二条。"
    found = targets(text, TextRelationKind.AMENDMENT, "甲法修正案（二）")
    assert found == ["甲法"]


def test_a_relation_points_at_its_words() -> None:
    """Start and end are offsets into the text that was read."""
    text = "某条例\n第一条 略。\n第二条 《甲条例》同时废止。"
    statute = read_statute(text)
    (found,) = find_relations(statute)
    assert "《甲条例》" in text[found.start : found.end]
    assert found.address == "第二条第一款"


# fmt: off
WORDS = st.sampled_from(
    (
        "根据", "《", "》", "〈", "〉", "甲法", "制定", "本条例", "，", "。", "由",
        "国务院", "规定", "废止", "同时", "参照", "第一条", "（", "）", "以下简称",
        "另有规定", "从其规定", "所称", "是指", "“", "”", "修改为", "可以", "另行",
        "工作日", "\n", "、", "：", "一年内", "的", "自",
    )
)
# fmt: on


@given(st.lists(WORDS, max_size=60).map("".join), st.sampled_from(["某法", "某决定"]))
def test_any_words_of_law_in_any_order_are_looked_at_without_harm(
    words: str, title: str
) -> None:
    """No order of marks and cue words breaks a finder, and spans stay inside."""
    text = f"{title}\n第一条 {words}"
    for found in find_relations(read_statute(text)):
        assert 0 <= found.start < found.end <= len(text)
