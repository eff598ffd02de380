"""What the posts report, what runs here gave, and the comparison of both."""
