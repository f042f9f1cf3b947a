import { app } from "../electron.ts";

/** Electron, app "child-process-gone". */
const SERVICE = "network.mojom.NetworkService";

/**
 * Chromium's network is a process of its own; one that ends is started again at the next request. What a session was told
 * of it is lost then, and up to Electron 41 each of its `net` requests fails from then on (electron#49572).
 * @returns stops that
 */
export function onNetworkLost(run: () => void): () => void {
  const heard = (_event: unknown, { serviceName }: { serviceName?: string }) => {
    if (serviceName === SERVICE) run();
  };
  app.on("child-process-gone", heard);
  return () => void app.off("child-process-gone", heard);
}
