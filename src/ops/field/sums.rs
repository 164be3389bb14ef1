//! Amounts of a form that belong together: a whole and its heads, an agreement and its plan of instalments. What is typed
//! as heads alone makes the whole; what does not add up is said with the difference.

use super::{Field, Issue, Shape, plan, typed::money};
use crate::docket::plan::{HEADS, IN_KIND};
use crate::docket::{Cents, Day, yuan};
use serde_json::Value;

/// The field that opens the heads of an amount; no key of a fact.
pub const BY_HEAD: &str = "by_head";

/// From here on heads are not more than the whole but in another unit.
const UNIT: Cents = 1_000;

/// What a form says in sum, in fen; none where nothing can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// The whole as typed.
    pub whole: Option<Cents>,
    /// Its heads together.
    pub heads: Option<Cents>,
    /// Instalments in money: how many, and together.
    pub plan: Option<(usize, Cents)>,
    /// What is performed in kind, at its value.
    pub in_kind: Cents,
}

impl Sums {
    /// The whole, else the sum of its heads.
    #[must_use]
    pub fn total(&self) -> Option<Cents> {
        self.whole.or(self.heads)
    }

    /// What is to be paid in money, and by how much the instalments differ from it; none where they add up.
    #[must_use]
    pub fn plan_differs(&self) -> Option<(Cents, Cents)> {
        let in_money = self.total()?.saturating_sub(self.in_kind);
        self.plan.map(|(_, sum)| (in_money, sum.saturating_sub(in_money))).filter(|(_, differs)| *differs != 0)
    }
}

/// The place of the whole: an amount, or the damage, in which costs are no part.
fn whole(fields: &[Field]) -> Option<usize> {
    ["amount_cents", "damage_cents"].into_iter().find_map(|key| fields.iter().position(|field| field.key == key))
}

fn is_head(fields: &[Field], key: &str) -> bool {
    let apart = whole(fields).and_then(|at| fields.get(at)).is_some_and(|field| field.key == "damage_cents");
    HEADS.contains(&key) && !(apart && key == "costs_cents")
}

/// What the fields say in sum.
#[must_use]
pub fn sums(fields: &[Field], typed: &[String], day_of: &dyn Fn(&str) -> Option<Day>) -> Sums {
    let mut found = Sums::default();
    let read = |at: usize| typed.get(at).and_then(|text| money(text).ok());
    found.whole = whole(fields).and_then(read);
    for (at, field) in fields.iter().enumerate() {
        match &field.shape {
            Shape::Money if is_head(fields, field.key) => {
                found.heads = read(at).map(|cents| cents.saturating_add(found.heads.unwrap_or(0))).or(found.heads);
            }
            Shape::Plan(words) => {
                let parts = typed.get(at).and_then(|text| plan::read(text, words, day_of).ok()).unwrap_or_default();
                for part in &parts {
                    let cents = part.get("amount_cents").and_then(Value::as_i64).unwrap_or(0);
                    if part.get("head").and_then(Value::as_str).is_some_and(|head| IN_KIND.contains(&head)) {
                        found.in_kind = found.in_kind.saturating_add(cents);
                    } else {
                        let (count, sum) = found.plan.unwrap_or_default();
                        found.plan = Some((count + 1, sum.saturating_add(cents)));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Writes the sum of the heads into a whole that is empty where the form asks for one, and says what does not add up. More than the whole is wrong;
/// less of it, a plan of another sum and a part due before the agreement stand with their reason in the note.
#[must_use]
pub fn add_up(fields: &[Field], typed: &mut [String], day_of: &dyn Fn(&str) -> Option<Day>) -> Vec<Issue> {
    let found = sums(fields, typed, day_of);
    let mut issues = Vec::new();
    if let (Some(at), Some(heads)) = (whole(fields), found.heads) {
        let key = fields.get(at).map_or("amount_cents", |field| field.key);
        let folded = fields.iter().any(|field| field.key == BY_HEAD);
        let differs = |whole: Cents| vec![yuan(heads), yuan((whole - heads).saturating_abs())];
        match found.whole {
            // A position may name some heads and leave the whole open.
            None => {
                if let Some(text) = typed.get_mut(at).filter(|text| folded && text.trim().is_empty()) {
                    *text = yuan(heads);
                }
            }
            // Thousands of times too much is a wrong unit, which the rules ask about.
            Some(whole) if heads > whole && (folded || heads / UNIT < whole) => {
                issues.push(Issue { with: differs(whole), ..Issue::new(key, "heads-over") });
            }
            Some(whole) if heads < whole && folded && !noted(fields, typed) => {
                issues.push(Issue { with: differs(whole), ..Issue::new(key, "heads-under") });
            }
            Some(_) => {}
        }
    }
    if let (Some((in_money, differs)), Some((count, sum))) = (found.plan_differs(), found.plan)
        && !noted(fields, typed)
    {
        let code = if differs > 0 { "plan-over" } else { "plan-under" };
        let with = vec![count.to_string(), yuan(sum), yuan(in_money), yuan(differs.saturating_abs())];
        issues.push(Issue { with, ..Issue::new("payments", code) });
    }
    if !noted(fields, typed) {
        issues.extend(early(fields, typed, day_of));
    }
    issues
}

/// The first part of a plan that is due before the day of what it stands in.
fn early(fields: &[Field], typed: &[String], day_of: &dyn Fn(&str) -> Option<Day>) -> Option<Issue> {
    let at = |key: &str| fields.iter().position(|field| field.key == key).and_then(|at| typed.get(at));
    let on = day_of(at("on")?)?;
    let words = fields.iter().find_map(|field| match &field.shape {
        Shape::Plan(words) => Some(words),
        _ => None,
    })?;
    at("payments")?.lines().enumerate().find_map(|(n, line)| {
        let parts = plan::read(line, words, day_of).ok()?;
        let due: Day = parts.first()?.get("due")?.as_str()?.parse().ok()?;
        let with = vec![due.to_string(), on.to_string()];
        (due < on).then(|| Issue { line: n + 1, with, ..Issue::new("payments", "plan-early") })
    })
}

fn noted(fields: &[Field], typed: &[String]) -> bool {
    fields.iter().zip(typed).any(|(field, text)| field.key == "note" && !text.trim().is_empty())
}
