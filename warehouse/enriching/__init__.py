"""What the rows do not say by themselves: language, sentiment, whose they are, segments, opinions."""
