#include "read_parts.h"

namespace tollgate::model {
namespace {

FindWhere read_where(const Reader& from) {
  return {from.text("field"), from.expression("value"), from.pointer()};
}

}  // namespace

Find read_find(const Reader& from) {
  return {from.text("entity"), from.list("where", read_where), from.text("latest"),
          from.optional_expression("before"), from.pointer()};
}

}  // namespace tollgate::model
