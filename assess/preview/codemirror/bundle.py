"""Bundles what the preview's editor takes from CodeMirror, with its licences and a list of what is in it.

Run by `make codemirror`, with npm. The versions stand in `package.json`, and the digest of each package in
`package-lock.json`, which names no registry. Nothing that a package brings is run but the bundler.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
BUNDLE, LICENCES, LIST = "codemirror.min.js", "LICENCES.txt", "bundle.json"
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")
_NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
_ESBUILD = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none")


def bundled(folder: Path) -> dict[str, bytes]:
    """The files of the bundle by name, made in a folder; the same packages always give the same bytes."""
    for name in ("package.json", "package-lock.json", "parts.js"):
        shutil.copy(HERE / name, folder)
    subprocess.run(_NPM, cwd=folder, check=True)
    bundler = Path("node_modules", ".bin", "esbuild")
    command = (bundler, "parts.js", *_ESBUILD, f"--outfile={BUNDLE}", "--metafile=meta.json", "--log-level=warning")
    subprocess.run(command, cwd=folder, check=True)
    content = (folder / BUNDLE).read_bytes()
    [made] = json.loads((folder / "meta.json").read_bytes())["outputs"].values()
    holding = [_PACKAGE.match(name) for name, each in made["inputs"].items() if each["bytesInOutput"]]
    names = sorted({found[1] for found in holding if found})
    packages = {name: json.loads(_of(folder, name, "package.json")) for name in names}
    told = {
        "file": BUNDLE,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bundler": f"esbuild {json.loads(_of(folder, 'esbuild', 'package.json'))['version']}",
        "packages": {name: f"{each['version']}, {each['license']}" for name, each in packages.items()},
    }
    licences = [
        f"{name} {each['version']}\n\n{_of(folder, name, 'LICENSE').strip()}\n" for name, each in packages.items()
    ]
    rule = f"\n{'-' * 80}\n\n"
    return {
        BUNDLE: content,
        LICENCES: rule.join(licences).encode(),
        LIST: (json.dumps(told, indent=2) + "\n").encode(),
    }


def _of(folder: Path, package: str, file: str) -> str:
    return (folder / "node_modules" / package / file).read_text("utf-8")


def main() -> int:
    """Write the bundle beside this file."""
    with TemporaryDirectory() as folder:
        for name, content in bundled(Path(folder)).items():
            (HERE / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
