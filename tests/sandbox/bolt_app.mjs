// A small Bolt for JavaScript app, as its own documentation would have it: command, modal, button, menu, event.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.NODE_CLIENTS}/`);
const { App, LogLevel } = require("@slack/bolt");

const socketMode = process.env.MODE === "socket";
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  ...(socketMode ? { socketMode, appToken: process.env.SLACK_APP_TOKEN } : { signingSecret: process.env.SLACK_SIGNING_SECRET }),
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  logLevel: LogLevel.ERROR,
});
const plain = (text) => ({ type: "plain_text", text });

app.command("/incident", async ({ command, ack, client, respond }) => {
  await ack(`heard ${command.text}`);
  await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: "modal",
      callback_id: "declare",
      private_metadata: command.channel_id,
      title: plain("Declare"),
      submit: plain("Send"),
      blocks: [
        { type: "input", block_id: "title", label: plain("Title"), element: { type: "plain_text_input", action_id: "value" } },
        {
          type: "input",
          block_id: "service",
          label: plain("Service"),
          element: { type: "external_select", action_id: "service", min_query_length: 0 },
        },
      ],
    },
  });
  await respond({ text: "the form is open", response_type: "ephemeral" });
});

app.options("service", async ({ payload, ack }) => {
  await ack({ options: ["Checkout", "Search"].filter((it) => it.startsWith(payload.value)).map((it) => ({ text: plain(it), value: it.toLowerCase() })) });
});

app.view("declare", async ({ ack, view, body, client }) => {
  const { title, service } = view.state.values;
  if (title.value.value.length < 5) {
    await ack({ response_action: "errors", errors: { title: "Say more" } });
    return;
  }
  await ack();
  await client.chat.postMessage({
    channel: view.private_metadata,
    text: `<@${body.user.id}> declared ${title.value.value} on ${service.service.selected_option.value}`,
    blocks: [{ type: "actions", block_id: "row", elements: [{ type: "button", action_id: "take", text: plain("Take over"), value: "1" }] }],
  });
});

app.action("take", async ({ ack, body, client }) => {
  await ack();
  await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: `taken by <@${body.user.id}>`, blocks: [] });
});

app.event("app_mention", async ({ event, say }) => {
  const kinds = event.blocks[0].elements[0].elements.map((it) => it.type).join(",");
  await say({ text: `you sent ${kinds}`, thread_ts: event.ts });
});

app.shortcut("capture", async ({ ack, shortcut, client }) => {
  await ack();
  await client.reactions.add({ channel: shortcut.channel.id, timestamp: shortcut.message.ts, name: "pushpin" });
});

const server = await app.start(0);
console.log(JSON.stringify({ port: socketMode ? 0 : server.address().port }));
