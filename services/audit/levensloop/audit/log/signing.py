"""Whose signature is whose: the names of log and witnesses in checkpoints, their keys, and the trust policy (C2SP tlog-policy)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from levensloop.contracts.log_names import log_name, witness_name
from levensloop.contracts.papers import digest, papers
from levensloop.infra.nodes.dated_keys import AHEAD, ReplacedKey
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.witnesses import quorum
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.log_keys import LOST, log_key_file, public_half, read_log_keys, witness_key_file
from levensloop.verifier.bundle_scope import text_of
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from levensloop.verifier.policy import NONE, Group, Policy
from levensloop.verifier.trust import short


def log_verifier(topology: Topology, zvh: str) -> VerifierKey:
    """The public key of a log; its `format()` is the vkey. Raises `NodesError` when the topology has none."""
    return log_keys(topology, zvh)[0].key


def witness_verifier(topology: Topology, org: str) -> VerifierKey:
    """The public key of a witness. Raises `NodesError` when the topology has none."""
    return witness_keys(topology, org)[0].key


@dataclass(frozen=True, slots=True)
class ToldKey:
    """A key of a log or a witness, and from when until when the topology says that it counts; `revoked`: another may have it since."""

    key: VerifierKey
    since: datetime | None = None
    until: datetime | None = None
    revoked: datetime | None = None

    def dates(self) -> Mapping[str, str]:
        """Those that there are, as bundles and trust files have them."""
        found = {"from": self.since, "until": self.until, "revoked": self.revoked}
        return {name: text_of(at) for name, at in found.items() if at is not None}


def log_keys(topology: Topology, zvh: str) -> list[ToldKey]:
    """All keys that the topology names of this log, newest first. Raises `NodesError` when it names none."""
    found = topology.organisation(zvh)
    return _told(found.log_key, found.earlier_log_keys, "log_key", zvh, (log_name(zvh), Kind.NOTE))


def witness_keys(topology: Topology, org: str) -> list[ToldKey]:
    """The same of a witness."""
    found = topology.organisation(org)
    return _told(
        found.witness_key, found.earlier_witness_keys, "witness_key", org, (witness_name(org), Kind.COSIGNATURE)
    )


def policy_of(topology: Topology, zvh: str) -> Policy:
    """Whom to believe about the log of this ZVH: its own key, and so many of its witnesses; those that were replaced too, for what is from
    before. Raises `NodesError`."""
    found = topology.organisation(zvh)
    witnesses: dict[str, VerifierKey] = {}
    groups: dict[str, Group] = {}
    for org in found.witnesses:
        told = witness_keys(topology, org)
        names = [org if number == 0 else f"{org}-{one.key.id.hex()}" for number, one in enumerate(told)]
        witnesses |= {name: one.key for name, one in zip(names, told, strict=True)}
        if len(told) > 1:
            groups[_keys_of(org)] = Group(1, tuple(names))
    group = f"getuigen-van-{zvh}"
    members = tuple(_keys_of(org) if _keys_of(org) in groups else org for org in found.witnesses)
    groups |= {group: Group(quorum(found), members)} if witnesses else {}
    logs = tuple(one.key for one in log_keys(topology, zvh))
    return Policy(logs, witnesses, groups, group if witnesses else NONE)


def keys_told(topology: Topology, zvh: str) -> list[ToldKey]:
    """Every key in the policy, the log's first. Raises `NodesError`."""
    witnesses = topology.organisation(zvh).witnesses
    return [*log_keys(topology, zvh), *(told for org in witnesses for told in witness_keys(topology, org))]


def trust_text(topology: Topology, zvh: str) -> str:
    """A trust file (TOML) for who checks this log, from the topology, with the papers as they are installed here. An auditor compares
    both another way. Raises `NodesError`."""
    policy = policy_of(topology, zvh).format().decode()
    dated = "".join(_row(told) for told in keys_told(topology, zvh) if told.dates())
    pins = "".join(f'"{name}" = "{digest(text)}"\n' for name, text in papers().items())
    return f"version = 1\norigin = \"{log_name(zvh)}\"\npolicy = '''\n{policy}'''\n\n{dated}[papers]\n{pins}"


def log_signers(topology: Topology, zvh: str, keys: Path) -> tuple[SignerKey, tuple[SignerKey, ...]]:
    """What this ZVH signs its checkpoints with, by the key that the topology names; and those of before that it still has, to say who
    follows. Raises `OrganisationKeyProblem` when the key that is named is not here."""
    name, told = log_name(zvh), topology.organisation(zvh).log_key
    seeds = _here(told, name, log_key_file(keys, zvh))
    mine = next(seed for seed in seeds if public_half(seed) == told)
    older = [SignerKey(name, Kind.NOTE, seed) for seed in seeds if seed != mine]
    return SignerKey(name, Kind.NOTE, mine), tuple(older)


def witness_signer(topology: Topology, org: str, keys: Path) -> SignerKey:
    """What this organisation cosigns with. Raises as `log_signers`."""
    told = topology.organisation(org).witness_key
    seeds = _here(told, witness_name(org), witness_key_file(keys, org))
    return SignerKey(witness_name(org), Kind.COSIGNATURE, next(seed for seed in seeds if public_half(seed) == told))


def _here(told: str | None, name: str, file: Path) -> list[bytes]:
    seeds = read_log_keys(file)
    if all(told != public_half(seed) for seed in seeds):
        raise OrganisationKeyProblem(
            f"De sleutel in {file} is niet die van {name} in de topologie. Gebruik de sleutel en de topologie die "
            f"bij elkaar horen; is die sleutel verloren, vervang hem dan met {LOST}"
        )
    return seeds


def _told(
    now: str | None, earlier: Sequence[ReplacedKey], field: str, org: str, named: tuple[str, Kind]
) -> list[ToldKey]:
    if now is None:
        raise NodesError(f"De topologie noemt geen {field} van {org}; vul die in met `levensloop keys init`.")
    ends = [*(one.replaced - AHEAD for one in earlier), None]
    keys = [(now, None, None), *((one.key, one.until, one.revoked) for one in earlier)]
    return [
        ToldKey(VerifierKey(*named, base64url.decode(key)), since, until, revoked)
        for (key, until, revoked), since in zip(keys, ends, strict=True)
    ]


def _keys_of(org: str) -> str:
    return f"sleutels-van-{org}"


def _row(told: ToldKey) -> str:
    dates = "".join(f"{name} = {text}\n" for name, text in told.dates().items())
    return f'[[key]]\nid = "{short(told.key)}"\n{dates}\n'
