"""Which function serves which Web API method: the whole surface on one page.

Must not hold behaviour.
"""

from collections.abc import Callable, Mapping

from bot.sandbox.web import chat, conversations, marks, modals, people, reading, uploads
from bot.sandbox.web.call import Answer, ApiCall

Method = Callable[[ApiCall], Answer]

METHODS: Mapping[str, Method] = {
    "api.test": people.api_test,
    "apps.connections.open": people.open_connection,
    "auth.test": people.auth_test,
    "bookmarks.add": marks.add_bookmark,
    "bookmarks.edit": marks.edit_bookmark,
    "bookmarks.list": marks.bookmarks,
    "bookmarks.remove": marks.remove_bookmark,
    "bots.info": people.bot_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.meMessage": uploads.me_message,
    "chat.postEphemeral": chat.show,
    "chat.postMessage": chat.post,
    "chat.update": chat.update,
    "conversations.archive": conversations.archive,
    "conversations.create": conversations.create,
    "conversations.history": reading.history,
    "conversations.info": reading.info,
    "conversations.invite": conversations.invite,
    "conversations.join": conversations.join,
    "conversations.kick": conversations.kick,
    "conversations.leave": conversations.leave,
    "conversations.list": reading.listing,
    "conversations.members": reading.members,
    "conversations.open": conversations.open_direct,
    "conversations.rename": conversations.rename,
    "conversations.replies": reading.replies,
    "conversations.setPurpose": conversations.set_purpose,
    "conversations.setTopic": conversations.set_topic,
    "conversations.unarchive": conversations.unarchive,
    "emoji.list": people.emoji,
    "files.completeUploadExternal": uploads.complete,
    "files.delete": uploads.delete,
    "files.getUploadURLExternal": uploads.upload_address,
    "files.info": uploads.info,
    "files.list": uploads.listing,
    "pins.add": marks.pin,
    "pins.list": marks.pins,
    "pins.remove": marks.unpin,
    "reactions.add": marks.react,
    "reactions.get": marks.reactions,
    "reactions.remove": marks.unreact,
    "team.info": people.team,
    "usergroups.list": people.groups,
    "usergroups.users.list": people.group_members,
    "users.conversations": reading.of_user,
    "users.getPresence": people.presence,
    "users.info": people.info,
    "users.list": people.listing,
    "users.lookupByEmail": people.by_email,
    "users.profile.get": people.profile,
    "views.open": modals.open_modal,
    "views.publish": modals.publish,
    "views.push": modals.push,
    "views.update": modals.update,
}
