"""The picture of the shown page: asked for, kept, turned, placed, and painted with its words boxed."""
