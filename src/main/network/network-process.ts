import { app } from "../electron.ts";

/** Electron, app "child-process-gone". */
const SERVICE = "network.mojom.NetworkService";
/** By then every session has noticed, and what it is told of the network goes to the next one. */
const NOTICED_MS = 500;

/**
 * Chromium's network is a process of its own; one that ends is started again at the next request. What a session was told
 * of it is lost then, and up to Electron 41 each of its `net` requests fails from then on (electron#49572).
 * @param run called at once, when what it tells a session may still go to the one that ended, and once more
 * @returns stops that
 */
export function onNetworkLost(run: (noticed: boolean) => void): () => void {
  let later: NodeJS.Timeout | undefined;
  const heard = (_event: unknown, { serviceName }: { serviceName?: string }) => {
    if (serviceName !== SERVICE) return;
    clearTimeout(later);
    later = setTimeout(() => run(true), NOTICED_MS);
    run(false);
  };
  app.on("child-process-gone", heard);
  return () => {
    clearTimeout(later);
    app.off("child-process-gone", heard);
  };
}
