#include <algorithm>
#include <limits>
#include <map>

#include "require.h"
#include "tollgate/ops/op.h"

namespace tollgate::query {
namespace {

// What one page of comments holds, and how far back it looks.
constexpr size_t kMaxComments = 200;
constexpr size_t kMaxCommentLook = 20'000;

struct SaidComment {
  std::string user;
  int64_t at_ms = 0;  // when it was said first
  std::string text;   // as it was said last
  std::vector<std::string> mentions;
  bool changed = false;
  int64_t first_op = 0;
};
using SaidComments = std::map<std::string, SaidComment, std::less<>>;

// Newest first: the newest op of a comment has its text, the oldest its time and its author. Only
// ops of the author count.
SaidComments read_comments(store::Store& store, const ops::RecordKey& key, bool& cut) {
  std::map<std::string, std::vector<ops::Op>, std::less<>> by_id;
  size_t looked = 0;
  store.read_ops_back(key.entity, key.record, std::numeric_limits<int64_t>::max(),
                      [&](const store::StoredOp& stored, int64_t) {
                        if (++looked > kMaxCommentLook) {
                          cut = true;
                          return false;
                        }
                        if (stored.kind != "record.comment") return true;
                        Result<ops::Op> op = ops::parse_op(stored.bytes);
                        if (!op) return true;  // the check of the log tells of it
                        const auto& body = std::get<ops::RecordComment>(op->body);
                        by_id[body.comment].push_back(std::move(*op));
                        return true;
                      });
  SaidComments comments;
  for (const auto& [id, newest_first] : by_id) {
    const ops::Op& first = newest_first.back();
    SaidComment& comment = comments[id];
    comment.user = first.user;
    comment.at_ms = first.at_ms();
    comment.first_op = first.number;
    for (const ops::Op& op : newest_first) {
      if (op.user != first.user) continue;
      const auto& body = std::get<ops::RecordComment>(op.body);
      comment.text = body.text;
      comment.mentions = body.mentions;
      comment.changed = &op != &first;
      break;
    }
  }
  return comments;
}

}  // namespace

Result<messages::CommentListReply> list_comments(const Source& source, const Viewer& viewer,
                                                 const messages::CommentListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<ops::StoredRecord> record = require_record(*context, request.entity, request.record);
  if (!record) return std::move(record).error();
  bool cut = false;
  const SaidComments comments =
      read_comments(context->store, {request.entity, request.record}, cut);
  const model::App& app = context->model();
  const std::string people = app.users ? app.users->entity : std::string();
  const Texts texts = context->texts();
  const auto person = [&](const std::string& id) {
    return context->person_titled(id, texts.title(people, id));
  };
  std::vector<std::pair<int64_t, messages::CommentListReplyComment>> said;
  for (const auto& [id, comment] : comments) {
    if (comment.text.empty()) continue;
    messages::CommentListReplyComment out;
    out.id = id;
    out.text = comment.text;
    out.at = texts.instant(comment.at_ms);
    if (!comment.user.empty() && !people.empty()) out.person = person(comment.user);
    if (comment.user == viewer.person) out.own = true;
    if (comment.changed) out.changed = true;
    for (const std::string& mention : comment.mentions) {
      if (!people.empty()) out.mentions.push_back(person(mention));
    }
    said.emplace_back(comment.first_op, std::move(out));
  }
  std::sort(said.begin(), said.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  messages::CommentListReply reply;
  const size_t left_out = said.size() > kMaxComments ? said.size() - kMaxComments : 0;
  for (size_t i = left_out; i < said.size(); ++i) {
    reply.comments.push_back(std::move(said[i].second));
  }
  if (cut || left_out > 0) reply.more = true;
  return reply;
}

bool is_own_comment(const Source& source, const Viewer& viewer, const ops::RecordKey& key,
                    const std::string& comment) {
  const Result<Context> context = context_of(source, viewer);
  if (!context) return false;
  bool cut = false;
  const SaidComments comments = read_comments(context->store, key, cut);
  const auto found = comments.find(comment);
  return found != comments.end() && found->second.user == viewer.person;
}

bool is_person(const Source& source, const Viewer& viewer, const std::string& person) {
  const Result<Context> context = context_of(source, viewer);
  if (!context || !context->model().users || person.empty()) return false;
  const auto found = context->sight->find_record(context->model().users->entity, person);
  return found && found->state.status == ops::RecordStatus::kComplete;
}

std::string person_title(const Source& source, const Viewer& viewer, const std::string& person) {
  const std::optional<model::Users>& users = source.app->model->users;
  return users ? texts_for(source, viewer).title(users->entity, person) : person;
}

}  // namespace tollgate::query
