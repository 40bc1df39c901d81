"""The error tree on one page.

Wrong use of the library raises one of these; an unlawful or incomplete record
never does (it becomes a finding). Every error carries its facts as attributes,
says what it has to say in Chinese and in English, and survives pickling.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

import attrs

from adminlaw.wording import listed, masked, nearest, suggested

Lang = Literal["zh", "en"]
"""The two languages of every label and message."""


class AdminLawError(Exception):
    """Root of every error that the library raises on purpose.

    ``zh`` and ``en`` are templates filled from the attributes of the error.
    """

    zh: ClassVar[str] = "依法行政数据错误"
    en: ClassVar[str] = "adminlaw error"

    def message(self, lang: Lang = "en") -> str:
        """Return the message in *lang*, filled with the facts of the error."""
        template = self.zh if lang == "zh" else self.en
        return masked(template.format_map(vars(self)))

    def __str__(self) -> str:
        return self.message()


class UnknownCodeError(AdminLawError, ValueError):
    """A code is not a member of its closed list.

    ``near`` are the codes that were probably meant; those like it, by default.
    """

    zh = "“{code}”不是{list_name}的代码{hint_zh}"
    en = "{code!r} is not a code of {list_name}{hint_en}"

    def __init__(
        self,
        code: str,
        list_name: str,
        choices: tuple[str, ...],
        near: tuple[str, ...] | None = None,
    ) -> None:
        super().__init__(code, list_name, choices, near)
        self.code, self.list_name, self.choices = code, list_name, choices
        # A choice may be written with its label behind: "penalty (行政处罚)".
        codes = (each.partition(" (")[0] for each in choices)
        self.near = nearest(code, codes) if near is None else near
        self.hint_zh, self.hint_en = suggested(self.near, choices)


class SpanError(AdminLawError, ValueError):
    """A span of days ends before it starts, or is not made of days."""

    zh = "期间起止不成立：自{since}起，至{until}前"
    en = "no such span of days: since {since}, until {until}"

    def __init__(self, since: object, until: object) -> None:
        super().__init__(since, until)
        self.since, self.until = since, until


class NotADayError(SpanError):
    """What should be a day is none, such as the text of one or a day with a time."""

    zh = "应为 datetime.date，收到 {day!r}"
    en = "expected a datetime.date, received {day!r}"

    def __init__(self, day: object) -> None:
        super().__init__(day, day)
        self.args = (day,)  # what a copy of it is made of
        self.day = day


class FieldTypeError(AdminLawError, TypeError):
    """A field was given a value of a type that it cannot hold."""

    zh = "{cls}.{field} 应为 {expected}，收到 {received}"
    en = "{cls}.{field} takes {expected}, not {received}"

    def __init__(self, cls: str, field: str, expected: str, received: str) -> None:
        super().__init__(cls, field, expected, received)
        self.cls, self.field = cls, field
        self.expected, self.received = expected, received


def check_given(asked: str, parameter: str, value: object, expected: type) -> None:
    """Refuse what a function was given if it is not of the type expected.

    Raises:
        FieldTypeError: it is of another type.
    """
    if not isinstance(value, expected):
        received = type(value).__name__
        raise FieldTypeError(asked, parameter, expected.__name__, received)


def check_type(instance: object, field: str, value: object, expected: type) -> None:
    """Refuse a value of a field that is not of the type expected.

    Raises:
        FieldTypeError: it is of another type.
    """
    check_given(type(instance).__name__, field, value, expected)


def check_day(asked: str, parameter: str, value: object) -> None:
    """Refuse what is no day, such as the text of one.

    Raises:
        FieldTypeError: it is of another type.
    """
    if not isinstance(value, date):
        raise FieldTypeError(asked, parameter, "datetime.date", type(value).__name__)


class FieldValueError(AdminLawError, ValueError):
    """A field was given a value that cannot be represented."""

    zh = "{field} 不能为 {value!r}：应为{expected_zh}"
    en = "{field} cannot be {value!r}: expected {expected_en}"

    def __init__(
        self, field: str, value: object, expected_zh: str, expected_en: str
    ) -> None:
        super().__init__(field, value, expected_zh, expected_en)
        self.field, self.value = field, value
        self.expected_zh, self.expected_en = expected_zh, expected_en


class LengthError(AdminLawError, ValueError):
    """A text is not a length of time such as ``20 working days``."""

    zh = "“{text}”不是期限：应写作“20 working days”之类，单位为 {expected_zh}"
    en = "{text!r} is no length of time: write '20 working days', units {expected_en}"

    def __init__(self, text: str, choices: tuple[str, ...]) -> None:
        super().__init__(text, choices)
        self.text, self.choices = text, choices
        self.expected_zh, self.expected_en = listed(choices)


class CitationSyntaxError(AdminLawError, ValueError):
    """A text cannot be read as one legal citation."""

    zh = "此处应为{expected_zh}\n  {text}\n  {pad}＾"
    en = "expected {expected}\n  {text}\n  {pad}＾"

    def __init__(
        self, text: str, position: int, expected: str, expected_zh: str
    ) -> None:
        super().__init__(text, position, expected, expected_zh)
        self.text, self.position = text, position
        self.expected, self.expected_zh = expected, expected_zh
        self.pad = "　" * position  # full-width, so the caret sits under 汉字


class UnknownRuleError(AdminLawError, LookupError):
    """The rule book holds no such rule, or no version of it in force that day."""

    zh = "规则库无此规则或当日无有效版本：{rule}（{day}）{hint_zh}"
    en = "the rule book holds no rule {rule!r} in force on {day}{hint_en}"

    def __init__(self, rule: str, day: object, near: tuple[str, ...] = ()) -> None:
        super().__init__(rule, day, near)
        self.rule, self.day, self.near = rule, day, near
        self.hint_zh, self.hint_en = suggested(near)


class UnknownInstrumentError(AdminLawError, LookupError):
    """No instrument of that name is held; ``near`` are names that are like it."""

    zh = "没有名为《{title}》的法律文件{hint_zh}"
    en = "no instrument is held by the name {title!r}{hint_en}"

    def __init__(self, title: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(title, near)
        self.title, self.near = title, near
        self.hint_zh, self.hint_en = suggested(near)


class AmbiguousTitleError(AdminLawError, LookupError):
    """Several instruments bear that name."""

    zh = "名称“{title}”不止一件文件使用：{expected_zh}"
    en = "several instruments bear the name {title!r}: {expected_en}"

    def __init__(self, title: str, candidates: tuple[str, ...]) -> None:
        super().__init__(title, candidates)
        self.title, self.candidates = title, candidates
        self.expected_zh, self.expected_en = listed(candidates)


class VersionError(AdminLawError, LookupError):
    """No version can be named for that day: not yet, no longer, or not known."""

    zh = "《{title}》{when_zh}：{standing_zh}{because_zh}"
    en = "{title!r}{when_en}: {standing_en}{because_en}"

    def __init__(
        self,
        title: str,
        day: object,
        standing: tuple[str, str],
        reason: tuple[str, str],
    ) -> None:
        super().__init__(title, day, standing, reason)
        self.title, self.day = title, day
        self.standing, self.reason = standing, reason
        self.when_zh = f"{day}的版本" if day else ""
        self.when_en = f" on {day}" if day else ""
        self.standing_zh, self.standing_en = standing
        self.because_zh = f"（{reason[0]}）" if reason[0] else ""
        self.because_en = f" ({reason[1]})" if reason[1] else ""


class UnknownProvisionError(AdminLawError, LookupError):
    """A text has no such place, or no text of that version is held."""

    zh = "《{title}》（{version}）{reason_zh}：{provision}"
    en = "{title!r} ({version}) {reason_en}: {provision}"

    def __init__(
        self, title: str, provision: str, version: object, reason: tuple[str, str]
    ) -> None:
        super().__init__(title, provision, version, reason)
        self.title, self.provision, self.version = title, provision, version
        self.reason = reason
        self.reason_zh, self.reason_en = reason


class UnpublishedYearError(AdminLawError, LookupError):
    """The State Council has not yet said which days of that year are working days."""

    zh = "{year}年的放假安排尚未公布（已知至{known_until}）"
    en = "the working days of {year} are not published (known until {known_until})"

    def __init__(self, year: int, known_until: object) -> None:
        super().__init__(year, known_until)
        self.year, self.known_until = year, known_until


class PeriodError(AdminLawError, ValueError):
    """A period cannot be computed as it is stated."""

    zh = "期间无法计算：{reason_zh}"
    en = "the period cannot be computed: {reason_en}"

    def __init__(self, reason_zh: str, reason_en: str) -> None:
        super().__init__(reason_zh, reason_en)
        self.reason_zh, self.reason_en = reason_zh, reason_en


class MissingExtraError(AdminLawError, ImportError):
    """A library that this needs is not installed."""

    zh = "需要先安装 {package}：pip install 'adminlaw[{extra}]'"
    en = "install {package} first: pip install 'adminlaw[{extra}]'"

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package, self.extra = package, extra


class UnknownRecordError(AdminLawError, LookupError):
    """A register holds no record of that kind and id."""

    zh = "登记簿中没有{kind}“{key}”"
    en = "the register holds no {kind} {key!r}"

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key)
        self.kind, self.key = kind, key


class UnknownCheckError(AdminLawError, LookupError):
    """No check has that id."""

    zh = "没有编号为“{check}”的检查{hint_zh}"
    en = "no check has the id {check!r}{hint_en}"

    def __init__(self, check: str, choices: tuple[str, ...]) -> None:
        super().__init__(check, choices)
        self.check, self.choices = check, choices
        self.hint_zh, self.hint_en = suggested(nearest(check, choices), choices)


class UnknownIndicatorError(AdminLawError, LookupError):
    """No indicator has that id."""

    zh = "没有标识为“{indicator}”的指标{hint_zh}"
    en = "no indicator has the id {indicator!r}{hint_en}"

    def __init__(self, indicator: str, choices: Mapping[str, str]) -> None:
        """Make one; *choices* are the ids by what each is called."""
        super().__init__(indicator, choices)
        self.indicator, self.choices = indicator, choices
        self.hint_zh, self.hint_en = suggested(nearest(indicator, choices))


class MisreadError(AdminLawError, ValueError):
    """The value of a cell is not of the kind that was asked for.

    The message does not repeat the value, since a cell may name a person; it is an
    attribute for those who know that the column does not.
    """

    zh = "单元格应为{expected_zh}"
    en = "the cell is to hold {expected_en}"

    def __init__(self, value: object, expected_zh: str, expected_en: str) -> None:
        super().__init__(value, expected_zh, expected_en)
        self.value = value
        self.expected_zh, self.expected_en = expected_zh, expected_en


@attrs.frozen(kw_only=True)
class Problem:
    """One thing in an input that could not be used (输入问题).

    Attributes:
        expected_zh: What was expected, in Chinese.
        expected_en: The same in English.
        received: The value received, shortened; never a person's name or number.
        path: JSON path inside the line or file, such as ``$.events[0].day``.
        file: File name relative to the input; empty for an object in memory.
        line: Line number from 1; 0 where lines have no meaning.
    """

    expected_zh: str
    expected_en: str
    received: str = ""
    path: str = "$"
    file: str = ""
    line: int = 0

    def text(self, lang: Lang = "en") -> str:
        """Return one line: file, line, path, what was expected and received."""
        place = ":".join(part for part in (self.file, str(self.line or "")) if part)
        where = " ".join(part for part in (place, self.path) if part)
        if lang == "zh":
            got = f"，收到 {self.received}" if self.received else ""
            return f"{where}：应为{self.expected_zh}{got}"
        got = f", received {self.received}" if self.received else ""
        return f"{where}: expected {self.expected_en}{got}"


def unreadable(file: str, error: OSError) -> Problem:
    """Return the problem of a file that cannot be read, or that is not there.

    >>> unreadable("case.json", FileNotFoundError()).text("zh")
    'case.json $：应为存在的文件'
    """
    if isinstance(error, FileNotFoundError):
        zh, en = "存在的文件", "a file that exists"
        return Problem(file=file, expected_zh=zh, expected_en=en)
    zh, en, received = "可读的文件", "a readable file", error.strerror or ""
    return Problem(file=file, received=received, expected_zh=zh, expected_en=en)


class InputError(AdminLawError, ValueError):
    """An input cannot be used; it holds every problem, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def message(self, lang: Lang = "en") -> str:
        """Return one line for each problem, under a line that counts them."""
        count = len(self.problems)
        head = (
            f"输入有 {count} 处问题" if lang == "zh" else f"{count} problem(s) in input"
        )
        return "\n".join([head, *(f"  {each.text(lang)}" for each in self.problems)])
