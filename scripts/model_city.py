# ruff: noqa: INP001 - a script, run by its path
"""Write the model city: a fictional register whose faults are known.

``python scripts/model_city.py`` writes ``examples/model-city``; with ``--check`` it
writes nothing and says whether the folder is up to date. The parts of the city and
the tables that it is made of stand in ``scripts/model_city_parts``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import adminlaw as al  # noqa: E402 - found beside the script, so the path comes first
from scripts.model_city_parts.whole import build  # noqa: E402 - the same

FOLDER = ROOT / "examples" / "model-city"
RULES = ROOT / "scripts" / "model_city_parts" / "rules.toml"


def write(folder: Path) -> None:
    """Write the register, its plants and its README into a folder."""
    register, table, near, readme = build()
    al.write_register(register, folder)
    (folder / "plants.csv").write_text(table, encoding="utf-8", newline="\n")
    (folder / "near_misses.csv").write_text(near, encoding="utf-8", newline="\n")
    (folder / "rules.toml").write_bytes(RULES.read_bytes())
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {each.name: each.read_bytes() for each in sorted(folder.glob("*"))}


def stale(folder: Path) -> list[str]:
    """Return the names of the files that a new writing would change."""
    with tempfile.TemporaryDirectory() as place:
        fresh = Path(place) / folder.name
        write(fresh)
        new, old = contents(fresh), contents(folder)
    return sorted(name for name in new | old if new.get(name) != old.get(name))


def main() -> int:
    """Write the folder, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    if not parser.parse_args().check:
        write(FOLDER)
        return 0
    changed = stale(FOLDER)
    sys.stdout.write(f"out of date: {', '.join(changed)}\n" if changed else "ok\n")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
