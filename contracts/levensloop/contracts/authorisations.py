"""What an authorisation in a record is called, after its text: `<version of the matrix>-<SHA-256 of the text, in hex>` (WGS 1.8(2)).

The name proves the text. Records of before have the first 16 digits of it, and are read on.
"""

import re
from hashlib import sha256

_NAME = re.compile(r"(?P<matrix>[A-Za-z0-9.]+)-(?P<digest>[0-9a-f]{64}|[0-9a-f]{16})")
_PAPER = "authorisation/"


def authorisation_of(matrix_version: str, text: str) -> str:
    """What this text is called, under this version of the matrix."""
    return f"{matrix_version}-{sha256(text.encode()).hexdigest()}"


def is_text_of(version: str, text: str) -> bool:
    """Whether this is the text that the version names."""
    named = _NAME.fullmatch(version)
    return named is not None and authorisation_of(named["matrix"], text).startswith(version)


def authorisation_paper(version: str) -> str:
    """What its text is called among the papers of a bundle."""
    return f"{_PAPER}{version}.txt"


def version_in(paper: str) -> str | None:
    """The authorisation of which this paper has the text; None for another paper."""
    return paper.removeprefix(_PAPER).removesuffix(".txt") if paper.startswith(_PAPER) else None
