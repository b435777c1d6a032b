//! Where boxes stand and lines run: geometry alone, in whole pixels.
//!
//! Boxes stand in columns. Between two columns is a *channel*, where lines turn; a line that has to
//! cross a column does so in a gap between two boxes, so that none runs through a box. All lines
//! to one parent are a *net*, drawn as one tree: a *trunk* in each channel that the net is in, and
//! one *pass* through each column between them. So a model that everything refers to has one line
//! with branches, and not a hundred lines.
//!
//! In steps: [`place`] chooses columns and the order in them, as layout on a chip does, by moving
//! boxes for as long as nets become shorter; [`align`] chooses heights, so that many lines are
//! straight; [`route`] chooses sides and passes; [`channel`] lays trunks side by side.
//!
//! Graph layout libraries were left aside: those in Rust place boxes in layers by themselves, and
//! none runs lines from the rows of boxes, or joins lines to one end.

mod align;
mod channel;
mod place;
mod route;

/// What is laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) nets: Vec<Net>,
    /// How many groups there are; at least one. Each is a band of its own, from left to right.
    pub(super) groups: usize,
    /// Space above and below the boxes of a group, for its frame and name.
    pub(super) frame: i32,
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) group: usize,
}

/// Lines that are joined. The first pin is the parent's, or one of two equals.
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub(super) pins: Vec<Pin>,
}

/// A place at the sides of a box where lines may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pin {
    pub(super) node: usize,
    /// Below the top of the box.
    pub(super) y: i32,
    /// How far it may be moved up or down.
    pub(super) slack: i32,
    /// The width of a text beside the box.
    pub(super) label: i32,
}

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// The side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

/// Where everything is.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    /// The top left corner of each node.
    pub(super) nodes: Vec<Point>,
    /// Top and bottom of each group.
    pub(super) groups: Vec<(i32, i32)>,
    pub(super) nets: Vec<Drawn>,
}

/// A net as it is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    /// Lines of horizontal and vertical parts.
    pub(super) lines: Vec<Vec<Point>>,
    /// Where a line meets a box: the pin's index, the place, and the side of the box.
    pub(super) ends: Vec<(usize, Point, Side)>,
}

/// Around everything.
const MARGIN: i32 = 24;

/// Lays a graph out; the same graph always in the same way.
pub(super) fn layout(graph: &Graph) -> Layout {
    let mut columns = place::columns(graph);
    place::add_loose(graph, &mut columns);
    let at = Places::of(graph, &columns);
    let routed = |passes: &[Vec<usize>]| {
        let heights = align::heights(graph, &columns, passes);
        let heights = align::below(graph, &columns, passes, heights);
        let routes = route::route(graph, &columns, &at, &heights);
        (heights, routes)
    };
    let none: Vec<Vec<usize>> = columns
        .iter()
        .map(|column| vec![0; column.len() + 1])
        .collect();
    let (_, routes) = routed(&none);
    // The passes are known now, and gaps have to make room for them.
    let (heights, routes) = routed(&routes.passes_by_gap(&columns));
    channel::draw(graph, &columns, &at, &heights, &routes)
}

/// Where each node is among the columns.
pub(super) struct Places {
    column: Vec<usize>,
    /// Its index in the column.
    row: Vec<usize>,
}

impl Places {
    fn of(graph: &Graph, columns: &[Vec<usize>]) -> Self {
        let mut places = Self {
            column: vec![0; graph.nodes.len()],
            row: vec![0; graph.nodes.len()],
        };
        for (index, column) in columns.iter().enumerate() {
            for (row, node) in column.iter().enumerate() {
                places.column[*node] = index;
                places.row[*node] = row;
            }
        }
        places
    }
}
