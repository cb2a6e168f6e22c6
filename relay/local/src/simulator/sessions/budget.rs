//! Budgets (§7): a cap in cents, set at creation, raised or removed later.

use serde_json::Value;

use crate::simulator::check;
use crate::simulator::request::Refusal;

/// Reads a budget: `{type: "limit", max_list_cost: {amount: "<cents>", currency: "USD"}}`.
pub(crate) fn read(value: &Value) -> Result<u64, Refusal> {
    if value.get("type").is_none_or(|kind| kind != "limit") {
        return Err(Refusal::unparsed("budget.type: expected \"limit\""));
    }
    let cost = value.get("max_list_cost").ok_or_else(|| Refusal::invalid("budget.max_list_cost: Field required"))?;
    check::only_in(value, "budget", &["type", "max_list_cost"])?;
    check::only_in(cost, "budget.max_list_cost", &["amount", "currency"])?;
    if cost.get("currency").is_none_or(|currency| currency != "USD") {
        return Err(Refusal::invalid("budget.max_list_cost.currency: Input should be 'USD'"));
    }
    let amount = cost.get("amount").and_then(Value::as_str).unwrap_or_default();
    let is_plain = amount.bytes().all(|b| b.is_ascii_digit()) && !amount.starts_with('0');
    match amount.parse() {
        Ok(cents) if is_plain => Ok(cents),
        _ => Err(Refusal::invalid(
            "budget.max_list_cost.amount: must be a whole number of cents greater than 0, as a string without leading zeros",
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn takes_whole_cents() {
        let check = |amount: Value, expected: Option<u64>| {
            let budget = json!({ "type": "limit", "max_list_cost": { "amount": amount, "currency": "USD" } });
            assert_eq!(read(&budget).ok(), expected, "{amount}");
        };
        check(json!("125"), Some(125));
        check(json!("1"), Some(1));
        for bad in
            [json!("0"), json!("25.00"), json!("007"), json!("-5"), json!("+5"), json!(""), json!(125), json!(null)]
        {
            check(bad, None);
        }
    }
}
