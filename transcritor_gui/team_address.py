"""The address of a team server, as people write it: put into form, named, judged. Nothing is looked up."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

__all__ = ["is_open_to_others", "normal_address", "server_name"]

_LOCAL_ENDINGS = (".local", ".lan", ".internal", ".intranet", ".home.arpa", ".localhost")
"""Names that no public directory knows (RFC 6762, 8375, 6761, and usage)."""


def normal_address(text: str) -> str:
    """`text` as 'http://host:port' or 'https://host/path', without a slash at the end; '' where it is none.

    Without a scheme, a host of the own network is taken to speak http, any other https.
    """
    text = text.strip()
    parts = _parts(text if "://" in text else f"//{text}")
    if parts is None or parts.scheme not in ("", "http", "https"):
        return ""
    scheme = parts.scheme
    if not scheme:
        scheme = "http" if _is_own_network(parts.hostname or "") else "https"
    return f"{scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def server_name(address: str) -> str:
    """The host, for people; '' where `address` is none."""
    parts = _parts(address)
    return "" if parts is None else parts.hostname or ""


def is_open_to_others(address: str) -> bool:
    """Whether what is sent to `address` could be read on the way: plain http beyond the own network."""
    parts = _parts(address)
    return parts is not None and parts.scheme == "http" and not _is_own_network(parts.hostname or "")


def _parts(address: str) -> SplitResult | None:
    """None for what is no address, or holds what does not belong in one (a password, a question)."""
    try:
        parts = urlsplit(address)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        return None
    host = parts.hostname or ""
    is_bare = parts.username is None and not parts.query and not parts.fragment
    is_host = bool(host) and not any(letter.isspace() or letter in '<>"\\^`{|}' for letter in parts.netloc)
    return parts if port_is_good and is_bare and is_host else None


def _is_own_network(host: str) -> bool:
    try:
        place = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.lower().endswith(_LOCAL_ENDINGS)
    return place.is_loopback or place.is_private or place.is_link_local
