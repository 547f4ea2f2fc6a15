"""Starts the app and says where to open it: `make run`."""

import argparse
import os
import socket
import sys


def lan_address() -> str | None:
    """This machine's address on the local network, or None without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # picks the outgoing network card; a datagram socket sends nothing on connect
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="", help="empty: every address of this machine")
    wish = parser.parse_args()
    # uvicorn's setting: whose word it takes on where a visitor comes from; else its own machine's
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", f"--server.port={wish.port}"]
    if wish.address:
        command.append(f"--server.address={wish.address}")
    elif lan := lan_address():
        address = f"http://{lan}:{wish.port}"
        print(f"For the class, on the same network: {address}", flush=True)
        # so that links to hand out carry it, see ui/visit/shared_link.py
        os.environ["CONVLAB_CLASS_ADDRESS"] = address
    os.execv(sys.executable, command)


if __name__ == "__main__":
    main()
