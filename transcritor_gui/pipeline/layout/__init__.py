"""From words to reading order: lines, columns, paragraphs, blocks and tables."""
