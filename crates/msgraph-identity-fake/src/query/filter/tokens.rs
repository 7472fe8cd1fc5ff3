//! The tokens of a filter.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, an operator or `true`, `false`, `null`.
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
}

/// The tokens of a filter, or `None` if a character is not allowed or a text does not end.
pub(super) fn tokenize(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            '\'' => {
                let mut literal = String::new();
                loop {
                    match characters.next()? {
                        // A quote inside a text is doubled.
                        '\'' if characters.peek() == Some(&'\'') => {
                            literal.push('\'');
                            characters.next();
                        }
                        '\'' => break,
                        other => literal.push(other),
                    }
                }
                tokens.push(Token::Text(literal));
            }
            first if first.is_ascii_alphanumeric() || first == '_' => {
                let mut word = String::from(first);
                while let Some(next) =
                    characters.next_if(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '/')
                {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
            _ => return None,
        }
    }
    Some(tokens)
}
