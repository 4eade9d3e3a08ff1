"""The table of documents: its model, its looks, its commands, and the groups beside it."""
