//! Sentences of what is warned about and of what is missing.

use super::law::{kind, label, stage, unmet};
use super::{Lang, fill};
use crate::docket::{Kind, Stage, yuan};
use crate::law::{Basis, Missing, Warning};

/// A warning as a sentence.
pub fn warning(lang: Lang, warning: &Warning) -> String {
    let value = |at: usize| warning.values.get(at).map_or("", String::as_str);
    let fact = |at: usize| Kind::parse(value(at)).map_or_else(|| value(at).to_owned(), |found| kind(lang, found).to_owned());
    let name = |at: usize| Stage::parse(value(at)).map_or_else(|| value(at).to_owned(), |found| stage(lang, found).to_owned());
    let own = warning.label.as_ref().map_or("", |own| label(lang, own));
    // What was compared is said with it: the amount, where it comes from, the limit.
    let guarded = matches!(warning.code, "guard-breached" | "guard-warned" | "overridden") && warning.values.len() == 4;
    let own = if guarded { compared(lang, own, warning.values.get(1..).unwrap_or_default()) } else { own.to_owned() };
    let named = |at: usize| if value(at).is_empty() { lang.pick("（未写明规则）", "(no rule named)") } else { value(at) };
    match warning.code {
        "future-date" => fill(lang.pick("“{0}”的日期 {1} 在将来", "\"{0}\" lies in the future: {1}"), &[&fact(0), &value(1)]),
        "guard-breached" => fill(lang.pick("“{0}”缺：{1}", "\"{0}\" was recorded without: {1}"), &[&fact(0), &own]),
        "guard-warned" => fill(lang.pick("“{0}”提示：{1}", "\"{0}\", note: {1}"), &[&fact(0), &own]),
        "overridden" => {
            fill(lang.pick("“{0}”经记录理由后办理：{1}", "\"{0}\" was done on a recorded reason: {1}"), &[&fact(0), &own])
        }
        // The state is right and something else is not: that is named, and not the states.
        "wrong-order" if value(2).is_empty() => {
            let why = warning.values.iter().skip(3).filter_map(|value| value.split_once(' '));
            let why = why.filter_map(|(how, name)| Some(unmet(lang, how == "already", Kind::parse(name)?)));
            let why = why.collect::<Vec<_>>().join(lang.pick("，", ", "));
            let why =
                if why.is_empty() { lang.pick("其前提不具备", "its condition does not hold").to_owned() } else { why };
            fill(lang.pick("“{0}”（{1}）此时不能办：{2}", "\"{0}\" ({1}) cannot be done here: {2}"), &[&fact(0), &own, &why])
        }
        "wrong-order" => {
            let from =
                value(2).split(", ").filter_map(Stage::parse).map(|found| stage(lang, found)).collect::<Vec<_>>().join("、");
            fill(
                lang.pick("“{0}”不接在“{1}”之后；应在：{2}", "\"{0}\" does not follow \"{1}\"; it belongs after: {2}"),
                &[&fact(0), &name(1), &from],
            )
        }
        "unknown-value" => fill(
            lang.pick("{0} 的值“{1}”不在地区规则集的列表 {2} 中", "{0}: \"{1}\" is not in the profile's list {2}"),
            &[&value(0), &value(1), &value(2)],
        ),
        "right-holder-differs" => fill(
            lang.pick(
                "赔偿权利人登记为 {0}，按规定应为 {1}（{2}）",
                "the right-holder on file is {0}, the rule points to {1} ({2})",
            ),
            &[&value(0), &value(1), &own],
        ),
        "place-outside" => fill(
            lang.pick(
                "损害地点“{0}”在本规则集的地区以外（{1}）",
                "the place of the damage \"{0}\" lies outside the region ({1})",
            ),
            &[&value(0), &own],
        ),
        "double-id" => fill(
            lang.pick(
                "两个事实的编号都是 {0}：撤回时两个都撤，请给每个事实自己的编号",
                "two facts have the number {0}: a withdrawal takes both; give each its own",
            ),
            &[&value(0)],
        ),
        "withdraws-nothing" if value(0).is_empty() => lang
            .pick(
                "撤回没有写明撤回哪个事实（id），不予处理",
                "the withdrawal does not say which fact it takes back (id); it does nothing",
            )
            .to_owned(),
        "withdraws-nothing" => fill(lang.pick("撤回的事实 {0} 不存在", "the fact {0} to withdraw does not exist"), &[&value(0)]),
        "withdrawn-twice" => fill(lang.pick("事实 {0} 被撤回两次", "the fact {0} is withdrawn twice"), &[&value(0)]),
        "rule-not-in-force" => fill(
            lang.pick(
                "{0}：{1} 时该规则尚未施行（自 {2} 起），仍按其计算",
                "{0}: on {1} the rule was not in force (border {2}); computed by it all the same",
            ),
            &[&own, &value(1), &value(2)],
        ),
        "void-before" => {
            fill(lang.pick("{0}：{1} 早于 {2}，此前的行为无效", "{0}: {1} is void before {2}"), &[&own, &value(1), &value(2)])
        }
        "void-yet" => fill(
            lang.pick("{0}：所等待的事实尚未发生，{1} 的行为无效", "{0}: what it waits for has not happened; {1} is void"),
            &[&own, &value(1)],
        ),
        "deemed" => fill(lang.pick("{1} 到期未答复，视为：{0}", "no answer by {1}: deemed {0}"), &[&own, &value(1)]),
        "risk" => fill(lang.pick("风险：{0}，{1} 已过", "risk: {0}, {1} has passed"), &[&own, &value(1)]),
        "no-letter" => fill(
            lang.pick("{0} 不因文书另定日期而改变，该日期不予计算", "{0} does not follow the date of a letter; it is left out"),
            &[&named(0)],
        ),
        "extension-no-tier" => {
            fill(lang.pick("{0} 没有这一档延长，不予计算", "{0} has no such tier of extension; it is left out"), &[&value(0)])
        }
        "extension-used-up" => fill(
            lang.pick("{0} 的延长次数已用完，不予计算", "{0} has been extended as often as it may be; this one is left out"),
            &[&value(0)],
        ),
        "extension-by-other" => fill(
            lang.pick(
                "{0} 的延长应由另一主体批准，不予计算",
                "the extension of {0} is for somebody else to grant; it is left out",
            ),
            &[&value(0)],
        ),
        "extension-condition" => fill(
            lang.pick(
                "{0} 的延长条件不成立或者不明，不予计算",
                "the condition for extending {0} is not met or unknown; it is left out",
            ),
            &[&value(0)],
        ),
        "extension-too-long" => fill(
            lang.pick("{0} 一次最多延长 {1}，只计算到此", "{0} may be extended by {1} at most at a time; only that is counted"),
            &[&value(0), &value(1)],
        ),
        "limit-above-ceiling" => fill(
            lang.pick("限额 {0} 为 {1} 分，超过国家上限 {2} 分", "limit {0} is {1} fen, above the national ceiling of {2} fen"),
            &[&value(0), &value(1), &value(2)],
        ),
        "no-extension" => {
            fill(lang.pick("{0} 没有延长的规定，延长不予计算", "{0} cannot be extended; the extension is left out"), &[&named(0)])
        }
        code => format!("{code} {}", warning.values.join(" ")),
    }
}

/// What is missing with what was compared: the earlier day and the look-back, or the amount, its basis and the limit.
fn compared(lang: Lang, own: &str, values: &[String]) -> String {
    let [one, two, three] = values else { return own.to_owned() };
    if let Some(basis) = [Some(Basis::Appraised), Some(Basis::Registered), Some(Basis::Estimated), None]
        .into_iter()
        .find(|known| known.map_or("unknown", Basis::name) == three)
    {
        let amount = |text: &String| text.parse().map_or_else(|_| text.clone(), yuan);
        let Some(basis) = basis else {
            let words = lang.pick("{0}（损害数额未知，限额 {1} 元）", "{0} (the damage is unknown, the limit {1} yuan)");
            return fill(words, &[&own, &amount(two)]);
        };
        let words = lang.pick(
            "{0}（损害数额 {1} 元，{2}，不含调查评估费用；限额 {3} 元）",
            "{0} (damage {1} yuan, {2}, without costs; the limit {3} yuan)",
        );
        return fill(words, &[&own, &amount(one), &damage_basis(lang, basis), &amount(two)]);
    }
    let words = lang.pick("{0}（上次 {1}，回看 {2} 至 {3}）", "{0} (the earlier one {1}, looked back from {2} to {3})");
    fill(words, &[&own, one, two, three])
}

/// Where the amount of the damage comes from.
#[must_use]
pub fn damage_basis(lang: Lang, basis: Basis) -> &'static str {
    match basis {
        Basis::Appraised => lang.pick("鉴定评估认定", "as appraised"),
        Basis::Registered => lang.pick("登记数额", "as registered"),
        Basis::Estimated => lang.pick("估算", "an estimate"),
    }
}

/// Something that is missing or warned about.
#[must_use]
pub fn missing(lang: Lang, one: &Missing) -> String {
    let own = label(lang, &one.label);
    if let Some(found) = one.compared {
        return compared(lang, own, &found.values());
    }
    match one.not_before {
        Some(day) => fill(lang.pick("{0}：{1} 前的行为无效", "{0}: void before {1}"), &[&own, &day]),
        None => own.to_owned(),
    }
}

/// What is missing, in one sentence.
pub fn lacking(lang: Lang, list: &[Missing]) -> String {
    list.iter().map(|one| missing(lang, one)).collect::<Vec<_>>().join(lang.pick("；", "; "))
}
