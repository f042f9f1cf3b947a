import { CONSENT_WORDS } from "../../src/core/rules/consent-words.ts";
import type { LineAuthentication, ServiceId, ServiceOrigins } from "../../src/core/service/profile.ts";
import { type Door, loginUrlPath, type Origins, upstreamOrigin, upstreamsOf } from "../web/origins.ts";
import { DRIVE_CLIENT } from "./clients.ts";

/** The policy that points the client at this service: a profile's unknown and real values replaced. */
export type ReferencePolicy = {
  readonly service: ServiceId;
  /** One PC alone needn't wait for its turn. */
  readonly startupSpreadSeconds: 0;
  readonly overrides: {
    readonly issuer: string;
    readonly clientId: string;
    readonly loginUrl: string;
    readonly webUrl: string;
    readonly origins: ServiceOrigins;
    readonly lineAuthentication: LineAuthentication;
  };
};

/** As far as the ready line is asked: where each service is that runs. */
type Running = { readonly origins: Readonly<Partial<Record<ServiceId, Origins>>> };

/** @throws when the running service doesn't serve that one (`--service`) */
export function clientProfileOverrides(
  ready: Running,
  service: ServiceId,
  options: { readonly door: Door },
): ReferencePolicy {
  const origins = ready.origins[service];
  if (origins === undefined) throw new Error(`the reference service doesn't serve ${service}`);
  const { internet, line, operator, contract, web, issuer } = origins;
  return {
    service,
    startupSpreadSeconds: 0,
    overrides: {
      issuer,
      clientId: DRIVE_CLIENT,
      loginUrl: `${origins[options.door]}${loginUrlPath(service)}`,
      webUrl: `${web}/`,
      origins: {
        internet,
        line,
        operator,
        contract,
        web,
        account: issuer,
        ...(upstreamsOf(service).includes("active-directory")
          ? { directory: upstreamOrigin(service, "active-directory", origins) }
          : {}),
      },
      lineAuthentication: {
        consentPath: "/kaisen/notice",
        disclaimerUrl: `${operator}/kaisen/about`,
        words: CONSENT_WORDS,
      },
    },
  };
}
