import { createPrivateKey, generateKeyPairSync, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Provider } from "oidc-provider";
import type { ServiceId } from "../../src/core/service/profile.ts";
import type { State } from "../state/state.ts";
import type { TenantSnapshot } from "../state/state-schema.ts";
import type { Origins, UpstreamMethod } from "../web/origins.ts";
import { secret } from "../web/secret.ts";
import { providerConfiguration, type SigningKey } from "./provider-configuration.ts";
import { recordProviderEvents } from "./provider-events.ts";
import { Records } from "./records.ts";
import { Upstream } from "./upstream.ts";

function newKey(): SigningKey {
  return { kid: randomUUID(), key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey };
}

/** One service's OpenID provider with its keys and records. The provider itself isn't patched. */
export class Tenant {
  readonly service: ServiceId;
  readonly origins: Origins;
  readonly #state: State;
  readonly #records = new Records();
  readonly #upstreams = new Map<UpstreamMethod, Upstream>();
  #cookieKeys = [secret()];
  #key = newKey();
  #provider: Provider;
  #handle: (req: IncomingMessage, res: ServerResponse) => void;

  /** PEM of the CA that this service's own requests trust; null = plain http. */
  readonly ca: string | null;

  constructor(service: ServiceId, origins: Origins, state: State, ca: string | null = null) {
    this.service = service;
    this.ca = ca;
    this.origins = origins;
    this.#state = state;
    this.#provider = this.#build();
    this.#handle = this.#provider.callback();
  }

  get provider(): Provider {
    return this.#provider;
  }

  get signingKey(): SigningKey {
    return this.#key;
  }

  handle(req: IncomingMessage, res: ServerResponse): void {
    this.#handle(req, res);
  }

  /** An outside provider that this service sends people to; made when it is first asked for. */
  upstream(method: UpstreamMethod): Upstream {
    const known = this.#upstreams.get(method);
    if (known !== undefined) return known;
    const made = new Upstream(this.service, method, this.origins, this.#state);
    this.#upstreams.set(method, made);
    return made;
  }

  /** A new signing key, the old one forgotten at once; sessions and tokens stay. */
  rotateKeys(): void {
    this.#key = newKey();
    this.#renew();
  }

  #renew(): void {
    this.#provider = this.#build();
    this.#handle = this.#provider.callback();
  }

  /** What `--data` keeps: keys, sessions and tokens. */
  snapshot(): TenantSnapshot {
    const key = this.#key.key.export({ format: "jwk" }) as Record<string, unknown>;
    return { kid: this.#key.kid, key, cookieKeys: this.#cookieKeys, records: this.#records.snapshot() };
  }

  /** @throws for what isn't a snapshot */
  restore({ kid, key, cookieKeys, records }: TenantSnapshot): void {
    this.#key = { kid, key: createPrivateKey({ key, format: "jwk" }) };
    this.#cookieKeys = [...cookieKeys];
    this.#records.restore(records);
    this.#renew();
  }

  /** Ends every session and token of this tenant. */
  reset(): void {
    this.#records.clear();
    this.#upstreams.clear();
  }

  /** Answers the interaction: who logged in. @returns where the browser goes on */
  async finishLogin(uid: string, accountId: string, amr: readonly string[]): Promise<string | null> {
    const interaction = await this.provider.Interaction.find(uid);
    if (interaction === undefined) return null;
    interaction.result = {
      ...interaction.lastSubmission,
      login: { accountId, remember: true, amr: [...amr] },
    };
    await interaction.persist();
    return interaction.returnTo;
  }

  #build(): Provider {
    const { service, origins } = this;
    const provider = new Provider(
      origins.issuer,
      providerConfiguration({
        service,
        origins,
        state: this.#state,
        records: this.#records,
        signingKey: this.#key,
        cookieKeys: this.#cookieKeys,
      }),
    );
    recordProviderEvents(provider, service, this.#state);
    return provider;
  }
}
