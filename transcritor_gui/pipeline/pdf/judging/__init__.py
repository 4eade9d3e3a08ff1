"""Whether the letters of a text layer are the right ones, and what puts wrong ones right."""
