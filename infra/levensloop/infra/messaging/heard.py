"""Who asks, as a ZVH knows it: what the question says, and of a user what its grant says (WGS 1.8(2))."""

from typing import Any

from levensloop.contracts.consulted import Asker
from levensloop.contracts.vouched import Vouched
from levensloop.infra.users.acting_as import KnownUser


class HeardAsker(Asker):
    """Made here, of who signed a question with a grant; never read from a message, where `vouched` is no field."""

    vouched: Vouched


def heard(by: Asker, user: KnownUser | None) -> Asker:
    """Who asks: of a user it is the grant that says which person."""
    if user is None:
        return by
    known = {"person": user.person, "vouched": user.vouched(by.functionary)}
    return HeardAsker(functionary=by.functionary, capacity=by.capacity, **known)


def who_asks(by: Asker) -> dict[str, Any]:
    """Which person, and how that is known: as fields of an `Account`."""
    return {"person": by.person, "vouched": by.vouched if isinstance(by, HeardAsker) else None}
