//! Text as a terminal and a person see it: columns, graphemes, lines, pinyin. No domain, no screen.
