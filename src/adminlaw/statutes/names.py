"""Find an instrument by any of its names (名称、简称、别名、旧称).

Names are compared without what writers leave out or vary: marks, white space, the
width of brackets, 中华人民共和国. A name that several instruments bear is ambiguous and
is never settled by guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from adminlaw.citations import title_key
from adminlaw.errors import AmbiguousTitleError, UnknownInstrumentError
from adminlaw.statutes.instruments import Instrument
from adminlaw.wording import nearest

_TAIL: Final = re.compile(r"\([^()]*\)\Z")
_ISSUER: Final = re.compile(
    r"\A(?:最高人民(?:法院|检察院)|公安部|国家安全部|司法部|全国人民代表大会常务委员会|"
    r"国务院办公厅|国务院|[、和])+(?=关于)"
)


def shortened(key: str) -> tuple[str, ...]:
    """Return *key* without its issuer, without its tail in parentheses, without both.

    The most careful form comes first.
    """
    bare = _ISSUER.sub("", key)
    forms = dict.fromkeys((bare, _TAIL.sub("", key), _TAIL.sub("", bare)))
    return tuple(form for form in forms if form and form != key)


def keys_of(instrument: Instrument) -> tuple[str, ...]:
    """Return the names of an instrument as names are compared."""
    return tuple(map(title_key, (instrument.title, *instrument.aliases)))


class Names:
    """An index of instruments by all their names; immutable once made."""

    def __init__(self, instruments: Iterable[Instrument]) -> None:
        exact: dict[str, list[Instrument]] = {}
        shorter: dict[str, list[Instrument]] = {}
        shortest: dict[str, list[Instrument]] = {}
        for each in instruments:
            for key in dict.fromkeys(keys_of(each)):
                exact.setdefault(key, []).append(each)
                for form in shortened(key):
                    index = shorter if form == _ISSUER.sub("", key) else shortest
                    index.setdefault(form, []).append(each)
        self._indexes: tuple[Mapping[str, list[Instrument]], ...] = (
            MappingProxyType(exact),
            MappingProxyType(shorter),
            MappingProxyType(shortest),
        )

    def all(self, title: str) -> tuple[Instrument, ...]:
        """Return every instrument that bears a name: none, one, or several.

        A number or a stage in parentheses at the end may be left out, or added, and
        so may the issuer before 关于; a name in full goes before a shortened one.
        """
        key = title_key(title)
        for name in (key, *shortened(key)):
            for index in self._indexes:
                if name in index:
                    return tuple(dict.fromkeys(index[name]))
        return ()

    def one(self, title: str) -> Instrument:
        """Return the instrument that bears a name.

        Raises:
            UnknownInstrumentError: none does.
            AmbiguousTitleError: several do.
        """
        found = self.all(title)
        if not found:
            known = {
                key: members[0].title
                for index in self._indexes
                for key, members in index.items()
            }
            raise UnknownInstrumentError(title, nearest(title_key(title), known))
        if len(found) > 1:
            raise AmbiguousTitleError(title, tuple(each.title for each in found))
        return found[0]
