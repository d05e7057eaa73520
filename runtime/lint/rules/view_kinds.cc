// How views show their records: what each kind needs, and fields that cannot serve it.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;
using model::ViewKind;

bool is_day_field(const Field& field) { return model::has_day(field.type); }
bool is_picture_field(const Field& field) {
  return model::info_of(field.type).element == "evidence";
}
bool is_colour_field(const Field& field) { return model::is_single_choice(field.type); }

// A member that names a field of the view's entity.
struct FieldMemberOfView {
  const char* name;
  const std::string model::View::* value;
  bool (*fits)(const Field&);
  const char* zh;
  const char* en;
};

constexpr FieldMemberOfView kViewFields[] = {
    {"date", &model::View::date, is_day_field, "日期或日期时间字段", "a date or a date and time"},
    {"end", &model::View::end, is_day_field, "日期或日期时间字段", "a date or a date and time"},
    {"actual", &model::View::actual, is_day_field, "日期或日期时间字段",
     "a date or a date and time"},
    {"picture", &model::View::picture, is_picture_field, "照片或文件字段", "a photo or a file"},
    {"colour", &model::View::colour, is_colour_field, "单选字段", "a choice of one option"},
};

std::vector<std::string> fitting(const model::Entity& entity, bool (*fits)(const Field&)) {
  std::vector<std::string> ids;
  for (const Field& field : entity.fields) {
    if (fits(field)) ids.push_back(field.id);
  }
  return ids;
}

void check_view_fields(const model::App& app, Findings& findings, const model::View& view) {
  for (const FieldMemberOfView& member : kViewFields) {
    const std::string& id = view.*member.value;
    if (id.empty()) continue;
    const std::string pointer = pointer_child(view.pointer, member.name);
    const Field* field = check_field(findings, app, view.entity, id, pointer);
    if (field == nullptr || member.fits(*field)) continue;
    findings.error(
        "view_field_unfit", "字段" + quoted(*field).zh + "不能用在这里：需要" + member.zh,
        "the field " + quoted(*field).en + " does not fit here: " + member.en + " is needed",
        pointer, fitting(*app.find_entity(view.entity), member.fits));
  }
}

void need_member(Findings& findings, const model::View& view, const char* member, bool is_there,
                 const char* zh, const char* en, std::vector<std::string> candidates) {
  if (is_there) return;
  findings.error("view_member_missing", zh, en, pointer_child(view.pointer, member),
                 std::move(candidates));
}

}  // namespace

void view_kinds(const model::App& app, Findings& findings) {
  for (const model::View& view : app.views) {
    const model::Entity* entity = app.find_entity(view.entity);
    if (entity == nullptr) continue;
    check_view_fields(app, findings, view);
    switch (view.kind) {
      case ViewKind::kTable:
        break;
      case ViewKind::kBoard: {
        const bool has_stages =
            std::any_of(app.workflows.begin(), app.workflows.end(),
                        [&](const model::Workflow& flow) { return flow.entity == view.entity; });
        if (has_stages) break;
        findings.error(
            "board_without_workflow",
            "数据对象" + quoted(*entity).zh + "没有流程，不能按阶段看板显示",
            "the entity " + quoted(*entity).en + " has no workflow: a board has no stages to show",
            pointer_child(view.pointer, "kind"));
        break;
      }
      case ViewKind::kCalendar:
      case ViewKind::kTimeline:
        need_member(findings, view, "date", !view.date.empty(),
                    "日历和时间轴需要 date：记录按哪个日期字段排列",
                    "a calendar and a timeline need `date`: the field by which records stand",
                    fitting(*entity, is_day_field));
        break;
      case ViewKind::kGallery:
        need_member(findings, view, "picture", !view.picture.empty(),
                    "相册需要 picture：显示哪个照片字段",
                    "a gallery needs `picture`: a photo field", fitting(*entity, is_picture_field));
        break;
      case ViewKind::kMap:
        need_member(findings, view, "location", view.location.has_value(),
                    "地图需要 location：记录在哪里，例如 customer.location",
                    "a map needs `location`: where a record stands, such as customer.location", {});
        break;
    }
  }
}

}  // namespace tollgate::lint
