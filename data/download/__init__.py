"""From an address to a folder, whole or not at all: ``python -m data.download NAME``."""
