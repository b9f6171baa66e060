"""Making room in a column of text, which costs nothing and loses nothing on either database."""

from tortoise.migrations.operations import AlterField
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

from rakor.database.connection import is_postgres


class WidenField(AlterField):
    """A longer `max_length` or one more word of an enum; SQLite keeps neither, nothing is done."""

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        if is_postgres():
            await super().database_forward(app_label, old_state, new_state, state_editor)
