//! Which revision of a unit's answer for a period stands, and which version of a record, where they come from several desks in
//! any order. One rule for both: what is said here of revisions holds for versions too.
//!
//! Revisions are a set that only grows, and each names those that it replaces, so that desks merge by union. What stands is
//! a function of the set alone: a revision that was taken back counts for nothing, one that was replaced by one that
//! counts is history, and what is left are the [heads](Standing). Several heads that say different things are a conflict
//! for a person to decide, by a revision that replaces them all; until then one of them is counted, the same one on every
//! desk that knows the same reviews: what was accepted is not pushed aside by what nobody has looked at. So no edit is lost without a person having seen it: only a revision that was made on it puts it into history. How a
//! revision is named is in [`uid`]; nothing here knows who may report what.

pub mod uid;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::calendar::Instant;

/// A revision, as far as what stands depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    /// Its name between desks; see [`uid::revision`].
    pub uid: &'a str,
    /// The revisions that it replaces. One that is not in the set is as good as none.
    pub parents: &'a [String],
    /// Names its content: heads of the same content are no conflict.
    pub digest: Cow<'a, str>,
    /// Whether it says nothing but that something came: it gives way to whatever says more.
    pub is_bare: bool,
    pub sent_at: Instant,
    pub is_withdrawn: bool,
    /// Whether the desk above accepted it (通过).
    pub is_accepted: bool,
}

/// What stands for a unit and period: places in the list that was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The head that counts: an accepted one before others, then the one with the longest history, then sent last, then with
    /// the greatest name.
    pub counted: Option<usize>,
    /// The heads that say something else, in the order in which they would count; empty where there is no conflict.
    pub rivals: Vec<usize>,
    /// Every head, those that say the same too, in the order of their names: what a decision replaces.
    pub heads: Vec<usize>,
}

impl Standing {
    pub fn is_conflict(&self) -> bool {
        !self.rivals.is_empty()
    }

    /// What a correction replaces, by name: what counts and what says the same. Rivals stay, for a decision to replace. Where
    /// nothing stands, it follows what was taken back, so that it is another revision even where it says the same. `nodes` are
    /// those that it was worked out from.
    pub fn replaced_by_correction(&self, nodes: &[Node<'_>]) -> Vec<String> {
        if self.counted.is_none() {
            return tips(nodes);
        }
        let said: HashSet<&str> = self.rivals.iter().map(|&at| &*nodes[at].digest).collect();
        let heads = self.heads.iter().map(|&at| &nodes[at]);
        let agreeing = heads.filter(|head| !said.contains(&*head.digest));
        agreeing.map(|head| head.uid.to_owned()).collect()
    }

    /// What a decision replaces, by name: every head.
    pub fn replaced_by_decision(&self, nodes: &[Node<'_>]) -> Vec<String> {
        let heads = self.heads.iter();
        heads.map(|&at| nodes[at].uid.to_owned()).collect()
    }
}

/// What stands among revisions, whatever the order in which they come. Each name is given once.
pub fn standing(nodes: &[Node<'_>]) -> Standing {
    let family = Family::of(nodes);
    let replaced = family.replaced();
    let mut heads: Vec<usize> = (0..nodes.len())
        .filter(|&at| !nodes[at].is_withdrawn && !replaced[at])
        .collect();
    heads.sort_unstable_by_key(|&at| nodes[at].uid);
    let history = (0..nodes.len()).filter(|&at| replaced[at]);
    let history: HashSet<&str> = history.map(|at| &*nodes[at].digest).collect();
    // A revision that replaces none and says what was replaced elsewhere is the same report that came by a second way, a
    // form by mail beside the packet, and not a second opinion.
    let is_copy = |at: usize| nodes[at].parents.is_empty() && history.contains(&*nodes[at].digest);
    let depths = family.depths();
    let mut ranked = heads.clone();
    ranked.sort_unstable_by_key(|&at| {
        let node = &nodes[at];
        // What its own copy's history has left behind does not come back by having been accepted once.
        let is_accepted = node.is_accepted && !is_copy(at);
        let weight = (
            !node.is_bare,
            is_accepted,
            depths[at],
            node.sent_at,
            node.uid,
        );
        std::cmp::Reverse(weight)
    });
    let Some(&counted) = ranked.first() else {
        return Standing::default();
    };
    let mut said = HashSet::from([&*nodes[counted].digest]);
    let mut rivals = Vec::new();
    for &at in &ranked[1..] {
        if !nodes[at].is_bare && !is_copy(at) && said.insert(&*nodes[at].digest) {
            rivals.push(at);
        }
    }
    Standing {
        counted: Some(counted),
        rivals,
        heads,
    }
}

/// Places in an order in which every revision comes after those that it replaces, equals by time and name: the order in
/// which a person reads a history. What replaces itself in a circle, which no true names can, comes last.
pub fn in_order(nodes: &[Node<'_>]) -> Vec<usize> {
    let depths = Family::of(nodes).depths();
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_unstable_by_key(|&at| (depths[at], nodes[at].sent_at, nodes[at].uid));
    order
}

/// Revisions that none names as replaced, in the order of their names.
fn tips(nodes: &[Node<'_>]) -> Vec<String> {
    let parents = nodes.iter().flat_map(|node| node.parents);
    let named: HashSet<&str> = parents.map(String::as_str).collect();
    let mut tips: Vec<&str> = nodes.iter().map(|node| node.uid).collect();
    tips.retain(|uid| !named.contains(uid));
    tips.sort_unstable();
    tips.into_iter().map(str::to_owned).collect()
}

/// Who replaces whom, by places in the list.
struct Family<'a> {
    nodes: &'a [Node<'a>],
    parents: Vec<Vec<usize>>,
}

impl<'a> Family<'a> {
    fn of(nodes: &'a [Node<'a>]) -> Self {
        let places: HashMap<&str, usize> = (0..).zip(nodes).map(|(at, n)| (n.uid, at)).collect();
        let known = |node: &Node<'_>| {
            let parents = node.parents.iter();
            parents
                .filter_map(|parent| places.get(parent.as_str()).copied())
                .collect()
        };
        Self {
            nodes,
            parents: nodes.iter().map(known).collect(),
        }
    }

    /// Which revisions some revision that counts goes back to, over however many steps.
    fn replaced(&self) -> Vec<bool> {
        let mut replaced = vec![false; self.nodes.len()];
        let counts = (0..self.nodes.len()).filter(|&at| !self.nodes[at].is_withdrawn);
        let mut open: Vec<usize> = counts.collect();
        while let Some(at) = open.pop() {
            for &parent in &self.parents[at] {
                if !std::mem::replace(&mut replaced[parent], true) {
                    open.push(parent);
                }
            }
        }
        replaced
    }

    /// How many revisions lie on the longest way back, itself included.
    fn depths(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = self.parents.iter().map(Vec::len).collect();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (at, parents) in self.parents.iter().enumerate() {
            for &parent in parents {
                children[parent].push(at);
            }
        }
        let mut depths = vec![usize::MAX; self.nodes.len()];
        let mut open: Vec<usize> = (0..self.nodes.len())
            .filter(|&at| waiting[at] == 0)
            .collect();
        while let Some(at) = open.pop() {
            let before = self.parents[at].iter().map(|&parent| depths[parent]);
            depths[at] = before.max().unwrap_or(0) + 1;
            for &child in &children[at] {
                waiting[child] -= 1;
                if waiting[child] == 0 {
                    open.push(child);
                }
            }
        }
        depths
    }
}

#[cfg(test)]
mod tests;
