"""The pages on which a stranger asks for updates by e-mail, confirms, and ends it: plain HTML, no scripts, all escaped.

No page says whether an address is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.comms.locale import Translator, translator
from bot.comms.statusview import environment, title_of
from bot.warroom.policy import Audience, Policy


@dataclass(frozen=True)
class Form:
    """A form with one button; with `asks` it has a field for an address, with what was typed and what is wrong."""

    action: str
    button: str
    asks: bool = False
    typed: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class SubscribeView:
    """The pages in the language of the page's audience."""

    policy: Policy
    audience: Audience

    @property
    def t(self) -> Translator:
        """The words."""
        return translator(self.audience.language)

    def ask(self, typed: str = "", mistake: str = "") -> str:
        """The field for the address."""
        t = self.t
        how = t.gettext(
            "You get a mail with a link to confirm. The address serves for these updates and "
            "nothing else, nobody is shown it, and every mail says how to end them."
        )
        form = Form("/status/mail", t.gettext("Send me the link"), asks=True, typed=typed, mistake=mistake)
        return self._page(t.gettext("Get updates by e-mail"), how, form=form)

    def wrong_address(self, typed: str) -> str:
        """The same with what is wrong."""
        return self.ask(typed, self.t.gettext("This is not an e-mail address that we can write to: name@example.com"))

    def asked(self) -> str:
        """The answer to every request."""
        t = self.t
        return self._page(
            t.gettext("Look into your mailbox"),
            t.gettext("If we can write to this address, a mail with a link is on its way. Open it to confirm."),
            t.gettext("Nothing there after some minutes? Look among the unwanted mail, or ask again."),
        )

    def too_much(self) -> str:
        """Too many requests."""
        t = self.t
        return self._page(
            t.gettext("Too many requests"),
            t.gettext("There were many requests lately. Please come back in {length}.").format(
                length=t.duration(self.policy.status_page.subscribe.within)
            ),
        )

    def elsewhere(self) -> str:
        """The form was sent from another site."""
        t = self.t
        form = Form("/status/mail", t.gettext("Send me the link"), asks=True)
        return self._page(
            t.gettext("Please send it from here"), t.gettext("The form did not come from this page."), form=form
        )

    def confirm(self, token: str) -> str:
        """The button by which somebody confirms: programs that follow every link in a mail press none."""
        t = self.t
        form = Form(f"/status/mail/confirm?key={token}", t.gettext("Yes, send me updates"))
        return self._page(t.gettext("Get updates by e-mail?"), t.gettext("Press the button to confirm."), form=form)

    def confirmed(self) -> str:
        """It begins."""
        t = self.t
        return self._page(
            t.gettext("You get updates from now on"),
            t.gettext("Each mail has a link by which you end it."),
        )

    def run_out(self) -> str:
        """The link is used, too old, or was never one."""
        t = self.t
        words = t.gettext("The link was used already, or it is too old. You can ask for another one.")
        form = Form("/status/mail", t.gettext("Send me the link"), asks=True)
        return self._page(t.gettext("This link does not work"), words, form=form)

    def leave(self, token: str) -> str:
        """The button by which somebody gets no more."""
        t = self.t
        form = Form(f"/status/mail/leave?key={token}", t.gettext("Send me no more"))
        return self._page(t.gettext("No more updates?"), t.gettext("Press the button to end them."), form=form)

    def left(self) -> str:
        """It has ended."""
        t = self.t
        return self._page(
            t.gettext("You get no more updates"), t.gettext("Your address is forgotten. The page is always here.")
        )

    def _page(self, heading: str, *paragraphs: str, form: Form | None = None) -> str:
        t = self.t
        words = {
            "address": t.gettext("E-mail address"),
            "trap": t.gettext("Leave this empty"),
            "back": t.gettext("To the status page"),
        }
        template = environment().get_template("mail.html.j2")
        return template.render(
            language=self.audience.language,
            title=title_of(self.policy, t),
            heading=heading,
            paragraphs=paragraphs,
            form=form,
            words=words,
        )
