import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkCircles, checkFile, rooms } from "./layers.ts";

const caught: [file: string, source: string, problem: string][] = [
  ["src/core/a.ts", 'import { readFileSync } from "node:fs";', "imports node:fs"],
  ["src/core/a.ts", 'import { z } from "zod";', "imports zod"],
  ["src/core/a.ts", 'import { x } from "../shared/view.ts";', "imports src/shared/view.ts"],
  ["src/core/login/a.ts", 'import type { X } from "../../main/tray.ts";', "imports src/main/tray.ts"],
  ["src/core/a.ts", 'export * from "../main/a.ts";', "imports src/main/a.ts"],
  ["src/core/a.ts", 'export const load = () => import("../main/a.ts");', "imports src/main/a.ts"],
  ["src/core/a.ts", "export const load = (name: string) => import(name);", "imports (computed)"],
  ["src/core/a.ts", 'export type X = import("../main/a.ts").X;', "imports src/main/a.ts"],
  ["src/core/a.ts", "export const now = () => Date.now();", "uses Date.now"],
  ["src/core/a.ts", 'export const now = () => Date["now"]();', "uses Date.now"],
  ["src/core/a.ts", "export const now = () => new Date();", "reads the clock by Date()"],
  ["src/core/a.ts", "export const roll = () => Math.random();", "uses Math.random"],
  ["src/core/a.ts", "export const id = () => crypto.randomUUID();", "uses the global crypto"],
  ["src/core/a.ts", "export const os = process.platform;", "uses the global process"],
  ["src/core/a.ts", "setTimeout(() => {}, 5);", "uses the global setTimeout"],
  ["src/core/a.ts", "export const w = window.open;", "uses the global window"],
  ["src/core/a.ts", "export const t = document.title;", "uses the global document"],
  ["src/core/a.ts", 'export const f = () => fetch("x");', "uses the global fetch"],
  ["src/core/a.ts", "export const p = performance.now();", "uses the global performance"],
  ["src/core/a.test.ts", 'import { x } from "../main/a.ts";', "imports src/main/a.ts"],
  ["src/renderer/a.tsx", 'import { x } from "../main/a.ts";', "imports src/main/a.ts"],
  [
    "src/renderer/a.tsx",
    'import { transition } from "../core/login/attempt.ts";',
    "imports src/core/login/attempt.ts",
  ],
  ["src/renderer/a.tsx", 'import { join } from "node:path";', "imports node:path"],
  [
    "src/shared/a.ts",
    'import { transition } from "../core/login/attempt.ts";',
    "imports src/core/login/attempt.ts",
  ],
  ["src/preload/a.ts", 'import { x } from "../main/a.ts";', "imports src/main/a.ts"],
  ["service/a.ts", 'import { x } from "../src/main/a.ts";', "imports src/main/a.ts"],
  ["service/a.ts", 'import { x } from "../src/shared/ipc.ts";', "imports src/shared/ipc.ts"],
  ["service/web/a.ts", 'import { x } from "../state/a.ts";', "imports service/state/a.ts"],
  ["service/state/a.ts", 'import type { X } from "../provider/a.ts";', "imports service/provider/a.ts"],
  ["service/state/a.ts", 'import { x } from "../admin/a.ts";', "imports service/admin/a.ts"],
  ["service/pages/a.ts", 'import type { X } from "../people/a.ts";', "imports service/people/a.ts"],
  ["service/pages/a.ts", 'import { join } from "node:path";', "imports node:path"],
  ["service/provider/a.ts", 'import { x } from "../visit/a.ts";', "imports service/visit/a.ts"],
  ["service/visit/a.ts", 'import { x } from "../people/a.ts";', "imports service/people/a.ts"],
  ["service/people/a.ts", 'import { x } from "../routes/a.ts";', "imports service/routes/a.ts"],
  ["service/routes/a.ts", 'import { x } from "../admin/a.ts";', "imports service/admin/a.ts"],
  ["service/routes/a.ts", 'import { x } from "../server.ts";', "imports service/server.ts"],
  ["service/admin/a.ts", 'import { x } from "../routes/a.ts";', "imports service/routes/a.ts"],
  [
    "service/people/a.ts",
    'import { Provider } from "oidc-provider";',
    "imports oidc-provider, which only service/provider may",
  ],
  ["service/admin/a.ts", 'import { useState } from "react";', "imports react"],
  ["cli/a.ts", 'import { x } from "../src/main/a.ts";', "imports src/main/a.ts"],
  [
    "src/main/a.ts",
    'import { app } from "electron";',
    "imports electron, which only src/main/electron.ts, src/preload may",
  ],
  ["src/main/a.ts", 'import { x } from "../renderer/a.ts";', "imports src/renderer/a.ts"],
];

test.each(caught)("%s with `%s` is caught", (file, source, problem) => {
  expect(checkFile(file, source)).toEqual([{ file, problem }]);
});

test("libraries stay in their adapters", () => {
  for (const name of [
    "openid-client",
    "native-reg",
    "keytar",
    "write-file-atomic",
    "electron-log",
    "oidc-provider",
  ]) {
    expect(checkFile("src/main/login.ts", `import { x } from "${name}";`)).toHaveLength(1);
  }
});

const allowed: [file: string, source: string][] = [
  ["src/core/login/a.ts", 'import { x } from "../errors.ts"; import type { Y } from "./b.ts";'],
  ["src/core/a.ts", "export const at = (ms: number) => new Date(ms).toISOString();"],
  [
    "src/core/a.ts",
    "export type Port = { fetch(url: string): void; process: string; at: (location: string) => void };",
  ],
  ["src/core/a.ts", "export const f = (window: { open: boolean }) => window.open && window.open;"],
  ["src/core/a.ts", 'export const x = { document: 1, "Date.now": "Math.random() and fetch" }; // setTimeout'],
  ["src/core/a.test.ts", 'import { test } from "vitest"; import fc from "fast-check"; Date.now();'],
  [
    "src/renderer/a.tsx",
    'import { check } from "../core/rules/password.ts"; import type { X } from "../core/errors.ts";',
  ],
  [
    "src/renderer/a.tsx",
    'import "./a.css"; import { useState } from "react"; import { createRoot } from "react-dom/client";',
  ],
  ["src/main/electron.ts", 'export { app } from "electron";'],
  [
    "src/main/adapters/a.ts",
    'import { decodeJwt } from "jose"; import { readFile } from "node:fs/promises";',
  ],
  [
    "src/preload/index.ts",
    'import { ipcRenderer } from "electron"; import { channels } from "../shared/ipc.ts";',
  ],
  ["service/routes/a.ts", 'import { x } from "../people/a.ts"; import { y } from "../web/a.ts";'],
  ["service/server.ts", 'import { x } from "./routes/a.ts"; import { y } from "./admin/a.ts";'],
  ["service/bin.mjs", 'import { reexecOnNode24 } from "../scripts/node24.mjs";'],
  ["tests/e2e/a.ts", 'import { x } from "../../src/main/a.ts";'],
];

test.each(allowed)("%s may say `%s`", (file, source) => {
  expect(checkFile(file, source)).toEqual([]);
});

test("a file that can't be parsed is a violation, not a pass", () => {
  expect(checkFile("src/core/a.ts", "export const = ;")).toEqual([
    { file: "src/core/a.ts", problem: "can't be parsed" },
  ]);
});

test("a circle of imports is a violation, by types too, and in every folder", () => {
  for (const folder of ["service", "cli", "src/main", "src/shared/locales"]) {
    const sources = new Map([
      [`${folder}/a.ts`, 'import type { B } from "./b/b.ts";'],
      [`${folder}/b/b.ts`, 'export { c } from "./c.ts";'],
      [`${folder}/b/c.ts`, 'export type A = import("../a.ts").A;'],
    ]);
    expect(checkCircles(sources)).toEqual([
      {
        file: `${folder}/a.ts`,
        problem: `imports itself: ${folder}/b/b.ts → ${folder}/b/c.ts → ${folder}/a.ts`,
      },
    ]);
  }
});

test("files that only import each other's neighbours are none", () => {
  const sources = new Map([
    ["cli/a.ts", 'import { b } from "./b.ts"; import { x } from "../src/shared/a.ts";'],
    ["cli/b.ts", 'import { z } from "zod";'],
    ["src/shared/a.ts", ""],
  ]);
  expect(checkCircles(sources)).toEqual([]);
});

test("every folder of the reference service is a room, and its document names them from the ground up", () => {
  const names = rooms.map(({ room }) => room);
  const entries = readdirSync(new URL("../service", import.meta.url), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual([...names].sort());
  const text = readFileSync(new URL("../docs/reference-service.md", import.meta.url), "utf8");
  const documented = [...text.matchAll(/^\| `service\/(\w+)` \|/gmu)].map(([, name]) => name);
  expect(documented).toEqual(names);
});
