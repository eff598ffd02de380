"""A network from its input to its output: recorded, and shown layer by layer."""
