"""One module a format: a transcript in, bytes out."""
