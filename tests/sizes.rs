//! Sizes that the design promises, so that a change of one is a decision.

use taipan::hal;

#[test]
fn what_a_board_answers_fits_registers() {
    assert_eq!(size_of::<hal::Error>(), 1);
    assert_eq!(size_of::<Result<usize, hal::Error>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<hal::Entry>(), 8);
}
