"""Which values a field takes, each with its Dutch: for who gave another one."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.roles import ROLES, Role

MOST = 30
"""Values that are named. Default."""


def choices(told: str) -> str:
    """`told`: as pydantic tells them, `'housing', 'income' or 'health'` → `housing (wonen), income (inkomen), …`."""
    values = re.findall(r"'([^']*)'", told)
    dutch = _by_values().get(frozenset(values), {})
    named = [f"{v} ({dutch[v]})" if dutch.get(v, v) != v else v for v in values[:MOST]]
    return ", ".join(named) + (", …" if len(values) > MOST else "")


@cache
def _by_values() -> Mapping[frozenset[str], Mapping[str, str]]:
    """An error does not say of which enumeration it is; its values do."""
    from levensloop.contracts.words import WORDS  # which needs what reads events, and that needs this

    tables: list[Mapping[StrEnum, str]] = [
        *WORDS.values(),
        {category: DUTCH[category] for category in Category},
        {role: ROLES[role].dutch for role in Role},
    ]
    spread = ({str(word): dutch for word, dutch in table.items()} for table in tables)
    return {frozenset(table): table for table in spread}
