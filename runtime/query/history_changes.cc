#include "history_changes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/utf8.h"

namespace tollgate::query {
namespace {

using Item = messages::RecordHistoryReplyEntryChangeItem;
using Cell = messages::RecordHistoryReplyEntryChangeItemCell;

// In code points.
constexpr size_t kMaxText = 300;
constexpr size_t kMaxCellText = 80;
constexpr size_t kMaxItems = 20;

// The whole of a text that is shown as it is: its beginning alone may be the same before and after.
std::string text_of(const model::Field& field, const Json& value, const Texts& texts) {
  std::string shown = texts.of(field, value);
  if (value.is_string()) {
    const auto& whole = value.get_ref<const std::string&>();
    if (whole.starts_with(shown)) return whole;
  }
  return shown;
}

// Where two texts begin to differ, at the start of a code point.
size_t differ_at(std::string_view a, std::string_view b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto position = static_cast<size_t>(at - a.begin());
  while (position > 0 && position < a.size() && (a[position] & 0xC0) == 0x80) --position;
  return position;
}

// The offset of the code point that stands `count` before `position`.
size_t back_by(std::string_view text, size_t position, size_t count) {
  while (position > 0 && count > 0) {
    --position;
    if ((text[position] & 0xC0) != 0x80) --count;
  }
  return position;
}

std::string excerpt(std::string_view text, size_t from, size_t most) {
  const std::string_view rest = text.substr(std::min(from, text.size()));
  const std::string_view shown = prefix_of_code_points(rest, most);
  std::string out = from > 0 ? "…" : "";
  out += shown;
  if (shown.size() < rest.size()) out += "…";
  return out;
}

struct Pair {
  std::optional<std::string> was;
  std::optional<std::string> became;
};

// Long texts that begin alike are shown from shortly before where they differ.
Pair excerpts(const std::string& was, const std::string& became, size_t most) {
  size_t from = 0;
  if (count_code_points(was) > most || count_code_points(became) > most) {
    const size_t differ = differ_at(was, became);
    if (count_code_points(std::string_view(was).substr(0, differ)) > most / 2) {
      from = back_by(was, differ, most / 6);
    }
  }
  Pair pair;
  if (!was.empty()) pair.was = excerpt(was, from, most);
  if (!became.empty()) pair.became = excerpt(became, from, most);
  return pair;
}

const Json& member(const Json& item, const std::string& id) {
  static const Json kNull;
  if (!item.is_object()) return kNull;
  const auto found = item.find(id);
  return found == item.end() ? kNull : *found;
}

std::vector<Cell> cells_of(const model::Field& list, const Json& was, const Json& became,
                           const Texts& texts) {
  std::vector<Cell> cells;
  for (const model::Field& field : list.fields) {
    const Json& before = member(was, field.id);
    const Json& after = member(became, field.id);
    if (before == after) continue;
    Pair pair = excerpts(text_of(field, before, texts), text_of(field, after, texts), kMaxCellText);
    cells.push_back({.label = texts.of(field.label),
                     .was = std::move(pair.was),
                     .became = std::move(pair.became)});
  }
  return cells;
}

// What is alike at both ends stays out; what is between is told in order, item against item.
void present_items(const model::Field& list, const Json& was, const Json& became,
                   const Texts& texts, messages::RecordHistoryReplyEntryChange& out) {
  const size_t old_size = was.size();
  const size_t new_size = became.size();
  const size_t shorter = std::min(old_size, new_size);
  size_t head = 0;
  while (head < shorter && was[head] == became[head]) ++head;
  size_t tail = 0;
  while (tail < shorter - head && was[old_size - 1 - tail] == became[new_size - 1 - tail]) ++tail;
  const size_t old_end = old_size - tail;
  const size_t new_end = new_size - tail;
  out.items.emplace();
  int64_t more = 0;
  for (size_t i = head; i < std::max(old_end, new_end); ++i) {
    const bool had = i < old_end;
    const bool has = i < new_end;
    if (had && has && was[i] == became[i]) continue;
    if (out.items->size() == kMaxItems) {
      ++more;
      continue;
    }
    static const Json kNone;
    out.items->push_back(
        {.kind = !had   ? "added"
                 : !has ? "removed"
                        : "changed",
         .position = static_cast<int64_t>(i + 1),
         .cells = cells_of(list, had ? was[i] : kNone, has ? became[i] : kNone, texts)});
  }
  if (more > 0) out.more_items = more;
}

}  // namespace

void present_change(const model::Field& field, const Json& was, const Json& became,
                    const Texts& texts, messages::RecordHistoryReplyEntryChange& out) {
  Pair pair = excerpts(text_of(field, was, texts), text_of(field, became, texts), kMaxText);
  out.was = std::move(pair.was);
  out.became = std::move(pair.became);
  const auto is_items = [](const Json& value) { return value.is_null() || value.is_array(); };
  if (!is_list(field.type) || !is_items(was) || !is_items(became)) return;
  static const Json kEmpty = Json::array();
  present_items(field, was.is_null() ? kEmpty : was, became.is_null() ? kEmpty : became, texts,
                out);
}

}  // namespace tollgate::query
