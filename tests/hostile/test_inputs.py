"""No file brings a run down, takes memory without bound or keeps the other files from being checked.

Each kind of file (rows) is met by each kind of damage (columns); the good draft beside it has its report every time.
"""

from __future__ import annotations

import io
import os
import pickle
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from wordfiles import document, pack, pack_parts, paragraph

from verifier.cli import main
from verifier.engine import Engine
from verifier.errors import Fault, InputError, RuleError
from verifier.model import Document, Report
from verifier.reading import docx
from verifier.ruleset.weight import HEAVIEST, weight

GOOD = "It rained on Monday, officials said.\n"
BOMB = "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9) if at else 'x'}]\n" for at in range(9))
ODD = {  # what no reader of YAML should carry out
    "aliases": BOMB,
    "one anchor": "title: &a words\nauthor: *a\n",
    "a tag": "title: !!python/object/apply:os.system [ls]\n",
    "deep brackets": "title: " + "[" * 20_000 + "]" * 20_000 + "\n",
    "deep indents": "".join(f"{' ' * at}k:\n" for at in range(1_000)),
}
STRANGE = {
    "very many values": "title: [" + "x, " * 150_000 + "]\n",
    "a long number": f"title: {'9' * 5_000}\n",
    "a bad date": "date: 2024-99-99\n",
    "a bad time": "date: 2024-01-01T99:99:99Z\n",
    "control characters": "title: a\x01b\x1b[31m\n",
    "no key": ": x\n",
    "a list": "- a\n- b\n",
    "a word": "word\n",
    "a key that is a list": "? [a, b]\n: x\n",
    "a key twice": "title: a\ntitle: b\n",
    "nothing": "\n",
    "a surrogate": 'title: "\\ud800"\n',
    "infinity": "title: .inf\nauthor: .nan\n",
}
TOML = {
    "a long number": f"a = {'9' * 5_000}",
    "deep brackets": f"a = {'[' * 50_000}{']' * 50_000}",
    "deep tables": f"[{'a.' * 50_000}a]",
    "dotted keys": "\n".join(f"{'a.' * 400}k{at} = 1" for at in range(300)),
    "a bad date": "date = 2024-99-99",
    "a bad time": "date = 2024-01-01T99:99:99Z",
    "control characters": "title = 'a\x01'",
    "infinity": "title = inf\ndate = nan",
    "a key twice": "a = 1\na = 2",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    Path("d/good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *arguments: str, statuses: tuple[int, ...] = (0, 2)) -> str:
    """What is said of a run over ``d`` in which the good draft is checked, and nothing is a traceback."""
    capsys.readouterr()
    status = main(["d", "-q", "--out", "out", *arguments])
    said = capsys.readouterr().err
    assert status in statuses, said
    assert bool(said) >= (status == 2)
    assert "fault of verify" not in said
    assert "Traceback" not in said
    assert max(map(len, said.splitlines()), default=0) < 400
    assert Path("out/good.md").exists(), said
    return said


# --- YAML and TOML -----------------------------------------------------------------------------


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
def test_front_matter_that_is_odd_is_refused_in_one_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/odd.md").write_text(f"---\n{words}---\n{GOOD}", encoding="utf-8")
    said = checked(capsys, statuses=(0, 2) if "[[" in words else (2,))  # the parser itself ends at some depth
    assert said.startswith("verify: d/odd.md:") or not said
    assert len(said.splitlines()) <= 1


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
def test_strange_front_matter_is_words_or_left_out(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/odd.md").write_text(f"---\n{words}---\n{GOOD}", encoding="utf-8")
    checked(capsys, statuses=(0,))
    assert "It rained on Monday" in Path("out/odd.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", TOML.values(), ids=TOML)
def test_toml_front_matter(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/odd.md").write_text(f"+++\n{words}\n+++\n{GOOD}", encoding="utf-8")
    checked(capsys)


@pytest.mark.parametrize("words", [*ODD.values(), *STRANGE.values()], ids=[*ODD, *STRANGE])
@pytest.mark.parametrize("name", ["d/deep/verify.yml", "d/deep/odd.txt.verify.yml"])
def test_a_house_file_or_memory_that_is_odd(name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/deep").mkdir()
    Path("d/deep/odd.txt").write_text(GOOD, encoding="utf-8")
    Path(name).write_bytes(words.encode("utf-8", "surrogatepass"))
    checked(capsys)


@pytest.mark.parametrize("words", [*ODD.values(), *STRANGE.values()], ids=[*ODD, *STRANGE])
def test_a_registry_that_is_odd(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/deep").mkdir()
    Path("d/deep/odd.txt").write_text(GOOD, encoding="utf-8")
    Path("d/deep/verify.yml").write_text("registry: sources.yml\n", encoding="utf-8")
    Path("d/deep/sources.yml").write_text(f"- name: x\n  {words.rstrip()}\n", encoding="utf-8")
    checked(capsys)


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "1e9", "-1", "0x10", "１２", "²", "", "[1]", "1.5", "true", "2024-99-99"]
)
def test_a_number_of_the_house_file_that_is_none(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/deep").mkdir()
    Path("d/deep/odd.txt").write_text(GOOD, encoding="utf-8")
    Path("d/deep/verify.yml").write_text(f"max_unsourced: {value}\nbase:\n  document: {value}\n", encoding="utf-8")
    checked(capsys, statuses=(2,))


# --- files that are no files -------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.parametrize("name", ["odd.txt", "odd.md", "odd.html", "odd.docx"])
def test_a_device_is_not_read(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (Path("d") / name).symlink_to("/dev/zero")
    Path("d/kept.txt").write_text(GOOD, encoding="utf-8")
    Path("d/kept.txt.verify.yml").symlink_to("/dev/zero")
    checked(capsys, statuses=(2,))
    assert main(["/dev/zero"]) == 2
    assert main([f"d/{name}"]) == 2


def test_a_pipe_in_a_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("d/odd.txt")
    assert "odd.txt" in checked(capsys)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/closed").mkdir(mode=0)
    said = checked(capsys, statuses=(2,))
    Path("d/closed").chmod(0o700)
    assert "d/closed: the folder cannot be read" in said


def test_a_folder_that_is_a_link_is_followed_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other/deep").mkdir(parents=True)
    Path("other/deep/more.txt").write_text(GOOD, encoding="utf-8")
    for name, target in {"a": "other", "b": "other", "c": "d", "other/up": ".", "d/self": "d"}.items():
        (Path(name) if "/" in name else Path("d") / name).symlink_to(Path(target).resolve())
    checked(capsys, statuses=(0,))
    assert sorted(path.name for path in Path("out").iterdir()) == ["good.md", "index.md", "more.md"]


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.odt", "a.rtf", "a.pages", "a.xyz", "README", "a.txt~"])
def test_a_file_of_another_kind_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (Path("d") / name).write_bytes(b"%PDF")
    assert f"d/{name}" in checked(capsys, statuses=(0,))


def test_what_this_program_keeps_beside_drafts_is_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ["verify.yml", "good.txt.verify.yml", "signoff.jsonl", ".hidden", "reports.csv", "good.json"]:
        (Path("d") / name).write_text("", encoding="utf-8")
    assert checked(capsys, statuses=(0,)) == ""


# --- zips --------------------------------------------------------------------------------------


def _zip(method: int, members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


RULE = b"list: house-word\nentries: |\n  gazetteer\n"
WORD = {"word/document.xml": document(paragraph(GOOD)).encode()}
METHODS = [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2]
WHOLE = _zip(zipfile.ZIP_DEFLATED, {"a.yml": RULE * 40, "b.yml": b"x: " + os.urandom(3_000).hex().encode()})
TORN = [WHOLE[:at] for at in range(0, len(WHOLE), 97)]
FLIPPED = [WHOLE[:at] + bytes([WHOLE[at] ^ 255]) + WHOLE[at + 1 :] for at in range(0, len(WHOLE), 61)]


@pytest.mark.parametrize("method", METHODS)
def test_parts_packed_in_another_way(method: int, capsys: pytest.CaptureFixture[str]) -> None:
    Path("d/odd.docx").write_bytes(_zip(method, WORD))
    Path("odd.zip").write_bytes(_zip(method, {"a.yml": RULE}))
    assert "Word never uses" in checked(capsys, statuses=(2,))
    assert main(["d", "--rules", "odd.zip", "-q"]) == 2


@pytest.mark.parametrize("torn", [TORN, FLIPPED], ids=["cut short", "one byte wrong"])
def test_zips_of_rules_that_are_damaged(torn: list[bytes], capsys: pytest.CaptureFixture[str]) -> None:
    for data in torn:
        Path("odd.zip").write_bytes(data)
        assert main(["rules", "list", "--rules", "odd.zip"]) in (0, 2)
        assert "fault of verify" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "members",
    [{f"{at}.yml": b"" for at in range(6_000)}, {f"{at}.yml": b"#" * 1_000_000 for at in range(60)}],
    ids=["very many", "very large together"],
)
def test_zips_of_rules_that_are_too_much(members: dict[str, bytes], capsys: pytest.CaptureFixture[str]) -> None:
    Path("odd.zip").write_bytes(_zip(zipfile.ZIP_DEFLATED, members))
    assert main(["d", "--rules", "odd.zip", "-q"]) == 2
    assert "odd.zip" in capsys.readouterr().err


# --- Word files that are wrong in one part -----------------------------------------------------


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


WORD_PARTS = _parts(pack(paragraph(GOOD), parts={"word/header1.xml": "<x/>", "media/a.png": "x" * 99}))


@pytest.mark.parametrize("name", WORD_PARTS)
def test_one_damaged_part_stops_no_other_draft(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(_zip(zipfile.ZIP_STORED, WORD_PARTS))
    at = data.index(WORD_PARTS[name])
    data[at + len(WORD_PARTS[name]) // 2] ^= 0xFF
    Path("d/odd.docx").write_bytes(data)
    checked(capsys, "-f", "docx", "-f", "md", statuses=(2,))
    assert Path("out/good.docx").exists()


VALUES = ["", "-1", "9", "10", "01", "x", "²", "9" * 5_000, "1.5", "\u0661"]


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:pPr><w:outlineLvl w:val="{v}"/></w:pPr><w:r><w:t>It rained, officials said.</w:t></w:r></w:p>',
        (
            '<w:p><w:pPr><w:pStyle w:val="{v}"/><w:numPr><w:ilvl w:val="{v}"/><w:numId w:val="{v}"/></w:numPr></w:pPr>'
            "<w:r><w:t>It rained, officials said.</w:t></w:r></w:p>"
        ),
        (
            '<w:p><w:r><w:rPr><w:vanish w:val="{v}"/></w:rPr><w:t>x</w:t></w:r><w:commentRangeStart w:id="{v}"/><w:r>'
            '<w:footnoteReference w:id="{v}"/><w:t>It rained, officials said.</w:t></w:r></w:p>'
        ),
    ],
)
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_values_of_word_that_are_none(body: str, value: str) -> None:
    assert "It rained" in docx.read(pack(body.format(v=value)), "d.docx").text


def test_parts_of_word_that_are_missing_or_twice() -> None:
    for name in WORD_PARTS:
        kept = {other: data.decode() for other, data in WORD_PARTS.items() if other != name}
        with suppress(InputError):
            docx.read(pack_parts(kept), "d.docx")


# --- rules, and what nobody thought of ---------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    ["(?:(?:a{1000}){1000}){3}", "((a{1,100}){1,100}){1,100}", "x{99999999}", "(((((ab){9}){9}){9}){9}){9}",
     "(?:a|b{3000}){30}", "[ab]{400}(?:c{300}){300}"],
)  # fmt: skip
def test_a_pattern_that_would_grow_without_bound_is_a_fault(pattern: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert weight(pattern) > HEAVIEST
    Path("house.yml").write_text(
        f"rule: odd\ntitle: Odd\nkind: finding\nregex: |\n  {pattern}\nmessage: |\n  Why?\n", encoding="utf-8"
    )
    assert main(["d", "--rules", "house.yml", "-q"]) == 2
    assert "house.yml:5:3: repeats inside repeats" in capsys.readouterr().err


def test_what_nobody_thought_of_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("d/odd.txt").write_text("Odd, officials said.\n", encoding="utf-8")
    whole = Engine._read

    def fail(engine: Engine, document: Document) -> Report:
        if "Odd" in document.text:
            raise KeyError("a\nb")
        return whole(engine, document)

    monkeypatch.setattr(Engine, "_read", fail)
    for more in ([], ["-f", "jsonl"]):
        assert main(["d", "-q", "--out", "out", *more]) == 2
        said = capsys.readouterr().err.splitlines()
        assert [line for line in said if "d/odd.txt: a fault of verify" in line and "report it" in line]
    assert Path("out/good.md").exists()
    assert len(Path("out/reports.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    monkeypatch.setattr("verifier.commands.drafts.find", fail)
    assert main(["d"]) == 2
    assert capsys.readouterr().err.startswith("verify: a fault of verify, not of yours: ")


def test_faults_of_rules_come_whole_from_another_process() -> None:
    error = RuleError([Fault("a.yml", 1, 2, "is odd."), Fault("b.yml", 3, 0, "too.")])
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
