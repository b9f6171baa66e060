"""Running migrations without rendering every table before every step, which takes many seconds.

Tortoise copies the whole state before each operation in case it wants to look back, and shapes the
queries of all tables anew after each; hardly any operation looks, and few tables change.
"""

from typing import Any
from weakref import WeakSet

from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

Models = dict[tuple[str, str], ModelState]


class PatientApps(StateApps):
    """Tables that are shaped once each."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._shaped: WeakSet[type[Model]] = WeakSet()

    def _build_initial_querysets(self) -> None:
        whole = self.apps
        fresh = {
            label: {n: m for n, m in app.items() if m not in self._shaped}
            for label, app in whole.items()
        }
        self.apps = fresh
        try:
            super()._build_initial_querysets()
        finally:
            self.apps = whole
        for app in fresh.values():
            self._shaped.update(model for model in app.values() if model._meta._inited)


class PatientState(State):
    """A state whose copy is rendered only when somebody looks at its tables."""

    def clone(self) -> State:
        return _Copy({key: model.clone() for key, model in self.models.items()}, self.apps)


class _Copy(PatientState):
    def __init__(self, models: Models, apps: StateApps) -> None:
        self.models = models
        self._from = apps
        self._rendered: StateApps | None = None

    @property
    def apps(self) -> StateApps:  # type: ignore[override]
        if self._rendered is None:
            self._rendered = self._from.clone(model_states=self.models)
        return self._rendered


class PatientExecutor(MigrationExecutor):
    """Applies what is new, in the order of the history."""

    async def _project_state(
        self, applied: set[MigrationKey], *, upto: MigrationKey | None = None
    ) -> State:
        state = await super()._project_state(applied, upto=upto)
        patient = PatientApps(default_connections=state.apps._default_connections)
        patient.apps = state.apps.apps
        return PatientState(models=state.models, apps=patient)
