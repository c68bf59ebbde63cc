"""Whether the events that came are the ones that a case file names; `Name+` there stands for one or more of them in a row."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

MORE = "+"
"""After an event's name, where it may come once or several times: a receipt for a case stream (MOV-2) depends on how
much of the stream was there when it was written."""


def in_order(expected: Sequence[str], got: Sequence[str]) -> bool:
    """Exactly these, in this order."""
    if not any(name.endswith(MORE) for name in expected):
        return list(expected) == list(got)
    runs = [(name, len(list(run))) for name, run in groupby(got)]
    wanted = [(name, list(run)) for name, run in groupby(expected, key=lambda name: name.removesuffix(MORE))]
    return len(runs) == len(wanted) and all(
        name == want and (count >= len(run) if want + MORE in run else count == len(run))
        for (name, count), (want, run) in zip(runs, wanted, strict=True)
    )


def in_any_order(expected: Sequence[str], got: Sequence[str]) -> bool:
    """Exactly these, whatever their order."""
    at_least = {name.removesuffix(MORE) for name in expected if name.endswith(MORE)}
    wanted, found = Counter(name.removesuffix(MORE) for name in expected), Counter(got)
    return wanted.keys() == found.keys() and all(
        found[name] >= count if name in at_least else found[name] == count for name, count in wanted.items()
    )
