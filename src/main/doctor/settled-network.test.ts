import { expect, test } from "vitest";
import { NetworkError } from "../network/network-error.ts";
import { onSettledNetwork } from "./settled-network.ts";

function way(...answers: readonly (NetworkError | "answer")[]) {
  const left = [...answers];
  let asked = 0;
  const answer = async () => {
    asked += 1;
    const next = left.shift();
    if (next instanceof NetworkError) throw next;
    return new Response(next);
  };
  const outbound = onSettledNetwork({ fetch: answer, peek: answer, close: async () => {} }, 1);
  return { outbound, asked: () => asked };
}

const changed = () => new NetworkError("NET_OFFLINE", "ERR_NETWORK_CHANGED");

test("a network that changed meanwhile is asked again", async () => {
  const { outbound, asked } = way(changed(), changed(), "answer");
  expect(await (await outbound.peek(new URL("https://a.example"))).text()).toBe("answer");
  expect(asked()).toBe(3);
});

test("one that doesn't come to rest is told as it is", async () => {
  const { outbound, asked } = way(changed(), changed(), changed(), "answer");
  await expect(outbound.fetch("https://a.example")).rejects.toMatchObject({ cause: "ERR_NETWORK_CHANGED" });
  expect(asked()).toBe(3);
});

test("any other trouble is told at once", async () => {
  const { outbound, asked } = way(new NetworkError("NET_OFFLINE", "ERR_INTERNET_DISCONNECTED"), "answer");
  await expect(outbound.peek(new URL("https://a.example"))).rejects.toMatchObject({ code: "NET_OFFLINE" });
  expect(asked()).toBe(1);
});
