//! Numbers are compared by their ranges.

use serde_json::Value;

use super::{
    super::Verdict,
    alternative::{Alternative, Kind},
    direction::Direction,
    pair::Pair,
};

/// The numbers from `least` to `most`.
struct Range {
    least: f64,
    most: f64,
}

impl Range {
    /// The range that a schema names, or that of the Rust type that its format names: schemas of `i32` and larger types
    /// do not repeat their range.
    fn of(number: &Alternative) -> Self {
        if let Some(constant) = number.constant().and_then(Value::as_f64) {
            return Self {
                least: constant,
                most: constant,
            };
        }
        let format = number.text("format").unwrap_or_default();
        let (least, most) = of_format(format).unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        // An excluded bound is compared as if the number next to it were the bound.
        let is_integer = number.kind() == Kind::Integer;
        let above = number.number("exclusiveMinimum").map(|bound| {
            let next = if is_integer {
                bound.floor() + 1.0
            } else {
                bound
            };
            next.max(bound.next_up())
        });
        let below = number.number("exclusiveMaximum").map(|bound| {
            let next = if is_integer {
                bound.ceil() - 1.0
            } else {
                bound
            };
            next.min(bound.next_down())
        });
        Self {
            least: number.number("minimum").or(above).unwrap_or(least),
            most: number.number("maximum").or(below).unwrap_or(most),
        }
    }
}

fn of_format(format: &str) -> Option<(f64, f64)> {
    let (is_signed, bits) = match format.strip_prefix("uint") {
        Some(bits) => (false, bits),
        None => (true, format.strip_prefix("int")?),
    };
    let bits: i32 = bits.parse().ok()?;
    Some(if is_signed {
        (-(2_f64.powi(bits - 1)), 2_f64.powi(bits - 1) - 1.0)
    } else {
        (0.0, 2_f64.powi(bits) - 1.0)
    })
}

pub(super) fn compare(
    pair: &mut Pair,
    direction: Direction,
    values: &Alternative,
    accepted: &Alternative,
) {
    let (range, known) = (Range::of(values), Range::of(accepted));
    if range.least < known.least {
        let bound = excluded(accepted, "exclusiveMinimum", known.least);
        let value = bound.map(|bound| format!("a number that is not above {bound}"));
        let value = value.unwrap_or_else(|| beyond("below", known.least, -1.0));
        pair.find(Verdict::Notable, value);
    }
    if range.most > known.most {
        let bound = excluded(accepted, "exclusiveMaximum", known.most);
        let value = bound.map(|bound| format!("a number that is not below {bound}"));
        let value = value.unwrap_or_else(|| beyond("above", known.most, 1.0));
        pair.find(Verdict::Notable, value);
    }
    let step = accepted.number("multipleOf");
    if let Some(step) = step.filter(|_| direction == Direction::Sent) {
        let fits = |number: f64| (number % step).abs() < f64::EPSILON;
        let of_values = values.number("multipleOf");
        let of_values = of_values.or_else(|| values.constant().and_then(Value::as_f64));
        if !of_values.is_some_and(fits) {
            let value = format!("a number that is no multiple of {step}");
            pair.find(Verdict::Notable, value);
        }
    }
}

/// The excluded bound that `nearest` is next to: the one to show, since the next number has hundreds of digits. For
/// integers the next number is shown.
fn excluded(number: &Alternative, keyword: &str, nearest: f64) -> Option<f64> {
    let bound = number.number(keyword)?;
    let is_next = nearest.total_cmp(&bound.next_up()).is_eq()
        || nearest.total_cmp(&bound.next_down()).is_eq();
    is_next.then_some(bound)
}

/// The numbers beyond a bound, with the nearest integer as an example: most bounds are those of integers.
fn beyond(side: &str, bound: f64, step: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if bound.fract() == 0.0 && bound.abs() < EXACT {
        return format!("a number {side} {bound}, such as `{}`,", bound + step);
    }
    format!("a number {side} {bound:e}")
}
