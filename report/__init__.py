"""Tables and figures from the logs that runs left: ``python -m report.NAME``."""
