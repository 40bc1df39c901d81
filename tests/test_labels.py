"""Closed lists and labels: one stable code, two labels, for every list there is."""

from __future__ import annotations

import copy
import pickle
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

import adminlaw
from adminlaw.errors import UnknownCodeError
from adminlaw.labels import Label, LabelledEnum, Modality

HAN = re.compile("[一-鿿]")


def _lists(cls: type[LabelledEnum] = LabelledEnum) -> Iterator[type[LabelledEnum]]:
    for each in cls.__subclasses__():
        if each.__module__.startswith("adminlaw."):
            yield each
            yield from _lists(each)


for _module in pkgutil.walk_packages(adminlaw.__path__, "adminlaw."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

LISTS = sorted(_lists(), key=lambda cls: (cls.__module__, cls.__name__))
MEMBERS = [member for cls in LISTS for member in cls]

every_list = pytest.mark.parametrize("cls", LISTS, ids=lambda cls: cls.__name__)


def test_the_closed_lists_are_found() -> None:
    """The battery below runs over all lists, of the model and of all else."""
    names = {cls.__name__ for cls in LISTS}
    assert len(names) == len(LISTS) >= 25
    assert {"CaseKind", "EventKind", "Unit", "Modality", "LengthUnit"} <= names


@every_list
def test_every_code_of_a_list_stands_for_one_member(cls: type[LabelledEnum]) -> None:
    """No code is given twice: a second name for one would be an alias in silence."""
    assert len(cls) == len(cls.__members__)
    assert len({member.code for member in cls}) == len(cls)


@every_list
def test_every_member_has_a_chinese_and_an_english_label(
    cls: type[LabelledEnum],
) -> None:
    """The Chinese label is written in 汉字, the English one in Latin letters."""
    for member in cls:
        assert HAN.search(member.zh), member
        assert re.search("[A-Za-z]", member.en), member
        assert not HAN.search(member.en), member
        assert member.zh == member.zh.strip()
        assert member.en == member.en.strip()


@every_list
def test_the_labels_of_a_list_tell_its_members_apart(cls: type[LabelledEnum]) -> None:
    """Within a list no two members are called the same, in either language."""
    assert len({member.zh for member in cls}) == len(cls)
    assert len({member.en for member in cls}) == len(cls)


@every_list
def test_a_code_is_the_name_in_small_letters(cls: type[LabelledEnum]) -> None:
    """A code is plain ASCII that files can carry, and says what the name says."""
    for member in cls:
        assert re.fullmatch("[a-z][a-z0-9_ ]*", member.code), member
        assert member.code.replace(" ", "_") == member.name.lower()


@every_list
def test_a_list_names_its_chinese_term(cls: type[LabelledEnum]) -> None:
    """The docstring of a list says in brackets what the list is called in Chinese."""
    assert re.search(r"\([一-鿿、]+\)", cls.__doc__ or "")


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_member_is_found_by_its_code_and_by_nothing_else(
    member: LabelledEnum,
) -> None:
    """The code leads to the member; its name, its labels and other cases do not."""
    cls = type(member)
    codes = {each.code for each in cls}
    assert cls.of(member.code) is member
    for other in (member.name, member.zh, member.code.upper(), f"{member.code} ", ""):
        if other not in codes:
            with pytest.raises(UnknownCodeError):
                cls.of(other)


@every_list
def test_the_error_of_an_unknown_code_lists_what_is_known(
    cls: type[LabelledEnum],
) -> None:
    """The message names the list, the code received and every code with its label."""
    with pytest.raises(UnknownCodeError) as caught:
        cls.of("§§§")
    for lang in ("zh", "en"):
        message = caught.value.message(lang)
        assert cls.__name__ in message
        assert "§§§" in message
        for member in cls:
            assert f"{member.code} ({member.zh})" in message


@every_list
def test_members_survive_copying_and_pickling(cls: type[LabelledEnum]) -> None:
    """A member is the same member in a copy and in another process."""
    for member in cls:
        assert copy.deepcopy(member) is member
        assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes


def test_a_member_speaks_both_languages() -> None:
    """The language is an argument, and English where nothing is said."""
    assert Modality.DUTY.text("zh") == "必须、不得、应当、一律"
    assert Modality.DUTY.text("en") == Modality.DUTY.text() == "duty"
    assert repr(Modality.DUTY) == "Modality.DUTY"


@given(zh=st.text(), en=st.text())
def test_a_label_speaks_both_languages(zh: str, en: str) -> None:
    """A label gives each text back for its language."""
    label = Label(zh, en)
    assert (label.text("zh"), label.text("en"), label.text()) == (zh, en, en)
    assert label == Label(zh, en)


def test_a_label_cannot_be_changed() -> None:
    """A label is frozen and slotted."""
    label = Label("甲", "a")
    with pytest.raises(FrozenInstanceError):
        label.zh = "乙"  # type: ignore[misc]
    assert not hasattr(label, "__dict__")
