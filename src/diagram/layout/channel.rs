//! The lines in each channel: trunks side by side, in an order in which few lines cross, and no two
//! lines of different nets on top of each other.

use std::collections::BTreeMap;

use super::align::Heights;
use super::route::Routes;
use super::{Drawn, Graph, Layout, MARGIN, Places, Point, Side};

/// From trunk to trunk.
const TRACK: i32 = 9;
/// Beside a box, for the marks that say how many.
const MARKS: i32 = 24;
/// Two lines of different nets are so far apart at least.
const APART: i32 = 6;
/// A channel without lines.
const EMPTY: i32 = 36;

/// Where a net leaves or enters a channel.
#[derive(Clone, Copy, Debug)]
struct Door {
    net: usize,
    /// The side of the channel.
    side: Side,
    y: i32,
    /// Whether the parent is that way.
    to_root: bool,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// A pin of the net.
    Pin(usize),
    /// A pass of the net.
    Pass(usize),
}

/// A vertical line.
struct Trunk {
    net: usize,
    top: i32,
    bottom: i32,
    /// The heights at which it is joined from each side.
    left: Vec<i32>,
    right: Vec<i32>,
    track: i32,
}

/// Draws the nets, and gives the columns their places.
pub(super) fn draw(
    graph: &Graph,
    columns: &[Vec<usize>],
    at: &Places,
    heights: &Heights,
    routes: &Routes,
) -> Layout {
    let mut doors = doors(graph, columns.len(), at, heights, routes);
    keep_apart(graph, &mut doors);

    let width_of = |node: usize| graph.nodes[node].width;
    let mut nets = vec![Drawn::default(); graph.nets.len()];
    let mut nodes = vec![Point { x: 0, y: 0 }; graph.nodes.len()];
    let mut x = MARGIN;
    for (channel, doors) in doors.iter().enumerate() {
        let is_outer = channel == 0 || channel == columns.len();
        let channel_of = Channel::of(graph, doors, x, is_outer);
        let column = columns.get(channel).map_or(&[][..], Vec::as_slice);
        let widest = column.iter().map(|node| width_of(*node)).max().unwrap_or(0);
        for node in column {
            // Centred in its column.
            let inset = (widest - width_of(*node)) / 2;
            nodes[*node] = Point {
                x: channel_of.right + inset,
                y: heights.y[*node],
            };
        }
        x = channel_of.right + widest;
        let place = |door: &Door| Point {
            x: match (door.what, door.side) {
                (What::Pin(pin), Side::Left) => {
                    let node = graph.nets[door.net].pins[pin].node;
                    nodes[node].x + width_of(node)
                }
                (What::Pin(pin), Side::Right) => nodes[graph.nets[door.net].pins[pin].node].x,
                (What::Pass(_), Side::Left) => channel_of.left,
                (What::Pass(_), Side::Right) => x,
            },
            y: door.y,
        };
        for of_net in doors.chunk_by(|a, b| a.net == b.net) {
            let net = of_net[0].net;
            draw_net(&mut nets[net], of_net, place, channel_of.trunks.get(&net));
        }
    }
    let lines = doors.iter().flatten().map(|door| door.y);
    let bottoms = heights.groups.iter().map(|(_, bottom)| *bottom);
    Layout {
        width: x + MARGIN,
        height: lines.chain(bottoms).fold(0, i32::max) + MARGIN,
        nodes,
        groups: heights.groups.clone(),
        nets,
    }
}

/// The space between two columns.
struct Channel {
    left: i32,
    right: i32,
    /// Where the trunk of each net is.
    trunks: BTreeMap<usize, i32>,
}

impl Channel {
    /// As wide as its lines need it.
    fn of(graph: &Graph, doors: &[Door], left: i32, is_outer: bool) -> Self {
        let trunks = trunks(doors);
        let beside = |side: Side| {
            let of_side = doors.iter().filter(|door| door.side == side);
            let labels = of_side.map(|door| match door.what {
                What::Pin(pin) => graph.nets[door.net].pins[pin].label,
                What::Pass(_) => 0,
            });
            labels.max().map_or(MARKS / 2, |label| MARKS + label)
        };
        let last_track = trunks.iter().map(|trunk| trunk.track).max().unwrap_or(0);
        let width = match (doors.is_empty(), is_outer) {
            (true, true) => 0,
            (true, false) => EMPTY,
            (false, _) => {
                (beside(Side::Left) + last_track * TRACK + beside(Side::Right)).max(EMPTY)
            }
        };
        let first_track = left + beside(Side::Left);
        let place = |trunk: &Trunk| (trunk.net, first_track + trunk.track * TRACK);
        Self {
            left,
            right: left + width,
            trunks: trunks.iter().map(place).collect(),
        }
    }
}

/// Draws what a net has in one channel: lines from its doors to the one that leads to the parent.
fn draw_net(net: &mut Drawn, doors: &[Door], place: impl Fn(&Door) -> Point, trunk: Option<&i32>) {
    let Some(source) = doors.iter().find(|door| door.to_root) else {
        return;
    };
    let source = place(source);
    for door in doors {
        let at = place(door);
        if let What::Pin(pin) = door.what {
            // The left side of a channel is the right side of a box.
            let side = match door.side {
                Side::Left => Side::Right,
                Side::Right => Side::Left,
            };
            net.ends.push((pin, at, side));
        }
        if door.to_root {
            continue;
        }
        let mut line = vec![at];
        if let Some(x) = trunk.copied().filter(|_| at.y != source.y) {
            line.extend([at.y, source.y].map(|y| Point { x, y }));
        }
        line.push(source);
        net.lines.push(line);
    }
}

/// The doors of each channel, by nets.
fn doors(
    graph: &Graph,
    columns: usize,
    at: &Places,
    heights: &Heights,
    routes: &Routes,
) -> Vec<Vec<Door>> {
    let mut doors = vec![Vec::new(); columns + 1];
    for (net, way) in routes.nets.iter().enumerate() {
        let pins = &graph.nets[net].pins;
        let root = at.column[pins[0].node];
        // The right side of a box is the left side of a channel.
        let mut pin_door = |pin: usize, side: Side| {
            let column = at.column[pins[pin].node];
            let (channel, side) = match side {
                Side::Left => (column, Side::Right),
                Side::Right => (column + 1, Side::Left),
            };
            doors[channel].push(Door {
                net,
                side,
                y: heights.y[pins[pin].node] + pins[pin].y,
                to_root: pin == 0,
                what: What::Pin(pin),
            });
        };
        way.root_sides(root).for_each(|side| pin_door(0, side));
        for (index, side) in way.sides.iter().enumerate() {
            pin_door(index + 1, *side);
        }
        for (index, pass) in way.passes.iter().enumerate() {
            for (channel, side) in [(pass.column, Side::Right), (pass.column + 1, Side::Left)] {
                doors[channel].push(Door {
                    net,
                    side,
                    y: pass.y,
                    to_root: (pass.column < root) == (side == Side::Right),
                    what: What::Pass(index),
                });
            }
        }
    }
    doors
}

/// Moves doors a little, so that lines of different nets do not lie on one another.
fn keep_apart(graph: &Graph, doors: &mut [Vec<Door>]) {
    // What the passes of a column were moved to, for the channel to the right of it.
    let mut moved: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    for doors in doors {
        for door in doors.iter_mut().filter(|door| door.side == Side::Left) {
            if let What::Pass(pass) = door.what {
                door.y = moved[&(door.net, pass)];
            }
        }
        moved.clear();
        let mut taken: BTreeMap<i32, usize> = BTreeMap::new();
        let mut order: Vec<usize> = (0..doors.len()).collect();
        // Passes from the left cannot be moved any more.
        order.sort_by_key(|index| {
            let door = &doors[*index];
            let fixed = door.side == Side::Left && matches!(door.what, What::Pass(_));
            (!fixed, door.side, door.y, door.net)
        });
        for index in order {
            let door = &mut doors[index];
            let slack = match (door.what, door.side) {
                (What::Pin(pin), _) => graph.nets[door.net].pins[pin].slack,
                (What::Pass(_), Side::Right) => 4,
                (What::Pass(_), Side::Left) => 0,
            };
            let free = |y: &i32| {
                let near = taken.range(y - APART + 1..y + APART);
                near.clone().all(|(_, net)| *net == door.net)
            };
            let tries = (0..=slack).flat_map(|by| [door.y + by, door.y - by]);
            if let Some(y) = tries.into_iter().find(free) {
                door.y = y;
            }
            taken.insert(door.y, door.net);
            if let (What::Pass(pass), Side::Right) = (door.what, door.side) {
                moved.insert((door.net, pass), door.y);
            }
        }
    }
}

/// The trunks of a channel, on tracks from left to right.
fn trunks(doors: &[Door]) -> Vec<Trunk> {
    let mut trunks = Vec::new();
    for of_net in doors.chunk_by(|a, b| a.net == b.net) {
        let heights = || of_net.iter().map(|door| door.y);
        let of_side = |side: Side| {
            let of_side = of_net.iter().filter(|door| door.side == side);
            let mut heights: Vec<i32> = of_side.map(|door| door.y).collect();
            heights.sort_unstable();
            heights
        };
        let (top, bottom) = (heights().min().unwrap_or(0), heights().max().unwrap_or(0));
        if top < bottom {
            trunks.push(Trunk {
                net: of_net[0].net,
                top,
                bottom,
                left: of_side(Side::Left),
                right: of_side(Side::Right),
                track: 0,
            });
        }
    }
    // A trunk that is joined from the left alone is best on the left.
    trunks.sort_by_key(|trunk| {
        let (left, right) = (trunk.left.len() as i64, trunk.right.len() as i64);
        ((right - left) * 100 / (right + left), trunk.top)
    });
    // Neighbours change places for as long as fewer lines cross.
    for _ in 0..trunks.len() {
        let mut changed = false;
        for index in 1..trunks.len() {
            let (left, right) = (&trunks[index - 1], &trunks[index]);
            if crossings(right, left) < crossings(left, right) {
                trunks.swap(index - 1, index);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for index in 0..trunks.len() {
        let (before, rest) = trunks.split_at_mut(index);
        let trunk = &mut rest[0];
        let beside = before
            .iter()
            .filter(|other| other.top < trunk.bottom + TRACK && trunk.top < other.bottom + TRACK);
        trunk.track = beside.map(|other| other.track + 1).max().unwrap_or(0);
    }
    trunks
}

/// How often two trunks' lines cross, and by far worse, lie on one another.
fn crossings(left: &Trunk, right: &Trunk) -> usize {
    let within = |heights: &[i32], trunk: &Trunk| {
        let inside = |y: &&i32| trunk.top < **y && **y < trunk.bottom;
        heights.iter().filter(inside).count()
    };
    let on_one_another = left.right.iter().filter(|y| {
        let near = **y - APART + 1..**y + APART;
        right.left.iter().any(|other| near.contains(other))
    });
    within(&left.right, right) + within(&right.left, left) + 50 * on_one_another.count()
}
