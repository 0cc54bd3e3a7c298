//! The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, the last of which checks the others.

use crate::text::sanitize::for_display;

/// The characters of a code, in the order of their values. I, O, S, V and Z are not used: they look like figures.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const LENGTH: usize = 18;

/// What is wrong with a code, folded to half-width; small letters count as capitals.
pub(super) fn problem_with(text: &str) -> Option<String> {
    let code = text.to_ascii_uppercase();
    let length = code.chars().count();
    if let Some(wrong) = code.chars().find(|c| !CHARACTERS.contains(*c)) {
        let wrong = for_display(wrong.encode_utf8(&mut [0; 4])).into_owned();
        return Some(format!(
            "统一社会信用代码只含数字和大写字母（不用 I、O、S、V、Z），不应有“{wrong}”，例如 12320500000000000Y"
        ));
    }
    if length != LENGTH {
        return Some(format!(
            "统一社会信用代码应是 {LENGTH} 位，现在是 {length} 位，例如 12320500000000000Y"
        ));
    }
    if !code[2..8].bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(
            "统一社会信用代码的第 3 到 8 位是行政区划，应是 6 位数字，例如 12320500000000000Y"
                .to_owned(),
        );
    }
    (check_character(&code) != code.chars().last())
        .then(|| "统一社会信用代码的末位校验码与前 17 位对不上，请对照证书逐位核对".to_owned())
}

/// The character that the first 17 ask for: each value is weighted by 3 to the power of its place, modulo 31.
fn check_character(code: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in code.chars().take(LENGTH - 1) {
        sum += CHARACTERS.find(c)? * weight;
        weight = weight * 3 % 31;
    }
    CHARACTERS.chars().nth((31 - sum % 31) % 31)
}
