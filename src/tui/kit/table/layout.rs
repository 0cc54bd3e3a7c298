//! Which columns of a table are seen, and where. Arithmetic only.

use ratatui::layout::Rect;

/// Between two columns.
const GAP: u16 = 1;

/// A column, the cell where it begins, and its width, which is cut at the area's right edge.
pub type Place = (usize, u16, u16);

/// The widths of columns in `room`, each given as its width and the least to which it can give way. What is too much is
/// taken from whichever is the widest then.
pub fn fitted(columns: Vec<(u16, u16)>, room: u16) -> Vec<u16> {
    let mut columns = columns;
    let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let total = columns.iter().map(|(width, _)| *width);
    let mut excess = total
        .fold(gaps.saturating_mul(GAP), u16::saturating_add)
        .saturating_sub(room);
    while excess > 0 {
        let giving = columns.iter_mut().filter(|(width, least)| width > least);
        let Some((width, _)) = giving.max_by_key(|(width, _)| *width) else {
            break;
        };
        *width -= 1;
        excess -= 1;
    }
    columns.into_iter().map(|(width, _)| width).collect()
}

/// Whether columns of these widths are all seen in `room`.
pub fn fits(widths: &[u16], room: u16) -> bool {
    let gaps = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let widths = widths.iter().copied();
    widths.fold(gaps.saturating_mul(GAP), u16::saturating_add) <= room
}

/// The columns seen in `area`: the fixed ones, then those from `left` on, as far as there is room. A column that does
/// not fit whole is shown cut only where it is the first after the fixed ones.
pub fn places(widths: &[u16], fixed: usize, left: usize, area: Rect) -> Vec<Place> {
    let mut places = Vec::new();
    let mut x = area.x;
    let shown = (0..fixed).chain(left.max(fixed)..widths.len());
    for column in shown {
        let room = area.right().saturating_sub(x);
        let must = column <= left.max(fixed);
        if room == 0 || (widths[column] > room && !must) {
            break;
        }
        let width = widths[column].min(room);
        places.push((column, x, width));
        x = x.saturating_add(width + GAP);
    }
    places
}

/// The first column to show after the fixed ones, so that `column` is seen, scrolled as little as needed and no
/// further than there is something to show.
pub fn scrolled(widths: &[u16], fixed: usize, left: usize, column: usize, area: Rect) -> usize {
    let sees = |left: usize, column: usize| {
        let places = places(widths, fixed, left, area);
        let seen = places.iter().find(|place| place.0 == column);
        seen.is_some_and(|place| place.2 == widths[column])
    };
    let mut left = left.clamp(fixed, column.max(fixed));
    while left < column && !sees(left, column) {
        left += 1;
    }
    let last = widths.len().saturating_sub(1);
    while left > fixed && sees(left - 1, last) && sees(left - 1, column) {
        left -= 1;
    }
    left
}
