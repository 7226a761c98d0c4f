"""The page."""

from warehouse.database import Connection


def render_report(snapshot: Connection, title: str) -> str:
    """One self-contained HTML page."""
    raise NotImplementedError
