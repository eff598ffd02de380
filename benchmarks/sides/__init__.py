"""The two sides of each work that ``make bench`` times: ours and the peer."""
