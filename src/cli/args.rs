//! The table of everything the command line takes. Parser, help pages, completions and man pages come from it. What a
//! subcommand's own options are stands in its file; what it does, too.

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};

use super::{
    audit, backup, campaign, chase, close, completions, demo, desks, dress, explain, export,
    extend, hazard, help, import, liaison, man, new, nominate, open, packet, receive, record,
    responsibility, review, rollup, score, status, submit, target, total, trace, unit, void,
    withdraw,
};

/// One invocation.
#[derive(Debug, Parser)]
#[command(
    name = "anyue",
    bin_name = "anyue",
    version,
    about = "安月：安全生产月活动的填报、催报与汇总。不带命令时打开工作台界面。",
    after_help = "进一步：anyue help 命令名，例如 anyue help submit；anyue help topics 列出专题。",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_value_name = "命令"
)]
pub(super) struct Invocation {
    #[command(flatten)]
    pub globals: Globals,
    #[arg(short = 'V', long, action = ArgAction::Version, help = "显示版本", display_order = 905)]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub(super) struct Globals {
    /// The desk's folder.
    #[arg(
        long,
        global = true,
        value_name = "目录",
        overrides_with = "desk",
        help = "工作台所在目录（默认：上次打开的）",
        display_order = 900
    )]
    pub desk: Option<std::path::PathBuf>,
    /// The moment to take as now.
    #[arg(
        long,
        global = true,
        value_name = "时间",
        overrides_with = "today",
        help = "以此为当前时间，如 2020-06-18 17:40",
        display_order = 901
    )]
    pub today: Option<String>,
    #[arg(
        long,
        global = true,
        help = "输出 JSON，格式见 anyue help json",
        display_order = 902
    )]
    pub json: bool,
    #[arg(
        long,
        global = true,
        help = "不用颜色（环境变量 NO_COLOR 同效）",
        display_order = 903
    )]
    pub no_color: bool,
    #[arg(short, long, global = true, action = ArgAction::Help, help = "显示帮助", display_order = 904)]
    help: Option<bool>,
}

impl Globals {
    /// What can be told of them where the words could not be parsed.
    pub fn of_words(words: &[std::ffi::OsString]) -> Self {
        Self {
            desk: None,
            today: None,
            json: words.iter().any(|word| word == "--json"),
            no_color: false,
            help: None,
        }
    }
}

#[derive(Debug, Subcommand)]
#[command(subcommand_value_name = "命令")]
pub(super) enum Command {
    #[command(about = "演示工作台：24 家虚构单位，随便试")]
    Demo(demo::Arguments),
    #[command(about = "用一份通知建立工作台")]
    New(new::Arguments),
    #[command(about = "列出工作台，或改换默认的")]
    Desks(desks::Arguments),
    #[command(about = "单位：列出、导入、更名、免报、停用", subcommand)]
    Unit(unit::Command),
    #[command(about = "联络员：列出、查看、登记", subcommand)]
    Liaison(liaison::Command),
    #[command(about = "报送一期，与界面填报同样检查")]
    Submit(submit::Arguments),
    #[command(about = "收进填好的表（Word、Excel、压缩包），读成报送")]
    Import(import::Arguments),
    #[command(about = "撤回已报送的（截止前）")]
    Withdraw(withdraw::Arguments),
    #[command(about = "登记纸质或邮件收到")]
    Receive(receive::Arguments),
    #[command(about = "作废登记错的收到时间")]
    Void(void::Arguments),
    #[command(about = "说明累计数与各期合计的差额")]
    Explain(explain::Arguments),
    #[command(about = "准予延期，或取消")]
    Extend(extend::Arguments),
    #[command(about = "关账：到期的期次不再改变按时与否，或取消关账")]
    Close(close::Arguments),
    #[command(about = "隐患台账：列出、登记、修改、销号", subcommand)]
    Hazard(hazard::Command),
    #[command(about = "台账：列出、登记、修改、进入阶段、作废、导入", subcommand)]
    Record(record::Command),
    #[command(about = "目标：完成数、进度、分解", subcommand)]
    Target(target::Command),
    #[command(about = "积分：各单位得分、还差多少、自评与复核", subcommand)]
    Score(score::Command),
    #[command(about = "责任分工：谁牵头、谁负责、到了哪一步")]
    Responsibility(responsibility::Arguments),
    #[command(about = "评选：推荐名单、条件、程序、名额", subcommand)]
    Nominate(nominate::Command),
    #[command(about = "总览：下一个截止、报送情况、主要指标、逾期单位")]
    Overview,
    #[command(about = "进度：单位与期次的矩阵")]
    Status(status::Arguments),
    #[command(about = "统计表汇总")]
    Total(total::Arguments),
    #[command(about = "一个数字由哪些报送组成")]
    Trace(trace::Arguments),
    #[command(about = "催报文本，并可记下已催")]
    Chase(chase::Arguments),
    #[command(about = "导出表格和报告：Word、Excel、CSV、网页")]
    Export(export::Arguments),
    #[command(about = "审核：列出要看的，通过，退回，裁定两种说法", subcommand)]
    Review(review::Command),
    #[command(about = "把下面单位的汇总作为本单位的报送，报给上级")]
    Rollup(rollup::Arguments),
    #[command(about = "报送包：做给上级或下面的单位，核对指纹", subcommand)]
    Packet(packet::Command),
    #[command(about = "打开收到的报送包或活动包")]
    Open(open::Arguments),
    #[command(about = "活动文件：起草、检查、列出、显示", subcommand)]
    Campaign(campaign::Command),
    #[command(about = "备份工作台")]
    Backup(backup::Arguments),
    #[command(about = "操作记录")]
    Audit(audit::Arguments),
    #[command(about = "生成命令补全脚本")]
    Completions(completions::Arguments),
    #[command(about = "生成手册页（man）")]
    Man(man::Arguments),
    #[command(about = "显示某个命令或专题的帮助")]
    Help(help::Arguments),
}

/// The whole table, in Chinese.
pub(super) fn table() -> clap::Command {
    dress::dressed(Invocation::command())
}
