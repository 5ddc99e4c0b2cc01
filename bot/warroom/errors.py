"""Every refusal of the core, in one tree. They carry facts; `handlers/errors.py` turns them into words.

    Refusal
    ├── NotFound     UnknownIncident · NotInARoom · UnknownPerson · UnknownRole · UnknownAudience · UnknownTask
    │                UnknownVendor · UnknownResource · NotSurveyed · NoSurvey
    │                UnknownObject · UnknownUpdate · UnknownService
    ├── NotAllowed   NotOnRota · NotTester · NotApprover
    ├── Invalid      EmptyText · TextTooLong · UnknownSeverity · UnknownState · UnknownMilestone · BadTime
    │                TimeInFuture · OutOfOrder · BadDuration · SameIncident · BadSpeed ·
    │                UnknownMonth · OneMim · UnknownScore
    └── Conflict     WrongState · StillCandidate · AlreadySo · NotResolved · NobodyToTell · MimTaken · NotReplayable
                     HasParent · ParentLoop · NotLinked · StaysDuplicate · DrillAndReal
                     NotYourPage · NotAskedForRole · NoHandover · GateClosed · SimilarOpen
                     NotContacted · NoMoreRungs · NotWaiting · WhichWait · SurveyOver · AlreadyAnswered
                     OutdatedUpdate · AudienceNotTold (`errors_updates`)

A class docstring is its default English message: what happened, and what to do now.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any


class Refusal(Exception):  # noqa: N818 - the domain's word: the bot refuses, nothing broke
    """That is not possible."""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.template())

    @classmethod
    def template(cls) -> str:
        """The default message, with `{fact}` placeholders."""
        return " ".join((cls.__doc__ or "").split())

    def __str__(self) -> str:
        return self.template().format(**{key: shown(value) for key, value in self.facts.items()})


def shown(value: object) -> str:
    """A fact as a reader sees it: times as `HH:MM UTC`, lists joined with commas."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    return str(value)


class NotFound(Refusal):
    """That does not exist."""


class UnknownIncident(NotFound):
    """There is no incident {reference}. `/incident list` shows the open ones."""


class NotInARoom(NotFound):
    """This channel is not an incident's war room. Go to the room and type it there, or declare one with `/incident declare sev1 <title>`."""


class UnknownPerson(NotFound):
    """I don't know {who}. Pick the person from Slack's list after typing `@`."""


class UnknownRole(NotFound):
    """There is no role called {role}. The roles are: {known}."""


class UnknownAudience(NotFound):
    """There is no audience called {audience}. The audiences are: {known}."""


class UnknownTask(NotFound):
    """There is no open task {task}. `/incident tasks` lists them."""


class UnknownUpdate(NotFound):
    """There is no update {update}. There are: {known}."""


class UnknownOutput(NotFound):
    """There is no output {output}. `/incident output list` shows them."""


class NotSurveyed(NotFound):
    """You were not asked about {reference}, or the survey was dropped. To put something on its record: `/incident note <text>`."""


class NoSurvey(NotFound):
    """No survey of {reference} is open, and none is to come. How it stands: `/incident survey`"""


class UnknownObject(NotFound):
    """There is no {what} {label} in {reference}. `/incident investigation` lists them."""


class UnknownQuestion(NotFound):
    """There is no question called {question}. The questions are: {known}."""


class UnknownClock(NotFound):
    """No clock called {clock} runs here. Those there are: {known}."""


class UnknownService(NotFound):
    """There is no service called {service}. The services are: {known}."""


class UnknownModel(NotFound):
    """There is no incident model called {model}. The models are: {known}."""


class UnknownVendor(NotFound):
    """There is no vendor called {vendor}. The vendors are: {known}. For another one: `/incident vendor add <name>`"""


class UnknownDebt(NotFound):
    """{reference} has no workaround {debt}. Those that still stand: {known}. All of them: `/incident debt`"""


class UnknownResource(NotFound):
    """There is no request {resource}. The requests are: {known}."""


class UnknownSwarm(NotFound):
    """There is no swarm called {swarm} at work. At work: {known}. To form one: `/incident swarm <team> <goal>`"""


class UnknownRisk(NotFound):
    """{reference} has no open risk {risk}. Those that stand: {known}. To see them: `/incident risk`"""


class NoModel(NotFound):
    """No model is applied in {reference}. `/incident model` shows those there are."""


class NoSolution(NotFound):
    """The model {model} has no documented solution. Add its link to the policy."""


class NotAllowed(Refusal):
    """Only {who} may {what}. Ask them, or take the lead with `/incident mim claim` if nobody leads."""


class NotOnRota(NotAllowed):
    """Only administrators and people on the policy's rota replay incidents. Ask one of them, or practise with `/incident drill <title>`."""


class NotTester(NotAllowed):
    """Only administrators, people whom the policy asks to lead, and whoever leads an open incident test the channels. Ask one of them."""


class NotOwner(NotAllowed):
    """{debt} belongs to {owner}: they, whoever leads or an administrator may put it off."""


class NotApprover(NotAllowed):
    """Only {who} may {what}. They were asked in a direct message and in the room; ask them again."""


class Invalid(Refusal):
    """That cannot be understood."""


class EmptyText(Invalid):
    """Some words are missing: {form}"""


class OneMim(Invalid):
    """Exactly one person leads. Name one: `/incident mim @user`. For more hands: `/incident role deputy @user`."""


class TextTooLong(Invalid):
    """That text has {length} characters; {limit} fit here. Shorten it, or post it in the room: the timeline keeps it whole."""


class UnknownScore(Invalid):
    """Choose a score from {lowest} to {highest}."""


class UnknownSeverity(Invalid):
    """There is no severity called {severity}. The severities are: {known}."""


class UnknownState(Invalid):
    """There is no state called {state}. You can move to: {known}."""


class UnknownMilestone(Invalid):
    """There is no milestone called {milestone}. The milestones are: {known}."""


class BadTime(Invalid):
    """I cannot read {time} as a time. Write it like `10:32`, `12m ago` or `yesterday 23:40`."""


class TimeInFuture(Invalid):
    """{time} lies in the future. Give the moment when it happened."""


class TimeInPast(Invalid):
    """{time} is over. Give a date to come, like `by 30d` or `by 24 Dec`."""


class OutOfOrder(Invalid):
    """{milestone} at {at} cannot be {relation} {other} at {other_at}. Correct one of the two."""


class BadDuration(Invalid):
    """I cannot read {text} as a length of time. Write it like `10m`, `90s` or `1h`."""


class SameIncident(Invalid):
    """{reference} is this incident itself. Name another one: `/incident list` shows the open ones."""


class BadSpeed(Invalid):
    """I cannot play at {text}. Write the speed like `4x`, at most {most}x."""


class UnknownMonth(Invalid):
    """`{text}` is no month that has begun. Write it like {example}, or `this` or `last`.
    To declare an incident: `/incident declare <title>`."""


class Conflict(Refusal):
    """That does not fit what has happened meanwhile."""


class WrongState(Conflict):
    """{reference} is {state}; from there you can go to: {allowed}."""


class StillCandidate(Conflict):
    """{reference} is a candidate. First say whether it is major: `/incident accept <business impact>` or `/incident reject <reason>`."""


class OutdatedUpdate(Conflict):
    """{draft} was written before {reference} became {state}, or for an audience that may not read it now. Write it anew: `/incident update <text>`."""


class AlreadySo(Conflict):
    """That is already so: {what}."""


class SwarmAtWork(AlreadySo):
    """The swarm {name} works on {reference} already. Its lead: `/incident swarm {swarm} lead @user`; how far it is:
    `/incident swarm {swarm} status <text>`; for another goal end it first: `/incident swarm {swarm} done <result>`"""


class SurveyOver(Conflict):
    """The survey about {reference} is closed, so nothing more can be added. What came of it: `/incident survey`"""


class AlreadyAnswered(Conflict):
    """You have answered about {reference}, thank you. Each answer counts once, and since nothing links it to you, it cannot be changed either."""


class NotResolved(Conflict):
    """{reference} is not resolved yet, so there is nothing to confirm. When it works again: `/incident resolve <what restored the service>`"""


class WindowClosed(Conflict):
    """The time to object to {decision} is over. To decide anew: `/incident decision <text>`"""


class NobodyToTell(Conflict):
    """The policy lets no audience hear of {reference}, since it is private or below what they are told of. Say it in the room: the timeline keeps it."""


class NotReplayable(Conflict):
    """{reference} is {state}; only a closed incident can be replayed as a drill. When its record is complete: `/incident close`."""


class MimTaken(Conflict):
    """{mim} leads {reference} and has accepted. Ask for a handover: `/incident handover @you`."""


class NotYourPage(Conflict):
    """{mim} is asked to lead {reference} now, not you. To take it over: `/incident mim claim`."""


class NotAskedForRole(Conflict):
    """You were not asked to be {role} in {reference}. To take a role: `/incident role <role> @you`. The board: `/incident assembly`."""


class NotContacted(Conflict):
    """{vendor} has not been contacted yet. When you have: `/incident vendor {name} contacted`"""


class NoMoreRungs(Conflict):
    """The policy has no further step of escalation for {vendor}. Say in the room whom you call, and what they answer."""


class NotWaiting(Conflict):
    """{reference} does not wait for that. What it waits for: `/incident wait`"""


class WhichWait(Conflict):
    """{reference} waits for several things. Say which of them is over: {waits}"""


class NoHandover(Conflict):
    """No handover waits for you in {reference}. An earlier offer may have been taken back, or made to somebody else."""


class NotAllAccepted(Conflict):
    """{count} of {all} points are not accepted yet: {left}. Tick each, or type `/incident handover accept all`."""


class GateClosed(Conflict):
    """{reference} cannot be closed yet: {reasons}"""


class SimilarOpen(Conflict):
    """{reference} “{title}” is open and looks like the same thing."""


class HasParent(Conflict):
    """{reference} has a parent already. Take that link back first (`/incident unlink MI-7`), then link it to {parent}."""


class ParentLoop(Conflict):
    """{parent} stands below {reference} already, so it cannot be its parent. `/incident link` shows what is linked."""


class NotLinked(Conflict):
    """{reference} and {other} are not linked. `/incident link` shows what is."""


class StaysDuplicate(Conflict):
    """{reference} and {other} are one incident that was declared twice; that stays on both records. If they are two after all, declare the other one anew."""


class DrillAndReal(Conflict):
    """One of {reference} and {other} is a drill and the other is not, so they are not linked."""
