//! How high each box stands: in the order of its column, as near as possible to where its lines
//! are straight.

use super::place::linked;
use super::{Graph, MARGIN};

/// Between two boxes, and around the passes between them.
const GAP: i32 = 28;
const AROUND_PASSES: i32 = 24;
/// From pass to pass.
pub(super) const PASS: i32 = 9;

/// Where the boxes stand and the groups reach.
#[derive(Clone, Debug)]
pub(super) struct Heights {
    /// The top of each node.
    pub(super) y: Vec<i32>,
    /// Top and bottom of each group.
    pub(super) groups: Vec<(i32, i32)>,
}

/// A run of a column's nodes that are of one group and have nets.
struct Run {
    nodes: Vec<usize>,
    /// The least space above each.
    above: Vec<i32>,
}

/// The heights of all nodes that have nets. `passes` are, for each column and each gap (above each
/// node, and at last below all), the lines through it.
pub(super) fn heights(graph: &Graph, columns: &[Vec<usize>], passes: &[Vec<usize>]) -> Heights {
    let linked = linked(graph);
    let mut runs: Vec<Vec<Run>> = Vec::new();
    for group in 0..graph.groups {
        let of_column = columns.iter().zip(passes).map(|(column, passes)| {
            let (mut nodes, mut above) = (Vec::new(), Vec::new());
            let of_group = column
                .iter()
                .zip(passes)
                .filter(|(node, _)| graph.nodes[**node].group == group && linked[**node]);
            for (node, passes) in of_group {
                above.push(match (*passes as i32, nodes.is_empty()) {
                    (0, true) => 0,
                    (0, false) => GAP,
                    (passes, _) => AROUND_PASSES + passes * PASS,
                });
                nodes.push(*node);
            }
            Run { nodes, above }
        });
        runs.push(of_column.collect());
    }

    let mut heights = Heights {
        y: vec![0; graph.nodes.len()],
        groups: Vec::new(),
    };
    let mut top = MARGIN;
    for runs in &runs {
        let tallest = runs.iter().map(|run| run.height(graph)).max();
        let bottom = top + graph.frame + tallest.unwrap_or(0);
        for run in runs {
            let mut y = top + graph.frame + (bottom - top - graph.frame - run.height(graph)) / 2;
            for (node, above) in run.nodes.iter().zip(&run.above) {
                heights.y[*node] = y + above;
                y += above + graph.nodes[*node].height;
            }
        }
        heights.groups.push((top, bottom + graph.frame));
        top = bottom + graph.frame + if graph.frame > 0 { GAP } else { 0 };
    }
    let wishes = Wishes::of(graph);
    let count = columns.len();
    for sweep in 0..6 {
        for step in 0..count {
            let column = if sweep % 2 == 0 {
                step
            } else {
                count - 1 - step
            };
            for (group, runs) in runs.iter().enumerate() {
                let (top, bottom) = heights.groups[group];
                let space = (top + graph.frame, bottom - graph.frame);
                runs[column].settle(graph, &wishes, space, &mut heights.y);
            }
        }
    }
    heights
}

/// Puts the nodes that have no net below the others of their group, and moves what is below down.
pub(super) fn below(
    graph: &Graph,
    columns: &[Vec<usize>],
    passes: &[Vec<usize>],
    mut heights: Heights,
) -> Heights {
    let linked = linked(graph);
    let mut moved = 0;
    for group in 0..graph.groups {
        let (top, bottom) = heights.groups[group];
        let (top, bottom) = (top + moved, bottom + moved - graph.frame);
        let is_empty = bottom == top + graph.frame;
        let mut lowest = bottom;
        for (column, passes) in columns.iter().zip(passes) {
            let mut y = if is_empty { bottom } else { bottom + GAP };
            for (node, passes) in column.iter().zip(passes) {
                if graph.nodes[*node].group != group {
                    continue;
                }
                if linked[*node] {
                    heights.y[*node] += moved;
                } else {
                    y += *passes as i32 * PASS;
                    heights.y[*node] = y;
                    y += graph.nodes[*node].height;
                    lowest = lowest.max(y);
                    y += GAP;
                }
            }
        }
        moved += lowest - bottom;
        heights.groups[group] = (top, lowest + graph.frame);
    }
    heights
}

/// For each node, the other ends of its lines: its own pin's height, and the other node and pin.
struct Wishes(Vec<Vec<(i32, usize, i32)>>);

impl Wishes {
    fn of(graph: &Graph) -> Self {
        let mut wishes = vec![Vec::new(); graph.nodes.len()];
        for net in &graph.nets {
            let root = net.pins[0];
            for pin in net.pins[1..].iter().filter(|pin| pin.node != root.node) {
                wishes[pin.node].push((pin.y, root.node, root.y));
                wishes[root.node].push((root.y, pin.node, pin.y));
            }
        }
        Self(wishes)
    }
}

/// Nodes that touch each other, and where the first of them would have to be for each wish.
struct Block {
    wishes: Vec<i32>,
    nodes: usize,
}

impl Block {
    fn place(&self) -> i32 {
        self.wishes[self.wishes.len() / 2]
    }
}

impl Run {
    fn height(&self, graph: &Graph) -> i32 {
        let heights = self.nodes.iter().map(|node| graph.nodes[*node].height);
        heights.sum::<i32>() + self.above.iter().sum::<i32>()
    }

    /// Moves the nodes as near to their wishes as their order lets them: where two would overlap
    /// they become one block, which stands at the median of its wishes.
    fn settle(&self, graph: &Graph, wishes: &Wishes, (top, bottom): (i32, i32), y: &mut [i32]) {
        // Where each would stand if all above it were pushed together at zero.
        let mut pushed = 0;
        let mut before = Vec::new();
        let mut blocks: Vec<Block> = Vec::new();
        for (node, above) in self.nodes.iter().zip(&self.above) {
            pushed += above;
            before.push(pushed);
            let of_node = wishes.0[*node].iter();
            let mut own: Vec<i32> = of_node
                .map(|(own, other, at)| y[*other] + at - own - pushed)
                .collect();
            if own.is_empty() {
                own.push(y[*node] - pushed);
            }
            own.sort_unstable();
            blocks.push(Block {
                wishes: own,
                nodes: 1,
            });
            while let [.., above, last] = blocks.as_slice()
                && above.place() > last.place()
            {
                let Some(last) = blocks.pop() else { break };
                let Some(above) = blocks.last_mut() else {
                    break;
                };
                above.wishes.extend(last.wishes);
                above.wishes.sort_unstable();
                above.nodes += last.nodes;
            }
            pushed += graph.nodes[*node].height;
        }
        let lowest = bottom - pushed;
        let mut index = 0;
        for block in blocks {
            let place = block.place().min(lowest).max(top);
            for _ in 0..block.nodes {
                y[self.nodes[index]] = place + before[index];
                index += 1;
            }
        }
    }
}
