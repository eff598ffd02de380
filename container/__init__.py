"""Container images: the scripts that the Dockerfile runs, and the check of what it makes."""
