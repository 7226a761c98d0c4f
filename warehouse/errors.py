"""What can go wrong in a way that a user can mend: a sentence each, no traceback."""


class VocError(Exception):
    """A failure with a message that says what happened, where, and what to do next."""


class UsageError(VocError):
    """Wrong usage or configuration."""


class LockedError(VocError):
    """Another run holds the project."""
