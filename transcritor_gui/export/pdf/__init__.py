"""What searchable PDFs are made with; pikepdf, which takes its time to load, is imported here alone.

`layering` and `archival` make the files; the exporters `pdf_file` and `pdf_a_file` import them when a file is
asked for. Of the rest, `text_layer`, `line`, `font` and `clusters` are pure and know no PDF.
"""
