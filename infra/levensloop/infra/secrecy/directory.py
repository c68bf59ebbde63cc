"""Whose keys are whose: the public halves that the topology has. Nobody else's word counts."""

from dataclasses import dataclass

from joserfc.jwk import OKPKey

from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys


@dataclass(frozen=True, slots=True)
class Directory:
    """`signers`: key id → organisation and its public key. `recipients`: organisation → the key to encrypt to."""

    signers: dict[str, tuple[str, OKPKey]]
    recipients: dict[str, OKPKey]

    def learn(self, told: "Directory") -> None:
        """From now on these keys, for whoever looks here."""
        signers, recipients = dict(told.signers), dict(told.recipients)
        self.signers.clear()
        self.signers.update(signers)
        self.recipients.clear()
        self.recipients.update(recipients)

    def signer(self, kid: str) -> tuple[str, OKPKey] | None:
        return self.signers.get(kid)

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
    recipients: dict[str, OKPKey] = {}
    for organisation in topology.organisations:
        for x in filter(None, (organisation.signing_key, *organisation.earlier_signing_keys)):
            key = _key("Ed25519", x)
            signers[key.thumbprint()] = organisation.id, key
        if organisation.encryption_key:
            recipients[organisation.id] = _key("X25519", organisation.encryption_key)
    return Directory(signers, recipients)


def check_own(topology: Topology, org: str, keys: OrganisationKeys) -> None:
    """Refuse to start with other keys than the topology tells everyone. Raises `OrganisationKeyProblem`."""
    told, own = topology.organisation(org), keys.public
    for field, has, is_told in (
        ("signing_key", own.signing, told.signing_key),
        ("encryption_key", own.encryption, told.encryption_key),
    ):
        if has != is_told:
            raise OrganisationKeyProblem(
                f"De eigen sleutel van {org} hoort niet bij {field} in de topologie. Zet de juiste sleutels terug, of zet de "
                "publieke helften in de topologie met `levensloop keys init`."
            )


def _key(curve: str, x: str) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": curve, "x": x})
