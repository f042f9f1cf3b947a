/** IPC with windows that have a preload: ipcMain's handlers, and the way into the preload's world. */
import type { Send } from "./engine.ts";
import { type Loose, loudObject } from "./loud.ts";

type Handler = (event: Loose, ...args: Loose[]) => unknown;
const handlers = new Map<string, Handler>();

export const ipcMain = loudObject(
  {
    handle(channel: string, handler: Handler): void {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
  },
  "ipcMain",
);

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

async function answerTo(event: object, channel: string, args: unknown[]): Promise<object> {
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

/** A window's preload. What is sent before it runs waits for it; a new document starts over. */
export class PreloadPort {
  readonly #send: Send;
  readonly #waiting: object[] = [];
  /** CDP's execution context of the preload that runs now. */
  #context: number | undefined;
  constructor(send: Send) {
    this.#send = send;
  }
  open(context: number): void {
    this.#context = context;
    for (const message of this.#waiting.splice(0)) this.post(message);
  }
  close(): void {
    this.#context = undefined;
  }
  /** See runPreload in page-scripts.ts. */
  post(message: object): void {
    if (this.#context === undefined) this.#waiting.push(message);
    else {
      const expression = `__hostReceive(${JSON.stringify(message)})`;
      void this.#send("Runtime.evaluate", { contextId: this.#context, expression }).catch(() => {});
    }
  }
  /** The preload called `invoke`; an answer for a document that is gone by then is dropped. */
  async called(context: number, payload: string, event: object): Promise<void> {
    if (context !== this.#context) return;
    const { id, channel, args } = JSON.parse(payload);
    const answer = await answerTo(event, channel, args);
    if (context === this.#context) this.post({ id, ...answer });
  }
}
