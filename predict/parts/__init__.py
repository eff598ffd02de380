"""What the scripts of ``predict`` share."""
