"""The posts' works timed against their peers: ``make bench`` (docs/accel.md)."""
