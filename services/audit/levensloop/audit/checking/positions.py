"""How far each policy came: never past what there is, and never back. A position beyond the end of its source means that the source was cut
or put back; one that is lower than before, that somebody wants something done again."""

from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing

from levensloop.audit.checking.finding import Finding
from levensloop.infra.messaging.policy import Policy

CHECK = "posities"


async def positions(policies: Iterable[Policy]) -> AsyncIterator[Finding]:
    """Of all policies of all services: every position that was ever kept. Raises `EventStoreError`."""
    of_stream: dict[str, list[Policy]] = {}
    for policy in policies:
        of_stream.setdefault(policy.target.stream, []).append(policy)
    for stream, theirs in of_stream.items():
        before: dict[str, int] = {}
        subjects = {policy.position: policy for policy in theirs}
        async with aclosing(theirs[0].target.replay(list(subjects))) as kept:
            async for message in kept:
                where, text = f"{stream}, {message.subject}", message.data.decode(errors="replace")
                if not (text.isascii() and text.isdecimal()):
                    yield Finding(CHECK, where, f"de positie op plaats {message.seq} is geen getal")
                    continue
                if int(text) < before.get(message.subject, 0):
                    what = f"ging op plaats {message.seq} terug van {before[message.subject]} naar {text}"
                    yield Finding(CHECK, where, what)
                before[message.subject] = int(text)
        for subject, position in before.items():
            source = subjects[subject].source
            if position > (end := await source.last_seq()):
                what = f"staat op {position}, terwijl {source.stream} niet verder komt dan {end}"
                yield Finding(CHECK, f"{stream}, {subject}", what)
