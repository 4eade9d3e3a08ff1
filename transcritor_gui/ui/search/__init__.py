"""The search over everything transcribed."""
