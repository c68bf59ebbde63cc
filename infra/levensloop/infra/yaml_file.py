"""A file that a person writes in YAML: read strictly, and what is wrong with it said in Dutch."""

from collections.abc import Hashable, Mapping
from typing import Any

import yaml

SAYS: Mapping[str, str] = {
    "missing": "ontbreekt",
    "extra_forbidden": "dit veld bestaat niet; kijk of het goed gespeld is",
    "string_type": "moet tekst zijn, tussen aanhalingstekens als het op een getal lijkt",
    "string_too_short": "mag niet leeg zijn",
    "int_type": "moet een geheel getal zijn, niet '{input}'",
    "int_parsing": "moet een geheel getal zijn, niet '{input}'",
    "greater_than_equal": "moet minstens {ge} zijn, niet {input}",
    "less_than_equal": "mag hoogstens {le} zijn, niet {input}",
    "tuple_type": "moet een lijst zijn",
    "model_type": "moet velden met waarden hebben",
    "model_attributes_type": "moet velden met waarden hebben",
    "value_error": "{error}",
}
"""pydantic's type of error → what to say of the field; {input} and the context of the error may be used."""


class OnceOnly(yaml.SafeLoader):
    """YAML lets the last of two equal keys win, silently; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "een veldnaam is één woord", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{key.value}' staat er twee keer", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)
