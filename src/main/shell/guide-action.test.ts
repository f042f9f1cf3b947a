import { expect, test, vi } from "vitest";
import type { ScreenId } from "../../core/login/screen.ts";
import type { ClientAction } from "../../core/recovery/known.ts";
import type { View } from "../../shared/view.ts";
import { Client } from "../client/client.ts";
import { CLIENT_DEPS } from "../client/samples.ts";
import { guideAction } from "./guide-action.ts";
import type { Hands } from "./ports.ts";

type World = {
  readonly page?: ScreenId;
  readonly proxy?: string;
  readonly client?: null;
  readonly opens?: false;
  readonly doing?: View["doing"];
};

/** What is pressed for an action, in order. */
function pressed(action: ClientAction, { page, proxy, client: none, opens, doing }: World = {}) {
  const presses: string[] = [];
  const note = (what: string) => {
    presses.push(what);
  };
  const client = new Client(CLIENT_DEPS);
  vi.spyOn(client, "login").mockImplementation((trigger) => note(`login ${trigger}`));
  vi.spyOn(client, "cancel").mockImplementation(() => note("cancel"));
  vi.spyOn(client, "switchAccount").mockImplementation((trigger) => note(`switch ${trigger}`));
  const attempt = page === undefined ? null : { page, deadline: "2026-04-01T09:10:00.000Z", address: null };
  const hands: Hands = {
    client: () => (none === null ? null : client),
    view: () => ({ attempt, proxy: proxy ?? null, doing: doing ?? "signed-out" }) as View,
    run: (command) => note(`run ${command}`),
    ask: () => note("ask"),
    showStatus: (view) => note(`show ${view}`),
    showGuide: () => note("guide"),
    openLink: (link) => {
      note(`open ${link}`);
      return opens ?? true;
    },
    openAddress: (url) => {
      note(`open ${url}`);
      return opens ?? true;
    },
  };
  const done = guideAction(hands, action, action === "open-line-login" ? "https://line.example/" : null);
  return [...presses, done];
}

test.each<[string, ClientAction, World, readonly unknown[]]>([
  ["a login", "log-in", {}, ["login guide", true]],
  ["one that waits for the person goes on", "log-in", { page: "login-locked" }, ["login guide", true]],
  [
    "one that waits for a code is begun anew",
    "log-in",
    { page: "second-factor" },
    ["cancel", "login guide", true],
  ],
  [
    "one whose page leads nowhere is begun anew",
    "log-in",
    { page: "line-error" },
    ["cancel", "login guide", true],
  ],
  ["a page of a reset too", "log-in", { page: "password-reset" }, ["cancel", "login guide", true]],
  ["without a usable profile", "log-in", { client: null }, ["show status", false]],
  ["its window alone", "show-login-window", { page: "line-error" }, ["login guide", true]],
  ["a login in the browser", "show-login-window", { doing: "in-browser" }, ["run open-browser", true]],
  ["its window, without a usable profile", "show-login-window", { client: null }, ["show status", false]],
  ["the consent comes with its window", "show-consent", { page: "consent" }, ["login guide", true]],
  ["the browser, for the login under way", "open-browser", { page: "login" }, ["run open-browser", true]],
  ["the browser, where none is under way", "open-browser", {}, ["login guide", true]],
  ["②", "open-line-login", {}, ["open https://line.example/", true]],
  ["② that isn't opened", "open-line-login", { opens: false }, ["open https://line.example/", false]],
  ["the reset", "open-reset-page", {}, ["open reset-password", true]],
  [
    "the reset, by way of the login",
    "open-reset-page",
    { opens: false },
    ["open reset-password", "login guide", true],
  ],
  ["the proxy's form", "show-proxy-login", { proxy: "p:1" }, ["show status", true]],
  ["the proxy's form, once it asks", "show-proxy-login", {}, ["login guide", "show status", true]],
  ["somebody else", "switch-account", {}, ["switch guide", true]],
])("at a press in the guide: %s", (_what, action, world, presses) => {
  expect(pressed(action, world)).toEqual(presses);
});
