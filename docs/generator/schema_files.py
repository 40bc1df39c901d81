"""The JSON Schemas as files, which the wheel carries and a page links to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from adminlaw.model import COLLECTIONS, Register
from adminlaw.register import json_schema
from generator.classes import entity_link, terms
from generator.writing import page, paragraph, table

SHIPPED = Path(__file__).parents[2] / "src" / "adminlaw" / "register" / "schemas"
"""Where the wheel has them."""

SCHEMAS = """
Every kind of record has a JSON Schema (draft 2020-12) with Chinese titles, for forms
and for programs in other languages. The schema of a collection describes one record,
that is one line of its file; `register.json` describes a whole register in one file.
"""

WHERE = """
`al.json_schema` gives the same schemas, and `adminlaw schema` prints them. The wheel
carries them as files: `importlib.resources.files("adminlaw.register") / "schemas"`.
A schema cannot say that an id is held or that a span ends after it starts; reading
checks that.
"""


def schemas() -> Mapping[str, type]:
    """Return what each schema file describes, by its name."""
    return {
        "register.json": Register,
        **{f"{name}.json": cls for name, cls in COLLECTIONS.items()},
    }


def schema_files() -> dict[Path, str]:
    """Return the text of each schema by its file."""
    return {
        SHIPPED / name: json.dumps(json_schema(cls), ensure_ascii=False, indent=2)
        + "\n"
        for name, cls in schemas().items()
    }


def schemas_page() -> str:
    """Return the page that lists the schemas."""
    return page(
        "JSON Schemas",
        paragraph(SCHEMAS),
        table(
            ("schema", "describes", "中文", "English"),
            (
                (download(name), entity_link(cls, "entities/"), *terms(cls))
                for name, cls in schemas().items()
            ),
        ),
        paragraph(WHERE),
    )


def download(name: str) -> str:
    """Return a link to a schema; Sphinx copies the file that the wheel has."""
    return f"{{download}}`{name} <../../src/adminlaw/register/schemas/{name}>`"
