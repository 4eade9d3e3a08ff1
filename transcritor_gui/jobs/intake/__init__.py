"""The ways in: files found, looked at and put into the queue; pictures that came without a file."""
