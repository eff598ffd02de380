"""What the scripts share that train a classifier of pictures."""
