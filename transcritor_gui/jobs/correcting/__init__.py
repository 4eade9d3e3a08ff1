"""What people change in what was read: words, and pages read again."""
