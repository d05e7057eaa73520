// Entities without a title show records by their ids.
#include "ids.h"
#include "rules.h"

namespace tollgate::lint {

void titles(const model::App& app, Findings& findings) {
  for (const model::Entity& entity : app.entities) {
    if (entity.title) continue;
    findings.warning(
        "no_title", "数据对象" + quoted(entity).zh + "没有 title：列表里会显示记录的编号",
        "the entity " + quoted(entity).en + " has no title: lists show its records' ids",
        entity.pointer, {"title"});
  }
}

}  // namespace tollgate::lint
