"""WGS-1.8-2, WGS-1.8-4: who saw what: a letter that stands ready was seen by nobody, one that was taken back neither."""

from typing import Any
from uuid import UUID, uuid4

from accountability.asking.test_the_questions import CASE, cells, log
from accountability.test_records_in_the_log import account

from levensloop.audit.asking.inquiry import QUESTIONS, asked
from levensloop.contracts.accountability import Account, Capacity, Covered, Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Fact, GroundKind
from levensloop.contracts.pseudonym import Pseudonym
from support.samples.world import HAAGLANDEN, OM, POLITIE

OUT = tuple(Covered(stream=f"OUT_{HAAGLANDEN}", position=at, subject="out.x", digest="0" * 64) for at in (1, 2))
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
DANGER = GroundHeld(category=Category.HEALTH, ground=GroundKind.GOOD_CARE, fact=Fact.DANGER, code="T-VEILIG")


def sent(event: UUID, letter: UUID | None = None, to: str = POLITIE) -> Account:
    given: dict[str, Any] = {"event": event, "letter": letter, "to": to, "held": (DANGER,), "ground": "good-care"}
    return account(CASE, operation=Operation.DISCLOSE, organisation=HAAGLANDEN, covers=OUT, **given)


def became(of: Account, **changes: Any) -> Account:
    key = {"what": "letter-key", "covers": OUT[:1], "traceparent": TRACE, "held": (), "ground": None}
    return of.model_copy(update={"id": uuid4(), **key, **changes})


def told(*accounts: Account) -> list[tuple[str, str]]:
    return [(row["organisatie"], row["wat ervan kwam"]) for row in cells("gezien", log(*accounts))]


def test_wgs_1_8_4_ready_read_and_taken_back_are_told_apart() -> None:
    first, second, third, fourth = (sent(uuid4(), uuid4(), to) for to in (POLITIE, OM, POLITIE, OM))
    back = became(third, operation=Operation.ERASE, outcome=Outcome.WITHDRAWN, letter=None, what=third.what)
    refused = became(fourth, operation=Operation.REFUSE, outcome=Outcome.REFUSED, rule="TEA-2")
    found = told(first, second, third, fourth, became(first), back, refused)
    assert sorted(found) == sorted(
        [
            (POLITIE, "gelezen op 02-03-2026 10:04:00"),
            (POLITIE, "teruggenomen op 02-03-2026 10:05:00, niet gelezen"),
            (OM, "klaargezet, niet gelezen: sleutel geweigerd, de ontvanger heeft er geen deel meer in (TEA-2)"),
            (OM, "klaargezet"),
        ]
    )


def test_of_two_letters_about_one_event_the_one_that_was_read_is_known_by_its_number() -> None:
    event = uuid4()
    first, second = sent(event, uuid4()), sent(event, uuid4())
    rows = cells("gezien", log(first, second, became(first)))
    assert {row["wat ervan kwam"][:7] for row in rows} == {"gelezen", "klaarge"}
    rests = {row.cells[9][:7]: row.of for row in asked(QUESTIONS["gezien"], log(first, second, became(first)))}
    assert rests == {"gelezen": (0, 2), "klaarge": (1,)}
    again = told(first, second, became(first), became(second))
    assert [what[:7] for _, what in again] == ["gelezen", "gelezen"]
    before = told(sent(event), became(sent(event)))
    assert [what[:7] for _, what in before] == ["gelezen"], "records of before do not name their letter"


def test_in_which_function_it_was_read_where_a_person_asked() -> None:
    letter = sent(uuid4(), uuid4())
    asked = account(
        CASE,
        operation=Operation.CONSULT,
        what="disclosure.keys",
        organisation=POLITIE,
        functionary="wijkagent",
        person=Pseudonym("7f3a-19c2"),
        traceparent=TRACE.replace("b7ad", "c8be"),
    )
    for records in ((letter, asked, became(letter)), (letter, became(letter), asked)):
        (read,) = [row for row in cells("gezien", log(*records)) if row["hoedanigheid"] == "ontvanger"]
        assert read["functie"].startswith("wijkagent (medewerker 7f3a-19c2")
    other = asked.model_copy(update={"traceparent": TRACE.replace("0af7", "1bf8")})
    (read,) = [row for row in cells("gezien", log(letter, other, became(letter))) if row["hoedanigheid"] == "ontvanger"]
    assert read["functie"] == "", "that was another question"


def test_a_key_without_its_letter_and_what_waits_for_nothing_are_rows_too() -> None:
    pulled = account(CASE, operation=Operation.DISCLOSE, organisation=POLITIE, to=POLITIE, covers=OUT[:1])
    looked = account(CASE, operation=Operation.CONSULT, what="inclusion.case", capacity=Capacity.TESTING)
    key = became(sent(uuid4(), uuid4()))
    assert [what[:7] for _, what in told(pulled, looked, key)] == ["gegeven", "ingezie", "gelezen"]
    refused = account(CASE, operation=Operation.CONSULT, outcome=Outcome.REFUSED, what="inclusion.case")
    assert told(refused) == []


def test_wgs_2_29_2_the_ground_that_held_is_told_per_category() -> None:
    (row,) = cells("gezien", log(sent(uuid4(), uuid4())))
    assert row["grond"] == "gezondheid: goed hulpverlenerschap (ernstig gevaar)"


def test_wgs_1_8_4_a_reading_of_the_whole_log_says_what_was_asked() -> None:
    """WGS-1.8-4."""
    codes = ("question:gezien", "as-of:2026-03-02T10:00:00+01:00")
    asked = account(operation=Operation.READ_LOG, what="audit.ask", codes=codes)
    period = account(
        CASE, operation=Operation.READ_LOG, what="audit.report", codes=("from:2026-01-01", "until:2026-06-30")
    )
    first, second = cells("logboek", log(asked, period))
    assert first["wat gevraagd is"] == "de vraag gezien, zoals het stond op 02-03-2026 10:00"
    assert second["wat gevraagd is"] == "van 01-01-2026, tot 30-06-2026"
