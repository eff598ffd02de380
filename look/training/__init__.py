"""Runs as they train: their logs, options, pictures and measures."""
