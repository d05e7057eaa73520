#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "deleted_fields.h"
#include "history_changes.h"
#include "history_steps.h"
#include "require.h"
#include "tollgate/record/display.h"
#include "tollgate/record/presence.h"

namespace tollgate::query {
namespace {

using Entry = messages::RecordHistoryReplyEntry;
using Change = messages::RecordHistoryReplyEntryChange;

constexpr int64_t kDefaultEntries = 20;
constexpr int64_t kMaxEntries = 50;
// A page of this many bytes of texts is long enough.
constexpr size_t kMaxReplyBytes = size_t(512) << 10;

std::string_view name_of(HistoryAction action) {
  switch (action) {
    case HistoryAction::kAutomation:
      return "automation";
    case HistoryAction::kDraftDiscarded:
      return "draft_discarded";
    case HistoryAction::kConflict:
      return "conflict";
    case HistoryAction::kNotCompleted:
      return "not_completed";
    case HistoryAction::kSetAside:
      return "set_aside";
    case HistoryAction::kSubmitted:
      return "submitted";
    case HistoryAction::kMoveRefused:
      return "move_refused";
    case HistoryAction::kMoved:
      return "moved";
    case HistoryAction::kReopened:
      return "reopened";
    case HistoryAction::kDiscarded:
      return "discarded";
    case HistoryAction::kImported:
      return "imported";
    case HistoryAction::kRestored:
      return "restored";
    case HistoryAction::kNone:
    case HistoryAction::kDraft:
      break;
  }
  return "draft";
}

// What a field was and became within an entry; unknown where it was written too far back.
struct Changed {
  std::string field;
  std::string automation;
  std::optional<Json> was;
  Json became;
  int64_t times = 0;
};

using Known = std::map<std::string, Json, std::less<>>;

// What takes an import back unsets the fields that it does not name.
void name_unset_fields(std::vector<HistoryGroup>& groups, const model::Entity& entity) {
  for (HistoryGroup& group : groups) {
    if (!group.restores) continue;
    for (const model::Field& field : entity.fields) {
      const bool named =
          std::any_of(group.writes.begin(), group.writes.end(),
                      [&](const HistoryWrite& write) { return write.field == field.id; });
      if (!named) group.writes.push_back({field.id, nullptr, {}});
    }
  }
}

// The fields whose value before the page nothing on the page tells.
std::vector<std::string> fields_to_look_up(const std::vector<HistoryGroup>& groups) {
  std::map<std::string, bool> unset;
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
    for (const HistoryWrite& write : group->writes) unset.emplace(write.field, write.was_unset);
  }
  std::vector<std::string> fields;
  for (const auto& [field, was_unset] : unset) {
    if (!was_unset) fields.push_back(field);
  }
  return fields;
}

// Takes the group's writes over into `known`.
std::vector<Changed> changes_of(const HistoryGroup& group, Known& known) {
  std::vector<Changed> changes;
  for (const HistoryWrite& write : group.writes) {
    const auto before = known.find(write.field);
    std::optional<Json> was;
    if (before != known.end()) {
      was = before->second;
    } else if (write.was_unset) {
      was.emplace();
    }
    known.insert_or_assign(write.field, write.value);
    if (was && *was == write.value) continue;
    const auto same = std::find_if(changes.begin(), changes.end(), [&](const Changed& change) {
      return change.field == write.field && change.automation == write.automation;
    });
    if (same == changes.end()) {
      changes.push_back({write.field, write.automation, std::move(was), write.value, 1});
    } else {
      same->became = write.value;
      ++same->times;
    }
  }
  return changes;
}

class Presenter {
 public:
  Presenter(const Context& context, const model::Entity& entity, const ops::StoredRecord& record)
      : context_(context),
        entity_(entity),
        texts_(context.texts()),
        deleted_(context.store, entity.id) {
    find_hidden(record.state);
  }

  Entry entry(const HistoryGroup& group, const std::vector<Changed>& changes);

 private:
  void find_hidden(const ops::RecordState& state);
  // Nobody says of a field that the app has no more who may see it.
  bool may_tell(const std::string& field) const {
    return entity_.find_field(field) ? !context_.sight->hides(entity_.id, field)
                                     : context_.sight->is_whole(entity_.id);
  }
  messages::Person person(const std::string& user);
  Change change(const Changed& changed);

  const Context& context_;
  const model::Entity& entity_;
  Texts texts_;
  DeletedFields deleted_;
  std::vector<bool> hidden_;
  std::map<std::string, messages::Person> people_;
};

void Presenter::find_hidden(const ops::RecordState& state) {
  live::Records& records = *context_.app.records;
  const record::Presence& presence = records.presence(entity_);
  hidden_.assign(entity_.fields.size(), false);
  if (presence.hides_nothing()) return;
  const record::RecordView view = context_.sight->view(state, false);
  const record::RuleContext rules{nullptr, records.values().time_zone};
  for (size_t i = 0; i < hidden_.size(); ++i) {
    const std::vector<record::PlaceRule>& places = presence.fields()[i].places;
    hidden_[i] = !places.empty() &&
                 std::none_of(places.begin(), places.end(), [&](const record::PlaceRule& place) {
                   return record::shows(place, view.slots, rules);
                 });
  }
}

messages::Person Presenter::person(const std::string& user) {
  const auto found = people_.find(user);
  if (found != people_.end()) return found->second;
  const auto& users = context_.model().users;
  const std::string title = users ? texts_.title(users->entity, user) : user;
  return people_.emplace(user, context_.person_titled(user, title)).first->second;
}

Change Presenter::change(const Changed& changed) {
  Change out;
  out.field = changed.field;
  const Json was = changed.was.value_or(Json());
  if (const model::Field* field = entity_.find_field(changed.field)) {
    out.label = texts_.of(field->label);
    if (hidden_[static_cast<size_t>(field - entity_.fields.data())]) out.state = "hidden";
    present_change(*field, was, changed.became, texts_, out);
  } else {
    const model::Field* deleted = deleted_.find(changed.field);
    out.label = deleted ? texts_.of(deleted->label) : changed.field;
    out.state = "deleted";
    present_change(deleted ? *deleted : model::Field(), was, changed.became, texts_, out);
  }
  if (!changed.was) out.was_unknown = true;
  if (changed.times > 1) out.times = changed.times;
  if (!changed.automation.empty()) {
    const auto& automations = context_.model().automations;
    const auto by = std::find_if(automations.begin(), automations.end(),
                                 [&](const auto& one) { return one.id == changed.automation; });
    out.automation = by == automations.end() ? changed.automation : texts_.of(by->label);
  }
  return out;
}

Entry Presenter::entry(const HistoryGroup& group, const std::vector<Changed>& changes) {
  Entry out;
  out.at = texts_.instant(group.at_ms);
  if (group.saves > 1) {
    out.since = texts_.instant(group.since_ms);
    out.saves = group.saves;
  }
  out.action = name_of(group.action);
  if (group.clock_moved_ms / 1000 != 0) {
    const DaysTimeDuration moved{group.clock_moved_ms / 1000};
    out.clock_moved = record::duration_text(moved, texts_.locale());
    if (group.clock_moved_ms > 0) out.clock_moved->insert(0, "+");
  }
  if (!group.user.empty()) {
    out.person = person(group.user);
    const model::Role* role = context_.model().find_role(group.role);
    if (role) out.person->role = texts_.of(role->label);
  }
  out.device.id = group.device;
  out.device.own = group.device == context_.store.setting("device");
  if (const workflow::Workflow* workflow = context_.app.find_workflow(group.workflow)) {
    out.workflow = texts_.of(workflow->model().label);
  }
  if (group.judged_by != 0) out.judged_by = group.judged_by;
  if (!group.batch.empty()) {
    const auto batch = context_.store.import_batch(group.batch);
    if (batch && !batch->source.empty()) out.import_source = batch->source;
  }
  for (const Changed& changed : changes) {
    if (may_tell(changed.field)) out.changes.push_back(change(changed));
  }
  const auto place = [&](const Change& change) {
    const model::Field* field = entity_.find_field(change.field);
    return field ? field - entity_.fields.data() : std::numeric_limits<std::ptrdiff_t>::max();
  };
  std::stable_sort(out.changes.begin(), out.changes.end(),
                   [&](const Change& a, const Change& b) { return place(a) < place(b); });
  // A hash tells what was written to whoever can guess it.
  if (!context_.sight->hides_any(entity_.id)) {
    for (const HistoryOp& op : group.ops)
      out.ops.push_back({.number = op.number, .kind = op.kind, .hash = hex(op.hash)});
  }
  out.op_count = group.op_count;
  return out;
}

size_t size_of(const Entry& entry) {
  size_t size = 0;
  const auto add = [&](const std::optional<std::string>& text) { size += text ? text->size() : 0; };
  for (const Change& change : entry.changes) {
    add(change.label);
    add(change.was);
    add(change.became);
    if (!change.items) continue;
    for (const auto& item : *change.items) {
      for (const auto& cell : item.cells) {
        add(cell.label);
        add(cell.was);
        add(cell.became);
      }
    }
  }
  return size;
}

}  // namespace

Result<messages::RecordHistoryReply> read_history(const Source& source, const Viewer& viewer,
                                                  const messages::RecordHistoryRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  Result<ops::StoredRecord> record = require_record(*context, request.entity, request.record);
  if (!record) return std::move(record).error();

  const ops::RecordKey key{request.entity, request.record};
  const int64_t before = request.before.value_or(std::numeric_limits<int64_t>::max());
  const int64_t limit = std::max<int64_t>(bounded(request.limit, kDefaultEntries, kMaxEntries), 1);
  const model::Entity& entity = *context->model().find_entity(request.entity);
  HistoryPage page = read_groups(context->store, key, before, static_cast<size_t>(limit));
  messages::RecordHistoryReply reply;
  if (page.groups.empty()) return reply;

  name_unset_fields(page.groups, entity);
  const int64_t oldest = page.groups.back().first_number;
  Known known;
  std::vector<std::string> unknown_fields = fields_to_look_up(page.groups);
  if (page.to_the_start) {
    for (std::string& field : unknown_fields) known.emplace(std::move(field), nullptr);
  } else {
    known = values_before(context->store, key, oldest, std::move(unknown_fields));
    reply.more = oldest;
  }
  std::vector<std::vector<Changed>> changes;  // oldest first
  for (auto group = page.groups.rbegin(); group != page.groups.rend(); ++group) {
    changes.push_back(changes_of(*group, known));
  }
  Presenter presenter(*context, entity, *record);
  size_t size = 0;
  for (const HistoryGroup& group : page.groups) {
    reply.entries.push_back(presenter.entry(group, changes.back()));
    changes.pop_back();
    size += size_of(reply.entries.back());
    if (size > kMaxReplyBytes && !changes.empty()) {
      reply.more = group.first_number;
      break;
    }
  }
  return reply;
}

}  // namespace tollgate::query
