"""What people do to the directory. Each act is one transaction and one entry in its journal."""

from rakor.directory.operations.agencies import (
    add_agency,
    change_agency,
    forget_name,
)
from rakor.directory.operations.appointments import (
    appoint,
    correct_appointment,
    end_appointment,
    remove_appointment,
)
from rakor.directory.operations.ground import DIRECTORY
from rakor.directory.operations.groups import (
    change_group,
    remove_group,
    save_group,
)
from rakor.directory.operations.guarding import Guarded, guard
from rakor.directory.operations.holidays import (
    add_holiday,
    change_holiday,
    remove_holiday,
)
from rakor.directory.operations.importing import (
    confirm_import,
    discard_import,
    forget_imports,
    import_file,
    start_import,
    work_imports,
)
from rakor.directory.operations.merging import (
    merge_agencies,
)
from rakor.directory.operations.offices import (
    add_office,
    change_office,
)
from rakor.directory.operations.people import (
    add_address,
    add_person,
    change_own,
    change_person,
    find_or_add_person,
    prefer_address,
    remove_address,
)
from rakor.directory.operations.ranks import (
    add_kind,
    add_rank,
    change_kind,
    change_rank,
    move_rank,
    remove_kind,
    remove_rank,
)
from rakor.directory.operations.regions import (
    add_region,
    change_region,
    load_reference,
)

__all__ = [
    "DIRECTORY",
    "Guarded",
    "add_address",
    "add_agency",
    "add_holiday",
    "add_kind",
    "add_office",
    "add_person",
    "add_rank",
    "add_region",
    "appoint",
    "change_agency",
    "change_group",
    "change_holiday",
    "change_kind",
    "change_office",
    "change_own",
    "change_person",
    "change_rank",
    "change_region",
    "confirm_import",
    "correct_appointment",
    "discard_import",
    "end_appointment",
    "find_or_add_person",
    "forget_imports",
    "forget_name",
    "guard",
    "import_file",
    "load_reference",
    "merge_agencies",
    "move_rank",
    "prefer_address",
    "remove_address",
    "remove_appointment",
    "remove_group",
    "remove_holiday",
    "remove_kind",
    "remove_rank",
    "save_group",
    "start_import",
    "work_imports",
]
