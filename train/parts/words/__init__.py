"""What word2vec trains with besides: windows, rate, the quick loops."""
