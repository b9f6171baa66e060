"""Which video services can make links here."""

from rakor.meetings.rules import SERVICES, MadeBy
from rakor.settings import settings


def makers() -> frozenset[MadeBy]:
    """The services that the operator has set up."""
    ready = {MadeBy.JITSI: settings().has_jitsi, MadeBy.ZOOM: settings().has_zoom}
    return frozenset(each for each in SERVICES if ready[each])
