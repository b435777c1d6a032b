//! Which column a box stands in, and in what order.
//!
//! The start is an order in which each box comes soon after those that it is linked to, cut into
//! columns. Then boxes are moved and swapped, in a sequence that looks random and is always the
//! same, and a move is kept where nets become shorter, early on also where they become a little
//! longer (threshold accepting).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Graph, MARGIN};

/// Between two boxes of a column, for this purpose.
const GAP: i32 = 36;
/// How much wider than high a picture should be, in tenths.
const ASPECT: i64 = 16;
/// The width of a channel, for this purpose.
const CHANNEL: i64 = 110;

/// The nodes that have nets, by columns from top to bottom; in each, groups follow each other.
pub(super) fn columns(graph: &Graph) -> Vec<Vec<usize>> {
    let mut search = Search::new(graph);
    search.improve();
    search.columns
}

/// Adds the nodes that have no net below the others of their group, where there is most room.
pub(super) fn add_loose(graph: &Graph, columns: &mut [Vec<usize>]) {
    let linked = linked(graph);
    let width = |column: &Vec<usize>| {
        let widths = column.iter().map(|node| graph.nodes[*node].width);
        widths.max().unwrap_or(0)
    };
    let mut widths: Vec<i32> = columns.iter().map(width).collect();
    for group in 0..graph.groups {
        let mut used = vec![0; columns.len()];
        for (index, node) in graph.nodes.iter().enumerate() {
            if linked[index] || node.group != group {
                continue;
            }
            // A column that would have to be wider is as good as one that is so much higher.
            let cost = |column: usize| used[column] + 3 * (node.width - widths[column]).max(0);
            let best = (0..columns.len()).min_by_key(|column| (cost(*column), *column));
            let best = best.unwrap_or(0);
            let ends = columns[best]
                .iter()
                .position(|other| graph.nodes[*other].group > group);
            let end = ends.unwrap_or(columns[best].len());
            columns[best].insert(end, index);
            widths[best] = widths[best].max(node.width);
            used[best] += node.height + GAP;
        }
    }
}

/// Whether a node has a net.
pub(super) fn linked(graph: &Graph) -> Vec<bool> {
    let mut linked = vec![false; graph.nodes.len()];
    for pin in graph.nets.iter().flat_map(|net| &net.pins) {
        linked[pin.node] = true;
    }
    linked
}

struct Search<'a> {
    graph: &'a Graph,
    columns: Vec<Vec<usize>>,
    column_of: Vec<usize>,
    /// The top of each node, in columns that are centred in their group.
    y: Vec<i32>,
    /// The nets of each node.
    nets_of: Vec<Vec<usize>>,
    /// Where the middle of each group is.
    middle: Vec<i32>,
    /// How high the column of a group may be at no cost.
    limit: Vec<i32>,
    cost_of: Vec<i64>,
    seen: Vec<u32>,
    pass: u32,
    random: Random,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut nets_of = vec![Vec::new(); graph.nodes.len()];
        for (index, net) in graph.nets.iter().enumerate() {
            for pin in &net.pins {
                if nets_of[pin.node].last() != Some(&index) {
                    nets_of[pin.node].push(index);
                }
            }
        }
        let count = column_count(graph);
        let linked = linked(graph);
        let mut heights = vec![0i64; graph.groups];
        let mut tallest = vec![0; graph.groups];
        for (node, _) in graph
            .nodes
            .iter()
            .zip(&linked)
            .filter(|(_, linked)| **linked)
        {
            heights[node.group] += i64::from(node.height + GAP);
            tallest[node.group] = tallest[node.group].max(node.height + GAP);
        }
        let limit: Vec<i32> = heights
            .iter()
            .zip(&tallest)
            .map(|(height, tallest)| (*tallest).max((height * 21 / 20 / count as i64) as i32))
            .collect();
        let mut top = 0;
        let middle = limit.iter().map(|limit| {
            let middle = top + limit / 2;
            top += limit;
            middle
        });
        let mut search = Self {
            middle: middle.collect(),
            columns: vec![Vec::new(); count],
            column_of: vec![0; graph.nodes.len()],
            y: vec![0; graph.nodes.len()],
            cost_of: vec![0; graph.nets.len()],
            seen: vec![0; graph.nets.len()],
            pass: 0,
            random: Random(graph.nodes.len() as u64),
            graph,
            nets_of,
            limit,
        };
        search.fill(&linked);
        search
    }

    /// Fills the columns from left to right, groups in step.
    fn fill(&mut self, linked: &[bool]) {
        let order = order(self.graph, &self.nets_of);
        for group in 0..self.graph.groups {
            let mut column = 0;
            let mut height = 0;
            let of_group = order
                .iter()
                .filter(|node| linked[**node] && self.graph.nodes[**node].group == group);
            for node in of_group {
                let own = self.graph.nodes[*node].height + GAP;
                if height + own / 2 > self.limit[group] && column + 1 < self.columns.len() {
                    column += 1;
                    height = 0;
                }
                self.columns[column].push(*node);
                self.column_of[*node] = column;
                height += own;
            }
        }
        for column in 0..self.columns.len() {
            self.stack(column);
        }
        for net in 0..self.graph.nets.len() {
            self.cost_of[net] = self.net_cost(net);
        }
    }

    /// Sets the heights of a column's nodes.
    fn stack(&mut self, column: usize) {
        let nodes = &self.columns[column];
        let mut start = 0;
        while start < nodes.len() {
            let group = self.graph.nodes[nodes[start]].group;
            let run = nodes[start..]
                .iter()
                .take_while(|node| self.graph.nodes[**node].group == group);
            let run: usize = run.count();
            let run = &nodes[start..start + run];
            let total: i32 = run
                .iter()
                .map(|node| self.graph.nodes[*node].height + GAP)
                .sum();
            let mut top = self.middle[group] - total / 2;
            for node in run {
                self.y[*node] = top;
                top += self.graph.nodes[*node].height + GAP;
            }
            start += run.len();
        }
    }

    fn net_cost(&self, net: usize) -> i64 {
        let pins = &self.graph.nets[net].pins;
        let root = pins[0];
        let (root_column, root_y) = (self.column_of[root.node], self.y[root.node] + root.y);
        let (mut left, mut right) = (root_column, root_column);
        let (mut top, mut bottom) = (root_y, root_y);
        let mut star = 0;
        for pin in &pins[1..] {
            let column = self.column_of[pin.node];
            let y = self.y[pin.node] + pin.y;
            (left, right) = (left.min(column), right.max(column));
            (top, bottom) = (top.min(y), bottom.max(y));
            star += 60 * i64::from(column.abs_diff(root_column) as u32)
                + i64::from((y - root_y).abs()) / 6;
        }
        let across = match right - left {
            0 => 160,
            1 => 100,
            more => 100 + 350 * (more as i64 - 1),
        };
        across + i64::from(bottom - top) + star
    }

    /// What it costs that a column is higher than it should be.
    fn overflow(&self, column: usize) -> i64 {
        let mut heights = vec![0; self.limit.len()];
        for node in &self.columns[column] {
            let node = &self.graph.nodes[*node];
            heights[node.group] += node.height + GAP;
        }
        let over = heights.iter().zip(&self.limit);
        over.map(|(height, limit)| 6 * i64::from((height - limit).max(0)))
            .sum()
    }

    fn improve(&mut self) {
        let linked: Vec<usize> = (0..self.graph.nodes.len())
            .filter(|node| !self.nets_of[*node].is_empty())
            .collect();
        if linked.len() < 2 {
            return;
        }
        // Enough for a small schema to be as good as it gets, and linear for a large one.
        let tries = (linked.len() * 3_000).min(120_000 + linked.len() * 40);
        for step in 0..tries {
            let node = linked[self.random.below(linked.len())];
            let patience = (300 * (tries - step) / tries) as i64 - 30;
            self.try_move(node, patience.max(0));
        }
    }

    /// Moves a node to somewhere near what it is linked to, and back where that is no better.
    fn try_move(&mut self, node: usize, patience: i64) {
        let nets = &self.nets_of[node];
        let net = &self.graph.nets[nets[self.random.below(nets.len())]];
        // To a neighbour: any pin of the net, or the parent.
        let pick = match self.random.below(3) {
            0 => 0,
            _ => self.random.below(net.pins.len()),
        };
        let near = net.pins[pick].node;
        let wanted = self.column_of[near] as i64 + self.random.below(3) as i64 - 1;
        let to = wanted.clamp(0, self.columns.len() as i64 - 1) as usize;
        let from = self.column_of[node];
        let y = self.y[near] + self.random.below(400) as i32 - 200;
        let from_row = position(&self.columns[from], node);
        let group = self.graph.nodes[node].group;
        let mut to_row = self.columns[to]
            .iter()
            .take_while(|other| {
                let at = &self.graph.nodes[**other];
                at.group < group || (at.group == group && self.y[**other] + at.height / 2 < y)
            })
            .count();
        // Every other time, whoever is there takes the place that becomes free.
        let partner = self.columns[to].get(to_row).copied();
        let partner = partner.filter(|other| {
            self.graph.nodes[*other].group == group && *other != node && self.random.0 & 64 == 0
        });
        if from == to && (to_row == from_row || to_row == from_row + 1) && partner.is_none() {
            return;
        }

        let before = self.overflow(from) + if from == to { 0 } else { self.overflow(to) };
        let saved = (self.columns[from].clone(), self.columns[to].clone());
        if let Some(partner) = partner {
            self.columns[from][from_row] = partner;
            self.columns[to][to_row] = node;
            self.column_of[partner] = from;
        } else {
            self.columns[from].remove(from_row);
            if from == to && to_row > from_row {
                to_row -= 1;
            }
            self.columns[to].insert(to_row, node);
        }
        self.column_of[node] = to;
        self.stack(from);
        self.stack(to);
        let after = self.overflow(from) + if from == to { 0 } else { self.overflow(to) };
        let (change, touched) = self.change_of_nets(from, to);
        if change + after - before <= patience {
            return;
        }
        (self.columns[from], self.columns[to]) = saved;
        self.column_of[node] = from;
        if let Some(partner) = partner {
            self.column_of[partner] = to;
        }
        self.stack(from);
        self.stack(to);
        for (net, cost) in touched {
            self.cost_of[net] = cost;
        }
    }

    /// Recomputes the nets of two columns: by how much they became longer, and what they were.
    fn change_of_nets(&mut self, from: usize, to: usize) -> (i64, Vec<(usize, i64)>) {
        self.pass += 1;
        let mut change = 0;
        let mut touched = Vec::new();
        let columns = if from == to { &[from][..] } else { &[from, to] };
        for column in columns {
            for index in 0..self.columns[*column].len() {
                let node = self.columns[*column][index];
                for at in 0..self.nets_of[node].len() {
                    let net = self.nets_of[node][at];
                    if self.seen[net] == self.pass {
                        continue;
                    }
                    self.seen[net] = self.pass;
                    let cost = self.net_cost(net);
                    if cost != self.cost_of[net] {
                        change += cost - self.cost_of[net];
                        touched.push((net, self.cost_of[net]));
                        self.cost_of[net] = cost;
                    }
                }
            }
        }
        (change, touched)
    }
}

fn position(column: &[usize], node: usize) -> usize {
    let found = column.iter().position(|other| *other == node);
    found.expect("a node is in its column")
}

/// How many columns give the picture its proportions.
fn column_count(graph: &Graph) -> usize {
    let count = graph.nodes.len().max(1) as i64;
    let height: i64 = graph
        .nodes
        .iter()
        .map(|node| i64::from(node.height + GAP))
        .sum();
    let width: i64 = graph.nodes.iter().map(|node| i64::from(node.width)).sum();
    let column = width / count + CHANNEL + i64::from(MARGIN);
    // columns * column = aspect * height / columns
    let square = ASPECT * height / 10 / column.max(1);
    let root = square.max(1).isqrt();
    let root = if square - root * root > root {
        root + 1
    } else {
        root
    };
    root.clamp(1, count) as usize
}

/// The nodes, each as soon as possible after those that it is linked to; small nets bind more.
fn order(graph: &Graph, nets_of: &[Vec<usize>]) -> Vec<usize> {
    let mut bond = vec![0u64; graph.nodes.len()];
    let mut open = BTreeSet::new();
    for (node, nets) in nets_of.iter().enumerate() {
        open.insert((Reverse(0), nets.len(), node));
    }
    let mut order = Vec::new();
    let mut placed = vec![false; graph.nodes.len()];
    while let Some((_, _, node)) = open.pop_first() {
        placed[node] = true;
        order.push(node);
        for net in &nets_of[node] {
            let pins = &graph.nets[*net].pins;
            // What nearly everything is linked to says little.
            if pins.len() > 40 && pins[0].node != node {
                continue;
            }
            for pin in pins.iter().filter(|pin| !placed[pin.node]) {
                let other = pin.node;
                open.remove(&(Reverse(bond[other]), nets_of[other].len(), other));
                bond[other] += 1_000 / pins.len() as u64;
                open.insert((Reverse(bond[other]), nets_of[other].len(), other));
            }
        }
    }
    order
}

/// Numbers that look random and are always the same (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
