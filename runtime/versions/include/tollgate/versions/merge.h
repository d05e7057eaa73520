// What becomes of an app document that two sides changed, each in its own way: by who edits it here
// and by a newer package, or by two people in the designer. A three-way merge by stable ids.
//
//   Merge merge = merge_documents(base, mine, theirs);  // base: what both began with
//   for (const Clash& clash : merge.clashes) ask(clash);  // mine stands until it is decided
//   merge = merge_documents(base, mine, theirs, {"/entities/visit/fields/city/label/en"});
//
// Objects merge by member. Arrays merge by what their items are known by, where that is unique:
// texts by themselves, objects by their id or by the field, entity, criterion or menu target that
// they stand for. Every other value is whole. An object whose `kind` or `type` was changed is
// whole, too: its other members belong to that word. Pure; the three documents must each satisfy
// the schema, the result is checked by who asks. Time grows with the documents' size, times how
// deep they are.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::versions {

// One part that both sides changed, each in its own way. Nothing stands for a part that is not
// there.
struct Clash {
  std::string path;  // like a JSON pointer, with ids where arrays have them
  std::optional<Json> base;
  std::optional<Json> mine;
  std::optional<Json> theirs;
};

struct Merge {
  Json document;
  std::vector<Clash> clashes;  // all of them, the decided ones too
};

// `take_theirs`: paths of clashes that are decided for the newer version.
Merge merge_documents(const Json& base, const Json& mine, const Json& theirs,
                      const std::set<std::string>& take_theirs = {});

}  // namespace tollgate::versions
