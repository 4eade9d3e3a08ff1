"""Made transcripts take their time on a busy computer; that says nothing about an export."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("exports", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("exports")
