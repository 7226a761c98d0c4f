"""Which records are one person's: pairs judged, then put together without joining the different."""
