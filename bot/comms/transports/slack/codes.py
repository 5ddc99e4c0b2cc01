"""Slack's error codes and the named errors they stand for. Only `wire` reads these tables; they hold no behaviour."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.transports import errors as e

PAUSES = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "too_many_requests"})
FLAWS = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "update_failed"}
)
INVITEE = frozenset(
    {
        "cant_invite", "cant_invite_self", "invitee_cant_see_channel", "no_external_invite_permission", "no_user",
        "org_user_not_in_team", "ura_max_channels", "user_is_restricted", "user_not_found", "user_disabled",
    }
)  # fmt: skip
CALLER: Mapping[str, type[e.NeedsOperator]] = {
    "not_authed": e.InvalidAuth,
    "invalid_auth": e.InvalidAuth,
    "not_allowed_token_type": e.InvalidAuth,
    "no_permission": e.InvalidAuth,
    "token_expired": e.TokenRevoked,
    "token_revoked": e.TokenRevoked,
    "account_inactive": e.TokenRevoked,
}
NAMES: Mapping[str, type[e.PermanentError]] = {
    "name_taken": e.ChannelNameTaken,
    "invalid_name": e.InvalidName,
    "invalid_name_maxlength": e.InvalidName,
    "invalid_name_punctuation": e.InvalidName,
    "invalid_name_required": e.InvalidName,
    "invalid_name_specials": e.InvalidName,
    "channel_not_found": e.ChannelNotFound,
    "invalid_channel": e.ChannelNotFound,
    "not_in_channel": e.NotInChannel,
    "is_archived": e.IsArchived,
    "restricted_action": e.Restricted,
    "restricted_action_read_only_channel": e.Restricted,
    "restricted_action_thread_only_channel": e.Restricted,
    "cannot_create_channel": e.Restricted,
    "user_is_restricted": e.Restricted,
    "posting_to_channel_denied": e.Restricted,
    "user_not_found": e.UserNotFound,
    "users_not_found": e.UserNotFound,
    "user_not_visible": e.UserNotFound,
    "user_disabled": e.UserUnreachable,
    "cannot_dm_bot": e.UserUnreachable,
    "user_not_in_channel": e.UserUnreachable,
    "messages_tab_disabled": e.UserUnreachable,
    "message_not_found": e.MessageNotFound,
    "thread_not_found": e.MessageNotFound,
    "cant_update_message": e.MessageNotFound,
    "edit_window_closed": e.MessageNotFound,
    "msg_too_long": e.MessageTooLong,
    "msg_blocks_too_long": e.MessageTooLong,
    "no_text": e.InvalidBlocks,
    "invalid_blocks": e.InvalidBlocks,
    "invalid_blocks_format": e.InvalidBlocks,
    "used_url": e.ResponseUrlGone,
    "expired_url": e.ResponseUrlGone,
    "expired_trigger_id": e.TriggerGone,
    "exchanged_trigger_id": e.TriggerGone,
    "invalid_trigger_id": e.TriggerGone,
    "already_in_channel": e.AlreadyInChannel,
    "already_pinned": e.AlreadySo,
    "already_archived": e.AlreadySo,
}
