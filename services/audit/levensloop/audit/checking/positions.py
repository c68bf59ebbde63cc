"""How far each policy came: never past what there is. A position beyond the end of its source means that the source was cut or put back."""

from collections.abc import AsyncIterator, Iterable

from levensloop.audit.checking.finding import Finding
from levensloop.infra.messaging.policy import Policy

CHECK = "posities"


async def positions(policies: Iterable[Policy]) -> AsyncIterator[Finding]:
    """Of all policies of all services. Raises `EventStoreError`."""
    for policy in policies:
        last, end = await policy.target.last(policy.position), await policy.source.last_seq()
        if last is None:
            continue
        where, text = f"{policy.target.stream}, {policy.position}", last.data.decode(errors="replace")
        if not text.isdecimal():
            yield Finding(CHECK, where, "de positie is geen getal")
        elif int(text) > end:
            yield Finding(CHECK, where, f"staat op {text}, terwijl {policy.source.stream} niet verder komt dan {end}")
