"""What a span of a request is called: from closed lists, so that nothing that somebody made up is in it."""

from levensloop.contracts.consulted import SHOWS, SHOWS_NOTHING
from levensloop.contracts.registry import COMMANDS

_KNOWN = COMMANDS.keys() | {what.partition(".")[2] for what in SHOWS.keys() | SHOWS_NOTHING}


def request_name(subject: str) -> str:
    """`cmd RaiseSignal`, `ask case`: what there is, and `unknown` for the rest."""
    kind, name = subject.partition(".")[0], subject.rpartition(".")[2]
    return f"{kind} {name if name in _KNOWN else 'unknown'}"
