"""Pages as their reader takes them: running lines told apart, paragraphs whole, headings, items and tables.

`page_joints.read_pages` gives the pages, `outline.outline` the parts of each; the formats write them down.
"""
