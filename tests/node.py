"""Node, which runs our JavaScript in tests: this machine's, or the one that Playwright brings."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import playwright

from ui.component.joiner import joined

BROWSER = "globalThis.document = {};\nglobalThis.matchMedia = () => ({});\n"
"""What modules of a picture ask of a browser as they are loaded."""
NODE = shutil.which("node") or str(Path(playwright.__file__).parent / "driver" / "node")


def run_script(script: str) -> str:
    """What a script writes."""
    done = subprocess.run(
        [NODE, "--input-type=module", "-"], input=script, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def run_module(harness: Path, given: Any) -> str:
    """What a module writes that reads ``globalThis.GIVEN``."""
    return run_script(f"{BROWSER}globalThis.GIVEN = {json.dumps(given)};\n{joined(harness)}")
