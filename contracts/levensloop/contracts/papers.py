"""The texts by which is disclosed and processed, as they are kept here: what a record refers to, and what an auditor compares with."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from levensloop.contracts.activities import register_versions
from levensloop.contracts.matrix.lines import versions

VERSIONS = "matrix/versions.csv"
REGISTERS = "register/versions.csv"
_CONTRACTS = files("levensloop.contracts")


def matrix_names(version: str) -> tuple[str, str]:
    """The two papers of one version of the matrix: who may get what on which line, and where that applies."""
    return f"matrix/{version}/grants.csv", f"matrix/{version}/matrix.csv"


def register_name(version: str) -> str:
    """The paper of one version of the register of processing activities."""
    return f"register/{version}.csv"


@cache
def papers() -> Mapping[str, str]:
    """Name → text, of every version that is kept here of the disclosure matrix and of the register of processing activities."""
    found = {VERSIONS: _text("matrix/versions.csv"), REGISTERS: _text("register/versions.csv")}
    for version in versions():
        if _CONTRACTS.joinpath(f"matrix/v{version.number}").is_dir():
            grants, matrix = matrix_names(version.number)
            found[grants] = _text(f"matrix/v{version.number}/grants.csv")
            found[matrix] = _text(f"matrix/v{version.number}/matrix.csv")
    for register in register_versions():
        found[register_name(register.number)] = _text(f"register/v{register.number}.csv")
    return MappingProxyType(found)


def digest(text: str) -> str:
    """SHA-256 of a paper, in hex."""
    return sha256(text.encode()).hexdigest()


def _text(name: str) -> str:
    return _CONTRACTS.joinpath(name).read_text(encoding="utf-8")
