/**
 * Loaded before the shipped bundle where Node runs it: `electron`, the one import that only Electron has, is an empty
 * shape, and every package that is loaded is told on standard output.
 */
import { registerHooks } from "node:module";

const NAMES =
  "app BaseWindow BrowserWindow dialog ipcMain Menu Notification nativeImage nativeTheme net powerMonitor protocol session shell Tray utilityProcess";
const shape = `
  const anything = new Proxy(function () {}, {
    get: (_target, name) => (name === "then" ? undefined : anything),
    apply: () => undefined,
  });
  ${NAMES.split(" ")
    .map((name) => `export const ${name} = anything;`)
    .join("\n")}`;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "electron")
      return { url: `data:text/javascript,${encodeURIComponent(shape)}`, shortCircuit: true };
    const isOurs = context.parentURL?.includes("/out/main/");
    if (isOurs && !/^(?:\.|node:)/u.test(specifier)) console.log(JSON.stringify({ specifier }));
    return next(specifier, context);
  },
});
