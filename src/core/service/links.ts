import type { ServiceId } from "./profile.ts";

/** Addresses of a service that are no part of a login but that people get by mail or type in. */
export type ServiceLinks = {
  /** Login over the Internet (facts A1). */
  readonly internetLogin: string;
  /** Login by line authentication (facts A2). */
  readonly lineLogin: string;
  /** Contract host (facts A3). */
  readonly contract: string;
  /** Host of invite links; the contract host, but for codec (facts A3). */
  readonly invite: string;
  /** What an unblock link starts with; the ticket follows (facts A4). */
  readonly unblock: string;
  /** What a password reset link starts with; the ticket follows (facts A5). */
  readonly reset: string;
};

const cloudNas = {
  contract: "https://cc.cloud-nas.net",
  invite: "https://cc.cloud-nas.net",
  unblock: "https://login.cloud-nas.net/lo/unblock?ticket=",
  reset: "https://login.cloud-nas.net/lo/reset?ticket=",
} as const;

/** The documents' addresses, kept as they are also where they look like misprints (facts A2, A5). */
export const LINKS: Readonly<Record<ServiceId, ServiceLinks>> = {
  omakase: {
    ...cloudNas,
    internetLogin: "https://ff.cloud-nas.net/VX4",
    lineLogin: "https://ff.cloud-nas.biz/VX4",
  },
  cowork: {
    internetLogin: "https://ff.ncfs.ntt-east.net/",
    lineLogin: "https://ff.ncfs.ntt-east.biz/",
    contract: "https://cc.ncfs.ntt-east.net",
    invite: "https://cc.ncfs.ntt-east.net",
    unblock: "https://login.ncfs.ntt-east.net/lo/unblock?ticket=",
    reset: "https://login.ncfs.ntt-east.jp/lo/reset?ticket=", // .jp, not .net (facts A5)
  },
  ot: {
    ...cloudNas,
    internetLogin: "https://ff.cloud-nas.net/VX5",
    lineLogin: "https://ff.cloud-nas.net/VX5", // equals the Internet URL in the document (facts A2)
  },
  codec: {
    internetLogin: "https://ff.cloud-nas.net/VX9",
    lineLogin: "https://ff.cloud-nas.biz/VX9",
    contract: "https://cc.ncfs.ntt-east.jp",
    invite: "https://cc.ncfs.ics-east.jp",
    unblock: "https://login.ncfs.ics-east.jp/lo/unblock?ticket=",
    reset: "https://login.ncfs.ics-east.jp/lo/reset?ticket=",
  },
};
