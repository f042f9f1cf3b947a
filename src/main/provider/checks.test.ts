import { expect, test } from "vitest";
import { NetworkError } from "../network/network-error.ts";
import { mayHaveMoved } from "./checks.ts";
import { ProviderError } from "./provider-error.ts";

const issuer = new URL("https://issuer.example/tenant");

test.each<[string, NetworkError | ProviderError, string | null, boolean]>([
  ["answers as no endpoint does", new NetworkError("NET_UNEXPECTED_ANSWER", "HTTP 404"), null, true],
  ["signs with an unknown key", new ProviderError("unproven", "no key"), null, true],
  ["is in trouble", new NetworkError("NET_SERVER", "HTTP 503"), null, false],
  ["has no name any more", new NetworkError("NET_DNS", "gone"), "https://tokens.example/token", true],
  ["is another's by now", new NetworkError("NET_TLS", "name"), "https://tokens.example/token", true],
  [
    "can't be reached, nor its description",
    new NetworkError("NET_DNS", ""),
    "https://issuer.example/token",
    false,
  ],
])(
  "the description of a provider is read anew where its endpoint %s: %#",
  (_what, error, unanswered, anew) => {
    expect(mayHaveMoved(error, unanswered, issuer)).toBe(anew);
  },
);
