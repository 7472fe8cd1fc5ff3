//! The table of what each kind of change means for callers, by how they use what has changed.
//!
//! A generated crate has one struct for what is created and what is answered, and one of its own for each PATCH; its
//! methods take their arguments by position. What is optional is an `Option`. The facade takes unknown values of
//! enumerations and unknown kinds of polymorphic types, so new ones break nothing.

use serde::Serialize;

use crate::surface::Use;

/// What a change means for callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// The generated code and its text stay the same.
    Contract,
    /// Only the text changes.
    Documentation,
    /// Code that was right compiles and works.
    Compatible,
    /// Code that was right no longer compiles, or no longer works.
    Breaking,
}

impl Effect {
    /// All effects, the worst first.
    pub const ALL: [Self; 4] = [
        Self::Breaking,
        Self::Compatible,
        Self::Documentation,
        Self::Contract,
    ];

    /// The word that reports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contract => "contract only",
            Self::Documentation => "documentation",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Rule {
    /// The kind of change.
    pub kind: Kind,
    /// The effect on what is created, on what is updated, and on what is answered.
    pub effects: [Effect; 3],
    /// What happened, with the change's fields in braces.
    pub sentence: &'static str,
    /// Why the effect is what it is.
    pub reason: &'static str,
}

const B: Effect = Effect::Breaking;
const C: Effect = Effect::Compatible;
const D: Effect = Effect::Documentation;

macro_rules! rules {
    ($($kind:ident [$create:ident $update:ident $answer:ident] $sentence:literal, $reason:literal;)+) => {
        /// What can happen between two contracts. [`RULES`] has a row for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each is explained by its row")]
        pub enum Kind { $($kind),+ }

        /// The table: kind, effect on `[create update answer]`, what it is called, why.
        pub const RULES: &[Rule] = &[$(Rule {
            kind: Kind::$kind, effects: [$create, $update, $answer], sentence: $sentence, reason: $reason,
        }),+];
    };
}

rules! {
    OperationAdded [C C C] "{subject} was added", "a new method";
    OperationRemoved [B B B] "{subject} was removed", "its method is gone";
    OperationPathChanged [C C C] "{subject} moved from {old} to {new}", "the generated method uses the new path";
    OperationMethodChanged [B B B] "{subject} changed from {old} to {new}", "PATCH takes a body of another type, and the service does something else";
    ParameterAdded [B B B] "{subject} now takes the parameter {member}", "generated methods take their arguments by position";
    ParameterRemoved [B B B] "{subject} no longer takes the parameter {member}", "generated methods take their arguments by position";
    ParameterTypeChanged [B B B] "the parameter {member} of {subject} changed from {old} to {new}", "the argument has another type";
    ParameterBecameRequired [B B B] "the parameter {member} of {subject} is now required", "the argument is no longer an `Option`";
    ParameterBecameOptional [B B B] "the parameter {member} of {subject} is now optional", "the argument becomes an `Option`";
    ParameterFormChanged [C C C] "the parameter {member} of {subject} is written in another form", "the generated method uses the new form";
    BodyAdded [B B B] "{subject} now takes a body: {new}", "the method takes one more argument";
    BodyRemoved [B B B] "{subject} no longer takes a body", "the method takes one argument less";
    BodyTypeChanged [B B B] "{subject} takes {new} in place of {old}", "the argument has another type";
    AnswerTypeChanged [B B B] "{subject} answers {new} in place of {old}", "the method returns another type";
    StatusAdded [C C C] "{subject} may answer {member}", "any status of success is accepted, and any other is an error with its status";
    StatusRemoved [C C C] "{subject} no longer answers {member}", "any status of success is accepted, and any other is an error with its status";
    TypeAdded [C C C] "the type {subject} was added", "a new type";
    TypeRemoved [B B B] "the type {subject} was removed", "no operation uses it any more";
    TypeShapeChanged [B B B] "the type {subject} changed from {old} to {new}", "it becomes another kind of Rust type";
    TypeNoLongerShared [B B B] "{subject} is no longer v1.0's type, but a type of beta's own", "code that uses one type for both versions no longer compiles";
    TypeShared [B B B] "{subject} is now v1.0's type", "code that implements a trait for the types of both versions no longer compiles";
    PropertyAdded [C C C] "{subject} gained {member}", "a new field that may be left out with `..Default::default()`";
    PropertyAddedWithoutDefault [B C C] "{subject} gained {member}", "the type has no `Default`, so its literals must name every field";
    RequiredPropertyAdded [B C C] "{subject} gained {member}, which is required", "what is sent must have it; a receiver may ignore it, and an update may leave it out";
    InputAdded [C C C] "{subject}.{member} can be set", "a new field that may be left out with `..Default::default()`; no operation answers it";
    InputAddedWithoutDefault [B C C] "{subject}.{member} can be set", "the type has no `Default`, so its literals must name every field; no operation answers it";
    RequiredInputAdded [B C C] "{subject}.{member} can be set, and is required", "what is sent must have it; an update may leave it out";
    PropertyRemoved [B B B] "{subject} lost {member}", "its field is gone";
    PropertyTypeChanged [B B B] "{subject}.{member} changed from {old} to {new}", "its field has another type";
    PropertyBecameRequired [B C B] "{subject}.{member} is now required", "its field is no longer an `Option`; an update need not name it";
    PropertyBecameOptional [B C B] "{subject}.{member} is now optional", "its field becomes an `Option`; in an update it is one already";
    PropertyBecameNullable [C B C] "{subject}.{member} may now be null", "its field is an `Option` already; in an update it becomes `Nullable`";
    PropertyBecameNonNull [C B C] "{subject}.{member} may no longer be null", "its field stays an `Option`; in an update it is no longer `Nullable`";
    RequiredPropertyBecameNullable [B B B] "{subject}.{member} is required and may now be null", "its field becomes an `Option`";
    RequiredPropertyBecameNonNull [B B B] "{subject}.{member} is required and may no longer be null", "its field is no longer an `Option`";
    PropertyBecameReadOnly [B B C] "{subject}.{member} is now read-only", "the service no longer takes it, and updates lose its field";
    PropertyBecameWritable [C C C] "{subject}.{member} can now be written", "updates gain its field";
    ValueAdded [C C C] "{subject} may now be {member}", "enumerations are open: an unknown value was accepted before";
    ValueRemoved [B B B] "{subject} lost the value {member}", "its variant is gone, and the service no longer takes it";
    KindAdded [C C C] "{subject} may now be {member}", "polymorphic types are open: an unknown kind was kept before";
    KindRemoved [B B B] "{subject} lost the kind {member}", "its variant is gone, and the service no longer takes it";
    ConstraintChanged [B B C] "{subject} has another constraint: {new} in place of {old}", "what was sent may be refused; what is answered is not checked";
    ConstraintRemoved [C C C] "{subject} lost a constraint: {old}", "what was sent is still accepted";
    DefaultChanged [B C C] "{subject} has another default: {new} in place of {old}", "what is left out means something else; an update leaves it as it is";
    AnnotationChanged [C C C] "the annotation {member} of {subject} changed", "only the tag of a kind is in the generated code";
    DocumentationChanged [D D D] "the description of {subject} changed", "only rustdoc changes";
    DeprecationChanged [D D D] "{subject} is {new}", "a note to callers; it works as before";
    CodeChanged [B B B] "the generated code of {subject} changed", "it follows from the other changes, or no rule covers what caused it";
    Unclassified [B B B] "something changed at {subject}", "no rule covers it: review it, and add a row for it";
}

impl Kind {
    /// Whether it changes only what is said about a thing.
    pub(super) fn is_text(self) -> bool {
        self.rule().effects == [Effect::Documentation; 3]
    }

    /// Whether it changes only what the service takes or answers, never the generated code.
    pub(super) const fn is_of_service(self) -> bool {
        matches!(
            self,
            Self::StatusAdded
                | Self::StatusRemoved
                | Self::ConstraintChanged
                | Self::ConstraintRemoved
                | Self::DefaultChanged
        )
    }

    /// Whether it may break callers although all that they name keeps its form: literals lack a field, or the service does
    /// something else.
    pub(super) const fn breaks_more_than_names(self) -> bool {
        matches!(
            self,
            Self::PropertyAddedWithoutDefault
                | Self::RequiredPropertyAdded
                | Self::InputAddedWithoutDefault
                | Self::RequiredInputAdded
                | Self::OperationMethodChanged
        )
    }

    /// Whether the service may refuse requests that it took before, even if the generated code stays the same.
    pub(super) const fn may_refuse_requests(self) -> bool {
        matches!(
            self,
            Self::ConstraintChanged
                | Self::DefaultChanged
                | Self::ValueRemoved
                | Self::PropertyBecameReadOnly
        )
    }

    /// The row of this kind.
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// The worst effect on these uses. Without a use yet, the effect on what is answered.
    pub fn effect(self, uses: impl IntoIterator<Item = Use>) -> Effect {
        let effects = &self.rule().effects;
        let worst = uses.into_iter().map(|used| effects[used as usize]).max();
        worst.unwrap_or(effects[Use::Answer as usize])
    }
}
