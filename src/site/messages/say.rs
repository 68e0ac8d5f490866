//! Messages as templates say them: `{{ say("posts-count", n=count) }}`.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Object, ValueKind, from_args};
use minijinja::{Error, ErrorKind, State, Value};

use super::bundle::Messages;

/// The messages of a language, for templates.
pub(in crate::site) fn say(messages: &Arc<Messages>) -> Value {
    Value::from_object(Say(Arc::clone(messages)))
}

#[derive(Debug)]
struct Say(Arc<Messages>);

impl Object for Say {
    fn call(self: &Arc<Self>, _: &State, args: &[Value]) -> Result<Value, Error> {
        let (id, values): (&str, Kwargs) = from_args(args)?;
        let mut given = FluentArgs::new();
        for name in values.args() {
            let value: Value = values.get(name)?;
            let number =
                i64::try_from(value.clone()).ok().filter(|_| value.kind() == ValueKind::Number);
            match number {
                Some(number) => given.set(name.to_owned(), FluentValue::from(number)),
                None => given.set(name.to_owned(), value.to_string()),
            }
        }
        let said = self.0.format(id, &given);
        let unknown =
            || Error::new(ErrorKind::UndefinedError, format!("there is no message {id:?}"));
        said.map(Value::from).ok_or_else(unknown)
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
