"""Whose signature is whose: the names of log and witnesses in checkpoints, their keys, and the trust policy (C2SP tlog-policy)."""

from pathlib import Path

from levensloop.contracts.papers import digest, papers
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.infra.nodes.witnesses import quorum
from levensloop.infra.secrecy import base64url
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.log_keys import log_key_file, public_half, read_log_key, witness_key_file
from levensloop.verifier.keys import Kind, SignerKey, VerifierKey
from levensloop.verifier.policy import NONE, Group, Policy


def origin(zvh: str) -> str:
    """The name of the accountability log of a ZVH: the first line of its checkpoints. Nobody is in it."""
    return f"levensloopaanpak.nl/verantwoording/{zvh}"


def witness_name(org: str) -> str:
    """Under which an organisation cosigns."""
    return f"levensloopaanpak.nl/getuige/{org}"


def log_verifier(topology: Topology, zvh: str) -> VerifierKey:
    """The public key of a log; its `format()` is the vkey. Raises `NodesError` when the topology has none."""
    return VerifierKey(origin(zvh), Kind.NOTE, _told(topology.organisation(zvh).log_key, zvh, "log_key"))


def witness_verifier(topology: Topology, org: str) -> VerifierKey:
    """The public key of a witness. Raises `NodesError` when the topology has none."""
    key = _told(topology.organisation(org).witness_key, org, "witness_key")
    return VerifierKey(witness_name(org), Kind.COSIGNATURE, key)


def policy_of(topology: Topology, zvh: str) -> Policy:
    """Whom to believe about the log of this ZVH: its own key, and so many of its witnesses. Raises `NodesError`."""
    found = topology.organisation(zvh)
    witnesses = {org: witness_verifier(topology, org) for org in found.witnesses}
    group = f"getuigen-van-{zvh}"
    groups = {group: Group(quorum(found), found.witnesses)} if witnesses else {}
    return Policy((log_verifier(topology, zvh),), witnesses, groups, group if witnesses else NONE)


def trust_text(topology: Topology, zvh: str) -> str:
    """A trust file (TOML) for who checks this log, from the topology, with the papers as they are installed here. An auditor compares
    both another way. Raises `NodesError`."""
    policy = policy_of(topology, zvh).format().decode()
    pins = "".join(f'"{name}" = "{digest(text)}"\n' for name, text in papers().items())
    return f"version = 1\norigin = \"{origin(zvh)}\"\npolicy = '''\n{policy}'''\n\n[papers]\n{pins}"


def log_signer(topology: Topology, zvh: str, keys: Path) -> SignerKey:
    """What this ZVH signs its checkpoints with. Raises `OrganisationKeyProblem` unless it is the key that the topology names."""
    return _signer(topology.organisation(zvh).log_key, origin(zvh), Kind.NOTE, log_key_file(keys, zvh))


def witness_signer(topology: Topology, org: str, keys: Path) -> SignerKey:
    """What this organisation cosigns with. Raises as `log_signer`."""
    key, file = topology.organisation(org).witness_key, witness_key_file(keys, org)
    return _signer(key, witness_name(org), Kind.COSIGNATURE, file)


def _signer(told: str | None, name: str, kind: Kind, file: Path) -> SignerKey:
    seed = read_log_key(file)
    if told != public_half(seed):
        raise OrganisationKeyProblem(
            f"De sleutel in {file} is niet die van {name} in de topologie; vul die in met `levensloop keys init`."
        )
    return SignerKey(name, kind, seed)


def _told(key: str | None, org: str, field: str) -> bytes:
    if key is None:
        raise NodesError(f"De topologie noemt geen {field} van {org}; vul die in met `levensloop keys init`.")
    return base64url.decode(key)
