//! A tree as text: one line a statement, expressions as `(kind child ...)`.

extern crate std;

use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

use super::TestMemory;
use crate::syntax::*;

type TestParser<'s> = Parser<'s, TestMemory>;

/// Goes through all statements, and shows the parser after each statement and clause was read.
pub(super) fn each_statement(
    parser: &mut TestParser<'_>,
    see: &mut dyn FnMut(&mut TestParser<'_>),
) -> Result<(), Stop> {
    let mut out = String::new();
    watched_block(parser, 0, &mut out, see)
}

/// Dumps the statements of a block.
pub(super) fn block(
    parser: &mut TestParser<'_>,
    depth: usize,
    out: &mut String,
) -> Result<(), Stop> {
    watched_block(parser, depth, out, &mut |_| {})
}

fn watched_block(
    parser: &mut TestParser<'_>,
    depth: usize,
    out: &mut String,
    see: &mut dyn FnMut(&mut TestParser<'_>),
) -> Result<(), Stop> {
    loop {
        let mark = parser.mark();
        let statement = parser.statement()?;
        if statement.kind == StatementKind::BlockEnd {
            return Ok(());
        }
        assert_eq!(parser.line(statement.offset), statement.line, "line of a statement");
        see(parser);
        let text = header(parser, statement.kind);
        line(depth, &text, out);
        compound(parser, statement.kind, depth, out, see)?;
        parser.reset(mark);
    }
}

fn line(depth: usize, text: &str, out: &mut String) {
    for _ in 0..depth {
        out.push(' ');
    }
    out.push_str(text);
    out.push('\n');
}

fn compound(
    parser: &mut TestParser<'_>,
    kind: StatementKind,
    depth: usize,
    out: &mut String,
    see: &mut dyn FnMut(&mut TestParser<'_>),
) -> Result<(), Stop> {
    let mut after = match kind {
        StatementKind::If { .. } => After::If,
        StatementKind::While { .. } | StatementKind::For { .. } => After::Loop,
        StatementKind::Try => After::Try,
        StatementKind::Match { .. } => After::Match,
        StatementKind::Def(_) | StatementKind::Class(_) | StatementKind::With { .. } => {
            return watched_block(parser, depth + 1, out, see);
        }
        _ => return Ok(()),
    };
    if after != After::Match {
        watched_block(parser, depth + 1, out, see)?;
    }
    loop {
        let clause = parser.clause(after)?;
        see(parser);
        let text = match clause.kind {
            ClauseKind::End => return Ok(()),
            ClauseKind::Elif { test } => format!("elif {}", expr(parser, test)),
            ClauseKind::Else => "else".to_string(),
            ClauseKind::Finally => "finally".to_string(),
            ClauseKind::Except { class, name, star } => {
                let star = if star { "*" } else { "" };
                format!("except{star} {} {}", optional(parser, class), name_or_none(parser, name))
            }
            ClauseKind::Case { pattern, guard } => {
                format!("case {} {}", show_pattern(parser, pattern), optional(parser, guard))
            }
        };
        line(depth, &text, out);
        watched_block(parser, depth + 1, out, see)?;
        after = match (clause.kind, after) {
            (ClauseKind::Elif { .. }, _) => After::If,
            (ClauseKind::Except { class, star, .. }, _) => {
                After::Except { star, bare: class.is_none() }
            }
            (ClauseKind::Else, After::Except { .. }) => After::TryElse,
            (ClauseKind::Case { .. }, _) => After::Case,
            _ => return Ok(()),
        };
    }
}

fn header(parser: &TestParser<'_>, kind: StatementKind) -> String {
    match kind {
        StatementKind::BlockEnd => "end".to_string(),
        StatementKind::Pass => "pass".to_string(),
        StatementKind::Break => "break".to_string(),
        StatementKind::Continue => "continue".to_string(),
        StatementKind::Expression(value) => format!("expr {}", expr(parser, value)),
        StatementKind::Assign { targets, value } => {
            format!("assign {} {}", exprs(parser, targets), expr(parser, value))
        }
        StatementKind::Annotate { target, annotation, value, simple } => format!(
            "annotate {} {} {} {}",
            expr(parser, target),
            expr(parser, annotation),
            optional(parser, value),
            u8::from(simple)
        ),
        StatementKind::Augment { op, target, value } => {
            format!("augment {} {} {}", binary(op), expr(parser, target), expr(parser, value))
        }
        StatementKind::Return(value) => format!("return {}", optional(parser, value)),
        StatementKind::Raise { exception, cause } => {
            format!("raise {} {}", optional(parser, exception), optional(parser, cause))
        }
        StatementKind::Delete(targets) => format!("del {}", exprs(parser, targets)),
        StatementKind::Assert { test, message } => {
            format!("assert {} {}", expr(parser, test), optional(parser, message))
        }
        StatementKind::Import(names) => format!("import {}", aliases(parser, names, true)),
        StatementKind::ImportFrom { module, level, names } => {
            let names =
                if names.is_empty() { "[*]".to_string() } else { aliases(parser, names, false) };
            format!("from {} {level} {names}", name_or_none(parser, module))
        }
        StatementKind::Global(names) => format!("global {}", exprs(parser, names)),
        StatementKind::Nonlocal(names) => format!("nonlocal {}", exprs(parser, names)),
        StatementKind::TypeAlias { name, parameters, value } => {
            let parameters = type_parameters(parser, parameters);
            format!("type {} {parameters} {}", parser.memory.name(name), expr(parser, value))
        }
        StatementKind::If { test } => format!("if {}", expr(parser, test)),
        StatementKind::While { test } => format!("while {}", expr(parser, test)),
        StatementKind::For { target, iterable, is_async } => {
            format!("{}for {} {}", prefix(is_async), expr(parser, target), expr(parser, iterable))
        }
        StatementKind::With { items, is_async } => {
            let items = list(parser, items, |parser, item| {
                let item = parser.with_item(item);
                format!("({} {})", expr(parser, item.context), optional(parser, item.target))
            });
            format!("{}with {items}", prefix(is_async))
        }
        StatementKind::Try => "try".to_string(),
        StatementKind::Def(def) => format!(
            "{}def {} {} {} {} {}",
            prefix(def.is_async),
            parser.memory.name(def.name),
            type_parameters(parser, def.type_parameters),
            parameters(parser, def.parameters),
            optional(parser, def.returns),
            exprs(parser, def.decorators)
        ),
        StatementKind::Class(class) => format!(
            "class {} {} {} {}",
            parser.memory.name(class.name),
            type_parameters(parser, class.type_parameters),
            exprs(parser, class.arguments),
            exprs(parser, class.decorators)
        ),
        StatementKind::Match { subject } => format!("match {}", expr(parser, subject)),
    }
}

fn prefix(is_async: bool) -> &'static str {
    if is_async { "async-" } else { "" }
}

fn list(
    parser: &TestParser<'_>,
    list: List,
    show: impl Fn(&TestParser<'_>, NodeId) -> String,
) -> String {
    let mut items = list.items();
    let mut shown = Vec::new();
    while let Some(item) = parser.item(&mut items) {
        shown.push(show(parser, item));
    }
    assert_eq!(shown.len(), parser.count(list));
    format!("[{}]", shown.join(" "))
}

fn exprs(parser: &TestParser<'_>, items: List) -> String {
    list(parser, items, expr)
}

fn optional(parser: &TestParser<'_>, node: Option<NodeId>) -> String {
    node.map_or_else(|| "-".to_string(), |node| expr(parser, node))
}

fn name_or_none(parser: &TestParser<'_>, name: Option<crate::name::Name>) -> String {
    name.map_or_else(|| "-".to_string(), |name| parser.memory.name(name))
}

fn aliases(parser: &TestParser<'_>, names: List, whole: bool) -> String {
    list(parser, names, |parser, item| {
        let alias = parser.alias(item);
        let name = parser.memory.name(alias.name);
        if whole {
            assert!(name.starts_with(&*parser.memory.name(alias.first)) || name.starts_with("__"));
        }
        format!("({name} {})", name_or_none(parser, alias.alias))
    })
}

fn parameters(parser: &TestParser<'_>, items: List) -> String {
    list(parser, items, |parser, item| {
        let parameter = parser.parameter(item);
        let kind = match parameter.kind {
            ParameterKind::PositionalOnly => "/",
            ParameterKind::Positional => "",
            ParameterKind::Star => "*",
            ParameterKind::KeywordOnly => "=",
            ParameterKind::DoubleStar => "**",
        };
        let name = parser.memory.name(parameter.name);
        format!(
            "({kind}{name} {} {})",
            optional(parser, parameter.annotation),
            optional(parser, parameter.default)
        )
    })
}

fn type_parameters(parser: &TestParser<'_>, items: List) -> String {
    list(parser, items, |parser, item| {
        let parameter = parser.type_parameter(item);
        let kind = match parameter.kind {
            ParameterKind::Star => "*",
            ParameterKind::DoubleStar => "**",
            _ => "",
        };
        let name = parser.memory.name(parameter.name);
        format!(
            "({kind}{name} {} {})",
            optional(parser, parameter.bound),
            optional(parser, parameter.default)
        )
    })
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::MatrixMultiply => "@",
        BinaryOp::Divide => "/",
        BinaryOp::FloorDivide => "//",
        BinaryOp::Modulo => "%",
        BinaryOp::Power => "**",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
        BinaryOp::And => "&",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Less => "<",
        CompareOp::LessEqual => "<=",
        CompareOp::Equal => "==",
        CompareOp::NotEqual => "!=",
        CompareOp::Greater => ">",
        CompareOp::GreaterEqual => ">=",
        CompareOp::In => "in",
        CompareOp::NotIn => "not-in",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is-not",
    }
}

/// The decoded bytes of a literal.
pub(super) fn literal(parser: &TestParser<'_>, literal: Literal) -> Vec<u8> {
    let bytes = match parser.text(literal) {
        Text::Plain(bytes) => bytes.to_vec(),
        Text::Pieces(pieces) => pieces.flat_map(|piece| piece.as_bytes().to_vec()).collect(),
    };
    assert_eq!(bytes.len(), literal.len as usize, "decoded length");
    bytes
}

fn quoted(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for &byte in bytes {
        match byte {
            b'!' | b'#'..=b'[' | b']'..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\{byte:02x}")),
        }
    }
    out.push('"');
    out
}

/// The digits of an integer's text without prefix and underscores, with its base.
fn digits(text: &[u8]) -> (u32, impl Iterator<Item = u8> + Clone + '_) {
    let base = match text.get(1).map(|byte| byte | 0x20) {
        Some(b'x') => 16,
        Some(b'o') => 8,
        Some(b'b') => 2,
        _ => 10,
    };
    let digits = if base == 10 { text } else { text.get(2..).unwrap_or_default() };
    (base, digits.iter().copied().filter(|&byte| byte != b'_'))
}

/// An integer of any size in hexadecimal.
fn integer(text: &[u8]) -> String {
    let (base, digits) = digits(text);
    let mut value: Vec<u32> = Vec::new();
    for digit in digits {
        let mut carry = u64::from(char::from(digit).to_digit(base).unwrap());
        for limb in &mut value {
            carry += u64::from(*limb) * u64::from(base);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            value.push(carry as u32);
        }
    }
    let mut out = String::new();
    for limb in value.iter().rev() {
        out.push_str(&if out.is_empty() { format!("{limb:x}") } else { format!("{limb:08x}") });
    }
    if out.is_empty() { "0".to_string() } else { out }
}

fn float(text: &[u8]) -> String {
    let text: String =
        text.iter().filter(|byte| **byte != b'_').map(|byte| char::from(*byte)).collect();
    format!("{:016x}", text.parse::<f64>().unwrap().to_bits())
}

/// Dumps an expression.
#[expect(clippy::too_many_lines, reason = "one arm per kind of node")]
pub(super) fn expr(parser: &TestParser<'_>, node: NodeId) -> String {
    match parser.expr(node) {
        Expr::Name(name) => parser.memory.name(name),
        Expr::None => "None".to_string(),
        Expr::True => "True".to_string(),
        Expr::False => "False".to_string(),
        Expr::Ellipsis => "...".to_string(),
        Expr::Int(value) => format!("{value:x}"),
        Expr::BigInt(span) => integer(parser.bytes(span)),
        Expr::Float(span) => format!("f{}", float(parser.bytes(span))),
        Expr::Imaginary(span) => format!("j{}", float(parser.bytes(span))),
        Expr::Str(text) => quoted(&literal(parser, text)),
        Expr::Bytes(text) => format!("b{}", quoted(&literal(parser, text))),
        Expr::Format(items) => format!("(format{})", parts(parser, items)),
        Expr::Template(items) => format!("(template{})", parts(parser, items)),
        Expr::Field(field) => {
            let conversion = match field.conversion {
                Conversion::None => "",
                Conversion::Str => "s",
                Conversion::Repr => "r",
                Conversion::Ascii => "a",
            };
            let spec = match field.spec.map(|spec| (spec, parser.expr(spec))) {
                None => "-".to_string(),
                Some((_, Expr::Format(items))) => format!("(format{})", parts(parser, items)),
                Some((_, Expr::Str(text))) => {
                    format!("(format {})", quoted(&literal(parser, text)))
                }
                Some(_) => panic!("a spec is text"),
            };
            format!("({} !{conversion} {spec})", expr(parser, field.value))
        }
        Expr::Unary(op, value) => {
            let op = match op {
                UnaryOp::Negative => "neg",
                UnaryOp::Positive => "pos",
                UnaryOp::Invert => "~",
                UnaryOp::Not => "not",
            };
            format!("({op} {})", expr(parser, value))
        }
        Expr::Binary(op, left, right) => {
            format!("({} {} {})", binary(op), expr(parser, left), expr(parser, right))
        }
        Expr::Bool(op, items) => {
            let op = if op == BoolOp::And { "and" } else { "or" };
            format!("({op} {})", exprs(parser, items))
        }
        Expr::Compare(left, others) => {
            let mut out = format!("(compare {}", expr(parser, left));
            let mut items = others.items();
            while let Some((op, right)) = parser.comparison(&mut items) {
                out.push_str(&format!(" {} {}", compare(op), expr(parser, right)));
            }
            out + ")"
        }
        Expr::Conditional { test, body, otherwise } => {
            format!(
                "(if {} {} {})",
                expr(parser, test),
                expr(parser, body),
                expr(parser, otherwise)
            )
        }
        Expr::Lambda { parameters: items, body } => {
            format!("(lambda {} {})", parameters(parser, items), expr(parser, body))
        }
        Expr::Call { function, arguments } => {
            format!("(call {} {})", expr(parser, function), exprs(parser, arguments))
        }
        Expr::Attribute(value, name) => {
            format!("(. {} {})", expr(parser, value), parser.memory.name(name))
        }
        Expr::Subscript(value, index) => {
            format!("(at {} {})", expr(parser, value), expr(parser, index))
        }
        Expr::Slice { start, stop, step } => {
            let [start, stop, step] = [start, stop, step].map(|part| optional(parser, part));
            format!("(slice {start} {stop} {step})")
        }
        Expr::Tuple(items) => format!("(tuple {})", exprs(parser, items)),
        Expr::List(items) => format!("(list {})", exprs(parser, items)),
        Expr::Set(items) => format!("(set {})", exprs(parser, items)),
        Expr::Dict(items) => format!("(dict {})", exprs(parser, items)),
        Expr::Starred(value) => format!("(* {})", expr(parser, value)),
        Expr::DoubleStarred(value) => format!("(** {})", expr(parser, value)),
        Expr::Keyword(name, value) => {
            format!("(= {} {})", parser.memory.name(name), expr(parser, value))
        }
        Expr::Comprehension { kind, element, value, clauses } => {
            let kind = match kind {
                ComprehensionKind::List => "listcomp",
                ComprehensionKind::Set => "setcomp",
                ComprehensionKind::Dict => "dictcomp",
                ComprehensionKind::Generator => "genexp",
            };
            let clauses =
                list(parser, clauses, |parser, clause| match parser.comprehension_clause(clause) {
                    ComprehensionClause::If(test) => format!("(if {})", expr(parser, test)),
                    ComprehensionClause::For { target, iterable, is_async } => {
                        format!(
                            "({}for {} {})",
                            prefix(is_async),
                            expr(parser, target),
                            expr(parser, iterable)
                        )
                    }
                });
            format!("({kind} {} {} {clauses})", expr(parser, element), optional(parser, value))
        }
        Expr::Walrus(name, value) => {
            format!("(:= {} {})", parser.memory.name(name), expr(parser, value))
        }
        Expr::Await(value) => format!("(await {})", expr(parser, value)),
        Expr::Yield(value) => format!("(yield {})", optional(parser, value)),
        Expr::YieldFrom(value) => format!("(yield-from {})", expr(parser, value)),
    }
}

/// The parts of an f-string, adjacent texts joined.
fn parts(parser: &TestParser<'_>, items: List) -> String {
    let mut out = String::new();
    let mut text = Vec::new();
    let mut items = items.items();
    while let Some(item) = parser.item(&mut items) {
        match parser.expr(item) {
            Expr::Str(part) => text.extend(literal(parser, part)),
            _ => {
                if !text.is_empty() {
                    out.push(' ');
                    out.push_str(&quoted(&text));
                    text.clear();
                }
                out.push(' ');
                out.push_str(&expr(parser, item));
            }
        }
    }
    if !text.is_empty() {
        out.push(' ');
        out.push_str(&quoted(&text));
    }
    out
}

fn show_pattern(parser: &TestParser<'_>, node: NodeId) -> String {
    match parser.pattern(node) {
        Pattern::Value(value) => format!("(value {})", expr(parser, value)),
        Pattern::Singleton(value) => format!("(is {})", expr(parser, value)),
        Pattern::Sequence(items) => format!("(sequence {})", list(parser, items, show_pattern)),
        Pattern::Or(items) => format!("(or {})", list(parser, items, show_pattern)),
        Pattern::Mapping { items, rest } => {
            let mut out = String::new();
            let mut items = items.items();
            while let Some(key) = parser.item(&mut items) {
                let pattern = parser.item(&mut items).unwrap();
                out.push_str(&format!(
                    " ({} {})",
                    expr(parser, key),
                    show_pattern(parser, pattern)
                ));
            }
            format!("(mapping{out} {})", name_or_none(parser, rest))
        }
        Pattern::Class { class, arguments } => {
            format!("(class {} {})", expr(parser, class), list(parser, arguments, show_pattern))
        }
        Pattern::Keyword(name, pattern) => {
            format!("(= {} {})", parser.memory.name(name), show_pattern(parser, pattern))
        }
        Pattern::Star(name) => format!("(* {})", name_or_none(parser, name)),
        Pattern::Capture { pattern, name } => {
            let pattern =
                pattern.map_or_else(|| "-".to_string(), |pattern| show_pattern(parser, pattern));
            format!("(as {pattern} {})", name_or_none(parser, name))
        }
    }
}
