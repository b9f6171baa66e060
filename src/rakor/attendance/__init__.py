"""Who came, by room or by link: a ledger of scans, and heads counted from it."""
