// What a request's head lets in before its body comes.
#include <chrono>

#include "http/request_head.h"
#include "hub/hub.h"
#include "hub/hub_paths.h"
#include "hub/hub_refusals.h"
#include "hub/reply.h"

namespace tollgate::server {
namespace {

// Nothing here is answered but GET, HEAD and POST.
Response wrong_method(const Request& request) {
  Response response = refusal(
      is_known_method(request.method) ? 405 : 501,
      make_error("server.method",
                 {"这里只支持 GET、HEAD 和 POST。", "GET, HEAD and POST alone are answered here"}));
  response.set("Allow", "GET, HEAD, POST");
  return response;
}

// Refuses another media type than the expected one, which no plain form of another page can send.
// What is none, or only begins like it, is no request that anybody means: 400.
std::optional<Response> wrong_media_type(const Request& head, const std::string& expected) {
  const auto type = parse_media_type(head.header("content-type"));
  if (type == expected) return std::nullopt;
  const bool is_made_up =
      (!type && !head.header("content-type").empty()) || (type && type->starts_with(expected));
  return refusal(is_made_up ? 400 : 415, make_error("server.wrong_content_type",
                                                    {"Content-Type 应为 " + expected + "。",
                                                     "Content-Type must be " + expected},
                                                    {}, {expected}));
}

}  // namespace

Admission Hub::admit(const Request& head) {
  const auto began = std::chrono::steady_clock::now();
  Admission admission = admission_of(head);
  if (admission.refusal) note(head, *admission.refusal, {}, began);
  return admission;
}

Admission Hub::admission_of(const Request& head) {
  Admission admission;
  if (const auto refused = guard_.refuses(head, is_api(head.path))) {
    admission.refusal = refusal(403, *refused);
    return admission;
  }
  if (!reads(head) && head.method != "POST") {
    admission.refusal = wrong_method(head);
    return admission;
  }
  if (is_api(head.path)) {
    admission.refusal = desk_.refuses_program(head);
    if (admission.refusal) return admission;
  }
  if (is_below_api(head.path) && head.path != kOpenApiRoute) {
    admission.refusal = moved(head);
    return admission;
  }
  if (head.path == kHubRoute && head.method == "POST") {
    admission.max_body_bytes =
        desk_.may_administrate(head) ? kMaxTableOfPeopleBytes : kMaxHubMessageBytes;
    admission.refusal = wrong_media_type(head, "application/json");
    return admission;
  }
  if (head.path == kAppsRoute && head.method == "POST") {
    admission.max_body_bytes = options_.max_request_bytes;
    admission.refusal = wrong_media_type(head, "application/json");
    if (const Status may = desk_.may_administrate(head); !admission.refusal && !may) {
      admission.refusal = desk_.refused(may.diagnostics());
    }
    return admission;
  }
  if (SignInDesk::is_sign_out(head.path) && head.method == "POST") {
    admission.max_body_bytes = kMaxHubMessageBytes;
    admission.refusal = wrong_media_type(head, "application/x-www-form-urlencoded");
    return admission;
  }
  if (head.path == kPackagesRoute && head.method == "POST") {
    admission.max_body_bytes = package::kMaxPackageBytes;
    admission.refusal = wrong_media_type(head, "application/octet-stream");
    if (const Status may = desk_.may_administrate(head); !admission.refusal && !may) {
      admission.refusal = desk_.refused(may.diagnostics());
    }
    if (!admission.refusal) take_upload(admission);
    return admission;
  }
  const auto path = app_path(head.path);
  if (!path || head.method != "POST") return admission;
  if (path->rest == kMessageRoute) {
    admission.max_body_bytes = options_.max_request_bytes;
    admission.refusal = wrong_media_type(head, "application/json");
  } else if (path->rest == kDeviceRoute) {
    admission.max_body_bytes = kMaxDeviceBytes;
    admission.refusal = wrong_media_type(head, "application/json");
    if (!admission.refusal) admission.refusal = unless_signed_in(head, std::string(path->id));
  } else if (path->rest == kBlobRoute) {
    admission.max_body_bytes = options_.max_blob_bytes;
    admission.refusal = wrong_media_type(head, "application/octet-stream");
    // Nobody stores anything here before the hub knows them.
    if (!admission.refusal) admission.refusal = unless_signed_in(head, std::string(path->id));
    if (!admission.refusal) take_upload(admission);
  }
  return admission;
}

void Hub::take_upload(Admission& admission) {
  Result<std::shared_ptr<Upload>> upload = uploads_.begin();
  if (upload) {
    admission.sink = std::move(*upload);
  } else {
    admission.refusal = failure(503, upload.diagnostics().front());
  }
}

std::optional<Response> Hub::unless_signed_in(const Request& request,
                                              const std::string& app_id) const {
  if (desk_.is_demo()) return std::nullopt;
  const auto principal = desk_.principal_of(request, app_id);
  if (principal) return std::nullopt;
  return desk_.refused(principal.diagnostics());
}

Response Hub::moved(const Request& request) const {
  const std::string first = shelf_.first_id();
  if (first.empty()) return not_found();
  std::string address = "/apps/" + first + request.path;
  if (!request.query.empty()) address += '?' + request.query;
  return redirect(std::move(address));
}

}  // namespace tollgate::server
