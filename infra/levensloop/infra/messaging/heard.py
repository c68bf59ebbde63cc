"""Who asks, as a ZVH knows it: what the question says, and of a user what its grant says (WGS 1.8(2))."""

from typing import Any

from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import SYSTEM
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


def as_itself(said: Asker, user: KnownUser) -> Asker:
    """Who asks where a question does not say so, or says that a system does: the user, in the one function that its grant names. Where it
    names none that stays as it is said, where it names several it is held against those."""
    if said.functionary != SYSTEM or SYSTEM in user.functions or len(user.functions) != 1:
        return said
    return Asker(functionary=user.functions[0], person=said.person)


def who_asks(by: Asker) -> dict[str, Any]:
    """Which person, and how that is known: as fields of an `Account`."""
    return {"person": by.person, "vouched": by.vouched if isinstance(by, HeardAsker) else None}
