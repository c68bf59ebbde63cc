"""Three organisations with keys, as a topology names them: the ZVH, the police, and the OM that has no part in this."""

from datetime import UTC, datetime
from uuid import UUID

from joserfc.jwk import OKPKey

from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.directory import Directory
from levensloop.infra.secrecy.organisation_keys import OrganisationKeys
from support.samples.world import HAAGLANDEN, OM, POLITIE

CASE = UUID("7d9f1a52-3c1e-4b0a-9d55-0b6f3a8e2c41")
MESSAGE = UUID("0f6f7a3e-8a0c-4a53-9a54-0c3c2c4f6b11")
TIME = datetime(2026, 1, 5, 9, tzinfo=UTC)
TO_POLITIE = Address(HAAGLANDEN, POLITIE, CASE, MESSAGE, TIME)


def new_keys() -> OrganisationKeys:
    signing, encryption = OKPKey.generate_key("Ed25519"), OKPKey.generate_key("X25519")
    return OrganisationKeys(signing, (encryption,))


KEYS = {organisation: new_keys() for organisation in (HAAGLANDEN, POLITIE, OM)}


def public(key: OKPKey) -> OKPKey:
    return OKPKey.import_key(key.as_dict(private=False))


DIRECTORY = Directory(
    {keys.signing.thumbprint(): (organisation, public(keys.signing)) for organisation, keys in KEYS.items()},
    {organisation: public(keys.encryption[0]) for organisation, keys in KEYS.items()},
)


STRANGER = new_keys()
"""Of somebody whom no topology names."""
