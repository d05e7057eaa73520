#include "handlers.h"
#include "tollgate/engine/comment_commands.h"

namespace tollgate::api {

Result<messages::CommentAddReply> handle(Call& call, const messages::CommentAddRequest& request) {
  Result<std::string> comment =
      engine::add_comment(call.engine,
                          {{request.entity, request.record},
                           request.comment.value_or(""),
                           request.text,
                           request.mentions.value_or(std::vector<std::string>())},
                          call.caller);
  if (!comment) return std::move(comment).error();
  return messages::CommentAddReply{.comment = *std::move(comment)};
}

}  // namespace tollgate::api
