"""Pages and programs: reading a request, showing an answer, refusing clearly. Knows no feature."""
