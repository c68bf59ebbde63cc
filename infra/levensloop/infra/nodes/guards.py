"""What one organisation may say and hear at the hub, and how much of a server one may take. The hub refuses what is not here, and
says so in its log: without it, what crosses to nobody would vanish without a word.

The limits are far above what an organisation needs, and far below what would hinder others.
"""

from collections.abc import Collection

from levensloop.infra.nodes.conf import Note
from levensloop.infra.nodes.rights import Kind, Right, link

_MB = 1024 * 1024

MAX_CONNECTIONS = 64
"""Of one organisation at the hub, its node's included. Default."""
_SERVER_CONNECTIONS = 4096
_SUBSCRIPTIONS = 4096  # of one connection; a ZVH with 800 partners has so many lines to the hub
_CONTROL_LINE = 4096
_PENDING = (
    64 * _MB
)  # less, and one organisation that sends much at once could have the hub let go of a node that is busy
_LOGIN_SECONDS = 20  # with the handshake's 15
# A node may listen to more than its rights of today, in its own account, where nothing comes but by rights: else a node that heard of a
# newcomer before the hub did would be refused the newcomer's subjects, and would not ask again.
_MAY_COME_IN = ("deliver.>", "$JS.ACK.>", "$JS.FC.>")


def limits(who: dict[str, object] | None = None) -> dict[str, object]:
    """Of a whole server. `who`: what more decides who comes in."""
    return {
        "max_connections": _SERVER_CONNECTIONS,
        "max_subscriptions": Note(_SUBSCRIPTIONS, "of one connection"),
        "max_control_line": _CONTROL_LINE,
        "max_pending": Note(_PENDING, "who does not read what it asked for is put off"),
        "write_deadline": "10s",
        "authorization": {"timeout": _LOGIN_SECONDS, **(who or {})},
    }


def account_limits() -> dict[str, object]:
    """Of one organisation's account at the hub, so that it cannot keep others out."""
    return {"max_connections": MAX_CONNECTIONS}


def permissions(org: str, granted: list[Right], *, has_node: bool) -> dict[str, object]:
    """Of an organisation's key at the hub: what its rights need, and nothing else.

    Answers to what others ask of its node leave on `_R_.>`, subjects that the server makes up per question; answers to its own
    questions come on `_INBOX.>` (a client) and `_R_.>` (its node). Both mean something in its own account only.
    """
    given = [right for right in granted if right.owner == org]
    received = [right for right in granted if right.receiver == org]
    says = [right.subject for right in received if right.kind is Kind.SERVICE]
    says += [right.subject for right in given if right.kind is Kind.STREAM]
    hears = [right.subject for right in given if right.kind is Kind.SERVICE]
    hears += [right.subject for right in received if right.kind is Kind.STREAM]
    if has_node:
        says += ["_R_.>", "_INBOX.>", link(org).subject]
        hears = [*_MAY_COME_IN, f"cmd.{org}.>", f"ask.{org}.>", f"$JS.{org}.API.CONSUMER.>", "_R_.>", link(org).subject]
    return {"publish": {"allow": says}, "subscribe": {"allow": [*hears, "_INBOX.>"]}}


_IN_SCOPE = {"commands": ("cmd.",), "questions": ("ask.",), "inbox": ("$JS.",)}
"""Scope of a user → how the subjects of its organisation's rights begin that it has."""


def user_permissions(org: str, scope: Collection[str], user: str, granted: list[Right]) -> tuple[list[str], list[str]]:
    """What one user of an organisation may say and hear at the hub: a part of what the organisation may, never more.

    It hears answers to its own questions only, under a prefix of its own (`_INBOX.<user>`). Empty when its scope gives it nothing.
    """
    begins = tuple(begin for name in scope for begin in _IN_SCOPE[name])
    mine = (r for r in granted if r.receiver == org and r.kind is Kind.SERVICE and _for_a_client(r))
    says = [right.subject for right in mine if right.subject.startswith(begins)]
    return says, [f"_INBOX.{user}.>"] if says else []


def _for_a_client(right: Right) -> bool:
    """What a node needs to take things in is the node's."""
    return ".CONSUMER.RESET." not in right.subject and not right.subject.startswith("$JS.FC.")
