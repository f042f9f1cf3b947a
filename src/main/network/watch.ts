import { networkInterfaces } from "node:os";
import { LINK_LOCAL } from "./probe.ts";

const LOOK_EVERY_MS = 5_000;

export type NetworkWatchDeps = {
  /** Called once the PC's addresses have changed and stopped changing. */
  readonly changed: () => void;
  readonly addresses?: () => string;
  /** Calls repeatedly. @returns how to stop */
  readonly every?: (ms: number, look: () => void) => () => void;
};

/**
 * Notices another network (reliability 28): cable, Wi-Fi, VPN up or down. Electron has no event for it,
 * so the list of addresses is compared every five seconds. Told when two looks in a row agree, so that a VPN that is
 * being set up counts once.
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

/**
 * Virtual interfaces within this PC, by their usual names: containers (Docker, Podman, Kubernetes), virtual machines
 * (libvirt, VMware, VirtualBox, Hyper-V's switch and WSL). They come and go without a change of network.
 */
const VIRTUAL =
  /^(?:docker\d|veth|br-[0-9a-f]{12}$|cni|podman\d|flannel|cali|lxc|lxdbr|virbr|vnet\d|vmnet|vboxnet|bridge1\d\d$|VMware|VirtualBox|vEthernet \((?:WSL|Default Switch))/u;

/** The PC's addresses in real networks, as one text. */
export function addressesThatLeadOut(interfaces: ReturnType<typeof networkInterfaces>): string {
  return Object.entries(interfaces)
    .filter(([name]) => !VIRTUAL.test(name))
    .flatMap(([name, list = []]) =>
      list
        .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
        .map(({ address }) => `${name} ${address}`),
    )
    .sort()
    .join("\n");
}

function ownAddresses(): string {
  return addressesThatLeadOut(networkInterfaces());
}

function onInterval(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  timer.unref();
  return () => clearInterval(timer);
}
