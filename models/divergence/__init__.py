"""Isolated or trend: what the opinions of one aspect, segment and window amount to."""
