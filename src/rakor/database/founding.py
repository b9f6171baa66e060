"""Making or changing many tables at once, which Tortoise does one by one and very slowly."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from tortoise.migrations.operations import CreateModel, TortoiseOperation
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import ModelState, State


class CreateModels(TortoiseOperation):
    """The tables of a release in one step.

    Each CreateModel renders every related model anew; for all tables of the first release that
    takes longer than everything else at the first start. Here they are rendered once.
    """

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def describe(self) -> str:
        return f"Create {len(self.models)} tables"

    def state_forward(self, app_label: str, state: State) -> None:
        for create in self.models:
            key = (app_label, create.name)
            state.models[key] = ModelState.make_from_model(app_label, create.model)
        state._reload({(app_label, create.name) for create in self.models})

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if state_editor is None:
            return
        for create in self.models:
            model = new_state.apps.get_model(f"{app_label}.{create.name}")
            await state_editor.create_model(model)


class Together(TortoiseOperation):
    """Tables, columns and indexes of a release in one step; those that change are rendered once."""

    def __init__(self, changes: Sequence[TortoiseOperation]) -> None:
        self.changes = changes

    def describe(self) -> str:
        return "; ".join(change.describe() for change in self.changes)

    def state_forward(self, app_label: str, state: State) -> None:
        patient = _Patient(state)
        for change in self.changes:
            change.state_forward(app_label, cast(State, patient))
        state.reload_models(patient.touched)

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        for change in self.changes:
            await change.database_forward(app_label, old_state, new_state, state_editor)


class _Patient:
    """A state that remembers which models to render, and renders none meanwhile."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.touched: set[tuple[str, str]] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._state, name)

    def reload_model(self, app_label: str, model_name: str) -> None:
        self.touched.add((app_label, model_name))

    def reload_models(self, models: Iterable[tuple[str, str]]) -> None:
        self.touched.update(models)
