// Views: entity, columns, order, search, form and pool.
#include "ids.h"
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

using model::Field;

void check_column(const model::App& app, Findings& findings, const std::string& entity,
                  const model::Column& column) {
  if (!column.field.empty()) {
    check_field(findings, app, entity, column.field, pointer_child(column.pointer, "field"));
  }
  if (column.field.empty() == !column.value) {
    findings.error("column_content", "列需要 field 或 value 之一（且只有一个）",
                   "a column needs either field or value, and only one of them", column.pointer,
                   {"field", "value"});
  } else if (column.value && column.label.empty()) {
    findings.warning("column_without_label", "用表达式的列需要 label",
                     "a column with an expression needs a label", column.pointer, {"label"});
  }
}

void check_search(const model::App& app, Findings& findings, const model::View& view) {
  for (size_t i = 0; i < view.search.size(); ++i) {
    const std::string pointer = pointer_child(pointer_child(view.pointer, "search"), i);
    const Field* field = check_field(findings, app, view.entity, view.search[i], pointer);
    if (field == nullptr || model::info_of(field->type).is_searchable) continue;
    findings.error("not_searchable", "字段" + quoted(*field).zh + "不含文字，无法搜索",
                   "the field " + quoted(*field).en + " holds no text to search in", pointer);
  }
}

}  // namespace

void view_references(const model::App& app, Findings& findings) {
  for (const model::View& view : app.views) {
    check_id(findings, kEntity, view.entity, app.entities, pointer_child(view.pointer, "entity"));
    for (const model::Column& column : view.columns) {
      check_column(app, findings, view.entity, column);
    }
    for (const model::SortKey& key : view.sort) {
      if (is_record_member(key.field)) continue;
      check_field(findings, app, view.entity, key.field, pointer_child(key.pointer, "field"));
    }
    check_search(app, findings, view);
    if (!view.form.empty()) {
      const std::string pointer = pointer_child(view.pointer, "form");
      if (check_id(findings, kForm, view.form, app.forms, pointer) &&
          app.find_form(view.form)->entity != view.entity) {
        const LocalizedText form = quoted(*app.find_form(view.form));
        findings.error("other_entity", "表单" + form.zh + "属于另一个数据对象",
                       "the form " + form.en + " is of another entity", pointer);
      }
    }
    if (!view.pool.empty()) {
      std::vector<std::string> pools;
      for (const model::Scorecard& scorecard : app.scorecards) {
        if (scorecard.entity != view.entity) continue;
        for (const model::Pool& pool : scorecard.pools) pools.push_back(pool.id);
      }
      check_id(findings, kPool, view.pool, pools, pointer_child(view.pointer, "pool"),
               named(kEntity, quoted_in(app.entities, view.entity)));
    }
    const model::Entity* entity = app.find_entity(view.entity);
    if (view.mine && entity != nullptr && entity->owner.empty()) {
      findings.error("mine_without_owner",
                     "列表视图只显示“我的”记录，但数据对象" + quoted(*entity).zh + "没有负责人字段",
                     "the view shows only one's own records, but the entity " + quoted(*entity).en +
                         " has no owner",
                     pointer_child(view.pointer, "mine"));
    }
  }
}

}  // namespace tollgate::lint
