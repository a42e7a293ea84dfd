"""The service behind the page: who is refused, what is answered, what it survives."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

import verifier
from verifier.server.app import ANSWERS, app
from verifier.server.guard import LARGEST
from verifier.server.line import FullError, Line
from verifier.server.service import Service

TOKEN = "a" * 32
TEXT = "Sources said the mayor stole the money. The bridge is closed, police said."
WIRE = "“The bridge is closed,” Mayor Ana Roth said. The mayor took bribes, the prosecutor alleged."
BAD_RULE = "rule: house-x\ntitle: X\nkind: source\ntype: institution\nfid: |\n  harbour office\n"
RULE = BAD_RULE.replace("fid:", "find:") + "examples:\n  match: |\n    The <<harbour office>> said {{it was shut}}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(app(Service(folder), TOKEN), base_url="http://127.0.0.1:8471") as made:
        made.headers["Authorization"] = f"Bearer {TOKEN}"
        yield made


def ask(client: TestClient, path: str, **body: object) -> dict:
    answer = client.post(f"/api/{path}", json={"text": TEXT, "name": "draft.txt", **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


# --- who is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/app.js", "/report.css", "/openapi.json", "/api/about", "/api/none"])
def test_no_token_no_answer(client: TestClient, path: str) -> None:
    del client.headers["Authorization"]
    assert client.get(path).status_code == 401
    assert client.get(path, params={"token": "b" * 32}).status_code == 401
    assert client.get(f"/p/{'b' * 32}{path}").status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8471", "", "localhost.evil.example"])
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/about", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8471", "http://127.0.0.1:9"])
def test_a_foreign_origin_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/api/verify", json={"text": TEXT}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8471", "localhost:8471", "[::1]:8471"])
def test_this_machine_and_its_own_page_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/api/about", headers={"Host": host, "Origin": f"http://{host}"}).status_code == 200


def test_a_page_that_was_named_may_ask(folder: Path) -> None:
    made = app(Service(folder), TOKEN, origins=("https://cms.example",))
    with TestClient(made, base_url="http://127.0.0.1:8471") as client:
        before = client.options("/api/verify", headers={"Origin": "https://cms.example"})
        assert before.status_code == 204
        assert "Authorization" in before.headers["Access-Control-Allow-Headers"]
        named = {"Origin": "https://cms.example", "Authorization": f"Bearer {TOKEN}"}
        assert client.post("/api/verify", json={"text": TEXT}, headers=named).status_code == 200
        assert (
            client.post("/api/verify", json={"text": TEXT}, headers={"Origin": "https://cms.example"}).status_code
            == 401
        )


def test_a_body_too_large_is_refused_in_words(client: TestClient) -> None:
    answer = client.post("/api/verify", content=b"x" * (LARGEST + 1), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert "MB" in answer.json()["error"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(b"{", "application/json", id="no JSON"),
        pytest.param(b"[1]", "application/json", id="no object"),
        pytest.param(b"[" * 100_000, "application/json", id="deep"),
        pytest.param(b"{}", "application/json", id="no draft"),
        pytest.param(b'{"text": 3}', "application/json", id="no string"),
        pytest.param(b'{"file": "%%%"}', "application/json", id="no base64"),
        pytest.param(b'{"text": "  "}', "application/json", id="nothing to check"),
        pytest.param(b"\x00\x01\x02", "application/octet-stream", id="no text"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(client: TestClient, content: bytes, kind: str) -> None:
    answer = client.post("/api/verify", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_an_unknown_place_names_those_there_are(client: TestClient) -> None:
    answer = client.post("/api/chek", json={"text": TEXT})
    assert answer.status_code == 404
    assert "/api/verify" in answer.json()["error"]


# --- what is answered -----------------------------------------------------------------------------


def test_the_page_runs_only_what_is_its_own(client: TestClient) -> None:
    answer = client.get("/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert f"/p/{TOKEN}/app.js" in answer.text
    del client.headers["Authorization"]
    for name in ("app.js", "draw.js", "app.css", "report.css"):
        assert client.get(f"/p/{TOKEN}/{name}").status_code == 200


def test_a_check_is_what_the_library_says(client: TestClient) -> None:
    answer = ask(client, "verify")
    report = verifier.verify(TEXT)
    assert [claim["id"] for claim in answer["report"]["claims"]] == [claim.id for claim in report.claims]
    assert answer["text"] == TEXT
    assert answer["fault"] == ""
    assert answer["verdict"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> The bridge is closed, police said.", "أغلق الجسر. قال.", "😀 Shut, he said."]
)
def test_any_text_comes_back_as_it_was(client: TestClient, text: str) -> None:
    assert ask(client, "verify", text=text)["text"] == text


def test_a_file_is_read_as_its_name_ends(client: TestClient) -> None:
    page = "<p>The bridge is closed, police said.</p>"
    sent = ask(client, "verify", text=None, file=base64.b64encode(page.encode()).decode(), name="a.html")
    raw = client.post("/api/verify?name=a.html", content=page.encode(), headers={"Content-Type": "text/html"})
    assert sent == raw.json()
    assert "<p>" not in sent["text"]


def test_a_name_is_never_a_path(client: TestClient, folder: Path) -> None:
    answer = ask(client, "dismiss", name="../../etc/a.txt", claim="C01", reason="known")
    assert Path(answer["kept"]) == folder / "a.txt.verify.yml"


def test_a_dismissal_is_kept_where_the_command_line_keeps_it(client: TestClient, folder: Path) -> None:
    before = ask(client, "verify")["report"]
    asked = [one for one in before["findings"] if one["claim"] == before["claims"][0]["id"]]
    assert asked
    ask(client, "dismiss", claim=before["claims"][0]["id"], reason="Common knowledge.")
    assert (folder / "draft.txt.verify.yml").is_file()
    after = ask(client, "verify")["report"]
    told = {one["dismissed"] for one in after["findings"] if one["claim"] == before["claims"][0]["id"]}
    assert told == {"Common knowledge."}


def test_a_dismissal_without_a_reason_is_refused(client: TestClient) -> None:
    answer = client.post("/api/dismiss", json={"text": TEXT, "claim": "C01", "reason": " "})
    assert answer.status_code == 422


def test_reasons_drifts_changes_and_relations_are_answered(client: TestClient) -> None:
    assert set(ask(client, "explain", claim="C01")) == {"raises", "silent"}
    other = {"text": WIRE, "name": "wire.txt"}
    drifts = ask(client, "against", other=other)
    assert drifts["original"] == WIRE
    assert drifts["drifts"]
    assert {"state", "id", "words", "then", "now"} == set(ask(client, "diff", other=other)["changes"][0])
    assert "relations" in ask(client, "compare", other=other)


def test_a_rule_is_tried_as_it_is_typed(client: TestClient) -> None:
    faults = ask(client, "rules/try", rule=BAD_RULE)["faults"]
    assert any("fid" in fault and "find" in fault for fault in faults)
    found = ask(client, "rules/try", rule=RULE, text="The harbour office said the yard is shut.")
    assert found["faults"] == []
    assert [one["text"] for one in found["matches"]] == ["harbour office"]
    assert ask(client, "verify")["fault"] == ""


def test_every_format_can_be_downloaded(client: TestClient) -> None:
    formats = client.get("/api/about").json()["formats"]
    assert formats[0]["name"] == "docx"
    for one in formats:
        answer = client.post("/api/render", json={"text": TEXT, "name": "dräft.txt", "as": one["name"]})
        assert answer.status_code == 200, answer.text
        assert answer.content
        assert "filename*=UTF-8''dr%C3%A4ft" in answer.headers["Content-Disposition"]
    assert client.post("/api/render", json={"text": TEXT, "as": "pdf"}).status_code == 422


def test_the_description_names_every_place(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    assert set(described) == {"/api/about", *(f"/api/{name}" for name in ANSWERS)}


# --- what it survives -----------------------------------------------------------------------------


def test_a_rule_file_broken_meanwhile_leaves_the_old_rules(folder: Path) -> None:
    rules = folder / "house"
    rules.mkdir()
    (rules / "a.yml").write_text(RULE, encoding="utf-8")
    draft = {"text": "The harbour office said the yard is shut.", "name": "draft.txt"}
    with TestClient(app(Service(folder, (rules,)), TOKEN), base_url="http://127.0.0.1:1") as client:
        client.headers["Authorization"] = f"Bearer {TOKEN}"
        before = ask(client, "verify", **draft)
        (rules / "a.yml").write_text(BAD_RULE + "# broken\n", encoding="utf-8")
        broken = ask(client, "verify", **draft)
        assert "a.yml" in broken["fault"]
        assert broken["report"]["claims"] == before["report"]["claims"]
        (rules / "a.yml").write_text(RULE + "# whole again\n", encoding="utf-8")
        assert ask(client, "verify", **draft)["fault"] == ""


def test_fifty_at_once_are_all_answered(client: TestClient) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: client.post("/api/verify", json={"text": TEXT}).status_code, range(50)))
    assert answers == [200] * 50


def test_a_full_queue_says_so_at_once() -> None:
    free = threading.Event()

    async def fill() -> str:
        line = Line(longest=1)
        first = asyncio.create_task(line.run(free.wait))
        await asyncio.sleep(0)
        try:
            with pytest.raises(FullError):
                await line.run(lambda: None)
        finally:
            free.set()
        await first
        assert await line.run(lambda: "served again") == "served again"
        line.close()
        return "done"

    assert asyncio.run(fill()) == "done"
