// What people say about records.
#pragma once

#include <string>
#include <vector>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct Comment {
  ops::RecordKey key;
  std::string id;  // of one to say otherwise; "" for a new one
  std::string text;
  std::vector<std::string> mentions;  // record ids of people
};

// The comment's id. Refused: what require_record refuses (whoever may read a record may comment on
// it), comment.empty, comment.too_long, comment.too_many_mentions, comment.not_yours,
// comment.not_seen_by for somebody who may not read the record.
Result<std::string> add_comment(Engine& engine, Comment comment, const Caller& caller);

}  // namespace tollgate::engine
