"""A result stays inside while a supplier keeps back what may be in it: by an objection (WGS 1.7(1)) or a condition (2.29(3))."""

from collections.abc import Iterator

from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.commands.third_parties import RecordResultGiven
from levensloop.contracts.decision import Context
from levensloop.contracts.passing_on import Recipients
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.contracts.restrictions import OBJECTION, Restriction, Restrictions
from levensloop.contracts.roles import ROLES


def kept_back(known: Restrictions, command: RecordResultGiven, context: Context) -> Refusal | None:
    """The first that stands in the way: an objection until it is withdrawn, a condition until it is lifted, or, where it does not say to
    whom it may not go, until its supplier agreed. Who may be told of another's hears whose it is; the ZVH is."""
    for each in _in_the_way(known, command, context):
        word = "bezwaar" if each.rule == OBJECTION else "voorwaarde"
        whose = f"{word} {each.number} van {each.supplier}" if context.mine else f"een {word} van een leverancier"
        message = f"Hieraan staat {whose} in de weg, over {_about(each, command)}. {_NEXT[each.rule == OBJECTION]}"
        details = {"supplier": each.supplier, "number": str(each.number)} if context.mine else {}
        return refuse(each.rule, message, **details)
    return None


_NEXT = {
    True: "Er gaat niets naar een derde zolang iemand bezwaar maakt.",
    False: "Het mag pas als de leverancier die opheft of, waar die niet zegt aan wie, met deze verstrekking instemt.",
}


def _in_the_way(known: Restrictions, command: RecordResultGiven, context: Context) -> Iterator[Restriction]:
    given, agreed = frozenset(command.categories), {*command.agreed_by, context.by.organisation}
    for objection in known.objections.values():
        if _covers(objection, given) and (objection.anyone or _named(objection.not_to, command.recipient)):
            yield objection
    for condition in known.conditions.values():
        if not condition.holds_on(command.given_on) or not _covers(condition, given):
            continue
        outside = condition.only_to is not None or _named(condition.not_to, command.recipient)
        if outside or condition.supplier not in agreed:
            yield condition


def _covers(restriction: Restriction, given: frozenset[Category]) -> bool:
    """One about one event counts for each category: from which event the result came, the record does not say."""
    return restriction.event is not None or bool(restriction.categories & given)


def _named(recipients: Recipients | None, recipient: str) -> bool:
    """Whether a third party outside the network, known by a text alone, is called as one of these."""
    if recipients is None:
        return False
    names = (*recipients.organisations, *(ROLES[role].dutch for role in recipients.roles))
    return any(_plain(name) in _plain(recipient) for name in names)


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ")


def _about(restriction: Restriction, command: RecordResultGiven) -> str:
    if restriction.event is not None:
        return "wat het in één gebeurtenis leverde"
    return ", ".join(DUTCH[kind] for kind in Category if kind in restriction.categories and kind in command.categories)
