"""From trained models to pictures: ``python -m predict.NAME``."""
