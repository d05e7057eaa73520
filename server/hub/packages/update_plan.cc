#include "hub/packages/update_plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "hub/packages/package_info.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/lint/lint.h"
#include "tollgate/model/save.h"
#include "tollgate/package/version.h"
#include "tollgate/versions/changes.h"
#include "tollgate/versions/merge.h"

namespace tollgate::server {
namespace {

constexpr size_t kMaxChanges = 200;

Diagnostic lower_version(const std::string& installed, const std::string& offered) {
  const bool same = installed == offered;
  return make_error(same ? "packages.same_version" : "packages.lower_version",
                    {same ? "已经是版本 " + installed + "。"
                          : "这个应用包的版本 " + offered + " 低于已安装的 " + installed +
                                "；要回到上一版，请用“退回上一版”。",
                     same ? "version " + installed + " is installed already"
                          : "the package's version " + offered + " is lower than " + installed +
                                ", which is installed; 'Back to the version before' goes back"});
}

Diagnostic other_package(const std::string& installed, const std::string& offered) {
  return make_error("packages.other_package",
                    {"这是“" + offered + "”的应用包，已安装的是“" + installed + "”。",
                     "this is a package of '" + offered + "'; installed is '" + installed + "'"});
}

Diagnostic other_publisher(const std::string& name) {
  return make_error(
      "packages.other_publisher",
      {"这个更新不是由安装时的发布者“" + name +
           "”签名的，不能更新。若确实换了密钥，请把它作为新应用安装。",
       "the update is not signed by '" + name +
           "', whose package was installed, and is refused. If the publisher has a new key, "
           "install it as an app of its own"});
}

// Members that follow the app and not its package.
Json as_of(Json document, const Json& app) {
  for (const char* name : {"id", "version"}) {
    const auto found = app.find(name);
    if (found != app.end()) document[name] = *found;
  }
  return document;
}

std::vector<packages::PartName> names_of(const std::string& path,
                                         std::initializer_list<const Json*> documents) {
  std::vector<packages::PartName> names;
  std::string at;
  for (const std::string& step : versions::steps_of(path)) {
    at = pointer_child(at, step);
    packages::PartName name;
    name.member = step;
    for (const Json* document : documents) {
      const Json* part = versions::part_at(*document, at);
      const Json* label = part == nullptr ? nullptr : find_pointer(*part, "/label");
      if (label == nullptr || !label->is_object() || name.label) continue;
      name.label = texts_of(*label);
    }
    names.push_back(std::move(name));
  }
  return names;
}

packages::Clash to_message(const versions::Clash& clash, const Json& mine, const Json& theirs,
                           const Json& base) {
  packages::Clash out;
  out.path = clash.path;
  out.steps = names_of(clash.path, {&mine, &theirs, &base});
  out.base = clash.base;
  out.mine = clash.mine;
  out.theirs = clash.theirs;
  return out;
}

const char* name_of(versions::ChangeKind kind) {
  switch (kind) {
    case versions::ChangeKind::kAdded:
      return "added";
    case versions::ChangeKind::kRemoved:
      return "removed";
    default:
      return "changed";
  }
}

void plan_rights(const package::Package* before, const package::Package& after,
                 const std::string& base, UpdatePlan& plan) {
  const auto old_app = model::load(base);
  const auto young_app = model::load(after.app_text());
  if (!old_app || !young_app) return;
  for (const model::Role& role : (*young_app)->roles) {
    if ((*old_app)->find_role(role.id) == nullptr) plan.new_roles.push_back(role.id);
  }
  plan.wider_roles = versions::wider_roles(**old_app, **young_app);
  for (const std::string& host : after.manifest.hosts) {
    const bool known = before != nullptr && std::ranges::find(before->manifest.hosts, host) !=
                                                before->manifest.hosts.end();
    if (!known) plan.new_hosts.push_back(host);
  }
}

Status check_origin(const packages::Installation& installation, const package::Package& after,
                    const packages::Publisher& publisher) {
  if (after.manifest.id != installation.package_id) {
    return other_package(installation.package_id, after.manifest.id);
  }
  std::string key = after.manifest.key ? log::to_hex(*after.manifest.key) : "";
  if (publisher.trust == "shipped") key = kShippedKey;
  const bool holds = publisher.trust != "invalid" && publisher.trust != "unsigned";
  // What was installed without a signature may be updated by anybody who can install.
  if (!installation.key.empty() && (key != installation.key || !holds)) {
    return other_publisher(installation.publisher);
  }
  const auto from = package::parse_version(installation.version);
  const auto to = package::parse_version(after.manifest.version);
  if (from && to && package::compare_versions(*to, *from) <= 0) {
    return lower_version(installation.version, after.manifest.version);
  }
  return ok_status();
}

}  // namespace

bool UpdatePlan::possible() const {
  return !has_errors(findings) &&
         std::ranges::all_of(tests, [](const packages::PackageTest& test) { return test.passed; });
}

std::string with_app_id(const std::string& document, const std::string& app_id) {
  Json json = stored_json(document);
  json["id"] = app_id;
  return model::save(json);
}

Result<UpdatePlan> plan_update(const packages::Installation& installation, const std::string& mine,
                               const package::Package* before, const package::Package& after,
                               const packages::Publisher& publisher,
                               const std::set<std::string>& take_theirs) {
  if (Status fits = check_origin(installation, after, publisher); !fits) {
    return std::move(fits).error();
  }
  const Json my_document = stored_json(mine);
  const Json their_document = as_of(stored_json(after.app_text()), my_document);
  const Json base = as_of(stored_json(installation.base), my_document);
  const versions::Merge merge =
      versions::merge_documents(base, my_document, their_document, take_theirs);
  UpdatePlan plan;
  plan.merged = model::save(merge.document);
  plan.base = model::save(their_document);
  for (const versions::Clash& clash : merge.clashes) {
    plan.clashes.push_back(to_message(clash, my_document, their_document, base));
  }
  for (const versions::DocumentChange& change :
       versions::list_changes(my_document, merge.document, kMaxChanges)) {
    packages::Change out;
    out.kind = name_of(change.kind);
    out.steps = names_of(change.path, {&merge.document, &my_document});
    plan.changes.push_back(std::move(out));
  }
  plan_rights(before, after, installation.base, plan);
  const lint::Checked checked = lint::check_document(plan.merged, {.source = "app.json"});
  plan.findings = checked.findings;
  if (checked.ok()) plan.tests = to_messages(package::run_tests(after.files, checked.app));
  return plan;
}

}  // namespace tollgate::server
