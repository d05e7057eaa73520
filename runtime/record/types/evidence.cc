// photo, file, signature, audio: files that were handed in before, named by their hash.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/evidence_findings.h"
#include "tollgate/base/media_types.h"
#include "tollgate/record/message.h"
#include "types/contexts.h"
#include "types/families.h"
#include "types/findings.h"

namespace tollgate::record {
namespace {

using feel::Value;
using model::Field;

std::optional<Value> read_file(const Field& field, const Json& wire, const ValueContext& context) {
  std::optional<Value> value = read_context(kEvidenceMembers, wire, context.time_zone);
  // A piece of evidence is a blob or at least a file's name; anything else is no file at all.
  if (!value || (value->find("name")->is_null() && value->find("sha256")->is_null())) {
    return std::nullopt;
  }
  if (context.files == nullptr) return value;
  const std::string_view sha256 = text_of_member(*value, "sha256");
  return with_members(*value, {{"reused_in", context.files->reused_in(sha256, field.id)},
                               {"text_found", context.files->text_found(sha256)}});
}

std::optional<Value> read_files(const Field& field, const Json& wire, const ValueContext& context) {
  if (wire.is_object()) {
    std::optional<Value> one = read_file(field, wire, context);
    if (!one) return std::nullopt;
    return field.multiple ? Value::list({*std::move(one)}) : *std::move(one);
  }
  if (!wire.is_array() || (!field.multiple && wire.size() > 1)) return std::nullopt;
  std::vector<Value> files;
  for (const Json& file : wire) {
    std::optional<Value> one = read_file(field, file, context);
    if (!one) return std::nullopt;
    files.push_back(*std::move(one));
  }
  if (files.empty()) return Value::null();
  return field.multiple ? Value::list(std::move(files)) : files[0];
}

Json write_files(const Field&, const Value& value) {
  if (!value.is_list()) return write_context(kEvidenceMembers, value);
  Json files = Json::array();
  for (const Value& file : value.as_list()) files.push_back(write_context(kEvidenceMembers, file));
  return files;
}

std::optional<Value> fit_files(const Field& field, const Value& value, const ValueContext&) {
  if (!field.multiple) return fit_context(kEvidenceMembers, value);
  const std::span<const Value> given =
      value.is_list() ? value.as_list() : std::span<const Value>(&value, 1);
  std::vector<Value> files;
  for (const Value& file : given) {
    std::optional<Value> fitted = fit_context(kEvidenceMembers, file);
    if (!fitted) return std::nullopt;
    files.push_back(*std::move(fitted));
  }
  return Value::list(std::move(files));
}

std::string file_text(const Value& file) {
  const std::string_view name = text_of_member(file, "name");
  return std::string(name.empty() ? text_of_member(file, "sha256").substr(0, 12) : name);
}

std::string display_files(const Field&, const Value& value, const DisplayContext& context) {
  return value.is_list() ? joined_texts(value.as_list(), context.locale, file_text)
                         : file_text(value);
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// By what the content was found to be; ".pptx" by the file's name as well. An extension of which
// nothing is known is a matter of the name alone.
bool is_accepted(const std::vector<std::string>& accept, const Value& file) {
  if (accept.empty()) return true;
  const std::string name = lower_ascii(text_of_member(file, "name"));
  const std::string type = lower_ascii(text_of_member(file, "media_type"));
  return std::any_of(accept.begin(), accept.end(), [&](const std::string& entry) {
    const std::string wanted = lower_ascii(entry);
    if (wanted.starts_with('.')) {
      const std::string_view promised = media_type_of_extension(wanted);
      return name.ends_with(wanted) && (promised.empty() || promised == type);
    }
    if (wanted.ends_with("/*")) return type.starts_with(wanted.substr(0, wanted.size() - 1));
    return type == wanted;
  });
}

// "2 MB", "500 KB": rounded up, so that a limit never reads smaller than it is.
std::string size_text(int64_t bytes) {
  if (bytes >= 1024 * 1024) {
    const int64_t tenths = (bytes * 10 + 1024 * 1024 - 1) / (1024 * 1024);
    return std::to_string(tenths / 10) +
           (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10)) + " MB";
  }
  return std::to_string((bytes + 1023) / 1024) + " KB";
}

void check_accepted(const FieldCheck& check, const Value& file, const std::string& name) {
  if (is_accepted(check.field.accept, file)) return;
  std::string accepted;
  for (const std::string& entry : check.field.accept) {
    accepted += (accepted.empty() ? "" : ", ") + entry;
  }
  check.findings.push_back(field_finding(
      "form.not_accepted", zh_name(check.label) + "只接受 " + accepted + "；“" + name + "”不是。",
      en_name(check.label) + " takes " + accepted + "; “" + name + "” is none of these."));
}

void check_size(const FieldCheck& check, const Value& file, const std::string& name) {
  const Value* size = file.find("size_bytes");
  const std::optional<int64_t> bytes =
      size == nullptr || !size->is_number() ? std::nullopt : size->as_integer();
  const std::optional<int64_t> most = check.field.max_size_bytes;
  if (!most || !bytes || *bytes <= *most) return;
  check.findings.push_back(field_finding("form.file_too_large",
                                         zh_name(check.label) + "最大 " + size_text(*most) + "；“" +
                                             name + "”有 " + size_text(*bytes) + "。",
                                         en_name(check.label) + " may be at most " +
                                             size_text(*most) + "; “" + name + "” has " +
                                             size_text(*bytes) + "."));
}

const Field* find_field_or_part(const model::Entity& entity, std::string_view id) {
  if (const Field* field = entity.find_field(id)) return field;
  for (const Field& list : entity.fields) {
    if (const Field* part = list.find_field(id)) return part;
  }
  return nullptr;
}

// One finding a place, so that each says by itself where to look.
void check_reuse(const FieldCheck& check, const Value& file, const std::string& name) {
  const Value* places = file.find("reused_in");
  if (places == nullptr || !places->is_list()) return;
  for (const Value& place : places->as_list()) {
    const model::Entity* entity = check.app.find_entity(text_of_member(place, "entity"));
    const Field* field =
        entity ? find_field_or_part(*entity, text_of_member(place, "field")) : nullptr;
    if (field == nullptr) continue;  // the app has it no more
    const LocalizedText there = localized(field->label, check.app);
    const std::string title = shortened(text_of_member(place, "title"));
    check.findings.push_back(
        title.empty() ? field_finding("form.file_reused",
                                      zh_name(check.label) + "的文件“" + name + "”在本记录的" +
                                          zh_name(there) + "里也有；请确认没有传错。",
                                      "The file “" + name + "” of " + en_name(check.label) +
                                          " is also in " + en_name(there) +
                                          " of this record; please see that it is the "
                                          "right one.",
                                      Severity::kWarning)
                      : field_finding("form.file_reused",
                                      zh_name(check.label) + "的文件“" + name + "”之前已用在“" +
                                          title + "”的" + zh_name(there) + "里；请确认没有传错。",
                                      "The file “" + name + "” of " + en_name(check.label) +
                                          " was used before, in " + en_name(there) + " of “" +
                                          title + "”; please see that it is the right one.",
                                      Severity::kWarning));
  }
}

void check_capture_time(const FieldCheck& check, const Value& file, const std::string& name) {
  const Value* at = file.find("captured_at");
  if (!check.now || at == nullptr || !is_in_future(*at, *check.now)) return;
  check.findings.push_back(field_finding(
      "form.captured_in_future",
      zh_name(check.label) + "的“" + name + "”的拍摄时间还没有到；请核对设备的时间。",
      "“" + name + "” of " + en_name(check.label) +
          " says that it was taken in the future; please see that the device's time is right.",
      Severity::kWarning));
}

void check_file(const FieldCheck& check, const Value& file) {
  const std::string name = shortened(text_of_member(file, "name"));
  // Of one that has not come yet nobody knows what it is and how it was made; it says so itself.
  const bool is_here = !has_finding(file, evidence_findings::kNotHere);
  if (is_here) {
    check_accepted(check, file, name);
    check_size(check, file, name);
  }
  check_reuse(check, file, name);
  check_capture_time(check, file, name);
  // "file" is what versions before 0.2 said of it.
  const std::string_view source = text_of_member(file, "source");
  if (is_here && check.field.capture && (source == "gallery" || source == "file")) {
    check.findings.push_back(field_finding(
        "form.not_captured", zh_name(check.label) + "应当场拍摄，这张是已有的图片。",
        en_name(check.label) + " should be taken on the spot; this is a stored picture.",
        Severity::kWarning));
  }
  const Value* watermarked = file.find("watermarked");
  if (is_here && check.field.watermark && (watermarked == nullptr || !watermarked->is_true())) {
    check.findings.push_back(field_finding(
        "form.not_watermarked", zh_name(check.label) + "没有时间、地点、姓名的水印。",
        en_name(check.label) + " has no watermark of time, place and person.", Severity::kWarning));
  }
  check_captured(check, file);
}

void check_files(const FieldCheck& check, const Value& value) {
  if (!value.is_list()) return check_file(check, value);
  for (const Value& file : value.as_list()) check_file(check, file);
  check_count(check, value.as_list().size());
}

void shift_files(const Field&, Json& value, int64_t days) {
  if (!value.is_array()) return shift_context(kEvidenceMembers, value, days);
  for (Json& file : value) shift_context(kEvidenceMembers, file, days);
}

constexpr FieldBehavior asked_by(const char* request) {
  return {.read = read_files,
          .write = write_files,
          .fit = fit_files,
          .display = display_files,
          .check = check_files,
          .expected = nothing_in_particular,
          .request = request,
          .shift_days = shift_files,
          .link = no_link};
}

constexpr FieldBehavior kPhoto = asked_by("请拍摄");
constexpr FieldBehavior kFile = asked_by("请上传");
constexpr FieldBehavior kOther = asked_by("请提供");

}  // namespace

const FieldBehavior& evidence_behavior(model::FieldType type) {
  switch (type) {
    case model::FieldType::kPhoto:
      return kPhoto;
    case model::FieldType::kFile:
      return kFile;
    default:
      return kOther;
  }
}

}  // namespace tollgate::record
