//! The page's style sheet: one for screen and printer.

use super::heading_font;
use crate::export::document::{Document, Font, Orientation, PaperSize, Size};
use crate::export::look::{LATIN, face};

/// A role as a CSS list of families, Latin first so that digits are not set in a Chinese face.
pub(super) fn family(font: Font) -> String {
    let face = face(font);
    let mut names = vec![format!("'{LATIN}'"), format!("'{}'", face.name)];
    names.extend(face.fallbacks.iter().map(|name| format!("'{name}'")));
    names.push(face.generic.to_owned());
    names.join(",")
}

/// The whole style sheet. Holds nothing that came from a user.
pub(super) fn sheet(document: &Document) -> String {
    let page = document.page;
    let size = match page.size {
        PaperSize::A4 => "A4",
        PaperSize::A3 => "A3",
    };
    let orientation = match page.orientation {
        Orientation::Portrait => "portrait",
        Orientation::Landscape => "landscape",
    };
    let margins = page.margins;
    let title = if document.size >= Size::SAN_HAO {
        Size::ER_HAO
    } else {
        Size::XIAO_ER
    };
    let mut css = format!(
        "@page{{size:{size} {orientation};margin:{}mm {}mm {}mm {}mm}}\n",
        margins.top, margins.right, margins.bottom, margins.left
    );
    css += &format!(
        "body{{font-family:{};font-size:{}pt;line-height:1.7;color:#000;background:#fff;max-width:{}mm;\
         margin:1.5em auto;padding:0 1em}}\n",
        family(Font::Body),
        document.size.points(),
        page.text_width(),
    );
    css += &format!(
        "h1{{font-family:{};font-size:{}pt;font-weight:normal;text-align:center;text-wrap:balance;line-height:1.4;margin:.4em 0 .6em}}\n",
        family(Font::Title),
        title.points(),
    );
    for level in 1..=3 {
        let weight = if level == 3 { "bold" } else { "normal" };
        css += &format!(
            "h{}{{font-family:{};font-size:1em;font-weight:{weight};text-indent:2em;margin:.3em 0;break-after:avoid}}\n",
            level + 1,
            family(heading_font(level)),
        );
    }
    css += &format!(
        "caption,figcaption{{font-family:{};font-size:10.5pt;text-align:center;padding:.4em 0}}\n",
        family(Font::Heading)
    );
    css += &format!(
        "th{{font-family:{};font-weight:normal}}\n",
        family(Font::Heading)
    );
    css + FIXED
}

const FIXED: &str = "\
p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:10.5pt;line-height:1.4;margin:.4em 0}
th,td{border:1px solid #000;padding:.25em .4em;vertical-align:middle;text-align:left}
thead{display:table-header-group}
tbody.whole tr{break-inside:avoid}
figure{margin:1em 0;break-inside:avoid}
svg{width:100%;height:auto}
.page{break-after:page}
@media print{body{max-width:none;margin:0;padding:0}th,td,rect{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
";
