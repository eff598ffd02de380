"""The posts' networks, one a file, as their posts wrote them."""
