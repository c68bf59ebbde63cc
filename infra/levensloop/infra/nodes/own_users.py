"""Who comes in at an organisation's own node, and what the server lets each do there: the whole table.

At a ZVH's node three: who declares its streams, its services, and the accountability service with the tools that read its log. Who has the
key of one cannot do what is another's. A network of before has fewer keys: then the services do what is theirs too.
"""

from collections.abc import Iterator

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.contracts.roles import Role
from levensloop.infra.nodes.streams import streams
from levensloop.infra.nodes.topology import Organisation, Topology
from levensloop.infra.secrecy.keys import Use

AGAINST_HISTORY = ("PURGE", "DELETE", "MSG.DELETE", "UPDATE", "SNAPSHOT", "RESTORE")
"""What JetStream can be asked that changes, or takes along, what a stream holds: nobody asks it of the accountability log."""
TO_READ = (
    *("DIRECT.GET.{0}", "DIRECT.GET.{0}.>", "STREAM.MSG.GET.{0}", "CONSUMER.CREATE.{0}", "CONSUMER.CREATE.{0}.>"),
    *("CONSUMER.DURABLE.CREATE.{0}.>", "CONSUMER.MSG.NEXT.{0}.>"),
)
"""What it can be asked that shows what a stream holds."""
DECLARE = ("STREAM.CREATE.>",)
"""Who makes a stream can have it copy another."""


def own_users(topology: Topology, org: str) -> list[dict[str, object]]:
    """The `users` of the organisation's account at its own node."""
    found = topology.organisation(org)
    services: dict[str, object] = {"nkey": found.public_key}
    if found.role is not Role.ZVH:
        return [services]
    publish, subscribe = _services_may_not(found)
    services["permissions"] = {
        "publish": {"deny": publish},
        **({"subscribe": {"deny": subscribe}} if subscribe else {}),
    }
    users = [services]
    if found.audit_key:
        denied = {"publish": {"deny": _audit_may_not(topology, found)}, "subscribe": {"deny": [f"cmd.{org}.>"]}}
        users.append({"nkey": found.audit_key, "permissions": denied})
    if found.provisioning_key:
        declares = {"publish": {"allow": ["$JS.API.>"]}, "subscribe": {"allow": ["_INBOX.>"]}}
        users.append({"nkey": found.provisioning_key, "permissions": declares})
    return users


def _services_may_not(found: Organisation) -> tuple[list[str], list[str]]:
    """Publish, subscribe. They write records; what stands in the log, how far it is accounted for, and what is signed, is not theirs."""
    denied = list(_take_out(found))
    if not found.audit_key:
        return denied, []
    denied += [*_calls(found, [call.format(subjects.audit_stream(found.id)) for call in TO_READ]), *_making(found)]
    denied += [subjects.position("audit", "*"), f"audit.{Operation.READ_LOG.value}.*"]
    denied.append(subjects.ALL_CHECKPOINTS)
    return list(dict.fromkeys(denied)), ["audit.>", subjects.ALL_CHECKPOINTS, subjects.asks_to(found.id, "audit")]


def _audit_may_not(topology: Topology, found: Organisation) -> list[str]:
    """Publish. It reads what operates and writes nothing of it: no event, no letter, no move, no timer, no key but of who acted."""
    own = {of(found.id) for of in (subjects.audit_stream, subjects.checkpoints_stream, subjects.dead_stream)}
    keys = subjects.keys_stream(found.id)
    denied = [*_take_out(found), *_making(found)]
    for stream in streams(topology, found.id):
        denied += _calls(found, [f"STREAM.{verb}.{stream.name}" for verb in AGAINST_HISTORY])
        if stream.name not in {*own, keys}:
            denied += stream.subjects
    denied += [subjects.key(use, "*", "*") for use in Use if use is not Use.ACCOUNT]
    return list(dict.fromkeys(denied))


def _take_out(found: Organisation) -> Iterator[str]:
    """Of the log and its checkpoints. Without a provisioning key services must declare streams themselves."""
    kept = (subjects.audit_stream(found.id), subjects.checkpoints_stream(found.id))
    verbs = [verb for verb in AGAINST_HISTORY if found.provisioning_key or verb != "UPDATE"]
    yield from _calls(found, [f"STREAM.{verb}.{stream}" for stream in kept for verb in verbs])


def _making(found: Organisation) -> list[str]:
    return _calls(found, DECLARE) if found.provisioning_key else []


def _calls(found: Organisation, calls: "list[str] | tuple[str, ...]") -> list[str]:
    """Of JetStream, also under the domain's name."""
    return [f"{prefix}.{call}" for call in calls for prefix in ("$JS.API", f"$JS.{found.id}.API")]
