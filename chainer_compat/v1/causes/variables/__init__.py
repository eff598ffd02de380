"""What has changed about variables and the graph behind them."""
