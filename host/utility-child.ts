/** Loaded before a utility process's script: gives it `process.parentPort`, and ends it with its parent. */
import { HostEmitter, type Loose, loudClass } from "./loud.ts";

class ParentPort extends HostEmitter {
  constructor() {
    super("parentPort", ["message"]);
    const early: unknown[] = [];
    process.on("message", (data) => {
      if (this.listenerCount("message") === 0) early.push(data);
      else this.emit("message", { data, ports: [] });
    });
    this.#deliver = () => {
      for (const data of early.splice(0)) this.emit("message", { data, ports: [] });
    };
  }
  readonly #deliver: () => void;
  /** What came before the first listener is kept for it, as Electron's port does. */
  override on(event: Loose, listener: (...args: Loose[]) => void): Loose {
    super.on(event, listener);
    queueMicrotask(this.#deliver);
    return this;
  }
  postMessage(message: Loose): void {
    process.send?.(message);
  }
}
loudClass(ParentPort, "parentPort");

process.on("disconnect", () => process.exit(0));
Object.defineProperty(process, "parentPort", { value: new ParentPort() });
