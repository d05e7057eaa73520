// Reads a part of the document that is one of several kinds, told apart by a member (the schema's
// x-discriminator): a std::variant whose alternatives have that member's value as kType.
//
//   using Effect = std::variant<Notify, SetField>;
//   Effect effect = read_variant<Effect>(from);     // calls read_kind(from, Notify&), or …
//
// The schema check has refused unknown kinds; effects_test.cc holds that the variant and the schema
// name the same ones.
#pragma once

#include <cassert>
#include <variant>
#include <vector>

#include "reader.h"

namespace tollgate::model {

template <typename Variant>
struct VariantReader;

template <typename... Kinds>
struct VariantReader<std::variant<Kinds...>> {
  static std::vector<std::string_view> types() { return {Kinds::kType...}; }

  static std::variant<Kinds...> read(const Reader& from, const char* discriminator) {
    const std::string type = from.text(discriminator);
    std::variant<Kinds...> result;
    const bool known = (read_as<Kinds>(from, type, result) || ...);
    assert(known);
    static_cast<void>(known);
    return result;
  }

 private:
  template <typename Kind>
  static bool read_as(const Reader& from, const std::string& type, std::variant<Kinds...>& result) {
    if (type != Kind::kType) return false;
    read_kind(from, result.template emplace<Kind>());
    return true;
  }
};

template <typename Variant>
Variant read_variant(const Reader& from, const char* discriminator = "type") {
  return VariantReader<Variant>::read(from, discriminator);
}

}  // namespace tollgate::model
