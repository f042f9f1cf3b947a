/** Loaded before a utility process's script: gives it `process.parentPort`, and ends it with its parent. */
import { type Loose, loudObject, NotInHost } from "./loud.ts";

const parentPort = loudObject(
  {
    /** Node keeps what comes before the first listener, as Electron's port does. */
    on(event: string, listener: (event: Loose) => void): void {
      if (event !== "message") throw new NotInHost(`parentPort event '${event}'`);
      process.on("message", (data) => listener(loudObject({ data }, "MessageEvent")));
    },
    postMessage(message: Loose): void {
      process.send?.(message);
    },
  },
  "parentPort",
);

process.on("disconnect", () => process.exit(0));
Object.defineProperty(process, "parentPort", { value: parentPort });
