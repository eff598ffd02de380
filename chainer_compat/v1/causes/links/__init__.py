"""What has changed about links and their parameters."""
