"""The language server, as an editor speaks with it."""

from __future__ import annotations

import ast
import asyncio
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")
pytest_lsp = pytest.importorskip("pytest_lsp")

from lsprotocol import types  # noqa: E402
from pytest_lsp import ClientServerConfig, LanguageClient  # noqa: E402

DRAFT = "😀 Sources said the mayor stole the money.\n\nThe bridge is closed, police said.\n"
BARE = types.Position(0, 25)


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[sys.executable, "-m", "verifier", "lsp"]))
async def client(lsp_client: LanguageClient):
    params = types.InitializeParams(capabilities=types.ClientCapabilities(), initialization_options=OPTIONS)
    await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


OPTIONS = {"ignore": ["superlative-uncited"], "exclude": ["*/notes/*"]}


def opened(client: LanguageClient, path: Path, text: str) -> str:
    uri = path.as_uri()
    item = types.TextDocumentItem(uri, "markdown", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return uri


async def shown(client: LanguageClient, uri: str) -> list[types.Diagnostic]:
    await asyncio.wait_for(client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 20)
    return list(client.diagnostics[uri])


def edit(client: LanguageClient, uri: str, version: int, text: str) -> None:
    whole = types.TextDocumentContentChangeWholeDocument(text)
    document = types.VersionedTextDocumentIdentifier(version, uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))


@pytest.mark.asyncio
async def test_findings_stand_beside_their_words_in_utf16_and_never_as_errors(
    client: LanguageClient, tmp_path: Path
) -> None:
    uri = opened(client, tmp_path / "a.md", DRAFT)
    found = await shown(client, uri)
    assert found
    assert all(one.severity in (types.DiagnosticSeverity.Information, types.DiagnosticSeverity.Hint) for one in found)
    first = next(one for one in found if one.range.start.line == 0)
    line = DRAFT.splitlines()[0].encode("utf-16-le")
    words = line[2 * first.range.start.character : 2 * first.range.end.character].decode("utf-16-le")
    assert words.endswith("stole the money")


@pytest.mark.asyncio
async def test_a_solved_finding_goes_and_the_others_stay(client: LanguageClient, tmp_path: Path) -> None:
    uri = opened(client, tmp_path / "a.md", DRAFT + "\nThe harbour master stole the boat.\n")
    before = await shown(client, uri)
    mended = "“The mayor stole the money,” Prosecutor Ana Roth said.\n\nThe bridge is closed, police said.\n\n"
    edit(client, uri, 2, mended + "The harbour master stole the boat.\n")
    after = await shown(client, uri)
    stays = [one for one in before if one.range.start.line == 4]
    assert stays
    assert [one.code for one in after if one.range.start.line == 4] == [one.code for one in stays]
    assert not [one for one in after if one.range.start.line == 0 and one.code == "bare-source"]


@pytest.mark.asyncio
async def test_hover_tells_why(client: LanguageClient, tmp_path: Path) -> None:
    uri = opened(client, tmp_path / "a.md", DRAFT)
    await shown(client, uri)
    told = await client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), BARE))
    assert told is not None
    assert "Low" in told.contents.value
    assert "never of truth" in told.contents.value


@pytest.mark.asyncio
async def test_regions_files_and_rules_that_are_off_stay_quiet(client: LanguageClient, tmp_path: Path) -> None:
    text = f"<!-- verify: off -->\n\n{DRAFT}\n<!-- verify: on -->\n\nThe harbour master stole the boat.\n"
    uri = opened(client, tmp_path / "a.md", text)
    assert {one.range.start.line for one in await shown(client, uri)} <= {8}


@pytest.mark.asyncio
async def test_a_dismissal_asks_why_and_is_kept(client: LanguageClient, tmp_path: Path) -> None:
    uri = opened(client, tmp_path / "a.md", DRAFT)
    found = [one for one in await shown(client, uri) if one.range.start.line == 0]
    asked = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), found[0].range, types.CodeActionContext(found[:1])
    )
    actions = await client.text_document_code_action_async(asked)
    commands = [ast.literal_eval(str(one.command)) for one in actions]  # lsprotocol reads an action as a command
    dismiss = next(one for one in commands if one["command"] == "verify.dismiss")

    @client.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def answer(params: types.ShowMessageRequestParams) -> types.MessageActionItem:
        return params.actions[0]

    run = types.ExecuteCommandParams(dismiss["command"], dismiss["arguments"])
    kept = await client.workspace_execute_command_async(run)
    assert Path(kept) == tmp_path / "a.md.verify.yml"
    assert "Common knowledge" in Path(kept).read_text("utf-8")
    edit(client, uri, 2, DRAFT + "\nMore was said.\n")
    assert await client.workspace_execute_command_async(run) is None
