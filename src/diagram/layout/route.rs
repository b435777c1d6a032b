//! Which channels a net is in, which sides its pins are on, and where it passes through columns.
//!
//! Channel `k` is to the left of column `k`; the last one is to the right of all columns.

use std::collections::BTreeMap;

use super::align::{Heights, PASS};
use super::{Graph, MARGIN, Places, Side};

/// The way of each net.
pub(super) struct Routes {
    pub(super) nets: Vec<Way>,
}

/// The way of a net.
pub(super) struct Way {
    /// The first and the last channel.
    pub(super) channels: (usize, usize),
    /// For each pin but the first, its side; the first is on whatever sides are needed.
    pub(super) sides: Vec<Side>,
    /// Where it passes through columns.
    pub(super) passes: Vec<Pass>,
}

/// A way through a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pass {
    pub(super) column: usize,
    /// Above which node of the column; as many as it has: below all.
    pub(super) gap: usize,
    pub(super) y: i32,
}

impl Routes {
    /// For each column and each of its gaps, how many lines pass.
    pub(super) fn passes_by_gap(&self, columns: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let counts = columns.iter().map(|column| vec![0; column.len() + 1]);
        let mut counts: Vec<Vec<usize>> = counts.collect();
        for pass in self.nets.iter().flat_map(|way| &way.passes) {
            counts[pass.column][pass.gap] += 1;
        }
        counts
    }
}

impl Way {
    /// On which sides the first pin is.
    pub(super) fn root_sides(&self, column: usize) -> impl Iterator<Item = Side> {
        let (first, last) = self.channels;
        let left = (first..=last).contains(&column).then_some(Side::Left);
        let right = (first..=last)
            .contains(&(column + 1))
            .then_some(Side::Right);
        left.into_iter().chain(right)
    }
}

/// Finds a way for every net.
pub(super) fn route(
    graph: &Graph,
    columns: &[Vec<usize>],
    at: &Places,
    heights: &Heights,
) -> Routes {
    let mut load = vec![0; columns.len() + 1];
    let gaps = Gaps::of(graph, columns, heights);
    let mut nets: Vec<Way> = (0..graph.nets.len())
        .map(|net| way(graph, at, heights, &gaps, net, &mut load))
        .collect();
    gaps.spread(&mut nets);
    Routes { nets }
}

fn way(
    graph: &Graph,
    at: &Places,
    heights: &Heights,
    gaps: &Gaps,
    net: usize,
    load: &mut [usize],
) -> Way {
    let pins = graph.nets[net].pins.iter().map(|pin| At {
        column: at.column[pin.node],
        y: heights.y[pin.node] + pin.y,
    });
    let pins: Vec<At> = pins.collect();
    let columns = || pins.iter().map(|pin| pin.column);
    let (first, last) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
    let channels = if first < last {
        (first + 1, last)
    } else if load[first] < load[first + 1] {
        (first, first)
    } else {
        (first + 1, first + 1)
    };
    for crossed in &mut load[channels.0..=channels.1] {
        *crossed += 1;
    }
    let passes = passes(&pins, (first, last), gaps);
    Way {
        channels,
        sides: sides(&pins, channels, &passes),
        passes,
    }
}

/// Where a pin is.
struct At {
    column: usize,
    y: i32,
}

/// The passes of a net through the columns from a first to a last: from the parent outwards, so that each
/// is near to where the line comes from and to where it goes.
fn passes(pins: &[At], (first, last): (usize, usize), gaps: &Gaps) -> Vec<Pass> {
    let root = &pins[0];
    let mut passes = Vec::new();
    let mut through = |columns: &mut dyn Iterator<Item = usize>,
                       is_beyond: fn(usize, usize) -> bool| {
        let mut from = root.y;
        for column in columns {
            let beyond = pins.iter().filter(|pin| is_beyond(pin.column, column));
            let range = Range::of(beyond.map(|pin| pin.y));
            let pass = gaps.nearest(column, from, range.unwrap_or(Range::at(from)));
            from = pass.y;
            passes.push(pass);
        }
    };
    through(&mut (root.column + 1..last), |pin, column| pin > column);
    through(&mut (first + 1..root.column).rev(), |pin, column| {
        pin < column
    });
    passes
}

/// For each pin but the first, the side on which it is nearest to the rest of the net.
fn sides(pins: &[At], channels: (usize, usize), passes: &[Pass]) -> Vec<Side> {
    let sides = |column: usize| {
        let both = [(column, Side::Left), (column + 1, Side::Right)];
        both.into_iter()
            .filter(|(channel, _)| (channels.0..=channels.1).contains(channel))
    };
    // The trunk of each channel, as far as passes and pins with one side alone make it.
    let mut trunks: BTreeMap<usize, Range> = BTreeMap::new();
    let mut reach = |channel: usize, y: i32| {
        let trunk = trunks.entry(channel).or_insert(Range::at(y));
        *trunk = trunk.and(y);
    };
    for pass in passes {
        reach(pass.column, pass.y);
        reach(pass.column + 1, pass.y);
    }
    for (channel, _) in sides(pins[0].column) {
        reach(channel, pins[0].y);
    }
    for pin in &pins[1..] {
        if let [(channel, _)] = sides(pin.column).collect::<Vec<_>>()[..] {
            reach(channel, pin.y);
        }
    }
    let side = |pin: &At| {
        let far = |channel: usize| trunks.get(&channel).map_or(0, |trunk| trunk.far(pin.y));
        let best = sides(pin.column).min_by_key(|(channel, side)| (far(*channel), *side));
        best.map_or(Side::Left, |(_, side)| side)
    };
    pins[1..].iter().map(side).collect()
}

/// From a height to another.
#[derive(Clone, Copy)]
struct Range {
    low: i32,
    high: i32,
}

impl Range {
    fn at(y: i32) -> Self {
        Self { low: y, high: y }
    }

    /// The smallest that has all of these heights.
    fn of(heights: impl Iterator<Item = i32>) -> Option<Self> {
        heights
            .map(Self::at)
            .reduce(|range, one| range.and(one.low))
    }

    /// The smallest that has this height too.
    fn and(self, y: i32) -> Self {
        Self {
            low: self.low.min(y),
            high: self.high.max(y),
        }
    }

    /// How far a height is out of it.
    fn far(self, y: i32) -> i32 {
        (self.low - y).max(y - self.high).max(0)
    }
}

/// Where lines can pass: for each column and gap, from where to where.
struct Gaps(Vec<Vec<(i32, i32)>>);

/// Between a box and a line that passes it.
const CLEAR: i32 = 14;

impl Gaps {
    fn of(graph: &Graph, columns: &[Vec<usize>], heights: &Heights) -> Self {
        let bottoms = heights.groups.iter().map(|(_, bottom)| *bottom);
        let bottom = bottoms.max().unwrap_or(0);
        let of_column = |column: &Vec<usize>| {
            let mut above = MARGIN / 2;
            let mut gaps = Vec::new();
            for node in column {
                let top = heights.y[*node];
                gaps.push((above, top - CLEAR));
                above = top + graph.nodes[*node].height + CLEAR;
            }
            gaps.push((above, above.max(bottom) + MARGIN));
            gaps
        };
        Self(columns.iter().map(of_column).collect())
    }

    /// The gap that makes the line from one height to a range of heights longer by the least.
    fn nearest(&self, column: usize, from: i32, to: Range) -> Pass {
        let passes = self.0[column]
            .iter()
            .enumerate()
            .map(|(gap, (top, bottom))| {
                let wanted = from.clamp(to.low, to.high);
                let y = wanted.clamp(*top, (*bottom).max(*top));
                let away = (y - from).abs() + to.far(y);
                (away, gap, y)
            });
        let (_, gap, y) = passes.min().unwrap_or_default();
        Pass { column, gap, y }
    }

    /// Moves the passes of one gap apart.
    fn spread(&self, ways: &mut [Way]) {
        let mut by_gap: Vec<(usize, usize, i32, usize, usize)> = Vec::new();
        for (net, way) in ways.iter().enumerate() {
            for (index, pass) in way.passes.iter().enumerate() {
                by_gap.push((pass.column, pass.gap, pass.y, net, index));
            }
        }
        by_gap.sort_unstable();
        for passes in by_gap.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (top, bottom) = self.0[passes[0].0][passes[0].1];
            let mut above = top - PASS;
            for (index, (_, _, y, net, pass)) in passes.iter().enumerate() {
                let below = (passes.len() - 1 - index) as i32;
                let y = (*y).min(bottom - below * PASS).max(above + PASS);
                ways[*net].passes[*pass].y = y;
                above = y;
            }
        }
    }
}
