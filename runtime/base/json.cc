#include "tollgate/base/json.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "tollgate/base/json_pointer.h"
#include "tollgate/base/utf8.h"

namespace tollgate {
namespace {

constexpr size_t kExactDigits = 15;  // every decimal of so many digits survives a double

Diagnostic refuse(std::string code, std::string zh, std::string en, std::string pointer = {}) {
  Diagnostic d = make_error(std::move(code), {std::move(zh), std::move(en)});
  d.place.pointer = std::move(pointer);
  return d;
}

struct LineColumn {
  size_t line = 1;
  size_t column = 1;  // in code points
};

LineColumn line_column(std::string_view text, size_t at) {
  const std::string_view before = text.substr(0, at);
  LineColumn result;
  size_t line_begin = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i] != '\n') continue;
    ++result.line;
    line_begin = i + 1;
  }
  result.column = 1 + count_code_points(before.substr(line_begin));
  return result;
}

// The deepest nesting of brackets outside strings; cheap, and done before anything is built.
size_t bracket_depth(std::string_view text, size_t give_up_above) {
  size_t depth = 0;
  size_t deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) deepest = depth;
      if (deepest > give_up_above) return deepest;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

size_t significant_digits(std::string_view number) {
  size_t digits = 0;
  size_t trailing_zeros = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (c < '0' || c > '9') continue;
    if (digits == 0 && c == '0') continue;
    ++digits;
    trailing_zeros = c == '0' ? trailing_zeros + 1 : 0;
  }
  return digits - trailing_zeros;
}

// Builds the value from the parser's events and stops at the first thing that may not be.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  bool null() override { return put(Json(nullptr)); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(value)); }
  bool number_unsigned(number_unsigned_t value) override { return put(Json(value)); }
  bool number_float(number_float_t value, const string_t& written) override {
    if (significant_digits(written) > kExactDigits) {
      return fail(refuse("json.number_too_long",
                         "数字 " + written + " 超过 15 位有效数字；请写成文本，例如 \"12.50\"",
                         "the number " + written +
                             " has more than 15 significant digits; write it as a text, such as "
                             "\"12.50\"",
                         here()));
    }
    return put(Json(value));
  }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }

  bool start_object(size_t) override { return open(Json::object()); }
  bool start_array(size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Json& object = *open_.back().value;
    if (object.contains(name)) {
      return fail(refuse("json.duplicate_member", "同一个对象里成员“" + name + "”出现了两次",
                         "the member '" + name + "' is given twice in one object",
                         pointer_child(parent_pointer(), name)));
    }
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(size_t position, const std::string& last_token,
                   const nlohmann::detail::exception& problem) override {
    // The position counts the bytes read so far; the fault lies at the last of them.
    const LineColumn at = line_column(text_, position > 0 ? position - 1 : 0);
    const std::string line = std::to_string(at.line);
    const std::string column = std::to_string(at.column);
    constexpr int kNumberOutOfRange = 406;
    if (problem.id == kNumberOutOfRange) {
      return fail(refuse("json.number_out_of_range", "数字超出范围：" + last_token,
                         "number out of range: " + last_token, here()));
    }
    const bool at_end = position > text_.size();
    const std::string token = shown(last_token);
    Diagnostic d =
        refuse("json.syntax",
               "不是有效的 JSON：第 " + line + " 行第 " + column + " 列" +
                   (at_end ? "，文本提前结束" : "，无法理解 " + token),
               "not valid JSON: line " + line + ", column " + column +
                   (at_end ? ", the text ends too early" : ", cannot understand " + token),
               here());
    const auto offset = static_cast<uint32_t>(std::min(position, text_.size()));
    d.place.span = Span{offset > 0 ? offset - 1 : 0, offset};
    return fail(std::move(d));
  }

  std::optional<Diagnostic>& failure() { return failure_; }
  Json& root() { return root_; }

 private:
  struct Open {
    Json* value;
    std::string key;
  };

  bool fail(Diagnostic d) {
    if (!failure_) failure_ = std::move(d);
    return false;
  }

  // What a value takes on the heap, as common libraries lay it out: its place (an array's doubles
  // as it grows; an object's is a node with the key), and what it holds itself.
  size_t memory_of(const Json& value) const {
    constexpr size_t kPlace = 2 * sizeof(Json), kNode = 96, kArray = 48, kObject = 64, kText = 48;
    constexpr size_t kShort = 15;  // longer texts have a piece of memory of their own
    const auto text = [](size_t size) { return size > kShort ? size + 24 : 0; };
    const bool member = !open_.empty() && open_.back().value->is_object();
    const size_t place = member ? kNode + text(open_.back().key.size()) : kPlace;
    if (value.is_array()) return place + kArray;
    if (value.is_object()) return place + kObject;
    if (value.is_string()) return place + kText + text(value.get_ref<const std::string&>().size());
    return place;
  }

  bool room(const Json& value) {
    memory_bytes_ += memory_of(value);
    if (memory_bytes_ / limits_.max_memory_factor > limits_.max_bytes) {
      const std::string most =
          std::to_string((limits_.max_bytes * limits_.max_memory_factor) >> 20);
      return fail(refuse("json.too_much_memory",
                         "文档里小的值太多：读入内存会超过 " + most + " MiB",
                         "the document holds too many small values: in memory they would take more "
                         "than " +
                             most + " MiB",
                         here()));
    }
    if (++values_ <= limits_.max_values) return true;
    const std::string most = std::to_string(limits_.max_values);
    return fail(refuse("json.too_many_values", "文档中的值超过 " + most + " 个",
                       "the document holds more than " + most + " values", here()));
  }

  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back().value;
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& slot = parent[open_.back().key];
    slot = std::move(value);
    return &slot;
  }

  bool put(Json value) {
    if (!room(value)) return false;
    place(std::move(value));
    return true;
  }

  bool open(Json empty) {
    if (!room(empty)) return false;
    Json* placed = place(std::move(empty));
    open_.push_back({placed, {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // The pointer of the innermost open array or object.
  std::string parent_pointer() const {
    std::string pointer;
    for (size_t i = 0; i + 1 < open_.size(); ++i) pointer = step(std::move(pointer), i);
    return pointer;
  }

  // The pointer of the value that is being read.
  std::string here() const {
    std::string pointer = parent_pointer();
    if (open_.empty()) return pointer;
    const Open& last = open_.back();
    if (last.value->is_array()) return pointer_child(pointer, last.value->size());
    return last.key.empty() ? pointer : pointer_child(pointer, last.key);
  }

  std::string step(std::string pointer, size_t i) const {
    const Open& open = open_[i];
    if (open.value->is_array()) return pointer_child(pointer, open.value->size() - 1);
    return pointer_child(pointer, open.key);
  }

  static std::string shown(const std::string& token) {
    constexpr size_t kLongest = 40;
    std::string_view part = prefix_of_code_points(token, kLongest);
    return "'" + std::string(part) + (part.size() < token.size() ? "…'" : "'");
  }

  std::string_view text_;
  const JsonLimits& limits_;
  Json root_;
  std::vector<Open> open_;  // stays valid: a container is only moved into before it is opened
  size_t values_ = 0;
  size_t memory_bytes_ = 0;
  std::optional<Diagnostic> failure_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) {
    const std::string size = std::to_string(text.size());
    const std::string most = std::to_string(limits.max_bytes);
    return refuse("json.too_large", "文本有 " + size + " 字节，最多允许 " + most + " 字节",
                  "the text has " + size + " bytes; at most " + most + " are allowed");
  }
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (const auto at = invalid_utf8_at(text)) {
    const LineColumn where = line_column(text, *at);
    const std::string offset = std::to_string(*at);
    const std::string line = std::to_string(where.line);
    Diagnostic d =
        refuse("json.invalid_utf8", "文本不是有效的 UTF-8：第 " + line + " 行，字节偏移 " + offset,
               "the text is not valid UTF-8: line " + line + ", byte offset " + offset);
    d.place.span = Span{static_cast<uint32_t>(*at), static_cast<uint32_t>(*at + 1)};
    return d;
  }
  if (bracket_depth(text, limits.max_depth) > limits.max_depth) {
    const std::string most = std::to_string(limits.max_depth);
    return refuse("json.too_deep", "数组和对象的嵌套超过 " + most + " 层",
                  "arrays and objects are nested more than " + most + " levels deep");
  }
  Builder builder(text, limits);
  const bool read = Json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.failure()) return std::move(*builder.failure());
  if (!read) return refuse("json.syntax", "不是有效的 JSON", "not valid JSON");
  return std::move(builder.root());
}

Json stored_json(std::string_view text) { return Json::parse(text, nullptr, false); }

std::string write_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string write_json_indented(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string json_quoted(std::string_view value) { return write_json(Json(value)); }

std::string number_text(const Json& number) {
  assert(number.is_number());
  return number.dump();
}

LocalizedText json_kind_name(const Json& value) {
  switch (value.type()) {
    case Json::value_t::object:
      return {"对象", "an object"};
    case Json::value_t::array:
      return {"数组", "an array"};
    case Json::value_t::string:
      return {"文本", "a text"};
    case Json::value_t::boolean:
      return {"布尔值", "true or false"};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return {"整数", "an integer"};
    case Json::value_t::number_float:
      return {"小数", "a fraction"};
    default:
      return {"null", "null"};
  }
}

}  // namespace tollgate
