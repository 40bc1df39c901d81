"""A register in files: read, write, check its references, describe its format."""

from __future__ import annotations

from adminlaw.register.files import (
    PartialRegister,
    read_partial_register,
    read_register,
    write_register,
)
from adminlaw.register.migrations import SCHEMA_VERSION
from adminlaw.register.schema import json_schema

__all__ = [
    "SCHEMA_VERSION",
    "PartialRegister",
    "json_schema",
    "read_partial_register",
    "read_register",
    "write_register",
]
