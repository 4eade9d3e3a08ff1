"""Marking regions of a page on its picture: a frame drawn, moved and resized, and what is to become of it."""
