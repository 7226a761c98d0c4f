"""The published snapshot and the files beside it: built apart, checked, then put in place at once."""
