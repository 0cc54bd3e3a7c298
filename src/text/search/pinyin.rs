//! Matching typed letters with characters: a character is met by itself, by the initial of any of its readings, by
//! a whole reading, or by the beginning of one where the query ends. How good a match is, is the parent's.

use std::ops::Range;

use pinyin::ToPinyinMulti;

/// How much of a query may be used up: bit `j` is set where its first `j` letters are. Queries have at most 63.
type Reached = u64;

/// The characters of `name` that the whole query meets without a gap; the earliest such place.
pub fn contiguous(query: &[char], name: &[char]) -> Option<Range<usize>> {
    (0..name.len()).find_map(|start| {
        let mut reached: Reached = 1;
        for (index, &c) in name.iter().enumerate().skip(start) {
            reached = advance(reached, c, query);
            if reached >> query.len() & 1 == 1 {
                return Some(start..index + 1);
            }
            if reached == 0 {
                break;
            }
        }
        None
    })
}

/// Whether the query meets characters of `name` in order: the number of characters passed over between the first and
/// the last of them, plus one for each gap, at the least. `None` where it does not.
pub fn scattered(query: &[char], name: &[char]) -> Option<usize> {
    let states = query.len() + 1;
    // The lowest cost at which the first `j` letters are used up: by the character just seen, or by an earlier one.
    let mut adjacent: Vec<Option<usize>> = vec![None; states];
    let mut apart = adjacent.clone();
    apart[0] = Some(0);
    for &c in name {
        let mut met = vec![None; states];
        for used in 0..query.len() {
            let gap = usize::from(used > 0);
            let Some(cost) = lowest(adjacent[used], apart[used].map(|cost| cost + gap)) else {
                continue;
            };
            let ends = advance(1 << used, c, query);
            for end in (used + 1..states).filter(|end| ends >> end & 1 == 1) {
                met[end] = lowest(met[end], Some(cost));
            }
        }
        for used in 0..states {
            let passed = usize::from(used > 0 && used < query.len());
            apart[used] = lowest(apart[used], adjacent[used]).map(|cost| cost + passed);
        }
        adjacent = met;
    }
    lowest(adjacent[query.len()], apart[query.len()])
}

fn lowest(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    a.into_iter().chain(b).min()
}

/// What may be used up of the query after the character `c` met some of it.
fn advance(reached: Reached, c: char, query: &[char]) -> Reached {
    let readings = c.to_pinyin_multi();
    let mut after = 0;
    for used in (0..query.len()).filter(|used| reached >> used & 1 == 1) {
        let rest = &query[used..];
        if rest[0] == c {
            after |= 1 << (used + 1);
        }
        for reading in readings.into_iter().flatten() {
            let same = reading
                .plain()
                .chars()
                .zip(rest)
                .take_while(|&(read, &typed)| plain(read) == typed)
                .count();
            let whole = same == reading.plain().chars().count();
            if same > 0 {
                after |= 1 << (used + 1);
            }
            if whole || same == rest.len() {
                after |= 1 << (used + same);
            }
        }
    }
    after
}

/// A letter of a reading as a keyboard has it.
fn plain(c: char) -> char {
    if c == 'ü' { 'v' } else { c }
}
