"""Turns values into documents: PDF, DOCX, XLSX, CSV, QR and rich text; it knows no feature."""
