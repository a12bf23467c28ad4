//! The architecture check compares the imports of the crates with what `docs/architecture.md` allows, and
//! prints the floors that the rooms stand on.

mod floors;
mod imports;
mod modules;
mod table;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use self::floors::{Floors, Knows};
use self::modules::Modules;
use crate::failure::Failure;
use crate::workspace;

const DOCUMENT: &str = "docs/architecture.md";

/// The crates, and the heading in the document under which the rooms of each stand.
const CRATES: [&str; 2] = ["gateway-macros", "gateway-runtime"];

/// Prints the floors, and fails if a room imports from another that the document does not list for it.
pub(crate) fn check() -> Result<(), Failure> {
    println!("\n==> rooms and imports, compared with {DOCUMENT}");
    let document = fs::read_to_string(workspace::root().join(DOCUMENT))
        .map_err(|error| Failure::new(format!("{DOCUMENT}: {error}")))?;
    let mut problems = Vec::new();
    for name in CRATES {
        let allowed = table::rooms(&document, name);
        let modules = Modules::read(&workspace::root().join(name).join("src"))?;
        let imports = Imports::of(&modules, &allowed);
        print(name, &imports);
        let mut found = imports.problems(&allowed);
        found.extend(strangers(&document, name, &modules, &allowed));
        problems.extend(
            found
                .into_iter()
                .map(|problem| format!("{name}: {problem}")),
        );
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{DOCUMENT} and the imports differ:\n    {}",
        problems.join("\n    ")
    )))
}

/// What the rooms of a crate import from each other.
struct Imports {
    /// The rooms that each room imports from.
    knows: Knows,
    /// The place of the first import from one room in another.
    places: BTreeMap<(String, String), String>,
}

impl Imports {
    fn of(modules: &Modules, allowed: &Knows) -> Self {
        let rooms = modules.paths().filter_map(|path| room(path, allowed));
        let mut knows: Knows = rooms.map(|room| (room, BTreeSet::new())).collect();
        let mut places = BTreeMap::new();
        for arrow in modules.arrows() {
            let (Some(from), Some(to)) = (room(&arrow.from, allowed), room(&arrow.to, allowed))
            else {
                continue;
            };
            // Imports within a room do not count.
            if from != to {
                knows.entry(from.clone()).or_default().insert(to.clone());
                places.entry((from, to)).or_insert(arrow.place);
            }
        }
        Self { knows, places }
    }

    fn problems(&self, allowed: &Knows) -> Vec<String> {
        let mut problems = Vec::new();
        for ((from, to), place) in &self.places {
            if !allowed.get(from).is_some_and(|rooms| rooms.contains(to)) {
                problems.push(format!(
                    "{place}: `{from}` imports from `{to}`, which the table does not list"
                ));
            }
        }
        for (room, listed) in allowed {
            match self.knows.get(room) {
                None => problems.push(format!("the table lists a room `{room}` that is not there")),
                Some(known) => problems.extend(listed.difference(known).map(|other| {
                    format!("the table lets `{room}` know `{other}`, from which it imports nothing")
                })),
            }
        }
        for room in self
            .knows
            .keys()
            .filter(|room| !allowed.contains_key(*room))
        {
            problems.push(format!("the table has no row for the room `{room}`"));
        }
        problems.extend(floors::circles(&self.knows).into_iter().map(|circle| {
            format!(
                "these rooms import each other in a circle: {}",
                circle.join(", ")
            )
        }));
        problems
    }
}

/// The room of a module: the longest row of the table that its path begins with, else its first segment. The
/// crate's root is no room.
fn room(path: &[String], allowed: &Knows) -> Option<String> {
    let first = path.first()?.clone();
    let listed = (2..=path.len())
        .rev()
        .map(|length| path[..length].join("/"));
    Some(
        listed
            .into_iter()
            .find(|name| allowed.contains_key(name))
            .unwrap_or(first),
    )
}

/// Rooms that name a crate that the document reserves for others.
fn strangers(document: &str, name: &str, modules: &Modules, allowed: &Knows) -> Vec<String> {
    let mut problems = BTreeSet::new();
    for (stranger, rooms) in table::strangers(
        document,
        &format!("Crates that only some rooms of {name} name"),
    ) {
        for (first, path, place) in modules.strangers() {
            let is_named = match stranger.strip_suffix('*') {
                Some(start) => first.starts_with(start),
                None => first == stranger,
            };
            if is_named
                && let Some(room) = room(path, allowed)
                && !rooms.contains(&room)
            {
                problems.insert(format!("{place}: `{room}` names `{first}`"));
            }
        }
    }
    problems.into_iter().collect()
}

fn print(name: &str, imports: &Imports) {
    let knows = &imports.knows;
    let Floors { floors, without } = Floors::of(knows);
    println!(
        "{name}: {} rooms on {} floors, {} arrows, {} circles, {} pairs that import each other",
        knows.len(),
        floors.len(),
        imports.places.len(),
        floors::circles(knows).len(),
        floors::mutual(knows).len(),
    );
    for (number, rooms) in floors.iter().enumerate().rev() {
        println!("{:>4}  {}", number + 1, rooms.join("  "));
    }
    if !without.is_empty() {
        println!("      in a circle or above one: {}", without.join("  "));
    }
}
