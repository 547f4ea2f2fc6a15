"""Node, which runs our JavaScript in tests: this machine's, or the one that Playwright brings."""

import shutil
from pathlib import Path

import playwright

NODE = shutil.which("node") or str(Path(playwright.__file__).parent / "driver" / "node")
