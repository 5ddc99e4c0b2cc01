// Slack's Node clients against the sandbox: talks, listens, answers one command, reports as JSON.
import { createRequire } from "node:module";

const require = createRequire(`${process.env.NODE_CLIENTS}/`);
const { WebClient } = require("@slack/web-api");
const { SocketModeClient } = require("@slack/socket-mode");

const slackApiUrl = process.env.SLACK_API_URL;
const web = new WebClient(process.env.SLACK_BOT_TOKEN, { slackApiUrl });
const socket = new SocketModeClient({ appToken: process.env.SLACK_APP_TOKEN, clientOptions: { slackApiUrl } });

const texts = [];
socket.on("message", async ({ event, ack }) => {
  await ack();
  texts.push(event.text);
});
socket.on("slash_commands", async ({ body, ack }) => {
  await ack({ text: `node heard ${body.text}` });
  const members = [];
  for await (const page of web.paginate("users.list", { limit: 4 })) members.push(...page.members);
  await socket.disconnect();
  console.log(JSON.stringify({ texts, members: members.length }));
});

await socket.start();
const { channel } = await web.conversations.create({ name: "from-node" });
await web.chat.postMessage({
  channel: channel.id,
  text: "from node",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "*from node*" } }],
  metadata: { event_type: "node", event_payload: { key: "1" } },
});
await web.filesUploadV2({ channel_id: channel.id, file: Buffer.from("a,b"), filename: "node.csv" });
