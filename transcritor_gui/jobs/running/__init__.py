"""The run of one document: what its file is, its pages read and kept, and how it ends."""
