//! One line of targets: what was measured, what MicroPython needs, what must hold.

use std::fmt;

/// What must hold of a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Gate {
    /// Smaller is better.
    AtMost(f64),
    /// Larger is better.
    AtLeast(f64),
}

/// A measured figure.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Row {
    /// What was measured, and its unit.
    pub(crate) what: String,
    /// The same of MicroPython, where it is known.
    pub(crate) micropython: Option<f64>,
    /// Ours; none if it could not be measured.
    pub(crate) ours: Option<f64>,
    /// What must hold.
    pub(crate) gate: Gate,
    /// Where we are going.
    pub(crate) stretch: f64,
}

impl Row {
    /// A figure that is better when it is smaller.
    pub(crate) fn at_most(
        what: impl Into<String>,
        ours: Option<f64>,
        gate: f64,
        stretch: f64,
    ) -> Row {
        Row { what: what.into(), micropython: None, ours, gate: Gate::AtMost(gate), stretch }
    }

    /// A figure that is better when it is larger.
    pub(crate) fn at_least(
        what: impl Into<String>,
        ours: Option<f64>,
        gate: f64,
        stretch: f64,
    ) -> Row {
        Row { what: what.into(), micropython: None, ours, gate: Gate::AtLeast(gate), stretch }
    }

    /// With MicroPython's figure.
    pub(crate) fn beside(self, micropython: f64) -> Row {
        Row { micropython: Some(micropython), ..self }
    }

    /// Whether the gate holds.
    pub(crate) fn holds(&self) -> bool {
        match (self.ours, self.gate) {
            (None, _) => false,
            (Some(ours), Gate::AtMost(limit)) => ours <= limit,
            (Some(ours), Gate::AtLeast(limit)) => ours >= limit,
        }
    }
}

/// The heading of a table of rows, as Markdown.
pub(crate) const HEADING: &str = "\
| what | MicroPython | ours | gate | stretch | |
|---|--:|--:|--:|--:|---|";

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micropython = self.micropython.map_or("-".to_owned(), short);
        let ours = self.ours.map_or("failed".to_owned(), short);
        let (sign, limit) = match self.gate {
            Gate::AtMost(limit) => ("<=", limit),
            Gate::AtLeast(limit) => (">=", limit),
        };
        let verdict = if self.holds() { "holds" } else { "MISSED" };
        let (limit, stretch) = (short(limit), short(self.stretch));
        write!(
            f,
            "| {} | {micropython} | {ours} | {sign} {limit} | {stretch} | {verdict} |",
            self.what
        )
    }
}

/// Three digits that matter, or all of a whole number.
pub(crate) fn short(x: f64) -> String {
    match x.abs() {
        _ if x.fract() == 0.0 => format!("{x:.0}"),
        100.0.. => format!("{x:.0}"),
        10.0..100.0 => format!("{x:.1}"),
        _ => format!("{x:.2}"),
    }
}

/// The geometric mean; none of nothing.
pub(crate) fn geomean(values: &[f64]) -> Option<f64> {
    let sum: f64 = values.iter().map(|x| x.ln()).sum();
    (!values.is_empty()).then(|| (sum / values.len() as f64).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_hold_up_to_their_limit() {
        assert!(Row::at_most("x", Some(3.0), 3.0, 1.0).holds());
        assert!(!Row::at_least("x", Some(2.9), 3.0, 6.0).holds());
        assert!(!Row::at_most("x", None, 3.0, 1.0).holds());
    }

    #[test]
    fn the_mean_is_geometric() {
        assert!((geomean(&[1.0, 4.0]).unwrap() - 2.0).abs() < 1e-9);
        assert_eq!(geomean(&[]), None);
    }
}
