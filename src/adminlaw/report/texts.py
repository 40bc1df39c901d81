"""A corpus, an article and a version as text for a terminal, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from adminlaw.citations import Provision
from adminlaw.errors import Lang
from adminlaw.labels import Label
from adminlaw.statutes import Corpus, Excerpt, Facts, InForce, Version
from adminlaw.wording import width

_TEXTS = Label("文本", "texts")
_ARTICLES = Label("条", "articles")
_CHARACTERS = Label("字", "characters")
_COLUMN = 12
_UNKNOWN = Label("种类未知", "kind unknown")
_ALL = Label("合计", "all")
_INSTRUMENTS = Label(
    "{} 件文件，{} 个版本；{} 个版本已知施行日期",
    "{} instruments, {} versions; the commencement of {} is known",
)
_PROBLEMS = Label("未能理解之处", "Not understood")
_LEFT_OUT = Label("不是文本的文件", "Files that are no texts")
_MORE = Label("另有 {} 处，见 --problems", "and {} more, see --problems")
_VERSION = Label("{}版本，{}起施行（{}，{}）", "version of {}, commenced {} ({}, {})")
_OPEN = Label("{}版本，施行日期未知", "version of {}, commencement unknown")
_HOLDS = {
    True: Label("有此条款", "has this place"),
    False: Label("没有此条款", "has no such place"),
    None: Label("未收录该版本的条款结构", "the places of this version are not held"),
}


def corpus_text(corpus: Corpus, lang: Lang = "zh", *, most: int | None = 10) -> str:
    """Return what a corpus holds and what in it was not understood.

    Args:
        corpus: The corpus.
        lang: Language of the text.
        most: How many problems are written out; None for all.
    """
    held = [each for each in corpus.instruments if each.texts]
    versions = [each for one in held for each in one.versions]
    known = sum(each.commenced is not None for each in versions)
    counts = (len(held), len(versions), known)
    lines = [
        *_by_kind(corpus, lang),
        "",
        _INSTRUMENTS.text(lang).format(*counts),
        "",
        f"{_PROBLEMS.text(lang)} ({len(corpus.problems)})",
    ]
    shown = corpus.problems[:most]
    lines += [f"  {each.text(lang)}" for each in shown]
    if len(shown) < len(corpus.problems):
        rest = len(corpus.problems) - len(shown)
        lines.append(f"  {_MORE.text(lang).format(rest)}")
    if corpus.left_out:
        lines += ["", f"{_LEFT_OUT.text(lang)} ({len(corpus.left_out)})"]
        lines += [f"  {name}" for name in corpus.left_out]
    return "\n".join(lines)


def _by_kind(corpus: Corpus, lang: Lang) -> Iterator[str]:
    """Yield a line for each kind of instrument, and one for all."""
    counts: dict[str, list[int]] = {}
    for entry in corpus.entries:
        label = entry.statute.kind or _UNKNOWN
        row = counts.setdefault(label.text(lang), [0, 0, 0])
        for place, number in enumerate((1, entry.articles, entry.characters)):
            row[place] += number
    total = [sum(row[place] for row in counts.values()) for place in range(3)]
    names = (_TEXTS, _ARTICLES, _CHARACTERS)
    heads = (name.text(lang) for name in names)
    yield "".join(" " * (_COLUMN - width(head)) + head for head in heads)
    for kind, row in sorted(counts.items(), key=lambda pair: -pair[1][0]):
        yield "".join(f"{number:>{_COLUMN},}" for number in row) + f"  {kind}"
    numbers = "".join(f"{number:>{_COLUMN},}" for number in total)
    yield f"{numbers}  {_ALL.text(lang)}"


def excerpt_text(excerpt: Excerpt, lang: Lang = "zh") -> str:
    """Return the words of a place under the name and the version they are from."""
    head = f"《{excerpt.title}》{excerpt.provision}"
    return "\n".join([head, version_text(excerpt.version, lang), "", excerpt.text])


def version_text(version: Version, lang: Lang = "zh") -> str:
    """Return one line about a version: its days, and how its commencement is known."""
    fact = version.commenced
    if fact is None:
        return _OPEN.text(lang).format(version.adopted)
    status = fact.status.text(lang)
    return _VERSION.text(lang).format(version.adopted, fact.day, fact.source, status)


def place_text(
    facts: Facts, title: str, provision: Provision, on: date, lang: Lang = "zh"
) -> str:
    """Return what the facts table says of a place on a day.

    Raises:
        UnknownInstrumentError: no instrument bears the name.
        AmbiguousTitleError: several do.
    """
    instrument = facts.instrument(title)
    answer = instrument.on(on)
    lines = [f"《{instrument.title}》{provision}", standing_text(answer, lang)]
    if answer.version:
        lines.append(_HOLDS[facts.has(title, provision, on=on)].text(lang))
    return "\n".join(lines)


def standing_text(answer: InForce, lang: Lang = "zh") -> str:
    """Return one line about how an instrument stands on a day."""
    if answer.version:
        return version_text(answer.version, lang)
    return f"{answer.standing.text(lang)}: {answer.reason.text(lang)}"
