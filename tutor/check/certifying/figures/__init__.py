"""Questions about figures: areas, circumferences, volumes, right triangles, angles of polygons.

`shapes` and `solids` hold the formulas, `sentences` how one asks for them, `measured` checks an answer.
"""
