//! What the handles have in common.

/// Implements `Clone` for a handle and, if a field is named, `Debug` with that field. Derived impls would require them of `V`.
macro_rules! handle {
    ($handle:ident { $($field:ident),+ }) => {
        impl<V> Clone for $handle<V> {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),+ }
            }
        }
    };
    ($handle:ident { $($field:ident),+ } as $shown:ident) => {
        handle!($handle { $($field),+ });

        impl<V> std::fmt::Debug for $handle<V> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($handle)).field(&self.$shown).finish()
            }
        }
    };
}

pub(super) use handle;
