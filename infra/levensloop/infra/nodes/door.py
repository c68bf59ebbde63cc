"""The door for users that organisations make themselves: a server beside the hub, in one cluster with it, where whoever shows a key
is judged by a service (NATS authorization callout, ADR-26). Organisations' own keys and nodes are the hub's, and ask nobody.

Why not at the hub itself, tried on nats-server 2.15.1: `auth_callout` there must name every organisation's key, and a running server
takes no change of it ("config reload not supported for AuthCallout"), so that joining would ask for a restart; `allowed_accounts`
spares clients that, but not nodes: the service would be asked about each node that connects, and without it none came in.
"""

from levensloop.contracts import subjects
from levensloop.infra.nodes.conf import Include, Note
from levensloop.infra.nodes.rights import Kind, Right
from levensloop.infra.nodes.topology import Address, Topology
from levensloop.infra.users.hub_keys import PublicHubKeys

USERS = "USERS"
"""The account of the service; no organisation's id has capitals."""

_OF_THE_SERVER = ("$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.SERVER.*.KICK")
_ASKED = ("revoked", "list")
_ANSWER_SECONDS = 30
_ROUTER = "door"


def door_name(hub: str) -> str:
    """As the server at the door calls itself."""
    return f"{hub}-users"


def asks_about_users(judge: PublicHubKeys) -> dict[str, object]:
    """For the `authorization` block at the door. The same whoever takes part."""
    about = {"issuer": judge.issuer, "account": USERS, "auth_users": [judge.user]}
    return {"auth_callout": Note(about, "whoever shows another key is judged by the service")}


def users_account(topology: Topology, judge: PublicHubKeys | None) -> dict[str, object]:
    """The service's account, and the system account, of which it may use two calls: who is connected, and cut one. `judge`: at the
    door; the hub lets the service not in."""
    may = {
        "publish": {"allow": list(_OF_THE_SERVER)},
        "subscribe": {"allow": ["$SYS.REQ.USER.AUTH", *(subjects.users("*", what) for what in _ASKED), "_INBOX.>"]},
        "allow_responses": {"max": 1, "expires": f"{_ANSWER_SECONDS}s"},
    }
    exports = [
        Note({"service": subjects.users(o.id, "*"), "accounts": [o.id]}, "haar eigen gebruikers intrekken")
        for o in topology.organisations
    ]
    given = [Note({"service": call, "accounts": [USERS]}, "verbindingen zien en verbreken") for call in _OF_THE_SERVER]
    taken = [Note({"service": {"account": "SYS", "subject": call}}, "idem") for call in _OF_THE_SERVER]
    users = [{"nkey": judge.user, "permissions": may}] if judge else []
    return {
        "SYS": {"users": [], "exports": given},
        USERS: {"users": users, "exports": exports, "imports": taken},
    }


def may_list_users(org: str) -> Right:
    """An organisation with the service, about its own users."""
    return Right(USERS, org, Kind.SERVICE, subjects.users(org, "*"), "haar eigen gebruikers intrekken")


def cluster(hub: str, listen: str, secret_include: str) -> dict[str, object]:
    """The `cluster` block of either. Neither tells clients of the other."""
    return {"cluster": {"name": hub, "listen": listen, "no_advertise": True, "secret": Include(secret_include)}}


def hub_secret(secret: str) -> dict[str, object]:
    """For the hub's included file: who may make a route to it."""
    return {"authorization": {"user": _ROUTER, "password": secret}}


def door_secret(secret: str, hub: Address) -> dict[str, object]:
    """For the door's: the route to the hub. Nobody makes one to the door."""
    return {
        "authorization": {"user": _ROUTER, "password": secret},
        "routes": [f"nats-route://{_ROUTER}:{secret}@{hub}"],
    }
