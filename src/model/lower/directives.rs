//! Doc comments: the lines that are documentation, and the `@ketch.…` lines that are directives.

use super::super::{Check, EnumId, Format, ModelId, NativeType, OldName};
use super::{FieldId, FieldType, Lowering, arguments, attributes, natives};
use crate::diagnostic::{Diagnostics, code};
use crate::dialect::{Engine, Provider};
use crate::source::Span;
use crate::syntax::{
    self,
    ast::{Argument, Attribute, Doc, File},
};

/// What begins a directive.
const PREFIX: &str = "@ketch.";

/// Directives, and what each may stand above.
const DIRECTIVES: [&str; 6] = ["check", "dense", "hooks", "native", "renamedFrom", "sql"];

/// Whether a line of documentation is a directive.
fn is_directive(doc: &Doc) -> bool {
    let start = doc.text.trim_start().get(..PREFIX.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

/// The lines without directives.
pub(super) fn docs(docs: &[Doc]) -> Vec<String> {
    let lines = docs.iter().filter(|doc| !is_directive(doc));
    lines
        .map(|doc| {
            doc.text
                .strip_prefix(' ')
                .unwrap_or(doc.text)
                .trim_end()
                .to_owned()
        })
        .collect()
}

/// A directive: its name without the prefix, and its arguments.
struct Directive<'s> {
    name: &'s str,
    attribute: Attribute<'s>,
}

fn directives<'s>(l: &mut Lowering<'s>, docs: &[Doc<'s>]) -> Vec<Directive<'s>> {
    docs.iter()
        .filter(|doc| is_directive(doc))
        .filter_map(|doc| read(l, doc))
        .collect()
}

fn read<'s>(l: &mut Lowering<'s>, doc: &Doc<'s>) -> Option<Directive<'s>> {
    let lead = doc.span.end - doc.text.trim_start().len() as u32;
    let span = Span {
        start: lead,
        ..doc.span
    };
    let text = &l.sources.file(span.file).text;
    let mut faults = Diagnostics::default();
    let attribute = syntax::attribute(span, text, &mut faults);
    let sound = faults.is_empty();
    l.diagnostics.append(faults);
    let attribute = attribute.filter(|_| sound)?;
    let name = &attribute.name.text[PREFIX.len() - 1..];
    if !attribute.name.text.starts_with(&PREFIX[1..]) || !DIRECTIVES.contains(&name) {
        l.report(code::unknown_directive(
            attribute.name.span,
            attribute.name.text,
            &DIRECTIVES,
        ));
        return None;
    }
    Some(Directive { name, attribute })
}

/// A directive where it cannot act.
fn misplaced(l: &mut Lowering, directive: &Directive, on: &str) {
    let places: &[&str] = match directive.name {
        "check" => &["model", "field"],
        "dense" | "hooks" => &["model"],
        "native" => &["field"],
        "sql" => &["view"],
        _ => &["model", "field", "enum", "value of an enum"],
    };
    l.report(code::misplaced_directive(
        directive.attribute.span,
        directive.name,
        on,
        places,
    ));
}

/// The strings that a directive takes.
fn strings<'a, const N: usize>(
    l: &mut Lowering,
    directive: &'a Directive,
    what: &str,
) -> Option<[&'a str; N]> {
    let unnamed: Vec<_> = directive
        .attribute
        .arguments
        .iter()
        .filter(|argument| argument.name.is_none())
        .collect();
    if unnamed.len() != N || directive.attribute.arguments.len() != N {
        l.report(code::directive_arguments(
            directive.attribute.span,
            directive.name,
            what,
        ));
        return None;
    }
    let mut found = [""; N];
    for (slot, argument) in found.iter_mut().zip(unnamed) {
        let value = &argument.value;
        *slot = arguments::string(l, value)?;
        if slot.trim().is_empty() {
            l.report(code::directive_arguments(value.span, directive.name, what));
            return None;
        }
    }
    Some(found)
}

fn no_arguments(l: &mut Lowering, directive: &Directive) {
    if let Some(argument) = directive.attribute.arguments.first() {
        l.report(code::directive_arguments(
            argument.span,
            directive.name,
            "no arguments",
        ));
    }
}

fn renamed_from(l: &mut Lowering, directive: &Directive, given: &mut Option<OldName>) {
    let Some([old]) = strings(l, directive, "the old name as a string") else {
        return;
    };
    match given {
        Some(_) => l.report(code::repeated_directive(
            directive.attribute.span,
            directive.name,
        )),
        None => {
            let mut arguments = directive.attribute.arguments.iter();
            let span = arguments.next().map(|argument| argument.value.span);
            *given = Some(OldName {
                name: old.to_owned(),
                span: span.unwrap_or(directive.attribute.span),
            });
        }
    }
}

fn check(l: &mut Lowering, model: ModelId, directive: &Directive) {
    let Some([name, expression]) = strings(l, directive, "a name and an SQL expression as strings")
    else {
        return;
    };
    if let Some(max) = l.language().and_then(|language| language.max_name)
        && name.len() > max
    {
        return l.report(code::long_name(directive.attribute.span, name, max));
    }
    if let Some(other) = l
        .model
        .model(model)
        .checks
        .iter()
        .find(|check| check.name == name)
    {
        let fault = code::duplicate_check(directive.attribute.span, name, other.span);
        return l.report(fault);
    }
    let check = Check {
        name: name.to_owned(),
        expression: expression.to_owned(),
        span: directive.attribute.span,
    };
    l.model.models[model.0 as usize].checks.push(check);
}

/// Directives above a model or a view, and the format that the settings give it.
pub(super) fn model(l: &mut Lowering, id: ModelId) {
    let docs = &l.facts(id).block.docs;
    let is_view = l.model.model(id).view.is_some();
    l.model.models[id.0 as usize].format = l.model.settings.format;
    for directive in directives(l, docs) {
        let index = id.0 as usize;
        match directive.name {
            "dense" => {
                no_arguments(l, &directive);
                l.model.models[index].format = Format::Dense;
            }
            "hooks" if !is_view => {
                no_arguments(l, &directive);
                l.model.models[index].hooks = true;
            }
            "check" if !is_view => check(l, id, &directive),
            "renamedFrom" => {
                let mut given = l.model.models[index].renamed_from.take();
                renamed_from(l, &directive, &mut given);
                l.model.models[index].renamed_from = given;
            }
            "sql" if is_view => {
                let Some([sql]) = strings(l, &directive, "a SELECT statement as a string") else {
                    continue;
                };
                let sql = sql.to_owned();
                match l.model.models[index]
                    .view
                    .as_mut()
                    .map(|view| &mut view.sql)
                {
                    Some(slot @ None) => *slot = Some(sql),
                    _ => l.report(code::repeated_directive(
                        directive.attribute.span,
                        directive.name,
                    )),
                }
            }
            _ => misplaced(l, &directive, if is_view { "view" } else { "model" }),
        }
    }
}

/// Directives above a field.
pub(super) fn field(l: &mut Lowering, model: ModelId, id: FieldId) {
    let facts = l.field_facts(model, id);
    let (docs, ty) = (&facts.ast.docs, facts.ty);
    if !docs.iter().any(is_directive) {
        return;
    }
    for directive in directives(l, docs) {
        let is_relation = ty != FieldType::Scalar;
        match directive.name {
            _ if ty == FieldType::Unknown => {}
            "check" if l.model.model(model).view.is_none() => check(l, model, &directive),
            "renamedFrom" | "native" if is_relation => misplaced(l, &directive, "relation field"),
            "renamedFrom" => {
                let Some(column) = attributes::column_mut(l, model, id) else {
                    continue;
                };
                let mut given = column.renamed_from.take();
                renamed_from(l, &directive, &mut given);
                if let Some(column) = attributes::column_mut(l, model, id) {
                    column.renamed_from = given;
                }
            }
            "native" => native(l, model, id, &directive),
            _ => misplaced(l, &directive, "field"),
        }
    }
}

/// `@ketch.native(mysql: "VarChar(200)")`
fn native(l: &mut Lowering, model: ModelId, id: FieldId, directive: &Directive) {
    if directive.attribute.arguments.is_empty() {
        let what = "an engine and its type, as in `mysql: \"VarChar(200)\"`";
        l.report(code::directive_arguments(
            directive.attribute.span,
            directive.name,
            what,
        ));
    }
    for argument in &directive.attribute.arguments {
        let Some((engine, native)) = native_of(l, argument) else {
            continue;
        };
        let provider = match engine {
            Engine::Sqlite => Provider::Sqlite,
            Engine::Postgresql => Provider::Postgresql,
            Engine::Mysql => Provider::Mysql,
        };
        let own = l.provider().and_then(Provider::engine);
        if own == Some(engine) && l.provider() != Some(Provider::Cockroachdb) {
            l.report(code::native_of_own_engine(argument.span, engine.name()));
        } else if natives::check(l, model, id, provider, &native)
            && let Some(column) = attributes::column_mut(l, model, id)
        {
            if column.native_for.iter().any(|(other, _)| *other == engine) {
                l.report(code::duplicate_argument(argument.span, engine.name()));
            } else {
                column.native_for.push((engine, native));
            }
        }
    }
}

fn native_of(l: &mut Lowering, argument: &Argument) -> Option<(Engine, NativeType)> {
    let names = Engine::ALL.map(Engine::name);
    let Some(name) = argument.name else {
        let what = "an engine and its type, as in `mysql: \"VarChar(200)\"`";
        l.report(code::directive_arguments(argument.span, "native", what));
        return None;
    };
    let Some(engine) = Engine::ALL
        .into_iter()
        .find(|engine| engine.name() == name.text)
    else {
        l.report(code::unknown_word(name.span, "engine", name.text, &names));
        return None;
    };
    let value = &argument.value;
    let text = arguments::string(l, value)?;
    let (name, rest) = text.split_once('(').unwrap_or((text, ")"));
    let args: Option<Vec<u32>> = match rest.strip_suffix(')').map(str::trim) {
        Some("") => Some(Vec::new()),
        Some(list) => list
            .split(',')
            .map(|number| number.trim().parse().ok())
            .collect(),
        None => None,
    };
    let Some(args) = args else {
        l.report(code::expected(
            value.span,
            "a native type like \"VarChar(200)\"",
        ));
        return None;
    };
    Some((
        engine,
        NativeType {
            name: name.trim().to_owned(),
            args,
            span: value.span,
        },
    ))
}

/// Directives above an enum and its values.
pub(super) fn enumeration(l: &mut Lowering, id: EnumId) {
    let block = l.names.enums[id.0 as usize];
    for directive in directives(l, &block.docs) {
        if directive.name == "renamedFrom" {
            let mut given = l.model.enums[id.0 as usize].renamed_from.take();
            renamed_from(l, &directive, &mut given);
            l.model.enums[id.0 as usize].renamed_from = given;
        } else {
            misplaced(l, &directive, "enum");
        }
    }
    for (index, value) in block.values.iter().enumerate() {
        for directive in directives(l, &value.docs) {
            if directive.name == "renamedFrom" {
                let mut given = l.model.enums[id.0 as usize].values[index]
                    .renamed_from
                    .take();
                renamed_from(l, &directive, &mut given);
                l.model.enums[id.0 as usize].values[index].renamed_from = given;
            } else {
                misplaced(l, &directive, "value of an enum");
            }
        }
    }
}

/// Directives that stand above nothing.
pub(super) fn lower_stray<'s>(l: &mut Lowering<'s>, files: &'s [File<'s>]) {
    for file in files {
        let inside = file.blocks.iter().flat_map(|block| {
            let config = matches!(block.keyword.text, "datasource" | "generator");
            block
                .stray_docs
                .iter()
                .chain(config.then_some(&block.docs).into_iter().flatten())
        });
        for doc in file.stray_docs.iter().chain(inside) {
            if is_directive(doc) {
                l.report(code::stray_directive(doc.span));
            }
        }
    }
}
