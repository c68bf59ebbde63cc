"""In which way it is known who acted for an organisation, where that is more than what the organisation declares (WGS 1.8(2))."""

from enum import StrEnum


class Vouched(StrEnum):
    """What a grant vouches for: who acted signed it with a key of their own, for which the organisation signed. Where there is none of
    this, function and person are as the organisation declares them, with its own key."""

    PERSON = "person"
    """Which person: the one whom the grant names. In which function is as that person says."""
    FUNCTION = "person-and-function"
    """Which person, and that the grant names this function too."""
