//! Rust that generated crates get as it stands here, but for sections that they have no use for:
//! the lines after `//# name`, up to `//# end`.

/// The text of a template with those of its sections that are needed.
pub(super) fn keep(template: &str, sections: &[(&str, bool)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut kept = true;
    for line in template.lines() {
        match line.trim_start().strip_prefix("//# ") {
            Some("end") => kept = true,
            Some(section) => kept = sections.contains(&(section, true)),
            None if kept => {
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    text
}
