"""A log decrypted, decoded and folded, in a process of its own: `python -m bench.decoding <way> <url> <count> <home>`."""

from contextlib import aclosing
from pathlib import Path
from time import perf_counter

from bench.child import ways
from bench.decoded_log import log_at
from bench.reading import ended
from levensloop.infra import quick_headers
from levensloop.zvh.replay import read_events, replay


async def decoded(url: str, count: str, home: str) -> float:
    """Decrypted and decoded, as a replay reads them."""
    nc, seen = await quick_headers.connect(url), 0
    log = log_at(nc, Path(home))
    begin = perf_counter()
    async with aclosing(read_events(log, await log.store.last_seq())) as events:
        async for _ in events:
            seen += 1
    return await ended(nc, seen, count, begin)


async def folded(url: str, count: str, home: str) -> float:
    """All that `levensloop audit replay` does before it shows anything."""
    nc = await quick_headers.connect(url)
    log = log_at(nc, Path(home))
    begin = perf_counter()
    found = await replay(log, "zvh-haaglanden")
    return await ended(nc, found.events, count, begin)


if __name__ == "__main__":
    ways({"decoded": decoded, "folded": folded})
