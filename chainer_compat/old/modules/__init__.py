"""Modules that are gone, written anew with what there is today; ``stand_ins`` gives the names."""
