"""Which sites may show the app in a frame: the one setting, read once for headers and pages."""

from __future__ import annotations

import os
import re

EMBED = "CONVLAB_EMBED"
"""Environment variable with the sites; none if it is not set."""
_SITE = re.compile(r"https?://[\w.-]+(?::\d{1,5})?")


def embedding_sites(told: str | None = None) -> list[str]:
    """The sites that may embed the app, of what the setting says.

    Parameters
    ----------
    told : str, optional
        What the environment says, if nothing else.

    Raises
    ------
    ValueError
        For what is no origin: a scheme and a host, without a path.

    Examples
    --------
    >>> embedding_sites("https://moodle.example, http://localhost:8000")
    ['https://moodle.example', 'http://localhost:8000']
    """
    sites = (os.environ.get(EMBED, "") if told is None else told).replace(",", " ").split()
    for site in sites:
        if not _SITE.fullmatch(site):
            raise ValueError(
                f"{EMBED}: {site!r} is no origin. Write scheme and host alone, as in "
                "https://moodle.example, several of them parted by spaces."
            )
    return sites
