#include "tollgate/versions/changes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "keyed_items.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::versions {
namespace {

class ChangeLister {
 public:
  explicit ChangeLister(size_t most) : most_(most) {}

  // `item`: the innermost item with an id around the two.
  void compare(const Json& before, const Json& after, const std::string& path,
               const std::string& item) {
    if (before == after || changes_.size() >= most_) return;
    if (before.is_object() && after.is_object()) return members(before, after, path, item);
    if (before.is_array() && after.is_array()) {
      const auto in_before = by_key(before);
      const auto in_after = by_key(after);
      if (in_before && in_after) return items(*in_before, *in_after, path, item);
    }
    note(ChangeKind::kChanged, item.empty() ? path : item);
  }

  std::vector<DocumentChange> changes() && { return std::move(changes_); }

 private:
  void members(const Json& before, const Json& after, const std::string& path,
               const std::string& item) {
    static const Json none;
    std::set<std::string> names;
    for (const Json* side : {&before, &after}) {
      for (const auto& [name, unused] : side->items()) names.insert(name);
    }
    for (const std::string& name : names) {
      const std::string at = path + "/" + escaped(name);
      const auto old = before.find(name);
      const auto young = after.find(name);
      const Json& was = old == before.end() ? none : *old;
      const Json& is = young == after.end() ? none : *young;
      // A list that one side does not have is an empty one.
      static const Json no_items = Json::array();
      compare(was.is_null() && is.is_array() ? no_items : was,
              is.is_null() && was.is_array() ? no_items : is, at, item);
    }
  }

  void items(const KeyedItems& before, const KeyedItems& after, const std::string& path,
             const std::string& item) {
    for (const std::string& key : before.order) {
      if (after.find(key)) continue;
      added_or_removed(ChangeKind::kRemoved, *before.find(key), path + "/" + escaped(key), item);
    }
    for (const std::string& key : after.order) {
      one_item(before.find(key), *after.find(key), path + "/" + escaped(key), item);
    }
    const bool moved =
        before.order != after.order && before.order.size() == after.order.size() &&
        std::ranges::all_of(after.order, [&](const std::string& key) { return before.find(key); });
    if (moved) note(ChangeKind::kChanged, item.empty() ? path : item);
  }

  void one_item(const Json* before, const Json& after, const std::string& at,
                const std::string& item) {
    if (before == nullptr) return added_or_removed(ChangeKind::kAdded, after, at, item);
    compare(*before, after, at, has_id(after) ? at : item);
  }

  // What only stands for something else is a change of the item around it.
  void added_or_removed(ChangeKind kind, const Json& what, const std::string& at,
                        const std::string& item) {
    if (has_id(what)) return note(kind, at);
    note(ChangeKind::kChanged, item.empty() ? at : item);
  }

  static bool has_id(const Json& item) { return item.is_object() && item.contains("id"); }

  void note(ChangeKind kind, const std::string& path) {
    if (changes_.size() >= most_ || !noted_.insert(path).second) return;
    changes_.push_back({kind, path});
  }

  const size_t most_;
  std::vector<DocumentChange> changes_;
  std::set<std::string> noted_;
};

bool may_see_more(const model::EntityPermission& before, const model::EntityPermission& after) {
  for (const model::FieldPermission& field : before.fields) {
    const model::FieldPermission* now = after.find_field(field.field);
    const model::FieldAccess access = now == nullptr ? model::FieldAccess::kFull : now->access;
    if (field.access != access && field.access != model::FieldAccess::kFull &&
        access != model::FieldAccess::kHidden) {
      return true;
    }
  }
  return false;
}

bool wider_rows(const model::RowPermission& before, const model::RowPermission& after) {
  if (after.rows > before.rows) return true;
  if (after.rows == model::Rows::kNone || !before.when) return false;
  // Whether another condition lets more through nobody can tell: it is shown.
  return !after.when || after.when->text != before.when->text;
}

bool may_do_more(const model::EntityPermission& before, const model::EntityPermission& after) {
  return wider_rows(before.read, after.read) || wider_rows(before.create, after.create) ||
         wider_rows(before.update, after.update) || wider_rows(before.remove, after.remove) ||
         (after.exports && !before.exports) || (after.imports && !before.imports) ||
         may_see_more(before, after);
}

bool is_wider(const model::App& before, const model::Role& old, const model::Role& young) {
  if (!young.permissions) return false;
  static const model::Permissions none;
  const model::Permissions& was = old.permissions ? *old.permissions : none;
  if (young.permissions->administration && !was.administration) return true;
  return std::ranges::any_of(young.permissions->entities, [&](const auto& entity) {
    if (before.find_entity(entity.entity) == nullptr) return false;
    static const model::EntityPermission nothing;
    const model::EntityPermission* then = was.find_entity(entity.entity);
    return may_do_more(then == nullptr ? nothing : *then, entity);
  });
}

}  // namespace

std::vector<DocumentChange> list_changes(const Json& before, const Json& after, size_t most) {
  ChangeLister lister(most);
  lister.compare(before, after, "", "");
  return std::move(lister).changes();
}

std::vector<std::string> steps_of(std::string_view path) { return pointer_parts(path); }

const Json* part_at(const Json& document, std::string_view path) {
  const Json* at = &document;
  for (const std::string& step : steps_of(path)) {
    const Json* next = nullptr;
    if (at->is_object()) {
      const auto found = at->find(step);
      if (found != at->end()) next = &*found;
    } else if (at->is_array()) {
      for (const Json& item : *at) {
        if (key_of(item) == step) next = &item;
      }
    }
    if (next == nullptr) return nullptr;
    at = next;
  }
  return at;
}

std::vector<std::string> wider_roles(const model::App& before, const model::App& after) {
  std::vector<std::string> wider;
  const bool all_of_them = before.has_permissions() && !after.has_permissions();
  for (const model::Role& role : after.roles) {
    const model::Role* old = before.find_role(role.id);
    if (old == nullptr || !before.has_permissions()) continue;
    if (all_of_them || is_wider(before, *old, role)) wider.push_back(role.id);
  }
  return wider;
}

}  // namespace tollgate::versions
