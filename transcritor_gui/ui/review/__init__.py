"""Reading a transcript beside its pages."""
