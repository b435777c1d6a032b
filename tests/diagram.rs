//! Diagrams: golden cases, and what holds for every schema.
//!
//! A case is a folder of `cases/diagram`: a schema, and its diagram in each language.
//! `UPDATE_EXPECT=1` writes them anew; look at the pictures before they are committed.

use std::fs;
use std::path::PathBuf;

use ketch::diagram::{Format, render};

use crate::golden::{self, Golden, load, root};

const FORMATS: [(Format, &str); 3] = [
    (Format::Svg, "expected.svg"),
    (Format::Mermaid, "expected.mmd"),
    (Format::Dot, "expected.dot"),
];

fn cases() -> Vec<(PathBuf, String)> {
    let folders = golden::entries("tests/cases/diagram");
    assert!(folders.len() >= 4, "the cases are gone");
    let text = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("schema.prisma")).unwrap();
        (folder, text)
    };
    folders.into_iter().map(text).collect()
}

#[test]
fn cases_are_drawn_as_expected() {
    let mut golden = Golden::default();
    for (folder, text) in cases() {
        let data_model = load(&text);
        for (format, name) in FORMATS {
            golden.expect(&folder.join(name), &render(&data_model, format));
        }
    }
    golden.finish();
}

#[test]
fn the_picture_in_the_readme_is_that_of_the_schema() {
    let files = ["library", "people", "schema"].map(|name| {
        let path = root().join(format!("schema/{name}.prisma"));
        fs::read_to_string(path).unwrap()
    });
    let data_model = load(&files.concat());
    let mut golden = Golden::default();
    golden.expect(
        &root().join("docs/schema.svg"),
        &render(&data_model, Format::Svg),
    );
    golden.finish();
}

#[test]
fn the_order_of_declarations_does_not_matter() {
    for (folder, text) in cases() {
        let mut blocks: Vec<&str> = text.split_inclusive("\n}\n").collect();
        blocks.reverse();
        let (there, back) = (load(&text), load(&blocks.concat()));
        for (format, _) in FORMATS {
            assert!(
                render(&there, format) == render(&back, format),
                "{}",
                folder.display()
            );
        }
    }
}

/// The numbers of an attribute's value.
fn numbers(line: &str, start: &str) -> Vec<i32> {
    let rest = line.split_once(start).map_or("", |(_, rest)| rest);
    let value = rest.split(['"', ')']).next().unwrap_or_default();
    let parts = value.split_whitespace();
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// The boxes of a picture: left, top, right, bottom.
fn boxes(svg: &str) -> Vec<[i32; 4]> {
    let mut at = None;
    let mut boxes = Vec::new();
    for line in svg.lines() {
        if line.starts_with("<g class=\"box") {
            at = Some(numbers(line, "translate("));
        } else if line.starts_with("<rect class=\"body\"")
            && let Some(at) = at.take()
        {
            let (width, height) = (
                numbers(line, " width=\"")[0],
                numbers(line, " height=\"")[0],
            );
            boxes.push([at[0], at[1], at[0] + width, at[1] + height]);
        }
    }
    boxes
}

/// The straight parts of every line of a picture.
fn segments(svg: &str) -> Vec<[i32; 4]> {
    let mut segments = Vec::new();
    for line in svg.lines().filter(|line| line.starts_with("<path d=\"M")) {
        let data = line.split('"').nth(1).unwrap();
        let mut at = [0, 0];
        for (index, _) in data.match_indices(['M', 'L', 'Q']) {
            let end = data[index + 1..].find(['M', 'L', 'Q']);
            let end = end.map_or(data.len(), |end| index + 1 + end);
            let values = data[index + 1..end].split_whitespace();
            let values: Vec<i32> = values.map(|value| value.parse().unwrap()).collect();
            let to = [values[values.len() - 2], values[values.len() - 1]];
            if data[index..].starts_with('L') {
                segments.push([at[0], at[1], to[0], to[1]]);
            }
            at = to;
        }
    }
    segments
}

/// Schemas of many models with many relations, from a number.
fn synthetic(models: usize, seed: usize) -> String {
    let mut text = String::from("datasource db {\n  provider = \"postgresql\"\n}\n");
    let mut back = vec![String::new(); models];
    let mut own = vec![String::new(); models];
    for (from, own) in own.iter_mut().enumerate() {
        for number in 0..(from + seed) % 4 {
            // Some models are referred to by many.
            let to = match (from * 7 + number * 13 + seed) % 3 {
                0 => seed % models,
                1 => (from + number + 1) % models,
                _ => (from * 31 + number * 17 + seed) % models,
            };
            *own += &format!(
                "  a{number}Id Int?\n  a{number} M{to}? @relation(\"r{from}_{number}\", fields: [a{number}Id], references: [id], onDelete: NoAction, onUpdate: NoAction)\n"
            );
            back[to] += &format!("  b{from}_{number} M{from}[] @relation(\"r{from}_{number}\")\n");
        }
    }
    for index in 0..models {
        let fields = "  text String\n";
        text += &format!(
            "model M{index} {{\n  id Int @id\n{fields}{}{}}}\n",
            own[index], back[index]
        );
    }
    text
}

#[test]
fn no_boxes_overlap_and_no_line_runs_through_one() {
    let mut texts: Vec<(String, String)> = cases()
        .into_iter()
        .map(|(folder, text)| (folder.display().to_string(), text))
        .collect();
    for (models, seed) in [(1, 1), (2, 5), (7, 3), (30, 2), (80, 9)] {
        texts.push((format!("{models}, {seed}"), synthetic(models, seed)));
    }
    for (what, text) in texts {
        let data_model = load(&text);
        let svg = render(&data_model, Format::Svg);
        let boxes = boxes(&svg);
        assert_eq!(
            boxes.len(),
            data_model.models.len() + data_model.enums.len(),
            "{what}"
        );
        for (index, a) in boxes.iter().enumerate() {
            for b in &boxes[..index] {
                let apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
                assert!(apart, "{what}: {a:?} and {b:?} overlap");
            }
        }
        let segments = segments(&svg);
        assert!(segments.len() >= data_model.relations.len(), "{what}");
        for [x1, y1, x2, y2] in segments {
            let (left, right, top, bottom) = (x1.min(x2), x1.max(x2), y1.min(y2), y1.max(y2));
            for b in &boxes {
                let outside = right <= b[0] || b[2] <= left || bottom <= b[1] || b[3] <= top;
                assert!(
                    outside,
                    "{what}: a line from {x1} {y1} to {x2} {y2} through {b:?}"
                );
            }
        }
    }
}

#[test]
fn every_relation_appears() {
    for (folder, text) in cases() {
        let data_model = load(&text);
        let relations = data_model.relations.len();
        let mermaid = render(&data_model, Format::Mermaid);
        let dot = render(&data_model, Format::Dot);
        let svg = render(&data_model, Format::Svg);
        let of = |text: &str, mark: &str| text.matches(mark).count();
        assert_eq!(of(&mermaid, "--o"), relations, "{}", folder.display());
        assert_eq!(of(&dot, "[arrowtail="), relations, "{}", folder.display());
        // In the picture each net has a line to each of its children.
        let starts = svg
            .lines()
            .filter(|line| line.starts_with("<path d=\"M"))
            .map(|line| of(line, "M"))
            .sum::<usize>();
        assert!(starts >= relations, "{}", folder.display());
    }
}

/// Reads XML as far as it is used here: every tag is closed in order, and text is escaped.
fn is_well_formed(text: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let before = &rest[..start];
        if before.contains(['>']) && !open.contains(&"style") {
            return Err(format!("a stray > in {before}"));
        }
        for (at, _) in before.match_indices('&') {
            let named = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
            if !named.iter().any(|name| before[at..].starts_with(name)) {
                return Err(format!("a stray & in {before}"));
            }
        }
        let end = rest[start..].find('>').ok_or("a tag without end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or("");
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes another"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        if !tag.matches('"').count().is_multiple_of(2) {
            return Err(format!("<{tag}> has an open quote"));
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("{open:?} are not closed"))
    }
}

#[test]
fn hostile_words_are_never_markup() {
    for (folder, text) in cases() {
        let data_model = load(&text);
        let svg = render(&data_model, Format::Svg);
        if let Err(fault) = is_well_formed(&svg) {
            panic!("{}: {fault}", folder.display());
        }
        for (format, name) in FORMATS {
            let found = render(&data_model, format);
            assert!(!found.contains("<script"), "{name}");
            assert!(!found.contains(['\u{202e}', '\u{0}', '\r']), "{name}");
        }
    }
}
