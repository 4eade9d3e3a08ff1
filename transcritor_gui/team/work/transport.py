"""Celery's way to Redis, with a channel that can be closed after Redis has gone away.

kombu 5.7 closes a channel by reading the answer that it still waits for. When the connection is lost, that
fails, and the channel stays half closed. It is then closed once more, and acknowledges what its worker had in
hand, when it has no address any more: an AttributeError, of which the worker ends. So every worker that read
one message and waited for another ended with Redis.
"""

from __future__ import annotations

from kombu.transport.redis import Channel, Transport

__all__ = ["ClosingTransport", "transport_for"]


class _ClosingChannel(Channel):
    def close(self) -> None:
        try:
            super().close()  # type: ignore[no-untyped-call]
        except self.connection_errors:
            super().close()  # type: ignore[no-untyped-call]  # there is no answer to wait for any more


class ClosingTransport(Transport):
    Channel = _ClosingChannel


def transport_for(broker_url: str) -> str | None:
    """What Celery is to reach `broker_url` with; None to leave it to the address, as for other brokers.

    An address with TLS must say how certificates are judged; else kombu decides, for its own class alone.
    """
    scheme, _, rest = broker_url.partition("://")
    if scheme == "redis" or (scheme == "rediss" and "ssl_cert_reqs=" in rest):
        return f"{__name__}:{ClosingTransport.__name__}"
    return None
