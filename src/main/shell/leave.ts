import type { ErrorCode } from "../../core/errors.ts";
import type { Shell } from "./shell.ts";

/**
 * Logs out or forgets, and waits until that is done. @returns what went wrong; `CLI_OVERTAKEN` when the client ended
 * or another service was chosen meanwhile, as nobody is left to tell
 */
export async function leave(
  shell: Pick<Shell, "client" | "view" | "onChange">,
  forget: boolean,
): Promise<ErrorCode | null> {
  const client = shell.client();
  if (client === null) return shell.view().reason;
  if (forget) client.forget();
  else client.logout();
  await new Promise<void>((done) => {
    const stop = shell.onChange(check);
    const left = () => shell.client() !== client || client.state().session.at !== "leaving";
    function check() {
      if (!left()) return;
      stop();
      done();
    }
    check();
  });
  if (shell.client() !== client) return "CLI_OVERTAKEN";
  return shell.view().state === "signed-out" ? shell.view().reason : null;
}
