"""Files on their way into the directory: one that waits for a person, one that was refused."""

from rakor.accounts.models import User
from rakor.directory import operations as directory

HEAD = "NIP;Nama;Gelar di belakang;Surel;Telepon;Kode instansi\r\n"
GOOD = (
    HEAD + "196804121994031901;Wirakarsa Adinegara;M.Si.;wira@bpsdm.example.go.id;0812 0000;LAN\r\n"
    "197107051998032902;Sari Kusumawardhani;S.H.;sari.k@lan.example.go.id;;LAN\r\n"
    ";Bagus Prakosa;;bagus@bkn.example.go.id;0813 1111;BKN\r\n"
)
WRONG = GOOD + (
    "196813121994031903;Tigor Simanjuntak;;bukan surel;;TIDAK-ADA\r\n"
    "1,96804E+17;Melati Puspitasari Wulandari Kusumaningrum;;;;LAN\r\n"
)


async def furnish_imports(admin: User) -> dict[str, str]:
    """The addresses of their reports."""
    places = {}
    for name, text in (("import_ready", GOOD), ("import_refused", WRONG)):
        job = await directory.start_import(text.encode(), f"{name}.csv", None, by=admin)
        await directory.work_imports()
        places[name] = str(job.id)
    return places
