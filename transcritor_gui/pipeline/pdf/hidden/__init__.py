"""What of a page nobody can see: clipped, covered, white on white."""
