//! The diagram as a picture.
//!
//! Every text is set in a monospaced font and given room by the number of its characters, so that
//! it fits whatever font the viewer has. Colours are classes: there is a light and a dark set, and
//! the picture brings its own background.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::chart::{Chart, End, Entity, LinkKind, Listed, Row};
use super::escape;
use super::layout::{self, Drawn, Graph, Layout, Net, Node, Pin, Point, Side};

const ROW: i32 = 20;
const HEADER: i32 = 30;
const PADDING: i32 = 10;
/// Below the last line of a box.
const FOOT: i32 = 5;
const RADIUS: i32 = 6;
/// The space around the boxes of a group.
const FRAME: i32 = 44;
/// Longer texts are cut.
const LONGEST_NAME: usize = 34;
const LONGEST_TYPE: usize = 24;
const LONGEST_LABEL: usize = 22;

/// Colours of nets, told apart on white and on black.
const COLOURS: usize = 8;

const STYLE: &str = include_str!("style.css");

pub(super) fn write(chart: &Chart<'_>) -> String {
    let boxes: Vec<Shape<'_>> = chart
        .entities
        .iter()
        .map(Shape::of_entity)
        .chain(chart.enums.iter().map(Shape::of_enum))
        .collect();
    let nets = Bundle::all(chart);
    let graph = Graph {
        nodes: boxes.iter().map(Shape::node).collect(),
        nets: nets.iter().map(|bundle| bundle.net(&nets)).collect(),
        groups: chart.groups.len().max(1),
        frame: if chart.groups.is_empty() { 0 } else { FRAME },
    };
    let layout = layout::layout(&graph);
    let colours = colours(&nets, boxes.len());

    let mut out = String::new();
    open(&mut out, chart, &layout);
    for (name, (top, bottom)) in chart.groups.iter().zip(&layout.groups) {
        let (x, width) = (FOOT * 2, layout.width - FOOT * 4);
        let height = bottom - top;
        let _ = writeln!(
            out,
            r#"<rect class="group" x="{x}" y="{top}" width="{width}" height="{height}" rx="10"/>"#
        );
        let name = escape(&cut(name, LONGEST_NAME));
        let (x, y) = (x + 14, top + 22);
        let _ = writeln!(
            out,
            r#"<text class="name muted" x="{x}" y="{y}">{name}</text>"#
        );
    }
    for (bundle, drawn) in nets.iter().zip(&layout.nets) {
        write_net(&mut out, bundle, drawn, colours[bundle.parent.entity]);
    }
    for (index, (shape, at)) in boxes.iter().zip(&layout.nodes).enumerate() {
        shape.write(&mut out, *at, colours[index]);
    }
    out.push_str("</svg>\n");
    out
}

fn open(out: &mut String, chart: &Chart<'_>, layout: &Layout) {
    let Layout { width, height, .. } = layout;
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">"#
    );
    let plural = |count: usize, word: &str| match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    };
    let _ = writeln!(
        out,
        "<title>Entity-relationship diagram: {}, {}, {}</title>",
        plural(chart.entities.len(), "model"),
        plural(chart.enums.len(), "enum"),
        plural(chart.links.len(), "relation")
    );
    let _ = writeln!(out, "<style>\n{STYLE}</style>");
    // How many stand at an end: drawn to the right of a box, and turned around on its left.
    out.push_str(
        r#"<defs>
<path id="many" d="M0 -5L10 0L0 5M10 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"/>
<path id="one" d="M7 -5V5M11 -5V5"/>
<path id="maybe" d="M6 -5V5M9 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"/>
</defs>
"#,
    );
    let _ = writeln!(
        out,
        r#"<rect class="page" width="{width}" height="{height}"/>"#
    );
}

/// Links to one parent that are alike there: one net.
struct Bundle<'a> {
    parent: End,
    kind: LinkKind,
    /// The children, with the labels of their links.
    children: Vec<(End, Option<&'a str>, LinkKind)>,
}

impl<'a> Bundle<'a> {
    fn all(chart: &'a Chart<'_>) -> Vec<Self> {
        let mut at: BTreeMap<(End, bool), usize> = BTreeMap::new();
        let mut bundles: Vec<Self> = Vec::new();
        for link in &chart.links {
            let optional = match link.kind {
                LinkKind::One { optional } | LinkKind::Many { optional } => Some(optional),
                LinkKind::ManyToMany => None,
            };
            let known = optional.and_then(|optional| at.get(&(link.parent, optional)));
            let child = (link.child, link.label.as_deref(), link.kind);
            if let Some(index) = known {
                bundles[*index].children.push(child);
                continue;
            }
            if let Some(optional) = optional {
                at.insert((link.parent, optional), bundles.len());
            }
            bundles.push(Self {
                parent: link.parent,
                kind: link.kind,
                children: vec![child],
            });
        }
        bundles
    }

    /// Whether the children need not have a parent.
    fn is_optional(&self) -> bool {
        let (LinkKind::One { optional } | LinkKind::Many { optional }) = self.kind else {
            return false;
        };
        optional
    }

    /// The net, beside the others: a head that two nets start from has one above the other.
    fn net(&self, others: &[Self]) -> Net {
        let is_alone = !others
            .iter()
            .any(|other| other.parent == self.parent && other.is_optional() != self.is_optional());
        let pin = |end: End, label: Option<&str>| {
            let (y, slack) = match (end.row, is_alone) {
                (Some(row), _) => (row_middle(row), ROW / 2 - 2),
                (None, true) => (HEADER / 2, HEADER / 2 - 5),
                (None, false) if self.is_optional() => (HEADER - 9, 3),
                (None, false) => (9, 3),
            };
            Pin {
                node: end.entity,
                y,
                slack,
                label: label.map_or(0, |label| {
                    width(&cut(label, LONGEST_LABEL), Size::Small) + 4
                }),
            }
        };
        let parent = std::iter::once(pin(self.parent, None));
        let children = self.children.iter();
        let children = children.map(|(end, label, _)| pin(*end, *label));
        Net {
            pins: parent.chain(children).collect(),
        }
    }
}

/// The colour of each entity that others refer to; those with most lines choose first, so that
/// neighbours in size differ.
fn colours(bundles: &[Bundle<'_>], boxes: usize) -> Vec<Option<usize>> {
    let mut lines = vec![0; boxes];
    for bundle in bundles {
        lines[bundle.parent.entity] += bundle.children.len();
    }
    let mut order: Vec<usize> = (0..boxes).filter(|index| lines[*index] > 0).collect();
    order.sort_by_key(|index| (Reverse(lines[*index]), *index));
    let mut colours = vec![None; boxes];
    for (place, index) in order.into_iter().enumerate() {
        colours[index] = Some(place % COLOURS);
    }
    colours
}

fn class(colour: Option<usize>) -> String {
    colour.map_or_else(|| "plain".to_owned(), |colour| format!("c{colour}"))
}

fn write_net(out: &mut String, bundle: &Bundle<'_>, drawn: &Drawn, colour: Option<usize>) {
    let _ = writeln!(out, r#"<g class="line {}">"#, class(colour));
    let mut path = String::new();
    for points in &drawn.lines {
        rounded(&mut path, points);
    }
    let _ = writeln!(out, r#"<path d="{path}"/>"#);
    for (pin, at, side) in &drawn.ends {
        let mark = match (*pin, bundle.kind) {
            (0, LinkKind::ManyToMany) => "many",
            (0, LinkKind::One { optional: false } | LinkKind::Many { optional: false }) => "one",
            (0, _) => "maybe",
            (pin, _) => match bundle.children[pin - 1].2 {
                LinkKind::One { .. } => "maybe",
                LinkKind::Many { .. } | LinkKind::ManyToMany => "many",
            },
        };
        let Point { x, y } = at;
        let turn = match side {
            Side::Left => format!(r#"transform="translate({x} {y}) scale(-1 1)""#),
            Side::Right => format!(r#"x="{x}" y="{y}""#),
        };
        let _ = writeln!(out, r##"<use href="#{mark}" {turn}/>"##);
        let label = pin
            .checked_sub(1)
            .and_then(|child| bundle.children[child].1);
        if let Some(label) = label {
            let label = escape(&cut(label, LONGEST_LABEL));
            let (x, anchor) = match side {
                Side::Left => (x - 18, "end"),
                Side::Right => (x + 18, "start"),
            };
            let _ = writeln!(
                out,
                r#"<text class="label" x="{x}" y="{}" text-anchor="{anchor}">{label}</text>"#,
                y - 3
            );
        }
    }
    out.push_str("</g>\n");
}

/// A path along the points, with its corners rounded.
fn rounded(path: &mut String, points: &[Point]) {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return;
    };
    let _ = write!(path, "M{} {}", first.x, first.y);
    for corner in points.windows(3) {
        let [from, at, to] = corner else { continue };
        let (before, after) = (length(*from, *at), length(*at, *to));
        let radius = RADIUS.min(before / 2).min(after / 2);
        let start = towards(*at, *from, radius);
        let end = towards(*at, *to, radius);
        let _ = write!(path, "L{} {}", start.x, start.y);
        if radius > 0 {
            let _ = write!(path, "Q{} {} {} {}", at.x, at.y, end.x, end.y);
        }
    }
    let _ = write!(path, "L{} {}", last.x, last.y);
}

/// Of a horizontal or a vertical line.
fn length(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

fn towards(from: Point, to: Point, by: i32) -> Point {
    Point {
        x: from.x + (to.x - from.x).signum() * by,
        y: from.y + (to.y - from.y).signum() * by,
    }
}

/// How far below a box's top the middle of a line of it is.
fn row_middle(row: usize) -> i32 {
    HEADER + row as i32 * ROW + ROW / 2 + 1
}

/// A line of a box.
struct Line<'a> {
    keys: String,
    name: &'a str,
    ty: String,
    class: &'static str,
    title: String,
}

/// A box.
struct Shape<'a> {
    name: &'a str,
    /// What it is, in a word, where that is not a table's model.
    kind: Option<&'static str>,
    title: String,
    lines: Vec<Line<'a>>,
    notes: Vec<String>,
    group: usize,
    /// The width of the keys.
    keys: i32,
    width: i32,
}

impl<'a> Shape<'a> {
    fn of_entity(entity: &'a Entity<'_>) -> Self {
        let (model, kind) = (entity.model, entity.kind());
        let of_row = |row: &'a Row<'_>| {
            let class = match (row.field.ignored, row.is_relation()) {
                (true, _) => "ignored",
                (_, true) => "relation",
                _ if row.primary => "primary",
                _ => "",
            };
            Line {
                keys: row.keys().join(" "),
                name: &row.field.name,
                ty: cut(&row.ty, LONGEST_TYPE),
                class,
                title: title(&row.field.name, &row.ty, &row.field.docs),
            }
        };
        let uniques = entity.uniques.iter();
        Self::measured(Self {
            name: &model.name,
            kind,
            title: title(&model.name, kind.unwrap_or_default(), &model.docs),
            lines: entity.rows.iter().map(of_row).collect(),
            notes: uniques
                .map(|columns| {
                    cut(
                        &format!("unique ({columns})"),
                        LONGEST_NAME + LONGEST_TYPE / 2,
                    )
                })
                .collect(),
            group: entity.group,
            keys: 0,
            width: 0,
        })
    }

    fn of_enum(listed: &'a Listed<'_>) -> Self {
        let item = listed.item;
        let values = item.values.iter().map(|value| Line {
            keys: String::new(),
            name: &value.name,
            ty: String::new(),
            class: "",
            title: title(&value.name, "", &value.docs),
        });
        Self::measured(Self {
            name: &item.name,
            kind: Some("enum"),
            title: title(&item.name, "enum", &item.docs),
            lines: values.collect(),
            notes: Vec::new(),
            group: listed.group,
            keys: 0,
            width: 0,
        })
    }

    /// With its widths.
    fn measured(mut self) -> Self {
        let keys = self.lines.iter().map(|line| width(&line.keys, Size::Small));
        self.keys = keys.max().unwrap_or(0);
        if self.keys > 0 {
            self.keys += 8;
        }
        let header = width(&cut(self.name, LONGEST_NAME), Size::Large);
        let kind = self.kind.map_or(0, |kind| width(kind, Size::Small) + 12);
        let of_line = |line: &Line<'_>| {
            let ty = match line.ty.as_str() {
                "" => 0,
                ty => width(ty, Size::Normal) + 16,
            };
            self.keys + width(&cut(line.name, LONGEST_NAME), Size::Normal) + ty
        };
        let lines = self.lines.iter().map(of_line);
        let notes = self.notes.iter().map(|note| width(note, Size::Small));
        let inner = lines.chain(notes).chain([header + kind]).max();
        self.width = (inner.unwrap_or(0) + 2 * PADDING).max(120);
        self
    }

    fn node(&self) -> Node {
        let notes = match self.notes.len() as i32 {
            0 => 0,
            count => count * 16 + 4,
        };
        Node {
            width: self.width,
            height: HEADER + self.lines.len() as i32 * ROW + notes + FOOT,
            group: self.group,
        }
    }

    fn write(&self, out: &mut String, at: Point, colour: Option<usize>) {
        let Node { width, height, .. } = self.node();
        let Point { x, y } = at;
        let kind = self
            .kind
            .map_or_else(String::new, |kind| format!(" {kind}"));
        let _ = writeln!(
            out,
            r#"<g class="box{kind}" transform="translate({x} {y})">"#
        );
        let _ = writeln!(out, "<title>{}</title>", escape(&self.title));
        let _ = writeln!(
            out,
            r#"<rect class="body" width="{width}" height="{height}" rx="{RADIUS}"/>"#
        );
        let r = RADIUS;
        let _ = writeln!(
            out,
            r#"<path class="head {}" d="M0 {HEADER}V{r}Q0 0 {r} 0H{}Q{width} 0 {width} {r}V{HEADER}Z"/>"#,
            class(colour),
            width - r,
        );
        let _ = writeln!(
            out,
            r#"<text class="name" x="{PADDING}" y="20">{}</text>"#,
            escape(&cut(self.name, LONGEST_NAME))
        );
        let right = width - PADDING;
        if let Some(kind) = self.kind {
            let _ = writeln!(
                out,
                r#"<text class="small muted" x="{right}" y="20" text-anchor="end">{kind}</text>"#
            );
        }
        for (index, row) in self.lines.iter().enumerate() {
            self.write_line(out, row, HEADER + index as i32 * ROW + 15, right);
        }
        let below = HEADER + self.lines.len() as i32 * ROW;
        for (index, note) in self.notes.iter().enumerate() {
            let _ = writeln!(
                out,
                r#"<text class="small muted" x="{PADDING}" y="{}">{}</text>"#,
                below + 16 + index as i32 * 16,
                escape(note)
            );
        }
        out.push_str("</g>\n");
    }

    fn write_line(&self, out: &mut String, row: &Line<'_>, y: i32, right: i32) {
        let class = match row.class {
            "" => String::new(),
            class => format!(r#" class="{class}""#),
        };
        let _ = writeln!(out, "<g{class}><title>{}</title>", escape(&row.title));
        if !row.keys.is_empty() {
            let _ = writeln!(
                out,
                r#"<text class="small key" x="{PADDING}" y="{y}">{}</text>"#,
                row.keys
            );
        }
        let _ = writeln!(
            out,
            r#"<text x="{}" y="{y}">{}</text>"#,
            PADDING + self.keys,
            escape(&cut(row.name, LONGEST_NAME))
        );
        if !row.ty.is_empty() {
            let _ = writeln!(
                out,
                r#"<text class="type" x="{right}" y="{y}" text-anchor="end">{}</text>"#,
                escape(&row.ty)
            );
        }
        out.push_str("</g>\n");
    }
}

/// What is shown where the pointer rests.
fn title(name: &str, what: &str, docs: &[String]) -> String {
    let mut title = name.to_owned();
    if !what.is_empty() {
        title += ": ";
        title += what;
    }
    for line in docs {
        title.push('\n');
        title += line;
    }
    title
}

/// Sizes of text, as `style.css` has them.
#[derive(Clone, Copy)]
enum Size {
    Small,
    Normal,
    Large,
}

/// The width of a text: of so many characters of a monospaced font, with a little to spare.
fn width(text: &str, size: Size) -> i32 {
    // In tenths of a pixel: 10, 12 and 13 pixels high.
    let of_one = match size {
        Size::Small => 61,
        Size::Normal => 73,
        Size::Large => 79,
    };
    // What is not ASCII may be twice as wide.
    let halves = text.chars().map(|char| if char.is_ascii() { 1 } else { 2 });
    (halves.sum::<i32>() * of_one + 9) / 10
}

/// The text, or its start where it is too long.
fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept = text.chars().take(longest - 1);
    kept.chain(['…']).collect()
}
