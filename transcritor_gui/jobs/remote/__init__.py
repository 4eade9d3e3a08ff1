"""Jobs of a team server: sent there, watched, fetched, and cleaned up after."""
