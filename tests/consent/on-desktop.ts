import { startDisplay } from "../../scripts/display.mjs";
import { type Presser, startPresser } from "./jobs.ts";
import { PageServer } from "./page-server.ts";

/** One Electron on a display of its own, and the operator that it meets. */
export type Desk = {
  readonly server: PageServer;
  readonly presser: Presser;
  readonly stop: () => Promise<void>;
};

export async function startDesk(windows: number): Promise<Desk> {
  const display = await startDisplay();
  Object.assign(process.env, display.env);
  const server = new PageServer();
  await server.start();
  const presser = await startPresser(windows);
  return {
    server,
    presser,
    stop: async () => {
      await presser.close();
      await server.stop();
      await display.stop();
    },
  };
}
