"""Fixers for fissix, beside its own: they leave every line where it is."""
