"""How many examples hypothesis makes of a property: few in every run, many when asked for by hand.

`make test ARGS="--hypothesis-profile=deep tests/export"` makes twenty times as many; do that after changing
what the properties are about.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

__all__ = ["register_profiles", "times"]

_QUICK, _DEEP = 25, 500


def register_profiles() -> None:
    """Make both known, and the quick one the usual one."""
    # A busy machine is slow to make examples; that says nothing about the program.
    slow = [HealthCheck.too_slow]
    settings.register_profile("quick", max_examples=_QUICK, deadline=None, suppress_health_check=slow)
    settings.register_profile("deep", max_examples=_DEEP, deadline=None, suppress_health_check=slow)
    settings.load_profile("quick")


def times(share: float) -> settings:
    """So many times the profile's number of examples: for properties that are dear, or cheap, to try."""
    usual = settings()
    return settings(usual, max_examples=max(1, round(share * usual.max_examples)))
