"""The subjects of the accountability records that stand beside what is sent: of disclosures in `OUT`, of moves in `MOVE` (ALW-3)."""

from levensloop.contracts.event import CaseId


def account_of_move(case: CaseId | str) -> str:
    """Of what went to another ZVH. No subject of `subjects.account`, so that each stream keeps its own; it goes nowhere."""
    return f"account.move.{case}"


def is_account(subject: str) -> bool:
    """Whether a record stands under this subject, of either kind."""
    return subject.startswith("account.")
