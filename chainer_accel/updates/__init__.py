"""The optimizers' updates: of one parameter (``rules``), of all of a model's (``optimizer``)."""
