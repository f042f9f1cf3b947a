/** Electron's webContents "login" out of CDP's Fetch.authRequired: a server or a proxy asks who is there. */
import type { EventEmitter } from "node:events";
import type { Send } from "./engine.ts";
import { hostEvent, type Loose } from "./loud.ts";

const standardPorts: Loose = { "http:": 80, "https:": 443 };

export class AuthQuestions {
  /** Requests that were asked before, by who asked. */
  readonly #asked = new Set<string>();

  /** Without a listener that prevents it, Electron answers nothing: the request ends with the 401 or 407. */
  ask(contents: EventEmitter, { requestId, request, resourceType, authChallenge }: Loose, send: Send): void {
    const { source, origin, scheme, realm } = authChallenge;
    const key = `${requestId} ${source} ${origin}`;
    const details = {
      url: request.url,
      pid: 0,
      isRequestForNavigation: resourceType === "Document",
      firstAuthAttempt: !this.#asked.has(key),
      responseHeaders: {},
    };
    this.#asked.add(key);
    const { protocol, hostname, port } = new URL(origin);
    const host = hostname.replace(/^\[|\]$/gu, "");
    const isProxy = source === "Proxy";
    const info = { isProxy, scheme, host, port: Number(port || standardPorts[protocol]), realm };
    const reply = (authChallengeResponse: object): void =>
      void send("Fetch.continueWithAuth", { requestId, authChallengeResponse }).catch(() => {});
    const answer = (username?: string, password?: string): void =>
      reply(
        username === undefined
          ? { response: "CancelAuth" }
          : { response: "ProvideCredentials", username, password: password ?? "" },
      );
    const event = hostEvent();
    contents.emit("login", event, details, info, answer);
    if (!event.defaultPrevented) answer();
  }
}
