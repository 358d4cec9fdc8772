"""Archives that hold nothing but what is put in: no time, no owner, no compression that differs between machines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NO_TIME = (1980, 1, 1, 0, 0, 0)


def archived(members: Mapping[str, bytes]) -> bytes:
    """A zip of some files, in the order given; stored, as deflated bytes depend on the zlib that made them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return buffer.getvalue()
