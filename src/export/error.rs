//! What can go wrong while a shape becomes bytes. What can go wrong on the disk is in [`super::file`].

/// A paper could not be made. The desk is untouched in every case: exports only read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The spreadsheet library refused the sheet, for instance because it has more rows than Excel allows (1 048 576).
    #[error("无法生成 Excel 工作簿：{0}。工作台中的数据没有变动，可以改导出为 CSV")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The parts could not be packed, for instance because the paper is larger than 4 GiB.
    #[error("无法打包 Word 文档：{0}。工作台中的数据没有变动，可以改导出为网页（html）")]
    Package(#[from] zip::result::ZipError),
    /// No format of that name.
    #[error("不认识的导出格式“{given}”，可用的格式：{known}")]
    UnknownFormat { given: String, known: String },
}
