"""The HTML report, from a snapshot alone."""
