"""Read one text of law: its name, its record, its kind and its structure.

The text may be a promulgated page, a file of a database or a copy with signs of
Markdown; it is kept as it is, and every place is an offset into it. What is not
understood is listed with its place. The limits: one text is one version, and
which version is in force on a day is asked of a corpus or of the facts table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from adminlaw.citations import Provision
from adminlaw.errors import InputError, Problem, unreadable
from adminlaw.markup import html_table, shown_as
from adminlaw.statutes.headers import Header, read_header
from adminlaw.statutes.kinds import InstrumentKind, kind_of, place_of
from adminlaw.statutes.records import Act, Edition, bare_body, editions
from adminlaw.statutes.structure import structure_of
from adminlaw.statutes.units import HEADER, Unit, UnitKind

_DATED_NAME: Final = re.compile(r"[（(]([12][0-9]{3})-([0-9]{2})-([0-9]{2})[）)]\Z")
_AMENDS: Final = re.compile(r"修正案|修改.*的决定")
_LINE_NUMBER: Final = re.compile(
    r"(?:法释|高检发释字|国[办]?发|国函)\s*[〔\[（(][0-9]{4}[〕\]）)]\s*[0-9]+号"
)
_TITLE_NUMBER: Final = re.compile(
    r"[（(]([^（()）]{1,12}[〔\[（(][0-9]{4}[〕\]）)]\s*[0-9]+号)[）)]\Z"
)
_HEAD: Final = 600
"""Characters of the body in which a document number is looked for."""


@frozen(kw_only=True)
class Passage:
    """What stands at a place of a text (条文).

    Attributes:
        address: The place, such as 第五条第一款.
        text: Its words, label included, blanks at both ends off.
        start: Where it starts in the text, in code points.
        end: Where it ends, exclusive.
    """

    address: str
    text: str
    start: int
    end: int

    _repr_html_ = shown_as("条文", address="位置", text="内容")


@frozen(kw_only=True, slots=True)
class Statute:
    """One text of law, as read (法律文本).

    Attributes:
        title: The full name, marks off, inner names in 〈〉.
        kind: What kind of instrument it is; None where nothing tells.
        issuer: Who made its first version; empty if unsaid.
        place: The place whose organ that is; empty if national.
        number: Its document number or order; empty if unsaid.
        record: The acts that its head tells of, in order.
        dated: The day in the name of its file; None if there is none.
        amends: Whether its articles are instructions to amend other texts.
        units: Its pieces, which joined are the whole text.
        problems: What was not understood, each with its offset as ``@n``.
        text: The text itself; empty where the caller did not keep it.
        source: Name of the file; empty for a text in memory.
    """

    title: str
    kind: InstrumentKind | None
    issuer: str = ""
    place: str = ""
    number: str = ""
    record: tuple[Act, ...] = ()
    dated: date | None = None
    amends: bool = False
    units: tuple[Unit, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)
    source: str = ""

    @property
    def short_title(self) -> str:
        """The name without a leading 中华人民共和国."""
        return self.title.removeprefix("中华人民共和国")

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The versions that the record tells of; this text is the last of them."""
        return editions(self.record)

    @property
    def body(self) -> str:
        """The text after name and record; the units of the body, joined, are it."""
        start = next((u.start for u in self.units if u.kind not in HEADER), None)
        return self.text[start:] if start is not None else ""

    @property
    def articles(self) -> tuple[Provision, ...]:
        """The articles in the order of the text."""
        return tuple(
            Provision(article=article, suffix=suffix or None)
            for article, suffix in self._spans
        )

    def places(self, provision: Provision) -> tuple[Passage, ...]:
        """Return every place that *provision* names here: none, one, or several.

        Levels that a citation leaves out are searched: 第四十条第一项 is found in
        whichever paragraph of 第四十条 has a first item. Several places mean that
        the citation is ambiguous, or that the text numbers two articles alike.
        """
        wanted = provision.levels()
        names = self._range(provision)
        if "article" in wanted:
            wanted.setdefault("suffix", 0)
        runs: list[list[Unit]] = []
        open_run = False
        for unit in self.units[slice(*names)]:
            if unit.kind in _ASIDE:
                continue
            fits = unit.kind not in _OUTSIDE and all(
                getattr(unit.levels, name) == number for name, number in wanted.items()
            )
            if fits and not (open_run and _continues(runs[-1][-1], unit, wanted)):
                runs.append([])
            if fits:
                runs[-1].append(unit)
            open_run = fits
        return tuple(self._passage(str(provision), run) for run in runs)

    def _range(self, provision: Provision) -> tuple[int, int]:
        if provision.article is None:
            return 0, len(self.units)
        key = (provision.article, provision.suffix or 0)
        return self._spans.get(key, (0, 0))

    def _passage(self, address: str, run: Sequence[Unit]) -> Passage:
        start, end = run[0].start, run[-1].end
        text = self.text[start:end].strip()
        return Passage(address=address, text=text, start=start, end=end)

    @cached_property
    def _spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each article the range of its units, first to last."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for index, unit in enumerate(self.units):
            if unit.levels.article:
                key = (unit.levels.article, unit.levels.suffix)
                spans[key] = (spans.get(key, (index, 0))[0], index + 1)
        return spans

    def _repr_html_(self) -> str:
        rows = [(each.day.isoformat(), each.kind.zh, each.body) for each in self.record]
        return html_table(self.title, ("日期", "行为", "机关"), rows)


_ASIDE: Final = frozenset({UnitKind.MARKUP, UnitKind.TABLE})
_OUTSIDE: Final = HEADER | {UnitKind.CONTENTS, UnitKind.ANNEX}


def _continues(last: Unit, unit: Unit, wanted: Mapping[str, int]) -> bool:
    """Tell whether *unit* goes on the place of *last*, rather than being another."""
    if unit.repeat != last.repeat:
        return False
    open_levels = ("part", "subpart", "chapter", "section", "paragraph", "item")
    deepest = max(_DEPTH[name] for name in wanted)
    return all(
        getattr(unit.levels, name) == getattr(last.levels, name)
        for name in open_levels
        if _DEPTH[name] < deepest and name not in wanted
    )


_DEPTH: Final = {
    name: depth
    for depth, name in enumerate(
        (
            "part",
            "subpart",
            "chapter",
            "section",
            "article",
            "suffix",
            "paragraph",
            "item",
            "subitem",
        )
    )
}


def read_statute(source: str | Path, *, keep_text: bool = True) -> Statute:
    r"""Read one text of law from a file or from memory.

    Args:
        source: A path, the name of an existing file, or the text itself.
        keep_text: Whether the result holds the text; without it, passages have
            places and no words.

    Raises:
        InputError: the file cannot be read, or is neither UTF-8 nor GB18030.

    Source: 《立法法》第六十五条 (编、章、节、条、款、项、目).

    >>> law = read_statute("某办法\n第一条 为了举例，制定本办法。\n第二条 略。")
    >>> law.title, len(law.articles), law.places(Provision(article=2))[0].text
    ('某办法', 2, '第二条 略。')
    """
    path = _path_of(source)
    text = read_text(path) if path else str(source)
    return statute_of(text, name=path.name if path else "", keep_text=keep_text)


def _path_of(source: str | Path) -> Path | None:
    if isinstance(source, Path):
        return source
    if len(source) > _LONGEST_NAME or "\n" in source or "\0" in source:
        return None
    path = Path(source)
    try:
        there = path.is_file()
    except OSError:
        return None  # no file system has a name like that
    # What is called as a text file is one, be it there or not.
    return path if there or path.suffix in (".md", ".txt") else None


_LONGEST_NAME: Final = 1024


def read_text(path: Path) -> str:
    """Return the text of a file: UTF-8, with or without its mark, or else GB18030.

    Raises:
        InputError: the file cannot be read, or is neither.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError((unreadable(path.name, error),)) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal(path, "", "UTF-8或者GB18030文本", "UTF-8 or GB18030 text")


def _refusal(path: Path, received: str, zh: str, en: str) -> InputError:
    problem = Problem(file=path.name, received=received, expected_zh=zh, expected_en=en)
    return InputError((problem,))


def statute_of(text: str, *, name: str = "", keep_text: bool = True) -> Statute:
    """Return the statute that *text* is; *name* is that of its file."""
    header = read_header(text)
    dated = _dated(name)
    title = header.title or _DATED_NAME.sub("", Path(name).stem)
    amends = bool(_AMENDS.search(title))
    units, problems = structure_of(text, header.end, amends=amends)
    record = header.record
    bodies = _bodies(record.acts)
    kind = kind_of(_plain(title), bodies)
    issuer = next((bare_body(act.body) for act in record.acts if act.body), "")
    return Statute(
        title=title,
        kind=kind,
        issuer=issuer,
        place=next(filter(None, map(place_of, bodies)), ""),
        number=_number(header, text[header.end :][:_HEAD]),
        record=record.acts,
        dated=dated,
        amends=amends,
        units=(*header.units, *units),
        problems=tuple(
            evolve(each, file=name) for each in (*header.problems, *problems)
        ),
        text=text if keep_text else "",
        source=name,
    )


def _dated(name: str) -> date | None:
    """Return the day at the end of a file's name; None where there is none."""
    found = _DATED_NAME.search(Path(name).stem)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _plain(title: str) -> str:
    return title.replace("〈", "《").replace("〉", "》")


def _bodies(acts: tuple[Act, ...]) -> tuple[str, ...]:
    """Return who acted, without their sessions, in the order of the record.

    A decision names whose regulations it amends: 《国务院关于修改部分行政法规的决定》.
    """
    named = [
        ("国务院" if act.document.startswith("国务院关于") else "", act.body)
        for act in acts
    ]
    return tuple(bare_body(body) for pair in named for body in pair if body)


def _number(header: Header, head: str) -> str:
    """Return the number of the text: in its name, its head, or its first lines."""
    named = _TITLE_NUMBER.search(header.title)
    if named or header.number:
        return named[1] if named else header.number
    acts = header.record.acts
    last = editions(acts)[-1].acts if acts else ()
    numbered = next((act.number for act in last if act.number), "")
    printed = _LINE_NUMBER.search(head.split("。", maxsplit=1)[0])
    return numbered or ("".join(printed[0].split()) if printed else "")
