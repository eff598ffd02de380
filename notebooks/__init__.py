"""One notebook a post, executed: it calls the code of the other folders and defines nothing."""
