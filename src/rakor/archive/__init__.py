"""What is kept of a meeting for good: one package that another house can verify."""
