"""How documents are to be read and written: fields for a preset, a rule, or the files of one drop."""
