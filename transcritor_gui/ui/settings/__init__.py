"""The settings dialogue: pages, each a module of its own that takes settings and gives them back."""
