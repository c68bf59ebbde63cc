"""What can go wrong with a topology, its keys, its servers and its streams: each says in Dutch what to do about it."""

from collections.abc import Sequence
from pathlib import Path


class NodesError(Exception):
    """Any of the below; `str()` is a Dutch text for the person who gave the command."""


class TopologyError(NodesError):
    """The topology cannot be used. `problems`: one sentence each, starting with the field it is about."""

    def __init__(self, source: Path | str, problems: Sequence[str]) -> None:
        self.source, self.problems = source, list(problems)
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"De topologie {source} klopt niet:\n{lines}")


class KeyProblem(NodesError):
    """A seed is missing, unreadable or not the private half of the public key in the topology."""


class CertificateProblem(NodesError):
    """A certificate is missing, not valid now, or not this organisation's."""


class ServerWillNotStart(NodesError):
    """The NATS server ended or did not answer in time; holds the last lines of its log."""

    def __init__(self, name: str, why: str, log: Path, tail: Sequence[str], advice: str) -> None:
        self.log, self.tail = log, list(tail)
        last = "\n".join(f"    {line}" for line in tail) or "    (de log is leeg)"
        super().__init__(f"De server van {name} start niet: {why}\n  {advice}\n  Laatste regels van {log}:\n{last}")


class ServerWillNotReload(NodesError):
    """A running server did not take over another configuration; it goes on with the one it had."""


class ServerEnded(NodesError):
    """A server that ran has ended without being asked to."""

    def __init__(self, name: str, status: int, log: Path, tail: Sequence[str]) -> None:
        last = "\n".join(f"    {line}" for line in tail)
        super().__init__(
            f"De server van {name} is vanzelf gestopt (status {status}). Zijn gegevens staan er nog; start hem opnieuw.\n"
            f"  Laatste regels van {log}:\n{last}"
        )


class StreamDiffers(NodesError):
    """What is on the server differs from the specification in a way that cannot be changed; nothing was altered."""


class NodeUnreachable(NodesError):
    """No answer from a node's JetStream."""
