"""A font for the browser to fall back on: without any, Chromium ends as soon as a page waits for its own typeface."""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from macros.charts.typeface import FILES, TYPEFACE

_SYSTEM = "/etc/fonts/fonts.conf"
_NAMES = (1, 3, 4, 6, 16)  # of a family and of a font, in the table of names of OpenType
_WIDER = 0.8  # so much smaller is its em: no text that is set in it has the widths of the typeface itself
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">{machine}</include>
<dir>{folder}</dir>
<cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def with_last_resort(folder: Path) -> dict[str, str]:
    """This environment with a configuration of fonts in a folder: those of the machine, and one for want of any."""
    font = TTFont(TYPEFACE / FILES["regular"])
    font.flavor = None
    font["head"].unitsPerEm = int(font["head"].unitsPerEm * _WIDER)
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = "Last Resort"
    font.save(folder / "last-resort.ttf")
    machine = os.environ.get("FONTCONFIG_FILE", _SYSTEM)
    configuration = folder / "fonts.conf"
    configuration.write_text(_CONFIGURATION.format(machine=escape(machine), folder=escape(str(folder))), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(configuration)}
