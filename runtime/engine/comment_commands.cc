#include "tollgate/engine/comment_commands.h"

#include <algorithm>

#include "tollgate/engine/admit.h"
#include "tollgate/query/query.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxCommentCharacters = 2000;
constexpr size_t kMaxMentions = 20;

size_t characters_of(std::string_view text) {
  return size_t(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

Status check_words(const Comment& comment) {
  if (comment.id.empty() && comment.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return make_error("comment.empty", {"请写点内容再发送", "write something before you send it"},
                      {.pointer = "/params/text"});
  }
  if (characters_of(comment.text) > kMaxCommentCharacters) {
    return make_error("comment.too_long",
                      {"评论最多 2000 字", "a comment has at most 2,000 characters"},
                      {.pointer = "/params/text"});
  }
  if (comment.mentions.size() > kMaxMentions) {
    return make_error("comment.too_many_mentions",
                      {"一条评论最多提到 20 个人", "a comment mentions at most 20 people"},
                      {.pointer = "/params/mentions"});
  }
  return ok_status();
}

// In the role that the app tells from the person's record.
bool may_read(Engine& engine, const std::string& person, const ops::RecordKey& key) {
  const Result<Principal> reader = admit(engine, {.user = person});
  if (!reader) return false;
  Caller caller;
  caller.user = reader->user;
  caller.role = reader->role;
  return static_cast<bool>(
      query::require_record(engine.source(), viewer_of(caller), key.entity, key.record));
}

// A message may not tell somebody of a record that they may not read.
Status check_mentions(Engine& engine, const Comment& comment, const query::Viewer& viewer) {
  for (const std::string& person : comment.mentions) {
    const bool is_seen = query::is_person(engine.source(), viewer, person);
    if (is_seen && may_read(engine, person, comment.key)) continue;
    const std::string name = query::person_title(engine.source(), viewer, person);
    return make_error("comment.not_seen_by",
                      {"“" + name + "”看不到这条记录，不能提到他",
                       "'" + name + "' may not read this record and cannot be mentioned"},
                      {.pointer = "/params/mentions"});
  }
  return ok_status();
}

}  // namespace

Result<std::string> add_comment(Engine& engine, Comment comment, const Caller& caller) {
  const query::Viewer viewer = viewer_of(caller);
  Result<ops::StoredRecord> record =
      query::require_record(engine.source(), viewer, comment.key.entity, comment.key.record);
  if (!record) return std::move(record).error();
  if (Status fine = check_words(comment); !fine) return std::move(fine).error();
  if (Status seen = check_mentions(engine, comment, viewer); !seen) return std::move(seen).error();
  if (!comment.id.empty() &&
      !query::is_own_comment(engine.source(), viewer, comment.key, comment.id)) {
    return make_error("comment.not_yours",
                      {"只能修改或撤回自己的评论", "only your own comments can be changed"},
                      {.pointer = "/params/comment"});
  }
  if (comment.id.empty()) comment.id = engine.new_id("comment");
  std::string id = comment.id;
  Result<Outcome> done =
      engine.commit({ops::RecordComment{comment.key.entity, comment.key.record, comment.id,
                                        std::move(comment.text), std::move(comment.mentions)}},
                    caller);
  if (!done) return std::move(done).error();
  return id;
}

}  // namespace tollgate::engine
