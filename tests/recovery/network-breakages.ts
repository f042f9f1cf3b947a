import type { ErrorCode } from "../../src/core/errors.ts";
import type { BranchId } from "../../src/core/recovery/known.ts";
import type { GuideStepId } from "../../src/core/recovery/steps.ts";
import { type NetworkPc, openNetworkPc } from "../faults/network-pc.ts";
import type { NetworkWorld } from "../faults/network-world.ts";
import type { RunningClient } from "../support/running-client.ts";
import type { Breakage } from "./breakage.ts";

/** Chromium knows a name for a minute, also where nobody answers for it any more. */
const OFFLINE_LIMIT_MS = 100_000;

/** A PC with a kept session in an office whose network can go wrong. */
export class NetworkScene {
  readonly pc: NetworkPc;
  #client: RunningClient | null = null;
  readonly #kept: { close(): unknown }[] = [];

  private constructor(pc: NetworkPc) {
    this.pc = pc;
  }

  static async open(): Promise<NetworkScene> {
    return new NetworkScene(await openNetworkPc());
  }

  get client(): RunningClient {
    if (this.#client === null) throw new Error("no client was started");
    return this.#client;
  }

  get world(): NetworkWorld {
    return this.pc.world;
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#client = await this.pc.startSeen(env);
  }

  async untilReason(reason: ErrorCode): Promise<void> {
    await this.client.statusWhere(reason, (status) => status.reason === reason, OFFLINE_LIMIT_MS);
  }

  /** Stands in this network until the PC leaves it. */
  keep<T extends { close(): unknown }>(one: T): T {
    this.#kept.push(one);
    return one;
  }

  async leave(): Promise<void> {
    await this.pc.stop();
    for (const one of this.#kept.splice(0).reverse()) await one.close();
  }

  /** Nothing of a login is shown: the session is kept. */
  async answerWhatIsThere(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {
    await this.leave();
    await this.pc.close();
  }
}

type Trouble = {
  readonly name: string;
  readonly branch: BranchId;
  readonly reason: ErrorCode;
  readonly step: GuideStepId;
  readonly begin: (world: NetworkWorld) => void;
  readonly end: (world: NetworkWorld) => void;
};

const TROUBLES: readonly Trouble[] = [
  {
    name: "a cable that is out",
    branch: "network-down",
    reason: "NET_OFFLINE",
    step: "check-network",
    begin: (world) => world.cable(false),
    end: (world) => world.cable(true),
  },
  {
    name: "a DNS server that knows nobody",
    branch: "network-down",
    reason: "NET_DNS",
    step: "check-network",
    begin: (world) => world.dns("no such name"),
    end: (world) => world.dns("answers"),
  },
  {
    name: "a hotspot that wants to be used first",
    branch: "captive-portal",
    reason: "NET_CAPTIVE_PORTAL",
    step: "finish-portal",
    begin: (world) => world.server("portal"),
    end: (world) => world.server("passes"),
  },
  {
    name: "an office that opens TLS",
    branch: "tls-inspected",
    reason: "NET_TLS_INSPECTION",
    step: "ask-for-authority",
    begin: (world) => world.server("inspected"),
    end: (world) => world.server("passes"),
  },
  {
    name: "a certificate that is over",
    branch: "certificate-wrong",
    reason: "NET_TLS",
    step: "ask-for-certificate",
    begin: (world) => world.server("expired"),
    end: (world) => world.server("passes"),
  },
  {
    name: "another host's certificate",
    branch: "certificate-wrong",
    reason: "NET_TLS",
    step: "ask-for-certificate",
    begin: (world) => world.server("misnamed"),
    end: (world) => world.server("passes"),
  },
  {
    name: "a server that takes no connection",
    branch: "service-down",
    reason: "NET_SERVER",
    step: "arrive",
    begin: (world) => world.server("refuses"),
    end: (world) => world.server("passes"),
  },
];

export const networkBreakages: readonly Breakage<NetworkScene>[] = TROUBLES.map(
  ({ name, branch, reason, step, begin, end }) => ({
    name,
    branches: [branch],
    async breaks(scene) {
      begin(scene.world);
      await scene.start();
      await scene.untilReason(reason);
    },
    deeds: { [step]: async ({ world }: NetworkScene) => end(world) },
    end: "online",
  }),
);
