"""What a shielded case says of itself: that it may not be seen here, and by which rule (MOV-7, EXT-3)."""

from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.standing import Standing, shielded

_MEANS = "afgeschermd: de gegevens blijven bewaard tot ze worden vernietigd, en zijn niet meer te raadplegen"


def refused_as_shielded(standing: Standing, me: str) -> Refusal | None:
    """The refusal of whatever would show a shielded case at the ZVH `me`; `None` for one that may be seen."""
    match shielded(standing, me):
        case "MOV-7":
            director = str(standing.director)
            message = f"De regie op deze casus ligt bij {director}. De kopie bij {me} is {_MEANS}."
            return refuse("MOV-7", message, director=director)
        case "WGS-1.8-7":
            return refuse("WGS-1.8-7", "Deze casus is vernietigd.")
        case "EXT-3":
            return refuse("EXT-3", f"Deze casus is gesloten en daarom {_MEANS}.")
    return None
