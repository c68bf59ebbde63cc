"""What a report over a period is made of, gathered while the log goes by: figures of the period, and the rows of questions. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from levensloop.audit.asking.counting import Figures
from levensloop.audit.asking.inquiry import QUESTIONS
from levensloop.audit.asking.judging import without_doubt
from levensloop.audit.asking.rows import Indexed, Row
from levensloop.contracts.calendar import day_of, end_of
from levensloop.contracts.event import CaseId
from levensloop.contracts.roles import Role


class Gathered:
    """Questions are judged over the whole log; a row is kept when a record of the period is among those that it rests on: a purpose that
    was set before the period counts. So it remembers what the questions remember of each case, and the rows of the period.

    `names`: the questions. `begin` up to and including `end`, days in the Netherlands. `roles`: organisation → its role.
    """

    def __init__(self, names: Iterable[str], begin: date, end: date, roles: Mapping[str, Role]) -> None:
        self.begin, self.end = begin, end
        self.figures = Figures(roles)
        self._until = end_of(end)
        self._folds = {name: QUESTIONS[name].begin() for name in names}
        self._rows: dict[str, list[Row]] = {name: [] for name in self._folds}

    def over(self, record: Indexed) -> None:
        """The next record, in the order of the log."""
        at = record.account.at
        if self.begin <= day_of(at) and at < self._until:
            self.figures.over(record)
        elif at < self._until:
            self.figures.before(record)
        for name, fold in self._folds.items():
            self._keep(name, fold.over(record))

    def close(self, doubted: Collection[CaseId] = ()) -> Mapping[str, tuple[Row, ...]]:
        """After the last record: question → its rows of the period. `doubted`: the cases of which not every record opened."""
        for name, fold in self._folds.items():
            self._keep(name, fold.close())
        self._folds = {}
        return {
            name: tuple(without_doubt(QUESTIONS[name].columns, row, doubted) for row in rows)
            for name, rows in self._rows.items()
        }

    def _keep(self, name: str, rows: Iterable[Row]) -> None:
        within = (row for row in rows if any(self.begin <= day_of(at) and at < self._until for at in row.at))
        self._rows[name] += within
