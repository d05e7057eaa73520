#include "schema_check.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/utf8.h"
#include "tollgate/model/ids.h"
#include "tollgate/model/words.h"

namespace tollgate::model {
namespace {

constexpr size_t kMaxFindings = 100;

// ^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$
// "09:30", two digits each.
bool is_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return false;
  for (const size_t i : {size_t{0}, size_t{1}, size_t{3}, size_t{4}}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  return (text[0] < '2' || (text[0] == '2' && text[1] < '4')) && text[3] < '6';
}

bool is_locale(std::string_view tag) {
  size_t part = 0;
  while (true) {
    const size_t end = std::min(tag.find('-'), tag.size());
    const std::string_view word = tag.substr(0, end);
    if (word.size() < 2 || word.size() > (part == 0 ? 3u : 8u)) return false;
    for (const char c : word) {
      const bool lower = c >= 'a' && c <= 'z';
      const bool other = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!lower && (part == 0 || !other)) return false;
    }
    if (end == tag.size()) return true;
    tag.remove_prefix(end + 1);
    ++part;
  }
}

// A JSON value of a person's document, short enough for a message.
std::string shown(const Json& value) {
  constexpr size_t kLongest = 60;
  if (value.is_structured()) return value.is_array() ? "[…]" : "{…}";
  const std::string text = write_json(value);
  const std::string_view part = prefix_of_code_points(text, kLongest);
  return std::string(part) + (part.size() < text.size() ? "…" : "");
}

LocalizedText expected_kind(const SchemaNode& node) {
  switch (node.kind) {
    case NodeKind::kObject:
    case NodeKind::kMap:
      return {"对象", "an object"};
    case NodeKind::kArray:
      return {"数组", "an array"};
    case NodeKind::kText:
    case NodeKind::kEnum:
      return {"文本", "a text"};
    case NodeKind::kInteger:
      return {"整数", "an integer"};
    case NodeKind::kNumber:
      return {"数字", "a number"};
    case NodeKind::kBoolean:
      return {"true 或 false", "true or false"};
    case NodeKind::kOneOf: {
      LocalizedText text;
      for (const SchemaNode* part : node.alternatives) {
        const LocalizedText kind = expected_kind(*part);
        if (text.en.find(kind.en) != std::string::npos) continue;
        text.zh += (text.zh.empty() ? "" : "，或") + kind.zh;
        text.en += (text.en.empty() ? "" : ", or ") + kind.en;
      }
      return text;
    }
  }
  return {};
}

bool has_kind(const Json& value, const SchemaNode& node) {
  switch (node.kind) {
    case NodeKind::kObject:
    case NodeKind::kMap:
      return value.is_object();
    case NodeKind::kArray:
      return value.is_array();
    case NodeKind::kText:
    case NodeKind::kEnum:
      return value.is_string();
    case NodeKind::kInteger:
      return value.is_number_integer();
    case NodeKind::kNumber:
      return value.is_number();
    case NodeKind::kBoolean:
      return value.is_boolean();
    case NodeKind::kOneOf:
      for (const SchemaNode* part : node.alternatives) {
        if (has_kind(value, *part)) return true;
      }
      return false;
  }
  return false;
}

std::string joined(std::span<const std::string_view> values, std::string_view separator) {
  std::string text;
  for (const std::string_view value : values) {
    if (!text.empty()) text += separator;
    text += value;
  }
  return text;
}

class Checker {
 public:
  explicit Checker(const std::string& source) : source_(source) {}

  void check(const Json& value, const SchemaNode& node, const std::string& pointer) {
    if (findings_.size() >= kMaxFindings) return;
    if (!has_kind(value, node)) return wrong_type(value, node, pointer);
    switch (node.kind) {
      case NodeKind::kObject:
        return check_object(value, node, pointer);
      case NodeKind::kMap:
        return check_map(value, node, pointer);
      case NodeKind::kArray:
        return check_array(value, node, pointer);
      case NodeKind::kEnum:
        return check_enum(value, node.values, pointer);
      case NodeKind::kText:
        return check_text(value.get_ref<const std::string&>(), node, pointer);
      case NodeKind::kInteger:
      case NodeKind::kNumber:
        return check_number(value, node, pointer);
      case NodeKind::kBoolean:
        return;
      case NodeKind::kOneOf:
        return check_one_of(value, node, pointer);
    }
  }

  Diagnostics take() && { return std::move(findings_); }

 private:
  void report(Severity severity, std::string code, std::string zh, std::string en,
              const std::string& pointer, std::vector<std::string> candidates = {}) {
    if (findings_.size() >= kMaxFindings) return;
    findings_.push_back(make_diagnostic(severity, "model." + std::move(code),
                                        {std::move(zh), std::move(en)}, {source_, pointer, {}},
                                        std::move(candidates)));
  }
  void error(std::string code, std::string zh, std::string en, const std::string& pointer,
             std::vector<std::string> candidates = {}) {
    report(Severity::kError, std::move(code), std::move(zh), std::move(en), pointer,
           std::move(candidates));
  }

  // What the finding is about, as people call it: the member, one entry of a list, a text in one
  // language. The name in the document where there are no words for it.
  LocalizedText subject(const std::string& pointer) const {
    const std::vector<std::string> parts = pointer_parts(pointer);
    if (parts.empty()) return thing_words("document");
    const std::string& last = parts.back();
    const LocalizedText owner =
        parts.size() > 1 ? member_words(parts[parts.size() - 2]) : LocalizedText{};
    if (!last.empty() && last.find_first_not_of("0123456789") == std::string::npos) {
      const std::string number = std::to_string(std::atoi(last.c_str()) + 1);
      return {owner.zh + "第 " + number + " 项", "entry " + number + " of " + owner.en};
    }
    if (is_locale(last) && parts.size() > 1 && property_words("", last) == std::nullopt) {
      return {owner.zh + "（" + last + "）", owner.en + " (" + last + ")"};
    }
    return member_words(last);
  }

  LocalizedText member_words(const std::string& name) const {
    return property_words(noun_, name).value_or(LocalizedText{name, name});
  }

  void wrong_type(const Json& value, const SchemaNode& node, const std::string& pointer) {
    const LocalizedText right = expected_kind(node);
    const LocalizedText kind = json_kind_name(value);
    error("wrong_type",
          subject(pointer).zh + " 应为" + right.zh + "，而不是" + kind.zh + " " + shown(value),
          subject(pointer).en + " should be " + right.en + ", not " + kind.en + " " + shown(value),
          pointer);
  }

  void check_object(const Json& value, const SchemaNode& node, const std::string& pointer) {
    const std::string_view around = std::exchange(noun_, node.noun);
    check_members(value, node, pointer);
    noun_ = around;
  }

  void check_members(const Json& value, const SchemaNode& node, const std::string& pointer) {
    const LocalizedText noun = thing_words(node.noun);
    for (const SchemaMember& member : node.members) {
      const std::string name(member.name);
      const auto found = value.find(name);
      if (found != value.end()) {
        check(*found, *member.node, pointer_child(pointer, name));
      } else if (member.required) {
        const LocalizedText words = member_words(name);
        error("missing_member", noun.zh + "缺少“" + words.zh + "”（" + name + "）",
              "the " + noun.en + " lacks '" + words.en + "' (" + name + ")", pointer, {name});
      }
    }
    for (auto it = value.begin(); it != value.end(); ++it) {
      if (node.find_member(it.key()) != nullptr) continue;
      std::vector<std::string> names;
      for (const SchemaMember& member : node.members) names.emplace_back(member.name);
      report(Severity::kWarning, "unknown_member",
             noun.zh + "没有名为“" + it.key() + "”的成员；它会保留，但不起作用",
             "a " + noun.en + " has no member '" + it.key() + "'; it is kept, but has no effect",
             pointer_child(pointer, it.key()), nearest_names(it.key(), names));
    }
  }

  void check_map(const Json& value, const SchemaNode& node, const std::string& pointer) {
    if (value.empty() && node.least == 1) {
      const LocalizedText name = subject(pointer);
      return error("too_few", name.zh + "还没有写", name.en + " is not written yet", pointer);
    }
    check_size(value.size(), node, pointer);
    if (node.item == nullptr) return;
    for (auto it = value.begin(); it != value.end(); ++it) {
      check(*it, *node.item, pointer_child(pointer, it.key()));
    }
  }

  void check_array(const Json& value, const SchemaNode& node, const std::string& pointer) {
    check_size(value.size(), node, pointer);
    for (size_t i = 0; i < value.size(); ++i) {
      check(value[i], *node.item, pointer_child(pointer, i));
    }
  }

  void check_size(size_t size, const SchemaNode& node, const std::string& pointer) {
    const LocalizedText name = subject(pointer);
    const std::string has = std::to_string(size);
    if (static_cast<int64_t>(size) < node.least) {
      const std::string bound = std::to_string(node.least);
      error("too_few", name.zh + " 至少要有 " + bound + " 项，现在有 " + has + " 项",
            name.en + " needs at least " + bound + " entries, it has " + has, pointer);
    } else if (static_cast<int64_t>(size) > node.most) {
      const std::string bound = std::to_string(node.most);
      error("too_many", name.zh + " 最多 " + bound + " 项，现在有 " + has + " 项",
            name.en + " may have at most " + bound + " entries, it has " + has, pointer);
    }
  }

  void check_enum(const Json& value, std::span<const std::string_view> values,
                  const std::string& pointer) {
    const std::string& written = value.get_ref<const std::string&>();
    for (const std::string_view known : values) {
      if (written == known) return;
    }
    const LocalizedText name = subject(pointer);
    error("unknown_value",
          name.zh + " 不能是 " + shown(value) + "；可用的值：" + joined(values, "、"),
          name.en + " cannot be " + shown(value) + "; one of: " + joined(values, ", "), pointer,
          nearest_names(written, {values.begin(), values.end()}));
  }

  void check_text(const std::string& text, const SchemaNode& node, const std::string& pointer) {
    const LocalizedText name = subject(pointer);
    const auto length = static_cast<int64_t>(count_code_points(text));
    if (length < node.least) {
      error("too_short", name.zh + " 不能为空", name.en + " may not be empty", pointer);
    } else if (length > node.most) {
      const std::string bound = std::to_string(node.most);
      const std::string has = std::to_string(length);
      error("too_long", name.zh + " 最多 " + bound + " 个字符，现在有 " + has + " 个",
            name.en + " may have at most " + bound + " characters, it has " + has, pointer);
    }
    if (node.pattern == TextPattern::kId && !is_valid_id(text)) {
      const std::string quoted = shown(Json(text));
      const std::string better = suggest_id(text, "id", [](std::string_view) { return false; });
      error("bad_id",
            name.zh + " " + quoted +
                " 不是有效的标识：以小写字母开头，只含小写字母、数字和下划线，最多 64 个字符",
            name.en + " " + quoted +
                " is no valid id: a lower-case letter, then lower-case letters, digits and "
                "underscores, 64 at the most",
            pointer, {better});
    } else if (node.pattern == TextPattern::kLocale && !is_locale(text)) {
      const std::string quoted = shown(Json(text));
      error("bad_locale", quoted + " 不是语言标签；应为 zh-CN、en 这样的形式",
            quoted + " is no language tag; it should look like zh-CN or en", pointer);
    } else if (node.pattern == TextPattern::kTimeOfDay && !is_time_of_day(text)) {
      const std::string quoted = shown(Json(text));
      error("bad_time", quoted + " 不是时刻；应为 09:30 这样的形式",
            quoted + " is no time of day; it should look like 09:30", pointer);
    }
  }

  void check_number(const Json& value, const SchemaNode& node, const std::string& pointer) {
    // Bounds are small integers, which a double compares exactly.
    const auto least = static_cast<double>(node.least);
    const auto most = static_cast<double>(node.most);
    const double number = value.get<double>();
    if (number >= least && number <= most) return;
    const LocalizedText name = subject(pointer);
    const std::string low = std::to_string(node.least);
    const std::string high = std::to_string(node.most);
    error(
        "out_of_range", name.zh + " 应在 " + low + " 与 " + high + " 之间，而不是 " + shown(value),
        name.en + " should lie between " + low + " and " + high + ", not " + shown(value), pointer);
  }

  void check_one_of(const Json& value, const SchemaNode& node, const std::string& pointer) {
    if (node.discriminator.empty()) {
      for (const SchemaNode* part : node.alternatives) {
        if (has_kind(value, *part)) return check(value, *part, pointer);
      }
      return;
    }
    const std::string tag_name(node.discriminator);
    const auto tag = value.find(tag_name);
    if (tag == value.end()) {
      const LocalizedText noun = thing_words(node.noun);
      const LocalizedText words =
          property_words(node.noun, tag_name).value_or(LocalizedText{tag_name, tag_name});
      return error("missing_member", noun.zh + "缺少“" + words.zh + "”（" + tag_name + "）",
                   "the " + noun.en + " lacks '" + words.en + "' (" + tag_name + ")", pointer,
                   {tag_name});
    }
    std::vector<std::string_view> values;
    for (const SchemaNode* part : node.alternatives) {
      const SchemaNode& tag_node = *part->find_member(tag_name)->node;
      values.push_back(tag_node.values.front());
      if (tag->is_string() && tag->get_ref<const std::string&>() == values.back()) {
        return check(value, *part, pointer);
      }
    }
    const std::string tag_pointer = pointer_child(pointer, tag_name);
    if (!tag->is_string()) {
      const SchemaNode& first = *node.alternatives.front()->find_member(tag_name)->node;
      return wrong_type(*tag, first, tag_pointer);
    }
    const std::string_view around = std::exchange(noun_, node.noun);
    check_enum(*tag, values, tag_pointer);
    noun_ = around;
  }

  const std::string& source_;
  Diagnostics findings_;
  std::string_view noun_;  // of the object whose members are checked
};

}  // namespace

Diagnostics check_schema(const Json& document, const SchemaNode& schema,
                         const std::string& source) {
  Checker checker(source);
  checker.check(document, schema, "");
  return std::move(checker).take();
}

}  // namespace tollgate::model
