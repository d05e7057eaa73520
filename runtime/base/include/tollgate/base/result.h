// The outcome of an operation that can fail because of its input: a value, or diagnostics.
//
//   Result<Document> loaded = load(text);
//   if (!loaded) return std::move(loaded).error();
//   use(*loaded);
//
// A Result is for failures somebody outside can cause. A bug is an assertion; the failure of an
// expression is a null value that carries its diagnostic (see feel).
#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include "tollgate/base/diagnostic.h"

namespace tollgate {

// Diagnostics on the way out of a function; at least one of them is an error.
struct Failure {
  Diagnostics diagnostics;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {
    assert(has_errors(std::get<1>(state_).diagnostics));
  }
  Result(Diagnostic diagnostic) : Result(Failure{{std::move(diagnostic)}}) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Diagnostics& diagnostics() const {
    assert(!ok());
    return std::get_if<1>(&state_)->diagnostics;
  }
  // The failure, to be handed on by the caller as its own.
  Failure error() && {
    assert(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Failure> state_;
};

struct Unit {};
using Status = Result<Unit>;
inline Status ok_status() { return Unit{}; }

}  // namespace tollgate
