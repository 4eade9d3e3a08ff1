"""What the window asks about the whole history: backing up, moving, clearing by age."""
