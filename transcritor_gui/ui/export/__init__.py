"""The way out: what to export, how far it is, and what has become of it."""
