import { defineConfig } from "vitest/config";
import { pageScriptPlugin } from "./scripts/page-script-plugin.ts";

/** Tests that meet a real provider, keychain or browser: a process of their own, with a keychain in reach. */
const real = {
  pool: "forks" as const,
  globalSetup: ["./scripts/keyring-test-setup.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/** Tests that run Electron: besides, a desktop of their own. */
const onDesktop = {
  pool: "forks" as const,
  setupFiles: ["./tests/support/own-desktop.ts"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

/** The tests that ask nothing of Linux, and those of Windows alone: `npm run test:windows`. */
const onWindows = {
  name: "windows",
  pool: "forks" as const,
  include: [
    "{src,cli,service}/**/*.test.{ts,tsx}",
    "tests/contract/{record-file,secret-store,secret-store-sealed,session-record}.test.ts",
    "tests/conformance/**/*.test.ts",
    "tests/integration/{command-line,session-}*.test.ts",
    "tests/integration/{account-shown,authorities,authorization,authorization-service,callback}.test.ts",
    "tests/integration/{leaving-without-revocation,network-probe,odd-answers,office-day}.test.ts",
    "tests/integration/{own-provider,provider-words,wire-tap,wish-past-refresh}.test.ts",
    "tests/windows/**/*.test.ts",
  ],
  // The one has the client started for the doctor's report, and Electron isn't here for Windows; the other is Linux's alone.
  exclude: ["tests/integration/command-line-bundle.test.ts", "src/main/shell/linux-autostart.test.ts"],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: [pageScriptPlugin()],
        test: {
          name: "unit",
          include: ["{src,service,cli,scripts}/**/*.test.{ts,tsx}"],
          // Some try thousands of inputs, on machines that are busy otherwise.
          testTimeout: 30_000,
        },
      },
      { test: { ...onDesktop, name: "contract", include: ["tests/contract/**/*.test.ts"] } },
      {
        plugins: [pageScriptPlugin()],
        test: { ...real, name: "integration", include: ["tests/integration/**/*.test.ts"] },
      },
      {
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          pool: "forks",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "core",
          include: ["tests/core/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "walks",
          include: ["tests/walks/**/*.test.ts"],
          pool: "forks",
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "model", include: ["tests/model/**/*.test.ts"], testTimeout: 300_000 } },
      {
        test: {
          ...onDesktop,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "consent",
          include: ["tests/consent/**/*.test.ts"],
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...onDesktop,
          name: "deploy",
          include: ["tests/deploy/**/*.test.ts"],
          fileParallelism: false, // one PC
        },
      },
      {
        test: {
          ...onDesktop,
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "installers",
          include: ["tests/installers/**/*.test.ts"],
          pool: "forks",
          testTimeout: 180_000,
        },
      },
      { test: { ...onDesktop, name: "recovery", include: ["tests/recovery/**/*.test.ts"] } },
      ...(process.platform === "win32" ? [{ plugins: [pageScriptPlugin()], test: onWindows }] : []),
    ],
  },
});
