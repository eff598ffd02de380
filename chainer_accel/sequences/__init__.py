"""Loops over what comes one after the other: an LSTM's steps, the words of a text."""
