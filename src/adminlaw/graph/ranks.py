"""What rank a register's document has among instruments, and at which level it is.

The limits: a document whose kind is unsaid has none, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from adminlaw.identifiers import DivisionLevel
from adminlaw.model import DocumentKind
from adminlaw.statutes import InstrumentKind

KIND_OF_DOCUMENT: Final[Mapping[DocumentKind, InstrumentKind]] = MappingProxyType(
    {
        DocumentKind.LAW: InstrumentKind.LAW,
        DocumentKind.ADMINISTRATIVE_REGULATION: (
            InstrumentKind.ADMINISTRATIVE_REGULATION
        ),
        DocumentKind.LOCAL_REGULATION: InstrumentKind.LOCAL_REGULATION,
        DocumentKind.DEPARTMENTAL_RULE: InstrumentKind.DEPARTMENTAL_RULE,
        DocumentKind.LOCAL_RULE: InstrumentKind.LOCAL_RULE,
    }
)
"""What kind of instrument a register's document is; others are normative at most."""


def kind_of_document(kind: DocumentKind | None) -> InstrumentKind | None:
    """Return what a register's document is as an instrument; None where unsaid.

    >>> kind_of_document(DocumentKind.NOTICE)
    InstrumentKind.NORMATIVE
    """
    if kind is None:
        return None
    return KIND_OF_DOCUMENT.get(kind, InstrumentKind.NORMATIVE)


def level_of(data: Mapping[str, Any]) -> DivisionLevel | None:
    """Return the level of the body that made an instrument or a document.

    Args:
        data: The attributes of its node: the level of a document, or the place whose
            organ made an instrument.

    >>> level_of({"territory": "河南省"}), level_of({"territory": ""})
    (DivisionLevel.PROVINCE, None)
    """
    if data.get("level"):
        return DivisionLevel.of(data["level"])
    territory = data.get("territory", "")
    if territory.endswith(("省", "自治区")) or territory in _MUNICIPALITIES:
        return DivisionLevel.PROVINCE
    return DivisionLevel.CITY if territory.endswith(("市", "自治州")) else None


_MUNICIPALITIES: Final = frozenset({"北京市", "天津市", "上海市", "重庆市"})
"""The cities directly under the central government (直辖市)."""
