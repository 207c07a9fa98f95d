//! Which characters past ASCII an identifier may have, and which are space.

/// Whether an identifier may begin with a character past ASCII.
///
/// By the tables of the core library, which take 3 KB of flash, or without the feature `unicode` all that is shown and
/// is not punctuation of the kind that word processors put in place of ASCII's.
pub(crate) fn is_letter(c: char) -> bool {
    if crate::config::UNICODE {
        c.is_alphabetic()
    } else {
        is_printable(c)
            && !matches!(c, '\u{A1}'..='\u{BF}' | '\u{2000}'..='\u{2BFF}' | '\u{3001}'..='\u{3004}')
    }
}

/// Whether an identifier may go on with a character past ASCII.
pub(crate) fn continues_identifier(c: char) -> bool {
    is_letter(c)
        || (crate::config::UNICODE && c.is_numeric())
        || matches!(
            c,
            '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}' | '\u{FE00}'..='\u{FE0F}'
                | '\u{E0100}'..='\u{E01EF}'
        )
}

/// Whether a character past ASCII can be shown in a message.
pub(super) fn is_printable(c: char) -> bool {
    !c.is_control() && !is_space(c) && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// White space as Unicode has it. The core library's table for it is twice as large.
pub(crate) const fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}' | '\u{2029}'
            | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_is_that_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_space(c), c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn letters_with_tables_and_without() {
        for c in "éßøñαЖ変ªµ漢".chars().filter(|c| crate::config::UNICODE || !"ªµ".contains(*c))
        {
            assert!(is_letter(c), "{c:?}");
        }
        for c in "\u{A0}«»¬±“”‘’–—…€→\u{2028}\u{3000}、\u{FEFF}".chars() {
            assert!(!is_letter(c), "{c:?}");
        }
    }
}
