/** ipcMain: handlers by channel, for windows that have a preload. */
import { type Loose, loudObject } from "./loud.ts";

type Handler = (event: Loose, ...args: Loose[]) => unknown;
const handlers = new Map<string, Handler>();

/** JSON holds what crosses; what it would lose silently is refused, as structured clone would have kept it. */
function assertPlain(value: unknown): void {
  if (value === null || typeof value !== "object") {
    if (["function", "symbol", "bigint"].includes(typeof value))
      throw new Error("An object could not be cloned.");
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    throw new Error(`NotInHost: ${prototype.constructor.name} over IPC`);
  for (const item of Object.values(value)) assertPlain(item);
}

/** Runs a channel's handler; a failure becomes Electron's "Error invoking remote method". */
export async function dispatchInvoke(
  event: object,
  channel: string,
  args: unknown[],
): Promise<{ value?: unknown } | { error: string }> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const value = await handler(event, ...args);
    assertPlain(value);
    return { value };
  } catch (error) {
    return { error: `Error invoking remote method '${channel}': ${String(error)}` };
  }
}

export const ipcMain = loudObject(
  {
    handle(channel: string, handler: Handler): void {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    removeHandler(channel: string): void {
      handlers.delete(channel);
    },
  },
  "ipcMain",
);
