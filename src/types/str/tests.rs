//! Searches and codings against the standard library's.

extern crate std;

use proptest::prelude::*;
use std::string::String;
use std::vec::Vec;

use super::search::{find, rfind};
use super::utf8;

/// Few letters, so that what is looked for often occurs.
fn letters(len: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop::sample::select(&b"ab"[..]), 0..len)
}

proptest! {
    #[test]
    fn find_finds_the_first_place(hay in letters(24), needle in letters(5)) {
        let expected = (0..=hay.len()).find(|&at| hay[at..].starts_with(&needle));
        prop_assert_eq!(find(&hay, &needle), expected);
    }

    #[test]
    fn rfind_finds_the_last_place(hay in letters(24), needle in letters(5)) {
        let expected = (0..=hay.len()).rev().find(|&at| hay[at..].starts_with(&needle));
        prop_assert_eq!(rfind(&hay, &needle), expected);
    }

    #[test]
    fn characters_are_coded_as_the_standard_library_does(text: String) {
        let bytes = text.as_bytes();
        let codes: Vec<u32> = text.chars().map(u32::from).collect();
        prop_assert_eq!(utf8::Codes(bytes).collect::<Vec<_>>(), codes.clone());
        prop_assert_eq!(utf8::count(bytes), codes.len());
        let mut again = Vec::new();
        for &code in &codes {
            let (piece, width) = utf8::encode(code);
            again.extend_from_slice(&piece[..width]);
        }
        prop_assert_eq!(&again[..], bytes);
        for (index, (offset, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(utf8::offset(bytes, index), offset);
        }
        let last = text.chars().last().map(|last| (u32::from(last), last.len_utf8()));
        prop_assert_eq!(utf8::decode_last(bytes), last);
    }

    #[test]
    fn any_bytes_can_be_decoded_without_a_panic(bytes: Vec<u8>) {
        let count = utf8::Codes(&bytes).count();
        prop_assert!(count <= bytes.len());
        let _ = utf8::decode_last(&bytes);
        prop_assert!(utf8::offset(&bytes, count + 1) <= bytes.len());
    }
}
