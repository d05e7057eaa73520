#include "commands/serve_control.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "hub/set_aside_desk.h"

namespace tollgate::server {
namespace {

namespace fs = std::filesystem;

// What a backup copies of the apps that are open.
std::vector<BackupSource> sources_of(const AppShelf& apps) {
  std::vector<BackupSource> sources;
  for (const ServedApp* app : apps.all()) {
    if (app->thread && app->database)
      sources.push_back(source_of(app->id, *app->database, *app->thread));
  }
  return sources;
}

Diagnostic unknown_command() {
  return make_error("server.unknown_command",
                    {"服务不认识这个命令；tollgate 的版本不同？",
                     "the hub does not know this command: is this tollgate of another version?"});
}

Result<Json> answer_backup(const Json& asked, const CommandTargets& targets, const Say& say) {
  const std::string to = asked.value("to", "");
  if (!fs::path(to).is_absolute()) return unknown_command();
  accounts::Accounts* people = targets.people;
  BackupOptions options;
  options.with_keys = asked.value("with_keys", true);
  options.progress = [&say](const std::string& name, int percent) {
    say({{"name", name}, {"percent", percent}});
  };
  std::vector<BackupOther> others = certificate_files(targets.data, options.with_keys);
  if (people) {
    others.push_back(
        {kAccountsFile, [people](const fs::path& file) { return people->copy_to(file); }});
  }
  std::ranges::move(delivery_files(targets.data, targets.messages, options.with_keys),
                    std::back_inserter(others));
  std::ranges::move(package_files(targets.data, targets.packages, options.with_keys),
                    std::back_inserter(others));
  const auto made = make_backup(sources_of(*targets.apps), others, to, options);
  if (!made) return Failure{made.diagnostics()};
  if (people) {
    if (Status noted = people->note_act("backup", to, ""); !noted) return std::move(noted).error();
  }
  return to_json(*made);
}

Result<Json> answer_people_import(const Json& asked, const CommandTargets& targets) {
  if (!targets.people) {
    return make_error("accounts.demo",
                      {"这是演示：没有账号，任何人都可以扮演任何人。",
                       "this is a demo: there are no accounts, anybody may act as anybody"});
  }
  accounts::Asker asker;
  asker.on_machine = true;
  Json params = asked;
  params.erase("command");
  auto done = targets.people->request("account.import", params, asker);
  if (!done) return Failure{done.diagnostics()};
  done->reply["url"] = targets.url;
  return std::move(done->reply);
}

Result<Json> answer_command(const Json& asked, const CommandTargets& targets, const Say& say) {
  const std::string command = asked.is_object() ? asked.value("command", "") : "";
  if (command == "backup") return answer_backup(asked, targets, say);
  if (command == "people_import") return answer_people_import(asked, targets);
  if (command == "set_aside") {
    return answer_set_aside(asked, *targets.apps, targets.people, targets.messages);
  }
  return unknown_command();
}

}  // namespace

Result<std::unique_ptr<ControlSocket>> listen_for_commands(CommandTargets targets) {
  if (!targets.data.is_kept()) return std::unique_ptr<ControlSocket>();
  const fs::path name = targets.data.control();
  return ControlSocket::listen(name,
                               [targets = std::move(targets)](const Json& asked, const Say& say) {
                                 return answer_command(asked, targets, say);
                               });
}

}  // namespace tollgate::server
