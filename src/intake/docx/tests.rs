//! Paragraphs and tables of Word files, as Word shows them.

use super::*;
use crate::intake::docx::body::UNREADABLE;

fn page(body: &str) -> Page {
    page_with(body, Blanks::AsSpaces)
}

fn page_with(body: &str, blanks: Blanks) -> Page {
    let xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    let mut story = Story::new(Budget::default());
    story.blanks = blanks;
    body::read(&xml, Part::Body, &mut story).unwrap();
    story.page()
}

fn paragraph(inside: &str) -> String {
    let page = page(&format!("<w:p>{inside}</w:p>"));
    page.lines
        .iter()
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn a_paragraph_reads_as_it_shows() {
    for (inside, shown) in [
        (
            "<w:r><w:t>参与（</w:t></w:r><w:r><w:rPr><w:u/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>2）</w:t></w:r>",
            "参与（12）",
        ),
        ("<w:r><w:t>甲&amp;乙&#x4E00;&lt;</w:t></w:r>", "甲&乙一<"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        (
            "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>",
            "甲",
        ),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲|乙"),
        (
            "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:del><w:r><w:delText>3</w:delText></w:r></w:del>",
            "5",
        ),
        (
            "<w:moveFrom><w:r><w:t>3</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>5</w:t></w:r></w:moveTo>",
            "5",
        ),
        (
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>7</w:t></w:r></w:sdtContent></w:sdt>",
            "7",
        ),
        (
            "<w:r><w:t>（</w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>）</w:t></w:r>",
            "（）",
        ),
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>8</w:t></w:r>",
            "8",
        ),
        (
            "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>9</w:t></w:r>",
            "9",
        ),
        (
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>9</w:t></w:r>",
            "9",
        ),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>FORMTEXT</w:instrText><w:t>x</w:t><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>6</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            "6",
        ),
        (
            "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>",
            "链接",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "拼",
        ),
    ] {
        assert_eq!(paragraph(inside), shown, "{inside}");
    }
}

#[test]
fn a_blank_that_is_drawn_is_a_line_where_that_is_asked_for() {
    let underlined =
        |text: &str| format!("<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr>{text}</w:r>");
    for (inside, spaces, lines) in [
        (
            underlined("<w:t xml:space=\"preserve\">    </w:t>"),
            "    ",
            "____",
        ),
        (underlined("<w:t>　</w:t>"), "　", "__"),
        (underlined("<w:tab/>"), " ", "________"),
        (underlined("<w:t>安全 生产</w:t>"), "安全 生产", "安全 生产"),
        (
            "<w:r><w:rPr><w:u w:val=\"none\"/></w:rPr><w:t>  </w:t></w:r>".to_owned(),
            "  ",
            "  ",
        ),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt>".to_owned(),
            "",
            "____",
        ),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>FORMTEXT</w:instrText><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>\u{2002}\u{2002}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned(),
            "\u{2002}\u{2002}",
            "__",
        ),
    ] {
        let body = format!("<w:p>{inside}</w:p>");
        for (blanks, shown) in [(Blanks::AsSpaces, spaces), (Blanks::AsLines, lines)] {
            assert_eq!(page_with(&body, blanks).lines[0].text, shown, "{inside}");
        }
    }
}

#[test]
fn a_table_knows_how_many_lines_come_before_it() {
    let table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let line = "<w:p><w:r><w:t>附件</w:t></w:r></w:p>";
    let page = page(&format!("{line}{table}{line}{line}{table}"));
    let above: Vec<usize> = page.tables.iter().map(|table| table.lines_above).collect();
    assert_eq!(above, [1, 3]);
}

#[test]
fn what_is_struck_out_does_not_vanish() {
    let text =
        paragraph("<w:r><w:rPr><w:strike/></w:rPr><w:t>5</w:t></w:r><w:r><w:t>8</w:t></w:r>");
    assert_eq!(text, format!("{UNREADABLE}8"));
    let text = paragraph(
        "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:char=\"F041\"/></w:r>",
    );
    assert_eq!(text, format!("√{UNREADABLE}"));
}

#[test]
fn a_raised_digit_is_no_digit_of_the_number_before_it() {
    let run = |place: &str| {
        let looks = format!("<w:rPr><w:vertAlign w:val=\"{place}\"/></w:rPr>");
        paragraph(&format!(
            "<w:r><w:t>90</w:t></w:r><w:r>{looks}<w:t>2</w:t></w:r>"
        ))
    };
    assert_eq!(run("superscript"), "90²");
    assert_eq!(run("subscript"), "90₂");
    assert_eq!(run("baseline"), "902");
}

#[test]
fn alternatives_count_once() {
    let both = "<mc:AlternateContent><mc:Choice><w:r><w:t>甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>甲</w:t></w:r></mc:Fallback></mc:AlternateContent>";
    assert_eq!(paragraph(both), "甲");
    let only = "<mc:AlternateContent><mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback></mc:AlternateContent>";
    assert_eq!(paragraph(only), "乙");
}

#[test]
fn text_boxes_stand_beside_their_paragraph() {
    let page = page(
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>后</w:t></w:r></w:p>",
    );
    let lines: Vec<_> = page
        .lines
        .iter()
        .map(|line| (line.text.as_str(), line.part))
        .collect();
    assert_eq!(lines, [("框", Part::TextBox), ("前后", Part::Body)]);
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

#[test]
fn cells_know_their_columns() {
    let rows = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "项目"),
        cell("", "落实"),
        cell("<w:vMerge w:val=\"restart\"/>", "一"),
        cell("", "二"),
        cell("", "三"),
        cell("<w:vMerge/>", ""),
        cell("", "四"),
        cell("", "五"),
    );
    let page = page(&rows);
    let found: Vec<(usize, usize, String)> = page
        .cells()
        .map(|(_, row, cell)| (row.index, cell.column, cell.text().into_owned()))
        .collect();
    let expected = [
        (0, 0, "项目"),
        (0, 2, "落实"),
        (1, 0, "一"),
        (1, 1, "二"),
        (1, 2, "三"),
        (2, 1, "四"),
        (2, 2, "五"),
    ];
    assert_eq!(
        found,
        expected.map(|(row, column, text)| (row, column, text.to_owned()))
    );
    assert!(page.tables[0].rows[2].cells[0].continued);
}

#[test]
fn a_table_within_a_cell_is_a_table_of_its_own() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "内"));
    let page = page(&format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    ));
    assert_eq!(page.tables.len(), 2);
    assert_eq!(page.tables[0].rows[0].cells[0].text(), "外\n");
    assert_eq!(page.tables[1].rows[0].cells[0].text(), "内");
}

#[test]
fn rows_and_cells_deleted_with_changes_tracked_are_gone() {
    let page = page(&format!(
        "<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "删"),
        cell("<w:cellDel/>", "删"),
        cell("", "留"),
    ));
    let texts: Vec<String> = page
        .cells()
        .map(|(_, _, cell)| cell.text().into_owned())
        .collect();
    assert_eq!(texts, ["留"]);
    assert_eq!(page.tables[0].rows[0].cells[0].column, 1);
}
