"""Networks, how they are trained and compared, and the record of what they did."""
