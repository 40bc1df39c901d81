"""Importing the library costs next to nothing, and its errors travel."""

from __future__ import annotations

import importlib.metadata
import inspect
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from types import ModuleType

import pytest

import adminlaw
import adminlaw.graph
from adminlaw.errors import AdminLawError, InputError, Problem

EXTRAS = [
    "altair",
    "cyclopts",
    "icalendar",
    "matplotlib",
    "narwhals",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "python_calamine",
    "rich",
    "xlsxwriter",
]
HEAVY = ["attr", "attrs", "cattrs", "chinese_calendar", "networkx"]


def loaded_after(script: str) -> set[str]:
    """Return the modules that a fresh interpreter holds after *script*."""
    program = f"{script}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - the program stands above
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


def test_importing_the_library_loads_no_other_library() -> None:
    """Neither an extra nor a core dependency is loaded before it is used."""
    assert loaded_after("import adminlaw").isdisjoint([*EXTRAS, *HEAVY])


def test_importing_the_library_loads_none_of_its_layers() -> None:
    """The package itself is all that is loaded."""
    loaded = loaded_after("import adminlaw")
    assert {name for name in loaded if name.startswith("adminlaw.")} == set()


@pytest.mark.parametrize("name", adminlaw.__all__)
def test_every_public_name_is_there_on_first_use(name: str) -> None:
    """Each name of the public face resolves, to what is called so."""
    called = getattr(adminlaw, name).__name__
    assert called.removeprefix("adminlaw.") == name


def test_using_every_public_name_loads_no_extra() -> None:
    """The core works without any extra, and loads networkx for a graph only.

    An audit, a clearance and indicators ask questions of the legal-basis graph.
    """
    graphs = {*adminlaw.graph.__all__, "audit", "AuditReport", "clearance"}
    graphs |= {"indicators", "Indicators"}
    names = ", ".join(each for each in adminlaw.__all__ if each not in graphs)
    loaded = loaded_after(f"from adminlaw import {names}")
    assert loaded.isdisjoint([*EXTRAS, "networkx"])
    assert "cattrs" in loaded
    loaded = loaded_after(f"from adminlaw import {', '.join(adminlaw.__all__)}")
    assert loaded.isdisjoint(EXTRAS)
    assert "networkx" in loaded


def test_reading_a_citation_loads_no_converter() -> None:
    """A name loads its own layer and those below, and none above."""
    loaded = loaded_after("import adminlaw\nadminlaw.parse_citation('《刑法》')")
    assert "adminlaw.citations" in loaded
    assert loaded.isdisjoint([*EXTRAS, "adminlaw.converter", "cattrs", "networkx"])


def test_the_names_of_the_package_are_its_public_face() -> None:
    """``dir`` shows what ``__all__`` promises, sorted and each name once."""
    assert list(adminlaw.__all__) == sorted(set(adminlaw.__all__))
    assert set(adminlaw.__all__) <= set(dir(adminlaw))


def test_a_star_import_gives_the_public_face() -> None:
    """``from adminlaw import *`` binds every public name."""
    script = "from adminlaw import *\nassert audit and Register and parse_citation"
    assert "adminlaw.checks" in loaded_after(script)


@pytest.mark.parametrize("name", ["no_such_name", "Audit", "__wrapped__", ""])
def test_an_unknown_name_is_an_attribute_error(name: str) -> None:
    """The package says that it has no such attribute, and names it."""
    with pytest.raises(AttributeError, match=rf"adminlaw.*{name!r}"):
        getattr(adminlaw, name)
    assert not hasattr(adminlaw, name)


def test_a_public_name_is_no_name_of_a_module() -> None:
    """No function bears the name of a module, so that neither hides the other."""
    modules = {each.name for each in pkgutil.iter_modules(adminlaw.__path__)}
    both = modules.intersection(adminlaw.__all__)
    assert all(isinstance(getattr(adminlaw, each), ModuleType) for each in both)


def test_the_version_is_that_of_the_distribution() -> None:
    """The package says the version under which it is installed."""
    assert adminlaw.__version__ == importlib.metadata.version("adminlaw")


def test_the_package_is_typed() -> None:
    """Type checkers find the marker file that ships with the package."""
    assert importlib.resources.files("adminlaw").joinpath("py.typed").is_file()


# Errors

for _module in pkgutil.walk_packages(adminlaw.__path__, "adminlaw."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)


def _errors(cls: type[AdminLawError] = AdminLawError) -> Iterator[type[AdminLawError]]:
    yield cls
    for each in cls.__subclasses__():
        yield from _errors(each)


ERRORS = sorted(set(_errors()), key=lambda cls: (cls.__module__, cls.__name__))
PROBLEM = Problem(
    expected_zh="文本", expected_en="text", received="5", path="$.id", file="f", line=3
)
FACTS: dict[str, object] = {
    "str": "甲{x}%s",
    "int": 2,
    "object": date(2021, 7, 15),
    "tuple[Problem, ...]": (PROBLEM, PROBLEM),
    "tuple[str, ...]": ("code", "label"),
    "tuple[str, ...] | None": ("code",),
    "tuple[str, str]": ("中文", "English"),
    "Mapping[str, str]": {"办结率": "cases.concluded"},
}
"""A fact of each type that an error carries."""

every_error = pytest.mark.parametrize("cls", ERRORS, ids=lambda cls: cls.__name__)


def parameters(cls: type[AdminLawError]) -> dict[str, str]:
    """Return the type of each fact that an error of *cls* is given, by name."""
    found = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return {
        each.name: each.annotation
        for each in found
        if each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    }


def raised(cls: type[AdminLawError]) -> AdminLawError:
    """Return an error of *cls* with a fact for each parameter."""
    return cls(*[FACTS[annotation] for annotation in parameters(cls).values()])


def test_the_errors_are_found() -> None:
    """The battery runs over the whole tree, which has one root."""
    assert AdminLawError in ERRORS
    assert InputError in ERRORS
    assert len(ERRORS) >= 10
    assert {cls.__module__ for cls in ERRORS} == {"adminlaw.errors"}


@every_error
def test_an_error_survives_pickling(cls: type[AdminLawError]) -> None:
    """Class, facts and messages of an error are the same in another process."""
    error = raised(cls)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is cls
    assert (again.args, vars(again)) == (error.args, vars(error))
    assert str(again) == str(error)
    assert again.message("zh") == error.message("zh")


@every_error
def test_an_error_says_its_facts_in_both_languages(cls: type[AdminLawError]) -> None:
    """The message is filled: no placeholder is left, and the languages differ."""
    error = raised(cls)
    assert error.message() == error.message("en") == str(error)
    assert error.message("zh") != error.message("en")
    for lang in ("zh", "en"):
        assert error.message(lang).strip()
        assert "{x}" not in error.message(lang).replace("甲{x}%s", "")


@every_error
def test_an_error_keeps_its_facts_as_attributes(cls: type[AdminLawError]) -> None:
    """Each argument of an error can be read from it by name."""
    error = raised(cls)
    facts = [getattr(error, name) for name in parameters(cls)]
    assert facts == list(error.args)


@every_error
def test_an_error_is_explained(cls: type[AdminLawError]) -> None:
    """Each error has a docstring of its own."""
    assert vars(cls)["__doc__"]


def test_a_problem_says_where_what_and_why() -> None:
    """A problem is one line in either language; what is unknown is left out."""
    assert PROBLEM.text() == "f:3 $.id: expected text, received 5"
    assert PROBLEM.text("zh") == "f:3 $.id：应为文本，收到 5"
    bare = Problem(expected_zh="文本", expected_en="text")
    assert (bare.text(), bare.text("zh")) == ("$: expected text", "$：应为文本")
