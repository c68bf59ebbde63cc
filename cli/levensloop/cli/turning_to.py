"""What a ZVH has still to set so that a document says where a person turns to (WGS 1.4(2)(4)): told to who makes one, not to its reader."""

from rich.console import Console

from levensloop.infra.nodes.topology import Organisation

NOT_GIVEN = "nog niet opgegeven"
"""In the public yearly report, where the ZVH has set nothing: there its name alone would help nobody."""

INSTEAD = "de naam van het ZVH"
"""In a document of a case."""

FIELDS = {"contact_point": "het contactpunt voor rechten van de betrokkene", "fg": "de coördinerende FG"}


def not_set(zvh: Organisation, instead: str = INSTEAD) -> str | None:
    """What to set where, and why; nothing where both are. `instead`: what stands there now."""
    missing = [field for field in FIELDS if not getattr(zvh, field)]
    if not missing:
        return None
    what = " en ".join(FIELDS[field] for field in missing)
    return (
        f"LET OP: van {zvh.name} is niet ingesteld wie {what} is (WGS 1.4). In plaats daarvan staat er {instead}. Zet "
        f"{' en '.join(missing)} bij {zvh.id} in de topologie, en maak het opnieuw."
    )


def warn(zvh: Organisation, instead: str = INSTEAD) -> None:
    """On the error stream, if anything is to be set."""
    if (said := not_set(zvh, instead)) is not None:
        Console(stderr=True, soft_wrap=True).print(said, markup=False, highlight=False)
