"""Streamlit does not ask a remote service for this machine's address."""

from streamlit import net_util


def never_ask_for_public_address() -> None:
    """Keep Streamlit from asking a remote service for this machine's public address.

    It does so, and everybody waits up to two seconds for it, whenever a page of another site opens
    a websocket to the app. Without an answer such a page is refused, as it should be.
    """
    net_util.get_external_ip = _unknown


def _unknown() -> None:
    return None
