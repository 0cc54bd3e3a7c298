//! The one place that asks the machine for something that nobody can guess. What is made of it is told where it is used;
//! everything else takes it as an argument.

use crate::error::Fault;

/// 32 bytes from the system's own source.
pub fn seed() -> Result<[u8; 32], Fault> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| {
        Fault::environment(format!("系统没有给出随机数，不能生成密钥：{error}"))
            .safe("已保存的内容不受影响")
            .hint("请重启电脑后再试")
    })?;
    Ok(seed)
}

#[cfg(test)]
mod tests {
    //! Seeds.

    use super::*;

    #[test]
    fn no_two_seeds_are_alike() {
        assert_ne!(seed().expect("a seed"), seed().expect("a seed"));
    }
}
