"""Every subject and stream name, in one place. Tokens are organisation ids, service names and random case ids: nobody is in them."""

from uuid import UUID

from levensloop.contracts.aggregates import AGGREGATES
from levensloop.contracts.event import CaseId, DomainEvent
from levensloop.contracts.registry import SERVICE_OF_EVENT


def log_stream(organisation: str) -> str:
    """The operational log of a ZVH."""
    return f"LOG_{organisation}"


def out_stream(organisation: str) -> str:
    """What a ZVH disclosed, per recipient, with the accountability records."""
    return f"OUT_{organisation}"


def move_stream(organisation: str) -> str:
    """The cases that a ZVH hands over, per receiving ZVH."""
    return f"MOVE_{organisation}"


def arrivals_stream(organisation: str) -> str:
    """The cases that others hand over to this ZVH."""
    return f"ARRIVALS_{organisation}"


def timers_stream(organisation: str) -> str:
    return f"TIMERS_{organisation}"


def dead_stream(organisation: str) -> str:
    """Messages that a service could not handle, with reason and origin."""
    return f"DEAD_{organisation}"


def inbox_stream(organisation: str) -> str:
    """What a partner with a node of its own received."""
    return f"INBOX_{organisation}"


def keys_stream(organisation: str) -> str:
    """The keys of the cases of a node, wrapped under its master key."""
    return f"KEYS_{organisation}"


def audit_stream(organisation: str) -> str:
    """The accountability log of a node, apart from what operates (WGS 1.8(4))."""
    return f"AUDIT_{organisation}"


def checkpoints_stream(organisation: str) -> str:
    """The signed checkpoints of that log, and the cosignatures of its witnesses."""
    return f"CHECKPOINTS_{organisation}"


def event(kind: type[DomainEvent], case: CaseId) -> str:
    """Where an event of this kind is logged: one subject per aggregate."""
    service = SERVICE_OF_EVENT[kind]
    return f"es.{service}.{kind.aggregate or AGGREGATES[service]}.{case}"


def case_events(case: CaseId) -> str:
    """All events of one case, of every service; also the one string that guards appends to the case."""
    return f"es.*.*.{case}"


ALL_EVENTS = "es.>"


def is_report(subject: str) -> bool:
    """Whether a logged event is about no case: it must never show up where cases are listed."""
    return subject.startswith(("es.monitor.", "es.retention.destruction."))


def service_events(service: str) -> str:
    return f"es.{service}.>"


def case_of(subject: str) -> str:
    """The case id: the fifth token of what arrived, the fourth of an event or timer, the last of `account…`, else the third."""
    tokens = subject.split(".")
    return tokens[{"arrived": 4, "es": 3, "timer": 3, "account": -1}.get(tokens[0], 2)]


def position(target: str, policy: str) -> str:
    """How far a policy came, kept in the stream that it writes to (`log`, `out`, `move`)."""
    return f"position.{target}.{policy}"


def out(recipient: str, case: CaseId | str) -> str:
    return f"out.{recipient}.{case}"


def outbox_of(recipient: str) -> str:
    """All that goes to one organisation."""
    return f"out.{recipient}.>"


def inbox_of(recipient: str) -> tuple[str, str]:
    """All that its own node received: of one ZVH, or (a national organisation) filed under each ZVH that sent it."""
    return outbox_of(recipient), arrived("*", outbox_of(recipient))


def account(case: CaseId | str) -> str:
    """Accountability records of a case."""
    return f"account.{case}"


def move(to_zvh: str, case: CaseId | str, number: int | str) -> str:
    return f"move.{to_zvh}.{case}.{number}"


def identity(to_zvh: str, case: CaseId | str, number: int | str) -> str:
    """What goes between two ZVHs before a case is released: who moves, and hit or no hit (MOV-1)."""
    return f"{move(to_zvh, case, number)}.identity"


def is_identity(subject: str) -> bool:
    """Whether this subject, sent or arrived, is one of `identity`."""
    return subject.endswith(".identity")


def moves_to(to_zvh: str) -> str:
    return f"move.{to_zvh}.>"


def arrived(from_zvh: str, subject: str) -> str:
    """Where the receiving node files what `from_zvh` sent on `subject`: its server names the sender, so that none passes for another."""
    return f"arrived.{from_zvh}.{subject}"


def sender_of_arrived(subject: str) -> str | None:
    """The ZVH under whose name this node filed it; `None` where there is but one that could send."""
    return subject.split(".")[1] if subject.startswith("arrived.") else None


def arrivals_at(zvh: str) -> str:
    """All case streams that arrived at a ZVH, whoever sent them. What else others sent stays in the stream, unread."""
    return arrived("*", f"move.{zvh}.*.*")


def identities_at(zvh: str) -> str:
    """All that arrived at a ZVH of moves of which the case was not released yet."""
    return arrived("*", identity(zvh, "*", "*"))


def command(zvh: str, organisation: str, service: str, name: str) -> str:
    """A command; `organisation` is who gives it, which the server guarantees."""
    return f"cmd.{zvh}.{organisation}.{service}.{name}"


def commands_to(zvh: str, service: str) -> str:
    return f"cmd.{zvh}.*.{service}.*"


def ask(zvh: str, organisation: str, service: str, view: str) -> str:
    """A question to a view of a service."""
    return f"ask.{zvh}.{organisation}.{service}.{view}"


def asks_to(zvh: str, service: str) -> str:
    return f"ask.{zvh}.*.{service}.*"


def sender_of(subject: str) -> str:
    """The organisation that gives a command or asks: the third token."""
    return subject.split(".")[2]


def health(zvh: str, service: str) -> str:
    return f"health.{zvh}.{service}"


def users(organisation: str, what: str) -> str:
    """To the hub, about the organisation's own users: `revoked` (a list), `list` (the last one)."""
    return f"users.{organisation}.{what}"


def timer_at(service: str, case: CaseId | str, name: str) -> str:
    return f"timer.at.{service}.{case}.{name}"


def timer_due(service: str, case: CaseId | str, name: str) -> str:
    return f"timer.due.{service}.{case}.{name}"


def timers_due(service: str) -> str:
    return f"timer.due.{service}.>"


def key(use: str, case: CaseId | str, organisation: str) -> str:
    """The keys of one case for one use, of one organisation; `*` for the organisation: of all."""
    return f"key.{use}.{case}.{organisation}"


ALL_KEYS = "key.*.*.*"


def dead(service: str, policy: str) -> str:
    return f"dead.{service}.{policy}"


def replayed(position: str, sequence: int) -> str:
    """The mark that a dead letter was handled after all: under the position of its policy, in the same stream."""
    return f"{position}-replayed-{sequence}"


ALL_AUDIT = "audit.*.*"
_ABOUT_NO_CASE = "none"


def audit(operation: str, case: CaseId | None) -> str:
    """An accountability record: what was done, and of which case."""
    return f"audit.{operation}.{case or _ABOUT_NO_CASE}"


def audit_of(case: CaseId | str) -> str:
    """All accountability records of one case."""
    return f"audit.*.{case}"


def case_of_audit(subject: str) -> CaseId | None:
    """The case of an accountability record, `None` of one that is about no case."""
    token = subject.split(".")[2]
    return None if token == _ABOUT_NO_CASE else UUID(token)


CHECKPOINT = "checkpoint.log"
"""A checkpoint of the accountability log, signed by the log."""

ALL_CHECKPOINTS = "checkpoint.>"
SUCCESSION = "checkpoint.succession"
"""The word of one key of the accountability log for the next."""


def cosignature(witness: str) -> str:
    """The same with the cosignature of one witness."""
    return f"checkpoint.by.{witness}"


def authorisation(version: str) -> str:
    """The text of a version of who may do what, which the records of that log name by its hash: beside the checkpoints."""
    return f"checkpoint.authorisation.{version}"


ALL_AUTHORISATIONS = authorisation("*")
