"""Connections send small messages at once."""

import socket

from server.tcp_nodelay import set_tcp_nodelay


def test_connections_that_come_later_do_not_hold_messages_back():
    with socket.socket(socket.AF_INET) as door:  # as Streamlit opens its own: protocol 0
        door.bind(("127.0.0.1", 0))
        door.listen()
        assert not door.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert set_tcp_nodelay() >= 1
        with socket.create_connection(door.getsockname()), door.accept()[0] as inside:
            assert inside.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_sockets_that_do_not_listen_are_left_alone():
    with socket.socket(socket.AF_INET) as idle, socket.socketpair()[0]:
        set_tcp_nodelay()
        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
