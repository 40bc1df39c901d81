"""Which instrument the name in a citation means.

A name is never stretched: another number in parentheses, another issuer, another
stage (试行) is another instrument. Of several bearers of one name those are preferred
that come from the place or the issuer of the text in which the citation stands, if
that leaves one. The limits: short names that a text gives itself are its reader's
to settle, and so is what 该法 points at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from adminlaw.citations import title_key
from adminlaw.labels import Label
from adminlaw.model import Confidence
from adminlaw.statutes.holdings import UNDATED, Holdings
from adminlaw.statutes.instruments import Instrument, Version
from adminlaw.statutes.names import keys_of
from adminlaw.statutes.resolutions import NO_REASON

_PARTS: Final = re.compile(
    r"(?:(?P<issuer>[^()]*?)(?=关于))?(?P<core>.*?)(?:\((?P<tail>[^()]*)\))?\Z"
)
_COUNTED: Final = re.compile(r"[一二三四五六七八九十]+\Z")
VERSION_TAIL: Final = re.compile(r"\(([12][0-9]{3}年?[^()\[]{0,12})\)\Z")
"""A version in the parentheses at the end of a name: 行政处罚法（2021年修订）."""

_NEAREST: Final = Label(
    "同名文件中取与所在文本同地或同机关的",
    "of several of that name the one from the place or the issuer of the text",
)
_VARIED: Final = Label("名称有省略或附加", "the name is shortened or added to")


@frozen(kw_only=True)
class Home:
    """The text in which a citation stands (所在文本).

    Attributes:
        instrument: The instrument that it is a version of.
        version: The version that it is; the latest where only a name was given.
        named: Whether the very text was named, and so its version is sure.
        amends: Whether its articles quote another instrument, which is then what
            本法 means in them.
    """

    instrument: Instrument
    version: Version | None = None
    named: bool = False
    amends: bool = False

    @property
    def begun(self) -> bool:
        """Whether it is known when that version commenced."""
        return self.version is not None and self.version.commenced is not None

    @property
    def day(self) -> date | None:
        """The day of that version: its commencement, or else its adoption."""
        if self.version is None or self.version.adopted == UNDATED:
            return None
        begun = self.version.commenced
        return begun.day if begun else self.version.adopted


@frozen(kw_only=True)
class Named:
    """The instruments that a name can mean: none, one, or several."""

    found: tuple[Instrument, ...]
    reason: Label = NO_REASON
    confidence: Confidence = Confidence.HIGH


def home_of(within: str, holdings: Holdings) -> Home | None:
    """Return the text that is called *within*; None where no one text is held."""
    found = holdings.homes.get(within)
    if found is None:
        several = bearers_of(within, holdings)
        if len(several) != 1:
            return None
        held = holdings.versions(several[0])
        return Home(instrument=several[0], version=held[-1] if held else None)
    own = (each for each in holdings.versions(found) if within in each.texts)
    return Home(
        instrument=found,
        version=next(own, None),
        named=True,
        amends=within in holdings.amending,
    )


def named_by(title: str, home: Home | None, holdings: Holdings) -> Named:
    """Return the instruments that a name can mean; without one, the text itself.

    Of several of one name those are preferred that come from the place or from the
    issuer of the text in which the citation stands, if that leaves one.
    """
    if not title:
        return Named(found=(home.instrument,) if home else ())
    bearers = bearers_of(title, holdings)
    if len(bearers) <= 1:
        return _whole_or_short(title, bearers)
    near = _near(bearers, home.instrument) if home else ()
    if len(near) != 1:
        return Named(found=bearers)
    return Named(found=near, reason=_NEAREST, confidence=Confidence.MEDIUM)


def bearers_of(title: str, holdings: Holdings) -> tuple[Instrument, ...]:
    """Return every instrument that a name can mean: none, one, or several."""
    return holdings.recall(("bearers", title), lambda: _able(title, holdings))


def _able(title: str, holdings: Holdings) -> tuple[Instrument, ...]:
    """Return the instruments that bear a name and that it does not contradict.

    解释 without a number may be 解释（一）, which was given its number later, but where
    解释（二） alone is held the one that is meant is not.
    """
    mine = _split(VERSION_TAIL.sub("", title_key(title)))
    found = tuple(
        each
        for each in holdings.names.all(title)
        if any(_agree(mine, _split(name)) for name in keys_of(each))
    )
    if len(found) == 1 and not mine[2]:
        tails = {_split(name)[2] for name in keys_of(found[0])}
        return found if any(not _later(tail) for tail in tails) else ()
    return found


def _later(tail: str) -> bool:
    """Tell whether a last parenthesis is a number above one."""
    return bool(_COUNTED.match(tail)) and tail != "一"


def _whole_or_short(title: str, found: tuple[Instrument, ...]) -> Named:
    """Lower the confidence where the name is shorter or longer than the full one."""
    bare = VERSION_TAIL.sub("", title_key(title))
    if not found or bare in keys_of(found[0]):
        return Named(found=found)
    return Named(found=found, reason=_VARIED, confidence=Confidence.MEDIUM)


def _split(key: str) -> tuple[str, str, str]:
    """Return issuer, core and last parenthesis of a name.

    >>> _split("某部关于甲的解释(二)")
    ('某部', '关于甲的解释', '二')
    """
    found = _PARTS.match(key)
    parts = found.groupdict(default="") if found else {"core": key}
    return parts.get("issuer", ""), parts["core"], parts.get("tail", "")


def _agree(mine: tuple[str, str, str], theirs: tuple[str, str, str]) -> bool:
    """Tell whether a name differs from another in nothing but what writers leave out.

    One of two issuers may be left out, not exchanged; so may a parenthesis, and a
    number above one may not be added.
    """
    if mine[1] != theirs[1]:
        return False
    if not (mine[0] in theirs[0] or theirs[0] in mine[0]):
        return False
    return mine[2] in ("", theirs[2]) or (not theirs[2] and not _later(mine[2]))


def _near(found: Sequence[Instrument], home: Instrument) -> tuple[Instrument, ...]:
    """Return those of the place of *home*, and of them or else of all its issuer's."""
    same = tuple(each for each in found if each.place == home.place)
    if len(same) == 1:
        return same
    return tuple(
        each for each in same or found if home.issuer and each.issuer == home.issuer
    )
