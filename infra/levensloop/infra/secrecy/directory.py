"""Whose keys are whose: the public halves that the topology has. Nobody else's word counts."""

import asyncio
from dataclasses import dataclass, field

from joserfc.jwk import OKPKey

from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys


@dataclass(frozen=True, slots=True)
class Directory:
    """`signers`: key id → organisation and its public key. `recipients`: organisation → the key to encrypt to. `revoked`: as `signers`,
    of keys that were stolen."""

    signers: dict[str, tuple[str, OKPKey]]
    recipients: dict[str, OKPKey]
    revoked: dict[str, tuple[str, OKPKey]] = field(default_factory=dict)
    _waiting: list["asyncio.Future[None]"] = field(default_factory=list, repr=False, compare=False)

    def learn(self, told: "Directory") -> None:
        """From now on these keys, for whoever looks here."""
        signers, recipients, revoked = dict(told.signers), dict(told.recipients), dict(told.revoked)
        self.signers.clear()
        self.signers.update(signers)
        self.recipients.clear()
        self.recipients.update(recipients)
        self.revoked.clear()
        self.revoked.update(revoked)
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    def news(self) -> "asyncio.Future[None]":
        """Done when it is told other keys after this call: whose signature was unknown may be known then."""
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(told)
        return told

    def signer(self, kid: str) -> tuple[str, OKPKey] | None:
        """Whose signature is believed by itself."""
        return self.signers.get(kid)

    def signer_of_letter(self, kid: str) -> tuple[str, OKPKey] | None:
        """Also whose key was stolen since: a letter is opened with what its sender gives for it today, or not at all."""
        return self.signers.get(kid) or self.revoked.get(kid)

    def recipient(self, organisation: str) -> OKPKey:
        """Raises `OrganisationKeyProblem` when the topology has none."""
        if organisation not in self.recipients:
            raise OrganisationKeyProblem(
                f"De topologie noemt geen encryption_key van {organisation}, dus die kan niets ontvangen. "
                f"Laat {organisation} sleutels maken met `levensloop keys init`."
            )
        return self.recipients[organisation]


def directory_of(topology: Topology) -> Directory:
    """From a topology that was loaded, and so checked."""
    signers: dict[str, tuple[str, OKPKey]] = {}
    revoked: dict[str, tuple[str, OKPKey]] = {}
    recipients: dict[str, OKPKey] = {}
    for organisation in topology.organisations:
        believed = (organisation.signing_key, *organisation.earlier_signing_keys)
        for found, keys in ((signers, believed), (revoked, organisation.revoked_signing_keys)):
            for x in filter(None, keys):
                key = _key("Ed25519", x)
                found[key.thumbprint()] = organisation.id, key
        if organisation.encryption_key:
            recipients[organisation.id] = _key("X25519", organisation.encryption_key)
    return Directory(signers, recipients, revoked)


def check_own(topology: Topology, org: str, keys: OrganisationKeys) -> None:
    """Refuse to start with other keys than the topology tells everyone. Raises `OrganisationKeyProblem`."""
    told, own = topology.organisation(org), keys.public
    for name, has, is_told in (
        ("signing_key", own.signing, told.signing_key),
        ("encryption_key", own.encryption, told.encryption_key),
    ):
        if has != is_told:
            raise OrganisationKeyProblem(
                f"De eigen sleutel van {org} hoort niet bij {name} in de topologie. Zet de juiste sleutels terug, of zet de "
                "publieke helften in de topologie met `levensloop keys init`."
            )


def _key(curve: str, x: str) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": curve, "x": x})
