//! Random object graphs against a model of them, and the cases that chance would not find.

extern crate std;

use core::ops::Range;
use std::collections::HashMap;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use super::*;

const LEAF: LayoutId = LayoutId(0);
const ALL: LayoutId = LayoutId(1);
const FROM: LayoutId = LayoutId(2);
const FIRST: LayoutId = LayoutId(3);
const COUNTED: LayoutId = LayoutId(4);
const INSTANCE: LayoutId = LayoutId(LayoutId::FIRST_INSTANCE + 7);

static TRACES: Traces = {
    let mut traces = [Trace::LEAF; 96];
    traces[1] = Trace::ALL;
    traces[2] = Trace::from(3);
    traces[3] = Trace::first(2);
    traces[4] = Trace::counted(2, 3);
    traces
};

/// ROM objects: an object that refers to nothing, and some words that no one may touch.
static ROM: [u32; 3] = [Header::new(LEAF, 3).0, 0xffff_ffff, 0x2000_0000];

/// Word 1 of every object of two words or more says which object of the model it is, tagged.
fn name(node: usize) -> u32 {
    (node as u32) << 1 | 1
}

/// The words of an object that hold references.
fn reference_words(kind: LayoutId, words: u32) -> Range<u32> {
    let (first, end) = match kind {
        ALL | INSTANCE => (2, words),
        FROM => (3, words),
        FIRST => (2, words.min(3)),
        COUNTED => (3, words.saturating_sub(1)),
        _ => (0, 0),
    };
    first..end.max(first)
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Field {
    Raw(u32),
    To(Option<usize>),
}

struct Node {
    kind: LayoutId,
    fields: Vec<Field>,
    is_pinned: bool,
}

/// A heap whose memory ends with root slots, and what ought to be in it.
struct World {
    heap: Heap,
    nodes: Vec<Node>,
    roots: Vec<Option<usize>>,
    weak: Vec<Option<usize>>,
    still: u32,
    /// Keeps the borrow of [`Heap::new`] honest.
    _memory: Vec<u8>,
}

const ROOTS: usize = 12;
const WEAK: usize = 4;

impl World {
    fn new(bytes: usize) -> Self {
        let mut memory = vec![0xa5; bytes];
        let heap = Heap::new(&mut memory, &[&ROM, &ROM], &TRACES).unwrap();
        assert!(heap.set_end(heap.end() - 4 * (ROOTS + WEAK) as u32));
        heap.fill_words(heap.end(), (ROOTS + WEAK) as u32, 0);
        World {
            heap,
            nodes: vec![],
            roots: vec![None; ROOTS],
            weak: vec![None; WEAK],
            still: 0,
            _memory: memory,
        }
    }

    fn slot(&self, root: usize) -> u32 {
        self.heap.end() + 4 * root as u32
    }

    fn address(&self, root: usize) -> u32 {
        self.heap.word(self.slot(root))
    }

    fn set_root(&mut self, root: usize, node: Option<usize>, address: u32) {
        self.roots[root] = node;
        self.heap.set_word(self.slot(root), address);
    }

    fn collect(&mut self, is_displacing: bool) {
        let pinned = self
            .walk()
            .into_iter()
            .filter(|(node, _)| self.nodes[*node].is_pinned)
            .collect::<Vec<_>>();
        let before = self.walk();
        let live = before.keys().map(|node| self.extent(*node)).sum::<u32>();
        let front = if self.heap.header(self.heap.start()) == Header::new(LayoutId::FREE, 2) {
            2
        } else {
            0
        };
        let is_all_alive = live + front == self.heap.used_words()
            && self.heap.free_words() == self.heap.largest_free_words();
        let has_room = self.heap.free_words() >= 2;
        let ends = (self.slot(0), self.slot(ROOTS), self.slot(ROOTS + WEAK));
        let roots =
            Roots { strong: &[ends.0..ends.0 + 8, ends.0 + 8..ends.1], weak: &[ends.1..ends.2] };
        if is_displacing {
            self.heap.collect_and_displace(&roots)
        } else {
            self.heap.collect(&roots)
        }
        assert_eq!(self.heap.check(), Ok(()));
        let after = self.walk();
        assert_eq!(before.len(), after.len());
        for (node, address) in pinned {
            assert_eq!(after[&node], address, "a pinned object moved");
        }
        if self.still > 0 {
            assert_eq!(before, after, "an object moved");
        }
        let is_free_to_move =
            self.still == 0 && !after.keys().any(|node| self.nodes[*node].is_pinned);
        if is_free_to_move && is_displacing && is_all_alive && has_room {
            assert!(
                before.iter().all(|(node, address)| after[node] != *address),
                "an object did not move"
            );
        }
        if is_free_to_move && !is_displacing {
            assert_eq!(self.heap.largest_free_words(), self.heap.free_words());
            let live = after.keys().map(|node| self.extent(*node)).sum::<u32>();
            assert_eq!(self.heap.used_words(), live);
        }
        if self.still == 0 && !is_displacing {
            self.assert_gaps_lie_before_pins();
        }
        for weak in 0..WEAK {
            self.weak[weak] = self.weak[weak].filter(|node| after.contains_key(node));
            assert_eq!(self.address(ROOTS + weak), self.weak[weak].map_or(0, |node| after[&node]));
        }
    }

    fn extent(&self, node: usize) -> u32 {
        let words = self.nodes[node].fields.len() as u32 + 1;
        words + u32::from(words > Header::WORDS_MAX)
    }

    fn assert_gaps_lie_before_pins(&self) {
        let mut from = self.heap.start();
        let mut after_gap = false;
        while from < self.heap.tail_start() {
            let at = if LargeSize::is(self.heap.word(from)) { from + 4 } else { from };
            let header = self.heap.header(at);
            assert!(!after_gap || header.is_pinned(), "a gap that is not in front of a pin");
            after_gap = header.id() == LayoutId::FREE;
            from = at + 4 * self.heap.object_words(at);
        }
        assert!(!after_gap);
    }

    /// Compares everything that can be reached with the model; returns where each object is.
    fn walk(&self) -> HashMap<usize, u32> {
        let mut places = HashMap::new();
        let mut todo = vec![];
        for (root, node) in self.roots.iter().enumerate() {
            match node {
                Some(node) => todo.push((*node, self.address(root))),
                None => assert!(!self.heap.is_movable(self.address(root))),
            }
        }
        while let Some((node, address)) = todo.pop() {
            match places.insert(node, address) {
                Some(place) => {
                    assert_eq!(place, address, "two copies of one object");
                    continue;
                }
                None => assert!(self.heap.is_movable(address)),
            }
            let Node { kind, fields, is_pinned } = &self.nodes[node];
            let header = self.heap.header(address);
            assert_eq!((header.id(), header.is_pinned()), (*kind, *is_pinned));
            assert_eq!(self.heap.object_words(address) as usize, fields.len() + 1);
            for (index, field) in fields.iter().enumerate() {
                let word = self.heap.word(address + 4 + 4 * index as u32);
                match field {
                    Field::Raw(raw) => assert_eq!(word, *raw),
                    Field::To(None) => assert_eq!(word, 0),
                    Field::To(Some(node)) => todo.push((*node, word)),
                }
            }
        }
        places
    }

    /// Allocates; collects if need be. Without pins this fails only if there is not enough memory in all.
    fn alloc(&mut self, root: usize, kind: LayoutId, words: u32, seed: u32) {
        let mut object = self.heap.alloc(kind, words);
        if object.is_none() {
            self.collect(seed & 1 != 0);
            object = self.heap.alloc(kind, words);
        }
        if object.is_none() {
            self.collect(false);
            object = self.heap.alloc(kind, words);
        }
        let Some(object) = object else {
            assert!(self.heap.largest_free_words() < words + u32::from(words > Header::WORDS_MAX));
            return;
        };
        let node = self.nodes.len();
        let references = reference_words(kind, words);
        let mut fields = vec![];
        for index in 1..words {
            let from = (seed.wrapping_add(index) as usize) % ROOTS;
            let (field, word) = match (index, kind) {
                (1, _) => (Field::Raw(name(node)), name(node)),
                (2, COUNTED) => {
                    let word = seed << 16 | references.len() as u32;
                    (Field::Raw(word), word)
                }
                _ if references.contains(&index) && seed & 8 == 0 => match self.roots[from] {
                    Some(target) => (Field::To(Some(target)), self.address(from)),
                    None => (Field::To(None), 0),
                },
                // Tagged, or a ROM object.
                _ if references.contains(&index) => {
                    let word = [seed | 1, seed & !3 | 2, self.heap.start() - 4 * ROM.len() as u32]
                        [index as usize % 3];
                    (Field::Raw(word), word)
                }
                // What looks like a reference but is none.
                _ => (Field::Raw(object), object),
            };
            fields.push(field);
            self.heap.set_word(object + 4 * index, word);
        }
        self.nodes.push(Node { kind, fields, is_pinned: false });
        self.set_root(root, Some(node), object);
    }

    fn reference_field(&self, root: usize, pick: usize) -> Option<(usize, u32)> {
        let node = self.roots[root]?;
        let mut words =
            reference_words(self.nodes[node].kind, self.nodes[node].fields.len() as u32 + 1);
        Some((node, words.nth(pick % words.len().max(1))?))
    }

    fn resize(&mut self, root: usize, words: u32) {
        let Some(node) = self.roots[root] else { return };
        let address = self.address(root);
        let old = self.heap.object_words(address);
        if matches!(self.nodes[node].kind, COUNTED | FIRST) {
            return;
        }
        if words < old {
            self.heap.shrink(address, words);
            self.nodes[node].fields.truncate(words as usize - 1);
        } else if self.heap.try_grow_in_place(address, words) {
            for index in old..words {
                let word = if index == 1 { name(node) } else { 0 };
                self.heap.set_word(address + 4 * index, word);
                let is_reference = reference_words(self.nodes[node].kind, words).contains(&index);
                let field = if is_reference { Field::To(None) } else { Field::Raw(word) };
                self.nodes[node].fields.push(field);
            }
        }
    }

    fn step(&mut self, op: &Op) {
        match *op {
            Op::Alloc { root, kind, words, seed } => self.alloc(root, kind, words, seed),
            Op::Store { root, pick, from } => {
                if let Some((node, word)) = self.reference_field(root, pick) {
                    let object = self.address(root);
                    let target = if self.roots[from].is_some() { self.address(from) } else { 0 };
                    self.heap.store(object, object + 4 * word, target);
                    self.nodes[node].fields[word as usize - 1] = Field::To(self.roots[from]);
                }
            }
            Op::Follow { root, pick, to } => {
                if let Some((node, word)) = self.reference_field(root, pick)
                    && let Field::To(target) = self.nodes[node].fields[word as usize - 1]
                {
                    self.set_root(to, target, self.heap.word(self.address(root) + 4 * word));
                }
            }
            Op::Forget { root } => self.set_root(root, None, self.heap.start() - 12),
            Op::Weak { root, weak } => {
                self.weak[weak] = self.roots[root];
                let address = if self.roots[root].is_some() { self.address(root) } else { 0 };
                self.heap.set_word(self.slot(ROOTS + weak), address);
            }
            Op::Resize { root, words } => self.resize(root, words),
            Op::Pin { root, on } => {
                if let Some(node) = self.roots[root] {
                    let address = self.address(root);
                    if on {
                        self.heap.pin(address)
                    } else {
                        self.heap.unpin(address)
                    }
                    self.nodes[node].is_pinned = on;
                }
            }
            Op::Still => {
                self.heap.forbid_moves();
                self.still += 1;
            }
            Op::Move => {
                if self.still > 0 {
                    self.heap.allow_moves();
                    self.still -= 1;
                }
            }
            Op::Collect { is_displacing } => self.collect(is_displacing),
        }
        assert!(self.heap.peak_words() >= self.heap.used_words());
    }
}

#[derive(Clone, Debug)]
enum Op {
    Alloc { root: usize, kind: LayoutId, words: u32, seed: u32 },
    Store { root: usize, pick: usize, from: usize },
    Follow { root: usize, pick: usize, to: usize },
    Forget { root: usize },
    Weak { root: usize, weak: usize },
    Resize { root: usize, words: u32 },
    Pin { root: usize, on: bool },
    Still,
    Move,
    Collect { is_displacing: bool },
}

fn op(words: impl Strategy<Value = u32> + Clone + 'static) -> impl Strategy<Value = Op> {
    let kind = prop::sample::select(vec![LEAF, ALL, ALL, FROM, FIRST, COUNTED, INSTANCE]);
    let root = 0..ROOTS;
    prop_oneof![
        40 => (root.clone(), kind, words.clone(), any::<u32>()).prop_map(|(root, kind, words, seed)| {
            let words = if matches!(kind, COUNTED | FIRST) { words.max(3) } else { words };
            Op::Alloc { root, kind, words, seed }
        }),
        20 => (root.clone(), 0..20_usize, root.clone()).prop_map(|(root, pick, from)| Op::Store { root, pick, from }),
        15 => (root.clone(), 0..20_usize, root.clone()).prop_map(|(root, pick, to)| Op::Follow { root, pick, to }),
        10 => root.clone().prop_map(|root| Op::Forget { root }),
        4 => (root.clone(), 0..WEAK).prop_map(|(root, weak)| Op::Weak { root, weak }),
        8 => (root.clone(), words).prop_map(|(root, words)| Op::Resize { root, words }),
        3 => (root.clone(), any::<bool>()).prop_map(|(root, on)| Op::Pin { root, on }),
        4 => root.prop_map(|root| Op::Pin { root, on: false }),
        1 => Just(Op::Still),
        2 => Just(Op::Move),
        4 => any::<bool>().prop_map(|is_displacing| Op::Collect { is_displacing }),
    ]
}

fn play(bytes: usize, ops: &[Op]) {
    let mut world = World::new(bytes);
    for op in ops {
        world.step(op);
    }
    world.collect(false);
    world.collect(true);
    world.collect(true);
    assert_eq!(&world.heap.words(config_start(&world.heap), 6)[..3], &ROM, "ROM was written to");
}

fn config_start(heap: &Heap) -> u32 {
    heap.start() - 24
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_objects_survive(ops in prop::collection::vec(op(prop_oneof![8 => 1_u32..9, 1 => 30_u32..200]), 1..400)) {
        play(3000, &ops);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn large_objects_survive(
        ops in prop::collection::vec(op(prop_oneof![3 => 1_u32..9, 2 => 65_530_u32..65_540]), 1..60)
    ) {
        play(1 << 20, &ops);
    }
}

/// A linked list through the field before the last needs mark stack for every node.
#[test]
fn deep_lists_are_marked_without_stack() {
    for links_up in [false, true] {
        let mut world = World::new(64 * 1024);
        let heap = &world.heap;
        let nodes = (0..4000).map(|n| {
            let node = heap.alloc(ALL, 3).unwrap();
            heap.set_word(node + 4, 0);
            heap.set_word(node + 8, n << 1 | 1);
            node
        });
        let nodes = nodes.collect::<Vec<_>>();
        for pair in nodes.windows(2) {
            let (from, to) = if links_up { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
            heap.store(from, from + 4, to);
        }
        let head = if links_up { nodes[0] } else { nodes[3999] };
        heap.set_word(world.slot(0), head);
        let strong = [world.slot(0)..world.slot(1)];
        let roots = Roots { strong: &strong, weak: &[] };
        world.heap.collect_and_displace(&roots);
        assert_eq!(world.heap.check(), Ok(()));
        let mut node = world.heap.word(world.slot(0));
        for step in 0..4000 {
            let n = if links_up { step } else { 3999 - step };
            assert_eq!(world.heap.word(node + 8), n << 1 | 1);
            node = world.heap.word(node + 4);
        }
        assert_eq!(node, 0);
        assert_eq!(world.heap.used_words(), 12_002);
    }
}

#[test]
fn a_binary_tree_deeper_than_the_stack_survives() {
    let mut world = World::new(256 * 1024);
    // Every node has a leaf on one side or the other and the rest of the tree on both: shared, so that it
    // stays small.
    let heap = &world.heap;
    let mut tree = 0;
    for n in 0..3000_u32 {
        let node = heap.alloc(INSTANCE, 4).unwrap();
        let leaf = heap.alloc(ALL, 3).unwrap();
        for (address, word) in [
            (leaf + 4, tree),
            (leaf + 8, node),
            (node + 4, tree),
            (node + 8, leaf),
            (node + 12, n << 1 | 1),
        ] {
            heap.set_word(address, word);
        }
        tree = node;
    }
    heap.set_word(world.slot(0), tree);
    let strong = [world.slot(0)..world.slot(1)];
    let used = world.heap.used_words();
    world.heap.collect(&Roots { strong: &strong, weak: &[] });
    assert_eq!(world.heap.check(), Ok(()));
    assert_eq!(world.heap.used_words(), used);
}

#[test]
fn memory_too_small_is_refused() {
    for bytes in 0..24 {
        assert!(Heap::new(&mut vec![0; bytes], &[&ROM, &ROM], &TRACES).is_none());
    }
}

#[test]
fn the_end_moves_only_over_free_memory() {
    let world = World::new(4096);
    let heap = &world.heap;
    let end = heap.end();
    let object = heap.alloc_zeroed(ALL, 10).unwrap();
    assert!(!heap.set_end(object + 36) && !heap.set_end(heap.arena_end() + 4));
    assert!(heap.set_end(object + 40));
    assert_eq!((heap.free_words(), heap.alloc(ALL, 1)), (0, None));
    assert!(heap.set_end(end));
    assert!(heap.alloc(ALL, 1).is_some());
}

#[test]
fn bytes_are_where_they_were_put() {
    let world = World::new(4096);
    let heap = &world.heap;
    let at = heap.alloc_zeroed(LEAF, 10).unwrap() + 5;
    heap.copy_in(at, b"hello world");
    heap.copy_within(at, at + 2, 9);
    heap.set_byte(at, b'J');
    heap.set_half(at + 11, 0x4142);
    assert_eq!(heap.bytes(at, 13), b"Jehello worBA");
    assert_eq!((heap.byte(at + 1), heap.half(at + 11)), (b'e', 0x4142));
    heap.set_double(at, 1.5);
    assert_eq!(heap.double(at), 1.5);
    heap.fill(at, 3, b'.');
    assert_eq!(heap.bytes(at - 1, 5), b"\0...\0");
}

#[test]
fn the_checker_finds_damage() {
    let world = World::new(4096);
    let heap = &world.heap;
    let object = heap.alloc_zeroed(ALL, 4).unwrap();
    let other = heap.alloc_zeroed(ALL, 4).unwrap();
    heap.set_word(object + 4, other);
    assert_eq!(heap.check(), Ok(()));
    heap.set_word(object + 4, other + 4);
    assert_eq!(
        heap.check().unwrap_err(),
        check::Damage { what: "a reference to no object", address: object + 4 }
    );
    heap.set_word(object + 4, check::POISON);
    assert_eq!(heap.check().unwrap_err().what, "a field that was never initialised");
    heap.set_word(object + 4, 0);
    heap.set_word(other, 0);
    assert_eq!(heap.check().unwrap_err(), check::Damage { what: "not a header", address: other });
    heap.set_word(other, Header::new(ALL, 5).0);
    assert_eq!(heap.check().unwrap_err().what, "an object beyond the free memory");
}

#[derive(Clone, Debug)]
enum PinnedOp {
    Alloc { len: u32 },
    Free { pick: usize },
    Shrink,
}

fn pinned_op() -> impl Strategy<Value = PinnedOp> {
    prop_oneof![
        4 => (0..90_u32).prop_map(|len| PinnedOp::Alloc { len }),
        3 => (0..100_usize).prop_map(|pick| PinnedOp::Free { pick }),
        1 => Just(PinnedOp::Shrink),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pinned_blocks_stay_apart(ops in prop::collection::vec(pinned_op(), 1..200)) {
        let world = World::new(4096);
        let heap = &world.heap;
        let pinned = Pinned::new(heap.arena_end());
        let mut blocks: Vec<(u32, u32, u8)> = vec![];
        for (step, op) in ops.iter().enumerate() {
            match *op {
                PinnedOp::Alloc { len } => {
                    let address = match pinned.alloc(heap, len) {
                        Err(more) if pinned.start() - more < heap.start() => continue,
                        Err(more) => {
                            pinned.extend(heap, more);
                            pinned.alloc(heap, len).unwrap()
                        }
                        Ok(address) => address,
                    };
                    assert!(address.is_multiple_of(4) && address >= pinned.start());
                    heap.fill(address, len, step as u8);
                    blocks.push((address, len, step as u8));
                }
                PinnedOp::Free { pick } if !blocks.is_empty() => {
                    let (address, ..) = blocks.swap_remove(pick % blocks.len());
                    pinned.free(heap, address);
                }
                PinnedOp::Free { .. } => {}
                PinnedOp::Shrink => {
                    let before = pinned.start();
                    let by = pinned.shrink(heap);
                    assert_eq!(pinned.start(), before + by);
                    assert_eq!(pinned.shrink(heap), 0);
                }
            }
            for (address, len, byte) in &blocks {
                assert!(heap.bytes(*address, *len).iter().all(|b| b == byte));
            }
            let used = blocks.iter().map(|(_, len, _)| len.next_multiple_of(4) + 4).sum::<u32>();
            assert_eq!(pinned.used(heap), used);
        }
        for (address, ..) in blocks {
            pinned.free(heap, address);
        }
        pinned.shrink(heap);
        assert_eq!(pinned.start(), heap.arena_end());
        assert_eq!(pinned.alloc(heap, u32::MAX), Err(u32::MAX - 3));
    }
}
