"""The loop that the scripts share, and its extensions."""
