"""Feed the reader changed records and spoiled files for a minute, and count answers.

Run with ``make bench``, or with a number to repeat a run: ``fuzz_input.py 7``. Valid
records are made from the JSON Schema of each kind and then changed at random places.
Only two answers are right: what is asked for, or an ``InputError``. What is read has to
fit the schema and to survive being written. Anything else is printed with what led to
it, and ends the run with 1.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from adminlaw.converter import structure, unstructure
from adminlaw.errors import InputError
from adminlaw.model import COLLECTIONS
from adminlaw.register import json_schema, read_partial_register

SECONDS = 55
MOST_SHOWN = 5
UNCHANGED = 1000  # so many are tried as they are, to show that they start out good
HEADER = 'schema_version = 2\nid = "r"\nlabel = { zh = "册", en = "register" }\n'

Schema = dict[str, Any]
Steps = tuple[str | int, ...]
SCHEMAS: dict[str, Schema] = {
    kind: json_schema(cls) for kind, cls in COLLECTIONS.items()
}
VALIDATORS = {kind: Draft202012Validator(each) for kind, each in SCHEMAS.items()}

TEXTS = (
    *(
        "2021-07-15",
        "9999-12-31",
        "08:25",
        "08:25:30",
        "95.50",
        "-0",
        "20 working days",
    ),
    *("《行政处罚法》第五条第一款", "刑法", "甲", "p1", "", "\u2028", "某县"),
)
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, 10**40, float("nan"), float("inf")),
    *(
        "",
        "\ud800",
        "《\ud800》",
        "\x00",
        "2021-02-29",
        "25:00",
        "0 days",
        "1e3",
        "县级",
    ),
    *([], {}, [[]], {"since": "2021-01-01", "until": "2020-01-01"}, {"amount": 0.1}),
    *("1" * 5000, 10**400, "《" * 2000, "第一条" * 500, {"zh": "", "en": ""}),
)
PLAIN = {"integer": (0, 1, 7, -3, 10**6), "boolean": (True, False), "null": (None,)}
BYTES = (
    *(
        b"",
        b"\n",
        b"\r",
        b"\0",
        b'"',
        b"{",
        b"[",
        b"[" * 3000,
        b"\xef\xbb\xbf",
        b"\xff",
    ),
    *("汉".encode("gb18030"), "汉".encode("utf-16"), b"\\ud800", b"NaN", b"1e999"),
)


class Fuzz:
    """One run: a source of chance, the counts and what broke.

    Attributes:
        chance: Where every choice comes from, so that a seed repeats the run.
        counts: How many answers of each sort there were, by kind of input.
        broken: What led to an answer that is not allowed.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        self.counts: Counter[tuple[str, str]] = Counter()
        self.broken: list[str] = []

    def valid(self, schema: Schema, whole: Schema) -> Any:  # noqa: ANN401
        """Return plain data that *schema*, a part of *whole*, accepts."""
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return self.valid(whole["$defs"][name], whole)
        if "anyOf" in schema:
            return self.valid(self.chance.choice(schema["anyOf"]), whole)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        match schema["type"]:
            case "object":
                return self._object(schema, whole)
            case "array":
                size = self.chance.choice((0, 1, 1, 2))
                return [self.valid(schema["items"], whole) for _ in range(size)]
            case "string":
                return self._text(schema)
            case "integer" | "boolean" | "null" as kind:
                return self.chance.choice(PLAIN[kind])
            case other:
                message = f"a type that is not known here: {other}"
                raise ValueError(message)

    def _object(self, schema: Schema, whole: Schema) -> dict[str, Any]:
        required, likely = schema["required"], self.chance.random()
        made = {
            name: self.valid(each, whole)
            for name, each in schema["properties"].items()
            if name in required or self.chance.random() < likely
        }
        if "since" in made and "until" in made:  # a schema cannot say which is first
            made |= {"since": "2020-02-29", "until": "2021-07-15"}
        return made

    def _text(self, schema: Schema) -> str:
        if "minLength" in schema:
            return "《行政处罚法》第五条"
        pattern = schema.get("pattern", "")
        return self.chance.choice([each for each in TEXTS if re.search(pattern, each)])

    def changed(self, payload: Any) -> Any:  # noqa: ANN401
        """Return plain data with one to three changes."""
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            payload = self._changed_once(payload)
        return payload

    def _changed_once(self, payload: Any) -> Any:  # noqa: ANN401
        ways = list(steps_in(payload))
        steps = self.chance.choice(ways)
        old = value_at(payload, steps)
        change: Callable[[], Any] = self.chance.choice(
            (
                lambda: self.chance.choice(ODD),
                lambda: self._alike(old),
                lambda: self._alike(old),
                lambda: value_at(payload, self.chance.choice(ways)),
                lambda: [old],
                lambda: {"value": old},
                lambda: str(old),
                lambda: list(old) if isinstance(old, (str, dict)) else [old, old],
                lambda: self._more(old) if isinstance(old, dict) else None,
            )
        )
        return with_value(payload, steps, change())

    def _alike(self, old: object) -> Any:  # noqa: ANN401
        """Return another value of the same JSON type."""
        return self.chance.choice(
            [each for each in (*ODD, *TEXTS) if type(each) is type(old)]
        )

    def _more(self, holder: dict[str, Any]) -> dict[str, Any]:
        """Return an object with a key less, or with a key of another record."""
        name = self.chance.choice(["id", "kind", "events", "name", "", "value", "day"])
        if holder and self.chance.random() < 1 / 2:
            gone = self.chance.choice(list(holder))
            return {key: each for key, each in holder.items() if key != gone}
        return {**holder, name: self.chance.choice(ODD)}

    def spoiled(self, data: bytes) -> bytes:
        """Return bytes of which some were replaced, doubled, or cut off."""
        for _ in range(self.chance.randint(1, 4)):
            start = self.chance.randint(0, len(data))
            end = min(len(data), start + self.chance.choice((0, 0, 1, 2, 9, 80)))
            new = self.chance.choice((*BYTES, data[start:end] * 2))
            data = data[:start] + new + data[end:]
        cut = self.chance.random() < 1 / 5
        return data[: self.chance.randint(0, len(data))] if cut else data

    def try_record(self, kind: str) -> None:
        """Change one record of *kind* and count what becomes of it."""
        schema = SCHEMAS[kind]
        payload = self.valid(schema, schema)
        if self.counts["unchanged", "read"] < UNCHANGED:
            self.count("unchanged", lambda: answer(payload, kind), f"{payload!r}")
        changed = self.changed(payload)
        self.count("records", lambda: answer(changed, kind), f"{kind}: {changed!r}")

    def try_file(self, files: dict[str, bytes]) -> None:
        """Spoil one file of a register and count what becomes of the register."""
        name = self.chance.choice(["register.toml", *files])
        changed = {**files, name: self.spoiled(files[name])}
        with tempfile.TemporaryDirectory() as folder:
            for each, data in changed.items():
                (Path(folder) / each).write_bytes(data)
            what = f"{name}: {changed[name]!r}"
            self.count("files", lambda: read(Path(folder)), what)

    def count(self, sort: str, act: Callable[[], str], what: str) -> None:
        """Count one answer; whatever is raised is a defect, and is kept."""
        try:
            said = act()
        except Exception as error:  # noqa: BLE001 - any error at all is what is sought
            said = "broken"
            self.broken.append(f"{type(error).__name__}: {error}\n  {what[:600]}")
        self.counts[sort, said] += 1

    def files(self) -> dict[str, bytes]:
        """Return the files of a register with some records of each kind."""
        rows = {
            f"{kind}.jsonl": "".join(
                json.dumps(self.valid(schema, schema), ensure_ascii=False) + "\n"
                for _ in range(3)
            )
            for kind, schema in SCHEMAS.items()
        }
        named = {"register.toml": HEADER, **rows}
        return {name: text.encode() for name, text in named.items()}


def steps_in(payload: Any, before: Steps = ()) -> Iterator[Steps]:  # noqa: ANN401
    """Yield the way to every value inside plain data, the whole first."""
    yield before
    if isinstance(payload, (dict, list)):
        keys = payload if isinstance(payload, dict) else range(len(payload))
        for key in keys:
            yield from steps_in(payload[key], (*before, key))


def value_at(payload: Any, steps: Steps) -> Any:  # noqa: ANN401
    """Return the value at the end of the way."""
    for step in steps:
        payload = payload[step]
    return payload


def with_value(payload: Any, steps: Steps, new: Any) -> Any:  # noqa: ANN401
    """Return a copy with *new* at the end of the way."""
    if not steps:
        return new
    copy = payload.copy()
    copy[steps[0]] = with_value(payload[steps[0]], steps[1:], new)
    return copy


def answer(payload: object, kind: str) -> str:
    """Return how a payload fared; raise where the answer is not allowed."""
    try:
        record = structure(payload, COLLECTIONS[kind])
    except InputError as error:
        error.message("zh").encode()
        return "refused"
    VALIDATORS[kind].validate(payload)
    text = json.dumps(unstructure(record), ensure_ascii=False).encode()
    if structure(json.loads(text), COLLECTIONS[kind]) != record:
        message = "written and read again it is another record"
        raise ValueError(message)
    repr(record)
    return "read"


def read(folder: Path) -> str:
    """Return how a folder fared; raise where the answer is not allowed."""
    try:
        partial = read_partial_register(folder)
    except InputError as error:
        error.message("zh").encode()
        return "refused"
    return "read in part" if partial.problems else "read"


def main(seed: int) -> int:
    """Run until the time is over, print the counts, and return the exit code."""
    fuzz, end = Fuzz(seed), time.monotonic() + SECONDS
    files = fuzz.files()
    while time.monotonic() < end:
        for kind in COLLECTIONS:
            fuzz.try_record(kind)
        for _ in range(5):
            fuzz.try_file(files)
    print(f"seed {seed}, {SECONDS} seconds")
    for (sort, said), count in sorted(fuzz.counts.items()):
        print(f"{sort:8} {said:13} {count:8}")
    for each in list(dict.fromkeys(fuzz.broken))[:MOST_SHOWN]:
        print(each)
    return 1 if fuzz.broken else 0


if __name__ == "__main__":
    chosen = int(sys.argv[1]) if len(sys.argv) > 1 else time.time_ns() % 10**6
    sys.exit(main(chosen))
