//! Which kind of change it is that a part is added, is removed or says something else, and what is quoted of it.

use super::Kind;
use crate::surface::{Facet, Part, Use};

/// A part before and after. It is there at least once.
pub(super) type Pair<'a> = [Option<&'a Part>; 2];

/// The kinds of changes of a facet.
enum Kinds {
    /// It is added, or it is removed.
    Presence(Kind, Kind),
    /// It is added, it is removed, or it says something else.
    Each(Kind, Kind, Kind),
    /// All changes are of one kind.
    One(Kind),
}

#[rustfmt::skip]
const fn kinds(facet: Facet) -> Kinds {
    use Kinds::{Each, One, Presence};
    match facet {
        Facet::Operation => Presence(Kind::OperationAdded, Kind::OperationRemoved),
        Facet::Method => One(Kind::OperationMethodChanged),
        Facet::Path => One(Kind::OperationPathChanged),
        Facet::Parameter => Each(Kind::ParameterAdded, Kind::ParameterRemoved, Kind::ParameterTypeChanged),
        Facet::RequiredParameter => Presence(Kind::ParameterBecameRequired, Kind::ParameterBecameOptional),
        Facet::Form => One(Kind::ParameterFormChanged),
        Facet::Body => Each(Kind::BodyAdded, Kind::BodyRemoved, Kind::BodyTypeChanged),
        Facet::Answer => One(Kind::AnswerTypeChanged),
        Facet::Status => Presence(Kind::StatusAdded, Kind::StatusRemoved),
        Facet::Type => Presence(Kind::TypeAdded, Kind::TypeRemoved),
        Facet::Shape | Facet::Plain => One(Kind::TypeShapeChanged),
        Facet::Property => Each(Kind::PropertyAdded, Kind::PropertyRemoved, Kind::PropertyTypeChanged),
        Facet::ReadOnly => Presence(Kind::PropertyBecameReadOnly, Kind::PropertyBecameWritable),
        Facet::RequiredProperty => Presence(Kind::PropertyBecameRequired, Kind::PropertyBecameOptional),
        Facet::Nullable => Presence(Kind::PropertyBecameNullable, Kind::PropertyBecameNonNull),
        Facet::Annotation => One(Kind::AnnotationChanged),
        Facet::Kind => Presence(Kind::KindAdded, Kind::KindRemoved),
        Facet::Value => Presence(Kind::ValueAdded, Kind::ValueRemoved),
        Facet::Constraint => Each(Kind::ConstraintChanged, Kind::ConstraintRemoved, Kind::ConstraintChanged),
        Facet::Default => One(Kind::DefaultChanged),
        Facet::Description => One(Kind::DocumentationChanged),
        Facet::Deprecation => One(Kind::DeprecationChanged),
    }
}

/// The kind of the change of a part that is one of `wholes`. `None` if it says the same.
pub(super) fn kind_of(
    facet: Facet,
    pair: Pair<'_>,
    wholes: [&Part; 2],
    uses: &[Use],
) -> Option<Kind> {
    let is_same = match pair {
        [Some(was), Some(now)] if facet == Facet::Annotation => was.says(now),
        [Some(was), Some(now)] => was.text == now.text,
        _ => false,
    };
    let kind = match (kinds(facet), pair) {
        _ if is_same => return None,
        (Kinds::Presence(added, _) | Kinds::Each(added, ..), [None, Some(_)]) => added,
        (Kinds::Presence(_, removed) | Kinds::Each(_, removed, _), [Some(_), None]) => removed,
        (Kinds::Each(.., changed) | Kinds::One(changed), _) => changed,
        // The text of an operation is its path and its method, which are parts of it.
        (Kinds::Presence(..), _) => return None,
    };
    let is_required = wholes
        .iter()
        .all(|whole| whole.has(Facet::RequiredProperty));
    Some(match (kind, pair) {
        (Kind::PropertyAdded, [_, Some(property)]) => added_property(property, wholes[0], uses),
        (Kind::PropertyBecameNullable, _) if is_required => Kind::RequiredPropertyBecameNullable,
        (Kind::PropertyBecameNonNull, _) if is_required => Kind::RequiredPropertyBecameNonNull,
        _ => kind,
    })
}

/// Also a read-only property is a field that literals must name.
fn added_property(property: &Part, object: &Part, uses: &[Use]) -> Kind {
    let write_only = property.get(Facet::Constraint, "writeOnly");
    let is_read =
        uses.contains(&Use::Answer) && write_only.is_none_or(|of| of.text != "writeOnly: true");
    let mut properties = object.parts.values();
    let had_default = !properties.any(|property| property.has(Facet::RequiredProperty));
    match (is_read, property.has(Facet::RequiredProperty), had_default) {
        (true, true, _) => Kind::RequiredPropertyAdded,
        (true, false, false) => Kind::PropertyAddedWithoutDefault,
        (true, false, true) => Kind::PropertyAdded,
        (false, true, _) => Kind::RequiredInputAdded,
        (false, false, false) => Kind::InputAddedWithoutDefault,
        (false, false, true) => Kind::InputAdded,
    }
}

/// What a part was and what it is, if a change quotes it.
pub(super) fn texts_of(facet: Facet, pair: Pair<'_>) -> [Option<&str>; 2] {
    let texts = pair.map(|part| Some(part?.text.as_str()).filter(|text| !text.is_empty()));
    match (facet, pair) {
        (Facet::Annotation, [Some(_), _]) => [None, None],
        (Facet::Constraint, [None, _]) => [Some("none"), texts[1]],
        (Facet::Deprecation, [None, _]) => [None, Some("deprecated")],
        (Facet::Deprecation, _) => [None, Some("no longer deprecated")],
        _ => texts,
    }
}
