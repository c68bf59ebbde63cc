"""The same document as one HTML file, for who reads on a screen: no script, nothing fetched from elsewhere."""

from collections.abc import Iterator
from html import escape

from levensloop.documents.model import Bars, Block, Facts, Items, Lines, Paragraph, Printable, Section, Table
from levensloop.documents.wording import day

_STYLE = """
body { font: 16px/1.5 sans-serif; color: #1a1a1a; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { color: #154273; } h1 { margin-bottom: 0; } .quiet, footer { color: #5a5a5a; }
table { border-collapse: collapse; width: 100%; } th { background: #eef2f6; color: #154273; text-align: left; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid #c4ccd6; vertical-align: top; overflow-wrap: anywhere; }
.bars td { border: 0; } .bars td:nth-child(2) { width: 55%; } .bars span { display: block; height: .8rem; background: #154273; }
"""


def html(document: Printable) -> str:
    """A whole page. What people wrote is text in it and nothing else."""
    head = f"<title>{_text(document.title)}, {_text(document.version)}</title>\n<style>{_STYLE}</style>"
    meta = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">'
    return f'<!doctype html>\n<html lang="nl">\n<head>\n{meta}\n{head}\n</head>\n<body>\n{"".join(_body(document))}</body>\n</html>\n'


def _body(document: Printable) -> Iterator[str]:
    yield f"<h1>{_text(document.title)}</h1>\n<p class=quiet>{_text(document.version)}</p>\n"
    yield from _block(document.facts)
    yield f"<p class=quiet>{'Openbaar' if document.public else 'Vertrouwelijk'}. {_text(document.basis)}</p>\n"
    for section in document.sections:
        yield from _section(section, 2)
    yield f"<footer>{_text(document.about)}, stand van {_text(day(document.day))}</footer>\n"


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"<h{level}>{_text(section.title)}</h{level}>\n"
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part, min(level + 1, 6))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=words, quiet=quiet):
            yield f"<p{' class=quiet' if quiet else ''}>{_text(words)}</p>\n"
        case Items(texts=texts):
            yield f"<ul>{''.join(f'<li>{_text(words)}</li>' for words in texts)}</ul>\n"
        case Facts(rows=facts):
            rows = "".join(f"<tr><th scope=row>{_text(name)}</th><td>{_text(value)}</td></tr>" for name, value in facts)
            yield f"<table>{rows}</table>\n"
        case Table(head=head, rows=table):
            heads = "".join(f"<th scope=col>{_text(name)}</th>" for name in head)
            body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>\n" for row in table)
            yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n{body}</tbody></table>\n"
        case Bars():
            yield f"<table class=bars>{''.join(_bars(block))}</table>\n"
        case Lines(labels=labels):
            yield "".join(f"<p>{_text(label)}: ______________________</p>\n" for label in labels)


def _bars(bars: Bars) -> Iterator[str]:
    for label, number, share in bars.shares:
        bar = f'<span style="width: {100 * share:.1f}%"></span>'
        yield f"<tr><td>{_text(label)}</td><td>{bar}</td><td>{number}</td></tr>\n"


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")
