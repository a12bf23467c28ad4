//! `SortedMap` and `sort` put the handful of things in order that a program declares. They are for
//! start-up: slower than those of the standard library with thousands of entries, and compiled in a
//! fraction of the time, which every type of entry costs again.

use std::{mem, vec};

/// A map that is a list in the order of its keys.
#[derive(Clone)]
pub(crate) struct SortedMap<K, V>(Vec<(K, V)>);

impl<K: Ord, V> SortedMap<K, V> {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let at = self.place(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// The value of `key`, which is made if there is none.
    pub(crate) fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, make()));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Sets the value of `key`, and returns the value that it had before.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }

    /// Where `key` is, or else where it belongs.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Sorts by insertion; what is equal keeps its order.
pub(crate) fn sort<T>(items: &mut [T], is_behind: impl Fn(&T, &T) -> bool) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && is_behind(&items[at - 1], &items[at]) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_the_order_of_its_keys() {
        let mut map = SortedMap::new();
        assert!(map.is_empty());
        for (key, value) in [("b", 1), ("c", 2), ("a", 3), ("b", 4)] {
            map.get_or_insert_with(key, Vec::new).push(value);
        }
        assert_eq!(map.get_mut(&"c"), Some(&mut vec![2]));
        assert_eq!(map.get_mut(&"d"), None);
        assert_eq!((map.get(&"a"), map.get(&"d")), (Some(&vec![3]), None));
        assert!(map.iter().map(|(key, _)| *key).eq(["a", "b", "c"]));
        assert!(
            map.into_iter()
                .eq([("a", vec![3]), ("b", vec![1, 4]), ("c", vec![2]),])
        );
    }

    #[test]
    fn a_value_takes_the_place_of_the_one_before() {
        let mut map = SortedMap::new();
        assert_eq!(map.insert("b", 1), None);
        assert_eq!(map.insert("a", 2), None);
        assert_eq!(map.insert("b", 3), Some(1));
        assert!(map.into_iter().eq([("a", 2), ("b", 3)]));
    }

    #[test]
    fn sorting_keeps_the_order_of_what_is_equal() {
        let mut items = ["ccc", "a", "bb", "b", "", "cc"];
        sort(&mut items, |a, b| a.len() > b.len());
        assert_eq!(items, ["", "a", "b", "bb", "cc", "ccc"]);
        sort(&mut [] as &mut [u8], |a, b| a > b);
    }
}
