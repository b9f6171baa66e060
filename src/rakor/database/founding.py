"""Creating many tables at once, which Tortoise's own operations do one by one and very slowly."""

from collections.abc import Sequence

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
