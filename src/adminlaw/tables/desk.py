"""The desk of an import: what the builders of records share while a file is read.

Bodies are named again and again; each becomes one authority. Ids are made of what
identifies a record in its source, so that the same file gives the same ids. Give
``identity`` nothing that identifies a person: a number of a person can be guessed
from its digest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from attrs import define, field

from adminlaw.citations import Citation, CitationKind, FoundCitation, parse_citation
from adminlaw.errors import AdminLawError
from adminlaw.model import Authority, AuthorityKind
from adminlaw.model.identities import AuthorityId
from adminlaw.statutes import find_citations
from adminlaw.tables.words import key, tidy

_FIRM = re.compile(r"[、；;]")
_LOOSE = re.compile(r"[、；;,，/\s]+")
_BETWEEN = "\u2502"  # no blank, which would not count
_BRACKETS = str.maketrans("[【〔〖﹝{]】〕〗﹞}", "(((((())))))")
_BRACKET = re.compile(r"[\[【〔〖﹝{\]】〕〗﹞}]")


@define
class Desk:
    """What the builders of one import share.

    Attributes:
        file: Name of the file that is read.
        redact: Whether personal data are left out.
    """

    file: str = ""
    redact: bool = False
    _authorities: dict[str, Authority] = field(factory=dict)
    _named: dict[str, AuthorityId] = field(factory=dict)
    _others: dict[str, Any] = field(factory=dict)
    _ids: dict[str, int] = field(factory=dict)
    _basis: dict[str, tuple[Citation, ...]] = field(factory=dict)
    notes: dict[str, Any] = field(factory=dict)
    """What a builder keeps from one group for the next, such as the power above."""

    def authority(self, name: str, code: str = "") -> AuthorityId:
        """Return the id of the body of that name; the same name is the same body.

        Args:
            name: Its name; blanks in it do not count.
            code: Its 统一社会信用代码 as written, where the row has one.
        """
        known = self._named.get(name)
        if known is not None:
            return known
        said = key(name)
        held = self._authorities.get(said)
        if held is None:
            held = Authority(
                id=AuthorityId(self.identity("authority", said)),
                name="".join(tidy(name).split()),
                kind=authority_kind(said),
                credit_code=code,
            )
            self._authorities[said] = held
        self._named[name] = held.id
        return held.id

    def identity(self, prefix: str, *parts: str) -> str:
        """Return an id that is stable over runs and used once in this import.

        Blanks, the width of letters, the form of brackets and characters that do not
        show make no difference.

        >>> desk = Desk()
        >>> desk.identity("power", "某事项") == Desk().identity("power", "某事项")
        True
        >>> desk.identity("power", "某事项").endswith("-2")
        True
        """
        said = identity_key(_BETWEEN.join(parts)).encode("utf-8", "replace")
        digest = blake2b(said, digest_size=6)
        found = f"{prefix}-{digest.hexdigest()}"
        times = self._ids.get(found, 0) + 1
        self._ids[found] = times
        return found if times == 1 else f"{found}-{times}"

    def citations(self, text: str) -> tuple[Citation, ...]:
        """Return what a text cites with its name, as far as it was found whole.

        >>> [str(each) for each in Desk().citations("《行政处罚法》第五条；其他规定")]
        ['《行政处罚法》第五条']
        """
        found = self._basis.get(text)
        if found is None:
            found = _citations(text)
            self._basis[text] = found
        return found

    def relate(self, key: str, record: Any) -> Any:  # noqa: ANN401
        """Keep a record that others refer to, once; return the one that is kept."""
        return self._others.setdefault(key, record)

    def replace(self, key: str, record: Any) -> None:  # noqa: ANN401
        """Keep a record in place of the one under *key*, as a list that grows."""
        self._others[key] = record

    @property
    def related(self) -> tuple[Any, ...]:
        """The records that others refer to, in the order in which they were named."""
        return (*self._authorities.values(), *self._others.values())


def identity_key(text: str) -> str:
    """Return a text as it is compared where two may mean one record.

    >>> identity_key("某罚〔2024〕４号") == identity_key("某罚[2024] 4号")
    True
    """
    plain = key(text)
    # Few names have any, and to translate is slow.
    return plain.translate(_BRACKETS) if _BRACKET.search(plain) else plain


def _citations(text: str) -> tuple[Citation, ...]:
    """Return each citation once."""
    found = (_citation(each) for each in find_citations(text))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _citation(found: FoundCitation) -> Citation | None:
    """Return a found citation as one; None where it is none of a named instrument."""
    if found.kind not in {CitationKind.LAW_PROVISION, CitationKind.LAW_TITLE}:
        return None
    if any(each.rel is not None for each in found.provisions):
        return None
    try:
        return parse_citation(found.text)
    except AdminLawError:
        pass  # such as one of several places after one name
    try:
        return Citation(
            title=found.title, provisions=found.provisions, version=found.version
        )
    except AdminLawError:
        return None  # what cannot be written as a citation stays in the raw text


def authority_kind(name: str) -> AuthorityKind:
    """Return the kind of a body by the ending of its name, else OTHER.

    >>> authority_kind("某市人民政府办公室").zh, authority_kind("某委员会办公室").zh
    ('政府办公机构', '其他')
    """
    for ending, kind in _endings():
        if name.endswith(ending):
            return kind
    return AuthorityKind.OTHER


def names_a_body(name: str) -> bool:
    """Tell whether a name ends as the name of a body does.

    >>> names_a_body("教育局"), names_a_body("Sheet1")
    (True, False)
    """
    return name.endswith(_plain_endings())


def bodies_in(text: str) -> tuple[str, ...]:
    """Return the names of the bodies that a cell lists, each once.

    ``、`` and ``；`` part names. A line, a blank, a comma or a slash parts them only
    where every part is named as a body is: a long name may go over two lines.

    >>> bodies_in("县住建局 县行政审批局；县教育局")
    ('县住建局', '县行政审批局', '县教育局')
    >>> bodies_in("某市卫生 健康委员会")
    ('某市卫生健康委员会',)
    """
    whole = tidy(text)
    parts = _names(_LOOSE.split(whole))
    if not all(map(_is_whole_name, parts)):
        parts = _names(_FIRM.split(whole))
    return parts


def _names(parts: Iterable[str]) -> tuple[str, ...]:
    bare = ("".join(each.split()) for each in parts)
    return tuple(dict.fromkeys(each for each in bare if each))


def _is_whole_name(name: str) -> bool:
    """Tell whether a name is that of a body, and no mere ending such as 办公室."""
    return names_a_body(name) and name not in _plain_endings()


@cache
def _table() -> dict[str, Any]:
    text = files("adminlaw.tables.building").joinpath("bodies.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _endings() -> tuple[tuple[str, AuthorityKind], ...]:
    """Return the endings of names with the kind of body, longest first."""
    pairs = [
        (ending, AuthorityKind.of(code))
        for code, endings in _table()["kinds"].items()
        for ending in endings
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _plain_endings() -> tuple[str, ...]:
    return tuple(_table()["endings"])
