"""A component's code, sent once and not with every change of its data.

Streamlit puts the JavaScript of an inline component into the same message as its data, so that each
change of the lesson would send the whole stage again, 150 kB of it. A message that did not change
is not sent a second time: the code therefore goes into an invisible component of its own that never
changes, and the visible one only calls it.
"""

from __future__ import annotations

import json
import re

_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def library(name: str, source: str) -> str:
    """JavaScript of the invisible component: the source, which keeps its entry for others to call.

    Parameters
    ----------
    name : str
        Under which the callers ask for it.
    source : str
        From `ui.assets.component_source`: its ``export default`` is the entry.
    """
    kept = json.dumps(f"conv-lab-{name}")
    entry, found = _DEFAULT.subn("const sharedEntry = ", source)
    assert found == 1, "the source has one entry"
    return (
        f"{entry}\nglobalThis[{kept}] = sharedEntry;\n"
        f"globalThis.dispatchEvent(new Event({kept}));\n"
        "export default () => {};\n"
    )


def caller(name: str) -> str:
    """JavaScript of the visible component: it calls the library's entry, once that has arrived."""
    kept = json.dumps(f"conv-lab-{name}")
    return (
        "export default (component) => {\n"
        f"  const call = () => globalThis[{kept}](component);\n"
        f"  if (globalThis[{kept}]) return call();\n"
        "  let leave = () => {};\n"
        f"  globalThis.addEventListener({kept}, () => (leave = call()), {{ once: true }});\n"
        "  return () => leave?.();\n"
        "};\n"
    )
