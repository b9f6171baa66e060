"""The doors of the days of a series; a meeting held once refuses behind them, not at them."""

from rakor.meetings.rules import Action

from .ground import Door, Doors

M = "/meetings/{meeting:uuid}"
AM = "/api/v1" + M
DAY = "/occurrences/{day}"
NEW_DAY = {"starts_at": "2030-03-28T09:00:00+07:00"}

SERIES: Doors = {
    f"GET {M}/occurrences": Door(Action.SEE),
    f"POST {M}/occurrences": Door(Action.PLAN, NEW_DAY),
    f"GET {M}{DAY}": Door(Action.PLAN),
    f"POST {M}{DAY}": Door(Action.PLAN, {"room": "Aula"}),
    f"GET {M}{DAY}/cancel": Door(Action.PLAN),
    f"POST {M}{DAY}/cancel": Door(Action.PLAN, {"reason": "Libur"}),
    f"GET {M}{DAY}/split": Door(Action.PLAN),
    f"POST {M}{DAY}/split": Door(Action.PLAN, {"title": "Lanjutan"}),
    f"POST {M}{DAY}/restore": Door(Action.PLAN, {}),
    f"GET {AM}/occurrences": Door(Action.SEE),
    f"POST {AM}/occurrences": Door(Action.PLAN, NEW_DAY),
    f"PATCH {AM}{DAY}": Door(Action.PLAN, {"room": "Aula"}),
    f"POST {AM}{DAY}/cancel": Door(Action.PLAN, {}),
    f"POST {AM}{DAY}/restore": Door(Action.PLAN, {}),
    f"POST {AM}/split": Door(Action.PLAN, {"from": "20300319T020000Z"}),
}
