"""Run the command line as ``python -m adminlaw``."""

from __future__ import annotations

from adminlaw.cli import run

run()
