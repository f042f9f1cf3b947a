import { CONSENT_WORDS } from "../rules/consent-words.ts";
import type { Certainty, LoginMethod, Profile, ServiceId } from "./profile.ts";

// The issuer, the client id, the redirect and the operator's host are in no document (facts B, the login provider);
// policy has to say them before a login against the real service can be tried.
const unknownToday: Readonly<Record<string, Certainty>> = {
  issuer: "unknown",
  clientId: "unknown",
  scope: "inferred",
  redirect: "inferred",
  loginUrl: "inferred", // the URL is stated (facts A2), that it takes an authorization request is not
  webUrl: "inferred", // facts B, method 2: the browser version is reached through the login URL
  "origins.operator": "unknown",
  "origins.web": "unknown",
  "lineAuthentication.consentPath": "unknown",
  "lineAuthentication.disclaimerUrl": "unknown",
};

const common = {
  issuer: null,
  clientId: null,
  clientSecret: null,
  scope: "openid offline_access",
  redirect: { kind: "loopback" },
  postLogoutRedirectUri: null,
  revocationEndpoint: null,
  lineAuthentication: { consentPath: null, disclaimerUrl: null, words: CONSENT_WORDS },
} as const;

const federated: readonly LoginMethod[] = [
  "google",
  "facebook",
  "microsoft",
  "d-account",
  "active-directory",
];

/** What the manuals say of the four services (facts A1–A7). What they don't say is listed in `unverified`. */
export const PROFILES: Readonly<Record<ServiceId, Profile>> = {
  omakase: {
    ...common,
    id: "omakase",
    name: "おまかせクラウドストレージ",
    loginUrl: "https://ff.cloud-nas.biz/VX4",
    webUrl: "https://ff.cloud-nas.net/VX4",
    origins: {
      internet: "https://ff.cloud-nas.net",
      line: "https://ff.cloud-nas.biz",
      contract: "https://cc.cloud-nas.net",
      account: "https://login.cloud-nas.net",
    },
    methods: ["password", ...federated],
    federationWord: "認証連携しているサービスのアカウント",
    unverified: unknownToday,
  },
  cowork: {
    ...common,
    id: "cowork",
    name: "コワークストレージ",
    loginUrl: "https://ff.ncfs.ntt-east.biz/",
    webUrl: "https://ff.ncfs.ntt-east.net/",
    origins: {
      internet: "https://ff.ncfs.ntt-east.net",
      line: "https://ff.ncfs.ntt-east.biz",
      contract: "https://cc.ncfs.ntt-east.net",
      account: "https://login.ncfs.ntt-east.net", // reset links are on .jp (facts A5): see links.ts
    },
    methods: ["password", ...federated, "ntt-east-business-id"],
    federationWord: "認証連携しているサービスのアカウント",
    unverified: unknownToday,
  },
  ot: {
    ...common,
    id: "ot",
    name: "OTクラウド・ストレージ",
    loginUrl: "https://ff.cloud-nas.net/VX5",
    webUrl: "https://ff.cloud-nas.net/VX5",
    origins: {
      internet: "https://ff.cloud-nas.net",
      line: "https://ff.cloud-nas.net", // as the document says; probably a typo for .biz (facts A2)
      contract: "https://cc.cloud-nas.net",
      account: "https://login.cloud-nas.net",
    },
    methods: ["password", ...federated],
    federationWord: "認証連携しているサービスのアカウント",
    unverified: { ...unknownToday, "origins.line": "inferred" },
  },
  codec: {
    ...common,
    id: "codec",
    name: "コーデックストレージ",
    loginUrl: "https://ff.cloud-nas.biz/VX9",
    webUrl: "https://ff.cloud-nas.net/VX9",
    origins: {
      internet: "https://ff.cloud-nas.net",
      line: "https://ff.cloud-nas.biz",
      contract: "https://cc.ncfs.ntt-east.jp",
      account: "https://login.ncfs.ics-east.jp",
    },
    methods: ["password", "google", "facebook"],
    federationWord: "SNSアカウント",
    unverified: unknownToday,
  },
};

export const SERVICE_IDS: readonly ServiceId[] = ["omakase", "cowork", "ot", "codec"];
