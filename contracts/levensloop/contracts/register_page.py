"""docs/verwerkingsactiviteiten.md: the register of processing activities as a page, in Dutch, with a place for each row."""

from levensloop.contracts.activities import REGISTER, activities, register_versions


def register_page() -> str:
    """Every version, each row with a place that an id (`activity_id`) points to."""
    head = [
        "# Register van verwerkingsactiviteiten",
        "",
        f"Gemaakt uit `contracts/levensloop/contracts/register/`, versie {REGISTER}; niet met de hand wijzigen (`make docs`).",
        "**Een voorstel**, tot de deelnemers van een ZVH het hebben vastgesteld. Gezamenlijk verwerkingsverantwoordelijk zijn de publieke",
        "deelnemers (WGS 2.27, derde lid). Welke categorieën per gebeurtenis worden verwerkt staat in [events](events.md), wie wat",
        "krijgt in [disclosure](disclosure.md). Naar een rij verwijst `dpl.core.processing_activity_id` in het Logboek Dataverwerkingen.",
        "",
        "| versie | vanaf | vastgesteld door | status | wat |",
        "|---|---|---|---|---|",
        *(f"| {v.number} | {v.date} | {v.decided_by} | {v.status} | {v.what} |" for v in register_versions()),
    ]
    for version in register_versions():
        for row in activities(version.number):
            head += [
                "",
                f'<a id="{row.code}-{version.number}"></a>',
                f"## {row.name}",
                "",
                f"`{row.code}`, versie {version.number}",
                "",
                "| | |",
                "|---|---|",
                f"| activiteit (WGS 2.26) | {row.activity} |",
                f"| doel | {row.purpose} |",
                f"| grondslag | {row.article} |",
                f"| ontvangers | {row.recipients} |",
                f"| bewaard | {row.kept} |",
            ]
    return "\n".join([*head, ""])
