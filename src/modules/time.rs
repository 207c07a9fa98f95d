//! `time`: clocks, waiting, and the calendar.

use crate::object::{Args, Engine, Frame, Member, Res, Slot, Trap, TypeId};
use crate::runtime::{attribute, index};
use crate::types::{float, int, sequence, tuple};
use crate::value::{Float, Value, Word};
use crate::vm::schedule;

/// The module's functions.
pub(crate) const MEMBERS: &[Member] = &[
    Member::general("sleep", 1, 1, sleep),
    Member::general("sleep_ms", 1, 1, |vm, frame| sleep_units(vm, frame, 1000)),
    Member::general("sleep_us", 1, 1, |vm, frame| sleep_units(vm, frame, 1)),
    Member::general("ticks_ms", 0, 0, |vm, _| ticks(vm, 1000)),
    Member::general("ticks_us", 0, 0, |vm, _| ticks(vm, 1)),
    Member::general("ticks_cpu", 0, 0, |vm, _| ticks(vm, 1)),
    Member::leaf("ticks_add", 2, 2, ticks_add),
    Member::leaf("ticks_diff", 2, 2, ticks_diff),
    Member::general("time", 0, 0, |vm, _| {
        let now = unix_us(vm);
        // A 32-bit float has no room for seconds since 1970.
        if cfg!(feature = "f64") {
            seconds(vm, now)
        } else {
            vm.leaf(|vm| int::from_i64(vm, now / 1_000_000))
        }
    }),
    Member::general("time_ns", 0, 0, |vm, _| nanoseconds(vm, true)),
    Member::general("monotonic", 0, 0, |vm, _| uptime(vm)),
    Member::general("monotonic_ns", 0, 0, |vm, _| nanoseconds(vm, false)),
    Member::general("perf_counter", 0, 0, |vm, _| uptime(vm)),
    Member::general("perf_counter_ns", 0, 0, |vm, _| nanoseconds(vm, false)),
    Member::general("gmtime", 0, 1, calendar),
    Member::general("localtime", 0, 1, calendar),
    Member::leaf("mktime", 1, 1, mktime),
];

/// Ticks count modulo this: all of them are small ints that are not negative.
const TICKS_PERIOD: i32 = 1 << 30;
/// Longest wait before the board is asked for interrupts, in microseconds.
const WAIT_US: u64 = 50_000;
const US_PER_SECOND: i64 = 1_000_000;

fn uptime(vm: &mut Engine) -> Result<Word, Trap> {
    let us = vm.board().ticks_us();
    seconds(vm, us as i64)
}

fn seconds(vm: &mut Engine, us: i64) -> Result<Word, Trap> {
    vm.leaf(|vm| float::make(vm, us as Float / US_PER_SECOND as Float))
}

/// Microseconds since 1970; since the start, on a board that does not know the time of day.
fn unix_us(vm: &mut Engine) -> i64 {
    match vm.board().unix_time_us() {
        Some(us) => us,
        None => vm.board().ticks_us() as i64,
    }
}

fn nanoseconds(vm: &mut Engine, since_1970: bool) -> Result<Word, Trap> {
    let us = if since_1970 { unix_us(vm) } else { vm.board().ticks_us() as i64 };
    vm.leaf(|vm| int::from_i64(vm, us.saturating_mul(1000)))
}

fn ticks(vm: &mut Engine, unit_us: u64) -> Result<Word, Trap> {
    let count = vm.board().ticks_us() / unit_us % TICKS_PERIOD as u64;
    Ok(Value::int(count as i32).word())
}

fn ticks_add<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (ticks, delta) = (index::index(vm, args.at(0))?, index::index(vm, args.at(1))?);
    if !(-(TICKS_PERIOD / 2) + 1..TICKS_PERIOD / 2).contains(&delta) {
        return Err(vm.raise(TypeId::OVERFLOW_ERROR, "ticks interval overflow"));
    }
    Ok(Value::int(ticks.wrapping_add(delta) & (TICKS_PERIOD - 1)))
}

fn ticks_diff<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let (end, start) = (index::index(vm, args.at(0))?, index::index(vm, args.at(1))?);
    let half = TICKS_PERIOD / 2;
    let distance = end.wrapping_sub(start).wrapping_add(half) & (TICKS_PERIOD - 1);
    Ok(Value::int(distance - half))
}

fn sleep(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let us = match float::get(vm, vm.at(frame.at(0))) {
        Some(seconds) if seconds.is_nan() => {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        Some(seconds) => (seconds * US_PER_SECOND as Float) as i64,
        None => i64::from(index_of(vm, frame.at(0))?) * US_PER_SECOND,
    };
    if us < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    wait(vm, us as u64)
}

fn index_of(vm: &mut Engine, slot: Slot) -> Result<i32, Trap> {
    index::index_of(vm, slot)
}

fn sleep_units(vm: &mut Engine, frame: Frame, unit_us: i64) -> Result<Word, Trap> {
    let count = i64::from(index_of(vm, frame.at(0))?);
    wait(vm, (count * unit_us).max(0) as u64)
}

/// Waits, unless an interrupt comes.
fn wait(vm: &mut Engine, us: u64) -> Result<Word, Trap> {
    let start = vm.board().ticks_us();
    loop {
        if vm.board().take_interrupt() {
            return Err(vm.raise(TypeId::KEYBOARD_INTERRUPT, ""));
        }
        schedule::run(vm)?;
        let passed = vm.board().ticks_us().saturating_sub(start);
        let Some(left) = us.checked_sub(passed).filter(|left| *left > 0) else {
            return Ok(Value::none().word());
        };
        vm.board().sleep_us(left.min(WAIT_US) as u32);
    }
}

// The calendar. Years begin in March here, so that a leap day is the last one.

const DAYS_PER_400_YEARS: i64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// Days since 1970 of a date.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    // Months past the year's end count on, as `mktime` has it.
    let (year, month) = (year + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_400_YEARS + day_of_era - DAYS_TO_1970
}

/// Year, month and day of a day since 1970.
fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_1970;
    let (era, day_of_era) =
        (days.div_euclid(DAYS_PER_400_YEARS), days.rem_euclid(DAYS_PER_400_YEARS));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

/// `(year, month, day, hour, minute, second, weekday, day of the year)` of seconds since 1970, or of now.
fn calendar(vm: &mut Engine, frame: Frame) -> Result<Word, Trap> {
    let now = unix_us(vm).div_euclid(US_PER_SECOND);
    vm.leaf(|vm| {
        let given = frame.get(0).map(|slot| vm.at(slot)).filter(|value| *value != Value::none());
        let seconds = match given {
            None => now,
            Some(value) => match (int::to_i64(vm, value), float::get(vm, value)) {
                (Some(seconds), _) => seconds,
                (None, Some(seconds)) if seconds.is_finite() => {
                    float::functions::floor(seconds) as i64
                }
                _ => {
                    index::index(vm, value)?;
                    return Err(vm.raise(
                        TypeId::OVERFLOW_ERROR,
                        "timestamp out of range for platform time_t",
                    ));
                }
            },
        };
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        if !(-(1 << 31)..1 << 31).contains(&days) {
            return Err(
                vm.raise(TypeId::OVERFLOW_ERROR, "timestamp out of range for platform time_t")
            );
        }
        let (year, month, day) = date_from_days(days);
        let day_of_year = days - days_from_date(year, 1, 1) + 1;
        let parts = [
            year,
            month,
            day,
            rest / 3600,
            rest / 60 % 60,
            rest % 60,
            (days + 3).rem_euclid(7),
            day_of_year,
        ];
        tuple::new(vm, &parts.map(|part| Value::small(part as i32).unwrap_or(Value::int(0)).word()))
    })
}

fn mktime<'g>(vm: &'g Engine, args: Args<'g>) -> Res<'g> {
    let row = sequence::items(vm, attribute::native(vm, args.at(0)));
    let Some(row) = row.filter(|row| (8..=9).contains(&row.len)) else {
        return Err(vm.type_error("mktime needs a tuple of length 8 or 9"));
    };
    let mut parts = [0; 6];
    for (i, part) in parts.iter_mut().enumerate() {
        *part = i64::from(index::index(vm, row.at(vm, i as u32))?);
    }
    let [year, month, day, hour, minute, second] = parts;
    let days = days_from_date(year, month, day);
    int::from_i64(vm, ((days * 24 + hour) * 60 + minute) * 60 + second)
}
