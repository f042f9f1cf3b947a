import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const ONE_CONNECTION =
  "const s = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');" +
  "process.stdin.pipe(s).pipe(process.stdout); s.on('error', () => process.exit()); s.on('close', () => process.exit())";

/**
 * A loopback port of this machine that leads to one of a network of its own: each connection goes through a process
 * there, so it also works while that network's cable is out.
 * @param inside what goes before a command that is to run there
 */
export async function relayInto(
  inside: readonly string[],
  port: number,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((from) => {
    const [program = "", ...args] = [...inside, process.execPath, "-e", ONE_CONNECTION, String(port)];
    const there = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    from.pipe(there.stdin);
    there.stdout.pipe(from);
    from.on("error", () => there.kill());
    from.on("close", () => there.kill());
    there.stdin.on("error", () => from.destroy());
    there.on("exit", () => from.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  server.unref();
  return { port: address.port, close: () => server.close() };
}
