//! The difference between what an update sets and what there is.

use msgraph_identity_core::Nullable;

/// Returns the wanted value, unless it is present already.
pub(crate) fn unless_so<T: Clone + PartialEq>(
    wanted: &Option<Nullable<T>>,
    present: Option<&T>,
) -> Option<Nullable<T>> {
    let wanted = wanted.clone()?;
    (wanted.clone().into_option().as_ref() != present).then_some(wanted)
}
