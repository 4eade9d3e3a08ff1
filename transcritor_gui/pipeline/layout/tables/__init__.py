"""The tables of a page, from its rules and from how its words stand.

text_rows -> areas (rule_stacks, sides) -> columns -> row_groups -> cells -> head_cells -> judgement; `ruled`
for grids that rules enclose; `finder` puts them together.
"""
