//! What the recognizer of lines does not understand.

use std::fmt;

/// Why a document cannot be read line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Anchor,
    Blanks,
    ByteOrderMark,
    CarriageReturn,
    ColonWithinValue,
    ControlCharacter,
    DeepIndentation,
    Duplicate,
    Escape,
    FlowCollection,
    Key,
    LargeBlock,
    List,
    LongLine,
    Misplaced,
    NoEntry,
    NoThread,
    NotUtf8,
    Number,
    Quoted,
    UnicodeBreak,
    Value,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Anchor => "an anchor, an alias or a tag",
            Self::Blanks => "a block scalar that begins with white space",
            Self::ByteOrderMark => "a byte order mark",
            Self::CarriageReturn => "a carriage return",
            Self::ColonWithinValue => "a colon within a value",
            Self::ControlCharacter => "a control character",
            Self::DeepIndentation => "an indentation of 64 spaces",
            Self::Duplicate => "a key that stands twice",
            Self::Escape => "an escape that is not understood",
            Self::FlowCollection => "a flow collection over several lines",
            Self::Key => "a key that is not written plainly",
            Self::LargeBlock => "a path item or component of 4 GiB",
            Self::List => "a list in place of a mapping",
            Self::LongLine => "a line of more than 128 KiB",
            Self::Misplaced => "an indentation that fits nowhere",
            Self::NoEntry => "a line without a plain key",
            Self::NoThread => "no thread to read on with",
            Self::NotUtf8 => "bytes that are not UTF-8",
            Self::Number => "a number that JSON has not",
            Self::Quoted => "a quoted text without an end",
            Self::UnicodeBreak => "a Unicode line break",
            Self::Value => "a value that is not written plainly",
        })
    }
}
