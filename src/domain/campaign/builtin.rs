//! The campaign files that come with the program. They are files like any other: nothing in the program knows what
//! is in them. To add one, put it into `data/campaigns` and name it here.

/// Id and text of every campaign file that comes with the program.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "gusu-2020",
            include_str!("../../../data/campaigns/gusu-2020.toml"),
        ),
        (
            "linyi-2019",
            include_str!("../../../data/campaigns/linyi-2019.toml"),
        ),
        (
            "xingguo-2024",
            include_str!("../../../data/campaigns/xingguo-2024.toml"),
        ),
        (
            "ankang-2025",
            include_str!("../../../data/campaigns/ankang-2025.toml"),
        ),
        (
            "qianjiang-2025",
            include_str!("../../../data/campaigns/qianjiang-2025.toml"),
        ),
    ]
}

/// A blank form that a campaign which comes with the program names.
pub fn builtin_template(id: &str, file: &str) -> Option<&'static [u8]> {
    match (id, file) {
        ("gusu-2020", "gusu-2020/附件1-空表.docx") => Some(include_bytes!(
            "../../../data/campaigns/gusu-2020/附件1-空表.docx"
        )),
        ("gusu-2020", "gusu-2020/附件2-空表.docx") => Some(include_bytes!(
            "../../../data/campaigns/gusu-2020/附件2-空表.docx"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
