"""The pages of rooms and their twins for programs, through the doors."""

from rakor.accounts.rules import Role
from rakor.rooms import operations
from rakor.rooms.models import Booking, Building, Equipment, Room

from .conftest import HOUR, MORNING, facts

API = "/api/v1"
WHEN = {"starts_at": "2031-04-01T09:00", "ends_at": "2031-04-01T11:00"}


async def test_a_keeper_writes_the_register_down(as_person, keeper, bpsdm):
    async with as_person(keeper, page=True) as browser:
        assert (await browser.get("/rooms")).status_code == 200
        said = {"name": "Gedung F", "address": "Jalan Taman", "timezone": "Asia/Jakarta"}
        made = await browser.post("/rooms/buildings/new", data=said)
        house = await Building.get()
        assert made.headers["location"] == f"/rooms/buildings/{house.id}"
        assert (house.agency_id, house.timezone) == (bpsdm.id, "Asia/Jakarta")
        where = f"/rooms/buildings/{house.id}/rooms"
        room = {"name": "Cendrawasih", "seats": "90"}
        wrong = await browser.post(where, data={**room, "plans.theatre": "91"})
        assert wrong.status_code == 422
        plans = {"plans.theatre": "90", "plans.u_shape": ""}
        assert (await browser.get(where)).status_code == 200
        made = await browser.post(where, data={**room, **plans, "wheelchair": "true"})
        row = await Room.get()
        assert made.headers["location"] == f"/rooms/{row.id}"
        assert (row.plans, row.wheelchair, row.owner_id) == ({"theatre": 90}, True, bpsdm.id)
        twice = await browser.post(where, data=room)
        assert twice.status_code == 409
        changed = {"name": "Cendrawasih", "seats": "80", "revision": "1", "plans.theatre": "80"}
        assert (await browser.post(f"/rooms/{row.id}/edit", data=changed)).status_code == 303
        assert (await browser.post(f"/rooms/{row.id}/edit", data=changed)).status_code == 412
        rows = {"items.0.kind": "microphone", "items.0.count": "4", "items.1.kind": ""}
        done = await browser.post(f"/rooms/buildings/{house.id}/equipment", data=rows)
        assert done.status_code == 303
        assert [(each.kind, each.count) for each in await Equipment.all()] == [("microphone", 4)]
        text = (await browser.get(f"/rooms/buildings/{house.id}")).text
        assert "Cendrawasih" in text
        said = {"name": "Gedung G", "revision": "1"}
        assert (await browser.post(f"/rooms/buildings/{house.id}", data=said)).status_code == 303
        assert (await Building.get()).name == "Gedung G"
        for verb in ("close", "open"):
            assert (await browser.post(f"/rooms/{row.id}/{verb}")).status_code == 303


async def test_a_room_is_asked_for_approved_moved_and_freed(
    as_person, cendrawasih, melati, keeper, bagus, rina
):
    async with as_person(bagus, page=True) as browser:
        form = {**WHEN, "purpose": "Seleksi pejabat", "people": "20", "equipment.microphone": ""}
        sent = await browser.post(f"/rooms/{cendrawasih.id}", data=form)
        row = await Booking.get()
        here = sent.headers["location"]
        assert here == f"/rooms/bookings/{row.id}"
        assert (row.state, row.starts_at, row.people) == ("asked", MORNING, 20)
        assert "Seleksi pejabat" in (await browser.get(here)).text
    async with as_person(rina, page=True) as browser:
        week = (await browser.get(f"/rooms/{cendrawasih.id}?on=2031-04-03")).text
        assert "BKN" in week
        assert "Seleksi pejabat" not in week
        day = (await browser.get("/rooms/day?on=2031-04-01")).text
        assert day.count("09.00–11.00") == 1
        refused = await browser.post(f"/rooms/{cendrawasih.id}", data={**WHEN, "purpose": "Lain"})
        assert refused.status_code == 409
        assert "sudah dipakai Badan Kepegawaian Negara" in refused.text
        assert "Ruang ini bebas berikutnya" in refused.text
        assert 'value="Lain"' in refused.text
        assert (await browser.get(here)).status_code == 404
        free = await browser.get(
            "/rooms?free_from=2031-04-01T10:00&free_until=2031-04-01T12:00&seats=&q=&seating="
        )
        assert "Melati" in free.text
        assert "Cendrawasih" not in free.text
    async with as_person(keeper, page=True) as browser:
        assert "Seleksi pejabat" in (await browser.get("/rooms/requests")).text
        assert (await browser.post(f"{here}/approve")).status_code == 303
        again = await browser.post(f"{here}/approve")
        assert again.status_code == 409
        assert "tidak menunggu persetujuan" in again.text
    async with as_person(bagus, page=True) as browser:
        later = {"starts_at": "2031-04-02T09:00", "ends_at": "2031-04-02T10:00", "revision": "2"}
        moved = await browser.post(here, data={**later, "room": str(melati.id)})
        assert moved.status_code == 303
        row = await Booking.get()
        assert (row.room_id, row.state, row.starts_at) == (melati.id, "booked", MORNING + 24 * HOUR)
        assert (await browser.post(f"{here}/free")).status_code == 303
        assert (await browser.post(f"{here}/free")).status_code == 409


async def test_an_owner_refuses_with_a_reason(as_person, cendrawasih, keeper, bagus):
    row = await operations.book(cendrawasih.id, facts(hold=True), by=bagus)
    async with as_person(bagus, page=True) as browser:
        assert (await browser.post(f"/rooms/bookings/{row.id}/ask")).status_code == 303
    async with as_person(keeper, page=True) as browser:
        here = f"/rooms/bookings/{row.id}"
        assert (await browser.post(f"{here}/refuse", data={"reason": ""})).status_code == 422
        assert (await browser.post(f"{here}/refuse", data={"reason": "Dicat"})).status_code == 303
        assert "Dicat" in (await browser.get(here)).text


async def test_programs_do_the_same(as_person, keeper, bagus, bpsdm):
    async with as_person(keeper) as program:
        house = (await program.post(f"{API}/buildings", json={"name": "Gedung F"})).json()
        room = {"building": house["id"], "name": "Melati", "seats": 12, "plans": {"u_shape": 10}}
        made = await program.post(f"{API}/rooms", json=room)
        assert made.status_code == 201
        key = made.json()["id"]
        changed = await program.patch(
            f"{API}/rooms/{key}", json={"video": "Kamera"}, headers={"if-match": '"1"'}
        )
        assert (changed.json()["video"], changed.json()["revision"]) == ("Kamera", 2)
        rows = {
            "items": [{"kind": "laptop", "count": 3}, {"kind": "screen", "count": 1, "room": key}]
        }
        put = await program.put(f"{API}/buildings/{house['id']}/equipment", json=rows)
        assert [row["kind"] for row in put.json()["items"]] == ["screen", "laptop"]
        listed = await program.get(f"{API}/rooms?equipment=screen&video=true&seating=u_shape")
        assert [row["name"] for row in listed.json()["items"]] == ["Melati"]
        assert (await program.get(f"{API}/rooms?seats=11&seating=u_shape")).json()["items"] == []
    async with as_person(bagus) as program:
        wish = {
            "room": key,
            "starts_at": "2031-04-01T09:00:00+07:00",
            "ends_at": "2031-04-01T11:00:00+07:00",
            "purpose": "Rapat tim",
            "hold": True,
        }
        held = await program.post(f"{API}/bookings", json=wish, headers={"idempotency-key": "a"})
        again = await program.post(f"{API}/bookings", json=wish, headers={"idempotency-key": "a"})
        assert (held.status_code, again.json()["id"]) == (201, held.json()["id"])
        taken = await program.post(f"{API}/bookings", json=wish)
        assert taken.status_code == 409
        problem = taken.json()
        assert problem["collisions"][0]["purpose"] == "Rapat tim"
        assert problem["times"][0]["starts_at"] == "2031-04-01T04:00:00+00:00"
        one = f"{API}/bookings/{held.json()['id']}"
        assert (await program.post(f"{one}/ask")).json()["state"] == "booked"
        times = {"starts_at": wish["ends_at"], "ends_at": "2031-04-01T12:00:00+07:00"}
        assert (
            (await program.patch(one, json=times)).json()["starts_at"].startswith("2031-04-01T11")
        )
        assert (await program.post(f"{one}/free")).json()["state"] == "freed"
        now = await program.get(f"{API}/bookings?from=2031-04-01T00:00:00Z&room={key}")
        assert now.json()["items"] == []


async def test_participants_look_and_ask_for_nothing(as_person, melati, bagus, new_user, bkn):
    await operations.book(melati.id, facts(), by=bagus)
    peserta = await new_user("Seorang Peserta", bkn, Role.PARTICIPANT)
    async with as_person(peserta, page=True) as browser:
        text = (await browser.get(f"/rooms/{melati.id}?on=2031-04-01")).text
        assert "Pesan ruang ini" not in text
        assert "Rapat tim" not in text
        sent = await browser.post(f"/rooms/{melati.id}", data={**WHEN, "purpose": "Lain"})
        assert sent.status_code == 403
        assert (await browser.get("/rooms/requests")).status_code == 200
        assert (await browser.get("/rooms/buildings/new")).status_code == 403


async def test_days_that_no_calendar_reaches_are_refused(as_person, melati, bagus):
    async with as_person(bagus, page=True) as page:
        for day in ("0001-01-01", "9999-12-31"):
            for path in ("/rooms/day", f"/rooms/{melati.id}"):
                assert (await page.get(f"{path}?on={day}")).status_code == 422
