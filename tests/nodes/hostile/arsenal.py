"""Everything that somebody with real credentials could say to a server: each subject of the table, each call of JetStream."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from levensloop.contracts import destruction, subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.accountability import Operation
from levensloop.contracts.events.inclusion import ClientReported
from levensloop.infra.nodes.topology import Topology

CASE = UUID("7d9f1a52-3c1e-4b0a-9d55-0b6f3a8e2c41")
FORGED = b"forged-by-an-insider"

# Every call that nats-server 2.15.1 knows, after `$JS.API.`; {s} a stream, {c} a consumer on it.
API = (
    "INFO",
    "ACCOUNT.PURGE.{c}",
    "ACCOUNT.STREAM.MOVE.{c}.{s}",
    "META.LEADER.STEPDOWN",
    "SERVER.REMOVE",
    "STREAM.NAMES",
    "STREAM.LIST",
    "STREAM.CREATE.STOLEN",
    "STREAM.CREATE.{s}",
    "STREAM.UPDATE.{s}",
    "STREAM.INFO.{s}",
    "STREAM.PURGE.{s}",
    "STREAM.DELETE.{s}",
    "STREAM.SNAPSHOT.{s}",
    "STREAM.RESTORE.{s}",
    "STREAM.MSG.GET.{s}",
    "STREAM.MSG.DELETE.{s}",
    "STREAM.LEADER.STEPDOWN.{s}",
    "STREAM.PEER.REMOVE.{s}",
    "STREAM.TEMPLATE.CREATE.x",
    "DIRECT.GET.{s}",
    "DIRECT.GET.{s}.es.inclusion.case.x",
    "CONSUMER.NAMES.{s}",
    "CONSUMER.LIST.{s}",
    "CONSUMER.CREATE.{s}",
    "CONSUMER.CREATE.{s}.stolen",
    "CONSUMER.CREATE.{s}.stolen.out.>",
    "CONSUMER.DURABLE.CREATE.{s}.stolen",
    "CONSUMER.INFO.{s}.{c}",
    "CONSUMER.DELETE.{s}.{c}",
    "CONSUMER.PAUSE.{s}.{c}",
    "CONSUMER.UNPIN.{s}.{c}",
    "CONSUMER.RESET.{s}.{c}",
    "CONSUMER.LEADER.STEPDOWN.{s}.{c}",
    "CONSUMER.MSG.NEXT.{s}.{c}",
)
STREAMS = (
    subjects.log_stream,
    subjects.out_stream,
    subjects.move_stream,
    subjects.arrivals_stream,
    subjects.timers_stream,
    subjects.dead_stream,
    subjects.keys_stream,
    subjects.audit_stream,
    subjects.checkpoints_stream,
    subjects.inbox_stream,
)
WILD = (
    ">",
    "*.>",
    "$JS.>",
    "$SYS.>",
    "_INBOX.>",
    "_R_.>",
    "_GR_.>",
    "$KV.>",
    "$O.>",
    "deliver.>",
    "es.>",
    "audit.>",
    "checkpoint.>",
    "checkpoint.authorisation.*",
    "account.>",
    "key.>",
    "dead.>",
    "out.>",
    "cmd.>",
    "ask.>",
)


def calls(zvh: str, other: str) -> Iterator[str]:
    """Every call on every stream of a node, with the domain and without it."""
    for stream in STREAMS:
        for call in API:
            made = call.format(s=stream(zvh), c=other)
            yield f"$JS.{zvh}.API.{made}"
            yield f"$JS.API.{made}"


def spoken(zvh: str, other: str) -> Iterator[str]:
    """Every subject of ours, as if from another; what the server itself uses between its parts; key-value and object stores."""
    case = str(CASE)
    yield from (subjects.event(ClientReported, CASE), subjects.position("log", "plan"), subjects.account(case))
    yield from (subjects.out(other, case), subjects.move(zvh, case, 1), subjects.identity(zvh, case, 1))
    yield from (subjects.arrived("zvh-rotterdam", subjects.move(zvh, case, 1)), subjects.key("fields", case, zvh))
    yield from (subjects.timer_at("plan", case, "review"), subjects.timer_due("plan", case, "review"))
    yield from (subjects.dead("plan", "labels"), subjects.health(zvh, "plan"))
    yield from (subjects.audit(operation, None) for operation in Operation)
    yield from (subjects.audit("consult", CASE), subjects.position("audit", "log"), subjects.position("move", "x"))
    yield from (subjects.CHECKPOINT, subjects.cosignature(other), subjects.cosignature(zvh), "checkpoint.by.>")
    yield from (subjects.authorisation("2-0123456789abcdef"), subjects.ALL_AUTHORISATIONS, subjects.ALL_CHECKPOINTS)
    yield from (account_of_move(case), destruction.destroyed(other, case), destruction.destroyed(zvh, case))
    yield from (destruction.destroyed_elsewhere(zvh, case), f"es.retention.destruction.{case}")
    yield from (destruction.of_retention(case), subjects.replayed(subjects.position("out", "disclosure"), 1))
    for who in (other, zvh, "*", ">"):
        yield subjects.command(zvh, who, "signals", "RaiseSignal")
        yield subjects.ask(zvh, who, "disclosure", "inbox")
    for stream in (subjects.out_stream(zvh), subjects.move_stream(zvh)):
        yield from (f"deliver.{stream}.{other}", f"$JS.ACK.{stream}.{other}.1.1.1.1.1", f"$JS.FC.{stream}.{other}.x")
    yield from (f"$JS.EVENT.ADVISORY.API.{zvh}", "$KV.keys.x", "$O.files.C.x", "$SRV.PING", "$JSC.CI.x.y", "$JS.FC.x")
    yield from (
        "$SYS.REQ.SERVER.PING.VARZ",
        f"$SYS.REQ.ACCOUNT.{zvh}.CONNZ",
        "$SYS.REQ.SERVER.x.RELOAD",
        "$SYS.REQ.CLAIMS.UPDATE",
    )
    for what in ("revoked", "list"):
        yield from (subjects.users(other, what), subjects.users(zvh, what), subjects.users("*", what))
    yield from ("$SYS.REQ.USER.AUTH", "$SYS.REQ.SERVER.PING.CONNZ")
    yield from ("$SYS.REQ.SERVER.x.KICK", f"$SYS.ACCOUNT.{zvh}.CONNECT", "$GNR.x", "$NRG.V.x", "_R_.aaaa.bbbb")


def its_own(topology: Topology, org: str) -> list[str]:
    """What may be an organisation's own to say, and what reaches it: patterns. Written apart from the table of rights in the code."""
    own = [f"deliver.OUT_{org}.*", f"deliver.MOVE_{org}.*"]
    for zvh in (z.id for z in topology.zvhs()):
        own += [f"cmd.{zvh}.{org}.*.*", f"ask.{zvh}.{org}.*.*"]
        for stream in (f"OUT_{zvh}", f"MOVE_{zvh}"):
            own += [f"$JS.{zvh}.API.CONSUMER.{call}.{stream}.{org}" for call in ("MSG.NEXT", "RESET")]
            own += [f"$JS.ACK.{stream}.{org}.>", f"$JS.FC.{stream}.{org}.>", f"deliver.{stream}.{org}"]
    return own


def outside(patterns: Sequence[str], said: Iterable[str]) -> list[str]:
    """What of it no pattern covers, each once."""
    return [subject for subject in dict.fromkeys(said) if not any(covers(pattern, subject) for pattern in patterns)]


def covers(pattern: str, subject: str) -> bool:
    """Whether NATS would say that this subject matches."""
    wanted, given = pattern.split("."), subject.split(".")
    for at, token in enumerate(wanted):
        if token == ">":
            return len(given) > at
        if at >= len(given) or (token not in ("*", given[at])):
            return False
    return len(wanted) == len(given)


MALFORMED: dict[str, bytes] = {
    "no JSON": b"\x00\x01\x02",
    "invalid UTF-8": b'{"id": "\xff\xfe"}',
    "half a surrogate": b'{"case": "\\ud800"}',
    "not an object": b"[1, 2, 3]",
    "null": b"null",
    "wrong types": b'{"id": 1, "case": {}, "functionary": [], "data": "x", "since": {}, "after": "x", "wait": []}',
    "NUL": b'{"id": "\\u0000", "case": "\\u0000", "functionary": "\\u0000", "data": {"\\u0000": "\\u0000"}}',
    "huge id": b'{"id": "' + b"9" * 500_000 + b'"}',
    "huge number": b'{"case": ' + b"9" * 5_000 + b', "after": ' + b"9" * 5_000 + b', "since": 1e999}',
    "not a number": b'{"case": NaN, "after": Infinity, "wait": -Infinity, "since": "9999-99-99"}',
    "deep list": b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep object": b'{"data": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
    "unclosed": b"[" * 500_000,
    "one megabyte": b'{"data": "' + b"x" * 1_000_000 + b'"}',
    "a case that is a path": b'{"case": "../../etc/passwd", "since": "../..", "view": ">"}',
}
