// What an app is asked, on its engine's thread: messages of pages and programs, steps of devices,
// streams of changes; and whom its changes are told to.
#include <chrono>
#include <nlohmann/json.hpp>

#include "http/compression.h"
#include "hub/app_install.h"
#include "hub/ask.h"
#include "hub/hub.h"
#include "hub/hub_paths.h"
#include "hub/hub_refusals.h"
#include "hub/message_type.h"
#include "hub/open_engine.h"
#include "hub/principal.h"
#include "hub/reply.h"
#include "hub/sync_acts.h"

namespace tollgate::server {
namespace {

// Whom the hub acts as by itself, as EnginePort takes it.
constexpr std::string_view kAppItself = R"({"administrator":true})";

// What the hub's administrators ask of an app about its people, whoever they are in it: who there
// is, and that somebody who leaves hands over. All else in an app is for whom the app says.
bool is_of_the_hub_s_people(std::string_view type) {
  return type == "people.list" || type == "people.hand_over";
}

}  // namespace

void Hub::submit(const ServedApp& app, EngineThread::Job job, const Respond& respond,
                 EngineThread::Length length) {
  if (!app.thread) {
    respond(unavailable(app));
  } else if (!app.thread->submit(std::move(job), length)) {
    respond(overloaded());
  }
}

// What a request changed, to each reader what they may hear of.
void Hub::tell(const ServedApp& app, EnginePort& engine) {
  const EnginePort::Heard changed = engine.heard(kAppItself);
  if (changed.text.empty()) return;
  if (changed.by_all) {
    if (publish_) publish_(app.id, std::nullopt, "changed", changed.text);
  } else if (desk_.is_demo()) {
    // Whom a page of a demo acts for is said with its requests alone.
    if (publish_) publish_(app.id, std::nullopt, "changed", R"({"all":true})");
  } else {
    for (const auto& [owner, principal] : readers_.of(app.id)) {
      EnginePort::Heard heard = engine.heard(principal);
      if (heard.text.empty() || !publish_) continue;
      publish_(app.id, owner, "changed", std::move(heard.text));
    }
  }
  if (changed.text.find("\"app\"") != std::string::npos) {
    if (const auto label = label_in_force(engine)) shelf_.relabel(app.id, *label);
  }
  watch_.look(app, engine, changed.text);
  engine.told();
  delivery_.wake(app.id);
}

void Hub::handle_events(const ServedApp& app, const Request& request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  submit(
      app,
      [this, app_id = app.id, owner = desk_.account_of(request), principal = std::move(*principal),
       respond](EnginePort& engine) {
        if (!is_let_in(engine, principal)) {
          return respond(refusal(
              403, make_error("accounts.not_of_this_app",
                              {"您不再属于这个应用。", "you are nobody in this app any more"})));
        }
        Response response;
        response.is_event_stream = true;
        response.event_channel = app_id;
        response.event_owner = owner;
        response.while_open = readers_.add(app_id, owner, principal);
        respond(std::move(response));
      },
      respond);
}

void Hub::handle_message(const ServedApp& app, Request request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  const std::string_view type = message_type(request.body);
  if (type == "app.check" && checker_) {
    // Many large documents at once would fill the engine's memory.
    if (!check_document(request, respond)) respond(overloaded());
    return;
  }
  if (!desk_.is_demo() && is_of_the_hub_s_people(type) && desk_.may_administrate(request)) {
    principal = as_administrator(*principal);
  }
  auto asked =
      std::make_shared<Asked>(Asked{std::move(*principal), std::move(request), std::move(respond)});
  if (takes_long(type)) {
    submit(
        app, [this, &app, asked](EnginePort& engine) { answer_now(app, engine, asked); },
        asked->respond, EngineThread::Length::kLong);
    return;
  }
  if (!app.thread) return asked->respond(unavailable(app));
  const bool taken =
      app.thread->submit_saving([this, &app, asked](EnginePort& engine) -> EngineThread::Answer {
        // A function is copied, an answer is large.
        auto response = std::make_shared<std::optional<Response>>(
            answer_turn(app, engine, engine.begin(asked->principal, asked->request.body), asked,
                        Telling::kTogether));
        return [this, &app, &engine, response, asked](std::string unflushed) {
          // The first who is answered tells of all: the others find nothing more to tell.
          tell(app, engine);
          // The rest of it comes in turns, and its answer behind that.
          if (!*response) asked->unflushed = std::move(unflushed);
          if (!*response) return;
          if (!unflushed.empty()) **response = not_durable(std::move(unflushed));
          asked->respond(std::move(**response));
        };
      });
  if (!taken) asked->respond(overloaded());
}

void Hub::answer_now(const ServedApp& app, EnginePort& engine,
                     const std::shared_ptr<const Asked>& asked) {
  auto response =
      answer_turn(app, engine, engine.begin(asked->principal, asked->request.body), asked);
  if (response) asked->respond(std::move(*response));
}

// What administrators read of what was done in apps.
void Hub::note_act(const ServedApp& app, const Asked& asked, std::string_view reply) {
  const std::string& message = asked.request.body;
  const std::string_view type = message_type(message);
  std::optional<NotedAct> act = sync_act_of(app.id, type, message, reply);
  if (type == "list.export") {
    const std::optional<accounts::ApiKey> key = desk_.key_of(asked.request);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    act = export_acts_.of(app.id, type, message, reply, asked.principal, key ? key->name : "",
                          std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  }
  if (!act) return;
  if (act->word) delivery_.tell(*act->word);
  if (accounts::Accounts* known = desk_.accounts()) {
    static_cast<void>(
        known->note_act(act->act, act->target, act->note, desk_.asker_of(asked.request)));
  }
}

// What is not finished yet goes on behind what others asked meanwhile.
std::optional<Response> Hub::answer_turn(const ServedApp& app, EnginePort& engine,
                                         EnginePort::Turned turned,
                                         const std::shared_ptr<const Asked>& asked,
                                         Telling telling) {
  if (turned.unfinished == 0) {
    if (telling == Telling::kAtOnce) tell(app, engine);
    if (!asked->unflushed.empty()) return not_durable(asked->unflushed);
    note_act(app, *asked, turned.reply);
    return reply_response(std::move(turned.reply), asked->request.header("accept-encoding"));
  }
  app.thread->go_on([this, &app, asked, unfinished = turned.unfinished](EnginePort& port) {
    auto response = answer_turn(app, port, port.go_on(unfinished), asked);
    if (response) asked->respond(std::move(*response));
  });
  return std::nullopt;
}

void Hub::handle_device(const ServedApp& app, Request request, Respond respond) {
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  // In a demo a browser may act as any of the app's people, without the network too.
  if (desk_.is_demo()) principal = std::string(R"({"administrator":true})");
  const std::string_view encoding = request.header("content-encoding");
  if (encoding == "gzip") {
    std::optional<std::string> body = gunzip(request.body, kMaxDeviceBytes);
    if (!body) return respond(failure(400));
    request.body = std::move(*body);
  } else if (!encoding.empty()) {
    return respond(failure(400));
  }
  submit(
      app,
      [this, &app, principal = std::move(*principal), request = std::move(request),
       respond](EnginePort& engine) {
        // A step of many groups waits for the disk once, and none of them is receipted before.
        const bool together = message_type(request.body) == "sync.push";
        if (together) engine.hold_flush(true);
        std::string reply = engine.answer_device(principal, request.body);
        std::string unflushed = together ? engine.flush() : std::string();
        if (together) engine.hold_flush(false);
        tell(app, engine);
        if (!unflushed.empty()) return respond(not_durable(std::move(unflushed)));
        respond(reply_response(std::move(reply), request.header("accept-encoding")));
      },
      respond, EngineThread::Length::kDevice);
}

// A document is checked by itself alone: no app's engine has to be asked. False: the checker has
// too much to do.
bool Hub::check_document(Request& request, const Respond& respond) {
  auto asked = std::make_shared<Request>(std::move(request));
  const bool taken = checker_->submit([asked, respond](EnginePort& engine) {
    respond(reply_response(engine.request("", asked->body), asked->header("accept-encoding")));
  });
  if (!taken) request = std::move(*asked);
  return taken;
}

}  // namespace tollgate::server
