"""From trained models to pictures: ``python -m predict.NAME``."""

from cli import interrupts

interrupts.end_quietly_while_importing()
