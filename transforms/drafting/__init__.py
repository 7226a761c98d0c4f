"""A description proposed for an export that nobody knows: from its header's words and its values."""
