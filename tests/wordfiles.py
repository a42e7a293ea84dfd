"""Word files made by hand for the tests, part by part, so that each can be wrong in one way."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relations(*pairs: tuple[str, str, str]) -> str:
    """(id, kind, target) each; a target with a colon is external."""
    outside = ' TargetMode="External"'
    lines = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{outside if ":" in target else ""}/>'
        for key, kind, target in pairs
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{P}">{lines}</Relationships>'


def document(body: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def part(tag: str, inner: str) -> str:
    return f"<w:{tag} {NAMES}>{inner}</w:{tag}>"


def run(words: str, properties: str = "") -> str:
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inner: str, style: str = "", properties: str = "") -> str:
    """Strings that are no XML become runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    marks = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{marks}{''.join(item if item.startswith('<w:') else run(item) for item in inner)}</w:p>"


def pack(body: str, *links: tuple[str, str, str], parts: dict[str, str] | None = None) -> bytes:
    """The bytes of a Word file with this body."""
    held = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": relations(*links),
        **(parts or {}),
    }
    return pack_parts(held)


def pack_parts(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(name, words)
    return out.getvalue()
