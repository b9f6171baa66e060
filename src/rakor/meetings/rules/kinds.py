"""What a meeting is: its kind, how people come, who may send a deputy, and how secret it is."""

from enum import StrEnum

from rakor.words import N_


class Kind(StrEnum):
    """Kinds of meetings that offices hold."""

    COORDINATION = "coordination"
    NATIONAL_COORDINATION = "national_coordination"
    TECHNICAL_COORDINATION = "technical_coordination"
    WORKING = "working"
    NATIONAL_WORKING = "national_working"
    LEADERSHIP = "leadership"
    LIMITED = "limited"
    EVALUATION = "evaluation"
    OUTREACH = "outreach"
    TECHNICAL_GUIDANCE = "technical_guidance"
    FGD = "fgd"
    SEMINAR = "seminar"
    TRAINING = "training"
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"
    PREPARATORY = "preparatory"
    FORUM = "forum"


KINDS = {
    Kind.COORDINATION: N_("Rapat koordinasi"),
    Kind.NATIONAL_COORDINATION: N_("Rapat koordinasi nasional"),
    Kind.TECHNICAL_COORDINATION: N_("Rapat koordinasi teknis"),
    Kind.WORKING: N_("Rapat kerja"),
    Kind.NATIONAL_WORKING: N_("Rapat kerja nasional"),
    Kind.LEADERSHIP: N_("Rapat pimpinan"),
    Kind.LIMITED: N_("Rapat terbatas"),
    Kind.EVALUATION: N_("Rapat evaluasi"),
    Kind.OUTREACH: N_("Sosialisasi"),
    Kind.TECHNICAL_GUIDANCE: N_("Bimbingan teknis"),
    Kind.FGD: N_("Diskusi terpumpun"),
    Kind.SEMINAR: N_("Seminar"),
    Kind.TRAINING: N_("Pelatihan"),
    Kind.CEREMONY: N_("Upacara"),
    Kind.EXHIBITION: N_("Pameran"),
    Kind.PREPARATORY: N_("Rapat persiapan"),
    Kind.FORUM: N_("Forum"),
}


class Mode(StrEnum):
    """Whether people come to a room, to a link, or to either."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


MODES = {Mode.IN_PERSON: N_("Luring"), Mode.ONLINE: N_("Daring"), Mode.HYBRID: N_("Hibrida")}


class Channel(StrEnum):
    """By which way somebody takes part: in the room, or through the link."""

    ROOM = "room"
    ONLINE = "online"


CHANNELS = {Channel.ROOM: N_("di ruang"), Channel.ONLINE: N_("daring")}


class MadeBy(StrEnum):
    """Who makes the link by which people join: whoever types it, or a video service."""

    MANUAL = "manual"
    JITSI = "jitsi"
    ZOOM = "zoom"


# What people call the services, the same in every language.
SERVICES = {MadeBy.JITSI: "Jitsi", MadeBy.ZOOM: "Zoom"}


class Delegation(StrEnum):
    """Whether an invited official may send somebody else."""

    ALLOWED = "allowed"
    ALLOWED_WITH_LETTER = "allowed_with_letter"
    SAME_RANK = "same_rank"
    NOT_ALLOWED = "not_allowed"


DELEGATIONS = {
    Delegation.ALLOWED: N_("Boleh"),
    Delegation.ALLOWED_WITH_LETTER: N_("Boleh, dengan surat tugas"),
    Delegation.SAME_RANK: N_("Boleh, kepada pejabat setingkat"),
    Delegation.NOT_ALLOWED: N_("Tidak dapat diwakilkan"),
}


class SecurityClass(StrEnum):
    """The four steps of access to a record."""

    PUBLIC = "public"
    LIMITED = "limited"
    CONFIDENTIAL = "confidential"
    TOP_SECRET = "top_secret"  # noqa: S105 - a class of records, not a password


SECURITY_CLASSES = {
    SecurityClass.PUBLIC: N_("Biasa"),
    SecurityClass.LIMITED: N_("Terbatas"),
    SecurityClass.CONFIDENTIAL: N_("Rahasia"),
    SecurityClass.TOP_SECRET: N_("Sangat rahasia"),
}


class Convener(StrEnum):
    """In whose name people are asked: the agency's, or its chair's, for whom others write."""

    AGENCY = "agency"
    CHAIR = "chair"


CONVENERS = {Convener.AGENCY: N_("Instansi penyelenggara"), Convener.CHAIR: N_("Pimpinan rapat")}


class Notify(StrEnum):
    """Whether those invited are told of a change now, or by a draft that somebody looks at."""

    NOW = "now"
    LATER = "later"
