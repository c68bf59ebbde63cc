"""What a bundle says of keys and witnesses, held against the log's own text of who might do what. It is for information, so never refused:
but who leaves it out, or says less than the log does, is asked why."""

import re
from collections.abc import Iterator, Sequence

from levensloop.contracts.log_names import witness_in
from levensloop.verifier.errors import AuditError
from levensloop.verifier.findings import Finding
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.policy import NONE, Policy

_WITNESSED = re.compile(r"getuigen van (?P<zvh>\S+): (?P<who>[^,]*), genoeg: (?P<enough>[0-9]{1,9})")
_NOBODY = "geen"


def policy_findings(policy: str | None, keys: Sequence[str], text: str, zvh: str, of_then: bool) -> Iterator[Finding]:
    """`policy`, `keys`: the lines of the bundle. `text`: the newest authorisation that its records name. `of_then`: the bundle is of a time
    that is over, so witnesses and quorum may have changed since; that there were some stands all the same."""
    told = next(
        (found for line in text.splitlines() if (found := _WITNESSED.fullmatch(line)) and found["zvh"] == zvh), None
    )
    if told is None or told["who"] == _NOBODY or told["enough"] == "0":
        return  # a text of before these were in it, or a log without witnesses
    says = f"volgens de autorisatie die het logboek noemt zijn {told['enough']} getuige(n) genoeg, uit {told['who']}"
    read = None if policy is None else _read(policy)
    if read is None:
        yield Finding("PolicyMissing", None, f"het bestand zegt niet op wie het rust; {says}")
    elif read.quorum == NONE or not of_then:
        enough, who = _enough(read), _organisations(read)
        if enough != int(told["enough"]) or who != set(told["who"].split()):
            named = f"{enough} getuige(n) genoeg, uit {' '.join(sorted(who)) or _NOBODY}"
            yield Finding("PolicyDiffers", None, f"het bestand noemt {named}; {says}")
    lacking = [key for key in _keys(read) if key.format() not in keys] if read else []
    if lacking or not keys:
        which = ", ".join(key.name for key in lacking) or "alle"
        yield Finding("KeysMissing", None, f"niet elke sleutel waarop het rust staat in het bestand: {which}")


def _read(policy: str) -> Policy | None:
    try:
        return Policy.parse(policy.encode())
    except (AuditError, UnicodeEncodeError):
        return None


def _enough(policy: Policy) -> int:
    """Of whom so many must have signed; 1 where one witness is named by itself."""
    if policy.quorum == NONE:
        return 0
    return policy.groups[policy.quorum].least if policy.quorum in policy.groups else 1


def _organisations(policy: Policy) -> set[str]:
    return {witness_in(key.name) or key.name for key in policy.witnesses.values()}


def _keys(policy: Policy) -> list[VerifierKey]:
    return [*policy.logs, *policy.witnesses.values()]
