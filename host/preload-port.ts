/** The way into a preload's world. What is sent before the preload runs waits for it; a new document starts over. */
import type { Send } from "./engine.ts";

export class PreloadPort {
  readonly #send: Send;
  readonly #waiting: string[] = [];
  #context: number | undefined;
  constructor(send: Send) {
    this.#send = send;
  }
  /** CDP's execution context of the preload that runs now. */
  get context(): number | undefined {
    return this.#context;
  }
  open(context: number): void {
    this.#context = context;
    for (const message of this.#waiting.splice(0)) this.post(message);
  }
  close(): void {
    this.#context = undefined;
  }
  /** A message as JSON, see runPreload in page-scripts.ts. */
  post(message: string): void {
    if (this.#context === undefined) this.#waiting.push(message);
    else
      void this.#send("Runtime.evaluate", {
        contextId: this.#context,
        expression: `__hostReceive(${message})`,
      }).catch(() => {});
  }
}
