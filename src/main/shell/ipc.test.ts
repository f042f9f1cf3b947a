import { expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { answer, type Handlers, isOwnSender, type Sender } from "./ipc.ts";

const own: Sender = {
  senderFrame: { url: "app://drive/index.html#/status", parent: null },
  sender: { id: 1 },
};
const nothing = async () => null;
const handlers: Handlers = {
  "view:get": () => {
    throw new Error("a text that must not get out");
  },
  "session:login": nothing,
  "session:cancel": nothing,
  "session:logout": () => {
    throw new AppError("STORE_LOCKED");
  },
  "session:forget": nothing,
  "session:keep": nothing,
  "session:switch-account": nothing,
  "consent:answer": nothing,
  "link:open": nothing,
  "window:show-login": nothing,
  "login:open-browser": nothing,
  "proxy:introduce": nothing,
  "bundle:open": async () => null,
  "bundle:prepare": async () => null,
  "bundle:cancel": async () => null,
  "bundle:save": async () => null,
  "guide:open": nothing,
  "guide:get": nothing,
  "guide:answer": nothing,
  "guide:press": nothing,
  "guide:done": nothing,
  "guide:stuck": nothing,
  "guide:restart": nothing,
  "guide:stop-looking": nothing,
  "window:close": nothing,
  "settings:set": nothing,
  "settings:look": nothing,
  "proxy:try": async () => null,
  "update:look": async () => null,
  "update:install": async () => null,
  "proxy:stop-trying": nothing,
};
const silent = () => {};

test.each([
  ["our page", own, true],
  ["a frame inside our page", { ...own, senderFrame: { url: "app://drive/index.html", parent: {} } }, false],
  ["a frame that is gone", { ...own, senderFrame: null }, false],
  ["a web page", { ...own, senderFrame: { url: "https://drive/index.html", parent: null } }, false],
  [
    "another host of the scheme",
    { ...own, senderFrame: { url: "app://drive.evil/index.html", parent: null } },
    false,
  ],
  ["user-info", { ...own, senderFrame: { url: "app://x@drive/index.html", parent: null } }, false],
  ["a file", { ...own, senderFrame: { url: "file:///drive/index.html", parent: null } }, false],
])("%s may ask: reliability 4", (_name, sender, allowed) => {
  expect(isOwnSender(sender)).toBe(allowed);
});

test("a request that isn't of the channel's shape is refused with a code", async () => {
  for (const request of [undefined, {}, { confirmed: "yes" }, { confirmed: true, more: 1 }, []]) {
    expect(await answer("session:forget", handlers, own, request, silent)).toEqual({
      ok: false,
      error: "IPC_REJECTED",
    });
  }
  expect(await answer("session:forget", handlers, own, { confirmed: true }, silent)).toEqual({
    ok: true,
    value: null,
  });
});

test("the guide takes its own questions, answers and steps, and nothing else", async () => {
  const asked = async (channel: "guide:answer" | "guide:press" | "guide:stuck", request: unknown) =>
    (await answer(channel, handlers, own, request, silent)).ok;
  expect(await asked("guide:answer", { question: "role", answer: "holder" })).toBe(true);
  expect(await asked("guide:answer", { question: "constructor", answer: "holder" })).toBe(false);
  expect(await asked("guide:answer", { question: "role", answer: "x".repeat(41) })).toBe(false);
  expect(await asked("guide:press", { step: "open-login" })).toBe(true);
  expect(await asked("guide:press", { step: "role" })).toBe(false);
  expect(await asked("guide:stuck", { item: "role" })).toBe(true);
  expect(await asked("guide:stuck", { item: "open-login", more: 1 })).toBe(false);
});

test("what is set and said to a proxy is no longer and no other than a person may type", async () => {
  const asked = async (channel: "settings:set" | "proxy:introduce", request: unknown) =>
    (await answer(channel, handlers, own, request, silent)).ok;
  const server = "http://proxy.example:8080";
  const bypass = Array(1_000).fill("*.office.example");
  expect(await asked("settings:set", { proxy: { server, bypass } })).toBe(true);
  for (const proxy of [
    { server: `http://${"a".repeat(300)}:8080` },
    { server, bypass: [...bypass, "one.example"] },
    { server, bypass: ["a".repeat(301)] },
    { pac: `http://a.example/${"a".repeat(2_000)}` },
  ])
    expect(await asked("settings:set", { proxy })).toBe(false);
  const login = { proxy: "proxy.example:8080", user: "hanako", password: "a b" };
  expect(await asked("proxy:introduce", login)).toBe(true);
  expect(await asked("proxy:introduce", { ...login, user: "a\r\nX: y" })).toBe(false);
  expect(await asked("proxy:introduce", { ...login, password: "a\0" })).toBe(false);
});

test("what a handler throws comes back as a code, never as text", async () => {
  expect(await answer("view:get", handlers, own, null, silent)).toEqual({
    ok: false,
    error: "APP_UNEXPECTED",
  });
  expect(await answer("session:logout", handlers, own, null, silent)).toEqual({
    ok: false,
    error: "STORE_LOCKED",
  });
});
