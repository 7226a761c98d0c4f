"""The HTML report, from a snapshot alone."""

from warehouse.report.page import render_report

__all__ = ["render_report"]
