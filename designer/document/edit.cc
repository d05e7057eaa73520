#include "tollgate/designer/document/edit.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "tollgate/base/json_pointer.h"

namespace tollgate::designer {
namespace {

Diagnostic no_such_place(const Edit& edit) {
  return make_error(
      "designer.no_such_place",
      {"文档里没有位置“" + edit.pointer + "”", "the document has no place '" + edit.pointer + "'"},
      {.pointer = edit.pointer});
}

std::optional<size_t> index_of(std::string_view text) {
  if (text.empty() || text.size() > 9 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  size_t index = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<size_t>(c - '0');
  }
  return index;
}

}  // namespace

Result<Edit> apply_edit(Json& document, const Edit& edit) {
  const std::vector<std::string> parts = pointer_parts(edit.pointer);
  if (parts.empty()) return no_such_place(edit);
  Json* parent = find_pointer(document, pointer_parent(edit.pointer));
  if (parent == nullptr) return no_such_place(edit);
  const std::string& last = parts.back();

  if (parent->is_object()) {
    const auto member = parent->find(last);
    if (edit.kind == EditKind::kSet) {
      if (member == parent->end()) {
        parent->emplace(last, edit.value);
        return Edit{EditKind::kUnset, edit.pointer, nullptr};
      }
      Edit inverse{EditKind::kSet, edit.pointer, std::move(*member)};
      *member = edit.value;
      return inverse;
    }
    if (edit.kind == EditKind::kUnset && member != parent->end()) {
      Edit inverse{EditKind::kSet, edit.pointer, std::move(*member)};
      parent->erase(member);
      return inverse;
    }
    return no_such_place(edit);
  }

  if (!parent->is_array()) return no_such_place(edit);
  const std::optional<size_t> index = index_of(last);
  if (!index) return no_such_place(edit);
  if (edit.kind == EditKind::kInsert && *index <= parent->size()) {
    parent->insert(parent->begin() + static_cast<std::ptrdiff_t>(*index), edit.value);
    return Edit{EditKind::kErase, edit.pointer, nullptr};
  }
  if (*index >= parent->size()) return no_such_place(edit);
  const auto element = parent->begin() + static_cast<std::ptrdiff_t>(*index);
  if (edit.kind == EditKind::kErase) {
    Edit inverse{EditKind::kInsert, edit.pointer, std::move(*element)};
    parent->erase(element);
    return inverse;
  }
  if (edit.kind == EditKind::kSet) {
    Edit inverse{EditKind::kSet, edit.pointer, std::move(*element)};
    *element = edit.value;
    return inverse;
  }
  return no_such_place(edit);
}

Result<std::vector<Edit>> apply_edits(Json& document, const std::vector<Edit>& edits) {
  std::vector<Edit> inverses;
  inverses.reserve(edits.size());
  for (const Edit& edit : edits) {
    Result<Edit> inverse = apply_edit(document, edit);
    if (!inverse) {
      for (auto it = inverses.rbegin(); it != inverses.rend(); ++it) {
        const bool undone = apply_edit(document, *it).ok();
        assert(undone);
        (void)undone;
      }
      return std::move(inverse).error();
    }
    inverses.push_back(*std::move(inverse));
  }
  return std::vector<Edit>(std::make_move_iterator(inverses.rbegin()),
                           std::make_move_iterator(inverses.rend()));
}

}  // namespace tollgate::designer
