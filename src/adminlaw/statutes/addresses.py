"""Which articles a version has, how many 款 each, how many 项 each of them.

Enough to tell whether 第五条第二款第三项 exists without holding a word of the text.
In a file the addresses of one version are one line: ``1-4 5:0.2 120_1`` says that
articles 1 to 4 have one paragraph, that 第五条 has two of which the second has two
items, and that there is a 第一百二十条之一. The limits: 目 and headings are not held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from adminlaw.citations import Provision
from adminlaw.errors import FieldValueError
from adminlaw.statutes.reading import Statute
from adminlaw.statutes.units import IN_ARTICLE

Article = tuple[int, int]
"""Number and suffix of an article, 0 for none."""

Items = tuple[int, ...]
"""For each paragraph of an article how many items it has."""

_TOKEN: Final = re.compile(
    r"([0-9]+)(?:-([0-9]+)|(?:_([0-9]+))?(?::([0-9]+(?:\.[0-9]+)*))?)"
)
_PLAIN: Final[Items] = (0,)


@frozen
class Addresses:
    """The articles of one version, with their paragraphs and items (条款项结构)."""

    articles: Mapping[Article, Items]

    def has(self, provision: Provision) -> bool | None:
        """Tell whether a place exists; None where that is not held.

        >>> table = parse_addresses("1-4 5:0.2")
        >>> table.has(Provision(article=5, paragraph=2, item=2))
        True
        >>> table.has(Provision(article=6))
        False
        """
        if provision.article is None or provision.subitem is not None:
            return None
        items = self.articles.get((provision.article, provision.suffix or 0))
        if items is None:
            return False
        if provision.paragraph is None:
            return provision.item is None or provision.item <= max(items)
        if provision.paragraph > len(items):
            return False
        return (
            provision.item is None or provision.item <= items[provision.paragraph - 1]
        )


def addresses_of(statute: Statute) -> Addresses:
    """Return the addresses of a text."""
    found: dict[Article, list[int]] = {}
    for unit in statute.units:
        if unit.kind not in IN_ARTICLE:
            continue
        levels = unit.levels
        items = found.setdefault((levels.article, levels.suffix), [])
        while len(items) < levels.paragraph:
            items.append(0)
        items[levels.paragraph - 1] = max(items[levels.paragraph - 1], levels.item)
    return Addresses(
        MappingProxyType({article: tuple(items) for article, items in found.items()})
    )


def format_addresses(addresses: Addresses) -> str:
    """Return the addresses as one line, runs of plain articles shortened."""
    return " ".join(_tokens(addresses.articles))


def _tokens(articles: Mapping[Article, Items]) -> Iterator[str]:
    run: list[int] = []
    for (article, suffix), items in articles.items():
        plain = items == _PLAIN and not suffix
        if plain and run and article == run[-1] + 1:
            run.append(article)
            continue
        if run:
            yield _run(run)
        run = [article] if plain else []
        if not plain:
            name = f"{article}_{suffix}" if suffix else f"{article}"
            yield name if items == _PLAIN else f"{name}:{'.'.join(map(str, items))}"
    if run:
        yield _run(run)


def _run(run: list[int]) -> str:
    return f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}"


def parse_addresses(line: str) -> Addresses:
    """Read the addresses of one version.

    Raises:
        FieldValueError: *line* has a word of another form.
    """
    articles: dict[Article, Items] = {}
    for word in line.split():
        found = _TOKEN.fullmatch(word)
        if found is None:
            raise FieldValueError(
                "articles", word, "“5:0.2”式条款结构", "addresses such as '5:0.2'"
            )
        first, last, suffix, items = found.groups()
        for number in range(int(first), int(last or first) + 1):
            parts = tuple(map(int, items.split("."))) if items else _PLAIN
            articles[(number, int(suffix or 0))] = parts
    return Addresses(MappingProxyType(articles))
