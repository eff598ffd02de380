"""Tables and figures from the logs that runs left: ``python -m report.NAME``."""

from cli import interrupts

interrupts.end_quietly_while_importing()
