"""A picture, a label, their colours and names: from a file to an array and back."""
