//! `Floors` are the rooms of a crate in an order in which each imports only from rooms below it.

use std::collections::{BTreeMap, BTreeSet};

/// What each room imports from.
pub(crate) type Knows = BTreeMap<String, BTreeSet<String>>;

/// The rooms by floor, the ground floor first, and those that no floor can hold because they import each other.
pub(crate) struct Floors {
    /// The rooms of each floor.
    pub(crate) floors: Vec<Vec<String>>,
    /// Rooms in a circle, or above one.
    pub(crate) without: Vec<String>,
}

impl Floors {
    /// Puts each room on the lowest floor that is above all rooms that it knows.
    pub(crate) fn of(knows: &Knows) -> Self {
        let mut floors = Vec::new();
        let mut placed = BTreeSet::new();
        loop {
            let floor: Vec<String> = knows
                .iter()
                .filter(|(room, below)| !placed.contains(*room) && below.is_subset(&placed))
                .map(|(room, _)| room.clone())
                .collect();
            if floor.is_empty() {
                let without = knows.keys().filter(|room| !placed.contains(*room));
                return Self {
                    without: without.cloned().collect(),
                    floors,
                };
            }
            placed.extend(floor.iter().cloned());
            floors.push(floor);
        }
    }
}

/// The pairs of rooms that import each other.
pub(crate) fn mutual(knows: &Knows) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    for (room, below) in knows {
        for other in below.iter().filter(|other| *other > room) {
            if knows.get(other).is_some_and(|back| back.contains(room)) {
                pairs.push((room.as_str(), other.as_str()));
            }
        }
    }
    pairs
}

/// The rooms of each circle: from every one of them, imports lead to every other.
pub(crate) fn circles(knows: &Knows) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = knows
        .keys()
        .map(|room| (room.as_str(), reachable(knows, room)))
        .collect();
    let mut circles: Vec<Vec<&str>> = Vec::new();
    for (&room, beyond) in &reached {
        let circle = beyond
            .iter()
            .copied()
            .filter(|other| reached[other].contains(room));
        let circle: Vec<&str> = circle.collect();
        if circle.len() > 1 && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

/// The rooms that imports lead to from a room.
fn reachable<'a>(knows: &'a Knows, room: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![room];
    while let Some(next) = open.pop() {
        for other in knows.get(next).into_iter().flatten() {
            if reached.insert(other.as_str()) {
                open.push(other);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knows(arrows: &[(&str, &[&str])]) -> Knows {
        let rooms = arrows.iter().map(|(room, below)| {
            (
                (*room).to_owned(),
                below.iter().map(|&other| other.to_owned()).collect(),
            )
        });
        rooms.collect()
    }

    #[test]
    fn a_room_stands_above_all_that_it_knows() {
        let floors = Floors::of(&knows(&[
            ("a", &["b", "c"]),
            ("b", &["c"]),
            ("c", &[]),
            ("d", &[]),
        ]));
        assert_eq!(floors.floors, [vec!["c", "d"], vec!["b"], vec!["a"]]);
        assert!(floors.without.is_empty());
    }

    #[test]
    fn rooms_that_lead_to_each_other_are_a_circle() {
        let knows = knows(&[
            ("a", &["b"]),
            ("b", &["c"]),
            ("c", &["b", "d"]),
            ("d", &[]),
            ("e", &["f"]),
            ("f", &["e"]),
        ]);
        assert_eq!(circles(&knows), [["b", "c"], ["e", "f"]]);
        assert_eq!(mutual(&knows), [("b", "c"), ("e", "f")]);
        assert_eq!(Floors::of(&knows).without, ["a", "b", "c", "e", "f"]);
    }
}
