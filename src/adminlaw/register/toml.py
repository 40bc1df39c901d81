"""Write the header of a register as TOML; Python reads TOML but does not write it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(table: Mapping[str, object]) -> str:
    r"""Return *table* as TOML, one key a line; nested tables stand inline.

    Args:
        table: Text, whole numbers, truth values, lists and mappings of these.

    Raises:
        TypeError: a value is of another type.

    >>> toml_text({"schema_version": 1, "period": {"since": "2017-01-01"}})
    'schema_version = 1\nperiod = { since = 2017-01-01 }\n'
    """
    return "".join(f"{_key(name)} = {_value(each)}\n" for name, each in table.items())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(value: str) -> str:
    # JSON escapes all that TOML wants escaped, except DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _text(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            # The ends of a span are days, whatever else looks like one is text.
            write = str if value.keys() <= {"since", "until"} else _value
            pairs = (f"{_key(name)} = {write(each)}" for name, each in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case _:
            message = f"no TOML for {type(value).__name__}"
            raise TypeError(message)
