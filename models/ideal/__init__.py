"""Who the ideal customer is, declared or learned, and how close each customer comes."""
