"""The window as a program of the computer: one a user, told to end, clean in its memory."""
