"""The terminal: its three streams, progress, Ctrl+C, passwords, and the log beside them."""
