"""The revocation lists that the hub has heard, one file per organisation, so that who is out stays out after a restart."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, PositiveInt, ValidationError

from levensloop.infra.secrecy.secret_file import read_secret, write_secret
from levensloop.infra.users.errors import UsersProblem
from levensloop.infra.users.grant import UserId
from levensloop.infra.users.revocations import Revocations, together


class _Entry(BaseModel):
    """`number` and `signed`: of the last list that was taken over, as it came."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: PositiveInt
    signed: str
    revoked: dict[UserId, AwareDatetime]


class Kept:
    """Reads what is there once; each change is on disk before it counts as done."""

    def __init__(self, directory: Path) -> None:
        """Raises `UsersProblem` for a file that cannot be read: without it somebody who is out would come in."""
        self._directory = directory
        self._entries = {path.stem: _read(path) for path in sorted(directory.glob("*.json"))}

    def revoked(self, organisation: str, user: str) -> bool:
        entry = self._entries.get(organisation)
        return entry is not None and user in entry.revoked

    def signed(self, organisation: str) -> str:
        """The last list as the organisation sent it; empty when there was none."""
        entry = self._entries.get(organisation)
        return entry.signed if entry else ""

    def take(self, revocations: Revocations, signed: str) -> None:
        """Take a list over; the same one again changes nothing. Raises `UsersProblem` for an older number or another list with the
        same, and OSError."""
        before = self._entries.get(revocations.organisation)
        if before and before.signed == signed:
            return
        if before and revocations.number <= before.number:
            raise UsersProblem(
                f"De hub heeft al intrekkingslijst {before.number} van {revocations.organisation}; dit is nummer "
                f"{revocations.number}. Een oude lijst wordt niet overgenomen."
            )
        revoked = together(before.revoked if before else {}, revocations.revoked, datetime.now(UTC))
        entry = _Entry(number=revocations.number, signed=signed, revoked=revoked)
        write_secret(self._directory / f"{revocations.organisation}.json", entry.model_dump_json() + "\n")
        self._entries[revocations.organisation] = entry


def _read(path: Path) -> _Entry:
    try:
        return _Entry.model_validate_json(read_secret(path))
    except (OSError, ValueError, ValidationError) as error:
        raise UsersProblem(
            f"{path} met ingetrokken gebruikers is niet te lezen ({type(error).__name__}). Zet het terug uit een reservekopie, "
            "of haal het weg en vraag die organisatie om haar lijst opnieuw te sturen: `levensloop users revoke`."
        ) from error
