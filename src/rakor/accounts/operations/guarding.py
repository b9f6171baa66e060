"""An address is a way in: whoever may change it could sign in as somebody else."""

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from rakor.accounts import rules
from rakor.accounts.models import Account
from rakor.directory import operations as directory
from rakor.directory.models import Person
from rakor.directory.operations import Guarded
from rakor.directory.rules import Reader


@directory.guard
async def accounts_kept_by_others(people: QuerySet[Person], by: Reader) -> Guarded:
    """Those who have an account, open or closed, that somebody does not keep."""
    among = Account.filter(person_id__in=Subquery(people.values("id")))
    return {
        account.person_id: account.person.agency_id
        for account in await among.select_related("person__agency")
        if not rules.keeps_way_in(
            by, account.person.agency if account.person.agency_id else None, account.role
        )
    }
