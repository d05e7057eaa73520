#include "tollgate/base/json_pointer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace tollgate {
namespace {

// RFC 6901, section 4: decimal digits without leading zeros.
std::optional<size_t> array_index(std::string_view part) {
  if (part.empty() || part.size() > 9 || (part.size() > 1 && part[0] == '0')) return std::nullopt;
  size_t index = 0;
  for (const char c : part) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<size_t>(c - '0');
  }
  return index;
}

// Takes the first part, with its slash, off the pointer. The result lies in the pointer itself, or
// in `unescaped` where the part holds a '~': panels ask for hundreds of places in each frame.
std::string_view take_part(std::string_view& pointer, std::string& unescaped) {
  const size_t end = std::min(pointer.find('/', 1), pointer.size());
  const std::string_view part = pointer.substr(1, end - 1);
  pointer.remove_prefix(end);
  if (part.find('~') == std::string_view::npos) return part;
  unescaped.clear();
  for (size_t i = 0; i < part.size(); ++i) {
    const char next = i + 1 < part.size() ? part[i + 1] : '\0';
    if (part[i] == '~' && (next == '0' || next == '1')) {
      unescaped += next == '0' ? '~' : '/';
      ++i;
    } else {
      unescaped += part[i];
    }
  }
  return unescaped;
}

}  // namespace

std::string pointer_child(std::string_view pointer, std::string_view member) {
  std::string child(pointer);
  child += '/';
  for (const char c : member) {
    if (c == '~') {
      child += "~0";
    } else if (c == '/') {
      child += "~1";
    } else {
      child += c;
    }
  }
  return child;
}

std::string pointer_child(std::string_view pointer, size_t index) {
  std::string child(pointer);
  child += '/';
  child += std::to_string(index);
  return child;
}

std::vector<std::string> pointer_parts(std::string_view pointer) {
  std::vector<std::string> parts;
  if (pointer.empty() || pointer[0] != '/') return parts;
  std::string unescaped;
  while (!pointer.empty()) parts.emplace_back(take_part(pointer, unescaped));
  return parts;
}

std::string_view pointer_parent(std::string_view pointer) {
  const size_t slash = pointer.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : pointer.substr(0, slash);
}

const Json* find_pointer(const Json& document, std::string_view pointer) {
  if (!pointer.empty() && pointer[0] != '/') return nullptr;
  const Json* at = &document;
  std::string unescaped;
  while (!pointer.empty()) {
    const std::string_view part = take_part(pointer, unescaped);
    if (at->is_object()) {
      const auto member = at->find(part);
      if (member == at->end()) return nullptr;
      at = &*member;
    } else if (at->is_array()) {
      const auto index = array_index(part);
      if (!index || *index >= at->size()) return nullptr;
      at = &(*at)[*index];
    } else {
      return nullptr;
    }
  }
  return at;
}

Json* find_pointer(Json& document, std::string_view pointer) {
  return const_cast<Json*>(find_pointer(static_cast<const Json&>(document), pointer));
}

}  // namespace tollgate
