"""Readings of the law that its text does not settle, each an option with a default.

Which reading a result rests on is the caller's choice, and the result says so. The
questions and their answers are data (``data/readings.toml``); no reading is built in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import frozen

from adminlaw.errors import PeriodError, UnknownCodeError
from adminlaw.labels import Label
from adminlaw.wording import listed


@frozen(kw_only=True)
class Reading:
    """One open question and the answers that are given to it (争议问题).

    Attributes:
        id: Its stable id, such as ``roll-when-silent``.
        question: What the law leaves open.
        default: The answer that is taken where the caller says nothing.
        options: Each answer by its code.
    """

    id: str
    question: Label
    default: str
    options: Mapping[str, Label]

    def notice(self, chosen: str) -> Label:
        """Return one line that names the answer taken and those not taken."""
        others = [label for code, label in self.options.items() if code != chosen]
        taken = self.options[chosen]
        zh = "；".join(each.zh for each in others)
        en = "; ".join(each.en for each in others)
        return Label(
            f"{self.question.zh}：采“{taken.zh}”；另有：{zh}",
            f"{self.question.en}: taken as {taken.en}; the other reading: {en}",
        )


@cache
def readings() -> Mapping[str, Reading]:
    """Return every reading by its id.

    >>> readings()["cap-rolls"].default
    'not_rolled'
    """
    path = files("adminlaw.periods").joinpath("data", "readings.toml")
    rows = tomllib.loads(path.read_text("utf-8"))["reading"]
    found = {
        row["id"]: Reading(
            id=row["id"],
            question=Label(**row["question"]),
            default=row["default"],
            options={code: Label(**label) for code, label in row["options"].items()},
        )
        for row in rows
    }
    return MappingProxyType(found)


@frozen
class Choice:
    """Which readings a caller takes; the defaults for all that it does not name.

    Attributes:
        taken: The answer taken, by the id of the reading.

    Raises:
        PeriodError: there is no such reading.
        UnknownCodeError: a reading has no such answer.

    >>> Choice({"cap-rolls": "rolled"}).of("cap-rolls")
    'rolled'
    """

    taken: Mapping[str, str] = MappingProxyType({})

    def __attrs_post_init__(self) -> None:
        """Refuse a reading or an answer that there is not."""
        for key, answer in self.taken.items():
            reading = readings().get(key)
            if reading is None:
                zh, en = listed(readings())
                unknown = (f"没有争议问题“{key}”：{zh}", f"no reading {key}: {en}")
                raise PeriodError(*unknown)
            if answer not in reading.options:
                raise UnknownCodeError(answer, key, tuple(reading.options))

    def of(self, key: str) -> str:
        """Return the answer taken to a reading."""
        return self.taken.get(key, readings()[key].default)

    def notice(self, key: str) -> Label:
        """Return the line that says which answer was taken."""
        return readings()[key].notice(self.of(key))
