// 10.3.4.2: boolean functions.
#include "builtin.h"

namespace tollgate::feel {
namespace {

// not(negand): the negation in three-valued logic; anything that is no boolean is null.
Value not_(const Arguments& a) {
  const Value& value = a.one(0);
  if (!value.is_boolean()) return bad_type(0, value);
  return Value::boolean(!value.as_boolean());
}

// is(value1, value2): the same element of the semantic domain (10.3.4.7).
Value is_(const Arguments& a) { return Value::boolean(identical(a[0], a[1])); }

constexpr Builtin kBooleanBuiltins[] = {
    {"not", not_, true},
    {"is", is_, false},
};

}  // namespace

std::span<const Builtin> boolean_builtins() { return kBooleanBuiltins; }

}  // namespace tollgate::feel
