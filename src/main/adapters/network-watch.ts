import { networkInterfaces } from "node:os";

const LOOK_EVERY_MS = 5_000;

export type NetworkWatchDeps = {
  /** Called once the PC's addresses are others than before and have come to rest. */
  readonly changed: () => void;
  readonly addresses?: () => string;
  /** Calls again and again; answers how to stop. */
  readonly every?: (ms: number, look: () => void) => () => void;
};

/**
 * Notices another network (reliability 28): cable, Wi-Fi, VPN up or down. Neither host tells the main process, so the
 * list of addresses is compared every five seconds, which asks nobody. Told when two looks in a row agree, so that
 * a VPN that is being built up counts once.
 * @returns how to stop
 */
export function watchNetwork({
  changed,
  addresses = ownAddresses,
  every = onInterval,
}: NetworkWatchDeps): () => void {
  let known = addresses();
  let last = known;
  return every(LOOK_EVERY_MS, () => {
    const now = addresses();
    const settled = now === last;
    last = now;
    if (!settled || now === known) return;
    known = now;
    changed();
  });
}

function ownAddresses(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, list = []]) =>
      list.filter((one) => !one.internal).map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join("\n");
}

function onInterval(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  timer.unref();
  return () => clearInterval(timer);
}
