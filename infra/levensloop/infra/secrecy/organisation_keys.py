"""An organisation's own keys: Ed25519 to sign, X25519 to receive. A JWK set in a file of its own (0600), newest of each first."""

import json
from dataclasses import dataclass
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from levensloop.contracts.os_errors import unreadable
from levensloop.infra.secrecy.errors import NotForUs, OrganisationKeyProblem
from levensloop.infra.secrecy.secret_file import read_secret, write_secret

_USES = {"sig": "Ed25519", "enc": "X25519"}


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """Private halves, newest first. Older signing keys are not kept: they sign no more."""

    signing: OKPKey
    encryption: tuple[OKPKey, ...]

    @property
    def public(self) -> "PublicKeys":
        return PublicKeys(_public(self.signing), _public(self.encryption[0]))

    def of(self, kid: str) -> OKPKey:
        """The encryption key of this id. Raises `NotForUs`."""
        for key in self.encryption:
            if key.thumbprint() == kid:
                return key
        raise NotForUs("kid")


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The public halves that senders and recipients use now, in base64url, as the topology has them."""

    signing: str
    encryption: str


LOST = (
    'Is het verloren: zet in de topologie de signing_key van deze organisatie in `earlier_signing_keys: ["…"]` (dan blijft geloofd '
    "wat ermee is ondertekend), haal signing_key en encryption_key weg, en geef `levensloop keys init`."
)
"""What to do without the file: only the topology still knows what was in it."""


def key_file(directory: Path, org: str) -> Path:
    return directory / f"{org}.jwks"


def make_organisation_keys(path: Path) -> OrganisationKeys:
    """New keys, unless there are some already. Raises `OrganisationKeyProblem` when those cannot be used."""
    if not path.exists():
        _write(path, OrganisationKeys(_new("sig"), (_new("enc"),)))
    return read_organisation_keys(path)


def rotate_organisation_keys(path: Path) -> OrganisationKeys:
    """New keys in front; what was encrypted to the older ones stays readable. Put the public halves in the topology at once."""
    old = read_organisation_keys(path)
    _write(path, OrganisationKeys(_new("sig"), (_new("enc"), *old.encryption)))
    return read_organisation_keys(path)


def read_organisation_keys(path: Path) -> OrganisationKeys:
    """Raises `OrganisationKeyProblem`."""
    try:
        found = [OKPKey.import_key(key) for key in json.loads(read_secret(path))["keys"]]
    except (OSError, ValueError, KeyError, TypeError, JoseError) as error:
        reason = (
            unreadable(error)
            if isinstance(error, OSError)
            else type(error).__name__
            if isinstance(error, JoseError)
            else error
        )
        raise OrganisationKeyProblem(
            f"De sleutels in {path} zijn niet te lezen ({reason}). Zet het bestand terug. {LOST} Noemt de topologie er nog "
            "geen, maak ze dan met `levensloop keys init`."
        ) from error
    signing, encryption = (
        tuple(key for key in found if key.is_private and key.curve_name == curve) for curve in _USES.values()
    )
    if len(signing) != 1 or not encryption:
        raise OrganisationKeyProblem(f"In {path} horen één sleutel om te ondertekenen en minstens één om te ontvangen.")
    return OrganisationKeys(signing[0], encryption)


def _new(use: str) -> OKPKey:
    return OKPKey.generate_key("Ed25519" if use == "sig" else "X25519", {"use": use})


def _write(path: Path, keys: OrganisationKeys) -> None:
    dicts = [{**key.as_dict(private=True), "kid": key.thumbprint()} for key in (keys.signing, *keys.encryption)]
    write_secret(path, json.dumps({"keys": dicts}, indent=1) + "\n")


def _public(key: OKPKey) -> str:
    return str(key.as_dict(private=False)["x"])
