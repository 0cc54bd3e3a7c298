//! What stands depends on the set of revisions and not on the order in which they came; examples, and then any history.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// `name < parents`, `!` for one that was taken back, `?` for one that says nothing, `+` for one that was accepted, `=x` for its
/// content.
fn histories(text: &str) -> Vec<History> {
    let plain =
        |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    let history = |word: &str| {
        let (head, parents) = word.split_once('<').unwrap_or((word, ""));
        let (name, digest) = head.split_once('=').unwrap_or((head, head));
        History {
            uid: plain(name),
            parents: parents.chars().map(String::from).collect(),
            digest: plain(digest),
            is_bare: head.contains('?'),
            sent_at: Instant::from_epoch_ms(0),
            is_withdrawn: head.contains('!'),
            is_accepted: head.contains('+'),
        }
    };
    text.split_whitespace().map(history).collect()
}

/// What stands, by name: the head that counts, the rivals, the heads.
fn stands(text: &str) -> (String, String, String) {
    let all = histories(text);
    let nodes: Vec<Node<'_>> = all.iter().map(History::node).collect();
    let (counted, rivals, heads) = by_name(&nodes);
    (
        counted.into_iter().collect(),
        rivals.concat(),
        heads.concat(),
    )
}

#[test]
fn what_was_replaced_or_taken_back_does_not_stand() {
    for (set, counted, rivals) in [
        ("", "", ""),
        ("a", "a", ""),
        ("a b<a c<b", "c", ""),
        // Out of order, and twice the same parent's child.
        ("c<b a b<a", "c", ""),
        // What was taken back lets the one before stand again, also over several steps.
        ("a b!<a", "a", ""),
        ("a b<a c!<b", "b", ""),
        // A replacement reaches back over what was taken back.
        ("a b!<a c<b", "c", ""),
        ("a!", "", ""),
        // Two desks that both went on from one revision.
        ("a b<a c<a", "c", "b"),
        // The longer history counts, whatever the names.
        ("a d<a b<a c<b", "c", "d"),
        // A decision replaces both.
        ("a b<a c<a d<bc", "d", ""),
        // A decision that was taken back leaves the conflict.
        ("a b<a c<a d!<bc", "c", "b"),
        // The same said twice is no conflict.
        ("a b=x<a c=x<a", "c", ""),
        // A note that something came gives way to what came.
        ("a z?", "a", ""),
        ("y? z?", "z", ""),
        // The same report that came by two ways, corrected since: only the correction stands.
        ("a=x b=x c<b", "c", ""),
        ("a=x b=y c<b", "c", "a"),
        // What was accepted counts before what nobody has looked at, however long its history.
        ("a+ b", "a", "b"),
        ("a b+<a c<a d<c", "b", "d"),
        ("a+ b+", "b", "a"),
        // Not once it was replaced or taken back, and not as a copy of what was.
        ("a+ b<a", "b", ""),
        ("a!+ b", "b", ""),
        ("a=x b+=x c<a", "c", ""),
        // Of two that say the same, the accepted one.
        ("a+=x b=x", "a", ""),
        // A parent that has not come yet.
        ("b<a", "b", ""),
    ] {
        let found = stands(set);
        assert_eq!(
            (found.0.as_str(), found.1.as_str()),
            (counted, rivals),
            "{set}"
        );
    }
    assert_eq!(stands("a b=x<a c=x<a").2, "bc", "a decision replaces both");
}

#[test]
fn a_circle_which_no_true_names_can_make_does_not_hang() {
    assert_eq!(stands("a<b b<a").0, "");
    assert_eq!(stands("a<a").0, "");
}

#[test]
fn a_long_history_needs_no_deep_stack() {
    let owned: Vec<(String, Vec<String>)> = (0..200_000)
        .map(|at: u32| {
            let parents = at.checked_sub(1).map(|parent| parent.to_string());
            (at.to_string(), parents.into_iter().collect())
        })
        .collect();
    let nodes: Vec<Node<'_>> = owned
        .iter()
        .map(|(uid, parents)| Node {
            uid,
            parents,
            digest: uid.into(),
            is_bare: false,
            sent_at: Instant::from_epoch_ms(0),
            is_withdrawn: false,
            is_accepted: false,
        })
        .collect();
    assert_eq!(standing(&nodes).counted, Some(199_999));
}

prop_compose! {
    /// A history as desks make one: each revision replaces some of those before it.
    fn history()(
        links in proptest::collection::vec(
            (
                proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
                any::<(bool, bool)>(),
                0u8..6,
                0i64..4,
            ),
            1..12,
        ),
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) -> (Vec<History>, Vec<usize>) {
        let mut all: Vec<History> = Vec::new();
        for (at, (parents, (is_withdrawn, is_accepted), digest, sent_at)) in links.iter().enumerate() {
            let known = |index: &prop::sample::Index| all[index.index(at)].uid.clone();
            let parents = if at == 0 { Vec::new() } else { parents.iter().map(known).collect() };
            all.push(History {
                // Names do not follow time.
                uid: format!("{:02}", at * 7 % 13),
                parents,
                digest: digest.to_string(),
                is_bare: *digest == 5,
                sent_at: Instant::from_epoch_ms(*sent_at),
                is_withdrawn: *is_withdrawn,
                is_accepted: *is_accepted,
            });
        }
        let order = order.into_iter().filter(|at| *at < all.len()).collect();
        (all, order)
    }
}

#[derive(Debug, Clone)]
struct History {
    uid: String,
    parents: Vec<String>,
    digest: String,
    is_bare: bool,
    sent_at: Instant,
    is_withdrawn: bool,
    is_accepted: bool,
}

impl History {
    fn node(&self) -> Node<'_> {
        Node {
            uid: &self.uid,
            parents: &self.parents,
            digest: self.digest.as_str().into(),
            is_bare: self.is_bare,
            sent_at: self.sent_at,
            is_withdrawn: self.is_withdrawn,
            is_accepted: self.is_accepted,
        }
    }
}

/// How many desks write about one thing.
const DESKS: usize = 3;

/// What happens at desks that write about one thing.
#[derive(Debug, Clone, Copy)]
enum Step {
    Write {
        desk: usize,
        decides: bool,
        clock: i64,
    },
    Take {
        from: usize,
        to: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..DESKS, any::<bool>(), 0i64..9).prop_map(|(desk, decides, clock)| Step::Write {
            desk,
            decides,
            clock
        }),
        (0..DESKS, 0..DESKS).prop_map(|(from, to)| Step::Take { from, to }),
    ]
}

/// One desk takes all that another knows.
fn take(desks: &mut [Vec<History>], from: usize, to: usize) {
    for told in desks[from].clone() {
        if !desks[to].iter().any(|known| known.uid == told.uid) {
            desks[to].push(told);
        }
    }
}

/// Somebody changes what stands on their desk, or decides; and what they had before them when they did.
fn write(known: &[History], at: usize, decides: bool, clock: i64) -> (History, Vec<String>) {
    let nodes: Vec<Node<'_>> = known.iter().map(History::node).collect();
    let found = standing(&nodes);
    let (parents, rivals) = match decides {
        true => (found.replaced_by_decision(&nodes), found.rivals.as_slice()),
        false => (found.replaced_by_correction(&nodes), [].as_slice()),
    };
    let shown = found.counted.iter().chain(rivals);
    let before = shown.map(|&at| nodes[at].digest.to_string()).collect();
    let written = History {
        uid: format!("{:02}", at * 7 % 41),
        parents,
        digest: at.to_string(),
        is_bare: false,
        sent_at: Instant::from_epoch_ms(clock),
        is_withdrawn: false,
        is_accepted: false,
    };
    (written, before)
}

fn by_name<'a>(nodes: &[Node<'a>]) -> (Option<&'a str>, Vec<&'a str>, Vec<&'a str>) {
    let found = standing(nodes);
    let names = |places: &[usize]| places.iter().map(|&at| nodes[at].uid).collect();
    (
        found.counted.map(|at| nodes[at].uid),
        names(&found.rivals),
        names(&found.heads),
    )
}

proptest! {
    #[test]
    fn the_order_in_which_they_come_changes_nothing((all, order) in history()) {
        let first: Vec<Node<'_>> = all.iter().map(History::node).collect();
        let second: Vec<Node<'_>> = order.iter().map(|&at| all[at].node()).collect();
        prop_assert_eq!(by_name(&first), by_name(&second));
        let names = |nodes: &[Node<'_>]| -> Vec<String> {
            in_order(nodes).into_iter().map(|at| nodes[at].uid.to_owned()).collect()
        };
        prop_assert_eq!(names(&first), names(&second));
    }

    #[test]
    fn something_stands_as_long_as_anything_was_not_taken_back((all, _) in history()) {
        let nodes: Vec<Node<'_>> = all.iter().map(History::node).collect();
        let found = standing(&nodes);
        prop_assert_eq!(found.counted.is_some(), nodes.iter().any(|node| !node.is_withdrawn));
        for at in found.counted.iter().chain(&found.rivals) {
            prop_assert!(!nodes[*at].is_withdrawn);
            prop_assert!(found.heads.contains(at));
        }
    }

    #[test]
    fn a_decision_that_replaces_every_head_ends_the_conflict((all, _) in history()) {
        let nodes: Vec<Node<'_>> = all.iter().map(History::node).collect();
        let found = standing(&nodes);
        let heads = found.replaced_by_decision(&nodes);
        let mut after = nodes.clone();
        after.push(Node {
            uid: "decision",
            parents: &heads,
            digest: "decided".into(),
            is_bare: false,
            sent_at: Instant::from_epoch_ms(0),
            is_withdrawn: false,
            is_accepted: false,
        });
        let decided = standing(&after);
        prop_assert_eq!(decided.counted, Some(nodes.len()));
        prop_assert!(!decided.is_conflict());
    }

    #[test]
    fn a_correction_of_what_counts_leaves_every_rival((all, _) in history()) {
        let nodes: Vec<Node<'_>> = all.iter().map(History::node).collect();
        let found = standing(&nodes);
        let mut expected: BTreeSet<String> =
            found.rivals.iter().map(|&at| nodes[at].digest.to_string()).collect();
        expected.insert("corrected".to_owned());
        let parents = found.replaced_by_correction(&nodes);
        let mut after = nodes.clone();
        after.push(Node {
            uid: "correction",
            parents: &parents,
            digest: "corrected".into(),
            is_bare: false,
            sent_at: Instant::from_epoch_ms(0),
            is_withdrawn: false,
            is_accepted: false,
        });
        let corrected = standing(&after);
        // What counted for having been accepted, whatever its history, may give way to a rival once it is corrected.
        let had_longest_history = !found.counted.is_some_and(|at| nodes[at].is_accepted);
        prop_assert!(!had_longest_history || corrected.counted == Some(nodes.len()));
        let said = corrected.counted.iter().chain(&corrected.rivals);
        let said: BTreeSet<String> = said.map(|&at| after[at].digest.to_string()).collect();
        prop_assert_eq!(said, expected);
    }

    #[test]
    fn nothing_becomes_history_that_nobody_saw(steps in proptest::collection::vec(step(), 1..40)) {
        let mut desks = vec![Vec::<History>::new(); DESKS];
        // For each that was written, what its writer had before them.
        let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            match *step {
                Step::Take { from, to } => take(&mut desks, from, to),
                Step::Write { desk, decides, clock } => {
                    let (written, before) = write(&desks[desk], at, decides, clock);
                    seen.insert(written.uid.clone(), before);
                    desks[desk].push(written);
                }
            }
        }
        for from in 1..DESKS {
            take(&mut desks, from, 0);
        }
        let nodes: Vec<Node<'_>> = desks[0].iter().map(History::node).collect();
        let found = standing(&nodes);
        let shown: Vec<usize> = found.counted.into_iter().chain(found.rivals).collect();
        for (at, node) in nodes.iter().enumerate() {
            let somebody_saw = seen.values().any(|before| before.contains(&node.digest.to_string()));
            prop_assert!(shown.contains(&at) || somebody_saw, "{} is lost", node.uid);
        }
    }

    #[test]
    fn a_history_is_read_from_its_beginning((all, _) in history()) {
        let nodes: Vec<Node<'_>> = all.iter().map(History::node).collect();
        let order = in_order(&nodes);
        let place = |uid: &str| order.iter().position(|&at| nodes[at].uid == uid);
        for node in &nodes {
            for parent in node.parents {
                prop_assert!(place(parent) < place(node.uid));
            }
        }
    }
}
