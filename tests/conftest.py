"""What every test may ask for: folders outside the project, Hypothesis profiles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

OUTSIDE = ("corpus", "requirements", "samples")
"""The fixtures that read a folder outside the project."""

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of statutes, or skip where there is none."""
    return folder_named_by("ADMINLAW_CORPUS")


@pytest.fixture(scope="session")
def requirements() -> Path:
    """Return the folder of requirement tables, or skip where there is none."""
    return folder_named_by("ADMINLAW_REQUIREMENTS")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real tables, or skip where there is none."""
    return folder_named_by("ADMINLAW_SAMPLES")


def folder_named_by(variable: str) -> Path:
    """Return the folder that an environment variable names, or skip, saying why."""
    value = os.environ.get(variable, "")
    if not value:
        pytest.skip(f"{variable} is not set")
    folder = Path(value)
    if not folder.is_dir():
        pytest.skip(f"{variable} names no folder: {value}")
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that reads such a folder, so that ``-m corpus`` selects it."""
    for item in items:
        if not set(OUTSIDE).isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("corpus")
