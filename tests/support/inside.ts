import { once } from "node:events";
import type { RunningClient } from "./running-client.ts";
import { until } from "./wait.ts";

/** Has to be among a client's arguments for `inside`: any free port. */
export const WITH_INSPECTOR = "--inspect=0";

/** Plays what can't be brought about from outside in a client's main process, by Node's own inspector. */
export async function inside(client: RunningClient): Promise<{
  /** Has `require`, as an inspector's console has. */
  readonly evaluate: (expression: string) => Promise<void>;
  /** Whatever nobody holds any more is gone afterwards. */
  readonly collectGarbage: () => Promise<void>;
  readonly close: () => void;
}> {
  const address = await until(
    "the inspector",
    () => /^Debugger listening on (ws:\S+)$/mu.exec(client.output())?.[1],
  );
  const socket = new WebSocket(address);
  await once(socket, "open");
  let last = 0;
  const ask = async (method: string, params: object = {}): Promise<void> => {
    last += 1;
    const id = last;
    const answered = new Promise<void>((resolve) => {
      socket.addEventListener("message", ({ data }) => JSON.parse(String(data)).id === id && resolve());
    });
    socket.send(JSON.stringify({ id, method, params }));
    await answered;
  };
  return {
    evaluate: (expression) => ask("Runtime.evaluate", { expression, includeCommandLineAPI: true }),
    collectGarbage: () => ask("HeapProfiler.collectGarbage"),
    close: () => socket.close(),
  };
}
