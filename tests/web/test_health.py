async def test_the_watchman_gets_an_answer(as_person):
    async with as_person(None) as client:
        answers = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]
    assert answers == [200, 200]


async def test_an_unknown_address_is_a_problem_in_the_readers_language(as_person):
    async with as_person(None) as client:
        answer = await client.get("/nowhere", headers={"accept-language": "id"})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "http://rakor.test/problems/not-found",
        "title": "Halaman atau data ini tidak ada",
        "status": 404,
        "detail": "Halaman atau data ini tidak ada",
        "instance": "/nowhere",
    }
