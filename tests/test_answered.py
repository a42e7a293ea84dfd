"""A comment resolved or answered in Word is a dismissal when the copy comes back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from wordfiles import pack, paragraph

from verifier.cli import main
from verifier.reading.answers import answers

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
BODY = "Sources said the merger was dead. Sources said that Peter Wolanski embezzled the grant."


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(held: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in held.items():
            file.writestr(name, data)
    return out.getvalue()


def resolved(data: bytes, number: str, *, done: bool, reply: str = "") -> bytes:
    """The file as Word saves it once a person has resolved or answered one of our comments."""
    held = parts(data)
    comments = held["word/comments.xml"].decode()
    comment = re.search(rf'<w:comment [^>]*w:id="{number}".*?</w:comment>', comments, re.DOTALL).group()
    marked = (
        comment[: comment.rindex("<w:p>")]
        + f'<w:p xmlns:w14="{W14}" w14:paraId="0A">'
        + comment[comment.rindex("<w:p>") + 5 :]
    )
    comments = comments.replace(comment, marked)
    states = f'<w15:commentEx w15:paraId="0A" w15:done="{int(done)}"/>'
    if reply:
        said = f'<w:p xmlns:w14="{W14}" w14:paraId="0B"><w:r><w:t>{reply}</w:t></w:r></w:p>'
        comments = comments.replace(
            "</w:comments>", f'<w:comment w:id="99" w:author="Bo">{said}</w:comment></w:comments>'
        )
        states += '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>'
    held["word/comments.xml"] = comments.encode()
    held["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{W15}">{states}</w15:commentsEx>'.encode()
    path = "word/_rels/document.xml.rels"
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
    held[path] = held[path].decode().replace("</Relationships>", link).encode()
    return packed(held)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Word draft commented by us."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.docx").write_bytes(pack(paragraph("Talks at the bank go on") + paragraph(BODY)))
    assert main(["d.docx", "--format", "docx", "--out", "out", "-q"]) == 0
    (path,) = (tmp_path / "out").glob("*.docx")
    return path


def number_of(path: Path, rule: str) -> str:
    comments = parts(path.read_bytes())["word/comments.xml"].decode()
    found = [one for one in re.findall(r"<w:comment .*?</w:comment>", comments, re.DOTALL) if f"[{rule}]" in one]
    return re.search(r'w:id="(\d+)"', found[0]).group(1)


def report(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main([str(path), "--out", "again", "-q"]) == 0
    return Path("again/d.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("done", "reply", "reason"),
    [(True, "", "resolved in Word"), (False, "Bo rang both", "Bo rang both"), (True, "Seen", "Seen")],
)
def test_it_is_let_be_with_the_answer_for_a_reason(copy: Path, capsys, done: bool, reply: str, reason: str) -> None:
    rule = re.search(r"\[([\w-]+)\]", parts(copy.read_bytes())["word/comments.xml"].decode()).group(1)
    copy.write_bytes(resolved(copy.read_bytes(), number_of(copy, rule), done=done, reply=reply))
    made = report(copy, capsys)
    assert f"`{rule}`: {reason}" in made
    assert "Read back from comments in Word" in made


def test_an_open_comment_changes_nothing(copy: Path, capsys) -> None:
    copy.write_bytes(packed(parts(copy.read_bytes())))  # as Word saves it
    assert "Read back" not in report(copy, capsys)
    assert answers(copy.read_bytes(), "d") == ()


def test_it_stays_in_the_next_copy_and_is_not_asked_again(copy: Path, capsys) -> None:
    rule = re.search(r"\[([\w-]+)\]", parts(copy.read_bytes())["word/comments.xml"].decode()).group(1)
    copy.write_bytes(resolved(copy.read_bytes(), number_of(copy, rule), done=True))
    assert main([str(copy), "--format", "docx", "--out", "third", "-q"]) == 0
    (third,) = Path("third").glob("*.docx")
    assert len(answers(third.read_bytes(), "d")) == 1
    assert parts(third.read_bytes())["word/comments.xml"].decode().count(f"[{rule}]") == 1
