import { chmodSync, rmSync } from "node:fs";
import { connect, type Server } from "node:net";
import { AppError } from "../../core/errors.ts";

/** The cause where another client answers there. */
export const LIVING_CLIENT = "a living client answers there";

/**
 * Listens on a local socket, open to this user only. What a dead client left there is replaced.
 * @throws AppError `APP_UNEXPECTED` when a living one answers there, or it can't be listened on
 */
export async function listenOn(server: Server, path: string): Promise<void> {
  try {
    await listening(server, path);
  } catch (error) {
    // A pipe is gone with its client (Windows): there is nothing to take away.
    if (!isAddressTaken(error) || process.platform === "win32") throw new AppError("APP_UNEXPECTED", error);
    if (await answers(path)) throw new AppError("APP_UNEXPECTED", LIVING_CLIENT);
    try {
      rmSync(path, { force: true });
      await listening(server, path);
    } catch (again) {
      throw new AppError("APP_UNEXPECTED", again);
    }
  }
  // Its folder already keeps others out; this is for systems that look at the socket's own mode too.
  if (process.platform !== "win32") chmodSync(path, 0o600);
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function isAddressTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
