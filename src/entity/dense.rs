//! The dense format: `#[sea_orm::model]`, with relations as fields.
//!
//! It cannot have every relation as a field. Such a one has its `Linked` alone:
//! - a one-to-one seen from the side without the key, where it is not the only relation to its
//!   target, or leads to the model itself;
//! - an implicit many-to-many that is not the only relation to its target.

use super::behavior;
use super::case::camel;
use super::file::{self, Scope};
use super::plan::{Column, End, Entity, ForeignKey, Plan, Way};
use super::rust::{Code, Printer, Str, code, join};
use crate::model::Arity;

/// The file of an entity.
pub(super) fn print(plan: &Plan, entity: &Entity, serde: bool) -> String {
    let scope = Scope::new(plan, entity);
    // SeaORM makes `set_type__option` of a relation that is called `type_`.
    let ends_in_underscore = |end: &End| end.field.as_str().ends_with('_');
    let lints = entity.ends.iter().any(ends_in_underscore);
    let mut out = scope.head(entity, serde, lints.then_some("non_snake_case"));
    out.item(|out| {
        out.line("#[sea_orm::model]");
        scope.model(out, entity, serde, |out| {
            for end in &entity.ends {
                relation(out, plan, entity, end);
            }
        });
    });
    file::related_through(&mut out, plan, entity);
    file::links(&mut out, plan, entity);
    scope.finders(&mut out, entity);
    behavior::print(&mut out, entity);
    out.finish()
}

/// The variant of `Relation` that SeaORM makes of an end, if any.
pub(super) fn variant(plan: &Plan, entity: &Entity, end: &End) -> Option<Code> {
    match end.way {
        Way::BelongsTo(_) => Some(code![end.variant]),
        Way::Has { many, .. } => (many && !end.related).then(|| code![end.variant]),
        Way::Join { .. } => None,
    }
    .filter(|_| field(plan, entity, end).is_some())
}

fn relation(out: &mut Printer, plan: &Plan, entity: &Entity, end: &End) {
    let Some((attribute, holder)) = field(plan, entity, end) else {
        return;
    };
    out.docs(&end.docs);
    out.field_attribute("sea_orm", &attribute);
    let target = code![file::path(plan, entity, end.target), "Entity"];
    let target = match end.way {
        Way::BelongsTo(ref key) if is_optional(entity, key) => code!["Option<", target, ">"],
        _ => target,
    };
    out.pair(
        code!["pub ", end.field, ":"],
        code![holder, "<", target, ">,"],
    );
}

/// The attribute of an end's field, and the type that holds its target.
fn field(plan: &Plan, entity: &Entity, end: &End) -> Option<(Vec<Code>, &'static str)> {
    let target = &plan.entities[end.target];
    let to_itself = std::ptr::eq(entity, target);
    let named = || code!["relation_enum = ", Str(end.variant.as_str())];
    let reverse = |back: &End| code!["relation_reverse = ", Str(back.variant.as_str())];
    Some(match &end.way {
        Way::BelongsTo(key) => {
            let mut items = vec![Code::from("belongs_to"), named()];
            if to_itself {
                items[0] = Code::from("self_ref");
                items.extend(opposite(plan, entity, end).map(reverse));
            }
            items.push(code!["from = ", columns(entity, &key.from)]);
            items.push(code!["to = ", columns(target, &key.to)]);
            items.extend(file::actions(key));
            (items, "BelongsTo")
        }
        Way::Has {
            many: true, back, ..
        } if to_itself => {
            let back = &entity.ends[*back];
            (
                vec![Code::from("self_ref"), named(), reverse(back)],
                "HasMany",
            )
        }
        Way::Has { many: true, .. } if end.related => (vec![Code::from("has_many")], "HasMany"),
        Way::Has {
            many: true, back, ..
        } => {
            let via = code!["via_rel = ", Str(target.ends[*back].variant.as_str())];
            (vec![Code::from("has_many"), named(), via], "HasMany")
        }
        Way::Has { many: false, .. } if end.related => (vec![Code::from("has_one")], "HasOne"),
        Way::Has { .. } => return None,
        Way::Join { join, here, there } => {
            let join = &plan.entities[*join];
            let via = code!["via = ", Str(join.module.as_str())];
            if end.related {
                (vec![Code::from("has_many"), via], "HasMany")
            } else if to_itself && here < there {
                let [from, to] = [here, there].map(|end| &join.ends[*end].variant);
                let from = code!["from = ", Str(from.as_str())];
                let to = code!["to = ", Str(to.as_str())];
                (vec![Code::from("self_ref"), via, from, to], "HasMany")
            } else if to_itself {
                (
                    vec![Code::from("self_ref"), via, Code::from("reverse")],
                    "HasMany",
                )
            } else {
                return None;
            }
        }
    })
}

/// The other end of a relation of a model with itself, seen from the side with the key.
fn opposite<'e>(plan: &Plan, entity: &'e Entity, end: &End) -> Option<&'e End> {
    entity.ends.iter().find(|other| match other.way {
        Way::Has { back, .. } => {
            std::ptr::eq(&plan.entities[other.target], entity)
                && std::ptr::eq(&entity.ends[back], end)
        }
        _ => false,
    })
}

/// Whether SeaORM takes the target for an optional one: it asks the columns.
fn is_optional(entity: &Entity, key: &ForeignKey) -> bool {
    key.from
        .iter()
        .any(|place| entity.columns[*place].arity == Arity::Optional)
}

/// Columns of a key, as SeaORM's macro finds their variants.
fn columns(entity: &Entity, places: &[usize]) -> Code {
    let name = |column: &Column| match camel(column.field.as_str()) == column.variant.as_str() {
        true => code![column.field],
        false => code!["Column::", column.variant],
    };
    let names = join(
        places.iter().map(|place| name(&entity.columns[*place])),
        ", ",
    );
    match places {
        [_] => code!["\"", names, "\""],
        _ => code!["\"(", names, ")\""],
    }
}
