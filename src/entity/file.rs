//! The parts of an entity's file that every format has: the head, the columns, `Related`,
//! `Linked` and the finders.

use std::collections::{BTreeMap, BTreeSet};

use super::behavior;
use super::dense;
use super::name;
use super::order::version_order;
use super::package;
use super::plan::{Column, End, Entity, Finder, ForeignKey, Plan, Through, Way};
use super::rust::{Code, Expr, Ident, Printer, Str, call, code, join, vec};
use super::rust_type::{self, Base, Known};
use crate::model::{Arity, EnumId, Format};

/// What an entity's file can name without a path.
pub(super) struct Scope<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The enums that are imported.
    imported: BTreeSet<EnumId>,
}

impl<'p, 'a> Scope<'p, 'a> {
    pub(super) fn new(plan: &'p Plan<'a>, entity: &Entity) -> Self {
        let used: BTreeSet<EnumId> = entity
            .columns
            .iter()
            .filter_map(Column::enumeration)
            .collect();
        let mut named: BTreeMap<&Ident, usize> = BTreeMap::new();
        for id in &used {
            *named.entry(&plan.enums[id.0 as usize].name).or_default() += 1;
        }
        let imported = used.iter().copied().filter(|id| {
            let name = &plan.enums[id.0 as usize].name;
            name::is_free_in_entity(name)
                && named[name] == 1
                && entity
                    .ends
                    .iter()
                    .all(|end| end.link.as_ref() != Some(name))
        });
        Self {
            plan,
            imported: imported.collect(),
        }
    }

    /// The start of an entity's file, up to the documentation of `Model`; `lints` of rustc are off in it.
    pub(super) fn head(
        &self,
        entity: &Entity,
        serde: bool,
        lints: Option<&'static str>,
    ) -> Printer {
        let mut out = Printer::default();
        header(&mut out, docs(entity));
        if let Some(lints) = lints {
            out.line(code!["#![allow(", lints, ")]"]);
            out.blank();
        }
        self.imports(&mut out, entity, serde);
        out.blank();
        out.docs(&entity.docs);
        out
    }

    /// `Model`: its columns, and whatever else the format has in it.
    pub(super) fn model(
        &self,
        out: &mut Printer,
        entity: &Entity,
        serde: bool,
        more: impl FnOnce(&mut Printer),
    ) {
        out.attribute("derive", &derives(entity, serde));
        out.attribute("sea_orm", &table_attribute(entity));
        out.block("pub struct Model", |out| {
            for place in 0..entity.columns.len() {
                self.column(out, entity, place);
            }
            more(out);
        });
    }

    /// The file's `use` lines, as rustfmt sorts them.
    fn imports(&self, out: &mut Printer, entity: &Entity, serde: bool) {
        let mut lines: Vec<(&str, Code)> = Vec::new();
        for id in &self.imported {
            let item = &self.plan.enums[id.0 as usize];
            lines.push((
                item.module.as_str(),
                code!["use super::", item.module, "::", item.name, ";"],
            ));
        }
        if entity.hooks {
            lines.push(("hooks", Code::from("use super::hooks::Hooks;")));
        }
        if behavior::is_prepared(entity) {
            let used = match behavior::is_ready(entity) {
                true => "use super::saving::{Prepare, before_save};",
                false => "use super::saving::Prepare;",
            };
            lines.push(("saving", Code::from(used)));
        }
        if entity.format == Format::Compact {
            lines.push(("iterable", Code::from(USE_ITERABLE)));
        }
        let mut types: BTreeSet<&'static str> = entity.columns.iter().filter_map(newtype).collect();
        if behavior::is_limited(entity) {
            types.insert("Limit");
        }
        match Vec::from_iter(types).as_slice() {
            [] => {}
            [one] => lines.push(("types", code!["use super::types::", *one, ";"])),
            types => {
                let list = join(types.iter().copied(), ", ");
                lines.push(("types", code!["use super::types::{", list, "};"]));
            }
        }
        lines.sort_by(|a, b| version_order(a.0, b.0));
        for (_, line) in lines {
            out.line(line);
        }
        out.line("use sea_orm::entity::prelude::*;");
        if serde {
            out.line("use serde::{Deserialize, Serialize};");
        }
    }

    /// The type of a column.
    fn ty(&self, column: &Column) -> Code {
        match column.arity {
            Arity::Optional => code!["Option<", self.value(column), ">"],
            Arity::Required | Arity::List => self.value(column),
        }
    }

    /// The type of a column's values that are not NULL.
    fn value(&self, column: &Column) -> Code {
        let one = match &column.ty.base {
            Base::Known(known) => Code::from(known.name()),
            Base::Newtype(piece, constants) => rust_type::newtype(*piece, constants),
            Base::Enum(id) if self.imported.contains(id) => {
                code![self.plan.enums[id.0 as usize].name]
            }
            Base::Enum(id) => {
                let item = &self.plan.enums[id.0 as usize];
                code!["super::", item.module, "::", item.name]
            }
        };
        if column.arity == Arity::List {
            code!["Vec<", one, ">"]
        } else {
            one
        }
    }

    /// A field of `Model`.
    fn column(&self, out: &mut Printer, entity: &Entity, place: usize) {
        let column = &entity.columns[place];
        out.docs(&column.docs);
        let attribute = column_attribute(entity, place);
        if !attribute.is_empty() {
            out.field_attribute("sea_orm", &attribute);
        }
        out.pair(
            code!["pub ", column.field, ":"],
            code![self.ty(column), ","],
        );
    }

    /// `find_by_…`
    pub(super) fn finders(&self, out: &mut Printer, entity: &Entity) {
        let finders: Vec<&Finder> = entity
            .finders
            .iter()
            .filter(|finder| !is_derived(entity, finder))
            .collect();
        if finders.is_empty() {
            return;
        }
        out.blank();
        out.block("impl Entity", |out| {
            for (index, finder) in finders.into_iter().enumerate() {
                if index > 0 {
                    out.blank();
                }
                out.item(|out| self.finder(out, entity, finder));
            }
        });
    }

    fn finder(&self, out: &mut Printer, entity: &Entity, finder: &Finder) {
        let columns: Vec<&Column> = finder
            .columns
            .iter()
            .map(|place| &entity.columns[*place])
            .collect();
        let text = |column: &Column| {
            column.arity != Arity::List && column.ty.base == Base::Known(Known::String)
        };
        let parameter = match columns.as_slice() {
            [column] if text(column) => code![column.field, ": impl Into<String>"],
            [column] => code![column.field, ": ", self.value(column)],
            columns => code![
                "(",
                join(columns.iter().map(|column| &column.field), ", "),
                "): (",
                join(columns.iter().map(|column| self.value(column)), ", "),
                ")"
            ],
        };
        let filters = columns.iter().map(|column| {
            let into = if columns.len() == 1 && text(column) {
                ".into()"
            } else {
                ""
            };
            let equal = call(Code::from("eq"), vec![code![column.field, into].into()]);
            call(
                Code::from("filter"),
                vec![Expr::Chain(code!["Column::", column.variant], vec![equal])],
            )
        });
        let select = Expr::Chain(Code::from("Self::find()"), filters.collect());
        let fields = join(
            columns.iter().map(|column| code!["`", column.field, "`"]),
            " and ",
        );
        out.line(code!["/// Finds the row with this ", fields, "."]);
        out.function(
            code!["pub fn ", finder.name],
            &[parameter],
            &Code::from("Select<Self>"),
            |out| {
                out.expression(&select, "");
            },
        );
    }
}

/// The name of the newtype that a column's type is.
fn newtype(column: &Column) -> Option<&'static str> {
    match &column.ty.base {
        Base::Newtype(piece, _) => piece.type_name(),
        Base::Known(_) | Base::Enum(_) => None,
    }
}

/// The head of a file, whose documentation is the schema's: a text in Markdown that nobody wrote
/// for clippy.
pub(super) fn header<'d>(out: &mut Printer, docs: impl IntoIterator<Item = &'d Vec<String>>) {
    out.comment(package::GENERATED);
    out.blank();
    if docs.into_iter().flatten().any(|line| is_markdown(line)) {
        out.line("#![allow(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items)]");
        out.line("#![allow(clippy::doc_nested_refdefs, clippy::doc_suspicious_footnotes)]");
        out.line("#![allow(clippy::needless_doctest_main, clippy::test_attr_in_doctest)]");
        out.blank();
    }
}

/// The `use` line of a file with an enum that can be gone through.
pub(super) const USE_ITERABLE: &str = "use super::iterable::iterable;";

/// `iterable!(Name { Variant, … });`
pub(super) fn iterable<'v>(
    out: &mut Printer,
    name: &Ident,
    variants: impl IntoIterator<Item = &'v Ident>,
) {
    out.blank();
    out.item(|out| {
        out.invocation("iterable", name, &Vec::from_iter(variants));
    });
}

/// Whether a line of documentation may begin a list, a quotation, a definition or a code block.
fn is_markdown(line: &str) -> bool {
    let text = line.trim_start();
    text.starts_with(['-', '*', '+', '>', '[', '`', '~'])
        || text.starts_with(|c: char| c.is_ascii_digit())
        || text.contains("[^")
}

/// The documentation in an entity's file.
fn docs<'e>(entity: &'e Entity) -> impl Iterator<Item = &'e Vec<String>> {
    let columns = entity.columns.iter().map(|column| &column.docs);
    [&entity.docs]
        .into_iter()
        .chain(columns)
        .chain(entity.ends.iter().map(|end| &end.docs))
}

/// The derives of `Model`.
fn derives(entity: &Entity, serde: bool) -> Vec<Code> {
    let eq = entity
        .columns
        .iter()
        .all(|column| column.ty.eq)
        .then_some("Eq");
    let serde = if serde {
        ["Serialize", "Deserialize"].as_slice()
    } else {
        &[]
    };
    let derives = ["Clone", "Debug", "PartialEq"].into_iter().chain(eq);
    derives
        .chain(["DeriveEntityModel"])
        .chain(serde.iter().copied())
        .map(Code::from)
        .collect()
}

/// `#[sea_orm(…)]` of `Model`.
fn table_attribute(entity: &Entity) -> Vec<Code> {
    let schema = entity
        .schema
        .map(|schema| code!["schema_name = ", Str(schema)]);
    let case = entity.camel_case;
    schema
        .into_iter()
        .chain([code!["table_name = ", Str(&entity.table)]])
        .chain(case.then(|| Code::from("rename_all = \"camelCase\"")))
        .collect()
}

/// What SeaORM is to know of a foreign key. It calls actions as a schema does.
pub(super) fn actions(key: &ForeignKey) -> impl Iterator<Item = Code> {
    let actions = [
        code!["on_update = \"", key.on_update.name(), "\""],
        code!["on_delete = \"", key.on_delete.name(), "\""],
    ];
    let no_key = key.virtual_.then(|| Code::from("skip_fk"));
    actions.into_iter().chain(no_key)
}

fn column_attribute(entity: &Entity, place: usize) -> Vec<Code> {
    let column = &entity.columns[place];
    let mut items = Vec::new();
    if entity.key.contains(&place) {
        items.push(Code::from("primary_key"));
        if !column.auto_increment {
            items.push(Code::from("auto_increment = false"));
        }
    }
    if column.explicit_name {
        items.push(code!["column_name = ", Str(column.name)]);
    }
    if column.explicit_variant {
        items.push(code!["enum_name = ", Str(column.variant.as_str())]);
    }
    items.extend(
        column
            .ty
            .attributes
            .iter()
            .map(|(key, value)| code![*key, " = ", Str(value)]),
    );
    let sole_key = entity.key == [place];
    if column.unique && !sole_key && !(entity.format == Format::Dense && column.explicit_variant) {
        items.push(Code::from("unique"));
    }
    items
}

/// Whether SeaORM's dense format makes the finder itself.
fn is_derived(entity: &Entity, finder: &Finder) -> bool {
    let [place] = finder.columns.as_slice() else {
        return false;
    };
    let column = &entity.columns[*place];
    entity.format == Format::Dense
        && column.unique
        && !column.explicit_variant
        && finder.name.as_str().strip_prefix("find_by_") == Some(column.field.as_str())
}

/// The path of an entity's module as another one sees it, with `::` after it; nothing for itself.
pub(super) fn path(plan: &Plan, from: &Entity, to: usize) -> Code {
    let target = &plan.entities[to];
    if std::ptr::eq(from, target) {
        Code::default()
    } else {
        code!["super::", target.module, "::"]
    }
}

/// `impl Related` for each target that exactly one relation leads to.
pub(super) fn related(out: &mut Printer, plan: &Plan, entity: &Entity) {
    for end in entity.ends.iter().filter(|end| end.related) {
        match &end.way {
            Way::BelongsTo(_) | Way::Has { .. } => {
                let to = Expr::Chain(
                    code!["Relation::", end.variant],
                    vec![call(Code::from("def"), Vec::new())],
                );
                related_to(out, plan, end.target, to, None);
            }
            Way::Join { join, here, there } => {
                related_by(out, plan, end.target, *join, *here, *there)
            }
        }
    }
    related_through(out, plan, entity);
}

/// `impl Related` by way of a model that joins two.
pub(super) fn related_through(out: &mut Printer, plan: &Plan, entity: &Entity) {
    for Through {
        target,
        join,
        here,
        there,
    } in &entity.through
    {
        related_by(out, plan, *target, *join, *here, *there);
    }
}

fn related_by(
    out: &mut Printer,
    plan: &Plan,
    target: usize,
    join: usize,
    here: usize,
    there: usize,
) {
    let via = hop(plan, join, here, true);
    related_to(
        out,
        plan,
        target,
        hop(plan, join, there, false),
        Some(call(Code::from("Some"), vec![via])),
    );
}

fn related_to(
    out: &mut Printer,
    plan: &Plan,
    target: usize,
    to: impl Into<Expr>,
    via: Option<super::rust::Call>,
) {
    out.blank();
    out.item(|out| {
        let module = &plan.entities[target].module;
        out.block(
            code!["impl Related<super::", module, "::Entity> for Entity"],
            |out| {
                out.block("fn to() -> RelationDef", |out| {
                    out.expression(&to.into(), "")
                });
                if let Some(via) = via {
                    out.blank();
                    out.block("fn via() -> Option<RelationDef>", |out| {
                        out.expression(&via.into(), "")
                    });
                }
            },
        );
    });
}

/// One step by way of a join's end: to the join, or from it.
fn hop(plan: &Plan, join: usize, end: usize, reversed: bool) -> Expr {
    let join = &plan.entities[join];
    let root = code![
        "super::",
        join.module,
        "::Relation::",
        join.ends[end].variant
    ];
    let mut calls = vec![call(Code::from("def"), Vec::new())];
    if reversed {
        calls.push(call(Code::from("rev"), Vec::new()));
    }
    Expr::Chain(root, calls)
}

/// A `Linked` for each relation that `Related` cannot lead to.
pub(super) fn links(out: &mut Printer, plan: &Plan, entity: &Entity) {
    for end in &entity.ends {
        let Some(link) = &end.link else { continue };
        out.blank();
        out.line(code![
            "/// Leads to `",
            end.field,
            "`, by `find_linked` or `load_linked`."
        ]);
        out.attribute("derive", &["Clone", "Copy", "Debug"].map(Code::from));
        out.line(code!["pub struct ", link, ";"]);
        out.blank();
        out.item(|out| {
            out.block(code!["impl Linked for ", link], |out| {
                out.line("type FromEntity = Entity;");
                out.pair(
                    Code::from("type ToEntity ="),
                    code![path(plan, entity, end.target), "Entity;"],
                );
                out.blank();
                out.block("fn link(&self) -> Vec<RelationDef>", |out| {
                    out.expression(&vec(steps(plan, entity, end)), "")
                });
            });
        });
    }
}

/// The hops of a link.
fn steps(plan: &Plan, entity: &Entity, end: &End) -> Vec<Expr> {
    let variant = match entity.format {
        Format::Compact => Some(code![end.variant]),
        Format::Dense => dense::variant(plan, entity, end),
    };
    let def = || call(Code::from("def"), Vec::new());
    match (&end.way, variant) {
        (Way::Join { join, here, there }, _) => vec![
            hop(plan, *join, *here, true),
            hop(plan, *join, *there, false),
        ],
        (_, Some(variant)) => vec![Expr::Chain(code!["Relation::", variant], vec![def()])],
        (Way::Has { back, .. }, None) => {
            let back = &plan.entities[end.target].ends[*back].variant;
            let root = code![path(plan, entity, end.target), "Relation::", back];
            vec![Expr::Chain(
                root,
                vec![def(), call(Code::from("rev"), Vec::new())],
            )]
        }
        (Way::BelongsTo(_), None) => Vec::new(),
    }
}
