"""Replay as an auditor's is: each event decrypted, decoded and folded into the states of its case, against reading its bytes."""

from bench.child import UNITS, in_child
from bench.decoded_log import CASES, make
from bench.machine import Machine
from bench.rounds import Trial

SIZES = (10_000, 100_000, 1_000_000)
REPEATED = 10_000
"""Of more there is one round."""
READING, DECODING = "bench.reading", "bench.decoding"


async def trial(on: Machine, count: int) -> Trial:
    """So many events of always as many cases."""
    await make(on, count)
    return Trial(
        f"Replay of {count:,} events of {CASES} cases, decoded",
        UNITS,
        (
            in_child("`EventStore.replay`: bytes", READING, "store", on.url, count),
            in_child("decrypted and decoded", DECODING, "decoded", on.url, count, on.home),
            in_child("and folded: `levensloop audit replay`", DECODING, "folded", on.url, count, on.home),
        ),
        rounds=3 if count <= REPEATED else 1,
        size=count,
        warm=False,
    )
