// A display for machines that have none: a real X server that draws into memory.
import { ended, spawnBound } from "./bound-process.mjs";
import { asOrdinaryUser } from "./electron/ordinary-user.mjs";

/**
 * @typedef {object} Display
 * @property {{ DISPLAY: string, WAYLAND_DISPLAY: string }} env
 * @property {() => Promise<void>} stop
 */

/**
 * Starts one, under a number that nobody else has.
 * @returns {Promise<Display>}
 * @throws {Error} when Xvfb can't be started
 */
export async function startDisplay() {
  const [command, args] = asOrdinaryUser("Xvfb", [
    ...["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
  ]);
  const child = spawnBound(command, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    let text = "";
    child.stdio[3]?.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.trim());
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb ended before it was ready. Next step: install `xvfb`.")));
  });
  const stopAtOnce = () => child.kill("SIGKILL");
  process.once("exit", stopAtOnce);
  return {
    env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: "" },
    async stop() {
      process.off("exit", stopAtOnce);
      await ended(child);
    },
  };
}
