//! The compact format: SeaORM's derives on `Model`, and relations in a `Relation` enum.

use super::behavior;
use super::file::{self, Scope};
use super::plan::{End, Entity, ForeignKey, Plan, Way};
use super::rust::{Code, Ident, Printer, Str, code, join};

/// The file of an entity.
pub(super) fn print(plan: &Plan, entity: &Entity, serde: bool) -> String {
    let scope = Scope::new(plan, entity);
    let mut out = scope.head(entity, serde, None);
    out.item(|out| scope.model(out, entity, serde, |_| {}));
    out.blank();
    relations(&mut out, plan, entity);
    file::related(&mut out, plan, entity);
    file::links(&mut out, plan, entity);
    scope.finders(&mut out, entity);
    behavior::print(&mut out, entity);
    out.finish()
}

fn relations(out: &mut Printer, plan: &Plan, entity: &Entity) {
    let ends: Vec<(&End, Vec<Code>)> = entity
        .ends
        .iter()
        .filter_map(|end| match &end.way {
            Way::BelongsTo(key) => Some((end, belongs_to(plan, entity, end.target, key))),
            Way::Has {
                many,
                back,
                from,
                to,
            } => Some((end, has(plan, entity, end, *many, *back, from, to))),
            Way::Join { .. } => None,
        })
        .collect();
    out.item(|out| {
        let derives = ["Copy", "Clone", "Debug", "DeriveRelation"];
        out.attribute("derive", &derives.map(Code::from));
        if ends.is_empty() {
            return out.line("pub enum Relation {}");
        }
        out.block("pub enum Relation", |out| {
            for (end, attribute) in &ends {
                out.docs(&end.docs);
                out.attribute("sea_orm", attribute);
                out.line(code![end.variant, ","]);
            }
        });
    });
    let variants = ends.iter().map(|(end, _)| &end.variant);
    file::iterable(out, &Ident::fixed("Relation"), variants);
}

fn belongs_to(plan: &Plan, entity: &Entity, target: usize, key: &ForeignKey) -> Vec<Code> {
    let mut items = vec![target_of("belongs_to", plan, entity, target)];
    items.extend(key_columns(plan, entity, target, &key.from, &key.to));
    items.extend(file::actions(key));
    items
}

/// The other side of a foreign key. `has_one` and `has_many` look for the target's `Related`;
/// where it has none, `via_rel` names its relation, which `has_one` cannot.
fn has(
    plan: &Plan,
    entity: &Entity,
    end: &End,
    many: bool,
    back: usize,
    from: &[usize],
    to: &[usize],
) -> Vec<Code> {
    let back = &plan.entities[end.target].ends[back];
    let has = if many { "has_many" } else { "has_one" };
    let mut items = vec![target_of(has, plan, entity, end.target)];
    if !back.related {
        if many {
            items.push(code!["via_rel = \"Relation::", back.variant, "\""]);
        } else {
            items[0] = target_of("belongs_to", plan, entity, end.target);
            items.extend(key_columns(plan, entity, end.target, from, to));
            items.push(Code::from("skip_fk"));
        }
    }
    items
}

fn target_of(kind: &'static str, plan: &Plan, entity: &Entity, target: usize) -> Code {
    code![kind, " = \"", file::path(plan, entity, target), "Entity\""]
}

fn key_columns(
    plan: &Plan,
    entity: &Entity,
    target: usize,
    from: &[usize],
    to: &[usize],
) -> [Code; 2] {
    let list = |path: &Code, of: &Entity, columns: &[usize]| {
        let names = columns
            .iter()
            .map(|place| code![path, "Column::", of.columns[*place].variant]);
        if columns.len() == 1 {
            join(names, "")
        } else {
            code!["(", join(names, ", "), ")"]
        }
    };
    let from = list(&Code::default(), entity, from);
    let to = list(
        &file::path(plan, entity, target),
        &plan.entities[target],
        to,
    );
    [
        code!["from = ", Str(from.as_str())],
        code!["to = ", Str(to.as_str())],
    ]
}
