//! Rules that need the whole data model: one file for each thing that is ruled.
//!
//! Each looks at what is there and reports; none changes the data model.

mod cycles;
mod indexes;
mod keys;
mod names;
mod relations;

use super::lower::Lowering;
use crate::diagnostic::Diagnostics;

/// Holds the data model against all rules.
pub(super) fn check(l: &mut Lowering) {
    let mut faults = Diagnostics::default();
    for model in l.model_ids() {
        keys::check(l, model, &mut faults);
        indexes::check(l, model, &mut faults);
    }
    names::check(l, &mut faults);
    relations::check(l, &mut faults);
    cycles::check(l, &mut faults);
    l.diagnostics.append(faults);
}
