"""Every live projection of a node, and how it is held against the log: one table, in the docs too (docs/audit.md).

What is new must be in it: a test compares it with the questions of every service and with the streams of a node.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Against(StrEnum):
    """Who holds it against the log."""

    COMPARE = "audit replay --compare"
    FSCK = "fsck"
    VERIFY = "audit verify"
    NOBODY = "nothing"


@dataclass(frozen=True, slots=True)
class Held:
    """How a projection is compared, or why it is not."""

    against: Against
    how: str


_VIEW = Held(Against.COMPARE, "each case that is not shielded: the whole answer, by value")
_LIST = Held(Against.COMPARE, "the rows of each case, shielded ones too, and cases that the log does not have")
_MADE = Held(
    Against.NOBODY, "made of the log at each asking, and asking is giving: it would leave a record of a document"
)
_TREE = Held(Against.FSCK, "the tree recomputed from the records; in a bundle by whoever verifies it")

QUESTIONS: Mapping[str, Held] = {
    "inclusion.case": _VIEW,
    "inclusion.third-parties": _VIEW,
    "plan.plan": _VIEW,
    "signals.watch": _VIEW,
    "handover.move": _VIEW,
    "handover.identity": _VIEW,
    "disclosure.grounds": _VIEW,
    "disclosure.corrections": _VIEW,
    "inclusion.cases": _LIST,
    "inclusion.agenda": _LIST,
    "plan.agenda": _LIST,
    "signals.agenda": _LIST,
    "handover.agenda": _LIST,
    "disclosure.agenda": _LIST,
    "retention.agenda": _LIST,
    "monitor.figures": Held(Against.COMPARE, "every half-year up to this one, as it would leave and exact"),
    "monitor.coordination": Held(Against.COMPARE, "all days from the first that is known up to today"),
    "retention.proofs": Held(Against.COMPARE, "every proof"),
    "disclosure.inbox": Held(Against.COMPARE, "by its letters: stream OUT"),
    "disclosure.keys": Held(Against.NOBODY, "gives keys; judged anew at each asking, and asking is giving"),
    "disclosure.pull": Held(Against.NOBODY, "gives what may be seen at that moment, and asking is giving"),
    "documents.plan": _MADE,
    "documents.exclusion": _MADE,
    "documents.transfer": _MADE,
    "audit.checkpoint": _TREE,
    "audit.cosign": _TREE,
    "audit.grow": _TREE,
}
"""`<service>.<question>` → how it is held against the log."""

STREAMS: Mapping[str, Held] = {
    "LOG": Held(Against.FSCK, "it is the log; each message against the record that covers it, and its digest here"),
    "OUT": Held(
        Against.COMPARE, "which event to whom, or withheld whole, the first time; each letter has its record, and back"
    ),
    "MOVE": Held(
        Against.FSCK, "each message against the record that covers it; the receiver checks number and chain (MOV-2)"
    ),
    "ARRIVALS": Held(Against.NOBODY, "a copy of another ZVH's stream; what is taken in of it is in the log"),
    "TIMERS": Held(Against.FSCK, "the timers that must run by the log, by name, moment and where they go off"),
    "DEAD": Held(
        Against.FSCK,
        "each message against the record that covers it; what still waits is shown, for a person to decide on",
    ),
    "KEYS": Held(
        Against.FSCK,
        "each key that an event, a letter or a record needs is there, or its destruction is on record by its id, and gone",
    ),
    "AUDIT": Held(Against.FSCK, "signed: the tree, its checkpoints and witnesses; in a bundle by whoever verifies it"),
    "CHECKPOINTS": Held(
        Against.FSCK,
        "each signature, size, root and digest; each cosignature; the text of each authorisation by its hash",
    ),
    "INBOX": Held(Against.NOBODY, "a partner's copy of OUT, at the partner; closed letters"),
}
"""Stream, without the organisation behind its name → how it is held against the log. Positions of policies stand in these; fsck looks
whether one is beyond its source, and `--compare` says how far disclosure came."""

ELSEWHERE: Mapping[str, Held] = {
    "national figures": Held(
        Against.NOBODY,
        "added up from an inbox when asked for, at the organisation of the CLLA, which has no log: each ZVH's own are compared there",
    ),
    "metrics": Held(Against.NOBODY, "counted from the streams when asked for; nothing is kept"),
}
"""What is made outside a ZVH's services."""
