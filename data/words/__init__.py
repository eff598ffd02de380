"""Vocabulary, vectors, tests of vectors."""
