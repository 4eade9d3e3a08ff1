"""Full-text search over all pages; `Store` has it for others."""
