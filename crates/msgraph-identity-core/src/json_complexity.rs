//! Bounds the memory and the time that reading a body takes.

/// A body of at most this many bytes is never too complex: it takes at most about 150 MB of memory.
const SIMPLE: usize = 1 << 20;

/// The most objects and arrays in a body. An object with one property takes about 700 bytes in memory, and may be two bytes long.
const MAX_CONTAINERS: usize = 200_000;

/// The most values in a body.
const MAX_VALUES: usize = 2_000_000;

/// Returns whether a JSON body has more objects, arrays or values than a response of Microsoft Graph could need: over 200,000 objects
/// and arrays, or over 2,000,000 values, in more than 1 MiB. A body within these bounds takes less than 300 MB of memory.
///
/// ```
/// use msgraph_identity_core::is_too_complex;
///
/// assert!(!is_too_complex(br#"{"value": []}"#));
/// assert!(is_too_complex(format!("[{}{{}}]", "{},".repeat(400_000)).as_bytes()));
/// ```
pub fn is_too_complex(body: &[u8]) -> bool {
    if body.len() <= SIMPLE {
        return false;
    }
    let (mut containers, mut values) = (0, 0);
    let mut is_text = false;
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_text = !is_text,
            b'\\' if is_text => {
                bytes.next();
            }
            b'{' | b'[' if !is_text => containers += 1,
            b',' if !is_text => values += 1,
            _ => {}
        }
    }
    containers > MAX_CONTAINERS || values > MAX_VALUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_arrays_and_values_outside_of_strings_are_counted() {
        for (part, times, expected) in [
            ("{}", 1_000_000, true),
            ("[]", 1_000_000, true),
            ("0,", 2_500_000, true),
            ("0,", 1_900_000, false),
            ("{          },", 190_000, false),
            (r#""{[,\"{[,","#, 300_000, false),
            (r#""\\",{},"#, 250_000, true),
        ] {
            assert_eq!(
                is_too_complex(part.repeat(times).as_bytes()),
                expected,
                "{part}"
            );
        }
    }
}
