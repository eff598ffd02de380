"""What is done to each number or each pixel: activations, normalization, loss, sums, channels."""
