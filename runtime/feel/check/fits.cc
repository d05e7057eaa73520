#include "checker.h"

namespace tollgate::feel {

bool known(const Type& type) {
  return type.kind() != TypeKind::kAny && type.kind() != TypeKind::kNull &&
         type.kind() != TypeKind::kUnknown;
}

bool comparable(const Type& a, const Type& b) {
  if (!known(a) || !known(b)) return true;
  if (a.kind() != b.kind()) return false;
  if (a.kind() == TypeKind::kList || a.kind() == TypeKind::kRange) {
    return comparable(a.element(), b.element());
  }
  return true;
}

bool fits(const Type& actual, const Type& wanted) {
  if (!known(actual) || !known(wanted)) return true;
  if (wanted.kind() == TypeKind::kList) {
    // An element converts to a list of one.
    return actual.kind() == TypeKind::kList ? fits(actual.element(), wanted.element())
                                            : fits(actual, wanted.element());
  }
  // A list of one converts to its element; how long it will be is not known here.
  if (actual.kind() == TypeKind::kList) return fits(actual.element(), wanted);
  if (actual.kind() == TypeKind::kDate && wanted.kind() == TypeKind::kDateTime) return true;
  if (actual.kind() != wanted.kind()) return false;
  switch (wanted.kind()) {
    case TypeKind::kRange:
      return fits(actual.element(), wanted.element());
    case TypeKind::kContext:
      for (size_t i = 0; i < wanted.member_count(); ++i) {
        const Type* member = actual.member(wanted.member_name(i));
        if (actual.member_count() > 0 && member == nullptr) return false;
        if (member != nullptr && !fits(*member, wanted.member_type(i))) return false;
      }
      return true;
    default:
      return true;
  }
}

}  // namespace tollgate::feel
