"""The refusals a caller can act on. Anything else that is raised is a bug.

* RakorError
    * Unreadable     400
    * NotSignedIn    401
    * Forbidden      403
    * NotFound       404
    * Conflict       409
    * Moved          412
    * TooLarge       413
    * Unsupported    415
    * Invalid        422
    * TooMany        429
"""

from typing import ClassVar, TypedDict


class FieldError(TypedDict):
    """One field that needs another look, and what to do about it."""

    field: str
    message: str


class RakorError(Exception):
    """A refusal with a stable code, shown to people as HTML and to programs as RFC 9457.

    `detail` is a sentence in the reader's language; `extra` are further members of the answer.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    title: ClassVar[str] = "Permintaan ini ditolak"

    def __init__(self, detail: str = "", **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class Unreadable(RakorError):
    status = 400
    code = "unreadable"
    title = "Permintaan tidak dapat dibaca"


class NotSignedIn(RakorError):
    status = 401
    code = "not-signed-in"
    title = "Silakan masuk dahulu"


class Forbidden(RakorError):
    status = 403
    code = "forbidden"
    title = "Anda tidak berwenang melakukan ini"


class NotFound(RakorError):
    status = 404
    code = "not-found"
    title = "Halaman atau data ini tidak ada"


class Conflict(RakorError):
    status = 409
    code = "conflict"
    title = "Keadaan sudah berubah"


class Moved(RakorError):
    """Somebody replaced the object since it was read (RFC 9110 section 13.1.1)."""

    status = 412
    code = "moved"
    title = "Data ini sudah diubah orang lain"


class TooLarge(RakorError):
    status = 413
    code = "too-large"
    title = "Isi yang dikirim terlalu besar"


class Unsupported(RakorError):
    status = 415
    code = "unsupported"
    title = "Jenis isi ini tidak dapat diterima"


class Invalid(RakorError):
    """Answers that make no sense; `errors` names each field."""

    status = 422
    code = "invalid"
    title = "Ada isian yang perlu diperiksa"

    def __init__(
        self, detail: str = "", *, errors: list[FieldError] | None = None, **extra: object
    ) -> None:
        super().__init__(detail, **extra)
        self.errors = errors or []

    @classmethod
    def field(cls, name: str, message: str) -> "Invalid":
        """A refusal of one field."""
        return cls(message, errors=[{"field": name, "message": message}])


class TooMany(RakorError):
    status = 429
    code = "too-many"
    title = "Terlalu banyak percobaan"

    def __init__(self, detail: str = "", *, retry_after: int = 60, **extra: object) -> None:
        super().__init__(detail, **extra)
        self.retry_after = retry_after
