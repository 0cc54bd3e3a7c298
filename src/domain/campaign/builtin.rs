//! The campaign files that come with the program. They are files like any other: nothing in the program knows what
//! is in them. To add one, put it into `data/campaigns` and name it here.

/// Id and text of every campaign file that comes with the program.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[(
        "gusu-2020",
        include_str!("../../../data/campaigns/gusu-2020.toml"),
    )]
}

#[cfg(test)]
mod tests;
