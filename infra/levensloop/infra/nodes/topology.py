"""Who takes part, on which server, and where it listens. Public facts only: private keys never stand in a topology."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from levensloop.contracts.monitoring import SMALL_COUNT
from levensloop.contracts.roles import NATIONAL, Role
from levensloop.contracts.terms import TERMS
from levensloop.infra.nodes.dated_keys import PublicHalf, ReplacedKey

PUBLIC_KEY = re.compile(r"U[A-Z2-7]{55}")
# An id is a NATS account, a JetStream domain, a subject token and part of stream names: nothing but this is valid in all.
ORGANISATION_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _organisation_id(value: str) -> str:
    if not ORGANISATION_ID.fullmatch(value) or len(value) > 60:
        raise ValueError(
            "alleen kleine letters, cijfers en enkele streepjes, beginnend met een letter, hoogstens 60 tekens"
        )
    return value


def _oin(value: str) -> str:
    if not re.fullmatch(r"[0-9]{20}", value):
        raise ValueError("een OIN heeft 20 cijfers; zet hem tussen aanhalingstekens")
    return value


def _public_key(value: str) -> str:
    if not PUBLIC_KEY.fullmatch(value):
        hint = (
            "dit is een geheime sleutel en hoort hier nooit te staan"
            if value.startswith("S")
            else "begint met U, 56 tekens"
        )
        raise ValueError(f"geen publieke gebruikerssleutel ({hint}); maak sleutels met `levensloop topology keys`")
    return value


OrganisationId = Annotated[str, AfterValidator(_organisation_id)]
Contact = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]+$")]
Port = Annotated[int, Field(ge=0, le=65535)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(_Part):
    """Where a server listens. Port 0: the system picks a free one."""

    host: str = "127.0.0.1"
    port: Port = 0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Hub(_Part):
    """The server that connects the nodes and stores nothing. Organisations use `listen`, nodes use `leaf`.

    `users`: the door for users that organisations make themselves, a server beside it; None: there is none. The two meet at `route`,
    on this machine only.
    """

    name: OrganisationId = "hub"
    listen: Address = Address()
    leaf: Address = Address()
    users: Address | None = None
    route: Address = Address()


class Node(_Part):
    """The server of one organisation; `name` is that organisation's id. `replicas` above 1: `undestroyed`."""

    name: OrganisationId
    listen: Address = Address()
    replicas: Annotated[int, Field(ge=1, le=5)] = 1
    accept_undestroyed: bool = False


class Organisation(_Part):
    """One participant. `zvh`: the id of the ZVH it works with (not for a ZVH itself, nor for a national one). `oin`: 20 digits.

    `terms`, of a ZVH: name of a term → its length there, in the term's own unit (`levensloop.contracts.terms`).
    `small_count`, of a ZVH: below this its figures are suppressed (MON-1).
    `fg`, `contact_point`, of a ZVH: its coordinating FG, and where a person turns to (WGS 1.4(2)(4)): a post, how to reach it.
    `signing_key` (Ed25519) proves what it sends, `encryption_key` (X25519) is for what is sent to it; what it signed with
    `earlier_signing_keys` is still believed, with `revoked_signing_keys` (stolen) only letters of which it gives the key.
    `provisioning_key` and `audit_key` (nkeys), of a ZVH: who declares the streams of its node, and its accountability service.
    `log_key` (Ed25519) signs the accountability log of a ZVH, `witness_key` what the organisation cosigns as a witness of one; those
    that they took the place of, newest first, are in `earlier_log_keys` and `earlier_witness_keys`.
    `witnesses`, of a ZVH: who cosign its log; `quorum`: how many of them are enough, else more than half.
    """

    id: OrganisationId
    name: Annotated[str, Field(min_length=1)]
    role: Role
    zvh: OrganisationId | None = None
    oin: Annotated[str, AfterValidator(_oin)]
    public_key: Annotated[str, AfterValidator(_public_key)] | None = None
    signing_key: PublicHalf | None = None
    encryption_key: PublicHalf | None = None
    earlier_signing_keys: tuple[PublicHalf, ...] = ()
    revoked_signing_keys: tuple[PublicHalf, ...] = ()
    provisioning_key: Annotated[str, AfterValidator(_public_key)] | None = None
    audit_key: Annotated[str, AfterValidator(_public_key)] | None = None
    log_key: PublicHalf | None = None
    witness_key: PublicHalf | None = None
    earlier_log_keys: tuple[ReplacedKey, ...] = ()
    earlier_witness_keys: tuple[ReplacedKey, ...] = ()
    witnesses: tuple[OrganisationId, ...] = ()
    quorum: Annotated[int, Field(ge=1)] | None = None
    terms: dict[str, Annotated[int, Field(ge=1)]] = {}
    small_count: Annotated[int, Field(ge=3)] = SMALL_COUNT
    fg: Contact | None = None
    contact_point: Contact | None = None


class Topology(_Part):
    """The whole network. Load it with `topology_file.load_topology`, which also checks what spans several entries.

    `tls`: all connections are encrypted, with certificates of both sides; without it nothing may listen beyond this machine.
    """

    tls: bool = False
    hub: Hub = Hub()
    nodes: tuple[Node, ...]
    organisations: tuple[Organisation, ...]

    def organisation(self, org: str) -> Organisation:
        """Raise KeyError with a Dutch text for an unknown id."""
        for candidate in self.organisations:
            if candidate.id == org:
                return candidate
        raise KeyError(f"onbekende organisatie '{org}'; bekend zijn: {', '.join(o.id for o in self.organisations)}")

    def node(self, name: str) -> Node | None:
        """The node of this organisation, or None when it is a client of the hub."""
        return next((node for node in self.nodes if node.name == name), None)

    def zvhs(self) -> list[Organisation]:
        return [o for o in self.organisations if o.role is Role.ZVH]

    def partners(self, zvh: str) -> list[Organisation]:
        """Every organisation that works with this ZVH, the national ones too, in the order of the file."""
        return [o for o in self.organisations if o.zvh == zvh or o.role in NATIONAL]

    def zvhs_of(self, org: str) -> list[str]:
        """The ZVHs an organisation works with: one, or for a national one all; a ZVH's own is itself."""
        found = self.organisation(org)
        return [zvh.id for zvh in self.zvhs()] if found.role in NATIONAL else [found.zvh or found.id]


def contradictions(topology: Topology) -> Iterator[str]:
    """What is wrong between entries, one Dutch sentence each, starting with the field."""
    ids, names = [o.id for o in topology.organisations], [n.name for n in topology.nodes]
    zvhs = {o.id for o in topology.zvhs()}
    for org in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"organisations: er zijn {ids.count(org)} organisaties met id '{org}'; geef elk een eigen id"
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"nodes: er zijn {names.count(name)} knooppunten met naam '{name}'; een organisatie heeft er hoogstens één"
    for at, node in enumerate(topology.nodes):
        if node.name not in ids:
            yield f"nodes[{at}].name: knooppunt '{node.name}' is van geen organisatie; zet de organisatie onder organisations"
    if topology.hub.name in ids:
        yield f"hub.name: '{topology.hub.name}' is ook het id van een organisatie; geef de hub een andere naam"
    for at, organisation in enumerate(topology.organisations):
        field = f"organisations[{at}] ({organisation.id})"
        for term in organisation.terms.keys() - TERMS.keys():
            yield f"{field}.terms: onbekende termijn '{term}'; bekend: {', '.join(TERMS)}"
        if organisation.terms and organisation.role is not Role.ZVH:
            yield f"{field}.terms: alleen een ZVH heeft eigen termijnen; laat het veld weg"
        if organisation.small_count != SMALL_COUNT and organisation.role is not Role.ZVH:
            yield f"{field}.small_count: alleen een ZVH heeft eigen cijfers; laat het veld weg"
        for name in ("fg", "contact_point"):
            if getattr(organisation, name) is not None and organisation.role is not Role.ZVH:
                yield f"{field}.{name}: dit is er één per ZVH, namens alle deelnemers (WGS 1.4); laat het veld weg"
        if organisation.role is Role.ZVH:
            if organisation.zvh is not None:
                yield f"{field}.zvh: een ZVH hoort niet bij een ander ZVH; laat het veld weg"
            if organisation.id not in names:
                yield f"{field}: een ZVH heeft altijd een eigen knooppunt; zet het onder nodes"
        elif organisation.role in NATIONAL:
            if organisation.zvh is not None:
                yield f"{field}.zvh: een landelijke organisatie ({organisation.role}) werkt met elk ZVH; laat het veld weg"
        elif organisation.zvh is None:
            yield f"{field}.zvh: ontbreekt; noem het ZVH waarmee deze organisatie werkt"
        elif organisation.zvh not in zvhs:
            known = ", ".join(sorted(zvhs)) or "geen enkel"
            yield f"{field}.zvh: onbekend ZVH '{organisation.zvh}'; bekend: {known}"
    if not zvhs:
        yield "organisations: er is geen ZVH; minstens één organisatie heeft role 'zvh'"
    yield from _twice("oin", [(o.id, o.oin) for o in topology.organisations])
    for name in ("public_key", "provisioning_key", "audit_key"):
        yield from _twice(name, [(o.id, key) for o in topology.organisations if (key := getattr(o, name))])
    yield from _twice("encryption_key", [(o.id, o.encryption_key) for o in topology.organisations if o.encryption_key])
    signing = [(o.id, x) for o in topology.organisations for x in (o.signing_key, *o.earlier_signing_keys) if x]
    stolen = [(o.id, x) for o in topology.organisations for x in o.revoked_signing_keys]
    yield from _twice("signing_key", signing + stolen)
    yield from _twice("log_key, witness_key", [(o.id, x) for o in topology.organisations for x in _noting(o)])
    yield from (*_same_address(topology), *_in_the_clear(topology))


def _noting(organisation: Organisation) -> Iterator[str]:
    """The keys that sign or signed checkpoints."""
    earlier = (*organisation.earlier_log_keys, *organisation.earlier_witness_keys)
    yield from filter(None, (organisation.log_key, organisation.witness_key, *(one.key for one in earlier)))


def _in_the_clear(topology: Topology) -> Iterator[str]:
    """Beyond this machine nothing goes unencrypted."""
    for field, address in _places(topology):
        if not topology.tls and not _loopback(address.host):
            yield f"{field}: {address} is buiten deze machine te bereiken; zet `tls: true` en geef iedereen een certificaat"
    if not _loopback(topology.hub.route.host):
        yield "hub.route: hub en deur staan op één machine; kies een adres dat daarbuiten niet te bereiken is"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _places(topology: Topology) -> list[tuple[str, Address]]:
    """Where servers listen, each with the field that says so."""
    hub = [("hub.listen", topology.hub.listen), ("hub.leaf", topology.hub.leaf)]
    hub += [("hub.users", topology.hub.users), ("hub.route", topology.hub.route)] if topology.hub.users else []
    return hub + [(f"nodes ({n.name}).listen", n.listen) for n in topology.nodes]


def _twice(field: str, values: list[tuple[str, str]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for org, value in values:
        if seen.setdefault(value, org) != org:
            yield f"organisations ({org}).{field}: dezelfde waarde als bij '{seen[value]}'; elke organisatie heeft een eigen"


def _same_address(topology: Topology) -> Iterator[str]:
    seen: dict[str, str] = {}
    for field, address in _places(topology):
        if address.port and seen.setdefault(str(address), field) != field:
            yield f"{field}: {address} is al in gebruik door {seen[str(address)]}; kies een andere poort"
