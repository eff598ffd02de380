"""How pictures of any size become a batch: cut, scaled and flipped at random, or made one size."""
