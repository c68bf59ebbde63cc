"""The organisation's own register of the users that it made: `<keys>/<organisation>.users/register.json` (0600), with each user's file
beside it until it is handed over. Who a user is stands in `note`, here and nowhere else.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from levensloop.infra.nodes.topology import Topology
from levensloop.infra.secrecy.directory import check_own
from levensloop.infra.secrecy.organisation_keys import key_file, read_organisation_keys
from levensloop.infra.secrecy.secret_file import read_secret, write_secret
from levensloop.infra.users.acting_as import hash_of
from levensloop.infra.users.errors import UsersProblem
from levensloop.infra.users.grant import LONGEST, Grant, Scope, new_user_id, sign_grant
from levensloop.infra.users.revocations import Revocations, together
from levensloop.infra.users.user_file import UserFile, new_seed, write_user


class Made(BaseModel):
    """One user. `valid_until`: of its last grant. `acting_as`: as in its file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    signing_key: str
    scope: tuple[Scope, ...]
    valid_from: AwareDatetime
    valid_until: AwareDatetime
    note: str = ""
    revoked: bool = False
    acting_as: str | None = None


class Register(BaseModel):
    """`number`: of the last revocation list that was made; `confirmed`: of the last one that the hub said it has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = 0
    confirmed: int = 0
    users: dict[str, Made] = {}


class Desk:
    """Where an organisation makes and revokes its users, with its own keys."""

    def __init__(self, topology: Topology, keys: Path, organisation: str) -> None:
        """Raises `OrganisationKeyProblem` when the signing key here is not the topology's, `UsersProblem` for a damaged register."""
        own = read_organisation_keys(key_file(keys, organisation))
        check_own(topology, organisation, own)
        self.organisation, self.signing = organisation, own.signing
        self.directory = keys / f"{organisation}.users"
        self._file = self.directory / "register.json"
        self.register = _read(self._file)

    def file_of(self, user: str) -> Path:
        """The file that the user gets."""
        return self.directory / f"{user}.user"

    def add(self, scope: Iterable[Scope], days: int, note: str, now: datetime, acting_as: str | None = None) -> Grant:
        """A new user, its file written; `acting_as` as made by the function of that name. Raises `UsersProblem`."""
        user = UserFile(
            id=new_user_id(), organisation=self.organisation, grant="", seed=new_seed(), acting_as=acting_as
        )
        until = now + _held(days)
        chosen = tuple(dict.fromkeys(scope))
        made = Made(
            key=user.key,
            signing_key=user.signing_key,
            scope=chosen,
            valid_from=now,
            valid_until=until,
            note=note,
            acting_as=acting_as,
        )
        grant = _grant(self.organisation, user.id, made)
        write_user(self.file_of(user.id), user.model_copy(update={"grant": sign_grant(grant, self.signing)}))
        self._save(user.id, made)
        return grant

    def renew(self, user: str, days: int, now: datetime) -> str:
        """A new grant for the same keys, as it is to stand in the user's file. Raises `UsersProblem` for who is unknown or revoked."""
        made = self._known(user)
        if made.revoked:
            raise UsersProblem(
                f"{user} is ingetrokken en blijft dat; maak een nieuwe gebruiker met `levensloop users add`."
            )
        again = made.model_copy(update={"valid_from": now, "valid_until": max(now + _held(days), made.valid_until)})
        if again.valid_until > now + LONGEST:
            raise UsersProblem(f"{user} geldt al langer dan {days} dagen.")
        self._save(user, again)
        return sign_grant(_grant(self.organisation, user, again), self.signing)

    def revoke(self, users: Iterable[str], before: Revocations | None, now: datetime) -> Revocations:
        """The next list, after the last one here and `before`, the hub's. Without new users: the same people once more.

        Raises `UsersProblem` for an unknown user; then nothing changes.
        """
        named = {user: self._known(user) for user in users}
        for user, made in named.items():
            self._save(user, made.model_copy(update={"revoked": True}))
        mine = {user: made.valid_until for user, made in self.register.users.items() if made.revoked}
        number = 1 + max(self.register.number, before.number if before else 0)
        self._write(self.register.model_copy(update={"number": number}))
        revoked = together(before.revoked if before else {}, mine, now)
        return Revocations(organisation=self.organisation, number=number, revoked=revoked)

    def confirmed(self, number: int) -> None:
        """The hub has this list."""
        self._write(self.register.model_copy(update={"confirmed": number}))

    def _known(self, user: str) -> Made:
        if user not in self.register.users:
            raise UsersProblem(f"{user} staat niet in {self._file}; wie erin staan toont `levensloop users list`.")
        return self.register.users[user]

    def _save(self, user: str, made: Made) -> None:
        self._write(self.register.model_copy(update={"users": {**self.register.users, user: made}}))

    def _write(self, register: Register) -> None:
        write_secret(self._file, register.model_dump_json(indent=1) + "\n")
        self.register = register


def _grant(organisation: str, user: str, made: Made) -> Grant:
    known = made.model_dump(exclude={"note", "revoked", "acting_as"})
    hashed = None if made.acting_as is None else hash_of(made.acting_as)
    return Grant.model_validate({"id": user, "organisation": organisation, "acting_as": hashed, **known})


def _held(days: int) -> timedelta:
    if not 1 <= days <= LONGEST.days:
        raise UsersProblem(f"Een machtiging geldt 1 tot en met {LONGEST.days} dagen; kies een getal daartussen.")
    return timedelta(days=days)


def _read(path: Path) -> Register:
    if not path.exists():
        return Register()
    try:
        return Register.model_validate_json(read_secret(path))
    except (OSError, ValueError, ValidationError) as error:
        raise UsersProblem(f"Het register {path} is niet te lezen ({type(error).__name__}); zet het terug.") from error
