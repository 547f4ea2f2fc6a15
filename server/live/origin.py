"""Whether a page may open a socket here: a browser lets any page try."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_USUAL = (None, 80, 443)


def may_open(origin: str, host: str, own: tuple[str, ...] = ()) -> bool:
    """Whether a page comes from the host that it asks, or from an address of this server.

    Parameters
    ----------
    origin, host : str
        The headers.
    own : tuple of str
        Addresses under which this server is known.

    Examples
    --------
    >>> [may_open(f"https://{host}", "lab.example") for host in ("lab.example", "evil.example")]
    [True, False]
    >>> may_open("http://10.0.0.7:8501", "localhost:8501", ("http://10.0.0.7:8501",))
    True
    >>> may_open("", "lab.example"), may_open("null", "lab.example")
    (False, False)
    """
    page = _read(origin)
    if page is None or page.scheme not in ("http", "https"):
        return False
    places = [_read(f"//{host}"), *map(_read, own)]
    return any(place is not None and _same(page, place) for place in places)


def _read(address: str) -> SplitResult | None:
    try:
        place = urlsplit(address)
        return place if place.hostname and (place.port is None or place.port > 0) else None
    except ValueError:
        return None


def _same(page: SplitResult, place: SplitResult) -> bool:
    # a proxy that ends TLS may leave the port out or not
    ports = page.port == place.port or (page.port in _USUAL and place.port in _USUAL)
    return page.hostname == place.hostname and ports
