import { errorCode } from "../core/errors.ts";
import type { CommandHandlers } from "./command/handlers.ts";
import { keepServing } from "./command/keep-serving.ts";
import { createCommandServer } from "./command/server.ts";
import type { DataFolders } from "./config/data-folder.ts";
import type { Log } from "./files/log.ts";

export type CommandLine = {
  /** The client has started: what was asked meanwhile is answered, and whatever comes. */
  readonly answer: (handlers: CommandHandlers) => void;
  /** It couldn't start: who asked is told why. */
  readonly fail: (thrown: unknown) => void;
  readonly close: () => Promise<void>;
};

/** Serves the command line (`storage-drive`) from a start's first moments on: whoever sees the icon is answered. */
export function serveCommandLine(folders: DataFolders, log: Log): CommandLine {
  const handlers = Promise.withResolvers<CommandHandlers>();
  handlers.promise.catch(() => {}); // nobody may have asked
  const serving = keepServing(
    () =>
      createCommandServer({
        dataDir: folders.local,
        handlers: handlers.promise,
        log: (name, fields) => log.event("command-line", name, fields),
      }),
    (thrown) => log.error("command-line", errorCode(thrown), thrown),
  );
  return { answer: handlers.resolve, fail: handlers.reject, close: () => serving.close() };
}
