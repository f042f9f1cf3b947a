/**
 * `node --import ./host/register.ts main.js` runs an Electron main script on the Chromium host: "electron" is
 * resolved to host/electron.ts, in ES modules and in CommonJS. For development, tests and demonstration only.
 */
import { registerHooks } from "node:module";

const electron = new URL("./electron.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === "electron" || specifier === "electron/main")
      return { url: electron, shortCircuit: true };
    return nextResolve(specifier, context);
  },
});
