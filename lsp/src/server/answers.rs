//! The answers to an editor's questions: each is of a snapshot of one schema.

use std::sync::Arc;

use ketch::diagnostic::{self, Applicability};
use ketch::editor;
use ketch::format;
use ketch::source::{FileId, Span};
use lsp_server::ErrorCode;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CompletionParams, DefinitionParams,
    DocumentFormattingParams, DocumentSymbolParams, HoverParams, Location, PrepareRenameParams,
    ReferenceParams, RenameParams, TextDocumentPositionParams, Uri, WorkspaceSymbolParams,
};
use serde::Serialize;

use super::{Answer, Refusal, Server};
use crate::convert::{self, title};
use crate::documents::Snapshot;

/// More symbols than anybody reads.
const MOST_SYMBOLS: usize = 500;

impl Server {
    /// The schema around a document, and the document in it.
    fn look(&mut self, uri: &Uri) -> Result<(Arc<Snapshot>, FileId), Refusal> {
        let unknown = || {
            let text = format!("{uri} is not open");
            Refusal(ErrorCode::InvalidParams, text)
        };
        let id = self.documents.get(uri).ok_or_else(unknown)?.schema.clone();
        let schema = self.schemas.get_mut(&id).ok_or_else(unknown)?;
        let snapshot = schema.snapshot(&id, &self.documents);
        let file = snapshot.file(uri).ok_or_else(unknown)?;
        Ok((snapshot, file))
    }

    fn look_at(
        &mut self,
        at: &TextDocumentPositionParams,
    ) -> Result<(Arc<Snapshot>, FileId, u32), Refusal> {
        let (snapshot, file) = self.look(&at.text_document.uri)?;
        let offset = snapshot.offset(file, at.position, self.client.encoding);
        Ok((snapshot, file, offset))
    }

    pub(super) fn completion(&mut self, params: CompletionParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let found = editor::complete(&snapshot.parsed(), file, offset);
        write(self.client.completions(&snapshot, &found))
    }

    pub(super) fn hover(&mut self, params: HoverParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let found = editor::hover(&snapshot.parsed(), &snapshot.schema().0, file, offset);
        write(found.map(|hover| self.client.hover(&snapshot, hover)))
    }

    pub(super) fn definition(&mut self, params: DefinitionParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let found = editor::definition(&snapshot.parsed(), file, offset);
        let locations = found.iter().map(|span| self.location(&snapshot, *span));
        write(locations.collect::<Vec<_>>())
    }

    pub(super) fn references(&mut self, params: ReferenceParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let definition = params.context.include_declaration;
        let found = editor::references(&snapshot.parsed(), file, offset, definition);
        let locations = found.iter().map(|span| self.location(&snapshot, *span));
        write(locations.collect::<Vec<_>>())
    }

    fn location(&self, snapshot: &Snapshot, span: Span) -> Location {
        let Location { uri, range } = self.client.location(snapshot, span);
        Location {
            uri: self.name(&uri),
            range,
        }
    }

    pub(super) fn prepare_rename(&mut self, params: PrepareRenameParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let found = editor::symbol_at(&snapshot.parsed(), file, offset);
        write(found.map(|span| self.client.range(&snapshot, span)))
    }

    pub(super) fn rename(&mut self, params: RenameParams) -> Answer {
        let (snapshot, file, offset) = self.look_at(&params.text_document_position_params)?;
        let edits = editor::rename(&snapshot.parsed(), file, offset, &params.new_name)
            .map_err(|fault| Refusal(ErrorCode::RequestFailed, fault.to_string()))?;
        write(self.client.workspace_edit(&snapshot, &edits))
    }

    pub(super) fn document_symbols(&mut self, params: DocumentSymbolParams) -> Answer {
        let (snapshot, file) = self.look(&params.text_document.uri)?;
        let found = editor::document_symbols(&snapshot.parsed(), file);
        let symbols = found
            .iter()
            .map(|symbol| self.client.document_symbol(&snapshot, symbol));
        write(symbols.collect::<Vec<_>>())
    }

    pub(super) fn workspace_symbols(&mut self, params: WorkspaceSymbolParams) -> Answer {
        let mut symbols = Vec::new();
        for (id, schema) in &mut self.schemas {
            let snapshot = schema.snapshot(id, &self.documents);
            let most = MOST_SYMBOLS - symbols.len();
            let found = editor::workspace_symbols(&snapshot.parsed(), &params.query, most);
            let found = found.iter();
            symbols.extend(found.map(|symbol| self.client.workspace_symbol(&snapshot, symbol)));
        }
        write(symbols)
    }

    /// What is missing from relations is added as well, in this document.
    pub(super) fn formatting(&mut self, params: DocumentFormattingParams) -> Answer {
        let (snapshot, file) = self.look(&params.text_document.uri)?;
        let old = &snapshot.sources().file(file).text;
        let mut formatted = format::schema(snapshot.sources());
        let new = formatted.swap_remove(file.0 as usize);
        let edit = convert::changed_lines(file, old, &new);
        let edits = edit.iter().map(|edit| lsp_types::TextEdit {
            range: self.client.range(&snapshot, edit.span),
            new_text: edit.text.clone(),
        });
        write(edits.collect::<Vec<_>>())
    }

    pub(super) fn code_actions(&mut self, params: CodeActionParams) -> Answer {
        let (snapshot, file) = self.look(&params.text_document.uri)?;
        let offset = |at| snapshot.offset(file, at, self.client.encoding);
        let (start, end) = (offset(params.range.start), offset(params.range.end));
        let wanted = |kind: &CodeActionKind| {
            let only = params.context.only.as_ref();
            only.is_none_or(|only| only.contains(kind) || only.contains(&CodeActionKind::Empty))
        };
        let faults = snapshot.schema().1.clone().into_sorted();
        let mut actions = Vec::new();
        if wanted(&CodeActionKind::QuickFix) {
            let touched = faults.iter().filter(|fault| {
                let span = fault.span();
                span.file == file && span.start <= end && start <= span.end
            });
            for fault in touched {
                for suggestion in &fault.suggestions {
                    let certain = suggestion.applicability == Applicability::Certain;
                    actions.push(CodeAction {
                        title: title(suggestion),
                        kind: Some(CodeActionKind::QuickFix),
                        diagnostics: Some(vec![self.client.diagnostic(&snapshot, fault)]),
                        is_preferred: Some(certain && fault.suggestions.len() == 1),
                        edit: Some(self.client.workspace_edit(&snapshot, &suggestion.edits)),
                        ..CodeAction::default()
                    });
                }
            }
        }
        let fixes = diagnostic::fixes(&faults);
        // Only on request: it is about the whole schema, not about this place.
        let asked = params.context.only.is_some();
        if asked && wanted(&CodeActionKind::SourceFixAll) && !fixes.is_empty() {
            actions.push(CodeAction {
                title: "Make every certain edit".to_owned(),
                kind: Some(CodeActionKind::SourceFixAll),
                edit: Some(self.client.workspace_edit(&snapshot, &fixes)),
                ..CodeAction::default()
            });
        }
        write(actions)
    }
}

fn write(answer: impl Serialize) -> Answer {
    serde_json::to_value(answer)
        .map_err(|error| Refusal(ErrorCode::InternalError, error.to_string()))
}
