"""To whom it goes that a datum was wrong, and what of it. Pure (GDPR 19).

To everyone to whom the wrong one went, in a letter, by a pull or in a document, by the accountability records, and to nobody else. That
it was wrong, all of them hear; what it should have been, who might see the wrong one now: so who left the team hears the first and not
the second (TEA-2), and of a case that is shielded here, closed or moved away, nobody hears the second (EXT-3, MOV-7).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from levensloop.contracts.decision import Organisation
from levensloop.contracts.disclosure import entitled, table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.grounds import LEFT, WITHOUT_TEAM, Judged, Withheld, judge
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.restrictions import ERASURE
from levensloop.contracts.standing import shielded
from levensloop.contracts.supplied import Leaf, leaves, place_of
from levensloop.contracts.vocabulary import Person
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.correction import content
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure
from levensloop.disclosure.printed import Printed, on_paper

RECEIVED = frozenset({Grant.RECEIVED})

Wrong = Sequence[tuple[Recorded[DomainEvent], Leaf]]
"""Each event that has the wrong datum, with the field that it is."""


def wrong_ones(correction: DatumRectified, history: Iterable[Recorded[DomainEvent]]) -> Wrong:
    """`history`: the case before the correction. Who the client is stands in more events than the one that is corrected: in each
    label that was asked."""
    found = []
    for recorded in history:
        whole = correction.person is not None and isinstance(getattr(recorded.event, "person", None), Person)
        if whole or recorded.id == correction.event:
            field = "person.name" if whole else correction.field
            found += [(recorded, leaf) for leaf in leaves(recorded.event) if place_of(leaf) == field][:1]
    return found


def who_received(
    wrong: Wrong, records: Collection[AccountRecord], documents: Collection[Printed] = ()
) -> frozenset[str]:
    """To whom any of these went: it could fetch it, read it or pulled it, or it was given a document with it. Not from whom it was taken
    back unread. `records`: those of the case, in the order of the log; `documents`: those that were given of it."""
    return frozenset(on_paper(wrong, documents)) | frozenset(
        to
        for recorded, leaf in wrong
        for to in {record.to for record in records if record.event == recorded.id}
        if _had([r for r in records if (r.event, r.to) == (recorded.id, to)], leaf)
    )


def _had(of_it: Sequence[AccountRecord], leaf: Leaf) -> bool:
    ready = read = False
    for record in of_it:
        match record.outcome:
            case Outcome.DISCLOSED:
                ready = _went(record, leaf)
            case Outcome.READ | Outcome.PULLED:
                read = read or _went(record, leaf)
            case Outcome.WITHDRAWN:
                ready = False
    return ready or read


def _went(record: AccountRecord, leaf: Leaf) -> bool:
    """By the version of the matrix that the record names; where that is not kept here, by the category."""
    name, pulled = record.event_type.split(".")[2], record.outcome is Outcome.PULLED
    try:
        given = (
            matrix(record.table_version).given(name, record.role, record.grounds, pulled=pulled) if record.role else {}
        )
    except KeyError:
        given = {}
    if not given:
        return leaf.category in record.categories
    return leaf.path in given and not {leaf.path, leaf.item} & set(record.withheld)


def as_far_as_it_may(
    disclosure: Disclosure,
    wrong: Wrong,
    state: CaseSoFar,
    organisations: Mapping[str, Organisation],
    me: str,
    day: date,
) -> Disclosure:
    """A correction, without what it should have been where the wrong one might not go now: not in the part that it has, nor by what
    suppliers and the client said of the wrong one; then on their conditions too. That it was wrong goes in any case."""
    recorded, to = disclosure.recorded, organisations[disclosure.to]
    judged = judge(recorded, to, disclosure.grounds, state.restrictions, day, told_anyhow=True)
    over = shielded(state.standing, me)
    may = [over or _now(one, leaf, to, state, organisations, me, day) for one, leaf in wrong]
    if all(isinstance(each, str) for each in may):
        return without_content(disclosure, to, next((each for each in may if isinstance(each, str)), LEFT), judged)
    conditions = [*judged.conditions, *(c for each in may if isinstance(each, Judged) for c in each.conditions)]
    numbered = {each.number: each for each in conditions}
    return replace(disclosure, judged=replace(judged, conditions=tuple(numbered.values())))


def _now(
    recorded: Recorded[DomainEvent],
    leaf: Leaf,
    to: Organisation,
    state: CaseSoFar,
    organisations: Mapping[str, Organisation],
    me: str,
    day: date,
) -> Judged | str:
    """How the wrong datum would be judged if it went now; or the rule by which it would not. That it was destroyed since does not
    matter: what replaces it was not."""
    team = state.standing
    held = dict(entitled(recorded.event, team, team, organisations, me)).get(to.id, frozenset())
    if not team.in_team(to.id) and to.id in state.began:
        held &= WITHOUT_TEAM
    name = kebab(type(recorded.event).__name__)
    if isinstance(recorded.event, DatumRectified):
        held |= RECEIVED if team.in_team(to.id) else frozenset()
    if leaf.path not in matrix().given(name, to.role, held, pulled=True):
        return LEFT
    judged = judge(recorded, to, held, state.restrictions, day, pulled=True)
    places = {leaf.path, leaf.item} - {""}
    against = (each.rule for each in judged.withheld if each.place in places and each.rule != ERASURE)
    return next(against, judged)


def after_all(
    end: Recorded[DomainEvent],
    after: CaseSoFar,
    records: Collection[AccountRecord],
    organisations: Mapping[str, Organisation],
    me: str,
    documents: Collection[Printed] = (),
) -> Iterator[Disclosure]:
    """That a datum was wrong, and no more, to whom a correction was taken back by this event before it was read: it has the wrong one."""
    taken = {(r.event, r.to) for r in records if r.outcome is Outcome.WITHDRAWN and r.because == end.id}
    known = (each for several in after.corrections.values() for each in several)
    for correction in known:
        for to in (
            o
            for o in organisations
            if (correction.id, o) in taken and _has_wrong(correction.event, o, records, documents)
        ):
            told = Disclosure(correction, to, Grant.RECEIVED, RECEIVED)
            yield without_content(told, organisations[to], shielded(after.standing, me) or LEFT)


def _has_wrong(
    correction: DatumRectified, to: str, records: Collection[AccountRecord], documents: Collection[Printed]
) -> bool:
    """Whether it was not taken back unread as well: of the event that was corrected, or of any where it is about the person. A document
    stays."""
    whole = correction.person is not None
    if any(each.to == to and (whole or correction.event in (each.event, *each.events)) for each in documents):
        return True
    events = {r.event for r in records if r.to == to and (whole or r.event == correction.event)}
    return any(_stood([r for r in records if (r.event, r.to) == (event, to)]) for event in events)


def _stood(of_it: Sequence[AccountRecord]) -> bool:
    if any(r.outcome in (Outcome.READ, Outcome.PULLED) for r in of_it):
        return True
    last = next((r for r in reversed(of_it) if r.outcome in (Outcome.DISCLOSED, Outcome.WITHDRAWN)), None)
    return last is not None and last.outcome is Outcome.DISCLOSED


def without_content(disclosure: Disclosure, to: Organisation, rule: str, judged: Judged | None = None) -> Disclosure:
    """A correction, less what it should have been, by this rule."""
    recorded, before = disclosure.recorded, judged or Judged()
    given = matrix().given(kebab(DatumRectified.__name__), to.role, disclosure.grounds)
    there = {each.path for each in before.withheld}
    withheld = [
        Withheld(leaf.path, leaf.category, rule)
        for leaf in leaves(recorded.event)
        if leaf.path in given and content(recorded.event, leaf) and leaf.path not in there
    ]
    return replace(disclosure, judged=Judged((*before.withheld, *withheld), before.nothing, before.conditions))


def along(
    found: Collection[Disclosure],
    state: CaseSoFar,
    organisations: Mapping[str, Organisation],
    me: str,
    day: date,
) -> Iterator[Disclosure]:
    """With an older event that goes now, to who joins or because it may go again, goes what was corrected in it."""
    if shielded(state.standing, me) is not None:
        return
    for disclosure in found:
        event, to = disclosure.recorded, organisations[disclosure.to]
        given = matrix().given(kebab(type(event.event).__name__), to.role, disclosure.grounds)
        for correction in state.corrections.get(event.id, ()):
            wrong = wrong_ones(correction.event, [event])
            went = any(
                leaf.path in given and not {leaf.path, leaf.item} & _places(disclosure.judged) for _, leaf in wrong
            )
            if went and Grant.RECEIVED in table()[kebab(DatumRectified.__name__)].get(to.role, frozenset()):
                told = Disclosure(correction, disclosure.to, Grant.RECEIVED, RECEIVED)
                yield as_far_as_it_may(told, wrong, state, organisations, me, day)


def _places(judged: Judged) -> set[str]:
    return {each.place for each in judged.withheld}
