//! The blank forms that a campaign file names: read from beside it, or from the program where it comes with it, and held
//! against the campaign, so that a form that lacks a blank is told before anybody needs it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::CampaignFile;
use crate::domain::campaign::{Campaign, NamedTemplate, Parsed, builtin_template};
use crate::intake::limits;
use crate::template::{Template, Unfit};
use crate::text::sanitize::for_display;

/// Blank forms, by the path under which the campaign file names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates(BTreeMap<String, Vec<u8>>);

impl Templates {
    /// Every file once: its path and its bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.0.iter();
        files.map(|(file, bytes)| (file.as_str(), bytes.as_slice()))
    }
}

impl FromIterator<(String, Vec<u8>)> for Templates {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

/// Reads the forms that a file names, and adds what is wrong with them to its problems.
pub(super) fn read(file: &CampaignFile, parsed: &mut Parsed) -> Templates {
    let mut templates = Templates::default();
    // Without a campaign it is not known which blanks there should be.
    let campaign = parsed.campaign.clone();
    for named in parsed.templates.clone() {
        match bytes_of(file, &named) {
            Ok(bytes) => {
                if let Some(campaign) = &campaign {
                    for (message, suggestion) in problems(campaign, &named, &bytes) {
                        parsed.refuse(&file.source, named.span.clone(), message, suggestion);
                    }
                }
                templates.0.insert(named.file, bytes);
            }
            Err((message, suggestion)) => {
                parsed.refuse(&file.source, named.span, message, suggestion);
            }
        }
    }
    templates
}

/// What is wrong, and what to do about it.
type Told = (String, String);

fn bytes_of(file: &CampaignFile, named: &NamedTemplate) -> Result<Vec<u8>, Told> {
    let name = for_display(&named.file);
    let missing = |place: &str| {
        let message = format!("找不到空表“{name}”");
        let suggestion = format!("把它放到活动文件所在的文件夹{place}里，或改正这里的文件名");
        (message, suggestion)
    };
    let Some(folder) = &file.folder else {
        let found = builtin_template(&file.name, &named.file);
        return found.map(<[u8]>::to_vec).ok_or_else(|| missing(""));
    };
    read_limited(&folder.join(&named.file)).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            let place = folder.display().to_string();
            let place = for_display(&place);
            missing(&match place.is_empty() {
                true => String::new(),
                false => format!("（{place}）"),
            })
        }
        _ => (
            format!("空表“{name}”读不了：{error}"),
            "请核对它是不是一个文件，当前用户能不能读它".to_owned(),
        ),
    })
}

/// One byte more than is taken tells a file that is too long.
fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(limits::FILE_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn problems(campaign: &Campaign, named: &NamedTemplate, bytes: &[u8]) -> Vec<Told> {
    let name = for_display(&named.file);
    match Template::open(campaign, &named.paper, bytes) {
        Ok(_) => Vec::new(),
        Err(Unfit::WrongKind) => vec![(
            format!("“{name}”不是 Word 或 Excel 文件（.docx、.xlsx）"),
            "用 Word、Excel 或 WPS 打开它，另存为 .docx 或 .xlsx".to_owned(),
        )],
        Err(Unfit::Refused(refusal)) => vec![(
            format!("空表“{name}”读不了：{refusal}"),
            "用 Word 或 WPS 打开它，另存一份再试".to_owned(),
        )],
        Err(Unfit::OtherPaper) => vec![(
            format!("空表“{name}”里一个空也找不到，像是另一张表"),
            "请核对文件名；空表里的话要和活动文件写的一样".to_owned(),
        )],
        Err(Unfit::Lacks(problems)) => {
            let suggestion = "空表里的话要和活动文件写的一样，每个空要有括号、横线或空着的格子";
            let told =
                |problem: String| (format!("空表“{name}”里{problem}"), suggestion.to_owned());
            problems.into_iter().map(told).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    //! Blank forms beside a campaign file.

    use std::fs;

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::ops::campaign::{Checked, find};

    const FORM: &str = "gusu-2020/附件2-空表.docx";

    /// The campaign file that comes along, on disk with one form in the place of its table's.
    fn checked(named: &str, put: impl FnOnce(&Path)) -> Checked {
        let folder = tempfile::tempdir().expect("a folder");
        let (id, source) = builtin()[0];
        fs::create_dir(folder.path().join(id)).expect("a folder for the forms");
        for name in ["附件1-空表.docx", "附件2-空表.docx"] {
            let bytes = builtin_template(id, &format!("{id}/{name}")).expect("it comes along");
            fs::write(folder.path().join(id).join(name), bytes).expect("is written");
        }
        put(folder.path());
        let path = folder.path().join("通知.toml");
        fs::write(&path, source.replace(FORM, named)).expect("is written");
        let file = find(&path.display().to_string()).expect("it is there");
        let checked = file.parse();
        for problem in &checked.diagnostics {
            assert_eq!(&file.source[problem.span.clone()], format!("\"{named}\""));
        }
        checked
    }

    fn told(checked: &Checked) -> Vec<&str> {
        let told = checked.diagnostics.iter();
        told.map(|problem| problem.message.as_str()).collect()
    }

    #[test]
    fn forms_beside_the_file_are_read_with_it() {
        let checked = checked(FORM, |_| {});
        assert_eq!(told(&checked), Vec::<&str>::new());
        let files: Vec<&str> = checked.templates.iter().map(|(file, _)| file).collect();
        assert_eq!(files, ["gusu-2020/附件1-空表.docx", FORM]);
        assert!(checked.campaign.is_some());
    }

    #[test]
    fn a_form_that_is_not_there_or_is_something_else_is_told() {
        let lost = checked("附件2.docx", |_| {});
        assert_eq!(told(&lost), ["找不到空表“附件2.docx”"]);
        assert!(lost.campaign.is_none());
        let folder = checked("表.docx", |folder| {
            fs::create_dir(folder.join("表.docx")).expect("is made");
        });
        assert!(told(&folder)[0].starts_with("空表“表.docx”读不了："));
        for bytes in [
            &b"just a text"[..],
            b"%PDF-1.7",
            b"",
            b"PK\x03\x04 word/document.xml",
        ] {
            let other = checked("表.docx", |folder| {
                fs::write(folder.join("表.docx"), bytes).expect("is written");
            });
            assert_eq!(told(&other).len(), 1, "{bytes:?}");
            assert!(other.campaign.is_none());
        }
        let first = checked("gusu-2020/附件1-空表.docx", |_| {});
        assert_eq!(
            told(&first),
            ["空表“gusu-2020/附件1-空表.docx”里一个空也找不到，像是另一张表"]
        );
    }

    #[test]
    fn every_blank_that_a_form_lacks_is_told() {
        let (id, source) = builtin()[0];
        let words = "组织“从根本上消除事故隐患”主题大讨论（{root_cause_discussions}）。";
        assert!(source.contains(words));
        let file = CampaignFile {
            name: id.to_owned(),
            source: source.replace(
                words,
                "开展全员安全生产签名承诺（{root_cause_discussions}）人。",
            ),
            folder: None,
        };
        let checked = file.parse();
        let [told] = told(&checked)[..] else {
            panic!("{:?}", checked.diagnostics);
        };
        assert!(told.contains("大讨论"), "{told}");
    }
}
