"""Draw under which law an instrument was made, and which delegated rules were made.

The facts table says it for instruments whose text is not at hand. A delegation is
fulfilled by an instrument of the body that it names which says that it is made under
that article, or is made under that law and bears the matter in its name. The limits:
a rule that nobody holds is not known not to exist; the question says how many of
that body's instruments are held.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from adminlaw.citations import title_key
from adminlaw.graph.drawing import Drawing, Evidence
from adminlaw.graph.laws import FACTS, Laws
from adminlaw.graph.schema import EdgeKind, NodeKind
from adminlaw.model import Confidence
from adminlaw.statutes import Instrument, InstrumentKind, Version


def draw_enabling(drawing: Drawing, laws: Laws) -> None:
    """Draw the enabling laws that the facts table knows, up to the law at the top."""
    waiting = [
        each["title"]
        for _, each in list(drawing.graph.nodes(data=True))
        if each["kind"] is NodeKind.INSTRUMENT
    ]
    done: set[str] = set()
    while waiting:
        title = waiting.pop()
        drawn = None if title in done else laws.named(title)
        done.add(title)
        if drawn is None:
            continue
        for version in drawn.versions:
            if not version.texts:
                waiting += _enable(drawing, laws, (drawn.instrument, version))


def _enable(
    drawing: Drawing, laws: Laws, of: tuple[Instrument, Version]
) -> Iterator[str]:
    """Draw under which laws a version was made; yield their names."""
    instrument, version = of
    told = drawing.facts.enabling.get((title_key(instrument.title), version.adopted))
    if told is None:
        return
    drawn = laws.drawn(instrument)
    for title in told.by:
        law = laws.named(title)
        if law is None or law.node == drawn.node:
            continue
        evidence = Evidence(source=FACTS, words=f"{told.place}")
        drawing.edge((drawn.key(version), law.node), EdgeKind.ENABLED_BY, evidence)
        yield law.instrument.title


@frozen(kw_only=True)
class _Maker:
    """An instrument made under a law: its version, its name, what it names of it."""

    version: str
    title: str
    kind: InstrumentKind | None
    places: frozenset[str]


def draw_fulfilment(drawing: Drawing) -> None:
    """Draw which instruments make the rules that articles leave to be made."""
    graph = drawing.graph
    makers = _makers(graph)
    orders = [
        (start, graph.nodes[end]["label"], data)
        for start, end, data in graph.edges(data=True)
        if data["kind"] is EdgeKind.DELEGATES_TO
    ]
    for start, body, order in orders:
        provision = graph.nodes[start]
        for maker in makers.get(provision.get("title", ""), ()):
            words = drawing.orders.get(start, "")
            sure = _fulfils(provision, (body, order, words), maker)
            ends = (maker.version, start)
            known = graph.get_edge_data(*ends, default={}).values()
            if sure and not any(e["kind"] is EdgeKind.IMPLEMENTS for e in known):
                evidence = Evidence(source=maker.title, confidence=sure)
                drawing.edge(ends, EdgeKind.IMPLEMENTS, evidence)


def _makers(graph: Any) -> Mapping[str, list[_Maker]]:  # noqa: ANN401 - a networkx graph
    """Return by the title of a law the instruments that say they are made under it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for start, end, data in graph.edges(data=True):
        opening = data["kind"] is EdgeKind.ENABLED_BY or (
            data["kind"] is EdgeKind.CITES
            and graph.nodes[start].get("article") in (None, "第一条", "第二条")
        )
        law = graph.nodes[end].get("title", "")
        if opening and law and law != graph.nodes[start].get("title"):
            version = _version_of(start)
            named = found[version, law]
            if "article" in graph.nodes[end]:
                named.add(graph.nodes[end]["article"])
            if data["kind"] is EdgeKind.ENABLED_BY:
                named.add("")
    makers: dict[str, list[_Maker]] = defaultdict(list)
    for (version, law), places in found.items():
        about = graph.nodes[version]
        makers[law].append(
            _Maker(
                version=version,
                title=about["title"],
                kind=about.get("instrument_kind"),
                places=frozenset(places),
            )
        )
    return makers


def _version_of(node: str) -> str:
    """Return the version that holds an article; a version is its own."""
    return f"version:{node.partition(':')[2].partition('#')[0]}"


_KINDS: Final = (
    (re.compile("最高人民(?:法院|检察院)"), InstrumentKind.JUDICIAL_INTERPRETATION),
    (
        re.compile("(?:省|自治区|直辖市|设区的市|地方).*(?:人民代表大会|人大)"),
        InstrumentKind.LOCAL_REGULATION,
    ),
    (
        re.compile("(?:省|自治区|直辖市|设区的市|地方).*人民政府"),
        InstrumentKind.LOCAL_RULE,
    ),
    (re.compile("全国人民代表大会"), InstrumentKind.LAW),
    (
        re.compile(r"国务院\Z|国务院[、和及与]|\A国家\Z"),
        InstrumentKind.ADMINISTRATIVE_REGULATION,
    ),
    (
        re.compile("国务院.*(?:部门|机构|机关)|部\\Z|委员会\\Z|总局|局\\Z|署\\Z|银行"),
        InstrumentKind.DEPARTMENTAL_RULE,
    ),
)
_CARRIES_OUT: Final = re.compile("实施(?:条例|细则|办法|规定)")
_GENERAL: Final = re.compile("实施|具体")
_RULE_WORDS: Final = re.compile(
    "实施|办法|细则|规定|条例|规则|暂行|试行|管理|若干|关于|[（）、的和及]"
)
_PLACE: Final = re.compile(r"\A.{2,8}?(?:省|自治区|市|自治州|经济特区)(?!政|场|民)")


def kind_made_by(body: str) -> InstrumentKind | None:
    """Return which kind of instrument a body makes; None where its name tells none.

    >>> kind_made_by("国务院"), kind_made_by("省、自治区、直辖市人民政府")
    (InstrumentKind.ADMINISTRATIVE_REGULATION, InstrumentKind.LOCAL_RULE)
    """
    return next((kind for pattern, kind in _KINDS if pattern.search(body)), None)


def _fulfils(
    provision: Mapping[str, Any],
    order: tuple[str, Mapping[str, Any], str],
    maker: _Maker,
) -> Confidence | None:
    """Tell whether an instrument makes what an article orders, and how sure that is."""
    body, said, words = order
    kind = kind_made_by(body)
    if kind is not None and maker.kind is not None and maker.kind is not kind:
        return None
    if provision.get("article") in maker.places:
        return Confidence.HIGH
    if "" not in maker.places:
        return None
    law = str(provision.get("title", "")).removeprefix("中华人民共和国")
    carries_out = law in maker.title and bool(_CARRIES_OUT.search(maker.title))
    if carries_out and _GENERAL.search(str(said.get("matter", ""))):
        return Confidence.MEDIUM
    return Confidence.MEDIUM if _bears(maker.title, words, law) else None


_ALIKE: Final = 0.35
"""The share of the pairs of a title that an article has to speak of."""


def _bears(title: str, words: str, law: str) -> bool:
    """Tell whether a title names what an article speaks of.

    Compared are pairs of characters, those of the law's own name and the words that
    every title has left out.
    """
    bare = _PLACE.sub("", title.removeprefix("中华人民共和国"))
    name = _RULE_WORDS.sub("", bare.replace(law.removesuffix("法"), ""))
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    shared = sum(1 for pair in pairs if pair in words)
    return bool(pairs) and shared >= max(1, _ALIKE * len(pairs))
