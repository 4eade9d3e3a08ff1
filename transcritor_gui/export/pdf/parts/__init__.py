"""A PDF that is too large for a portal, cut into parts that hold nothing of each other's pages.

`cutting.cut_into_parts` is what exporters call. `borders` decides where to cut, and knows no PDF; `repacking`
makes pictures smaller without loss, `pruning` and `object_sizes` tell what belongs to which page. What a
document keeps apart from its pages comes into the parts by `navigation`, `annotations`, `form_fields`,
`optional_content` and `page_labels`, which `whole` puts to work.
"""
