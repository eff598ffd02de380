"""What the scripts of ``report`` share."""
