//! From text to statements: plain data, no values, no recursion in proportion to the input.
//!
//! The compiler pulls. One statement at a time lies in scratch memory as a small tree:
//!
//! ```text
//! let mut parser = Parser::new(source, Mode::Module, memory);
//! parser.begin()?;
//! loop {
//!     let mark = parser.mark();
//!     let statement = parser.statement()?;            // -> Result<Statement, Stop>
//!     match statement.kind {
//!         StatementKind::BlockEnd => break,
//!         StatementKind::If { test } => {
//!             ... parser.expr(test) ...               // one node as an `Expr`
//!             ... statements of the body, up to BlockEnd ...
//!             match parser.clause(After::If)?.kind { ... }
//!         }
//!         ...
//!     }
//!     parser.reset(mark);                             // forgets the trees made since
//! }
//! ```
//!
//! The whole surface, all on `Parser<'s, M: Memory>`:
//! * `new(source: &'s [u8], mode: Mode, memory: M)`, then `begin()`; `memory: M` is a public field, for the compiler.
//! * `statement()`, `clause(After)`: the next piece; errors are the zero-sized [`Stop`], and `error() -> Error` says
//!   why. `fail(offset, message, Argument) -> Stop` is for the compiler's own complaints.
//! * `mark() -> Mark`, `reset(Mark)`: a stack discipline over scratch. `reserve(words) -> Result<u32, Stop>` gives
//!   the compiler scratch of its own on the same stack (an index into `memory.words()`).
//! * `expr(NodeId) -> Expr`, `offset(NodeId) -> u32`, `item(&mut Items) -> Option<NodeId>`, `count(List) -> usize`,
//!   `comparison(&mut Items) -> Option<(CompareOp, NodeId)>`, `parameter(NodeId)`, `type_parameter(NodeId)`,
//!   `comprehension_clause(NodeId)`, `with_item(NodeId)`, `alias(NodeId)`, `pattern(NodeId)`.
//! * `line(offset) -> u32`: the line of an offset, cheap when asked about near offsets in a row; `last_line()`: where
//!   the statement or header read last ends, so that the lines of its expressions need not be asked for if it has but
//!   one.
//! * `text(Literal) -> Text<'s>`: `Text::Plain(&'s [u8])` when the source has the very bytes (most literals), else
//!   `Text::Pieces`, an iterator of decoded pieces. `bytes(Span) -> &'s [u8]`.
//! * Scopes (`scope`): before a top-level statement with functions, lambdas or comprehensions in it is handed out,
//!   its scopes have been worked out, whole: `scope(offset) -> Option<Scope>` finds the scope of a `def`/`class`
//!   statement or of a lambda or comprehension node by its offset; `lookup(Scope, Name) -> Symbol`,
//!   `facts(Scope) -> ScopeFacts`, `free_variable(Scope, number) -> Option<Name>`, and `capture(Scope, Name) ->
//!   Option<Symbol>`, where the enclosing scope gets the cell for it: that makes the closure. `slot_name(Scope,
//!   slot)`. At module level there is no scope and every name is global. A class's `__class__` cell is its slot 0 if
//!   `needs_class_cell`; functions inside see it as a free variable of that name.
//!
//! Contexts that the parser checks itself: `return`, `yield`, `await`, `break`, `continue` in the wrong place,
//! assignment targets, parameters, arguments, escapes, indentation, `global` and `nonlocal`. Left to the compiler:
//! nothing but its own limits, `const()`, and viper.

mod error;
pub(crate) mod character;
mod ast;
mod memory;
mod token;
mod number;
mod literal;
mod lexer;
mod tree;
mod parser;
mod scope;

#[cfg(test)]
mod tests;

pub(crate) use ast::*;
pub(crate) use error::{Argument, Error, ErrorClass, Stop, SyntaxError};
pub(crate) use literal::Text;
pub(crate) use memory::{Memory, OutOfMemory};
pub(crate) use parser::Parser;
pub(crate) use scope::{Mode, Scope, Symbol};
pub(crate) use tree::Mark;
