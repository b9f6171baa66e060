// The same told by Node: `ws` in a loop, or socket.io to everybody. It is steered like the others.
"use strict";
const http = require("node:http");
const readline = require("node:readline");
const kind = process.argv[2];
const server = http.createServer();
let tell;
if (kind === "ws") {
  const { WebSocketServer } = require("ws");
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, backlog: 4096 });
  tell = (text) => {
    for (const socket of sockets.clients) socket.send(text);
  };
} else {
  const { Server } = require("socket.io");
  const sockets = new Server(server, {
    perMessageDeflate: false,
    transports: ["websocket"],
    serveClient: false,
  });
  tell = (text) => sockets.emit("ev", text);
}
const say = (said) => process.stdout.write(JSON.stringify(said) + "\n");
const soon = () => new Promise((resolve) => setImmediate(resolve));
let used = process.cpuUsage();
let began = process.hrtime.bigint();
const doers = {
  async fan({ text, count }) {
    for (let n = 0; n < count; n += 1) {
      tell(text);
      await soon();
    }
    return {};
  },
  async mark() {
    used = process.cpuUsage();
    began = process.hrtime.bigint();
    return {};
  },
  async figures() {
    const { user, system } = process.cpuUsage(used);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    return { processor: (user + system) / 1e6, seconds };
  },
};
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => say({ port: server.address().port }));
const lines = readline.createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const { do: name, ...wish } = JSON.parse(line);
  say(await doers[name](wish));
});
lines.on("close", () => process.exit(0));
