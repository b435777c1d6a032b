//! Cycles of actions, which Prisma's emulation of foreign keys cannot follow.

use super::super::lower::Lowering;
use super::super::{Arity, ModelId, ReferentialAction, Relation};
use crate::diagnostic::{Diagnostics, code};

pub(super) fn check(l: &Lowering, faults: &mut Diagnostics) {
    if !l.model.emulates_foreign_keys() {
        return;
    }
    let relations: Vec<&Relation> = l
        .model
        .relations
        .iter()
        .filter(|relation| changes_rows(l, relation))
        .collect();
    let mut targets: Vec<Vec<usize>> = vec![Vec::new(); l.model.models.len()];
    for relation in &relations {
        targets[relation.forward.0 as usize].push(relation.back.0 as usize);
    }
    let components = components(&targets);
    let component = |model: ModelId| components[model.0 as usize];
    for relation in relations {
        let Some(key) = relation.foreign_key() else {
            continue;
        };
        if component(relation.forward) == component(relation.back) {
            let name = &l
                .model
                .model(relation.forward)
                .field(relation.forward_field)
                .name;
            let own = relation.forward == relation.back;
            faults.push(code::cycle_of_actions(key.span, name, own));
        }
    }
}

/// Whether a change of one row of a relation can make a change in another.
fn changes_rows(l: &Lowering, relation: &Relation) -> bool {
    let Some(key) = relation.foreign_key().filter(|key| !key.fields.is_empty()) else {
        return false;
    };
    let field = l
        .model
        .model(relation.forward)
        .field(relation.forward_field);
    let on_delete = key.on_delete.unwrap_or(match field.arity {
        Arity::Optional => ReferentialAction::SetNull,
        Arity::Required | Arity::List => ReferentialAction::Restrict,
    });
    let on_update = key.action_on_update();
    let changes = |action| {
        !matches!(
            action,
            ReferentialAction::NoAction | ReferentialAction::Restrict
        )
    };
    changes(on_delete) || changes(on_update)
}

/// The strongly connected component of each node, by Tarjan's algorithm with a stack of its own.
fn components(targets: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; targets.len()];
    let mut lowest = vec![UNSEEN; targets.len()];
    let mut component = vec![UNSEEN; targets.len()];
    let mut open = Vec::new();
    let mut seen = 0;
    for root in 0..targets.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                (order[node], lowest[node]) = (seen, seen);
                seen += 1;
                open.push(node);
            }
            match targets[node].get(next) {
                Some(target) => {
                    path.push((node, next + 1));
                    if order[*target] == UNSEEN {
                        path.push((*target, 0));
                    } else if component[*target] == UNSEEN {
                        lowest[node] = lowest[node].min(order[*target]);
                    }
                }
                None => {
                    if let Some((parent, _)) = path.last() {
                        lowest[*parent] = lowest[*parent].min(lowest[node]);
                    }
                    if lowest[node] == order[node] {
                        while let Some(member) = open.pop() {
                            component[member] = node;
                            if member == node {
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
    component
}
