//! What the handles have in common.

/// Implements `Clone` for a handle, and `Debug` with one of its fields. Derived impls would require them of `V`.
macro_rules! handle {
    ($handle:ident { $($field:ident),+ } as $shown:ident) => {
        impl<V> Clone for $handle<V> {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),+ }
            }
        }

        impl<V> std::fmt::Debug for $handle<V> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($handle)).field(&self.$shown).finish()
            }
        }
    };
}

pub(super) use handle;
