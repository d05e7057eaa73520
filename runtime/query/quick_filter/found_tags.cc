#include "found_tags.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "../rows.h"
#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"

namespace tollgate::query {
namespace {

metrics::MetricSlice slice_by(const Context& context, const RecordTrait& trait,
                              const std::string& group_by) {
  metrics::MetricSlice slice;
  slice.group_by.emplace_back(model::Expression{group_by, "/group_by"});
  if (trait.kind == RecordTrait::Kind::kChoice) {
    slice.group_by.emplace_back(model::Expression{trait.path, "/trait"});
  }
  if (!trait.metric.may_reveal_totals) slice.sight = context.sight->for_metrics();
  return slice;
}

std::string percent_text(double share) {
  return std::to_string(int64_t(std::floor(share * 100 + 0.5))) + "%";
}

std::string share_text(double share) {
  const auto parts = int64_t(std::floor(share * 10000 + 0.5));
  return divide(Decimal(parts), Decimal(10000)).value_or(Decimal()).to_text();
}

class Finder {
 public:
  Finder(const Context& context, const TaggedFilter& filter, const std::vector<std::string>& listed,
         TagsSoFar& so_far)
      : context_(context), texts_(context.texts()), filter_(filter), so_far_(so_far) {
    if (!so_far.listed.empty()) return;
    for (const std::string& key : listed) so_far.listed.push_back(place_of(key));
  }

  // These groups, of which the first is listed, are counted as one.
  void join(const std::vector<std::string>& groups) {
    for (const std::string& key : groups) so_far_.places[key] = so_far_.listed.front();
  }

  bool run() {
    const std::vector<RecordTrait> all = traits_of(context_, filter_.metrics, filter_.group_by);
    std::vector<std::pair<const model::Metric*, metrics::MetricSlice>> needs;
    for (size_t i = so_far_.next; i < all.size(); ++i) {
      needs.emplace_back(&all[i].metric, slice_by(context_, all[i], filter_.group_by));
    }
    context_.app.metrics->prepare(needs, context_.today());
    if (Turn::was_left()) return false;
    for (size_t begin = so_far_.next; so_far_.next < all.size(); ++so_far_.next) {
      const Progress progress{int64_t(so_far_.next), int64_t(all.size())};
      if (so_far_.next > begin && Turn::is_over(progress)) return false;
      if (!count(all[so_far_.next])) return false;
    }
    for (insight::Trait& trait : traits_) {
      trait.met.resize(so_far_.group_count);
      trait.count.resize(so_far_.group_count);
    }
    if (!insight::go_on_with_contrasts(traits_, so_far_.listed, so_far_.contrasts)) return false;
    so_far_.tags.clear();
    for (const auto& of_group : so_far_.contrasts.found) {
      auto& out = so_far_.tags.emplace_back();
      for (const insight::Contrast& contrast : of_group) {
        out.push_back(tag_of(contrast, so_far_.listed[so_far_.tags.size() - 1]));
      }
    }
    return true;
  }

 private:
  size_t place_of(const std::string& key) {
    const auto [at, fresh] = so_far_.places.try_emplace(key, so_far_.group_count);
    if (fresh) ++so_far_.group_count;
    return at->second;
  }

  static void put(std::vector<double>& numbers, size_t at, double number) {
    if (numbers.size() <= at) numbers.resize(at + 1);
    numbers[at] += number;
  }

  // False: its cells are not made yet, and the turn is over.
  bool count(const RecordTrait& trait) {
    const std::optional<metrics::Cells> cells = context_.app.metrics->cells(
        trait.metric, slice_by(context_, trait, filter_.group_by), context_.today());
    if (Turn::was_left()) return false;
    if (!cells) return true;
    std::unordered_map<uint32_t, size_t> place_of_code;
    const auto place = [&](uint32_t code) {
      const auto [at, fresh] = place_of_code.try_emplace(code, 0);
      if (fresh) at->second = place_of(cells->word(0, code));
      return at->second;
    };
    if (trait.kind != RecordTrait::Kind::kChoice) {
      insight::Trait share{trait.id, {}, {}};
      for (size_t i = 0; i < cells->size(); ++i) {
        if (cells->codes[i] == 0) continue;  // of nobody
        put(share.count, place(cells->codes[i]), double(cells->records[i]));
        put(share.met, place(cells->codes[i]), double(cells->met[i]));
      }
      share.family = as_family(share, trait.id);
      add({trait, "", false}, std::move(share));
      return true;
    }
    std::vector<double> all;                           // by group
    std::map<uint32_t, std::vector<double>> by_value;  // by group
    for (size_t i = 0; i < cells->size(); ++i) {
      const uint32_t group = cells->codes[2 * i];
      const uint32_t value = cells->codes[2 * i + 1];
      if (group == 0 || value == 0) continue;
      put(all, place(group), double(cells->records[i]));
      put(by_value[value], place(group), double(cells->records[i]));
    }
    const bool yes_or_no = info_of(trait.field->type).shape == model::ValueShape::kBoolean;
    if (!yes_or_no && tells_who(all, by_value)) return true;
    for (const auto& [value, met] : by_value) {
      insight::Trait of_value{trait.id, met, all};
      of_value.met.resize(all.size());
      of_value.family = yes_or_no ? as_family(of_value, trait.id) : trait.id;
      add({trait, cells->word(1, value), false}, std::move(of_value));
    }
    if (!yes_or_no && by_value.size() > 1) add_likeness(trait, all, by_value);
    return true;
  }

  // A choice that nearly all records of a group share, as the city in which a person works, says
  // who the group is and not what it does.
  static bool tells_who(const std::vector<double>& all,
                        const std::map<uint32_t, std::vector<double>>& by_value) {
    constexpr double kNearlyAlways = 0.9;
    double groups = 0;
    double likeness = 0;
    for (size_t group = 0; group < all.size(); ++group) {
      if (all[group] < double(insight::kLeastOfOthers)) continue;
      std::vector<double> counts;
      for (const auto& [value, met] : by_value) {
        if (group < met.size()) counts.push_back(met[group]);
      }
      groups += 1;
      likeness += insight::likeness_of(counts);
    }
    return groups > 0 && likeness / groups >= kNearlyAlways;
  }

  void add_likeness(const RecordTrait& trait, const std::vector<double>& all,
                    const std::map<uint32_t, std::vector<double>>& by_value) {
    insight::Trait alike{trait.id, {}, all, true};
    for (size_t group = 0; group < all.size(); ++group) {
      std::vector<double> counts;
      for (const auto& [value, met] : by_value) {
        if (group < met.size()) counts.push_back(met[group]);
      }
      const double chance = insight::likeness_of(counts);
      alike.met.push_back(chance == chance ? chance : 0);
    }
    add({trait, "", true}, std::move(alike));
  }

  // Shares that count the same are one thing, told once.
  std::string as_family(const insight::Trait& share, const std::string& id) {
    for (const insight::Trait& other : traits_) {
      if (!other.is_likeness && other.count == share.count && other.met == share.met) {
        return other.family;
      }
    }
    return id;
  }

  void add(TraitValue value, insight::Trait counted) {
    values_.push_back(std::move(value));
    traits_.push_back(std::move(counted));
  }

  // The value that most of the group's records have.
  size_t most_common(const RecordTrait& trait, size_t group) const {
    size_t best = 0;
    double most = -1;
    for (size_t t = 0; t < traits_.size(); ++t) {
      if (values_[t].trait.id != trait.id || traits_[t].is_likeness) continue;
      const double met = group < traits_[t].met.size() ? traits_[t].met[group] : 0;
      if (met > most) {
        most = met;
        best = t;
      }
    }
    return best;
  }

  std::string tr(const std::string& zh, const std::string& en) const {
    return texts_.of(LocalizedText{zh, en});
  }

  messages::GroupTag tag_of(const insight::Contrast& contrast, size_t group) const {
    const TraitValue& value = values_[contrast.trait];
    const RecordTrait& trait = value.trait;
    const std::string entity = texts_.of(trait.entity->label);
    const std::string field = trait.field ? texts_.of(trait.field->label) : std::string();
    const std::string through = texts_.of(trait.through);
    const std::string share = percent_text(contrast.share);
    const std::string others = percent_text(contrast.others);
    messages::GroupTag tag;
    tag.id = trait.id;
    switch (trait.kind) {
      case RecordTrait::Kind::kShare: {
        const std::string metric = texts_.of(trait.metric.label);
        tag.id += contrast.difference > 0 ? "=true" : "=false";
        tag.label = tr(metric + " " + share + "（其他平均 " + others + "）",
                       metric + ": " + share + " (others " + others + ")");
        break;
      }
      case RecordTrait::Kind::kMissing:
        tag.id += contrast.difference > 0 ? "=true" : "=false";
        tag.label =
            contrast.difference > 0
                ? tr(share + " 的" + entity + "没有" + field + "（其他平均 " + others + "）",
                     share + " of " + entity + " without " + field + " (others " + others + ")")
                : tr("只有 " + share + " 的" + entity + "没有" + field + "（其他平均 " + others +
                         "）",
                     "only " + share + " of " + entity + " without " + field + " (others " +
                         others + ")");
        break;
      case RecordTrait::Kind::kChoice: {
        const std::string what_zh = through.empty() ? field : through + field;
        const std::string what_en = through.empty() ? field : through + " · " + field;
        if (value.alike) {
          const size_t top = most_common(trait, group);
          const double part = traits_[top].met[group] / traits_[top].count[group];
          tag.id += "~" + values_[top].value;
          const std::string name = value_text(trait, values_[top].value);
          tag.label =
              tr(entity + "的" + what_zh + "太单一：" + percent_text(part) + " 是“" + name + "”",
                 entity + ": " + what_en + " too alike, " + percent_text(part) + " are “" + name +
                     "”");
          break;
        }
        tag.id += "=" + value.value;
        const std::string name = value_text(trait, value.value);
        tag.label = tr(
            share + " 的" + entity + "：" + what_zh + "为“" + name + "”（其他平均 " + others + "）",
            share + " of " + entity + ": " + what_en + " is “" + name + "” (others " + others +
                ")");
        break;
      }
    }
    messages::Contrast found;
    found.share = share_text(contrast.share);
    found.others = share_text(contrast.others);
    found.low = share_text(contrast.interval.low);
    found.high = share_text(contrast.interval.high);
    found.records = contrast.count;
    found.groups = contrast.groups;
    tag.found = std::move(found);
    return tag;
  }

  std::string value_text(const RecordTrait& trait, const std::string& value) const {
    return texts_.brief(*trait.field, stored_json(value));
  }

  const Context& context_;
  const Texts texts_;
  const TaggedFilter& filter_;
  TagsSoFar& so_far_;
  std::vector<insight::Trait>& traits_ = so_far_.traits;
  std::vector<TraitValue>& values_ = so_far_.values;
};

// Those of a share's records that meet its test, or that do not.
model::Metric tested(const model::Metric& share, bool met) {
  model::Metric counted = share;
  counted.aggregate = model::Aggregate::kCount;
  counted.test.reset();
  // Each on a line of its own, for it may end in a comment.
  std::string text = share.filter ? "(" + share.filter->text + "\n) and " : "";
  const std::string test = share.test ? share.test->text : "false";
  text += met ? "(" + test + "\n)" : "(if (" + test + "\n) = true then false else true)";
  counted.filter = model::Expression{std::move(text), "/trait"};
  return counted;
}

// The fields that a rule reads, each with the member of what it refers to.
std::vector<std::string> paths_of(const Context& context, const RecordTrait& trait) {
  if (!trait.path.empty()) return {trait.path};
  std::vector<std::string> paths;
  if (!trait.metric.test) return paths;
  const record::Names& names = context.app.records->names(*trait.entity);
  const record::Rule* rule = context.app.records->rule(*trait.metric.test, names);
  if (!rule) return paths;
  for (const feel::Dependency& read : rule->program.dependencies()) {
    if (read.slot >= trait.entity->fields.size()) continue;
    const model::Field& field = trait.entity->fields[read.slot];
    const bool member = model::is_reference(field.type) && !read.path.empty();
    paths.push_back(member ? field.id + "." + read.path.front() : field.id);
  }
  return paths;
}

}  // namespace

bool find_tags(const Context& context, const TaggedFilter& filter,
               const std::vector<std::string>& listed, TagsSoFar& so_far) {
  return listed.empty() || Finder(context, filter, listed, so_far).run();
}

bool find_tags_together(const Context& context, const TaggedFilter& filter,
                        const std::vector<std::string>& groups, TagsSoFar& so_far) {
  if (groups.empty()) return true;
  Finder finder(context, filter, {groups.front()}, so_far);
  finder.join(groups);
  return finder.run();
}

std::optional<TagRows> found_tag_rows(const Context& context, const TaggedFilter& filter,
                                      const std::string& group, const std::string& tag) {
  for (const RecordTrait& trait : traits_of(context, filter.metrics, filter.group_by)) {
    if (tag.size() <= trait.id.size() + 1 || !tag.starts_with(trait.id)) continue;
    const char sign = tag[trait.id.size()];
    const std::string value = tag.substr(trait.id.size() + 1);
    if (sign != '=' && sign != '~') continue;
    TagRows rows;
    rows.entity = trait.entity;
    rows.paths = paths_of(context, trait);
    const Texts texts = context.texts();
    rows.label = texts.of(trait.field ? trait.field->label : trait.metric.label);
    metrics::MetricSlice slice = slice_by(context, trait, filter.group_by);
    if (trait.kind == RecordTrait::Kind::kChoice) {
      rows.rows = context.app.metrics->rows(trait.metric, slice, {group, value}, context.today());
    } else {
      rows.rows = context.app.metrics->rows(tested(trait.metric, value == "true"), slice, {group},
                                            context.today());
    }
    return rows;
  }
  return std::nullopt;
}

}  // namespace tollgate::query
