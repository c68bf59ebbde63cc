"""What can go wrong with keys, ciphertext and signatures; each says in Dutch what to do, and never what was inside."""

from datetime import timedelta


class SecrecyError(Exception):
    """Any of the below; `str()` is a Dutch text for the person who runs the node or gave the command."""


class Tampered(SecrecyError):
    """It was changed, moved from elsewhere, or encrypted with another key. Nothing of it is believed."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} klopt niet: gewijzigd, van een andere plek, of versleuteld met een andere sleutel. "
            "Er is niets van overgenomen; zoek uit waar het vandaan komt."
        )


class NotSealed(SecrecyError):
    """A personal field stands in clear where it must be encrypted."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} heeft persoonsgegevens die niet versleuteld zijn. Er is niets van overgenomen.")


class NotALetter(SecrecyError):
    """A message that stands in clear where only letters belong: of software of before there were letters."""

    def __init__(self) -> None:
        super().__init__(
            "Dit bericht staat er onversleuteld, zoals oudere software het schreef. Er is niets van overgenomen en niets weggegooid; "
            "er is geen omzetting. Begin met een lege map met gegevens, of laat het ZVH de casus opnieuw verstrekken."
        )


class KeyLost(SecrecyError):
    """There is ciphertext under a key that is not here and was not destroyed either."""

    def __init__(self, scope: str, kid: str) -> None:
        super().__init__(
            f"De sleutel {kid} van {scope} is hier niet en is ook niet vernietigd. "
            "Zet de sleutels terug uit een reservekopie, of haal de overdracht opnieuw op."
        )


class MasterKeyProblem(SecrecyError):
    """The node's master key is missing, readable by others, damaged, or not the one that wrapped what is stored."""


class OrganisationKeyProblem(SecrecyError):
    """An organisation's own keys are missing, readable by others, damaged, or not those that the topology names."""


class UnknownSigner(SecrecyError):
    """Signed with a key that the topology gives to nobody, or to another than who says to send it."""

    def __init__(self, kid: str) -> None:
        super().__init__(
            f"De ondertekening is met sleutel {kid[:60]!r}, en die is volgens de topologie niet van de afzender. "
            "Er is niets van overgenomen; vraag de afzender of zijn sleutel is vervangen."
        )


class Stale(SecrecyError):
    """A request that was made longer ago than it may be on its way, or by a clock that is wrong."""

    def __init__(self, longest: timedelta) -> None:
        super().__init__(
            f"Dit verzoek is meer dan {longest.total_seconds() / 60:.0f} minuten oud, of een klok staat verkeerd. Er is niets gedaan; "
            "kijk of de klokken gelijk lopen, en doe het verzoek opnieuw."
        )


class NotForUs(SecrecyError):
    """Rightly signed, but for another recipient, case or message than this: replayed or put in the wrong place."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"Dit bericht is voor iets anders bestemd ({field} klopt niet): herhaald, of op de verkeerde plek gezet. "
            "Er is niets van overgenomen."
        )


class RepeatsDestroyed(SecrecyError, ValueError):
    """An event would take over what was destroyed: it would stand in the log as if somebody had said "vernietigd". Nothing is recorded."""

    def __init__(self, kind: str, field: str) -> None:
        super().__init__(
            f"Dit zou gegevens overnemen die vernietigd zijn ({kind}, {field}), en kan niet worden vastgelegd. Leg ze eerst opnieuw vast."
        )
