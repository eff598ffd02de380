"""What has changed about optimizers."""
