//! What the roles look like: the one place that knows fonts by name and grounds by colour.

use super::document::{Font, Shade};

/// A font by name, and what to use where it is not installed.
#[derive(Debug)]
pub(super) struct Face {
    pub name: &'static str,
    /// Best first; the names that offices and domestic systems have.
    pub fallbacks: &'static [&'static str],
    /// The CSS family that is nearest.
    pub generic: &'static str,
}

/// Every role, in the order of a font table.
pub(super) const FONTS: [Font; 5] = [
    Font::Title,
    Font::Heading,
    Font::Subheading,
    Font::Body,
    Font::Small,
];

/// Digits and Latin letters inside Chinese text.
pub(super) const LATIN: &str = "Times New Roman";

/// The font of a role. Names follow GB/T 9704-2012 and what is installed in offices.
pub(super) fn face(font: Font) -> Face {
    let (name, fallbacks, generic): (_, &'static [_], _) = match font {
        Font::Title => (
            "方正小标宋简体",
            &["方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"],
            "serif",
        ),
        Font::Heading => (
            "黑体",
            &["SimHei", "方正黑体_GBK", "Noto Sans CJK SC"],
            "sans-serif",
        ),
        Font::Subheading => (
            "楷体",
            &["楷体_GB2312", "KaiTi", "方正楷体_GBK", "Noto Serif CJK SC"],
            "serif",
        ),
        Font::Body => (
            "仿宋",
            &[
                "仿宋_GB2312",
                "FangSong",
                "方正仿宋_GBK",
                "华文仿宋",
                "Noto Serif CJK SC",
            ],
            "serif",
        ),
        Font::Small => (
            "宋体",
            &["SimSun", "方正书宋_GBK", "Noto Serif CJK SC"],
            "serif",
        ),
    };
    Face {
        name,
        fallbacks,
        generic,
    }
}

/// The ground of a shade as `RRGGBB`, light enough that black text stays readable when copied in grey.
pub(super) fn ground(shade: Shade) -> Option<&'static str> {
    match shade {
        Shade::None => None,
        Shade::Header => Some("E9EEF5"),
        Shade::Total => Some("F2F2F2"),
        Shade::Good => Some("E4F3E4"),
        Shade::Warning => Some("FFF2CC"),
        Shade::Bad => Some("F9DEDC"),
        Shade::Muted => Some("EDEDED"),
    }
}

/// The bars of a chart, `RRGGBB`: dark enough for a grey copy.
pub(super) const BAR: &str = "4472A8";
