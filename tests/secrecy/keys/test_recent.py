"""Keys at hand are few, and not for long."""

from uuid import uuid4

from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.recent import Recent


def test_the_least_recently_used_goes_first() -> None:
    recent: Recent[int] = Recent(most=2)
    one, two, three = uuid4(), uuid4(), uuid4()
    recent.put(one, Use.FIELDS, 1)
    recent.put(two, Use.FIELDS, 2)
    assert recent.get(one, Use.FIELDS) == 1
    recent.put(three, Use.FIELDS, 3)

    assert len(recent) == 2
    assert recent.get(two, Use.FIELDS) is None


def test_what_is_used_often_grows_old_all_the_same() -> None:
    now = [0.0]
    recent: Recent[int] = Recent(seconds=10, now=lambda: now[0])
    case = uuid4()
    recent.put(case, Use.FIELDS, 1)
    for second in range(11):
        now[0] = float(second)
        assert recent.get(case, Use.FIELDS) == 1
    now[0] = 10.5

    assert recent.get(case, Use.FIELDS) is None


def test_a_case_is_forgotten_whole() -> None:
    recent: Recent[int] = Recent()
    case = uuid4()
    recent.put(case, Use.FIELDS, 1)
    recent.put(case, Use.OUT, 2)
    recent.forget(case)

    assert len(recent) == 0
