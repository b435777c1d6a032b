//! Answers of the library in the words of the protocol.

use std::collections::HashMap;

use ketch::diagnostic::{Diagnostic, Severity, Suggestion};
use ketch::editor::{Completion, CompletionKind, Completions, Hover, Symbol, SymbolKind};
use ketch::source::{FileId, Span, TextEdit};
use lsp_types::{
    BaseSymbolInformation, Code, CompletionItem, CompletionItemKind, CompletionList,
    DiagnosticRelatedInformation, DiagnosticSeverity, DocumentChange, DocumentSymbol,
    InsertTextFormat, Location, MarkupContent, MarkupKind, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentIdentifier, Uri, WorkspaceEdit, WorkspaceSymbol,
};

use super::documents::Snapshot;
use super::position::Encoding;

/// More than anybody reads; whoever goes on typing gets those that are left.
const MOST_COMPLETIONS: usize = 200;

/// What a client understands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Completions may say where the cursor goes.
    pub(super) snippets: bool,
    /// Edits may say which version of a document they are for.
    pub(super) document_changes: bool,
    /// Files can be watched for the server.
    pub(super) watches: bool,
}

impl Client {
    pub(super) fn range(self, snapshot: &Snapshot, span: Span) -> lsp_types::Range {
        snapshot.range(span, self.encoding)
    }

    pub(super) fn location(self, snapshot: &Snapshot, span: Span) -> Location {
        Location {
            uri: snapshot.uri(span.file).clone(),
            range: self.range(snapshot, span),
        }
    }

    pub(super) fn diagnostic(
        self,
        snapshot: &Snapshot,
        fault: &Diagnostic,
    ) -> lsp_types::Diagnostic {
        let mut message = fault.message.clone();
        for text in fault.labels[..1].iter().map(|label| &label.text) {
            if !text.is_empty() {
                message += &format!("\n{text}");
            }
        }
        let suggestions = fault.suggestions.iter().map(|suggestion| &suggestion.text);
        for help in fault.help.iter().chain(suggestions) {
            message += &format!("\nhelp: {help}");
        }
        let related: Vec<_> = fault.labels[1..]
            .iter()
            .map(|label| DiagnosticRelatedInformation {
                location: self.location(snapshot, label.span),
                message: match label.text.as_str() {
                    "" => "here".to_owned(),
                    text => text.to_owned(),
                },
            })
            .collect();
        lsp_types::Diagnostic {
            range: self.range(snapshot, fault.span()),
            severity: Some(match fault.severity {
                Severity::Error => DiagnosticSeverity::Error,
                Severity::Warning => DiagnosticSeverity::Warning,
            }),
            code: Some(Code::String(fault.code.to_owned())),
            source: Some("ketch".to_owned()),
            message: message.into(),
            related_information: Some(related).filter(|related| !related.is_empty()),
            ..Default::default()
        }
    }

    pub(super) fn completions(self, snapshot: &Snapshot, found: &Completions) -> CompletionList {
        let range = self.range(snapshot, found.span);
        let items = found.items.iter().take(MOST_COMPLETIONS).enumerate();
        CompletionList {
            is_incomplete: found.filtered || found.items.len() > MOST_COMPLETIONS,
            items: items
                .map(|(index, item)| self.completion(range, index, item))
                .collect(),
            ..Default::default()
        }
    }

    fn completion(
        self,
        range: lsp_types::Range,
        index: usize,
        item: &Completion,
    ) -> CompletionItem {
        let (text, format) = match item.cursor.filter(|_| self.snippets) {
            None => (item.insert.clone(), None),
            Some(cursor) => {
                let escaped = |text: &str| {
                    let text = text.replace('\\', "\\\\");
                    text.replace('$', "\\$").replace('}', "\\}")
                };
                let (before, after) = item.insert.split_at(cursor);
                let text = format!("{}$0{}", escaped(before), escaped(after));
                (text, Some(InsertTextFormat::Snippet))
            }
        };
        let edit = lsp_types::TextEdit {
            range,
            new_text: text,
        };
        CompletionItem {
            label: item.label.clone(),
            kind: Some(completion_kind(item.kind)),
            detail: Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
            documentation: Some(&item.docs)
                .filter(|docs| !docs.is_empty())
                .map(|docs| markdown(docs.clone()).into()),
            sort_text: Some(format!("{index:05}")),
            filter_text: Some(item.label.clone()),
            insert_text_format: format,
            text_edit: Some(edit.into()),
            ..Default::default()
        }
    }

    pub(super) fn hover(self, snapshot: &Snapshot, hover: Hover) -> lsp_types::Hover {
        lsp_types::Hover {
            contents: markdown(hover.text).into(),
            range: Some(self.range(snapshot, hover.span)),
        }
    }

    #[allow(deprecated, reason = "the type has a field that is")]
    pub(super) fn document_symbol(self, snapshot: &Snapshot, symbol: &Symbol) -> DocumentSymbol {
        let members = symbol.members.iter();
        DocumentSymbol {
            name: symbol.name.clone(),
            detail: Some(symbol.detail.clone()),
            kind: symbol_kind(symbol.kind),
            tags: None,
            deprecated: None,
            range: self.range(snapshot, symbol.span),
            selection_range: self.range(snapshot, symbol.name_span),
            children: Some(
                members
                    .map(|member| self.document_symbol(snapshot, member))
                    .collect(),
            ),
        }
    }

    pub(super) fn workspace_symbol(self, snapshot: &Snapshot, symbol: &Symbol) -> WorkspaceSymbol {
        WorkspaceSymbol {
            location: self.location(snapshot, symbol.name_span).into(),
            data: None,
            base_symbol_information: BaseSymbolInformation {
                name: symbol.name.clone(),
                kind: symbol_kind(symbol.kind),
                tags: None,
                container_name: Some(symbol.detail.clone()),
            },
        }
    }

    /// Edits of one or several files.
    pub(super) fn workspace_edit(self, snapshot: &Snapshot, edits: &[TextEdit]) -> WorkspaceEdit {
        let of_files = snapshot.files().filter_map(|file| {
            let edits: Vec<lsp_types::TextEdit> = edits
                .iter()
                .filter(|edit| edit.span.file == file)
                .map(|edit| lsp_types::TextEdit {
                    range: self.range(snapshot, edit.span),
                    new_text: edit.text.clone(),
                })
                .collect();
            (!edits.is_empty()).then_some((file, edits))
        });
        if !self.document_changes {
            let changes: HashMap<Uri, Vec<lsp_types::TextEdit>> = of_files
                .map(|(file, edits)| (snapshot.uri(file).clone(), edits))
                .collect();
            return WorkspaceEdit {
                changes: Some(changes),
                ..Default::default()
            };
        }
        let changes = of_files.map(|(file, edits)| {
            DocumentChange::TextDocumentEdit(TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier {
                    version: snapshot.version(file),
                    text_document_identifier: TextDocumentIdentifier {
                        uri: snapshot.uri(file).clone(),
                    },
                },
                edits: edits.into_iter().map(Into::into).collect(),
            })
        });
        WorkspaceEdit {
            document_changes: Some(changes.collect()),
            ..Default::default()
        }
    }
}

/// A suggestion as a title.
pub(super) fn title(suggestion: &Suggestion) -> String {
    match suggestion.edits.as_slice() {
        [edit] if suggestion.text.starts_with("did you mean") => {
            format!("Change to `{}`", edit.text)
        }
        _ => {
            let mut letters = suggestion.text.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
    }
}

/// The edit from a text to another: the lines between those that are the same.
pub(super) fn changed_lines(file: FileId, old: &str, new: &str) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(&str, &str)| a == b;
    let length = |lines: &mut dyn Iterator<Item = (&str, &str)>| {
        lines.map(|(line, _)| line.len()).sum::<usize>()
    };
    let lines = |text| str::split_inclusive(text, '\n');
    let prefix = length(&mut lines(old).zip(lines(new)).take_while(same));
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let ends = lines(old_rest).rev().zip(lines(new_rest).rev());
    let suffix = length(&mut ends.take_while(same));
    Some(TextEdit {
        span: Span {
            file,
            start: prefix as u32,
            end: (old.len() - suffix) as u32,
        },
        text: new_rest[..new_rest.len() - suffix].to_owned(),
    })
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent {
        kind: MarkupKind::Markdown,
        value,
    }
}

fn completion_kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Keyword => CompletionItemKind::Keyword,
        CompletionKind::ScalarType => CompletionItemKind::Struct,
        CompletionKind::Model => CompletionItemKind::Class,
        CompletionKind::Enum => CompletionItemKind::Enum,
        CompletionKind::Attribute | CompletionKind::Directive => CompletionItemKind::Keyword,
        CompletionKind::NativeType => CompletionItemKind::TypeParameter,
        CompletionKind::Argument | CompletionKind::Setting => CompletionItemKind::Property,
        CompletionKind::Field => CompletionItemKind::Field,
        CompletionKind::EnumValue => CompletionItemKind::EnumMember,
        CompletionKind::Function => CompletionItemKind::Function,
        CompletionKind::Value => CompletionItemKind::Value,
    }
}

fn symbol_kind(kind: SymbolKind) -> lsp_types::SymbolKind {
    match kind {
        SymbolKind::Model | SymbolKind::View => lsp_types::SymbolKind::Class,
        SymbolKind::CompositeType => lsp_types::SymbolKind::Struct,
        SymbolKind::Enum => lsp_types::SymbolKind::Enum,
        SymbolKind::Datasource | SymbolKind::Generator => lsp_types::SymbolKind::Module,
        SymbolKind::Field => lsp_types::SymbolKind::Field,
        SymbolKind::EnumValue => lsp_types::SymbolKind::EnumMember,
        SymbolKind::Setting => lsp_types::SymbolKind::Property,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_changed_are_replaced() {
        let texts = ["", "a\n", "a\nb\n", "a\nb\nb\n", "b\na\n", "a\nb", "é\nb\n"];
        for (old, new) in texts.iter().flat_map(|old| texts.map(|new| (*old, new))) {
            let Some(edit) = changed_lines(FileId(0), old, new) else {
                assert_eq!(old, new);
                continue;
            };
            let mut text = old.to_owned();
            text.replace_range(edit.span.range(), &edit.text);
            assert_eq!(text, new);
        }
        let edit = changed_lines(FileId(0), "a\nb\nc\n", "a\nB\nc\n").unwrap();
        assert_eq!((edit.span.range(), edit.text.as_str()), (2..4, "B\n"));
    }
}
