"""Pieces of a window that know nothing of documents: theme, icons, labels, fields, notices."""
