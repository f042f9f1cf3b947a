import type { Breakage } from "./breakage.ts";
import type { NetworkScene } from "./network-breakages.ts";

/**
 * A clock that is days fast. Chromium doesn't bear another clock than the machine's, so it is the service that lives in
 * another time, with the certificate of that time: what a PC sees of it is the same.
 */
export const clockBreakages: readonly Breakage<NetworkScene>[] = [
  {
    name: "a clock that is days fast, so that no certificate is good",
    branches: ["clock-wrong"],
    async breaks(scene) {
      scene.world.server("another day");
      await scene.start();
      await scene.untilReason("SESSION_CLOCK_WRONG");
    },
    deeds: { "set-clock": async ({ world }) => world.server("passes") },
    end: "online",
  },
];
