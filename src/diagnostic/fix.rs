//! The edits that mend what can be mended without asking.

use super::{Applicability, Diagnostic};
use crate::source::TextEdit;

/// The edits of the suggestions that are certain, none overlapping another. Those that had to
/// stand back for others are found again once these are made. A fault that can be mended in
/// several ways is left to the user.
pub fn fixes<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<TextEdit> {
    let mut fixes: Vec<TextEdit> = Vec::new();
    for diagnostic in diagnostics {
        let [suggestion] = diagnostic.suggestions.as_slice() else {
            continue;
        };
        let stands_back = |edit: &TextEdit| fixes.iter().any(|other| other.overlaps(edit));
        if suggestion.applicability == Applicability::Certain
            && !suggestion.edits.iter().any(stands_back)
        {
            fixes.extend(suggestion.edits.iter().cloned());
        }
    }
    fixes
}
