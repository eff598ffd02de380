"""What has changed about functions."""
