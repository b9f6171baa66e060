"""The doors of the audit."""

from rakor.accounts.rules import Right

from .ground import Door, Doors

AUDIT: Doors = {
    "GET /audit": Door(Right.SEE_AUDIT),
    "GET /audit.csv": Door(Right.SEE_AUDIT),
    "GET /audit.xlsx": Door(Right.SEE_AUDIT),
    "GET /api/v1/audit": Door(Right.SEE_AUDIT),
}
