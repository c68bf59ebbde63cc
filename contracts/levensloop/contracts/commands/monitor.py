"""Commands of `monitor`. What they are about is no case: the number in the envelope is a new one, made at random."""

from levensloop.contracts.event import CommandData
from levensloop.contracts.monitoring import Frequency, HalfYear
from levensloop.contracts.roles import Role


class DeliverFigures(CommandData):
    """MON-1. By the informatiecoördinator or the procesregisseur, when the half-year is over. Again: a correction."""

    half_year: HalfYear


class RecordCooperation(CommandData):
    """MON-2. One kind of partner over one half-year."""

    half_year: HalfYear
    role: Role
    takes_role: Frequency
    keeps_agreements: Frequency
