"""The samples of the pages, and what checks look at: both are read, not written.

The samples of the records make one register, in which every reference leads
somewhere; together with the example registers it shows which check looks at what.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

import adminlaw as al
from adminlaw.checks import CHECKS, Check
from adminlaw.model import COLLECTIONS, Register, Relation

FILE = Path(__file__).parent / "samples.json"
EXAMPLES = Path(__file__).parents[2] / "examples"


@frozen(kw_only=True)
class Sample:
    """A payload of one entity and what can be said of it.

    Attributes:
        payload: What ``al.structure`` is given.
        facts: What is typed, each with what is printed.
        of: Class that is made of the payload, where it is not the entity itself.
        others: Further records of its kind, which other samples name.
    """

    payload: Mapping[str, Any]
    facts: tuple[tuple[str, str], ...]
    of: str = ""
    others: tuple[Mapping[str, Any], ...] = ()


def read(entry: Mapping[str, Any]) -> Sample:
    """Return one sample of the file."""
    facts = tuple((typed, shown) for typed, shown in entry["facts"])
    others = tuple(entry.get("others", ()))
    return Sample(
        payload=entry["payload"], facts=facts, of=entry.get("of", ""), others=others
    )


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {name: read(entry) for name, entry in json.loads(FILE.read_text("utf-8")).items()}
)
"""The sample of each entity, by the name of its class."""


def sample_of(cls: type) -> Sample:
    """Return the sample of an entity.

    Raises:
        LookupError: the file holds none.
    """
    if cls.__name__ not in SAMPLES:
        message = f"{FILE.name} holds no sample of {cls.__name__}"
        raise LookupError(message)
    return SAMPLES[cls.__name__]


def sample_payload() -> dict[str, Any]:
    """Return one register, as plain data, of the samples of all kinds of record."""
    kinds = {
        kind: [(found := sample_of(cls)).payload, *found.others]
        for kind, cls in COLLECTIONS.items()
    }
    header = {"id": "samples", "label": {"zh": "样例", "en": "samples"}}
    # A year, so that what has to happen every so often is looked at as well.
    return {**header, "period": {"since": "2023-01-01", "until": "2024-01-01"}, **kinds}


@cache
def looked_at() -> Mapping[type, tuple[Check[Any], ...]]:
    """Return the checks that look at each class of records, in the order of checks."""
    folders = sorted(each for each in EXAMPLES.iterdir() if each.is_dir())
    registers = [al.read_register(each) for each in folders]
    registers.append(al.structure(sample_payload(), Register))
    seen = {pair for each in registers for pair in pairs(each)}
    return MappingProxyType(
        {
            cls: tuple(check for check in CHECKS if (check.id, cls) in seen)
            for cls in COLLECTIONS.values()
        }
    )


def pairs(register: Register) -> Iterator[tuple[str, type]]:
    """Yield each check with the classes of the records that its judgements name."""
    relations = {each.id for each in register.relations}
    for judgement in al.audit(register, as_of=date.max).judgements:
        for record in judgement.subject.records:
            yield judgement.check, COLLECTIONS[record.partition("/")[0]]
        if judgement.subject.key in relations:
            yield judgement.check, Relation
