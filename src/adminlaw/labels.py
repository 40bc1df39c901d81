"""Codes for programs and labels for people: every closed list of the library.

A member of a list has one stable code, which files carry, and two labels,
Chinese first because the law speaks Chinese.
"""

from __future__ import annotations

from enum import Enum
from typing import Self

from attrs import frozen

from adminlaw.errors import Lang, UnknownCodeError, check_type
from adminlaw.wording import nearest


@frozen
class Label:
    """A name in Chinese and in English.

    >>> Label("行政处罚", "administrative penalty").text("zh")
    '行政处罚'
    """

    zh: str
    en: str

    def __attrs_post_init__(self) -> None:
        """Refuse a name that is no text."""
        for name, value in (("zh", self.zh), ("en", self.en)):
            check_type(self, name, value, str)

    def text(self, lang: Lang = "en") -> str:
        """Return the name in *lang*."""
        return self.zh if lang == "zh" else self.en


class LabelledEnum(Enum):
    """A closed list whose members are a code, a Chinese and an English label."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Self:
        """Make a member: the code is its value, the labels are attributes."""
        member = object.__new__(cls)
        member._value_ = code
        member.zh, member.en = zh, en
        return member

    @property
    def code(self) -> str:
        """The stable code, as files carry it."""
        return str(self._value_)

    def text(self, lang: Lang = "en") -> str:
        """Return the label in *lang*."""
        return self.zh if lang == "zh" else self.en

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the member with *code*.

        Raises:
            UnknownCodeError: no member has this code; it names those that are near, by
                code or by label, and else all.
        """
        member = cls._value2member_map_.get(code)
        if not isinstance(member, cls):
            words = {
                w: each.code for each in cls for w in (each.en, each.zh, each.code)
            }
            near = nearest(code, words)
            raise UnknownCodeError(code, cls.__name__, cls.choices(), near)
        return member

    @classmethod
    def choices(cls) -> tuple[str, ...]:
        """Return every code with its Chinese label, for messages."""
        return tuple(f"{member.code} ({member.zh})" for member in cls)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class Modality(LabelledEnum):
    """How strongly a rule speaks (规范强度); it decides the severity of a finding."""

    DUTY = "duty", "必须、不得、应当、一律", "duty"
    PERMISSION = "permission", "可以", "permission"
    IN_PRINCIPLE = "in_principle", "原则上、一般、基本", "in principle"
    TARGET = "target", "力争、争取", "target"
    ADVICE = "advice", "倡导、探索", "advice"
    PLANNED = "planned", "拟", "not yet in being"
