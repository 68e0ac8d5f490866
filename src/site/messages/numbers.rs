//! Numbers in messages, as their language writes them.

use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale::Locale;
use icu_provider::DataError;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

/// The numbers of one language, made once for each bundle.
struct Numbers(DecimalFormatter);

impl Memoizable for Numbers {
    type Args = ();
    type Error = DataError;

    fn construct(language: LanguageIdentifier, _: Self::Args) -> Result<Self, Self::Error> {
        let locale = Locale::try_from_str(&language.to_string()).unwrap_or(Locale::UNKNOWN);
        DecimalFormatter::try_new(locale.into(), Default::default()).map(Self)
    }
}

/// A whole number in the digits of the language, in groups; `None` for what is none.
pub(super) fn format(value: &FluentValue, kept: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let decimal = Decimal::from(number.value as i64);
    kept.with_try_get_threadsafe::<Numbers, _, _>((), |numbers| {
        numbers.0.format(&decimal).to_string()
    })
    .ok()
}
