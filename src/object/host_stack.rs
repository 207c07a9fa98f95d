//! The host's stack. What nests in a source or in values nests in Rust's frames too, whose size nobody can count on:
//! what is compared is where they lie.

use super::Engine;
use crate::config::HOST_STACK_RESERVE_BYTES;

/// About where the stack ends now. It grows downwards on every target.
#[inline(never)]
fn here() -> usize {
    let mark = 0_u8;
    core::hint::black_box(&raw const mark).addr()
}

impl Engine {
    /// From here down the host's stack may be used by as many bytes as the machine was told, if it was and this is not
    /// within such a limit already; the limit before, for [`Engine::set_host_stack_end`].
    pub(crate) fn limit_host_stack(&self) -> usize {
        let before = self.host_stack_end.get();
        if before == 0 && self.host_stack_bytes != 0 {
            let bytes = self.host_stack_bytes.saturating_sub(HOST_STACK_RESERVE_BYTES);
            self.host_stack_end.set(here().saturating_sub(bytes));
        }
        before
    }

    /// Sets the limit as it was.
    pub(crate) fn set_host_stack_end(&self, end: usize) {
        self.host_stack_end.set(end);
    }

    /// Whether there is room on the host's stack for another level of what nests.
    #[inline]
    pub(crate) fn has_host_stack(&self) -> bool {
        let end = self.host_stack_end.get();
        end == 0 || here() > end
    }
}
