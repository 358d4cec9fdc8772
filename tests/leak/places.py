"""Places of a built site that something restricted can be put in: into files that are there, and files like them."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from leaks import slug
from planting import book, jpeg, page, pdf, png, word, zipped

from assess.audit import AuditRequest

Change = Callable[["Tampered", str], None]
_MARKING = "<strong>OFFICIAL</strong>"


@dataclass
class Tampered:
    """A built site and its stage, with what stood in the files that were changed."""

    request: AuditRequest
    before: dict[Path, bytes | None] = field(default_factory=dict)

    def put(self, name: str, content: bytes, *, staged: bool = False) -> None:
        """Write a file of the site; as a staged one, so that it is no stranger there, only what is in it."""
        for folder in (self.request.site, *([self.request.stage / "docs"] if staged else [])):
            path = folder / name
            self.before.setdefault(path, path.read_bytes() if path.exists() else None)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def edit(self, name: str, old: str, new: str, *, staged: bool = False) -> None:
        """Put a text in the place of another, once."""
        text = (self.request.site / name).read_text("utf-8")
        assert old in text, f"{name} holds no {old}"
        self.put(name, text.replace(old, new, 1).encode(), staged=staged)

    def restore(self) -> None:
        """The site as it was."""
        for path, content in self.before.items():
            if content is not None:
                path.write_bytes(content)
            else:
                path.unlink()
                folder = path.parent
                while not any(folder.iterdir()):
                    folder.rmdir()
                    folder = folder.parent
        self.before.clear()


def _in_body(markup: str) -> Change:
    return lambda site, text: site.edit(
        "index.html", "</article>", f"{markup.replace('@', html.escape(text))}</article>"
    )


def _in_head(markup: str) -> Change:
    return lambda site, text: site.edit(
        "about/index.html", "</head>", f"{markup.replace('@', html.escape(text))}</head>"
    )


def _page(site: Tampered, name: str, body: str = "", head: str = "") -> None:
    """A page that was staged as any other."""
    written = page(f"{_MARKING}{body}{_MARKING}", f'<meta name="edition" content="public">{head}')
    site.put(f"{name}/index.html", written)
    place = site.request.stage / "docs" / f"{name}.md"
    site.before.setdefault(place, None)
    place.write_text("A page", "utf-8")


def _navigation(site: Tampered, text: str) -> None:
    for path in sorted(site.request.site.rglob("index.html")):
        name = path.relative_to(site.request.site).as_posix()
        written = path.read_text("utf-8")
        site.put(name, re.sub(r"(<nav\b[^>]*>)", rf"\1<a href='.'>{html.escape(text)}</a>", written, count=1).encode())


def _bundle(site: Tampered, text: str) -> None:
    (script,) = (site.request.site / "assets" / "javascripts").glob("bundle.*.min.js")
    site.edit(script.relative_to(site.request.site).as_posix(), ";", f";var note={json.dumps(text)};")


def _zipped(site: Tampered, text: str) -> None:
    (archive,) = (site.request.site / "downloads").glob("*.zip")
    name = archive.relative_to(site.request.site).as_posix()
    site.put(name, zipped({"data.csv": "id,label\n", "more.csv": text}), staged=True)


def _staged(name: str, write: Callable[[str], bytes]) -> Change:
    return lambda site, text: site.put(name, write(text), staged=True)


def _sitemap(site: Tampered, text: str) -> None:
    site.edit("sitemap.xml", "</urlset>", f"<url><loc>https://host/{quote(text)}</loc></url></urlset>")


def _search(site: Tampered, text: str) -> None:
    index = json.loads((site.request.site / "search" / "search_index.json").read_text("utf-8"))
    index["docs"][0]["text"] += f" {text}"
    site.put("search/search_index.json", json.dumps(index).encode())


def _search_title(site: Tampered, text: str) -> None:
    index = json.loads((site.request.site / "search" / "search_index.json").read_text("utf-8"))
    index["docs"].append({"location": f"#{slug(text)}", "title": text, "text": ""})
    site.put("search/search_index.json", json.dumps(index).encode())


PLACES: dict[str, Change] = {
    "a page: visible text": _in_body("<p>@</p>"),
    "a page: text in pieces": _in_body("<p><b>Of this:</b> <i>@</i><br></p>"),
    "a page: hidden element": _in_body("<div hidden>@</div>"),
    "a page: shown by no style": _in_body('<span style="display:none">@</span>'),
    "a page: comment": lambda site, text: site.edit("index.html", "</article>", f"<!-- {text} --></article>"),
    "a page: alt": _in_body('<img src="x" alt="@">'),
    "a page: aria-label": _in_body('<b aria-label="@">x</b>'),
    "a page: aria-description": _in_body('<b aria-description="@">x</b>'),
    "a page: title": _in_body('<b title="@">x</b>'),
    "a page: data-*": _in_body('<b data-of="@">x</b>'),
    "a page: link address": lambda site, text: site.edit(
        "index.html", "</article>", f'<a href="?q={quote(text)}">x</a></article>'
    ),
    "a page: form field": _in_body('<input type="hidden" value="@">'),
    "a page: template and noscript": _in_body("<template>@</template><noscript>@</noscript>"),
    "a page: inline JSON": lambda site, text: site.edit(
        "index.html",
        "</body>",
        f'<script type="application/json">{json.dumps({"a": text.split("; ")})}</script></body>',
    ),
    "a page: JSON-LD": lambda site, text: site.edit(
        "index.html", "</head>", f'<script type="application/ld+json">{json.dumps({"name": text})}</script></head>'
    ),
    "a page: inline script": lambda site, text: site.edit(
        "index.html", "</body>", f"<script>f({json.dumps(text)})</script></body>"
    ),
    "a page: inline style": lambda site, text: site.edit(
        "index.html", "</head>", f"<style>p::after{{content:{json.dumps(text)}}}</style></head>"
    ),
    "a page: data address": lambda site, text: site.edit(
        "index.html", "</article>", f'<a href="data:text/plain,{quote(text)}">x</a></article>'
    ),
    "a page: SVG text": _in_body("<svg><text>@</text></svg>"),
    "a page: SVG desc": _in_body("<svg><desc>@</desc></svg>"),
    "head: meta": _in_head('<meta name="description" content="@">'),
    "head: Open Graph": _in_head('<meta property="og:description" content="@">'),
    "head: title of a page": _in_head("<title>@</title>"),
    "head: link": _in_head('<link rel="alternate" title="@" href="x">'),
    "navigation title": _navigation,
    "name of a page": lambda site, text: _page(site, slug(text)),
    "name of a file": lambda site, text: site.put(f"downloads/{slug(text)}.csv", b"id,label\n", staged=True),
    "redirect": lambda site, text: _page(
        site, "old", head=f'<meta http-equiv="refresh" content="0; url=../?was={quote(text)}">'
    ),
    "404 page": lambda site, text: site.edit("404.html", "</article>", f"<p>{html.escape(text)}</p></article>"),
    "search index: text": _search,
    "search index: title": _search_title,
    "sitemap": _sitemap,
    "sitemap, compressed": lambda site, text: site.put(
        "sitemap.xml.gz", gzip.compress(f"<urlset><!-- {text} --></urlset>".encode())
    ),
    "headers of the host": lambda site, text: site.put("_headers", f"/*\n  X-Note: {text}\n".encode()),
    "style sheet": lambda site, text: site.put("assets/stylesheets/assessment.css", f"/* {text} */".encode()),
    "script": lambda site, text: site.put("assets/javascripts/sorting.js", f"// {text}\n".encode()),
    "script of the theme": _bundle,
    "icon": lambda site, text: site.put(
        "assets/images/favicon.svg", f"<svg><desc>{html.escape(text)}</desc></svg>".encode()
    ),
    "download: CSV": _staged("downloads/asb-total.csv", lambda text: f'id,label\r\na,"{text}"\r\n'.encode()),
    "download: CSVW": _staged(
        "downloads/asb-total.csv-metadata.json", lambda text: json.dumps({"dc:title": text}).encode()
    ),
    "download: workbook": _staged("downloads/asb-total.xlsx", lambda text: book(text, state="veryHidden")),
    "download: ODS": _staged(
        "downloads/asb-total.ods", lambda text: zipped({"content.xml": f"<o><p>{html.escape(text)}</p></o>"})
    ),
    "download: zip of all": _zipped,
    "attachment: PDF under a box": _staged("plan.pdf", lambda text: pdf(text, box=True)),
    "attachment: PDF metadata": _staged("plan.pdf", lambda text: pdf(title=text)),
    "attachment: Word deletion": _staged(
        "plan.docx",
        lambda text: word(f"<w:p><w:del><w:r><w:delText>{html.escape(text)}</w:delText></w:r></w:del></w:p>"),
    ),
    "attachment: PNG text": _staged("map.png", lambda text: png((b"tEXt", b"Comment\0" + text.encode()))),
    "attachment: JPEG comment": _staged("photo.jpg", lambda text: jpeg(0xFE, text.encode())),
}
